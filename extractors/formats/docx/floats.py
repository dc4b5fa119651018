"""What floats over a row of a Word table belongs to the cell that it stands over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.document import Block, Cell, Mark
from extractors.formats.docx.drawings import Floating
from extractors.formats.docx.grid import GridCell


class Float(NamedTuple):
    """What floats over a row, and the cell (its number in the row) that it is anchored in."""

    anchor: int
    floating: Floating
    marks: tuple[Mark, ...]
    blocks: tuple[Block, ...]


class FloatedRow(NamedTuple):
    """A row's cells by grid column, where they stand in the file, and what floats over them."""

    cells: list[Cell | None]
    places: list[GridCell]
    floats: list[Float]


def settle(row: FloatedRow, wide: Sequence[float] | None) -> None:
    """Put what floats into the cell that its centre stands over."""
    for one in row.floats:
        number = _under(one, wide)
        column = row.places[number].column
        cell = row.cells[column]
        if cell is None:
            column = row.places[one.anchor].column
            cell = row.cells[column]
        if cell is not None:
            blocks = (*cell.blocks, *one.blocks)
            row.cells[column] = cell._replace(blocks=blocks, marks=(*cell.marks, *one.marks))


def _under(one: Float, wide: Sequence[float] | None) -> int:
    """The number of the cell that a float's centre stands over; its anchor's where unknown."""
    centre = one.floating.centre
    if centre is None or wide is None:
        return one.anchor
    number = one.anchor if one.floating.in_cell else 0
    while centre < 0 and number > 0:
        number -= 1
        centre += wide[number]
    while centre > wide[number] and number < len(wide) - 1:
        centre -= wide[number]
        number += 1
    return number if 0 <= centre <= wide[number] else one.anchor
