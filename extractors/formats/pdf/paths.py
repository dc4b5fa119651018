"""The objects of a page that are no text: paths, pictures, and text that has no characters."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.brushes import Brushed, Brushes
from extractors.formats.pdf.buried import Sign, backgrounds, beneath
from extractors.formats.pdf.clips import Clip, Holder, Painted, cut_off, seen_in
from extractors.formats.pdf.hulls import (
    IDENTITY,
    Hull,
    Matrix,
    Point,
    around,
    band,
    bend_of,
    course_of,
    hole_of,
    hull_in,
    hull_of,
    is_straight,
    moved,
    product,
    ring_sides,
    turn_of,
)
from extractors.formats.pdf.loops import Integers, told
from extractors.pages.shapes import BAND, THICKEST_RULE, UNTOLD, WHITE, Shape, area, is_rounded
from extractors.pages.sheet import Box, Floats
from extractors.thousands import made

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_BEZIER, _MOVE = 1, 2
_PICTURE = 10  # segments
_DEEPEST = 8  # forms within forms
_LINE, _BOX = 2, 5  # segments of a line and of a rectangle
_EVEN = 1  # way of filling
_DOT = 2.0  # points
_LARGEST_SIGN = 30.0  # points
_CROPPED = 0.1  # of a picture's shorter side: less is cut off of many a picture
_COVERING = 4.0  # points; smaller areas cover no letter
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_Subpath = tuple[list[Point], bool]  # its points, and whether it is curved


class Placed(NamedTuple):
    """The objects of a page in its frame; pictures with their addresses and turns."""

    shapes: list[Shape]
    images: list[tuple[tuple[int, int], Box]]
    texts: list[Box]
    cuts: tuple[tuple[Box, frozenset[str], tuple[Shape, ...]], ...]  # as a sheet has them

    def upright(self, turn: int) -> list[tuple[int, Box]]:
        """The pictures, without address where they are not so turned: their pixels tell less."""
        return [(address * (own == turn), box) for (address, own), box in self.images]


class Cover(NamedTuple):
    """A painted area, and how many texts of the page are painted before it."""

    hull: Hull
    texts: int


class _Cut(NamedTuple):
    """An outline of which not all is seen, its inks, and the shapes that are seen of it."""

    hull: Hull
    inks: frozenset[str]
    start: int
    stop: int


class Paths:
    """Walks the objects of one page; `cut` tells what was left out beyond the limits."""

    def __init__(
        self, page: Any, limit: int, brushes: Brushes, unshown: Collection[int] = ()
    ) -> None:
        self.cut: dict[str, None] = {}  # in the order of the page
        self._unshown = list(unshown)  # objects to leave out
        self.texts: list[tuple[int, Matrix]] = []  # in the order of painting
        self.veiled: set[int] = set()  # of them, those in forms that are not painted as they are
        self.covers: list[Cover] = []
        self._images: list[tuple[tuple[int, int], Hull]] = []
        self._pictured: list[Sign] = []  # the same
        self._signs: list[Sign] = []
        self._veiled: set[Sign] = set()
        self._hidden: set[int] = set()  # the numbers of shapes
        self._shapes: list[Painted] = []
        self._left = self._limit = limit
        self._pictures = limit // _PICTURE
        self._brushes = brushes
        self._cuts: list[_Cut] = []
        self._walk(page, calls.count_objects, calls.page_object, Holder())

    def _walk(self, holder: Any, count: Any, get: Any, inside: Holder) -> None:
        objects = calls.of_each(get, holder, max(count(holder), 0))
        if self._unshown:
            objects = objects[~np.isin(objects, self._unshown)]
        kinds = told(calls.object_type, len(objects), objects)
        # Most objects are texts: those are told apart without a loop of Python's own.
        is_text = kinds == _TEXT
        texts = list(zip(objects[is_text].tolist(), repeat(inside.matrix), strict=False))
        taken = 0
        rest = (~is_text).nonzero()[0]
        paths = self._within(objects[kinds == _PATH])
        others = (numbers.tolist() for numbers in (objects.take(rest), kinds.take(rest), rest))
        clips = inside.clips(objects.take(rest))
        for number, (address, kind, at, clip) in enumerate(zip(*others, clips, strict=True)):
            before = at - number  # texts
            texts_before = len(self.texts) + before - taken
            if kind == _PATH:
                first = len(self._shapes)
                self._path(address, next(paths, None), inside.matrix, texts_before)
                if clip is not None:
                    self._cut_off(first, clip)
            elif kind == _IMAGE:
                self._image(address, inside._replace(clip=clip), texts_before)
            elif kind == _SHADING:
                self._shading(self._bounds(address, inside.matrix), texts_before)
            elif kind == _FORM and inside.depth == _DEEPEST:
                self.cut[f"forms within {_DEEPEST} others"] = None
            elif kind == _FORM:
                self.texts += texts[taken:before]
                taken = before
                self._form(address, inside._replace(clip=clip))
        self.texts += texts[taken:]

    def _form(self, address: int, inside: Holder) -> None:
        form, before = ctypes.c_void_p(address), len(self.texts)
        first = len(self._shapes)
        inner = Holder(product(_matrix(address), inside.matrix), inside.depth + 1, inside.clip)
        self._walk(form, calls.form_count, calls.form_object, inner)
        if calls.has_transparency(form):
            self.veiled.update(text for text, _ in self.texts[before:])
            own = (one for one in (*self._signs, *self._pictured) if one.when > first - 1)
            self._veiled.update(own)

    def _within(self, paths: Integers) -> Iterator[tuple[int, Brushed]]:
        """The first paths as far as the limit lets them be read, with the number of segments."""
        counts = told(calls.count_segments, len(paths), paths)
        if int(counts.sum()) > self._left:
            counts = self._without_dots(paths[: self._left], counts[: self._left + 1])
        sums = list(accumulate(max(count, 1) for count in counts.tolist()))
        read = bisect_right(sums, self._left)
        return zip(counts.tolist(), self._brushes.painted(paths[:read]), strict=False)

    def _without_dots(self, paths: Integers, counts: Integers) -> Integers:
        """How many segments are looked at: dots of dotted borders are told by their hulls."""
        hulls = np.array(self._brushes.hulls(paths)).reshape(-1, 4)
        sides = hulls[:, 2:] - hulls[:, :2]
        dots = (sides <= _DOT).all(axis=1) & (counts[: len(paths)] <= _BOX)
        found = counts.copy()
        found[: len(paths)][dots] = 1
        return found

    def _bounds(self, address: int, matrix: Matrix) -> Hull:
        return hull_in(self._brushes.hulls(np.array([address]))[0], matrix)

    def _path(
        self, address: int, about: tuple[int, Brushed] | None, matrix: Matrix, texts: int
    ) -> None:
        """A path, unless it and those before it have more segments than the limit allows."""
        count, (fill, stroke, hull) = about or (self._left + 1, (None, None, _NOWHERE))
        self._left -= max(count, 1)
        if self._left < 0:
            self.cut[f"more than {self._limit} path segments"] = None
            return
        if fill is None and stroke is None:
            return
        box = hull_in(hull, matrix)
        if min(box[2] - box[0], box[3] - box[1]) <= THICKEST_RULE - 1 and count <= _BOX:
            self._shapes.append(((True, fill, stroke, count, (0, 0), ""), box))
            return
        placed = product(_matrix(address), matrix)
        subpaths = self._subpaths(address, count, placed)
        wide = _width(address, placed) if stroke and count != _BOX else 0.0
        if fill or wide > _COVERING:
            self._cover(box, texts)
        if wide > BAND and count == _LINE:
            self._cut(
                hull_of(subpaths[0][0]), first := len(self._shapes), first + 1, (stroke, None)
            )
            subpaths = [(band(points, wide), curved) for points, curved in subpaths]
            fill, stroke = stroke, None
        ring = ring_sides([points for points, _ in subpaths]) if fill else []
        if ring:
            self._shapes += [((True, fill, None, 4, (0, 0), ""), side) for side in ring]
            return
        self._outlined(address, subpaths, fill, stroke)

    def _outlined(
        self, address: int, subpaths: list[_Subpath], fill: str | None, stroke: str | None
    ) -> None:
        """The shapes of a path, each of which may be a sign; one in another may be free."""
        hole = _hole(address, [points for points, _ in subpaths]) if fill else None
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
            self._shapes.append((paint, hull_of(points)))
            if points is hole:
                at = len(self._shapes)
                self._cut(self._shapes[-2][1], at - 2, at, (fill, stroke))
                self._cut(self._shapes[-1][1], at, at, (fill, stroke))
            if fill or not straight:
                sign = Sign(address, self._shapes[-1][1], len(self._shapes) - 1, straight)
                self._signs.append(sign)

    def _around(self, outlines: list[list[Point]], fill: str | None, stroke: str | None) -> bool:
        """The parts of a large rectangle around its hole, where what was painted before is seen."""
        inner, outer = sorted(map(hull_of, outlines), key=area)
        if max(outer[2] - outer[0], outer[3] - outer[1]) <= _LARGEST_SIGN:
            return False
        first = len(self._shapes)
        self._shapes += [((True, fill, None, 4, (0, 0), ""), part) for part in around(inner, outer)]
        if len(self._shapes) == first:
            self._shapes.append(((True, None, fill, 4, (0, 0), ""), outer))
        elif stroke:
            self._shapes += [((True, None, stroke, 4, (0, 0), ""), one) for one in (outer, inner)]
        last = len(self._shapes)
        self._cut(outer, first, last, (fill, stroke))
        self._cut(inner, last, last, (fill, stroke))
        return True

    def _cut(self, hull: Hull, start: int, stop: int, inks: tuple[str | None, str | None]) -> None:
        self._cuts.append(_Cut(hull, frozenset(filter(None, inks)), start, stop))

    def _cover(self, hull: Hull, texts: int) -> None:
        """An area that is large enough to hide letters, where any are painted before it."""
        if texts and min(hull[2] - hull[0], hull[3] - hull[1]) > _COVERING:
            self.covers.append(Cover(hull, texts))

    def _cut_off(self, first: int, clip: Clip) -> None:
        """The shapes from this one on as far as the clip lets them be seen."""
        own = self._shapes[first:]
        seen = [list(cut_off(painted, clip)) for painted in own]
        if all(one == [painted] for one, painted in zip(seen, own, strict=True)):
            return
        self._signs = [one for one in self._signs if one.when < first]
        places = list(accumulate(map(len, seen), initial=first))
        self._shapes[first:] = chain(*seen)
        # Of a path with a hole it is known already what is seen of each of its outlines.
        cuts = [cut for cut in self._cuts if cut.stop <= first]
        again = self._cuts[len(cuts) :]
        self._cuts = cuts
        for hull, inks, start, stop in again:
            cuts.append(_Cut(hull, inks, places[start - first], places[stop - first]))
        if again:
            return
        for at, ((_, fill, stroke, *_), hull) in enumerate(own):
            self._cut(hull, places[at], places[at + 1], (fill, stroke))

    def buried(self) -> Sequence[Sign]:
        """The signs and pictures that may be hidden: under others, or by how they are painted."""
        if not self._signs and not self._pictured:
            return ()
        signs = (*self._signs, *self._pictured)
        found = self._veiled.union(beneath(signs, self._shapes, self._pictured))
        return [one for one in signs if one in found] if found else ()

    def without(self, hidden: Collection[Sign]) -> list[Sign]:
        """Leave out these, which nobody sees; those that are told of, as no backgrounds are."""
        images = zip(self._images, self._pictured, strict=True)
        self._images = [one for one, sign in images if sign not in hidden]
        self._hidden = {int(one.when) for one in hidden if one not in self._pictured}
        if not any(one.is_box for one in hidden):
            return list(hidden)
        known = backgrounds(hidden, self._shapes, [hull for _, hull in self.unread(())])
        return [one for one in hidden if one not in known]

    def _image(self, address: int, inside: Holder, texts: int) -> None:
        """A picture, which is looked at: that takes as long as many segments.

        One that is cut off has no address: what is seen of it the page shows.
        """
        if len(self._images) == self._pictures:
            self.cut[f"more than {self._pictures} pictures"] = None
            return
        hull = self._bounds(address, inside.matrix)
        self._cover(hull, texts)
        edge = _CROPPED * min(hull[2] - hull[0], hull[3] - hull[1])
        seen = seen_in(hull, inside.clip, edge)
        if seen is not None:
            turn = turn_of(product(_matrix(address), inside.matrix))
            self._images.append(((address if seen == hull else 0, turn), seen))
            when = len(self._shapes) - 1 + len(self._images) / (self._pictures + 1)
            self._pictured.append(Sign(address, seen, when))

    def _shading(self, hull: Hull, texts: int) -> None:
        """A run of colours: a sign where it is small, else what lies behind a cell."""
        self._cover(hull, texts)
        is_small = max(hull[2] - hull[0], hull[3] - hull[1]) <= _LARGEST_SIGN
        self._shapes.append(((not is_small, UNTOLD, None, 4, (0, 0), ""), hull))

    def _subpaths(self, address: int, count: int, matrix: Matrix) -> list[_Subpath]:
        """The points of each subpath, and whether it is curved."""
        found: list[_Subpath] = []
        points: list[tuple[float, float]] = []
        curved = False
        x, y = ctypes.c_float(), ctypes.c_float()
        path = ctypes.c_void_p(address)
        for found_at in calls.of_each(calls.path_segment, path, count).tolist():
            segment = ctypes.c_void_p(found_at)
            kind = calls.segment_type(segment)
            calls.segment_point(segment, ctypes.byref(x), ctypes.byref(y))
            if kind == _MOVE:
                if len(points) > 1:
                    found.append((points, curved))
                points, curved = [], False
            curved = curved or kind == _BEZIER
            points.append(moved((x.value, y.value), matrix))
        if len(points) > 1:
            found.append((points, curved))
        return found

    def unread(self, read: Collection[int]) -> list[tuple[int, Hull]]:
        """The texts that are not read, in the order of painting."""
        return [
            (address, self._bounds(address, matrix))
            for address, matrix in self.texts
            if address not in read
        ]

    def placing(self, texts: Iterable[tuple[int, int]]) -> dict[int, Matrix]:
        """How forms move those of these texts, given with their marks, that stand in any."""
        own = {address for address, _ in texts}
        return {one: matrix for one, matrix in self.texts if one in own and matrix != IDENTITY}

    def placed(self, framed: Callable[[Floats], Floats], read: Collection[int]) -> Placed:
        """Everything found, in the page's frame; of the texts only those that are not read."""
        texts = self.unread(read)
        for at in sorted(self._hidden):
            (_, fill, stroke, *_), hull = self._shapes[at]
            self._cut(hull, 0, 0, (fill, stroke))
        cuts = [(None, cut.hull) for cut in self._cuts]
        found = (*self._shapes, *self._images, *texts, *cuts)
        boxes: list[Box] = []
        if found:
            rows = framed(np.array([hull for _, hull in found], np.float32)).tolist()
            boxes = list(map(tuple, rows))
        first, second = len(self._shapes), len(self._shapes) + len(self._images)
        third = second + len(texts)
        shapes = made(
            Shape, boxes[:first], *zip(*[paint for paint, _ in self._shapes], strict=True)
        )
        inks = [cut.inks for cut in self._cuts]
        seen = [tuple(shapes[cut.start : cut.stop]) for cut in self._cuts]
        if self._hidden:
            shapes = [one for at, one in enumerate(shapes) if at not in self._hidden]
        return Placed(
            shapes,
            [(a, b) for (a, _), b in zip(self._images, boxes[first:], strict=False)],
            boxes[second:third],
            tuple(zip(boxes[third:], inks, seen, strict=True)),
        )


def _matrix(address: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    calls.object_matrix(ctypes.c_void_p(address), ctypes.byref(values))
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _hole(address: int, subpaths: list[list[Point]]) -> list[Point] | None:
    """The rectangle that a path leaves free inside another."""
    if len(subpaths) == 1:
        return None
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.draw_mode(ctypes.c_void_p(address), ctypes.byref(fill), ctypes.byref(stroke))
    return hole_of(subpaths, even=fill.value == _EVEN)


def _width(address: int, matrix: Matrix) -> float:
    """How wide the line of a path is on the page."""
    width = ctypes.c_float()
    calls.stroke_width(ctypes.c_void_p(address), ctypes.byref(width))
    a, b, c, d, *_ = matrix
    return width.value * math.sqrt(abs(a * d - b * c))
