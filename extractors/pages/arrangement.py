"""One page arranged: grids with the lines of their cells, lines outside them, and the account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from extractors.document import OBJECT, UNMAPPED, Mark, Notice, Place
from extractors.pages.grids import Grid, Span, grids
from extractors.pages.letters import Letters, Printed, PrintedLine, printed_lines
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import (
    Box,
    Figure,
    Fill,
    Flags,
    Floats,
    Ints,
    Sheet,
    turned_box,
    turned_boxes,
)
from extractors.pages.signs import Signs, is_chromatic
from extractors.pages.visibility import hidden_glyphs

OUTSIDE = -1  # the group of what stands in no cell
_LARGEST_SIGN = 200.0  # points; a larger picture is no sign
_SHADED = 0.6  # share of a cell that a background must cover
_WHOLE_PAGE = 0.9
_SHORT_CELL = 3  # characters; in a cell as short as this every one may be a sign
_SHORT_WORDS = 3
_MIDDLE = 0.3  # of the size, above the baseline: where a glyph is taken to stand


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


@dataclass(frozen=True, slots=True)
class Arranged:
    """One page; lines outside all parts come with their places."""

    number: int
    width: float  # of the frame
    height: float
    turn: int
    parts: tuple[Part, ...]
    lines: tuple[PrintedLine, ...]
    ledger: Counter[str] = field(default_factory=Counter)
    notices: tuple[Notice, ...] = ()


def arranged(sheet: Sheet) -> Arranged:
    """A page's glyphs and figures in the cells and lines where they are read."""
    visible, ledger, notices = hidden_glyphs(sheet)
    cells = _Cells(grids(sheet.across, sheet.down))
    by_group: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    floating: defaultdict[int, list[Mark]] = defaultdict(list)
    turns = np.array([-1 if run.turn is None else run.turn for run in sheet.runs] or [0], np.int32)
    of_glyph = turns[sheet.glyphs.run]
    for turn in range(4):
        chosen = np.flatnonzero(visible & (of_glyph == turn))
        if len(chosen) == 0 and turn:
            continue
        letters = _letters(sheet, chosen, turn, cells)
        figures: list[Mark] = []
        if turn == 0:
            letters, figures = _with_figures(sheet, cells, letters, floating)
        found, doubled = printed_lines(letters, sheet.number)
        if doubled:
            ledger["doubled-characters"] += doubled
        _sign(sheet, letters, chosen, figures, found, by_group, turn)
    for group, lines in by_group.items():
        ledger["paragraph" if group == OUTSIDE else "cell"] += sum(line.glyphs for line in lines)
    parts = _parts(sheet, cells, by_group, floating)
    return Arranged(
        *(sheet.number, sheet.width, sheet.height, sheet.turn, parts),
        *(tuple(by_group.get(OUTSIDE, ())), ledger, (*sheet.notices, *notices)),
    )


class _Cells:
    """The cells of all grids of a page, numbered through; the innermost grid has the point."""

    def __init__(self, found: Sequence[Grid]) -> None:
        self.grids = tuple(found)
        self.starts = np.cumsum([0, *(len(grid.spans) for grid in found)]).tolist()
        sizes = [_area(grid.box) for grid in found]
        self._largest_first = sorted(range(len(found)), key=lambda i: -sizes[i])

    def at(self, x: Floats, y: Floats) -> Ints:
        """The cell of each point, `OUTSIDE` where there is none."""
        found = np.full(len(x), OUTSIDE, np.int32)
        for index in self._largest_first:
            grid = self.grids[index]
            column = np.searchsorted(np.array(grid.xs), x) - 1
            row = np.searchsorted(np.array(grid.ys), y) - 1
            inside = (column >= 0) & (column < len(grid.xs) - 1)
            inside &= (row >= 0) & (row < len(grid.ys) - 1)
            labels = grid.labels[row[inside], column[inside]]
            found[inside] = labels + self.starts[index]
        return found

    def inner(self) -> dict[int, int]:
        """The cell that holds a grid, by the grid's index."""
        found: dict[int, int] = {}
        for index, grid in enumerate(self.grids):
            x0, top, x1, bottom = grid.box
            around = [
                (_area(box), self.starts[other] + number)
                for other, holder in enumerate(self.grids)
                if other != index and _area(holder.box) > _area(grid.box)
                for number, box in enumerate(map(holder.cell_box, holder.spans))
                if box[0] <= x0 and box[1] <= top and x1 <= box[2] and bottom <= box[3]
            ]
            if around:
                found[index] = min(around)[1]
        return found


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _letters(sheet: Sheet, chosen: Ints, turn: int, cells: _Cells) -> Letters:
    """The chosen glyphs turned upright, in the cell where they stand on the page."""
    glyphs = sheet.glyphs
    run = glyphs.run[chosen]
    runs = sheet.runs
    boxes = glyphs.boxes[chosen]
    origins = np.array([(r.x, r.y, r.x, r.y) for r in runs] or [(0.0,) * 4], np.float32)
    sizes = np.array([r.size for r in runs] or [0.0], np.float32)[run]
    bold = np.array([r.bold for r in runs] or [False], np.bool_)[run]
    upright = turned_boxes(boxes, turn, sheet.width, sheet.height)
    base = turned_boxes(origins, turn, sheet.width, sheet.height)[:, 1][run]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2 if turn else base - _MIDDLE * sizes
    group = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, middle)
    codes = np.where(glyphs.unmapped[chosen], np.uint32(ord(UNMAPPED)), glyphs.codes[chosen])
    return Letters(
        *(codes, upright[:, 0], upright[:, 2], base, sizes, bold, run),
        *(glyphs.spaced[chosen], group),
    )


