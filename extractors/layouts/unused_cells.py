"""What stands in cells of item tables that the tables have no place for, to be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Cell, Mark, Row, joined_places
from extractors.layouts.item_headings import Columns, below, texts_of
from extractors.records import Leftover

_BESIDE = "unused-cell"
_COLUMN = "unused-column"


class Unused:
    """Cells that no column's heading gives a use, and those beside descriptions, by headings."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], list[Cell]] = {}

    def take(
        self,
        columns: Columns,
        headings: tuple[Row, Row],
        follow_ups: Sequence[Row],
        described: Sequence[Row],
    ) -> None:
        """Those of one item; its heading row is given as first read, and with all that is of it."""
        head, heading = headings
        for row in follow_ups:
            texts = texts_of(row, head, columns)
            used = {0, *texts, columns.deadline, columns.status}
            for index, cell in enumerate(row):
                if index not in used and cell is not None and (cell.text.strip() or cell.marks):
                    self._add(_COLUMN, heading, index, cell)
        for row in described:
            own = {*below(head, 0), *texts_of(row, head, columns)}
            for index, cell in enumerate(row):
                if index not in own and cell is not None and _holds(cell, row):
                    self._add(_BESIDE, heading, index, cell)

    def leftovers(self) -> Iterator[Leftover]:
        for (reason, heading), cells in self._cells.items():
            text = f"{heading}: " + "; ".join(_said(cell) for cell in cells)
            places = joined_places(place for cell in cells for place in cell.places)
            yield Leftover(reason, text, cells[0].locator, places)

    def _add(self, reason: str, heading: Row, index: int, cell: Cell) -> None:
        above = heading[index] if index < len(heading) else None
        self._cells.setdefault((reason, above.text if above else ""), []).append(cell)


def _holds(cell: Cell, row: Row) -> bool:
    """Whether a cell has a text or a mark; what is the background of others as well is none."""
    others = {one.shading for one in row if one is not None and one is not cell}
    return bool(cell.text.strip()) or any(
        mark.kind != "shading" or mark.value not in others for mark in cell.all_marks
    )


def _said(cell: Cell) -> str:
    """A cell's text, or what its marks are, where they are no letters."""
    return cell.text or ", ".join(_named(mark) for mark in cell.all_marks)


def _named(mark: Mark) -> str:
    return " ".join(part for part in (mark.kind, mark.colour) if part)
