"""One document as a person would check it: what was seen, what was chosen, what was left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text

from extractors import layouts
from extractors.counting import counted
from extractors.document import Cell, Document, Mark, Paragraph, Place, Table
from extractors.records import RawReport
from normalizers import legends

LONGEST = 60


def inspection(document: Document) -> Iterator[RenderableType]:
    """The parts to print, from the whole to the details."""
    reports = layouts.recognize(document)
    yield Text(f"{document.media_type}, read by {document.engine}", style="bold")
    marks = len(_marks(document))
    counts = (
        counted(len(document.pages), "page"),
        counted(len(document.tables), "table"),
        counted(marks, "mark"),
    )
    yield ", ".join(counts)
    yield from _overview(reports)
    yield from _legend(document)
    yield from _mark_kinds(document)
    for notice in document.notices:
        yield Text(f"notice {notice.code}: {notice.message} {_where(notice.place)}", style="yellow")
    for report in reports:
        for leftover in report.leftovers:
            text = _short(leftover.text)
            yield Text(f"left over {leftover.locator} ({leftover.reason}): {text}", style="yellow")
    for block in document.blocks:
        yield _block(block)


def _overview(reports: tuple[RawReport, ...]) -> Iterator[RenderableType]:
    if not reports:
        yield Text("no layout: nothing here looks like a follow-up table", style="red")
    for report in reports:
        rows = sum(len(item.follow_ups) for item in report.items)
        ground = f" ({report.ground})" if report.ground else ""
        counts = f"{counted(len(report.items), 'item')}, {counted(rows, 'follow-up')}"
        yield f"layout {report.layout}{ground}: {counts}"


def _legend(document: Document) -> Iterator[RenderableType]:
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    for found in legends.find(lines):
        yield f"legend {found.dimension}: {found.symbol!r} {found.status}: {found.meaning}"


def _mark_kinds(document: Document) -> Iterator[RenderableType]:
    seen = Counter((mark.kind, mark.value[:12], mark.font or "") for mark in _marks(document))
    for (kind, value, font), count in sorted(seen.items()):
        yield f"mark {kind} {value!r} {font}: {count}"


def _marks(document: Document) -> list[Mark]:
    marks: list[Mark] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            marks += block.marks
            continue
        marks += (mark for row in block.rows for cell in row if cell for mark in cell.all_marks)
    return marks


def _block(block: Paragraph | Table) -> RenderableType:
    if isinstance(block, Paragraph):
        return Text(f"{block.locator} {_where(*block.places())} {block.text}", style="dim")
    grid = Grid(
        title=f"{block.locator} {_where(*block.places)}", show_header=False, show_lines=True
    )
    for row in block.rows:
        grid.add_row(*(_cell(cell) for cell in row))
    return grid


def _cell(cell: Cell | None) -> Text:
    if cell is None:
        return Text("(merged)", style="dim")
    marks = " ".join(
        f"[{mark.kind} {mark.value[:12]!r} {mark.font or ''}]" for mark in cell.all_marks
    )
    return Text(f"{_short(cell.text)} {marks}".strip())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)})"


def _where(*places: Place | None) -> str:
    return "; ".join(
        f"page {place.page} ({place.x0:.0f}, {place.top:.0f})-({place.x1:.0f}, {place.bottom:.0f})"
        for place in places
        if place is not None
    )