def _with_figures(
    sheet: Sheet, cells: _Cells, letters: Letters, floating: dict[int, list[Mark]]
) -> tuple[Letters, list[Mark]]:
    """Figures as letters of the line they stand in; what lies over text floats in its cell."""
    figures = [f for f in (*sheet.figures, *_squares(sheet, cells)) if _may_be_sign(f.box)]
    if not figures:
        return letters, []
    boxes = np.array([figure.box for figure in figures], np.float32)
    groups = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2)
    marks: list[Mark] = []
    rows: list[tuple[float, float, float, float, int, int]] = []
    for figure, group in zip(figures, groups.tolist(), strict=True):
        mark = replace(
            figure.look(),
            size=round(figure.box[3] - figure.box[1], 2),
            place=sheet.place(figure.box),
        )
        near = (letters.group == group) & _beside(letters, figure.box)
        if (near & _under(letters, figure.box)).any():
            floating[group].append(mark)
            continue
        base, size = _line_of(letters, near, figure.box)
        rows.append((figure.box[0], figure.box[2], base, size, len(sheet.runs) + len(marks), group))
        marks.append(mark)
    return _appended(letters, rows), marks


def _squares(sheet: Sheet, cells: _Cells) -> list[Figure]:
    """Coloured rectangles that stand in a cell without filling it or lying under its text."""
    if not sheet.fills or sheet.look is None:
        return []
    boxes = np.array([fill.box for fill in sheet.fills], np.float32)
    groups = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2)
    return [
        _square(sheet, fill)
        for fill, group in zip(sheet.fills, groups.tolist(), strict=True)
        if group != OUTSIDE
        and is_chromatic(fill.colour)
        and _area(fill.box) < _SHADED / 2 * _area(_cell_box(cells, group))
        and not _text_in(sheet, fill.box)
    ]


def _square(sheet: Sheet, fill: Fill) -> Figure:
    def seen() -> Mark:
        assert sheet.look is not None
        looks = sheet.look(fill.box)
        return replace(looks, kind="drawing", value=looks.likeness or "", colour=fill.colour)

    return Figure("drawing", fill.box, seen)


def _text_in(sheet: Sheet, box: Box) -> bool:
    boxes = sheet.glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())


def _cell_box(cells: _Cells, group: int) -> Box:
    grid = max(i for i, start in enumerate(cells.starts[:-1]) if start <= group)
    return cells.grids[grid].cell_box(cells.grids[grid].spans[group - cells.starts[grid]])


def _may_be_sign(box: Box) -> bool:
    longest, shortest = max(box[2] - box[0], box[3] - box[1]), min(box[2] - box[0], box[3] - box[1])
    return longest <= _LARGEST_SIGN and shortest > 2


def _beside(letters: Letters, box: Box) -> Flags:
    middle = letters.base - _MIDDLE * letters.size
    return np.asarray((middle > box[1]) & (middle < box[3]))


def _under(letters: Letters, box: Box) -> Flags:
    middle = (letters.x0 + letters.x1) / 2
    return np.asarray((middle > box[0]) & (middle < box[2]))


def _line_of(letters: Letters, near: Flags, box: Box) -> tuple[float, float]:
    """Baseline and size of the text line that a figure stands in, or its own."""
    if not near.any():
        return box[3], min(box[3] - box[1], 12.0)
    middle = (box[1] + box[3]) / 2
    chosen = np.flatnonzero(near)
    best = chosen[np.abs(letters.base[chosen] - _MIDDLE * letters.size[chosen] - middle).argmin()]
    return float(letters.base[best]), float(letters.size[best])


