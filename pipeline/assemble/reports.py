"""A document's bytes to all its rows: read, recognize, assemble, examine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from extractors import formats, layouts
from extractors.document import Document, Mark, Paragraph
from extractors.errors import ExtractionError
from extractors.records import Leftover, RawItem, RawReport
from normalizers import (
    deadline_parts,
    headings,
    legends,
    municipalities,
    organisations,
    reports,
    shades,
    status_words,
    statuses,
)
from normalizers import text as texts
from normalizers.organisations import Vocabulary
from pipeline.assemble import letters, recognition, totals
from pipeline.assemble.desk import Context
from pipeline.assemble.guides import GuideLine, guide_lines, guide_tables, table_of
from pipeline.assemble.items import ROLES, item_rows, role_names
from pipeline.assemble.squares import without_charts
from pipeline.findings import doubts, finding, rule
from pipeline.options import Options, software_version
from pipeline.provenance import located, regions
from pipeline.records import DocumentRow, DocumentRows, FindingRow, LegendRow, Position

# What the layouts leave over that an auditor should hear of: reason -> severity, message.
LEFTOVERS = {
    "looks-like-follow-ups": (
        "warning",
        "A table looks like a follow-up table but has no known shape.",
    ),
    "unknown-row": ("warning", "A row of a follow-up table fits no known kind of row."),
    "sign-outside-rows": (
        "warning",
        "A sign that is a status elsewhere stands outside of all rows.",
    ),
    "text-between-rows": (
        "warning",
        "Text stands between two rows of an item, and is in none of them.",
    ),
    "unused-cell": (
        "info",
        "A description's row or a heading row holds something that the tables have no place for.",
    ),
    "unused-column": ("info", "A column of a follow-up table holds nothing that the tables keep."),
    "unused-key": ("info", "A line of a follow-up card holds nothing that the tables keep."),
    "columns-by-contents": (
        "info",
        "What these columns hold was told from their contents; no known heading says so.",
    ),
}


class Source(NamedTuple):
    """Where the bytes came from: paths or URIs relative to the input root, the first by name."""

    name: str
    all_names: tuple[str, ...]


class _Look(NamedTuple):
    """A report without its blocks, and what was told from them."""

    report: RawReport
    names: dict[str, list[str]]  # of organisations by role, as printed
    leads: frozenset[str]  # words before the numbers of items
    lines: tuple[GuideLine, ...]  # that may belong to a legend
    scanned: frozenset[int]  # pages
    fills: tuple[Mark, ...]  # of status cells, each once: colours, and levels of grey


def read_document(data: bytes, source: Source, options: Options) -> DocumentRows:
    """All rows of one file; a file that cannot be read is one row with `outcome = failed`."""
    try:
        document = formats.read(data, options.limits, name=source.name, engine=options.engine)
        found = layouts.recognize(document)
    except ExtractionError as error:
        return failed(data, source, error.code, str(error))
    row = _document_row(data, source, document)
    if not found:
        return _without_items(document, row)
    looks = [_look(report, document) for report in found]
    # The rows of a long document need the room of its bytes and pages.
    del data
    document, found = replace(document, blocks=()), ()
    parts = []
    numbered = 0
    for index, look in enumerate(looks, start=1):
        suffix = "" if index == 1 else f"-{index}"
        own = replace(row, document_id=row.document_id + suffix)
        parts.append(_report(look, document, own, numbered))
        # What concerns the file is said of its first report.
        document = replace(document, notices=(), revisions=())
        numbered += len(look.report.items)
    return _joined(parts)


def failed(data: bytes, source: Source, code: str, message: str) -> DocumentRows:
    """The one row of a file that could not be read."""
    row = _blank_row(data, source)
    return DocumentRows((replace(row, outcome="failed", error_code=code, error_message=message),))


def _blank_row(data: bytes, source: Source) -> DocumentRow:
    return DocumentRow(
        budget_year=None,
        document_id=hashlib.sha256(data).hexdigest(),
        source=source.name,
        sources=source.all_names,
        file_name=PurePosixPath(source.name).name,
        media_type=None,
        size_bytes=len(data),
        page_count=None,
        municipality=None,
        municipality_code=None,
        title=None,
        round=None,
        published=None,
        case_id=None,
        outcome="ok",
        error_code=None,
        error_message=None,
        item_count=0,
        follow_up_count=0,
        amount_count=0,
        finding_count=0,
        had_revisions=None,
        layout=None,
        layout_ground=None,
        engine=None,
        software_version=software_version(),
        reviews=(),
    )


def _document_row(data: bytes, source: Source, document: Document) -> DocumentRow:
    return replace(
        _blank_row(data, source),
        media_type=document.media_type,
        page_count=len(document.pages) or None,
        had_revisions=bool(document.revisions) if document.engine == "docx" else None,
        engine=document.engine,
    )


def _without_items(document: Document, row: DocumentRow) -> DocumentRows:
    front = tuple(block for block in document.blocks if isinstance(block, Paragraph))
    named = replace(_identified(row, front, document), outcome="no_follow_up_tables")
    guides = guide_tables(document)
    suspects = (one for one in layouts.suspects(document) if one.locator not in guides)
    findings = tuple(_document_findings(document, tuple(suspects), named))
    return DocumentRows((replace(named, finding_count=len(findings)),), findings=findings)


def _look(report: RawReport, document: Document) -> _Look:
    """What is told from all blocks of a report, which are not needed after."""
    names: dict[str, list[str]] = {role: [] for role in ROLES}
    tables: set[str] = set()
    leads = headings.leads([located(raw.heading).text for raw in report.items])
    scanned = recognition.scanned_pages(document)
    fills: dict[tuple[str, str], Mark] = {}
    for raw in report.items:
        tables.add(table_of(raw.locator))
        if scanned:  # nowhere else a colour is lost
            fills.update(_fills(raw))
        for role, name in role_names(raw):
            names[role].append(name)
    lines = without_charts(tuple(guide_lines(report, tables, document)), report)
    return _Look(replace(report, blocks=()), names, leads, lines, scanned, tuple(fills.values()))


def _fills(raw: RawItem) -> Iterator[tuple[tuple[str, str], Mark]]:
    """What status cells are filled with, and the disks in them: by kind, and level or colour."""
    for row in raw.follow_ups:
        for mark in row.marks:
            value = mark.value if mark.kind == "shade" else mark.colour
            if value and mark.kind not in {"text_colour", "character"}:
                yield (mark.kind, value), mark


def _report(look: _Look, document: Document, blank: DocumentRow, numbered: int) -> DocumentRows:
    report, names, leads, lines, scanned, fills = look
    row = _identified(blank, report.front, document)
    legend = legends.find(lines)
    known = (*legend, *_usual_words(report))
    vocabularies = _vocabularies(names, report)
    says_all = bool(scanned) and deadline_parts.are_complete(_deadlines(report), row.budget_year)
    levels = shades.told(fills, known)
    context = Context(
        row.document_id, row.budget_year, known, vocabularies, levels, leads, says_all
    )
    items = [
        item_rows(raw, position, f"{row.document_id[:12]}-{numbered + position:04d}", context)
        for position, raw in enumerate(report.items, start=1)
    ]
    own = (
        *_document_findings(document, _without_guides(report, legend, lines), row),
        *totals.findings(report.totals, row.document_id, row.budget_year),
        *_unread_letters(lines, row),
    )
    read = own + tuple(found for item in items for found in item.findings)
    rows = DocumentRows(
        documents=(row,),
        legend=tuple(_legend_rows(legend, lines, row)),
        items=tuple(item.item for item in items),
        follow_ups=tuple(found for item in items for found in item.follow_ups),
        amounts=tuple(found for item in items for found in item.amounts),
    )
    seen = rule.report(row, rows.items, rows.follow_ups, rows.amounts, rows.legend)
    told = tuple(doubts(seen))
    sure = recognition.settled(rows.amounts, [doubt for _, doubt in told], scanned)
    findings = (*read, *(finding(row, *one) for one in told), *sure.findings)
    rows = replace(rows, amounts=sure.amounts, findings=findings)
    return replace(rows, documents=(_counted(row, report, rows),))


def _deadlines(report: RawReport) -> Iterator[str]:
    """As printed."""
    for item in report.items:
        for one in item.follow_ups:
            if one.deadline is not None:
                yield located(one.deadline).text


def _without_guides(
    report: RawReport, legend: Sequence[legends.Definition], lines: Sequence[GuideLine]
) -> tuple[Leftover, ...]:
    """What was left over but for the tables that the legend was read from."""
    guides = {table_of(lines[one.position].place.locator or "") for one in legend}
    return tuple(one for one in report.leftovers if one.locator not in guides)


def _unread_letters(lines: Sequence[GuideLine], row: DocumentRow) -> Iterator[FindingRow]:
    for line in letters.outside_items(lines):
        about = (letters.CODE, "warning", letters.message(line.text), letters.evidence(line.text))
        yield _finding(row, *about, line.place)


def _counted(row: DocumentRow, report: RawReport, rows: DocumentRows) -> DocumentRow:
    return replace(
        row,
        item_count=len(rows.items),
        follow_up_count=len(rows.follow_ups),
        amount_count=len(rows.amounts),
        finding_count=len(rows.findings),
        layout=report.layout,
        layout_ground=report.ground or None,
    )


def _identified(row: DocumentRow, front: Sequence[Paragraph], document: Document) -> DocumentRow:
    """The row with what the document says of itself."""
    paragraphs = (*front, *document.furniture)
    lines = [
        reports.FrontLine(texts.clean(block.text).text, block.level, block.bold, block.size)
        for block in paragraphs
    ]
    identity = reports.read(lines, dict(document.properties))
    spoken = [line.text for line in lines]
    municipality = municipalities.find(spoken)
    name = None if municipality else municipalities.find_name(spoken)
    return replace(
        row,
        title=identity.title.value if identity.title else None,
        round=identity.round.value if identity.round else None,
        budget_year=identity.budget_year.value if identity.budget_year else None,
        published=identity.published.value if identity.published else None,
        case_id=identity.case_id.value if identity.case_id else None,
        municipality=municipality.value.name if municipality else name.value if name else None,
        municipality_code=municipality.value.code if municipality else None,
    )


def _usual_words(report: RawReport) -> Iterator[legends.Definition]:
    """What the municipality's own words for a status mean, for both kinds of rows."""
    for word, status in report.habits.statuses:
        for dimension in legends.DIMENSIONS:
            yield legends.Definition(dimension, word, "word", None, word, _status(status), None, -1)


