"""Heading and total rows that only a background shows, right above or below the rules of a table.

Styles of tables rule off the rows between them alone. What stands on the background is a row where
its words stand in the columns of the table, and a title or note where they run on over several.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.gaps import words_of
from extractors.pages.grids import Grid, Span
from extractors.pages.lattices import SNAP
from extractors.pages.letters import PrintedLine
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import Box, Fill, Sheet

_LOWEST = 8.0  # points: no row is lower
_HIGHEST = 80.0
_COVERED = 0.9  # of the width of the table
_TEXTS = 2  # in columns of their own
_BLANK = 0.45  # of the size: words this close are of one text
_OVER = 1.0  # points by which a word may stand over the border of its column


def with_heads(
    sheet: Sheet, cells: Cells, lines: Mapping[int, Sequence[PrintedLine]]
) -> tuple[Grid, ...]:
    """The ruled tables of a page, with their rows on such backgrounds."""
    found = lines.get(OUTSIDE, ())
    if not (sheet.fills and cells.grids and any(line.wide for line in found)):
        return cells.grids  # most pages
    outside = [line for line in found if line.upright and not line.artifact]
    fills = [fill for fill in sheet.fills if fill.colour != WHITE]
    return tuple(_extended(grid, outside, fills) for grid in cells.grids)


def _extended(grid: Grid, outside: Sequence[PrintedLine], fills: Sequence[Fill]) -> Grid:
    """The table with a row above its first one and below its last one."""
    if not grid.drawn or len(grid.xs) <= _TEXTS:
        return grid
    above = _band(grid, fills, outside, is_above=True)
    below = _band(grid, fills, outside, is_above=False)
    if above:
        grid = replace(_with_row(grid, 0, above), open_top=False)
    if below:
        grid = replace(_with_row(grid, len(grid.ys) - 1, below), open_bottom=False)
    return grid


def _band(
    grid: Grid, fills: Sequence[Fill], outside: Sequence[PrintedLine], *, is_above: bool
) -> list[Box]:
    """The backgrounds side by side that make a row there; none where the texts are no row's."""
    left, top, right, bottom = grid.box
    side, edge = (3, top) if is_above else (1, bottom)
    boxes = [fill.box for fill in fills if abs(fill.box[side] - edge) <= SNAP]
    boxes = [box for box in boxes if _LOWEST <= box[3] - box[1] <= _HIGHEST]
    boxes = [box for box in boxes if left - SNAP <= box[0] and box[2] <= right + SNAP]
    boxes = sorted(set(boxes))
    if not boxes or max(box[4 - side] - boxes[0][4 - side] for box in boxes) > SNAP:
        return []
    if any(one[2] > other[0] + SNAP for one, other in pairwise(boxes)):
        return []
    if sum(box[2] - box[0] for box in boxes) < _COVERED * (right - left):
        return []
    own = [line for line in outside if boxes[0][1] < line.base < boxes[0][3]]
    own = [line for line in own if left <= line.x0 and line.x1 <= right]
    borders = _borders(grid, boxes)
    columns = {column for line in own for column in _columns(line, borders)}
    return boxes if len(columns) >= _TEXTS and None not in columns else []


def _columns(line: PrintedLine, borders: Sequence[float]) -> Iterator[int | None]:
    """The column of each word of a line; None for one that stands in two, or goes on there."""
    words = words_of(line).words
    of_words = [bisect_right(borders, (word.x0 + word.x1) / 2) for word in words]
    for word, column in zip(words, of_words, strict=True):
        is_inside = borders[column - 1] - _OVER <= word.x0 and word.x1 <= borders[column] + _OVER
        yield column if is_inside else None
    for (one, here), (other, there) in pairwise(zip(words, of_words, strict=True)):
        if here != there and other.x0 - one.x1 < _BLANK * line.size:
            yield None


def _borders(grid: Grid, boxes: Sequence[Box]) -> list[float]:
    """The borders of the table's columns that no background lies over, if there are several."""
    inner = [x for x in grid.xs[1:-1] if len(boxes) == 1 or not _is_over(x, boxes)]
    return [grid.xs[0], *inner, grid.xs[-1]]


def _is_over(x: float, boxes: Sequence[Box]) -> bool:
    return any(box[0] + SNAP < x < box[2] - SNAP for box in boxes)


def _with_row(grid: Grid, index: int, boxes: Sequence[Box]) -> Grid:
    """The table with another row in that place, as high as these backgrounds."""
    borders = _borders(grid, boxes)
    own = [
        Span(index, grid.xs.index(left), 1, grid.xs.index(right) - grid.xs.index(left))
        for left, right in pairwise(borders)
    ]
    first = len(own) if index == 0 else 0
    start = 0 if index == 0 else len(grid.spans)
    rest = [span._replace(row=span.row + (index == 0)) for span in grid.spans]
    row = np.repeat(np.arange(start, start + len(own)), [span.column_span for span in own])
    known = grid.labels + first
    if index == 0:
        spans, labels = (*own, *rest), np.vstack([row, known])
        ys = (min(box[1] for box in boxes), *grid.ys)
    else:
        spans, labels = (*rest, *own), np.vstack([known, row])
        ys = (*grid.ys, max(box[3] for box in boxes))
    return replace(grid, ys=ys, spans=spans, labels=labels.astype(np.int32))
