"""A sheet that rows are added to: frozen heading, filter, links, and Excel's limits without loss.

Where rows are more than a sheet may have, a further sheet goes on; a text that is longer than a
cell may be ends with a word of where all of it stands. Excel keeps 65,530 links of a sheet; the
rows beyond have the same link by HYPERLINK, the one formula that is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pipeline.export.cells import MOST_CHARACTERS, Formats, pieces, told, units, write
from pipeline.labels import Labels
from pipeline.schema import Column, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.url import Url
    from xlsxwriter.worksheet import Worksheet

_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME: Final = 31
_PIECE: Final = 32_000
_LONGEST_LITERAL: Final = 255  # of a text within a formula
_LINK_COLUMN: Final = 0
_FROZEN_COLUMNS: Final = 1
_ROW_HEIGHT: Final = 30  # points: two lines; a cell that holds more can be opened
_WIDTHS: Final = {"money": 18, "date": 12, "int16": 9, "int32": 9, "int64": 12, "bool": 10}
_WIDE: Final = {"text", "plan_text", "status_text", "description", "effort", "message", "evidence"}
_NAMES: Final = {"heading", "title", "municipality", "file_name", "source", "difference"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What Excel can hold; smaller in tests."""

    rows: int = 1_048_576
    links: int = 65_530
    characters: int = MOST_CHARACTERS


class Sheets:
    """The sheets of a workbook under construction."""

    def __init__(self, book: Workbook, known: Formats, labels: Labels, limits: Limits) -> None:
        self.book = book
        self.formats = known
        self.labels = labels
        self.limits = limits
        self.whole: Sheet | None = None  # where texts stand that no cell can hold

    def sheet(self, name: str, columns: Sequence[Column], headings: Sequence[str]) -> Sheet:
        return Sheet(self, name, columns, headings)

    def keep_whole(self, sheet: str, row: int, heading: str, text: str) -> str:
        """What to write in place of a text that is too long; all of it is kept, in pieces."""
        words = self.labels.workbook
        if self.whole is None:
            names = ("sheet", "row", "column", "piece", "text")
            columns = [Column(name, "text", "") for name in names]
            titles = [words.get(name) or self.labels.column(name) for name in names]
            self.whole = self.sheet(words["whole_text"], columns, titles)
        for number, piece in enumerate(pieces(text, min(_PIECE, self.limits.characters)), start=1):
            self.whole.add([sheet, row, heading, number, piece])
        notice = words["continued"].format(sheet=words["whole_text"])
        return pieces(text, max(self.limits.characters - units(notice), 1))[0] + notice


class Sheet:
    """One table's sheet, and those that go on where it is full."""

    def __init__(
        self, owner: Sheets, name: str, columns: Sequence[Column], headings: Sequence[str]
    ) -> None:
        self._owner = owner
        self._name = name
        self._columns = columns
        self._headings = headings
        self._opened = 0
        self._open()

    def add(self, values: Sequence[Value], link: str | None = None) -> None:
        """Append a row; its first cell is the link where there is one."""
        if self._row >= self._owner.limits.rows:
            self.finish()
            self._open()
        first = 0
        if link is not None:
            self._link(link)
            first = _LINK_COLUMN + 1
        known, labels = self._owner.formats, self._owner.labels
        for number, value in enumerate(values, start=first):
            column = self._columns[number]
            fitting = self._fitting(column, number, value)
            write(self._sheet, self._row, number, column, fitting, known, labels)
        self._row += 1

    def finish(self) -> None:
        """Set the filter over the rows that were added."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._columns) - 1)

    def choices(self, column: int, among: Sequence[str]) -> None:
        """Let the cells of a column be filled from a list."""
        if self._row > 1:
            rule = {"validate": "list", "source": list(among), "error_type": "warning"}
            self._sheet.data_validation(1, column, self._row - 1, column, rule)

    @property
    def rows(self) -> int:
        return self._row

    def _open(self) -> None:
        self._opened += 1
        more = " " + self._owner.labels.workbook["again"].format(number=self._opened)
        name = sheet_name(self._name, more * (self._opened > 1))
        self._sheet: Worksheet = self._owner.book.add_worksheet(name)
        self._written_name = name
        for number, (column, heading) in enumerate(zip(self._columns, self._headings, strict=True)):
            self._sheet.set_column(number, number, _width(column, heading))
            self._sheet.write_string(0, number, heading, self._owner.formats["header"])
        self._sheet.set_default_row(_ROW_HEIGHT)
        self._sheet.freeze_panes(1, _FROZEN_COLUMNS)
        self._row = 1
        self._links = 0

    def _link(self, address: str) -> None:
        form, words = self._owner.formats["link"], self._owner.labels.workbook["open"]
        if self._links < self._owner.limits.links:
            url = _url(address)
            url.text = words
            self._sheet.write_url(self._row, _LINK_COLUMN, url, form)
            self._links += 1
            return
        if units(address) > _LONGEST_LITERAL:
            self._sheet.write_string(self._row, _LINK_COLUMN, address, self._owner.formats["text"])
            return
        escaped = address.replace('"', '""')
        formula = f'=HYPERLINK("{escaped}","{words}")'
        self._sheet.write_formula(self._row, _LINK_COLUMN, formula, form, words)

    def _fitting(self, column: Column, number: int, value: Value) -> Value:
        """The value, or what stands for it where it is longer than a cell may be."""
        if not isinstance(value, str | list):
            return value
        text = told(column, value, self._owner.labels)
        if len(text) * 2 <= self._owner.limits.characters:
            return value
        if units(text) <= self._owner.limits.characters:
            return value
        if self._owner.whole is self:
            return value  # a piece: it fits by its making
        heading = self._headings[number]
        return self._owner.keep_whole(self._written_name, self._row + 1, heading, text)


def _url(address: str) -> Url:
    """A link to a file beside the workbook, or on the web.

    XlsxWriter turns every slash of a file's address into a backslash, in the fragment too.
    """
    from xlsxwriter.url import Url

    if "://" in address:
        return Url(address)
    path, _, fragment = address.partition("#")
    url = Url(f"external:{path}")
    url._relationship_link = quote(path, safe="/:\\.~")  # noqa: SLF001 - there is no other way in
    url._anchor = fragment  # noqa: SLF001 - there is no other way in
    return url


def sheet_name(name: str, more: str = "") -> str:
    """A name that Excel takes for a sheet: 31 characters, none of its special signs."""
    clean = _NOT_IN_NAMES.sub(" ", name).strip("' ") or "Ark"
    return clean[: _LONGEST_NAME - len(more)] + more


def _width(column: Column, heading: str) -> int:
    if column.name in _WIDE:
        return 60
    if column.name in _NAMES:
        return 32
    return max(_WIDTHS.get(column.type, 16), min(len(heading) + 3, 24))
