"""A Word table's grid: which cell stands in which columns, and over how many rows."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from extractors.errors import TooLarge
from extractors.formats.docx.names import TC, TCPR, TR, TRPR, VAL, w
from extractors.formats.docx.styles import is_on

_PLACED = tuple(
    w(name) for name in ("gridSpan", "vMerge", "hMerge", "cellMerge", "gridBefore", "gridAfter")
)
_TWIPS = 20  # a point


class GridCell(NamedTuple):
    node: etree._Element
    column: int  # from 0
    span: int  # columns
    merge: str | None = None  # "restart", "continue": with the cell above


class GridRow(NamedTuple):
    cells: list[GridCell]
    width: int  # columns up to the last one used
    header: bool  # Word repeats it on every page
    swallowed: list[etree._Element]  # merged into the cell to their left


def grid_rows(table: etree._Element, most: int) -> list[GridRow]:
    """The rows of a table, cells placed by gridBefore, gridSpan and hMerge.

    `most` bounds a span: a forged one would fill the memory.
    """
    plain = next(table.iter(*_PLACED), None) is None
    return [_plain_row(node) if plain else _grid_row(node, most) for node in table.iterchildren(TR)]


def merged(rows: list[GridRow]) -> dict[tuple[int, int], int]:
    """Rows spanned by each cell that is merged with cells below; and 0 for those swallowed."""
    spans: dict[tuple[int, int], int] = {}
    open_cells: dict[int, tuple[int, int]] = {}  # column -> the cell being continued
    for index, row in enumerate(rows):
        following: dict[int, tuple[int, int]] = {}
        for _, column, _, merge in row.cells:
            if merge == "continue" and column in open_cells:
                head = open_cells[column]
                spans[head] = index - head[0] + 1
                spans[index, column] = 0
                following[column] = head
            elif merge is not None:
                following[column] = (index, column)
        open_cells = following
    return spans


def widths(table: etree._Element, row: GridRow) -> list[float] | None:
    """The widths of a row's cells in points: their own, else the grid's; None if not told."""
    grid = [_twips(node) for node in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    found = []
    for cell in row.cells:
        own = cell.node.find(f"{TCPR}/{w('tcW')}")
        width = _twips(own) if own is not None and own.get(w("type"), "dxa") == "dxa" else None
        if not width:
            parts = grid[cell.column : cell.column + cell.span]
            known = [part for part in parts if part]
            width = sum(known) if len(known) == cell.span else None
        if not width:
            return None
        found.append(width)
    return found


def _plain_row(node: etree._Element) -> GridRow:
    cells = [GridCell(cell, column, 1) for column, cell in enumerate(node.iterchildren(TC))]
    return GridRow(cells, len(cells), _is_header(node), [])


def _grid_row(node: etree._Element, most: int) -> GridRow:
    properties = node.find(TRPR)
    column = _number(properties, "gridBefore", most)
    cells: list[GridCell] = []
    swallowed = []
    for cell in node.iterchildren(TC):
        own = cell.find(TCPR)
        span = max(1, _number(own, "gridSpan", most))
        merge = None if own is None else own.find(w("hMerge"))
        if cells and merge is not None and merge.get(VAL, "continue") == "continue":
            cells[-1] = cells[-1]._replace(span=cells[-1].span + span)
            swallowed.append(cell)
        else:
            cells.append(GridCell(cell, column, span, _vertical_merge(own)))
        column += span
    after = _number(properties, "gridAfter", most)
    return GridRow(cells, column + after, _is_header(node), swallowed)


def _is_header(node: etree._Element) -> bool:
    first = node[0] if len(node) else None
    return first is not None and first.tag == TRPR and bool(is_on(first.find(w("tblHeader"))))


def _vertical_merge(properties: etree._Element | None) -> str | None:
    if properties is None:
        return None
    merge = properties.find(w("vMerge"))
    if merge is not None:
        return merge.get(VAL, "continue")
    tracked = properties.find(w("cellMerge"))  # a merge that is a tracked change
    state = None if tracked is None else tracked.get(w("vMerge"))
    return {"cont": "continue", "rest": "restart"}.get(state or "")


def _number(properties: etree._Element | None, name: str, most: int) -> int:
    node = None if properties is None else properties.find(w(name))
    value = "" if node is None else node.get(VAL, "")
    if not re.fullmatch(r"[0-9]+", value):
        return 0
    if len(value) > 9 or int(value) > most:
        raise TooLarge(f"{name} {value[:20]!r}, expected at most {most}")
    return int(value)


def _twips(node: etree._Element) -> float | None:
    value = node.get(w("w"), "")
    return int(value) / _TWIPS if re.fullmatch(r"[0-9]{1,6}", value) else None
