"""How a document draws the edges of tables where pages cut them, and cells that go on below.

Some programs leave a cut row open and close a whole one, some close both, and some draw tables
that are open everywhere; only what a document does elsewhere tells what an edge means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
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


def cuts(parts: Sequence[Part]) -> Cuts:
    """What the edges say in a document with these parts of tables."""
    inside = [pair for pair in pairwise(parts) if pair[0].page == pair[1].page]
    open_below = not any(upper.open_bottom for upper in (*(one for one, _ in inside), *parts[-1:]))
    open_above = not any(lower.open_top for _, lower in inside)
    # Within pages none is open, so an open one stands at a page's end.
    closed = open_below and any(part.open_bottom for part in parts[:-1])
    return Cuts(open_below, open_above, closed)


Merged = dict[int, frozenset[int]]  # columns with cells over several rows, by number of columns


def merged_columns(parts: Sequence[Part]) -> Merged:
    """The columns of the document's tables that have cells over several rows."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for part in parts:
        for cell in part.cells:
            if cell.span.row_span > 1:
                found[len(part.xs) - 1].add(cell.span.column)
    return {width: frozenset(columns) for width, columns in found.items()}


def carried(rows: Sequence[Row], top: Row, merged: frozenset[int]) -> tuple[dict[int, Row], Row]:
    """The first row of a page, where cells merged over several rows go on into it.

    They are those at its left that are empty there. Also the rows above that hold them, by index.
    """
    changed: dict[int, Row] = {}
    for column, cell in enumerate(top):
        if column not in merged or cell is None or cell.blocks or cell.all_marks:
            break
        owner = next((i for i in reversed(range(len(rows))) if rows[i][column] is not None), None)
        if owner is None:
            break
        row = changed.get(owner, rows[owner])
        changed[owner] = _put(row, column, _taller(row[column], cell))
        top = _put(top, column, None)
    return changed, top


def _put(row: Row, column: int, cell: Cell | None) -> Row:
    return (*row[:column], cell, *row[column + 1 :])


def _taller(owner: Cell | None, cell: Cell) -> Cell | None:
    return owner and owner._replace(
        row_span=owner.row_span + cell.row_span, places=owner.places + cell.places
    )
