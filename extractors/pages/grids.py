"""Rules on a page -> grids of cells.

Rules are drawn as lines, thin rectangles, frames of cells, doubled or broken; they are first
merged to edges. Edges that cross belong to one grid; its cells are the regions that edges close.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.pages.posts import seams
from extractors.pages.sheet import Box, Flags, Floats, Ints

SNAP = 3.0  # points within which parallel rules are one edge (double borders, frames of cells)
_GAP = 4.0  # points that may be missing in an edge (broken and dashed borders, corners)
_CROSS = 3.0  # points by which an edge may miss the one it ends at
_COVER = 0.75  # share of a cell's side that must be drawn
_SHORTEST = 4.0  # points; a shorter edge is no border
_OPEN = 8.0  # points by which rules pass the last crossing rule where a side has no border
_FEW_EDGES = 3  # across a table, its ends included, that hardly part rows
_MOST_EDGES = 800  # in one direction of a page; more is a diagram

Labels = NDArray[np.int32]


class Span(NamedTuple):
    """A cell's place in its grid, rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns and rows as drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    labels: Labels  # index of the cell at each row and column
    spans: tuple[Span, ...]
    open_top: bool = False  # no rule closes it there
    open_bottom: bool = False
    drawn: bool = True  # False where only aligned columns show it
    bare: bool = False  # no rule runs across it

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_box(self, span: Span) -> Box:
        row, column, rows, columns = span
        return self.xs[column], self.ys[row], self.xs[column + columns], self.ys[row + rows]


def grid_of(
    xs: Sequence[float], ys: Sequence[float], spans: Sequence[Span], *, drawn: bool = True
) -> Grid:
    """The grid of these cells."""
    ordered = tuple(sorted(spans, key=lambda one: (one.row, one.column)))
    labels = np.full((len(ys) - 1, len(xs) - 1), -1, np.int32)
    for number, (row, column, rows, columns) in enumerate(ordered):
        labels[row : row + rows, column : column + columns] = number
    return Grid(tuple(xs), tuple(ys), labels, ordered, drawn=drawn)


