"""The paths of a page as pdfplumber tells them.

pdfminer tells of a line how wide it was before the page was scaled, and of a special ink only how
much of it there is: areas as wide as bands, and colours of one number, are asked of pdfium.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from extractors.formats.pdf.plumber_inks import colour, is_asked, is_plain
from extractors.pages.shapes import (
    BAND,
    DOUBTFUL,
    THICKEST_RULE,
    UNTOLD,
    WHITE,
    Shape,
    is_rounded,
    sides_of_ring,
)
from extractors.pages.sheet import Box, Fill, Floats, Sheet, turned_boxes

_STRAIGHT = 0.3
_LEANING = 0.05  # points from corner to corner
_CORNERS = 4
_PEN = 1.5  # points by which the sides of a cut one may, as pdfium counts the width of lines
_PEN_OF_RULE = THICKEST_RULE - 1  # a line that is wider is told by its points alone
_SAME = 0.5  # points by which the sides of one area may differ between engines


class Frame:
    """Turns boxes of pdfplumber's (top left of the media box) into the page's frame."""

    def __init__(self, left: float, top: float, width: float, height: float, turn: int) -> None:
        self._shift = np.array([left, top, left, top], np.float32)
        self._width, self._height, self.turn = width, height, turn

    def boxes(self, boxes: Sequence[Sequence[float]]) -> Floats:
        rows = np.array(boxes, np.float32).reshape(-1, 4) - self._shift
        return turned_boxes(rows, self.turn, self._width, self._height)

    def box(self, box: Sequence[float]) -> Box:
        x0, top, x1, bottom = self.boxes([box])[0].tolist()
        return x0, top, x1, bottom


class _Areas:
    """The filled areas that pdfium sees."""

    def __init__(self, beside: Sheet) -> None:
        self._fills = beside.fills
        self._boxes = np.array([fill.box for fill in beside.fills], np.float32).reshape(-1, 4)
        self._rules = beside.across, beside.down
        self._cuts = list(beside.cuts)

    def colour_of(self, box: Box) -> str | None:
        """The colour of the area with these sides."""
        found = (np.abs(self._boxes - box) <= _SAME).all(axis=1).nonzero()[0]
        return self._fills[found[-1]].colour if len(found) else None

    def cut_off(self, box: Box, inks: Collection[str]) -> tuple[Shape, ...] | None:
        """What is seen of a shape that is cut off; None for one that is not.

        Another one may have been painted on its place, in other inks.
        """
        for at, (hull, own, seen) in enumerate(self._cuts):
            if inks and UNTOLD not in own and own != inks:
                continue
            if max(abs(here - there) for here, there in zip(box, hull, strict=True)) <= _PEN:
                del self._cuts[at]  # what is painted on its place is another one
                return tuple(map(self._told, seen))
        return None

    def _told(self, shape: Shape) -> Shape:
        """A shape with the colour that the page shows where it does not tell its own."""
        if shape.fill and shape.fill.startswith(DOUBTFUL):
            fill = shape.fill.removeprefix(DOUBTFUL)
            return shape._replace(fill=fill if self.colour_of(shape.box) == fill else None)
        if shape.fill != UNTOLD:
            return shape
        return shape._replace(fill=self.colour_of(shape.box) or WHITE)

    def along(self, line: Box) -> Fill | None:
        """The band that a line paints: it runs along the middle, where pdfium sees no rule."""
        boxes = self._boxes
        x0, top, x1, bottom = line
        is_level = x1 - x0 >= bottom - top
        ends, sides = ((0, 2), (1, 3)) if is_level else ((1, 3), (0, 2))
        at, start, end = line[sides[0]], line[ends[0]], line[ends[1]]
        middle = (boxes[:, sides[0]] + boxes[:, sides[1]]) / 2
        far = np.abs(boxes[:, ends] - (start, end)).max(axis=1, initial=0.0)
        wide = boxes[:, sides[1]] - boxes[:, sides[0]]
        found = (wide > BAND) & (far <= _SAME) & (np.abs(middle - at) <= _SAME)
        if not found.any() or _is_among(self._rules[0 if is_level else 1], (at, start, end)):
            return None
        return self._fills[int(found.argmax())]


def _is_among(rules: Floats, line: tuple[float, float, float]) -> bool:
    """Whether one of these rules stands there and is as long."""
    (places, starts, ends), (at, start, end) = rules.T, line
    along = (starts <= start + _SAME) & (ends >= end - _SAME)
    return bool((along & (np.abs(places - at) <= _SAME)).any())


def found_shapes(page: Any, frame: Frame, beside: Sheet) -> Iterator[Shape]:
    """What is painted; `beside` is the page as pdfium sees it."""
    areas = _Areas(beside)
    objects = (("line", page.lines), ("rect", _unringed(page.rects)), ("curve", page.curves))
    for kind, one in ((kind, one) for kind, own in objects for one in own):
        box = frame.box((one["x0"], one["top"], one["x1"], one["bottom"]))
        fill = (colour(one["non_stroking_color"]) or "#000000") if one["fill"] else None
        stroke = (colour(one["stroking_color"]) or "#000000") if one["stroke"] else None
        if fill is None and stroke is None:
            continue
        cut = areas.cut_off(box, _plain_inks(one, (fill, stroke)))
        if cut is not None:
            yield from cut
            continue
        band = areas.along(box) if kind == "line" and _is_along(box) else None
        if band is not None:
            yield Shape(band.box, straight=True, fill=band.colour)
            continue
        if fill is not None and is_asked(one["non_stroking_color"]):
            fill = areas.colour_of(box) or fill
        straight = kind == "rect" or (kind == "line" and _is_along(box))
        straight |= kind == "curve" and (_is_rectangle(one) or is_rounded(one["pts"]))
        if kind == "line" and straight:
            box = _with_pen(box, one["linewidth"] or 0.0)
        yield Shape(box, straight, fill, stroke, 2 if kind == "line" else 4)


def _with_pen(box: Box, pen: float) -> Box:
    """A line as far as its pen paints: short strokes end where the next ones begin."""
    if pen > _PEN_OF_RULE:
        return box  # on a page that is scaled down, or a band
    x0, top, x1, bottom = box
    half = pen / 2
    return x0 - half, top - half, x1 + half, bottom + half


def _plain_inks(one: Any, inks: Sequence[str | None]) -> Collection[str]:
    """The inks of a shape where pdfium tells them alike; none where it may not."""
    asked = (one["fill"] and one["non_stroking_color"], one["stroke"] and one["stroking_color"])
    are_plain = all(is_plain(value) for value, ink in zip(asked, inks, strict=True) if ink)
    return frozenset(filter(None, inks)) if are_plain else frozenset()


def _is_rectangle(curve: Any) -> bool:
    """Whether it is four sides along the axes; pdfminer wants the last one to be drawn as well."""
    points = curve["pts"]
    if not curve["fill"] or curve["stroke"] or len(points) != _CORNERS:
        return False
    if any(step[0] not in {"m", "l"} for step in curve["path"]):
        return False
    sides = pairwise((*points, points[0]))
    return all(min(abs(x - left), abs(y - top)) <= _LEANING for (left, top), (x, y) in sides)


def _unringed(rects: Sequence[Any]) -> Iterator[Any]:
    """Rectangles, with the sides of borders for those that are painted without one in them."""
    last: dict[str, Any] = {}
    for one in rects:
        ring = sides_of_ring(box_of(last), box_of(one)) if _may_be_ring(last, one) else []
        for x0, top, x1, bottom in ring:
            yield {**last, "x0": x0, "top": top, "x1": x1, "bottom": bottom}
        if last and not ring:
            yield last
        last = {} if ring else one
    if last:
        yield last


def _may_be_ring(one: Any, other: Any) -> bool:
    return all(rect.get("fill") and rect.get("evenodd") for rect in (one, other))


def box_of(seen: Any) -> Box:
    """The sides of anything that pdfplumber tells."""
    return seen["x0"], seen["top"], seen["x1"], seen["bottom"]


def _is_along(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _STRAIGHT
