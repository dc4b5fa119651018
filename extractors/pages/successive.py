"""Tables that follow each other in the same columns: each ends at its own last rule or text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from extractors.pages.gaps import Words, texts_of
from extractors.pages.grids import Grid, grid_of
from extractors.pages.parts import Part
from extractors.pages.sheet import DEPTH, RISE, Box

_DOUBLE = 4.0  # points between the lines of a double rule
_LINE = 0.1  # of the size, around a text

Rows = Sequence[Sequence[Words]]  # the lines of each row


def apart(grid: Grid, rows: Rows, rules: Sequence[float]) -> Iterator[Grid]:
    """The tables of a grid, from top to bottom; most grids are one."""
    starts = [at for at in range(1, len(rows)) if _begins_table(grid, rows, at, rules)]
    first, top = 0, grid.ys[0]
    for at in starts:
        bottom, below = _between(rows[at - 1], rows[at], rules)
        yield _rows_of(grid, (first, at), (top, bottom))
        first, top = at, below
    yield _rows_of(grid, (first, len(rows)), (top, grid.ys[-1])) if starts else grid


def _begins_table(grid: Grid, rows: Rows, at: int, rules: Sequence[float]) -> bool:
    """Whether a row is the heading of another table than the row above it."""
    above, below = rows[at - 1][-1], rows[at][0]
    if _is_merged_at(grid, at):
        return False
    between = [y for y in rules if above.base < y < below.base]
    is_set_apart = bool(between) and between[-1] - between[0] > _DOUBLE
    if not below.bold or above.bold:
        others = (row for row in rows if row is not rows[at])
        return is_set_apart and any(_have_one_heading(grid, row, rows[at]) for row in others)
    if between:
        return is_set_apart
    return rows[0][0].bold and _have_one_heading(grid, rows[0], rows[at])


def _have_one_heading(grid: Grid, first: Sequence[Words], other: Sequence[Words]) -> bool:
    """Whether rows say the same in most of their columns, the first one aside: it has a title."""
    pairs = list(zip(_texts(grid, first), _texts(grid, other), strict=True))[1:]
    alike = sum(a == b for a, b in pairs if a)
    return alike > 0 and 2 * alike >= sum(1 for a, b in pairs if a or b)


def _texts(grid: Grid, lines: Sequence[Words]) -> list[str]:
    columns = zip(*(texts_of(line, grid.xs[1:-1]) for line in lines), strict=True)
    return [" ".join(filter(None, texts)) for texts in columns]


def _between(
    above: Sequence[Words], below: Sequence[Words], rules: Sequence[float]
) -> tuple[float, float]:
    """Where a table ends and where the next one begins."""
    last, first = above[-1], below[0]
    between = [y for y in rules if last.base < y < first.base]
    if len(between) > 1:
        return between[0], between[-1]
    bottom = last.base + (DEPTH + _LINE) * last.size
    return bottom, max(bottom, first.base - (RISE + _LINE) * first.size)


def _rows_of(grid: Grid, rows: tuple[int, int], ends: tuple[float, float]) -> Grid:
    """Some of a grid's rows as a grid."""
    first, stop = rows
    ys = (ends[0], *grid.ys[first + 1 : stop], ends[1])
    spans = [span._replace(row=span.row - first) for span in grid.spans if first <= span.row < stop]
    return replace(grid_of(grid.xs, ys, spans, drawn=grid.drawn), frame=grid.frame)


def around(grid: Grid, others: Sequence[Box]) -> Iterator[Grid]:
    """A grid's rows above, between and below other tables that stand between two of them.

    What goes on below a table is another one.
    """
    left, top, right, bottom = grid.box
    first, high = 0, top
    for x0, y0, x1, y1 in sorted(others, key=itemgetter(1)):
        is_inside = top < y0 and y1 < bottom and x0 < right and left < x1
        at = int(np.abs(np.array(grid.ys) - (y0 + y1) / 2).argmin())
        if not is_inside or not first < at < len(grid.ys) - 1 or _is_merged_at(grid, at):
            continue
        yield _rows_of(grid, (first, at), (high, min(y0, grid.ys[at])))
        first, high = at, max(y1, grid.ys[at])
    yield _rows_of(grid, (first, len(grid.ys) - 1), (high, bottom)) if first else grid


def _is_merged_at(grid: Grid, row: int) -> bool:
    """Whether a cell goes on from the row above."""
    return any(span.row < row < span.row + span.row_span for span in grid.spans)


def together(parts: Iterable[Part]) -> Iterator[Part]:
    """The unruled tables of a page, those in the same columns as one; others as they are."""
    held: dict[tuple[float, ...], list[Part]] = {}
    for part in parts:
        if part.drawn:
            yield part
        else:
            held.setdefault(part.xs, []).append(part)
    for own in held.values():
        yield own[0] if len(own) == 1 else _joined(own)


def _joined(parts: Sequence[Part]) -> Part:
    cells = []
    above = 0
    for part in parts:
        for cell in part.cells:
            span = cell.span._replace(row=cell.span.row + above)
            cells.append(cell._replace(span=span))
        above += len(part.ys) - 1
    return parts[-1]._replace(cells=tuple(cells))
