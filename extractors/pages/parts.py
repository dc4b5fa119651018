"""Cells with their lines -> the part of a table that stands on one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise, repeat
from typing import NamedTuple, TypeAlias

import numpy as np

from extractors.document import Mark, Place
from extractors.pages.cells import Cells, area
from extractors.pages.grids import Grid, Span, Told
from extractors.pages.letters import PrintedLine
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import DEPTH, RISE, Box, Sheet
from extractors.thousands import made

_SHADED = 0.6  # share of a cell that a background must cover
_WHOLE_PAGE = 0.9
_BOTH = 2  # tables, of which none flows
_ALIKE = 3.0  # points
_BESIDE = 0.5  # of the lower table's height: tables that share so much stand beside each other


class Fragment(NamedTuple):
    """The part of a cell that stands on one page."""

    span: Span
    box: Box  # in the page's frame
    place: Place
    lines: tuple[PrintedLine, ...]
    marks: tuple[Mark, ...] = ()  # what floats over the lines
    shading: str | None = None
    parts: tuple[Part, ...] = ()  # tables inside the cell


class Part(NamedTuple):
    """The part of a table that stands on one page."""

    page: int
    box: Box
    place: Place
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Fragment, ...]
    open_top: bool = False
    open_bottom: bool = False
    drawn: bool = True  # False where only aligned columns show it
    bare: bool = False  # no rule runs across it
    frame: tuple[float, float] | None = None  # where rules across end that alone show it
    told: Told | None = None  # by the file's tags


def last_row(part: Part) -> Iterator[Fragment]:
    """The cells that end with a table's part."""
    rows = len(part.ys) - 1
    return (cell for cell in part.cells if cell.span.row + cell.span.row_span == rows)


# What stands in cells, by the number of the cell; where columns and rows stand.
_Holder: TypeAlias = Mapping[int, Sequence[PrintedLine | Mark | Part]]
_Sides: TypeAlias = tuple[Sequence[float], Sequence[float]]


def parts_of(
    sheet: Sheet,
    cells: Cells,
    lines: dict[int, list[PrintedLine]],
    floating: dict[int, list[Mark]],
) -> tuple[Part, ...]:
    """The tables of the page; one inside a cell is handed to that cell."""
    held = cells.inner() if len(cells.grids) > 1 else {}
    inside: defaultdict[int, list[Part]] = defaultdict(list)
    outer: list[Part] = []
    rounded = _rounded(cells.grids)
    for index in sorted(range(len(cells.grids)), key=lambda i: area(cells.grids[i].box)):
        start = cells.starts[index]
        part = _part(sheet, cells.grids[index], start, rounded[index], (lines, floating, inside))
        if index in held:
            inside[held[index]].append(part)
        else:
            outer.append(part)
    return in_reading_order(outer)


def in_reading_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """From top to bottom; tables beside each other go from left to right.

    Where tables of one shape flow from one column of the page to the next, they go column by
    column.
    """
    ordered = sorted(parts, key=lambda one: (one.box[1], one.box[0]))
    if len(ordered) > _BOTH and _flow(ordered):
        return tuple(_by_columns(ordered))
    levels: list[list[Part]] = []
    for part in ordered:
        if levels and _is_beside(levels[-1][0].box, part.box):
            levels[-1].append(part)
        else:
            levels.append([part])
    return tuple(part for level in levels for part in _by_columns(level))


def _flow(parts: Sequence[Part]) -> bool:
    """Whether tables of one shape stand in columns of the page, hardly any level with another."""
    first = parts[0]
    if not all(_is_alike(first, part) for part in parts[1:]):
        return False
    is_beside = any(abs(part.xs[0] - first.xs[0]) > _ALIKE for part in parts)
    level = sum(b.box[1] - a.box[1] <= _ALIKE for a, b in pairwise(parts))
    return is_beside and _BOTH * level < len(parts)


def _is_alike(part: Part, other: Part) -> bool:
    shift = other.xs[0] - part.xs[0]
    return len(part.xs) == len(other.xs) and all(
        abs(b - a - shift) <= _ALIKE for a, b in zip(part.xs, other.xs, strict=True)
    )


def _is_beside(box: Box, other: Box) -> bool:
    apart = other[0] >= box[2] or other[2] <= box[0]
    common = min(box[3], other[3]) - max(box[1], other[1])
    return apart and common >= _BESIDE * min(box[3] - box[1], other[3] - other[1])


def _by_columns(level: list[Part]) -> list[Part]:
    """Tables beside each other; of those that stand one below the other the upper one first."""
    columns: list[list[Part]] = []
    for part in sorted(level, key=lambda one: one.box[0]):
        if columns and part.box[0] < max(one.box[2] for one in columns[-1]):
            columns[-1].append(part)
        else:
            columns.append([part])
    return [one for column in columns for one in sorted(column, key=lambda one: one.box[1])]


