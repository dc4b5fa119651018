"""Text that a page's end pushed below the cell that holds it.

A cell over several rows that the page cuts is as high as the rows above the cut, though one of its
lines may stand lower. A row that must not be cut, and is higher than the page, is closed where the
page ends, though a line of it stands on that rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.grids import Grid
from extractors.pages.lattices import SNAP
from extractors.pages.letters import PrintedLine
from extractors.pages.sheet import DEPTH, RISE, Floats

_NEXT = 1.6  # of the size, from line to line of one cell


def with_overhang(
    cells: Cells, lines: Mapping[int, Sequence[PrintedLine]], across: Floats
) -> tuple[Grid, ...]:
    """The tables of a page, as low as the text of their last cells."""
    outside = lines.get(OUTSIDE, ())
    if not outside or not any(_may_hang(grid, outside) for grid in cells.grids):
        return cells.grids
    return tuple(
        _lower(grid, [lines.get(start + n, ()) for n in range(len(grid.spans))], outside, across)
        for grid, start in zip(cells.grids, cells.starts, strict=False)
    )


def _may_hang(grid: Grid, outside: Sequence[PrintedLine]) -> bool:
    bottom = grid.ys[-1]
    return any(
        bottom < line.base < bottom + _NEXT * line.size and grid.xs[0] < line.x0 < grid.xs[-1]
        for line in outside
    )


def _lower(
    grid: Grid,
    held: Sequence[Sequence[PrintedLine]],
    outside: Sequence[PrintedLine],
    across: Floats,
) -> Grid:
    bottom = grid.ys[-1]
    for span, own in zip(grid.spans, held, strict=True):
        left, _, right, low = grid.cell_box(span)
        if low < grid.ys[-1] or not own:
            continue
        last = own[-1]
        # What stands below a rule, and not on it, is another text.
        closed = low if _is_closed(across, low, (left + right) / 2) else np.inf
        for line in outside:
            is_inside = left < line.x0 and line.x1 < right and line.size == last.size
            is_next = 0 < line.base - last.base < _NEXT * line.size and line.bold == last.bold
            if is_inside and is_next and line.base - RISE * line.size < closed:
                bottom = max(bottom, line.base + DEPTH * line.size)
    return grid if bottom == grid.ys[-1] else replace(grid, ys=(*grid.ys[:-1], bottom))


def _is_closed(across: Floats, y: float, x: float) -> bool:
    near = abs(across[:, 0] - y) <= SNAP
    return bool((near & (across[:, 1] < x) & (across[:, 2] > x)).any())
