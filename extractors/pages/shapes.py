"""What the paths of a page are: rules of a table, backgrounds, or parts of a drawing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from extractors.pages.sheet import Box, Fill, Flags, Floats

# A path no thicker than this is a rule, in points; a thicker one is an area.
THICKEST_RULE = 3.0
BAND = 6.0  # a line that is wider is one too, of a colour behind a text
WHITE = "#ffffff"
_NONE = (0.0, None)
_NEXT = 50  # parts of a drawing that may lie over one
UNTOLD = ""  # a fill of more than one colour: the page shows which it is
DOUBTFUL = "?"  # before a fill that is one only where the page shows that colour
_LARGEST_DRAWING = 120.0  # points; what is larger is a diagram, no sign in a cell
_ROUNDED = 8.0  # points; a smaller frame is a sign
_STRAIGHT_PART = 0.4  # of each side of a frame with rounded corners
_LEANING = 0.3  # points that a straight side may lean
_THINNEST = 0.05  # points: no side of a border is thinner
_NEAR = 1.5  # points between the parts of one drawing
# Points: a dot of a border is shorter, no sign is longer.
_SHORTEST_STROKE, _LONGEST_STROKE = 2.5, 40.0
_SIGN, _AS_LARGE = 4.0, 0.05  # points; and of its sides: how far the next sign's may differ


class Shape(NamedTuple):
    """One subpath as painted."""

    box: Box  # of its points, without the width of its stroke
    straight: bool  # a line or a rectangle along the axes
    fill: str | None = None  # "#rrggbb"; None where it is not filled
    stroke: str | None = None
    corners: int = 4  # 2 for a line
    bend: tuple[int, int] = (0, 0)  # to which side of its ends a curve lies, across and down
    course: str = ""  # which ways the sides of an outline without curves run


class Drawing(NamedTuple):
    """Curved paths that stand together."""

    box: Box
    colour: str | None  # the fill that covers most of it
    outline: str  # hex digest: equal for one drawing at any place and in any size


@dataclass(slots=True)
class Shapes:
    """The shapes of a page, sorted."""

    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    outlines: list[Shape] = field(default_factory=list)
    strokes: list[Fill] = field(default_factory=list)  # rules and frames as short as a sign

    def rules(self) -> tuple[Floats, Floats]:
        """Horizontal rules as rows of y, x0, x1; vertical ones as rows of x, top, bottom."""
        return _rows(self.across), _rows(self.down)


def sorted_shapes(shapes: Iterable[Shape]) -> Shapes:
    """Each shape where it belongs; a stroked and filled rectangle is rules and background."""
    found = Shapes()
    for shape in shapes:
        if not shape.straight:
            found.outlines.append(shape)
            continue
        x0, top, x1, bottom = shape.box
        if x1 - x0 <= _LONGEST_STROKE and bottom - top <= _LONGEST_STROKE:
            _stroke(found, shape)
        if min(x1 - x0, bottom - top) <= THICKEST_RULE:
            _rule(found, shape.box)
            continue
        if shape.fill is not None:
            found.fills.append(Fill(shape.box, shape.fill))
        if shape.stroke is not None and shape.corners > 2:
            found.across += [(top, x0, x1), (bottom, x0, x1)]
            found.down += [(x0, top, bottom), (x1, top, bottom)]
    return found


def _stroke(found: Shapes, shape: Shape) -> None:
    x0, top, x1, bottom = shape.box
    is_thin = min(x1 - x0, bottom - top) <= THICKEST_RULE
    ink = shape.fill or shape.stroke if is_thin else shape.corners > 2 and shape.stroke
    if ink and max(x1 - x0, bottom - top) >= _SHORTEST_STROKE:
        found.strokes.append(Fill(shape.box, ink))


def _rule(found: Shapes, box: Box) -> None:
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if width <= THICKEST_RULE and height <= THICKEST_RULE:
        # A dot of a dotted border belongs to a rule of either direction.
        found.across.append(((top + bottom) / 2, x0, x1))
        found.down.append(((x0 + x1) / 2, top, bottom))
    elif width >= height:
        found.across.append(((top + bottom) / 2, x0, x1))
    else:
        found.down.append(((x0 + x1) / 2, top, bottom))


def sides_of_ring(*rectangles: Box) -> list[Box]:
    """The sides of a border that two rectangles paint, one with the other as a hole; else [].

    A side that both share is open, as where a cell goes on over a page break.
    """
    (left, high, right, low), (x0, top, x1, bottom) = sorted(rectangles, key=area)
    widths = (left - x0, high - top, x1 - right, bottom - low)
    if min(widths) < -_LEANING or not _THINNEST < max(widths) <= THICKEST_RULE:
        return []
    sides = (
        (x0, top, left, bottom),
        (x0, top, x1, high),
        (right, top, x1, bottom),
        (x0, low, x1, bottom),
    )
    return [side for side, width in zip(sides, widths, strict=True) if width > _THINNEST]


def area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def is_rounded(points: Sequence[tuple[float, float]]) -> bool:
    """Whether an outline is a rectangle with rounded corners: straight along most of each side."""
    xs, ys = zip(*points, strict=True)
    if max(xs) - min(xs) < _ROUNDED or max(ys) - min(ys) < _ROUNDED:
        return False
    return _has_straight_ends(xs, ys) and _has_straight_ends(ys, xs)


def _has_straight_ends(across: Sequence[float], along: Sequence[float]) -> bool:
    """Whether an outline runs straight along its lowest and its highest place."""
    least = _STRAIGHT_PART * (max(along) - min(along))
    sides = list(zip(pairwise((*across, across[0])), pairwise((*along, along[0])), strict=True))
    return all(
        any(
            max(abs(here - edge), abs(there - edge)) <= _LEANING and abs(end - start) >= least
            for (here, there), (start, end) in sides
        )
        for edge in (min(across), max(across))
    )


def drawings(outlines: Sequence[Shape]) -> tuple[Drawing, ...]:
    """Outlines whose boxes touch, each group one drawing."""
    small = [
        shape
        for shape in outlines
        if max(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) <= _LARGEST_DRAWING
    ]
    return tuple(
        Drawing(around([part.box for part in group]), _main_fill(group), _outline(group))
        for group in _touching(small)
    )


def _touching(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Groups of shapes whose boxes touch, in the order of painting."""
    boxes = np.array([shape.box for shape in shapes], np.float32).reshape(-1, 4)
    group = np.arange(len(shapes))
    for index in range(1, len(shapes)):
        x0, top, x1, bottom = boxes[index]
        near = (boxes[:index, 0] <= x1 + _NEAR) & (boxes[:index, 2] >= x0 - _NEAR)
        near &= (boxes[:index, 1] <= bottom + _NEAR) & (boxes[:index, 3] >= top - _NEAR)
        near &= ~_are_repeated(boxes[:index], boxes[index])
        if near.any():
            joined = np.unique(group[:index][near])
            group[:index][np.isin(group[:index], joined)] = joined[0]
            group[index] = joined[0]
    found: dict[int, list[Shape]] = {}
    for number, shape in zip(group.tolist(), shapes, strict=True):
        found.setdefault(number, []).append(shape)
    return list(found.values())