def grids(across: Floats, down: Floats) -> tuple[Grid, ...]:
    """The grids of a page from top to bottom; single boxes are no grid."""
    horizontal, vertical = merged(across), merged(down)
    if len(vertical) < 1 or len(horizontal) + len(vertical) < 3:
        return ()
    if max(len(horizontal), len(vertical)) > _MOST_EDGES:
        return ()
    found = (
        _pieced(_grid(horizontal[of_across], vertical[of_down]), vertical[of_down], down)
        for of_across, of_down in _components(horizontal, vertical)
    )
    tables = [grid for grid in found if grid is not None and len(grid.spans) > 1]
    return tuple(sorted(tables, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _pieced(grid: Grid | None, posts: Floats, down: Floats) -> Grid | None:
    """A table without a rule across, or open beside its only one, with the rows its posts show."""
    if grid is None or len(grid.ys) > _FEW_EDGES or not (grid.open_top or grid.open_bottom):
        return grid
    across = seams(down, posts)
    if not len(across):
        return grid
    inner = [(y, grid.xs[0], grid.xs[-1]) for y in grid.ys[1:-1]]
    found = _grid(np.concatenate([np.array(inner, np.float32).reshape(-1, 3), across]), posts)
    return found and replace(found, open_top=False, open_bottom=False, bare=grid.bare)


def merged(rules: Floats) -> Floats:
    """Rules on one line joined to edges: rows of position, start, end.

    A page has few rules, for which plain loops take a third of the time of arrays.
    """
    edges: list[tuple[float, float, float]] = []
    for cluster in _clusters(rules):
        position = sum(rule[0] for rule in cluster) / len(cluster)
        _, first, reach = cluster[0]
        for _, start, end in cluster:
            if start > reach + _GAP:
                edges.append((position, first, reach))
                first, reach = start, end
            reach = max(reach, end)
        edges.append((position, first, reach))
    kept = [edge for edge in edges if edge[2] - edge[1] >= _SHORTEST]
    return np.array(kept, np.float32).reshape(-1, 3)


def _clusters(rules: Floats) -> Iterator[list[list[float]]]:
    """Rules no further apart than `SNAP`, each cluster from start to end."""
    cluster: list[list[float]] = []
    for rule in sorted(rules.tolist(), key=_position):
        if cluster and rule[0] - cluster[0][0] > SNAP:
            yield sorted(cluster, key=_start)
            cluster = []
        cluster.append(rule)
    if cluster:
        yield sorted(cluster, key=_start)


_position, _start = itemgetter(0), itemgetter(1)


def _components(across: Floats, down: Floats) -> list[tuple[Ints, Ints]]:
    """Ints of the horizontal and vertical edges of each set of edges that cross."""
    y, x0, x1 = (across[:, i : i + 1] for i in range(3))
    x, top, bottom = down.T
    crossing = (
        (x >= x0 - _CROSS) & (x <= x1 + _CROSS) & (y >= top - _CROSS) & (y <= bottom + _CROSS)
    )
    of_row, of_column = (
        [_chosen(one) for one in side] for side in (crossing.tolist(), crossing.T.tolist())
    )
    found: list[tuple[Ints, Ints]] = []
    seen: set[int] = set()
    for index in range(len(across)):
        if index in seen:
            continue
        rows, columns = _connected(index, of_row, of_column)
        seen |= rows
        if len(columns) > (len(rows) < 2):
            found.append((np.array(sorted(rows)), np.array(sorted(columns))))
    loose = np.array([i for i, crossed in enumerate(of_column) if not crossed], np.int64)
    return found + [(np.zeros(0, np.int64), posts) for posts in _side_by_side(down, loose)]


def _chosen(flags: list[bool]) -> list[int]:
    return [index for index, flag in enumerate(flags) if flag]


def _connected(
    row: int, of_row: Sequence[Sequence[int]], of_column: Sequence[Sequence[int]]
) -> tuple[set[int], set[int]]:
    """All rows and columns that can be reached from a row over crossings."""
    rows, columns = {row}, set[int]()
    ahead = [row]
    while ahead:
        for column in of_row[ahead.pop()]:
            if column not in columns:
                columns.add(column)
                new = [other for other in of_column[column] if other not in rows]
                rows.update(new)
                ahead += new
    return rows, columns


def _side_by_side(down: Floats, loose: Ints) -> list[Ints]:
    """Posts of equal height without any rule: the middle of a row longer than the page."""
    groups: dict[tuple[int, int], list[int]] = {}
    for index in loose.tolist():
        key = round(float(down[index, 1]) / SNAP), round(float(down[index, 2]) / SNAP)
        groups.setdefault(key, []).append(index)
    return [np.array(group) for group in groups.values() if len(group) > 2]


def _grid(across: Floats, down: Floats) -> Grid | None:
    ys, xs = _positions(across[:, 0]), _positions(down[:, 0])
    left, right = float(across[:, 1].min(initial=xs[0])), float(across[:, 2].max(initial=xs[-1]))
    top, bottom = float(down[:, 1].min()), float(down[:, 2].max())
    ys = ys or [top, bottom]
    sides = (left < xs[0] - _OPEN, right > xs[-1] + _OPEN)
    bare = len(across) == 0
    ends = (bare or top < ys[0] - _OPEN, bare or bottom > ys[-1] + _OPEN)
    xs = [left] * sides[0] + xs + [right] * sides[1]
    ys = ys if bare else [top] * ends[0] + ys + [bottom] * ends[1]
    if len(xs) < 2 or len(ys) < 2:
        return None
    lines = _drawn(across, ys, xs)  # [line][column]
    posts = _drawn(down, xs, ys)  # [line][row]
    labels, spans = _rectangles(_labelled(lines[1:-1], posts[1:-1].T))
    return Grid(tuple(xs), tuple(ys), labels, spans, *ends, bare=bare)


def _positions(values: Floats) -> list[float]:
    found: list[float] = []
    for value in sorted(values.tolist()):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _drawn(edges: Floats, lines: list[float], stops: list[float]) -> Flags:
    """Whether each piece between two stops is drawn on each line."""
    at = np.abs(np.array(lines)[:, None] - edges[:, 0]) <= SNAP
    ends = np.array(stops)
    start, end = ends[:-1], ends[1:]
    cover = np.minimum(edges[:, 2:], end) - np.maximum(edges[:, 1:2], start)
    drawn = at.astype(np.float64) @ np.maximum(cover, 0)
    return np.asarray(drawn >= _COVER * (end - start))


def _labelled(lines: Flags, posts: Flags) -> Labels:
    """Regions that no edge divides, numbered; `lines` divide rows, `posts` columns."""
    rows, columns = posts.shape[0], lines.shape[1]
    labels = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    open_lines, open_posts = ~lines, ~posts
    if not open_lines.any() and not open_posts.any():
        return labels
    while True:
        before = labels.copy()
        _spread(labels[:-1], labels[1:], open_lines)
        _spread(labels[:, :-1], labels[:, 1:], open_posts)
        if (labels == before).all():
            return labels


def _spread(here: Labels, there: Labels, is_open: Flags) -> None:
    """Give neighbours without an edge between them the lower of their numbers."""
    low = np.minimum(here, there)[is_open]
    here[is_open] = low
    there[is_open] = np.minimum(there[is_open], low)


def _rectangles(labels: Labels) -> tuple[Labels, tuple[Span, ...]]:
    """Cells in reading order; a region that is no rectangle falls apart into pieces of rows."""
    sizes = np.bincount(labels.reshape(-1)).tolist()
    if max(sizes) == 1:
        rows, columns = labels.shape
        return labels, tuple(Span(i, j, 1, 1) for i in range(rows) for j in range(columns))
    found = np.full(labels.shape, -1, np.int32)
    spans: list[Span] = []
    for row, own in enumerate(labels.tolist()):
        for column, label in enumerate(own):
            if found[row, column] >= 0:
                continue
            span = Span(row, column, 1, 1) if sizes[label] == 1 else _span(labels, row, column)
            found[row : row + span.row_span, column : column + span.column_span] = len(spans)
            spans.append(span)
    return found, tuple(spans)


def _span(labels: Labels, row: int, column: int) -> Span:
    same = labels == labels[row, column]
    rows = np.flatnonzero(same.any(axis=1))
    columns = np.flatnonzero(same.any(axis=0))
    height, width = int(rows[-1]) - row + 1, int(columns[-1]) - column + 1
    if rows[0] == row and columns[0] == column and same.sum() == height * width:
        return Span(row, column, height, width)
    run = same[row, column:]
    return Span(row, column, 1, len(run) if run.all() else max(int(np.argmin(run)), 1))
