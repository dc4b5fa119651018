"""A Word table's grid: which cell stands in which columns, and over how many rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from extractors.errors import TooLarge
from extractors.formats.docx.names import TC, TCPR, TR, TRPR, VAL, w
from extractors.formats.docx.styles import is_on

_GRID_SPAN, _MERGE, _OLD_MERGE = w("gridSpan"), w("vMerge"), w("hMerge")
_TRACKED_MERGE, _TRACKED = w("cellMerge"), {"cont": "continue", "rest": "restart"}
_PLACED = (_GRID_SPAN, _MERGE, _OLD_MERGE, _TRACKED_MERGE, w("gridBefore"), w("gridAfter"))
_TWIPS = 20  # a point
_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class GridCell(NamedTuple):
    node: etree._Element
    number: int  # among all cells of the row, from 0
    column: int  # from 0
    span: int  # columns
    merge: str | None = None  # "restart", "continue": with the cell above


class GridRow(NamedTuple):
    cells: list[GridCell]
    width: int  # columns up to the last one used
    header: bool  # Word repeats it on every page
    inner: Sequence[etree._Element]  # every cell
    swallowed: list[int]  # the numbers of those that are merged into the cell to their left
    merges: bool = False  # some cell with one above or below


class Met(NamedTuple):
    """What rows and cells say of their places, which many rows of a document share."""

    rows: dict[etree._Element, tuple[int, int, bool]]
    cells: dict[etree._Element, tuple[int, str | None, bool]]


def grid_rows(table: etree._Element, most: int) -> list[GridRow]:
    """The rows of a table, cells placed by gridBefore, gridSpan and hMerge.

    `most` bounds a span: a forged one would fill the memory.
    """
    plain = next(table.iter(*_PLACED), None) is None
    rows = table.iterchildren(TR)
    if plain:
        return [_plain_row(node) for node in rows]
    return [grid_row(node, list(node.iterchildren(TC)), most) for node in rows]


def grid_row(
    node: etree._Element,
    inner: Sequence[etree._Element],
    most: int,
    met: Met | None = None,
) -> GridRow:
    """The row whose properties are `node`'s, and whose cells these are.

    What a row or a cell says of its place is kept in `met` where those of many rows are the same.
    """
    met = Met({}, {}) if met is None else met
    edges = met.rows.get(node)
    if edges is None:
        edges = met.rows[node] = _edges(node, most)
    column, after, header = edges
    cells: list[GridCell] = []
    swallowed = []
    merges = False
    for number, cell in enumerate(inner):
        placed = met.cells.get(cell)
        if placed is None:
            placed = met.cells[cell] = _placed(cell, most)
        span, merge, swallows = placed
        if cells and swallows:
            cells[-1] = cells[-1]._replace(span=cells[-1].span + span)
            swallowed.append(number)
        else:
            cells.append(_make(GridCell, (cell, number, column, span, merge)))
            merges = merges or merge is not None
        column += span
    return GridRow(cells, column + after, header, inner, swallowed, merges)


def merged(rows: Sequence[GridRow]) -> dict[tuple[int, int], int]:
    """Rows spanned by each cell that is merged with cells below; and 0 for those swallowed."""
    spans: dict[tuple[int, int], int] = {}
    if True not in [row.merges for row in rows]:
        return spans
    open_cells: dict[int, tuple[int, int]] = {}  # column -> the cell being continued
    for index, row in enumerate(rows):
        following: dict[int, tuple[int, int]] = {}
        for _, _, column, _, merge in row.cells if row.merges else ():
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
    inner = list(node.iterchildren(TC))
    cells = [GridCell(cell, at, at, 1) for at, cell in enumerate(inner)]
    return GridRow(cells, len(cells), _is_header(node), inner, [])


def _placed(cell: etree._Element, most: int) -> tuple[int, str | None, bool]:
    """Columns spanned, how merged with the cell above, whether merged into the one before."""
    span, merge, swallowed = 1, None, False
    properties = cell[0] if len(cell) else None
    for node in properties if properties is not None and properties.tag == TCPR else ():
        tag = node.tag
        if tag == _GRID_SPAN:
            span = max(1, _number(node, most))
        elif tag == _MERGE:
            merge = node.get(VAL, "continue")
        elif tag == _TRACKED_MERGE and merge is None:
            merge = _TRACKED.get(node.get(w("vMerge"), ""))
        elif tag == _OLD_MERGE:
            swallowed = node.get(VAL, "continue") == "continue"
    return span, merge, swallowed


def _edges(node: etree._Element, most: int) -> tuple[int, int, bool]:
    """Columns left out before and after the cells of a row, and whether it is a heading."""
    properties = node.find(TRPR)
    if properties is None:
        return 0, 0, False
    before = _number(properties.find(w("gridBefore")), most)
    return before, _number(properties.find(w("gridAfter")), most), _is_header(node)


def _is_header(node: etree._Element) -> bool:
    first = node[0] if len(node) else None
    if first is None or first.tag == TC:
        return False
    properties = node.find(TRPR)
    return properties is not None and bool(is_on(properties.find(w("tblHeader"))))


def _number(node: etree._Element | None, most: int) -> int:
    value = "" if node is None else node.get(VAL, "")
    if node is None or not re.fullmatch(r"[0-9]+", value):
        return 0
    if len(value) > 9 or int(value) > most:
        name = etree.QName(node).localname
        raise TooLarge(f"{name} {value[:20]!r}, expected at most {most}")
    return int(value)


def _twips(node: etree._Element) -> float | None:
    value = node.get(w("w"), "")
    return int(value) / _TWIPS if re.fullmatch(r"[0-9]{1,6}", value) else None
