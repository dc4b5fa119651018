"""The cells of all tables of a page, numbered through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.pages.grids import Grid
from extractors.pages.sheet import Box, Floats, Ints

OUTSIDE = -1  # the group of what stands in no cell


class Cells:
    """The cells of all grids of a page, numbered through; the innermost grid has the point."""

    def __init__(self, found: Sequence[Grid]) -> None:
        self.grids = tuple(found)
        self.starts = np.cumsum([0, *(len(grid.spans) for grid in found)]).tolist()
        sizes = [area(grid.box) for grid in found]
        self._largest_first = sorted(range(len(found)), key=lambda i: -sizes[i])

    def at(self, x: Floats, y: Floats, level: Ints | None = None) -> Ints:
        """The cell of each point, `OUTSIDE` where there is none.

        Many points stand on few levels: `level` is which of the heights in `y` each has.
        """
        found: Ints | None = None
        for index in self._largest_first:
            cell = self._in_grid(index, x, y, level)
            found = cell if found is None else np.where(cell == OUTSIDE, found, cell)
        return np.full(len(x), OUTSIDE, np.int32) if found is None else found

    def _in_grid(self, index: int, x: Floats, y: Floats, level: Ints | None) -> Ints:
        grid = self.grids[index]
        # A border around the labels stands for all that is outside.
        labels = np.full((len(grid.ys) + 1, len(grid.xs) + 1), OUTSIDE, np.int32)
        labels[1:-1, 1:-1] = grid.labels + self.starts[index]
        row, column = np.array(grid.ys).searchsorted(y), np.array(grid.xs).searchsorted(x)
        row *= labels.shape[1]
        return labels.reshape(-1).take((row if level is None else row.take(level)) + column)

    def inner(self) -> dict[int, int]:
        """The cell that holds a grid, by the grid's index."""
        found: dict[int, int] = {}
        for index, grid in enumerate(self.grids):
            x0, top, x1, bottom = grid.box
            around = [
                (area(box), self.starts[other] + number)
                for other, holder in enumerate(self.grids)
                if other != index and area(holder.box) > area(grid.box)
                for number, box in enumerate(map(holder.cell_box, holder.spans))
                if box[0] <= x0 and box[1] <= top and x1 <= box[2] and bottom <= box[3]
            ]
            if around:
                found[index] = min(around)[1]
        return found


def area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)
