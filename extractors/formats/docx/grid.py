"""A Word table's grid: which cell stands in which columns, and over how many rows."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from extractors.errors import TooLarge
from extractors.formats.docx.names import TC, TR, VAL, w
from extractors.formats.docx.styles import is_on

# Node, column from 0, columns it spans.
GridCell = tuple[etree._Element, int, int]  # noqa: SLF001 - lxml's only name for the type


class GridRow(NamedTuple):
    cells: list[GridCell]
    width: int  # columns up to the last one used
    header: bool  # Word repeats it on every page


def grid_rows(table: etree._Element, most: int) -> list[GridRow]:
    """The rows of a table, cells placed by gridBefore, gridSpan and hMerge.

    `most` bounds a span: a forged one would fill the memory.
    """
    return [_grid_row(node, most) for node in table.iterchildren(TR)]


def merged(rows: list[GridRow]) -> dict[tuple[int, int], int]:
    """Rows spanned by each cell that stands for itself; cells merged into one above are absent."""
    spans: dict[tuple[int, int], int] = {}
    open_cells: dict[int, tuple[int, int]] = {}  # column -> the cell being continued
    for index, row in enumerate(rows):
        following: dict[int, tuple[int, int]] = {}
        for node, column, _ in row.cells:
            state = _vertical_merge(node)
            if state == "continue" and column in open_cells:
                head = open_cells[column]
                spans[head] += 1
                following[column] = head
                continue
            spans[index, column] = 1
            if state is not None:
                following[column] = (index, column)
        open_cells = following
    return spans


def _grid_row(node: etree._Element, most: int) -> GridRow:
    properties = node.find(w("trPr"))
    column = _number(properties, "gridBefore", most)
    cells: list[GridCell] = []
    for cell in node.iterchildren(TC):
        own = cell.find(w("tcPr"))
        span = max(1, _number(own, "gridSpan", most))
        merge = None if own is None else own.find(w("hMerge"))
        if cells and merge is not None and merge.get(VAL, "continue") == "continue":
            head, start, before = cells[-1]
            cells[-1] = (head, start, before + span)
        else:
            cells.append((cell, column, span))
        column += span
    header = None if properties is None else is_on(properties.find(w("tblHeader")))
    return GridRow(cells, column + _number(properties, "gridAfter", most), bool(header))


def _vertical_merge(node: etree._Element) -> str | None:
    properties = node.find(w("tcPr"))
    merge = None if properties is None else properties.find(w("vMerge"))
    return None if merge is None else merge.get(VAL, "continue")


def _number(properties: etree._Element | None, name: str, most: int) -> int:
    node = None if properties is None else properties.find(w(name))
    value = "" if node is None else node.get(VAL, "")
    if not value.isdecimal():
        return 0
    if len(value) > 9 or int(value) > most:
        raise TooLarge(f"{name} {value!r}, expected at most {most}")
    return int(value)
