"""The objects of a page that are no text: paths, pictures, and text that has no characters."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.brushes import Brushed, Brushes
from extractors.formats.pdf.buried import Sign, backgrounds, beneath
from extractors.formats.pdf.canvas import LARGEST_SIGN, Canvas, Placed
from extractors.formats.pdf.clips import Holder, seen_in
from extractors.formats.pdf.hulls import (
    IDENTITY,
    Hull,
    Matrix,
    band,
    hull_in,
    hull_of,
    product,
    ring_sides,
    turn_of,
)
from extractors.formats.pdf.loops import Integers, told
from extractors.formats.pdf.outlines import matrix_of, subpaths_of, width_of
from extractors.pages.shapes import BAND, THICKEST_RULE, UNTOLD
from extractors.pages.sheet import Floats

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_PICTURE = 10  # segments
_DEEPEST = 8  # forms within forms
_LINE, _BOX = 2, 5  # segments of a line and of a rectangle
_DOT = 2.0  # points
_CROPPED = 0.1  # of a picture's shorter side: less is cut off of many a picture
_COVERING = 4.0  # points; smaller areas cover no letter
_NOWHERE = (0.0, 0.0, 0.0, 0.0)


class Cover(NamedTuple):
    """A painted area, and how many texts of the page are painted before it."""

    hull: Hull
    texts: int


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
        self._veiled: set[Sign] = set()
        self._hidden: set[int] = set()  # the numbers of shapes
        self._canvas = Canvas()
        self._left = self._limit = limit
        self._pictures = limit // _PICTURE
        self._brushes = brushes
        self._walk(page, calls.count_objects, calls.page_object, Holder())

    @property
    def segments(self) -> int:
        """How many of the page were looked at."""
        return self._limit - max(self._left, 0)

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
                first = len(self._canvas.shapes)
                self._path(address, next(paths, None), inside.matrix, texts_before)
                if clip is not None:
                    self._canvas.cut_off(first, clip)
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
        first = len(self._canvas.shapes)
        inner = Holder(product(matrix_of(address), inside.matrix), inside.depth + 1, inside.clip)
        self._walk(form, calls.form_count, calls.form_object, inner)
        if calls.has_transparency(form):
            self.veiled.update(text for text, _ in self.texts[before:])
            own = (one for one in (*self._canvas.signs, *self._pictured) if one.when > first - 1)
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
            self._canvas.shapes.append(((True, fill, stroke, count, (0, 0), ""), box))
            return
        placed = product(matrix_of(address), matrix)
        subpaths = subpaths_of(address, count, placed)
        wide = width_of(address, placed) if stroke and count != _BOX else 0.0
        if fill or wide > _COVERING:
            self._cover(box, texts)
        if wide > BAND and count == _LINE:
            self._canvas.cut(
                hull_of(subpaths[0][0]),
                first := len(self._canvas.shapes),
                first + 1,
                (stroke, None),
            )
            subpaths = [(band(points, wide), curved) for points, curved in subpaths]
            fill, stroke = stroke, None
        ring = ring_sides([points for points, _ in subpaths]) if fill else []
        if ring:
            self._canvas.shapes += [((True, fill, None, 4, (0, 0), ""), side) for side in ring]
            return
        self._canvas.paint(address, subpaths, fill, stroke)

    def _cover(self, hull: Hull, texts: int) -> None:
        """An area that is large enough to hide letters, where any are painted before it."""
        if texts and min(hull[2] - hull[0], hull[3] - hull[1]) > _COVERING:
            self.covers.append(Cover(hull, texts))

    def buried(self) -> Sequence[Sign]:
        """The signs and pictures that may be hidden: under others, or by how they are painted."""
        if not self._canvas.signs and not self._pictured:
            return ()
        signs = (*self._canvas.signs, *self._pictured)
        found = self._veiled.union(beneath(signs, self._canvas.shapes, self._pictured))
        return [one for one in signs if one in found] if found else ()

    def without(self, hidden: Collection[Sign]) -> list[Sign]:
        """Leave out these, which nobody sees; those that are told of, as no backgrounds are."""
        images = zip(self._images, self._pictured, strict=True)
        self._images = [one for one, sign in images if sign not in hidden]
        self._hidden = {int(one.when) for one in hidden if one not in self._pictured}
        if not any(one.is_box for one in hidden):
            return list(hidden)
        known = backgrounds(hidden, self._canvas.shapes, [hull for _, hull in self.unread(())])
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
            turn = turn_of(product(matrix_of(address), inside.matrix))
            self._images.append(((address if seen == hull else 0, turn), seen))
            when = len(self._canvas.shapes) - 1 + len(self._images) / (self._pictures + 1)
            self._pictured.append(Sign(address, seen, when))

    def _shading(self, hull: Hull, texts: int) -> None:
        """A run of colours: a sign where it is small, else what lies behind a cell."""
        self._cover(hull, texts)
        is_small = max(hull[2] - hull[0], hull[3] - hull[1]) <= LARGEST_SIGN
        self._canvas.shapes.append(((not is_small, UNTOLD, None, 4, (0, 0), ""), hull))

    def unread(self, read: Collection[int]) -> list[tuple[int, Hull]]:
        """The texts that are not read, in the order of painting."""
        if all(map(read.__contains__, map(itemgetter(0), self.texts))):
            return []  # on most pages
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
        return self._canvas.placed(framed, self._images, self.unread(read), self._hidden)
