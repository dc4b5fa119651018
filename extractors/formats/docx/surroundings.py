"""What stands around a block or a cell while it is read: styles, depth, the table that it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from lxml import etree

from extractors.document import Block, Cell, Row, Table
from extractors.errors import TooLarge
from extractors.formats.docx.floats import Float
from extractors.formats.docx.grid import GridCell, GridRow
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.shadings import TableLook
from extractors.formats.docx.styles import Style

MOST_NESTED = 50  # tables and text boxes in one another
_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class Around(NamedTuple):
    """Where blocks stand."""

    inheritance: Inheritance
    where: str  # "body", "cell" or "box"
    depth: int = 0


class Frame(NamedTuple):
    """What the cells of one table have in common."""

    node: etree._Element  # has its properties and grid
    rows: Sequence[GridRow]
    locator: str
    width: int  # columns
    look: TableLook
    spans: dict[tuple[int, int], int]  # of merged cells, by row and column
    inside: Around
    known: dict[Style, Around]  # where the runs of cells stand of which the table's style speaks


class Contents(Protocol):
    """What the cells of one row hold, by their numbers (from 0)."""

    def blocks(
        self, number: int, locator: str, inside: Around, floats: list[Float]
    ) -> tuple[Block, ...]:
        """The blocks of a cell that is shown."""

    def hidden(self, number: int) -> etree._Element | None:
        """A cell that another swallows, for what is hidden in it; None where nothing is."""


def deeper(around: Around, where: str, locator: str) -> Around:
    if around.depth >= MOST_NESTED:
        raise TooLarge(f"{locator[:200]}: nested deeper than {MOST_NESTED} tables and text boxes")
    return _make(Around, (around.inheritance, where, around.depth + 1))


def framed(frame: Frame, grid: Sequence[Row]) -> Table:
    """The table of these rows."""
    heads = 0
    for row in frame.rows:
        if not row.header:
            break
        heads += 1
    return _make(Table, (grid, frame.locator, (), heads, (), True))


def fill_gaps(line: list[Cell | None], cells: Sequence[GridCell], locator: str, row: int) -> None:
    """A row with fewer cells than the grid, or indented in it, has empty ones there."""
    taken = {place for cell in cells for place in range(cell.column, cell.column + cell.span)}
    for column in range(len(line)):
        if column not in taken:
            line[column] = Cell(row, column + 1, locator)
