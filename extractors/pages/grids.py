"""Rules on a page -> grids of cells.

Edges that cross belong to one grid; its cells are the regions that they close.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import cycle, pairwise, repeat
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.pages.gutters import without_gutters
from extractors.pages.lattices import CROSS, SNAP, lattices, merged
from extractors.pages.posts import Edge, seams
from extractors.pages.sheet import Box, Flags, Floats
from extractors.thousands import is_any, made

_COVER = 0.75  # share of a cell's side that must be drawn
_OPEN = 8.0  # points by which rules pass the last crossing rule where a side has no border
_FEW_EDGES = 3  # across a table, its ends included, that hardly part rows
_BOX = 2  # edges: no column is parted from another
_FEW_CELLS = 100  # of tables that are made once and used for all of their form
_MOST_EDGES = 800  # in one direction of a page; more is a diagram

Labels = NDArray[np.int32]


class Span(NamedTuple):
    """A cell's place in its grid, rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


Paragraphs: TypeAlias = tuple[tuple[int, int], ...]  # column, number of the paragraph


class ToldRow(NamedTuple):
    """A row as the file's tags number it, and the paragraphs that its cells begin and end with."""

    number: int
    first: Paragraphs = ()
    last: Paragraphs = ()


class Told(NamedTuple):
    """What the file's tags say of a table: one has the same numbers on every page."""

    table: int
    rows: tuple[ToldRow, ...]
    starts: tuple[float, ...] = ()  # where the texts of each column begin, if tags alone show them
    headed: bool = False  # rows without tags stand above: what differs from page to page tells less


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
    frame: tuple[float, float] | None = None  # where rules across end that alone show it
    told: Told | None = None
    tagged: Mapping[int, int] | None = None  # by the number of a tagged cell that of its span

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
    horizontal, vertical = without_gutters(horizontal, down), without_gutters(vertical, across)
    make = _pieced if _has_loose_ends(down, horizontal) else _open_pieced
    found = (
        make([horizontal[i] for i in of_across], [vertical[i] for i in of_down], down)
        for of_across, of_down in lattices(horizontal, vertical)
    )
    tables = [grid for grid in found if grid is not None and len(grid.spans) > 1]
    return tuple(sorted(tables, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _has_loose_ends(down: Floats, across: Sequence[Edge]) -> bool:
    """Whether vertical rules end where no horizontal one is; on most pages none do."""
    if not across or not len(down):
        return True
    ys = np.array([-np.inf, *(y for y, _, _ in across), np.inf])
    ends = down[:, 2]
    below = np.searchsorted(ys, ends)
    return is_any(np.minimum(ys[below] - ends, ends - ys[below - 1]) > SNAP)


def _open_pieced(across: Sequence[Edge], posts: Sequence[Edge], down: Floats) -> Grid | None:
    """A table; one without a rule across, or open beside its only one, by what its posts show."""
    grid = _grid(across, posts)
    if grid is None or len(grid.ys) > _FEW_EDGES or not _is_open(grid):
        return grid
    return _parted(grid, seams(down, posts, (grid.xs[0], grid.xs[-1])), posts)


def _pieced(across: Sequence[Edge], posts: Sequence[Edge], down: Floats) -> Grid | None:
    """A table by what its rules across and its posts show; a box of text has no rows."""
    grid = _open_pieced(across, posts, down)
    if grid is None or grid.bare or len(grid.xs) <= _BOX:
        return grid
    pieces = _right_across(seams(down, posts, (grid.xs[0], grid.xs[-1])), grid)
    return _parted(grid, pieces, posts)


def _parted(grid: Grid, pieces: Sequence[list[float]], posts: Sequence[Edge]) -> Grid | None:
    """The table with the rows that end where these pieces are."""
    if not pieces:
        return grid
    inner = [[y, grid.xs[0], grid.xs[-1]] for y in grid.ys[1:-1]]
    found = _grid(sorted([*inner, *pieces]), posts)
    return found and replace(found, open_top=False, open_bottom=False, bare=grid.bare)


def _is_open(grid: Grid) -> bool:
    return grid.open_top or grid.open_bottom


def _right_across(pieces: Sequence[list[float]], grid: Grid) -> list[list[float]]:
    """Those that cells of all columns end at, where no rule does.

    In a table that rules close, others may be of cells merged over several rows.
    """
    own = [one for one in pieces if all(abs(one[0] - y) > SNAP for y in grid.ys)]
    whole = grid.xs[-1] - grid.xs[0] - CROSS
    return [
        one for one in own if sum([b - a for y, a, b in own if abs(y - one[0]) <= CROSS]) >= whole
    ]


def _grid(across: Sequence[Edge], down: Sequence[Edge]) -> Grid | None:
    ys, xs = _positions(across), _positions(down)
    left = min(xs[0], *(start for _, start, _ in across)) if across else xs[0]
    right = max(xs[-1], *(end for _, _, end in across)) if across else xs[-1]
    top, bottom = min(start for _, start, _ in down), max(end for _, _, end in down)
    ys = ys or [top, bottom]
    sides = (left < xs[0] - _OPEN, right > xs[-1] + _OPEN)
    bare = len(across) == 0
    ends = (bare or top < ys[0] - _OPEN, bare or bottom > ys[-1] + _OPEN)
    xs = [left] * sides[0] + xs + [right] * sides[1]
    ys = ys if bare else [top] * ends[0] + ys + [bottom] * ends[1]
    if len(xs) < 2 or len(ys) < 2:
        return None
    lines = _drawn(across, ys[1:-1], xs)  # [line][column]
    posts = _drawn(down, xs[1:-1], ys)  # [line][row]
    rows, columns = len(ys) - 1, len(xs) - 1
    if all(map(all, lines)) and all(map(all, posts)):
        labels, spans = _undivided(rows, columns)
    else:
        open_lines = ~np.array(lines, np.bool_).reshape(rows - 1, columns)
        open_posts = ~np.array(posts, np.bool_).reshape(columns - 1, rows).T
        labels, spans = _rectangles(_labelled(open_lines, open_posts))
    return Grid(tuple(xs), tuple(ys), labels, spans, *ends, bare=bare)


def _positions(edges: Sequence[Edge]) -> list[float]:
    found: list[float] = []
    for value, _, _ in edges:
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _drawn(
    edges: Sequence[Edge], lines: Sequence[float], stops: Sequence[float]
) -> list[list[bool]]:
    """Whether each piece between two stops is drawn on each line.

    A table has few lines: arrays take twice as long.
    """
    pieces = list(pairwise(stops))
    found: list[list[bool]] = []
    for line in lines:
        near = [edge for edge in edges if -SNAP <= line - edge[0] <= SNAP]
        if len(near) == 1 and near[0][1] <= stops[0] and stops[-1] <= near[0][2]:
            found.append([True] * len(pieces))  # most lines, and a fifth of the time
        else:
            found.append([_is_covered(near, start, stop) for start, stop in pieces])
    return found


def _is_covered(edges: Sequence[Edge], start: float, stop: float) -> bool:
    covered = sum(
        [
            min(end, stop) - max(begin, start)
            for _, begin, end in edges
            if begin < stop and end > start
        ]
    )
    return covered >= _COVER * (stop - start)


def _undivided(rows: int, columns: int) -> tuple[Labels, tuple[Span, ...]]:
    """Cells of which none is merged with another."""
    if rows * columns > _FEW_CELLS:
        return _in_rows(rows, columns)
    return _of_few_cells(rows, columns)


def _in_rows(rows: int, columns: int) -> tuple[Labels, tuple[Span, ...]]:
    labels = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    labels.flags.writeable = False
    own = [row for row in range(rows) for _ in range(columns)]
    return labels, tuple(made(Span, own, cycle(range(columns)), repeat(1), repeat(1)))


# Documents have hundreds of tables and few forms of them.
_of_few_cells = lru_cache(maxsize=128)(_in_rows)


def _labelled(open_lines: Flags, open_posts: Flags) -> Labels:
    """Regions that no edge divides, numbered; where lines divide no rows, posts no columns."""
    rows, columns = open_posts.shape[0], open_lines.shape[1]
    labels = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
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
