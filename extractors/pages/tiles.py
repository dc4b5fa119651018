"""Tables whose cells have each a background of their own, and no rules: their sides are borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

import numpy as np

from extractors.pages.grids import Grid, grids
from extractors.pages.lattices import SNAP
from extractors.pages.sheet import Box, Fill, Floats, Sheet

_LEAST, _MOST = 4, 1000  # tiles
_COVERED = 0.7  # of a background, by those that lie on it: then they are the cells
_ROWS = 2
_LOW = 6.0  # points: no row is lower
_OVER = 1.0  # points by which tiles may overlap
_NEAR = 24.0  # points: how far from a table the texts of its next row may begin
_GAP = 8.0  # points: no blank of a sentence is as wide
_HALF = 0.5  # points within which sides are level

Row = list[Box]


def with_tiles(sheet: Sheet, columns: Sequence[float] = ()) -> Sheet:
    """The page with rules around the tiles of tables, which stand side by side in several rows.

    One row is known by the columns of others, or by those of the drawn table with which the page
    before ends. Where some of a row's cells have no background, they tell less than texts do.
    """
    if not _LEAST <= len(sheet.fills) <= _MOST:
        return sheet
    levels = Counter(round(fill.box[1]) for fill in sheet.fills)
    columns = () if len(sheet.down) else columns
    if sum(count > 1 for count in levels.values()) < (1 if columns else _ROWS):
        return sheet
    ruled = grids(sheet.across, sheet.down)
    tiles = [fill.box for fill in sheet.fills if _may_be_cell(fill, ruled)]
    if len(tiles) < _LEAST:
        return sheet
    own = [box for row in _of_tables(_outermost(tiles), columns, sheet) for box in row]
    if not own:
        return sheet
    across = [side for x0, top, x1, low in own for side in ((top, x0, x1), (low, x0, x1))]
    down = [side for x0, top, x1, low in own for side in ((x0, top, low), (x1, top, low))]
    return replace(sheet, across=_with(sheet.across, across), down=_with(sheet.down, down))


def _of_tables(tiles: Sequence[Box], columns: Sequence[float], sheet: Sheet) -> list[Row]:
    rows = sorted(_rows(tiles), key=_top)
    tables = list(_tables(rows))
    if any(_goes_on(table, rows, sheet) for table in tables):
        return []
    known: list[Sequence[float]] = [
        _edges(row) for table in tables if len(table) >= _ROWS for row in table
    ]
    known.append(columns)
    return [
        row
        for table in tables
        for row in table
        if len(table) >= _ROWS or any(_are_alike(_edges(row), one) for one in known)
    ]


def _goes_on(table: list[Row], rows: Sequence[Row], sheet: Sheet) -> bool:
    """Whether a row without tiles stands right above or below, as where every other one has them.

    Its texts stand in the columns, with more between them than blanks.
    """
    top, low = table[0][0][1], table[-1][0][3]
    above = max((row[0][3] for row in rows if row[0][3] <= top), default=top - _NEAR)
    below = min((row[0][1] for row in rows if row[0][1] >= low), default=low + _NEAR)
    strips = (max(above, top - _NEAR), top), (low, min(below, low + _NEAR))
    edges = np.array(_edges(max(table, key=len)))
    return any(_is_row_between(*strip, edges, sheet) for strip in strips)


def _is_row_between(high: float, low: float, edges: Floats, sheet: Sheet) -> bool:
    boxes = sheet.glyphs.boxes
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (middle > high) & (middle < low) & (boxes[:, 2] > edges[0]) & (boxes[:, 0] < edges[-1])
    found = boxes[inside]
    for level in np.unique(found[:, 3].round()):
        line = found[found[:, 3].round() == level]
        for edge in edges[1:-1]:
            before, behind = line[line[:, 2] <= edge, 2], line[line[:, 0] >= edge, 0]
            if len(before) and len(behind) and behind.min() - before.max() > _GAP:
                return True
    return False


def _edges(row: Row) -> list[float]:
    return [row[0][0], *(box[2] for box in row)]


def _are_alike(edges: Sequence[float], others: Sequence[float]) -> bool:
    return len(edges) == len(others) and all(
        abs(one - other) <= SNAP for one, other in zip(edges, others, strict=True)
    )


def _may_be_cell(fill: Fill, ruled: Sequence[Grid]) -> bool:
    x0, top, x1, low = fill.box
    if low - top < _LOW or x1 - x0 < _LOW:
        return False
    return not any(
        grid.box[0] - SNAP < x1
        and x0 < grid.box[2] + SNAP
        and grid.box[1] - SNAP < low
        and top < grid.box[3] + SNAP
        for grid in ruled
    )


def _outermost(tiles: Sequence[Box]) -> list[Box]:
    """Backgrounds of cells, without those of whole rows below them and without signs on them."""
    boxes = np.array(tiles)
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    inside = (boxes[None, :, :2] >= low - _OVER) & (boxes[None, :, 2:] <= high + _OVER)
    held = inside.all(axis=2)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    held &= areas[None, :] < _COVERED * areas[:, None]
    is_row = (held @ areas >= _COVERED * areas) | (held.sum(axis=1) >= _LEAST)
    is_sign = held[~is_row].any(axis=0)
    return [box for box, out in zip(tiles, (is_row | is_sign).tolist(), strict=True) if not out]


def _rows(tiles: Iterable[Box]) -> Iterator[Row]:
    """Tiles that are level, from left to right, each place once."""
    found: list[Row] = []
    for box in sorted(tiles, key=itemgetter(1, 3)):
        level = found[-1][0] if found else (0.0, -1.0, 0.0, -1.0)
        if max(abs(box[1] - level[1]), abs(box[3] - level[3])) <= _HALF:
            found[-1].append(box)
        else:
            found.append([box])
    for row in map(sorted, found):
        yield [box for at, box in enumerate(row) if not at or box[0] - row[at - 1][0] > SNAP]


def _top(row: Row) -> float:
    return row[0][1]


def _tables(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that follow each other without a gap, all of whose cells are tiles."""
    if not rows:
        return
    table: list[Row] = [rows[0]]
    for above, below in pairwise(rows):
        if not _follows(above, below):
            yield from _whole(table)
            table = []
        table.append(below)
    yield from _whole(table)


def _follows(above: Row, below: Row) -> bool:
    sides = abs(above[0][0] - below[0][0]), abs(above[-1][2] - below[-1][2])
    return -_OVER <= below[0][1] - above[0][3] <= SNAP and max(sides) <= SNAP


def _whole(table: list[Row]) -> Iterator[list[Row]]:
    is_parted = sum(len(row) > 1 for row in table) >= min(_ROWS, len(table))
    if is_parted and all(_is_tiled(row) for row in table):
        yield table


def _is_tiled(row: Row) -> bool:
    return all(-_OVER <= right[0] - left[2] <= SNAP for left, right in pairwise(row))


def _with(rules: Floats, more: Sequence[tuple[float, float, float]]) -> Floats:
    return np.concatenate([rules, np.array(more, np.float32).reshape(-1, 3)])
