"""Rules to grids: connected lines form a table, and its cells are the areas they enclose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Rules = NDArray[np.float32]  # (n, 3): position across, start along, end along

SNAP = 3.0  # points; rules nearer than this are one, drawn twice
REACH = 3.0  # how far a rule may end before another and still meet it
OPEN = 6.0  # how far columns must go on beyond the last rule to show a row that is open there
COVERED = 0.7  # the share of a cell's side that must be drawn
MOST_LINES = 600  # in one grid and direction; more is a drawing


class GridCell(NamedTuple):
    """Rows and columns from 0, last ones exclusive."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's grid lines and the cells between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def box(self, cell: GridCell) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (
            *(self.xs[cell.column], self.ys[cell.row]),
            *(self.xs[cell.column_end], self.ys[cell.row_end]),
        )


def grids(horizontal: Rules, vertical: Rules) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; frames around nothing are left out."""
    across, down = _merged(horizontal), _merged(vertical)
    found = []
    for rows, columns in _components(across, down):
        grid = _grid(across[rows], down[columns])
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(rules: Rules) -> Rules:
    """Rules on one line that touch or overlap, as one."""
    if not len(rules):
        return rules
    kept: list[list[float]] = []
    lines = _clusters(rules[:, 0])
    for line in np.unique(lines):
        own = rules[lines == line]
        position = float(own[:, 0].mean())
        for _, start, end in own[np.argsort(own[:, 1])]:
            if kept and kept[-1][0] == position and start <= kept[-1][2] + REACH:
                kept[-1][2] = max(kept[-1][2], float(end))
            else:
                kept.append([position, float(start), float(end)])
    return np.array(kept, np.float32)


def _clusters(values: NDArray[np.float32]) -> NDArray[np.int64]:
    """A number for each value, equal for values within SNAP of their neighbour."""
    order = np.argsort(values, kind="stable")
    steps = np.concatenate([[0], np.cumsum(np.diff(values[order]) > SNAP)])
    numbers = np.empty(len(values), np.int64)
    numbers[order] = steps
    return numbers


def _components(across: Rules, down: Rules) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Groups of rules that meet, as indices into the two arrays."""
    if not len(across) or not len(down) or max(len(across), len(down)) > 20 * MOST_LINES:
        return []
    y, x0, x1 = (across[:, i, None] for i in range(3))
    x, top, bottom = (down[None, :, i] for i in range(3))
    meets = (x >= x0 - REACH) & (x <= x1 + REACH) & (y >= top - REACH) & (y <= bottom + REACH)
    labels = np.arange(len(across))
    below = np.full(len(down), -1)
    changed = True
    while changed:
        touched = np.where(meets, labels[:, None], len(across) + 1)
        below = touched.min(axis=0)
        lowest = np.where(meets, below[None, :], len(across) + 1).min(axis=1)
        new = np.minimum(labels, lowest)
        changed = bool((new != labels).any())
        labels = new
    return [
        (np.flatnonzero(labels == label), np.flatnonzero(below == label))
        for label in np.unique(labels)
        if (below == label).sum() >= 2
    ]


def _grid(across: Rules, down: Rules) -> Grid | None:
    across = _closed(across, down)
    ys, xs = _positions(across[:, 0]), _positions(down[:, 0])
    if not (2 <= len(ys) <= MOST_LINES and 2 <= len(xs) <= MOST_LINES):
        return None
    # drawn[i, j]: whether the line i is drawn along the interval j.
    above = _drawn(across, ys, xs)
    beside = _drawn(down, xs, ys).T
    cells = tuple(_cells(above, beside))
    if len(cells) < 2:
        return None
    return Grid(tuple(map(float, xs)), tuple(map(float, ys)), cells)


def _closed(across: Rules, down: Rules) -> Rules:
    """A row cut by the page's end may lack its rule there; the columns' rules show its end."""
    left, right = float(down[:, 0].min()), float(down[:, 0].max())
    first, last = float(across[:, 0].min()), float(across[:, 0].max())
    above = down[:, 1][down[:, 1] < first - OPEN]
    below = down[:, 2][down[:, 2] > last + OPEN]
    missing = [(float(np.median(ends)), left, right) for ends in (above, below) if len(ends) >= 2]
    return np.concatenate([across, np.array(missing, np.float32).reshape(-1, 3)])


def _positions(values: NDArray[np.float32]) -> NDArray[np.float64]:
    numbers = _clusters(values)
    return np.array([values[numbers == number].mean() for number in np.unique(numbers)])


def _drawn(
    rules: Rules, lines: NDArray[np.float64], stops: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which intervals between stops are drawn on each line; broken rules add up."""
    lengths = np.zeros((len(lines), len(stops) - 1))
    for position, start, end in rules:
        line = int(np.abs(lines - position).argmin())
        low, high = np.maximum(stops[:-1], start), np.minimum(stops[1:], end)
        lengths[line] += np.maximum(0, high - low)
    return np.asarray(lengths >= COVERED * np.diff(stops))


def _cells(above: NDArray[np.bool_], beside: NDArray[np.bool_]) -> list[GridCell]:
    """Rectangles grown from each free place: right, then down, while no rule is between."""
    rows, columns = above.shape[0] - 1, beside.shape[1] - 1
    taken = np.zeros((rows, columns), bool)
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row, column]:
                continue
            right = column + 1
            while right < columns and not beside[row, right] and not taken[row, right]:
                right += 1
            down = row + 1
            while down < rows and not above[down, column:right].any():
                if (
                    not taken[down, column:right].any()
                    and not beside[down, column + 1 : right].any()
                ):
                    down += 1
                else:
                    break
            taken[row:down, column:right] = True
            if _is_enclosed(above, beside, GridCell(row, column, down, right)):
                cells.append(GridCell(row, column, down, right))
    return cells


def _is_enclosed(above: NDArray[np.bool_], beside: NDArray[np.bool_], cell: GridCell) -> bool:
    """At least three sides are drawn: a table may be open at a side, a gap between two is not."""
    row, column, row_end, column_end = cell
    sides = (
        above[row, column:column_end].all(),
        above[row_end, column:column_end].all(),
        beside[row:row_end, column].all(),
        beside[row:row_end, column_end].all(),
    )
    return sum(map(bool, sides)) >= 3
