"""How a document draws the edges of tables where pages cut them, and cells that go on below.

Some programs leave a cut row open and close a whole one, some close both, and some draw tables
that are open everywhere; only what a document does elsewhere tells what an edge means.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from extractors.document import Cell, Row
from extractors.pages.parts import Part


class Cuts(NamedTuple):
    """What the edges at a page's end or beginning say."""

    open_below: bool = True  # an open lower edge says that the row is cut
    open_above: bool = True  # an open upper edge says so
    closed: bool = False  # a closed lower edge says that it is whole

    def is_open(self, above: Part, below: Part) -> bool:
        """Whether an edge at the break says that it cuts a row."""
        if above.open_bottom:
            return self.open_below
        return self.open_above and below.open_top and not self.closed


class Edges:
    """The edges of the parts of a document's tables, and its cells over several rows."""

    def __init__(self) -> None:
        self._open_below, self._open_above = True, True
        self._is_any_open = False  # at the lower end of a part that others follow
        self._last: tuple[int, bool] | None = None  # page of the part before, whether open below
        self._merged: defaultdict[int, set[int]] = defaultdict(set)

    def take(self, part: Part, merged: set[int]) -> None:
        """The next part in reading order, and its columns with cells over several rows."""
        if self._last is not None:
            page, is_open = self._last
            self._is_any_open |= is_open
            if page == part.page:
                self._open_below &= not is_open
                self._open_above &= not part.open_top
        self._last = part.page, part.open_bottom
        if merged:
            self._merged[len(part.xs) - 1] |= merged

    def cuts(self) -> Cuts:
        """What the edges say in the document."""
        # The last part ends its table, as those do that others follow on their page.
        open_below = self._open_below and not (self._last and self._last[1])
        # Where none is open within pages, an open one stands at a page's end.
        return Cuts(open_below, self._open_above, open_below and self._is_any_open)

    def merged(self, width: int) -> frozenset[int]:
        """The columns that have cells over several rows, in tables of so many columns."""
        return frozenset(self._merged.get(width, ()))


def carried(top: Row, merged: frozenset[int]) -> list[int]:
    """The columns in which cells merged over several rows may go on into a page's first row.

    They are those at its left that are empty there.
    """
    found: list[int] = []
    for column, cell in enumerate(top):
        if column not in merged or cell is None or cell.blocks or cell.all_marks:
            break
        found.append(column)
    return found


def taller(row: Row, column: int, below: Cell) -> Row:
    """The row whose cell goes on over another one."""
    cell = row[column]
    span, places = below.row_span, below.places
    return put(
        row,
        column,
        cell and cell._replace(row_span=cell.row_span + span, places=cell.places + places),
    )


def put(row: Row, column: int, cell: Cell | None) -> Row:
    """The row with this cell in a column."""
    return (*row[:column], cell, *row[column + 1 :])