def _are_repeated(boxes: Floats, box: Floats) -> Flags:
    """Which outlines stand below or above one as large: signs of other lines, no parts of it."""
    sides, own = boxes[:, 2:] - boxes[:, :2], box[2:] - box[:2]
    as_large = (np.abs(sides - own) <= _AS_LARGE * own).all(axis=1) & bool((own >= _SIGN).all())
    return np.asarray(as_large & ((boxes[:, 3] <= box[1]) | (boxes[:, 1] >= box[3])))


def _outline(parts: Sequence[Shape]) -> str:
    """What of a drawing does not depend on where it stands, how large it is and how it is cut."""
    forms = [(part.corners, part.bend, part.course, part.fill, part.stroke) for part in parts]
    return hashlib.sha256(repr(forms).encode()).hexdigest()


def around(boxes: Sequence[Box]) -> Box:
    """The box around all boxes."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _main_fill(parts: Sequence[Shape]) -> str | None:
    """The fill of which most is seen: what is painted later lies over it."""
    filled = [part for part in parts if part.fill is not None]
    seen = [
        _seen(part.box, [one.box for one in filled[at : at + _NEXT]])
        for at, part in enumerate(filled, 1)
    ]
    found = [(area, part.fill) for area, part in zip(seen, filled, strict=True)]
    return max((one for one in found if one[1] != WHITE), key=itemgetter(0), default=_NONE)[1]


def _seen(box: Box, later: Sequence[Box]) -> float:
    """How much of a box is left beside the one that lies over most of it."""
    return area(box) - max((area(_both(box, one)) for one in later), default=0.0)


def _both(one: Box, other: Box) -> Box:
    x0, top = max(one[0], other[0]), max(one[1], other[1])
    return x0, top, max(x0, min(one[2], other[2])), max(top, min(one[3], other[3]))


def _rows(rules: Sequence[tuple[float, float, float]]) -> Floats:
    return np.array(rules, dtype=np.float32).reshape(-1, 3)
