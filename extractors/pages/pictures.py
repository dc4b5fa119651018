"""Pictures and drawings as letters: each stands in a line of text, or floats over one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.document import OBJECT, Mark
from extractors.looks import rectangle
from extractors.pages.cells import OUTSIDE, Cells, area
from extractors.pages.order import Letters
from extractors.pages.sheet import MIDDLE, Box, Figure, Fill, Flags, Floats, Ints, Sheet
from extractors.pages.signs import is_chromatic
from extractors.pages.strokes import lined_up, strokes_as_signs

_USUAL = 10.0  # points: the type of a page without any
_INSIDE = 2.0  # points of a figure in a cell, so that it stands there
_PADDING = 6.0  # points from the left side of a cell to what begins in it
_LARGEST_SIGN = 200.0  # points; a larger picture is no sign
_SMALL = 0.3  # share of a cell; a coloured rectangle that is larger is a background
# Coloured rectangles that a list of meanings begins with. In sizes of the type: how high and wide
# they are at most, how far behind them words begin, and how far below each other they stand.
_HIGH, _WIDE, _AWAY, _BELOW = 2.0, 4.0, 2.0, 4.0
_MOST_ENTRIES = 12  # of them; where there are more, they belong to a drawing
_ALIKE = 0.5  # points that their sides and left edges differ by


def with_figures(
    sheet: Sheet, cells: Cells, letters: Letters, floating: dict[int, list[Mark]]
) -> tuple[Letters, list[Mark]]:
    """Figures as letters of the line they stand in; what lies over text floats in its cell."""
    squares = _squares(sheet, cells, letters)
    figures = [f for f in (*sheet.figures, *squares) if may_be_sign(f.box)]
    if not figures and not sheet.strokes:
        return letters, []
    usual = _usual_size(letters)
    figures += strokes_as_signs(sheet, cells, (letters, usual), figures)
    if not figures:
        return letters, []
    boxes = np.array([figure.box for figure in figures], np.float32)
    groups = _cells_of(cells, boxes)
    marks: list[Mark] = []
    rows: list[tuple[float, float, float, float, int, int]] = []
    for figure, group in zip(figures, groups.tolist(), strict=True):
        mark = figure.look()._replace(
            size=round(figure.box[3] - figure.box[1], 2),
            place=sheet.place(figure.box),
        )
        box = lined_up(figure.box, usual)
        near = (letters.group == group) & _beside(letters, box)
        if (near & _under(letters, box)).any():
            floating[group].append(mark)
            continue
        base, size = _line_of(letters, near, box)
        rows.append((figure.box[0], figure.box[2], base, size, len(sheet.runs) + len(marks), group))
        marks.append(mark)
    return _appended(letters, rows), marks


def _cells_of(cells: Cells, boxes: Floats) -> Ints:
    """The cell of the middle of each figure; of one over a table's side that of what is inside.

    One too wide for its cell begins at the left of that, and its middle may be in the next one.
    """
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    found = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, middle)
    first, last = (cells.at(x, middle) for x in (boxes[:, 0] + _INSIDE, boxes[:, 2] - _INSIDE))
    for at in np.flatnonzero((first != OUTSIDE) & (first != found)).tolist():
        if boxes[at, 0] - cell_box(cells, int(first[at]))[0] <= _PADDING:
            found[at] = first[at]
    inside = np.where(first == OUTSIDE, last, first)
    found = np.where(found == OUTSIDE, inside, found)
    for at in np.flatnonzero(found == OUTSIDE).tolist():
        found[at] = _hanging_out(cells, boxes[at])
    return found


def _hanging_out(cells: Cells, box: Floats) -> int:
    """The cell of a figure that is higher than its row, where only texts tell how high rows are."""
    x = (box[[0, 0]] + box[[2, 2]]) / 2
    ends = cells.at(x, np.array([box[1] + _INSIDE, box[3] - _INSIDE])).tolist()
    own = [one for one in ends if one != OUTSIDE]
    return own[0] if len(own) == 1 and not cells.is_drawn(own[0]) else OUTSIDE


def _usual_size(letters: Letters) -> float:
    return float(np.median(letters.size)) if len(letters) else _USUAL


def _squares(sheet: Sheet, cells: Cells, letters: Letters) -> list[Figure]:
    """Coloured rectangles that stand in a cell without filling it or lying under its text.

    In no cell, those that begin the lines of a list.
    """
    coloured = [fill for fill in sheet.fills if is_chromatic(fill.colour)]
    if not coloured or sheet.look is None:
        return []
    boxes = np.array([fill.box for fill in coloured], np.float32)
    groups = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2)
    free: list[Fill] = []
    found: list[Fill] = []
    for fill, group in zip(coloured, groups.tolist(), strict=True):
        if group == OUTSIDE:
            free.append(fill)
        elif area(fill.box) < _SMALL * area(cell_box(cells, group)):
            found.append(fill)
    if len(free) > 1:
        found += _listed(free, letters, _usual_size(letters))
    return [_square(sheet, fill) for fill in found if not _text_in(sheet, fill.box)]


def _listed(fills: Sequence[Fill], letters: Letters, usual: float) -> list[Fill]:
    """Rectangles of one size and several colours below each other, each right before words.

    Decoration has one colour, and the bars of a diagram do not begin lines of a text.
    """
    small = [fill for fill in fills if _may_begin(fill.box, usual)]
    if len(small) > _MOST_ENTRIES:
        return []
    found: dict[Fill, None] = {}
    for above, below in pairwise(sorted(small, key=lambda fill: (round(fill.box[0]), fill.box[1]))):
        if above.colour != below.colour and _are_listed(above.box, below.box, usual):
            found |= {one: None for one in (above, below) if _leads(one.box, letters, usual)}
    return list(found)


def _may_begin(box: Box, usual: float) -> bool:
    return box[3] - box[1] <= _HIGH * usual and box[2] - box[0] <= _WIDE * usual


def _are_listed(one: Box, other: Box, usual: float) -> bool:
    """Whether rectangles of one size stand below each other, and not far."""
    width, height = one[2] - one[0], one[3] - one[1]
    is_alike = all(
        abs(difference) <= _ALIKE
        for difference in (
            one[0] - other[0],
            other[2] - other[0] - width,
            other[3] - other[1] - height,
        )
    )
    return is_alike and height <= other[1] - one[1] <= height + _BELOW * usual


def _leads(box: Box, letters: Letters, usual: float) -> bool:
    """Whether words begin right behind a box."""
    level = _beside(letters, box) & (letters.group == OUTSIDE)
    behind = level & (letters.x0 >= box[2] - 1) & (letters.x0 <= box[2] + _AWAY * usual)
    return bool(behind.any())


def _square(sheet: Sheet, fill: Fill) -> Figure:
    def seen() -> Mark:
        assert sheet.look is not None
        looks = sheet.look(fill.box)
        return looks._replace(kind="drawing", value=rectangle(fill.colour), colour=fill.colour)

    return Figure("drawing", fill.box, seen)


def _text_in(sheet: Sheet, box: Box) -> bool:
    boxes = sheet.glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())


def cell_box(cells: Cells, group: int) -> Box:
    grid = max(i for i, start in enumerate(cells.starts[:-1]) if start <= group)
    return cells.grids[grid].cell_box(cells.grids[grid].spans[group - cells.starts[grid]])


def may_be_sign(box: Box) -> bool:
    """Whether a figure is neither too large for a sign nor a mere line."""
    longest, shortest = max(box[2] - box[0], box[3] - box[1]), min(box[2] - box[0], box[3] - box[1])
    return longest <= _LARGEST_SIGN and shortest > 2


def _beside(letters: Letters, box: Box) -> Flags:
    middle = letters.base - MIDDLE * letters.size
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
    best = chosen[np.abs(letters.base[chosen] - MIDDLE * letters.size[chosen] - middle).argmin()]
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