def _appended(
    letters: Letters, rows: Sequence[tuple[float, float, float, float, int, int]]
) -> Letters:
    if not rows:
        return letters
    x0, x1, base, size, run, group = (np.array(values) for values in zip(*rows, strict=True))
    flags = np.zeros(len(rows), np.bool_)
    more = Letters(
        *(np.full(len(rows), ord(OBJECT), np.uint32), x0.astype(np.float32)),
        *(x1.astype(np.float32), base.astype(np.float32), size.astype(np.float32)),
        *(flags, run.astype(np.int32), flags, group.astype(np.int32)),
    )
    names = Letters.__slots__
    return Letters(*(np.concatenate([getattr(letters, n), getattr(more, n)]) for n in names))


def _sign(
    sheet: Sheet,
    letters: Letters,
    chosen: Ints,
    figures: Sequence[Mark],
    found: Sequence[Printed],
    by_group: dict[int, list[PrintedLine]],
    turn: int,
) -> None:
    """Put the lines, with their marks and places, into their groups."""
    signs = Signs(sheet, letters, sheet.glyphs.codes[chosen], figures)
    letters_in: Counter[int] = Counter()
    for one in found:
        letters_in[one.group] += one.line.glyphs
    for one in found:
        short = one.group != OUTSIDE and letters_in[one.group] <= _SHORT_CELL
        line = signs.line(one, short=short)
        place = _place(sheet, one.line, turn)
        upright = turn == 0 and sheet.turn == 0
        artifact = signs.is_artifact(one)
        by_group[one.group].append(line._replace(place=place, upright=upright, artifact=artifact))


def _place(sheet: Sheet, line: PrintedLine, turn: int) -> Place:
    """Where a line stands that was turned to be read."""
    box = (line.x0, line.top, line.x1, line.bottom)
    if turn:
        width, height = sheet.width, sheet.height
        size = (height, width) if turn % 2 else (width, height)
        box = turned_box(box, -turn % 4, *size)
    return sheet.place(box)


def _parts(
    sheet: Sheet,
    cells: _Cells,
    lines: dict[int, list[PrintedLine]],
    floating: dict[int, list[Mark]],
) -> tuple[Part, ...]:
    """The tables of the page; one inside a cell is handed to that cell."""
    held = cells.inner() if len(cells.grids) > 1 else {}
    inside: defaultdict[int, list[Part]] = defaultdict(list)
    outer: list[Part] = []
    order = sorted(range(len(cells.grids)), key=lambda i: _area(cells.grids[i].box))
    for index in order:
        part = _part(sheet, cells, index, lines, floating, inside)
        if index in held:
            inside[held[index]].append(part)
        else:
            outer.append(part)
    return tuple(sorted(outer, key=lambda part: (part.box[1], part.box[0])))


def _part(
    sheet: Sheet,
    cells: _Cells,
    index: int,
    lines: dict[int, list[PrintedLine]],
    floating: dict[int, list[Mark]],
    inside: dict[int, list[Part]],
) -> Part:
    grid, start = cells.grids[index], cells.starts[index]
    boxes = [grid.cell_box(span) for span in grid.spans]
    shadings = _shadings(sheet, boxes)
    found = tuple(
        Fragment(
            *(span, box, sheet.place(box), tuple(lines.get(start + number, ()))),
            *(tuple(floating.get(start + number, ())), shadings[number]),
            tuple(inside.get(start + number, ())),
        )
        for number, (span, box) in enumerate(zip(grid.spans, boxes, strict=True))
    )
    return Part(
        *(sheet.number, grid.box, sheet.place(grid.box), grid.xs, grid.ys, found),
        *(grid.open_top, grid.open_bottom),
    )


def _shadings(sheet: Sheet, boxes: Sequence[Box]) -> list[str | None]:
    """The last background painted that covers each cell; None for white."""
    page = sheet.width * sheet.height
    fills = [fill for fill in sheet.fills if _area(fill.box) < _WHOLE_PAGE * page]
    if not fills:
        return [None] * len(boxes)
    cells = np.array(boxes, np.float32)[:, None, :]
    areas = np.array([fill.box for fill in fills], np.float32)[None]
    wide = np.minimum(cells[..., 2], areas[..., 2]) - np.maximum(cells[..., 0], areas[..., 0])
    high = np.minimum(cells[..., 3], areas[..., 3]) - np.maximum(cells[..., 1], areas[..., 1])
    cover = np.maximum(wide, 0) * np.maximum(high, 0)
    own = np.array([max(_area(box), 0.1) for box in boxes])[:, None]
    found: list[str | None] = []
    for row in cover >= _SHADED * own:
        over = np.flatnonzero(row)
        colour = fills[int(over[-1])].colour if len(over) else WHITE
        found.append(None if colour == WHITE else colour)
    return found
