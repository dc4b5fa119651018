"""The cells of all tables of a page, numbered through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.grids import Grid, Span
from extractors.pages.sheet import Box, Floats, Ints

_OVER = 6.0  # points by which a table may reach over a border that no rule shows
OUTSIDE = -1  # the group of what stands in no cell


class _Table(NamedTuple):
    """Where columns and rows end, and what stands between; a border stands for all outside."""

    xs: Floats
    ys: Floats
    labels: Ints

    def at(self, x: Floats, y: Floats, level: Ints | None) -> Ints:
        row, column = self.ys.searchsorted(y), self.xs.searchsorted(x)
        row *= self.labels.shape[1]
        return self.labels.reshape(-1).take((row if level is None else row.take(level)) + column)


class Cells:
    """The cells of all grids of a page, numbered through; the innermost grid has the point."""

    def __init__(self, found: Sequence[Grid]) -> None:
        self.grids = tuple(found)
        self.starts = list(accumulate([len(grid.spans) for grid in found], initial=0))

    def at(self, x: Floats, y: Floats, level: Ints | None = None) -> Ints:
        """The cell of each point, `OUTSIDE` where there is none.

        Many points stand on few levels: `level` is which of the heights in `y` each has.
        """
        stack = self._stack()
        if stack is not None:
            return stack.at(x, y, level)
        found = np.full(len(x), OUTSIDE, np.int32)
        sizes = [area(grid.box) for grid in self.grids]
        for index in sorted(range(len(sizes)), key=lambda i: -sizes[i]):
            grid = self.grids[index]
            cell = _table(grid.xs, [grid], [self.starts[index]]).at(x, y, level)
            found = np.where(cell == OUTSIDE, found, cell)
        return found

    def of_tags(self) -> dict[int, int]:
        """The cells that tags alone tell, by their numbers there."""
        return {
            number: start + at
            for grid, start in zip(self.grids, self.starts, strict=False)
            if grid.tagged
            for number, at in grid.tagged.items()
        }

    def _stack(self) -> _Table | None:
        """All tables as one where they have one set of columns and stand below each other.

        Those of most pages do, and it takes half the time to look at all of them once.
        """
        if not self.grids:
            return None
        xs = self.grids[0].xs
        if any(
            lower.xs != xs or upper.ys[-1] > lower.ys[0] for upper, lower in pairwise(self.grids)
        ):
            return None
        return _table(xs, self.grids, self.starts)

    def right_of(self, cell: int) -> float:
        """The right side of a cell; infinite where no rule is drawn around it."""
        index = bisect_right(self.starts, cell, 0, len(self.grids)) - 1
        grid = self.grids[index]
        if not grid.drawn:
            return float("inf")
        return grid.cell_box(grid.spans[cell - self.starts[index]])[2]

    def is_drawn(self, cell: int) -> bool:
        """Whether rules are drawn around a cell."""
        return self.grids[bisect_right(self.starts, cell, 0, len(self.grids)) - 1].drawn

    def inner(self) -> dict[int, int]:
        """The cell that holds a grid, by the grid's index."""
        found: dict[int, int] = {}
        for index, grid in enumerate(self.grids):
            around = [
                (area(box), self.starts[other] + number)
                for other, holder in enumerate(self.grids)
                if other != index and area(holder.box) > area(grid.box)
                if _holds(holder.box, grid.box)  # or to look at its cells takes a while
                for number, box in enumerate(map(holder.cell_box, holder.spans))
                if _holds(box, grid.box)
            ]
            holder = min(around)[1] if around else self._crossed(grid)
            if holder is not None:
                found[index] = holder
        return found

    def _crossed(self, grid: Grid) -> int | None:
        """The cell in which a ruled table stands that crosses borders which no rule shows.

        Its own rules may seem to part the rows of that column, and its texts to end further left.
        """
        if not grid.drawn:
            return None
        x0, y0, x1, _ = grid.box
        for start, holder in zip(self.starts, self.grids, strict=False):
            if holder.drawn or not _holds(_grown(holder.box), grid.box):
                continue
            for number, span in enumerate(holder.spans):
                left, top, _, bottom = _grown(holder.cell_box(span))
                if left <= x0 and x1 <= _reach(holder, span) and top <= y0 < bottom:
                    return start + number
        return None


def _reach(grid: Grid, span: Span) -> float:
    """How far to the right a table in a cell may stand: nearer to it than to the next column."""
    last = span.column + span.column_span
    right = grid.xs[last]
    return (right + grid.xs[last + 1]) / 2 if last + 1 < len(grid.xs) else right + _OVER


def _table(xs: Sequence[float], grids: Sequence[Grid], starts: Sequence[int]) -> _Table:
    """Grids below each other as one."""
    ys = [y for grid in grids for y in grid.ys]
    labels = np.full((len(ys) + 1, len(xs) + 1), OUTSIDE, np.int32)
    above = 0
    for grid, start in zip(grids, starts, strict=False):
        labels[above + 1 : above + len(grid.ys), 1:-1] = grid.labels + start
        above += len(grid.ys)
    return _Table(np.array(xs), np.array(ys), labels)


def _grown(box: Box) -> Box:
    return box[0] - _OVER, box[1] - _OVER, box[2] + _OVER, box[3] + _OVER


def _holds(box: Box, other: Box) -> bool:
    return box[0] <= other[0] and box[1] <= other[1] and other[2] <= box[2] and other[3] <= box[3]


def area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)
