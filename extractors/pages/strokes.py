"""Signs that are drawn with a few straight strokes, as a dash, a plus or an empty box.

Each stroke is taken for a rule at first. A rule borders or parts something, and decoration stands
on or at words; what does neither, stands free in a cell and is no longer than a sign is one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from extractors.document import Mark
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.lattices import SNAP
from extractors.pages.order import Letters
from extractors.pages.shapes import THICKEST_RULE, around
from extractors.pages.sheet import Box, Figure, Fill, Sheet

_MOST = 100  # strokes of a cell; more are pieces of dashed rules
_LONGEST = 2.0  # of the type's size
_CLEAR = 1.0  # points from a stroke to the borders of its cell
_SPACING = 3.0  # points between the borders of cells that browsers set apart
_BELOW, _ABOVE = 0.6, 1.1  # of the size: words this near to a stroke are decorated by it
_LOW, _HIGH = 0.08, 0.7  # of the size, above the baseline: where a sign stands beside words
_BESIDE = 3.0  # of the size: how far from its words
_IN_LINE = 1.5  # points: two strokes this level are in one line
_PARTS = 0.4  # of the size, between two strokes of one sign
_STEPS = 4  # in which the place of a stroke in its sign is told


def strokes_as_signs(
    sheet: Sheet, cells: Cells, printed: tuple[Letters, float], figures: Sequence[Figure]
) -> Iterator[Figure]:
    """The signs; `printed` are the letters and their usual size.

    `figures` are those that were seen to be some, a part of which is no sign.
    """
    letters, size = printed
    if not sheet.strokes or sheet.look is None:
        return
    for group, strokes in _by_cell(sheet.strokes, cells).items():
        if len(strokes) > _MOST:
            continue
        free = [one for one in strokes if _is_clear(one.box, cells, group)]
        for sign in _signs([one for one in free if not _is_in_row(one, strokes)], size):
            box = _seen(around([one.box for one in sign]))
            is_small = max(box[2] - box[0], box[3] - box[1]) <= _LONGEST * size
            if not is_small or any(_touch(box, figure.box, 0.0) for figure in figures):
                continue
            if group == OUTSIDE and all(_is_upright(one.box) for one in sign):
                continue
            if _is_apart(sheet, letters, box) and _is_level(letters, box, group):
                yield _figure(sheet, box, sign)


def lined_up(box: Box, size: float) -> Box:
    """The box of a figure, as high as a letter where it is only a stroke."""
    x0, top, x1, bottom = box
    if bottom - top > THICKEST_RULE:
        return box
    middle = (top + bottom) / 2
    return x0, middle - 0.4 * size, x1, middle + 0.4 * size


def _seen(box: Box) -> Box:
    """A box that is no line: at least a point wide and high."""
    x0, top, x1, bottom = box
    wide, high = max(1 - x1 + x0, 0) / 2, max(1 - bottom + top, 0) / 2
    return x0 - wide, top - high, x1 + wide, bottom + high


def _by_cell(strokes: Sequence[Fill], cells: Cells) -> dict[int, list[Fill]]:
    boxes = np.array([one.box for one in strokes], np.float32)
    groups = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2)
    found: defaultdict[int, list[Fill]] = defaultdict(list)
    for group, stroke in zip(groups.tolist(), strokes, strict=True):
        found[group].append(stroke)
    return found


def _is_clear(box: Box, cells: Cells, group: int) -> bool:
    """Whether a stroke touches no border of its cell, nor of a table that stands in it."""
    for index, grid in enumerate(cells.grids):
        own = group - cells.starts[index]
        if 0 <= own < len(grid.spans):
            if grid.drawn and not _holds(grid.cell_box(grid.spans[own]), box):
                return False
        elif _touch(grid.box, box, SNAP):
            return False
    return True


def _holds(cell: Box, box: Box) -> bool:
    return (
        cell[0] + _CLEAR <= box[0]
        and cell[1] + _CLEAR <= box[1]
        and box[2] <= cell[2] - _CLEAR
        and box[3] <= cell[3] - _CLEAR
    )


def _touch(one: Box, other: Box, within: float) -> bool:
    return (
        one[0] - within <= other[2]
        and other[0] <= one[2] + within
        and one[1] - within <= other[3]
        and other[1] <= one[3] + within
    )


def _is_upright(box: Box) -> bool:
    """As the sides of a frame are, and the bars beside what was changed."""
    return box[3] - box[1] > THICKEST_RULE >= box[2] - box[0]


def _is_apart(sheet: Sheet, letters: Letters, box: Box) -> bool:
    """Whether neither words nor rules are drawn with it."""
    bordering = _is_border(sheet, box) or _is_piece(sheet, box)
    return not bordering and _is_free_of(letters, box)


def _is_border(sheet: Sheet, box: Box) -> bool:
    """Whether rules that are longer touch it: then it is drawn with them."""
    x0, top, x1, bottom = box
    ends = ((sheet.across, (top, bottom), (x0, x1)), (sheet.down, (x0, x1), (top, bottom)))
    for rules, (low, high), (start, stop) in ends:
        at, begin, end = rules[:, 0], rules[:, 1], rules[:, 2]
        near = (at >= low - _CLEAR) & (at <= high + _CLEAR)
        near &= (begin <= stop + _CLEAR) & (end >= start - _CLEAR)
        if bool((near & ((begin < start - _CLEAR) | (end > stop + _CLEAR))).any()):
            return True
    return False


def _is_piece(sheet: Sheet, box: Box) -> bool:
    """Whether a longer rule goes on in its line, as the borders of cells set apart do."""
    x0, top, x1, bottom = box
    at, begin, end = sheet.across.T
    in_line = (at >= top - _CLEAR) & (at <= bottom + _CLEAR) & (end - begin > x1 - x0)
    beside = (np.abs(begin - x1) <= _SPACING) | (np.abs(end - x0) <= _SPACING)
    return bool((in_line & beside).any())


def _is_in_row(stroke: Fill, strokes: Sequence[Fill]) -> bool:
    """Whether it is one of several that follow each other as those of a dashed rule do."""
    return any(_follow(stroke.box, one.box) for one in strokes if one is not stroke)


def _follow(one: Box, other: Box) -> bool:
    """Whether two strokes are as long and in one line."""
    for low, high, level in ((0, 2, 1), (1, 3, 0)):
        lengths = one[high] - one[low], other[high] - other[low]
        if min(lengths) <= THICKEST_RULE or abs(lengths[0] - lengths[1]) > _IN_LINE:
            continue
        apart = max(one[low], other[low]) - min(one[high], other[high])
        if abs(one[level] - other[level]) <= _IN_LINE and 0 < apart <= 2 * max(lengths):
            return True
    return False


def _signs(strokes: Sequence[Fill], size: float) -> list[list[Fill]]:
    """Strokes that stand together, each group one sign."""
    group = list(range(len(strokes)))
    for first, second in combinations(range(len(strokes)), 2):
        if _touch(strokes[first].box, strokes[second].box, _PARTS * size):
            old, new = group[second], group[first]
            group = [new if one == old else one for one in group]
    found: defaultdict[int, list[Fill]] = defaultdict(list)
    for number, stroke in zip(group, strokes, strict=True):
        found[number].append(stroke)
    return list(found.values())


def _is_free_of(letters: Letters, box: Box) -> bool:
    """Whether no words stand on a sign, or right above or below it."""
    middle = (letters.x0 + letters.x1) / 2
    over = (middle > box[0] - 1) & (middle < box[2] + 1)
    near = (letters.base > box[1] - _BELOW * letters.size) & (
        letters.base < box[3] + _ABOVE * letters.size
    )
    return not bool((over & near).any())


def _is_level(letters: Letters, box: Box, group: int) -> bool:
    """Whether it stands where a sign of its line would.

    In a cell it may stand alone, or at one end of the text; what stands between texts parts them.
    """
    own = letters.group == group
    middle = (box[1] + box[3]) / 2
    rise = letters.base - middle
    level = own & (rise >= _LOW * letters.size) & (rise <= _HIGH * letters.size)
    if group != OUTSIDE:
        same_line = own & (np.abs(rise) <= letters.size)
        if not same_line.any():
            return not bool(own.any()) or bool((rise[own] > 0).all() or (rise[own] < 0).all())
        return bool(level.any())
    gap = np.maximum(letters.x0 - box[2], box[0] - letters.x1)
    return bool((level & (gap <= _BESIDE * letters.size)).any())


def _figure(sheet: Sheet, box: Box, strokes: Sequence[Fill]) -> Figure:
    x0, top, x1, bottom = box
    seen_in = (x0 - 1, top - 1, x1 + 1, bottom + 1)
    inks = {one.colour for one in strokes} - {"#000000"}
    colour = min(inks) if len(inks) == 1 else None
    form = hashlib.sha256(repr((_form(box, strokes), colour)).encode()).hexdigest()

    def seen() -> Mark:
        assert sheet.look is not None
        looks = sheet.look(seen_in)
        likeness = looks.likeness if (looks.likeness or "").strip("0") else None
        return looks._replace(kind="drawing", value=form, colour=colour, likeness=likeness)

    return Figure("drawing", box, seen)


def _form(box: Box, strokes: Sequence[Fill]) -> list[tuple[int, ...]]:
    """Where in its sign each stroke begins and ends, at any place and size alike."""
    x0, top, x1, bottom = box
    unit = max(x1 - x0, bottom - top) / _STEPS
    corner = (x0, top, x0, top)
    return sorted(
        tuple(round((at - start) / unit) for at, start in zip(one, corner, strict=True))
        for one in map(_line_of, strokes)
    )


def _line_of(stroke: Fill) -> Box:
    """A stroke without its width, which some engines leave out."""
    x0, top, x1, bottom = stroke.box
    width, height = x1 - x0, bottom - top
    if min(width, height) > THICKEST_RULE:
        return stroke.box
    if width > height:
        return x0, (top + bottom) / 2, x1, (top + bottom) / 2
    return (x0 + x1) / 2, top, (x0 + x1) / 2, bottom
