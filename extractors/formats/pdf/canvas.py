"""What the paths of a page paint: shapes in the order of painting, and what is seen of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf.buried import Sign
from extractors.formats.pdf.clips import Clip, Painted
from extractors.formats.pdf.clips import cut_off as parts_seen
from extractors.formats.pdf.hulls import (
    Hull,
    Point,
    around,
    bend_of,
    course_of,
    hull_of,
    is_straight,
)
from extractors.formats.pdf.outlines import Subpath, hole_in
from extractors.pages.shapes import WHITE, Shape, area, is_rounded
from extractors.pages.sheet import Box, Floats
from extractors.thousands import made

LARGEST_SIGN = 30.0  # points


class Placed(NamedTuple):
    """The objects of a page in its frame; pictures with their addresses and turns."""

    shapes: list[Shape]
    images: list[tuple[tuple[int, int], Box]]
    texts: list[Box]
    cuts: tuple[tuple[Box, frozenset[str], tuple[Shape, ...]], ...]  # as a sheet has them

    def upright(self, turn: int) -> list[tuple[int, Box]]:
        """The pictures, without address where they are not so turned: their pixels tell less."""
        return [(address * (own == turn), box) for (address, own), box in self.images]


class _Cut(NamedTuple):
    """An outline of which not all is seen, its inks, and the shapes that are seen of it."""

    hull: Hull
    inks: frozenset[str]
    start: int
    stop: int


class Canvas:
    """The shapes, those of them that may be signs, and the outlines that are seen in part."""

    def __init__(self) -> None:
        self.shapes: list[Painted] = []
        self.signs: list[Sign] = []
        self._cuts: list[_Cut] = []

    def paint(
        self, address: int, subpaths: list[Subpath], fill: str | None, stroke: str | None
    ) -> None:
        """The shapes of a path, each of which may be a sign; one in another may be free."""
        hole = hole_in(address, [points for points, _ in subpaths]) if fill else None
        if hole and self._around([points for points, _ in subpaths], fill, stroke):
            return
        if hole and subpaths[0][0] is hole:
            subpaths.reverse()
        for points, curved in subpaths:
            straight = is_rounded(points) if curved else is_straight(points)
            corners = min(len(points), 4) if straight else len(points)
            bend = (0, 0) if straight else bend_of(points)
            course = "" if straight or curved else course_of(points)
            paint = (straight, WHITE if points is hole else fill, stroke, corners, bend, course)
            self.shapes.append((paint, hull_of(points)))
            if points is hole:
                at = len(self.shapes)
                self.cut(self.shapes[-2][1], at - 2, at, (fill, stroke))
                self.cut(self.shapes[-1][1], at, at, (fill, stroke))
            if fill or not straight:
                sign = Sign(address, self.shapes[-1][1], len(self.shapes) - 1, straight)
                self.signs.append(sign)

    def _around(self, outlines: list[list[Point]], fill: str | None, stroke: str | None) -> bool:
        """The parts of a large rectangle around its hole, where what was painted before is seen."""
        inner, outer = sorted(map(hull_of, outlines), key=area)
        if max(outer[2] - outer[0], outer[3] - outer[1]) <= LARGEST_SIGN:
            return False
        first = len(self.shapes)
        self.shapes += [((True, fill, None, 4, (0, 0), ""), part) for part in around(inner, outer)]
        if len(self.shapes) == first:
            self.shapes.append(((True, None, fill, 4, (0, 0), ""), outer))
        elif stroke:
            self.shapes += [((True, None, stroke, 4, (0, 0), ""), one) for one in (outer, inner)]
        last = len(self.shapes)
        self.cut(outer, first, last, (fill, stroke))
        self.cut(inner, last, last, (fill, stroke))
        return True

    def cut(self, hull: Hull, start: int, stop: int, inks: tuple[str | None, str | None]) -> None:
        self._cuts.append(_Cut(hull, frozenset(filter(None, inks)), start, stop))

    def cut_off(self, first: int, clip: Clip) -> None:
        """The shapes from this one on as far as the clip lets them be seen."""
        own = self.shapes[first:]
        seen = [list(parts_seen(painted, clip)) for painted in own]
        if all(one == [painted] for one, painted in zip(seen, own, strict=True)):
            return
        self.signs = [one for one in self.signs if one.when < first]
        places = list(accumulate(map(len, seen), initial=first))
        self.shapes[first:] = chain(*seen)
        # Of a path with a hole it is known already what is seen of each of its outlines.
        cuts = [cut for cut in self._cuts if cut.stop <= first]
        again = self._cuts[len(cuts) :]
        self._cuts = cuts
        for hull, inks, start, stop in again:
            cuts.append(_Cut(hull, inks, places[start - first], places[stop - first]))
        if again:
            return
        for at, ((_, fill, stroke, *_), hull) in enumerate(own):
            self.cut(hull, places[at], places[at + 1], (fill, stroke))

    def placed(
        self,
        framed: Callable[[Floats], Floats],
        images: Sequence[tuple[tuple[int, int], Hull]],
        texts: Sequence[tuple[int, Hull]],
        hidden: Collection[int],
    ) -> Placed:
        """All of it but the hidden shapes, with pictures and texts, in the page's frame."""
        for at in sorted(hidden):
            (_, fill, stroke, *_), hull = self.shapes[at]
            self.cut(hull, 0, 0, (fill, stroke))
        cuts = [(None, cut.hull) for cut in self._cuts]
        found = (*self.shapes, *images, *texts, *cuts)
        boxes: list[Box] = []
        if found:
            rows = framed(np.array([hull for _, hull in found], np.float32)).tolist()
            boxes = list(map(tuple, rows))
        first, second = len(self.shapes), len(self.shapes) + len(images)
        third = second + len(texts)
        shapes = made(Shape, boxes[:first], *zip(*[paint for paint, _ in self.shapes], strict=True))
        inks = [cut.inks for cut in self._cuts]
        seen = [tuple(shapes[cut.start : cut.stop]) for cut in self._cuts]
        if hidden:
            shapes = [one for at, one in enumerate(shapes) if at not in hidden]
        return Placed(
            shapes,
            [(a, b) for (a, _), b in zip(images, boxes[first:], strict=False)],
            boxes[second:third],
            tuple(zip(boxes[third:], inks, seen, strict=True)),
        )
