"""A workbook for people: a sheet of what needs them, and one for each table that people read.

Rows are written as they are read (XlsxWriter's constant memory); texts are never taken for
formulas, numbers or links; the same output gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipeline import schema
from pipeline.export.beside import beside
from pipeline.export.cells import formats
from pipeline.export.errors import LibraryMissing
from pipeline.export.links import link
from pipeline.export.output import Output, Row, columns, rows
from pipeline.export.review import matters
from pipeline.export.sheets import Limits, Sheet, Sheets
from pipeline.labels import labels
from pipeline.schema import Column, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook

# Tables that serve programs: what they say, `changes` says for people.
LEFT_OUT: Final = {"links"}
_FOR_PROGRAMS: Final = {"regions", "name_readings"}
_BOX: Final = ("x0", "top", "x1", "bottom")
# Written into the file as its time of making, so that the same rows give the same bytes.
_MADE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# What a row says of where it belongs, before its own columns.
_OF_DOCUMENT: Final = ("municipality", "budget_year", "round")
_OF_ITEM: Final = ("number", "title")
# What a reader looks for first, and what only those look for who ask how a value was read.
_FIRST: Final = ("severity", "status", "outcome", "kind", "low", "high", "raw", "deadline_raw",
                 "deadline_date")  # fmt: skip
_LAST: Final = (
    "rule", "code", "engine", "layout", "layout_ground", "media_type", "size_bytes",
    "software_version", "sources", "start", "end", "field", "position", "follow_up_position",
    "deadline_kind", "deadline_round", "deadline_year", "deadline_precision", "deadline_rule",
    "smiley_encoding", "smiley_colour", "smiley_page", "status_rule", "symbol_encoding",
    "witnesses", "reviews", "locator", "page", "document_id", "item_id",
    "from_document_id", "from_item_id", "to_document_id", "to_item_id",
)  # fmt: skip
_REVIEW: Final = ("severity", "matter", "code", "message", "evidence", "follow_up_position")

OfDocument: TypeAlias = tuple[Value, ...]


class Context(NamedTuple):
    """What stands before a row: its report and its item, in people's words."""

    documents: Mapping[str, OfDocument]
    items: Mapping[str, tuple[Value, ...]]

    def of(self, row: Row) -> tuple[Value, ...]:
        document = row.get("document_id") or row.get("to_document_id")
        item = row.get("item_id") or row.get("to_item_id") or row.get("from_item_id")
        none: tuple[Value, ...] = (None,) * len(_OF_ITEM)
        return (
            *self.documents.get(document or "", (None,) * len(_OF_DOCUMENT)),
            *self.items.get(item or "", none),
        )


def write_xlsx(
    output: Output,
    path: Path,
    language: str = "da",
    report: str = "report.html",
    limits: Limits | None = None,
) -> None:
    try:
        import xlsxwriter
    except ImportError as error:
        raise LibraryMissing("xlsx", "XlsxWriter", "excel") from error
    with beside(path) as new:
        # What is not yet in the file waits beside it, not on another disk.
        options = {**_OPTIONS, "tmpdir": str(new.parent)}
        try:
            with xlsxwriter.Workbook(new, options) as book:
                book.set_properties({"created": _MADE, "title": "milepael"})
                _fill(book, output, language, report, limits or Limits())
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(str(error)) from error


def _fill(book: Workbook, output: Output, language: str, report: str, limits: Limits) -> None:
    words = labels(language)
    sheets = Sheets(book, formats(book), words, limits)
    about = sheets.sheet(
        words.workbook["about"],
        [Column("sheet", "text", ""), Column("count", "int64", ""), Column("message", "text", "")],
        [words.workbook[name] for name in ("sheet", "rows", "holds")],
    )
    context = _context(output)
    reviewed = _review(sheets, output, context, report)
    for line in _about(output, words.workbook, report):
        about.add([None, None, line])
    about.add([words.workbook["review"], reviewed, words.workbook["review_holds"]])
    for table in schema.tables():
        if table.name not in LEFT_OUT:
            written = _table(sheets, output, table.name, context, report)
            about.add([words.table(table.name), written, words.description(table.name)])
    if sheets.whole is not None:
        about.add([words.workbook["whole_text"], None, words.workbook["whole_text_holds"]])
        sheets.whole.finish()
    about.finish()