def _status(name: str) -> status_words.Status:
    return next(one for one in statuses.ORDER if one == name)


def _vocabularies(names: Mapping[str, list[str]], report: RawReport) -> dict[str, Vocabulary]:
    # Whoever contributes is a centre, so both roles learn one spelling.
    centers = organisations.learn(names["responsible_center"] + names["contributors"])
    learnt = organisations.learn(names["committee"])
    committees = replace(learnt, abbreviations=report.habits.committees + learnt.abbreviations)
    return {"responsible_center": centers, "contributors": centers, "committee": committees}


def _legend_rows(
    legend: Sequence[legends.Definition], lines: Sequence[GuideLine], row: DocumentRow
) -> Iterator[LegendRow]:
    for position, definition in enumerate(legend, start=1):
        yield LegendRow(
            budget_year=row.budget_year,
            document_id=row.document_id,
            position=position,
            dimension=definition.dimension,
            symbol=definition.symbol,
            symbol_encoding=definition.encoding,
            colour=definition.colour,
            meaning=definition.meaning,
            status=definition.status,
            place=lines[definition.position].place,
        )


def _document_findings(
    document: Document, leftovers: Sequence[Leftover], row: DocumentRow
) -> Iterator[FindingRow]:
    for notice in document.notices:
        place = Position(notice.locator, regions((notice.place,) if notice.place else ()))
        told = (notice.code, notice.severity, notice.message, notice.evidence)
        yield _finding(row, *told, place)
    for leftover in leftovers:
        if leftover.reason in LEFTOVERS:
            severity, message = LEFTOVERS[leftover.reason]
            place = Position(leftover.locator, regions(leftover.places))
            yield _finding(row, leftover.reason, severity, message, leftover.text, place)
    if document.revisions:
        authors = sorted({f"{one.author} {one.date}".strip() for one in document.revisions})
        message = "The file holds tracked changes; its final view was read."
        place = Position(document.revisions[0].locator)
        yield _finding(row, "tracked-changes", "info", message, "; ".join(authors), place)


def _finding(
    row: DocumentRow, code: str, severity: str, message: str, evidence: str, place: Position
) -> FindingRow:
    return FindingRow(
        budget_year=row.budget_year,
        document_id=row.document_id,
        item_id=None,
        follow_up_position=None,
        code=code,
        severity=severity,
        message=message,
        evidence=evidence,
        place=place,
    )


def _joined(parts: Sequence[DocumentRows]) -> DocumentRows:
    return DocumentRows(
        documents=tuple(row for part in parts for row in part.documents),
        legend=tuple(row for part in parts for row in part.legend),
        items=tuple(row for part in parts for row in part.items),
        follow_ups=tuple(row for part in parts for row in part.follow_ups),
        amounts=tuple(row for part in parts for row in part.amounts),
        findings=tuple(row for part in parts for row in part.findings),
    )