def _part(
    sheet: Sheet, grid: Grid, start: int, rounded: _Sides, holders: Sequence[_Holder]
) -> Part:
    """The table; its first cell has the number `start` for those who hold something."""
    boxes = _boxes(grid.xs, grid.ys, grid.spans)
    own = range(start, start + len(boxes))
    shadings = _shadings(sheet, boxes)
    if not grid.drawn and sheet.fills and None in shadings:
        seen = _shadings(sheet, _printed_boxes(sheet, grid, boxes, _extents(grid, own, holders[0])))
        shadings = [first or second for first, second in zip(shadings, seen, strict=True)]
    places = made(Place, repeat(sheet.number), *zip(*_boxes(*rounded, grid.spans), strict=True))
    held = [_held(own, of) for of in holders]
    about = (grid.spans, boxes, places, held[0], held[1], shadings, held[2])
    found = tuple(made(Fragment, *about))
    return Part(
        *(sheet.number, grid.box, sheet.place(grid.box), grid.xs, grid.ys, found),
        *(grid.open_top, grid.open_bottom, grid.drawn, grid.bare, grid.frame, grid.told),
    )


def _extents(grid: Grid, own: range, of: _Holder) -> dict[int, tuple[float, float]]:
    """From where to where the texts of each row reach."""
    found: dict[int, tuple[float, float]] = {}
    for span, number in zip(grid.spans, own, strict=True):
        for line in of.get(number, ()):
            if isinstance(line, PrintedLine):
                top, bottom = found.get(span.row, (np.inf, -np.inf))
                high, low = line.base - RISE * line.size, line.base + DEPTH * line.size
                found[span.row] = min(top, high), max(bottom, low)
    return found


def _printed_boxes(
    sheet: Sheet, grid: Grid, boxes: Sequence[Box], extents: Mapping[int, tuple[float, float]]
) -> list[Box]:
    """The cells of a table that no rule shows, as far as the texts of their rows reach.

    The last column reaches as far to the right as backgrounds do that begin in it.
    """
    right = max([fill.box[2] for fill in sheet.fills if _begins_last(fill.box, grid)], default=0.0)
    found: list[Box] = []
    for span, (x0, top, x1, bottom) in zip(grid.spans, boxes, strict=True):
        high, low = extents.get(span.row, (top, bottom))
        is_last = span.column + span.column_span == len(grid.xs) - 1
        found.append((x0, max(top, high), max(x1, right) if is_last else x1, min(bottom, low)))
    return found


def _begins_last(box: Box, grid: Grid) -> bool:
    """Whether something beside the rows of a table begins in its last column."""
    is_beside = box[1] < grid.ys[-1] and box[3] > grid.ys[0]
    return is_beside and grid.xs[-2] <= box[0] < grid.xs[-1]


def _rounded(grids: Sequence[Grid]) -> list[_Sides]:
    """Where columns and rows stand, to the hundredth; of all grids at once, in a quarter."""
    values = [value for grid in grids for side in (grid.xs, grid.ys) for value in side]
    rounded = iter(np.array(values).round(2).tolist())
    return [
        (list(islice(rounded, len(grid.xs))), list(islice(rounded, len(grid.ys)))) for grid in grids
    ]


def _boxes(xs: Sequence[float], ys: Sequence[float], spans: Iterable[Span]) -> list[Box]:
    return [
        (xs[column], ys[row], xs[column + columns], ys[row + rows])
        for row, column, rows, columns in spans
    ]


def _held(cells: range, of: _Holder) -> Iterable[tuple[PrintedLine | Mark | Part, ...]]:
    """What each of these cells holds."""
    return [tuple(of.get(number, ())) for number in cells] if of else repeat(())


def _shadings(sheet: Sheet, boxes: Sequence[Box]) -> list[str | None]:
    """The last background painted that covers each cell; None for white."""
    page = sheet.width * sheet.height
    fills = [fill for fill in sheet.fills if area(fill.box) < _WHOLE_PAGE * page]
    if not fills:
        return [None] * len(boxes)
    cells = np.array(boxes, np.float32)[:, None, :]
    areas = np.array([fill.box for fill in fills], np.float32)[None]
    wide = np.minimum(cells[..., 2], areas[..., 2]) - np.maximum(cells[..., 0], areas[..., 0])
    high = np.minimum(cells[..., 3], areas[..., 3]) - np.maximum(cells[..., 1], areas[..., 1])
    cover = np.maximum(wide, 0) * np.maximum(high, 0)
    own = np.array([max(area(box), 0.1) for box in boxes])[:, None]
    found: list[str | None] = []
    for row in cover >= _SHADED * own:
        over = np.flatnonzero(row)
        colour = fills[int(over[-1])].colour if len(over) else WHITE
        found.append(None if colour == WHITE else colour)
    return found