def _about(output: Output, words: Mapping[str, str], report: str) -> Iterator[str]:
    yield words["written_by"].format(version=output.software_version, schema=output.schema_version)
    yield words["unknown_is_empty"]
    yield words["links_need_report"].format(report=report)
    yield words["left_out"]


def _context(output: Output) -> Context:
    documents = {
        row["document_id"]: tuple(row[name] for name in _OF_DOCUMENT)
        for row in rows(output, "documents", ("document_id", *_OF_DOCUMENT))
    }
    items = {
        row["item_id"]: tuple(row[name] for name in _OF_ITEM)
        for row in rows(output, "items", ("item_id", *_OF_ITEM))
    }
    return Context(documents, items)


def _table(sheets: Sheets, output: Output, table: str, context: Context, report: str) -> int:
    """Write one table's sheet; the number of its rows."""
    own = _own_columns(table)
    before = _columns_before(table)
    sheet = _sheet(sheets, sheets.labels.table(table), [*before, *own])
    names = [column.name for column in own]
    count = 0
    for row in rows(output, table):
        said = context.of(row)[: len(before) - 1]
        sheet.add([*said, *(row[name] for name in names)], link(report, row))
        count += 1
    sheet.finish()
    return count


def _review(sheets: Sheets, output: Output, context: Context, report: str) -> int:
    """Write the sheet of what needs a person, with room for what the person decides."""
    words = sheets.labels.workbook
    columns_of_review = [
        Column("link", "text", ""),
        *(Column(name, "text", "") for name in _REVIEW[:2]),
        *_named(_OF_DOCUMENT, "documents"),
        *_named(_OF_ITEM, "items"),
        *(Column(name, "text", "") for name in _REVIEW[2:]),
        *(Column(name, "text", "") for name in ("page", "locator", "decision", "remark")),
    ]
    sheet = _sheet(sheets, words["review"], columns_of_review)
    count = 0
    for found in matters(output, sheets.labels):
        row = found.source
        told = [found.severity, words[found.matter], *context.of(row)]
        told += [found.code, found.message, found.evidence, found.follow_up_position]
        sheet.add([*told, row.get("page"), row.get("locator")], link(report, row))
        count += 1
    sheet.finish()
    choices = [words[name] for name in ("accepted", "corrected", "asked")]
    sheet.choices(len(columns_of_review) - 2, choices)
    return count


def _sheet(sheets: Sheets, name: str, own: Sequence[Column]) -> Sheet:
    words = sheets.labels
    titles = [
        words.workbook["address"]
        if column.name == "link"
        else words.workbook.get(column.name, words.column(column.name))
        if column.name in {"matter", "decision", "remark"}
        else words.column(column.name)
        for column in own
    ]
    return sheets.sheet(name, own, titles)


def _columns_before(table: str) -> list[Column]:
    found = [Column("link", "text", "")]
    if table != "documents":
        found += _named(_OF_DOCUMENT, "documents")
    if table not in {"documents", "items", "legend"}:
        found += _named(_OF_ITEM, "items")
    return found


def _named(names: Sequence[str], table: str) -> list[Column]:
    known = {column.name: column for column in columns(table)}
    return [known[name] for name in names]


def _own_columns(table: str) -> list[Column]:
    """The columns of a table that people read, in the order in which they look for them."""
    before = {column.name for column in _columns_before(table)}
    shown = [
        column
        for column in columns(table)
        if column.type not in _FOR_PROGRAMS
        and not column.name.endswith(_BOX)
        and column.name not in before
    ]
    return sorted(shown, key=_looked_for)


def _looked_for(column: Column) -> tuple[int, int]:
    if column.name in _FIRST:
        return 0, _FIRST.index(column.name)
    if column.name in _LAST:
        return 2, _LAST.index(column.name)
    return 1, 0
