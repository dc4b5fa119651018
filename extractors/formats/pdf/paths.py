"""The objects of a page that are no text: paths, pictures, and text that has no characters."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Collection
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.loops import Integers, each, told
from extractors.pages.shapes import THICKEST_RULE, Shape, is_rounded
from extractors.pages.sheet import Box, Flags, Floats, Ints
from extractors.thousands import made

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO, _BEZIER, _MOVE = 0, 1, 2
_DEEPEST = 8  # forms within forms
_STRAIGHT = 0.3  # points that a straight side may lean
_BENT = 0.1  # of its size: how far an outline must lie to one side of its ends
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]
Hull = tuple[float, float, float, float]  # left, bottom, right, top as in the file
Paint = tuple[bool, str | None, str | None, int, tuple[int, int]]  # Shape's fields but its box
_UNPAINTED = -1  # in place of a colour
_FEW_SEGMENTS = 5  # of a rectangle


class Placed(NamedTuple):
    """The objects of a page in its frame; pictures with their addresses."""

    rules: Floats  # boxes of paths too thin to be anything else
    shapes: list[Shape]
    images: list[tuple[int, Box]]
    texts: list[Box]


class _Painted(NamedTuple):
    """Parallel arrays, one entry per path; a colour is red, green and blue as one number."""

    fills: Ints  # `_UNPAINTED` where it has none
    strokes: Ints
    hulls: Floats  # rows of left, bottom, right, top


class Brushes:
    """Asks what paths are painted with; its buffers are made once for a document.

    All paths of a page are asked one question after the other.
    """

    def __init__(self) -> None:
        self._modes, self._colours = calls.Slots(2, np.int32), calls.Slots(4, np.uint32)
        self._bounds = calls.Slots(4)

    def painted(self, paths: Integers) -> _Painted:
        """What each path is filled and stroked with, and its hull."""
        each(calls.draw_mode, len(paths), paths, *self._modes.fields(len(paths)))
        filled, stroked = self._modes.rows(len(paths)).T != 0
        fills = self._inks(calls.fill_colour, paths, filled)
        return _Painted(fills, self._inks(calls.stroke_colour, paths, stroked), self.hulls(paths))

    def hulls(self, objects: Integers) -> Floats:
        """Left, bottom, right and top of each object."""
        each(calls.bounds, len(objects), objects, *self._bounds.fields(len(objects)))
        return self._bounds.rows(len(objects)).astype(np.float64)

    def _inks(self, call: Any, paths: Integers, flags: Flags) -> Ints:
        """The colours of those that have one; black where it is no plain colour."""
        inks = np.full(len(paths), _UNPAINTED)
        asked = paths[flags]
        if len(asked):
            known = told(call, len(asked), asked, *self._colours.fields(len(asked)))
            rows = self._colours.rows(len(asked))
            colour = (rows @ calls.CHANNELS).astype(np.int64) * (known != 0)
            colour[(rows[:, 3] == 0) & (known != 0)] = _UNPAINTED
            inks[flags] = colour
        return inks


class Paths:
    """Walks the objects of one page; `cut` tells that paths beyond the limit were left out."""

    def __init__(self, page: Any, limit: int, brushes: Brushes) -> None:
        self.cut = False
        self.texts: list[tuple[int, Matrix]] = []
        self._images: list[tuple[int, Hull]] = []
        self._rules: list[Floats] = []  # hulls
        self._shapes: list[tuple[Paint, Hull]] = []
        self._left = limit
        self._brushes = brushes
        self._walk(page, calls.count_objects, calls.page_object, _IDENTITY, 0)

    def _walk(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        objects = calls.of_each(get, holder, max(count(holder), 0))
        kinds = told(calls.object_type, len(objects), objects)
        # Most objects are texts: those are told apart without a loop of Python's own.
        self.texts += zip(objects[kinds == _TEXT].tolist(), repeat(matrix), strict=False)
        paths = kinds == _PATH
        others = ((kinds == _IMAGE) | (kinds == _FORM)).nonzero()[0].tolist()
        begin = 0
        for index in others:
            address = int(objects[index])
            if kinds[index] == _IMAGE:
                self._images.append((address, self._bounds(address, matrix)))
                continue
            if depth == _DEEPEST:
                continue
            # What a form holds is painted, and counted, after the paths before it.
            self._take(objects[begin:index][paths[begin:index]], matrix)
            begin = index
            inner = _product(_matrix(address), matrix)
            form = ctypes.c_void_p(address)
            self._walk(form, calls.form_count, calls.form_object, inner, depth + 1)
        self._take(objects[begin:][paths[begin:]], matrix)

    def _bounds(self, address: int, matrix: Matrix) -> Hull:
        return _hull_in(_row(self._brushes.hulls(np.array([address]))[0]), matrix)

    def _take(self, paths: Integers, matrix: Matrix) -> None:
        """These paths, as far as the limit lets them and those before be read."""
        if not len(paths):
            return
        counts = told(calls.count_segments, len(paths), paths)
        sums = np.maximum(counts, 1).cumsum()
        if sums[-1] > self._left:
            self.cut = True
            kept = int(sums.searchsorted(self._left, "right"))
            paths, counts = paths[:kept], counts[:kept]
        self._left -= int(sums[-1])
        if len(paths):
            self._sort(paths, counts, matrix)

    def _sort(self, paths: Integers, counts: Ints, matrix: Matrix) -> None:
        """Most paths are rules, which are told apart without a loop of Python's own."""
        painted = self._brushes.painted(paths)
        hulls = painted.hulls
        if matrix is not _IDENTITY:
            hulls = np.array([_hull_in(_row(hull), matrix) for hull in hulls])
        is_seen = np.maximum(painted.fills, painted.strokes) > _UNPAINTED
        sides = hulls[:, 2:] - hulls[:, :2]
        is_rule = (sides.min(axis=1) <= THICKEST_RULE - 1) & (counts <= _FEW_SEGMENTS)
        self._rules.append(hulls[is_seen & is_rule])
        for index in (is_seen & ~is_rule).nonzero()[0].tolist():
            inks = _written(int(painted.fills[index])), _written(int(painted.strokes[index]))
            self._path(int(paths[index]), int(counts[index]), inks, matrix)

    def _path(
        self, address: int, count: int, inks: tuple[str | None, str | None], matrix: Matrix
    ) -> None:
        for points, curved in self._subpaths(address, count, _product(_matrix(address), matrix)):
            straight = is_rounded(points) if curved else _is_straight(points)
            corners = min(len(points), 4) if straight else len(points)
            paint = (straight, *inks, corners, (0, 0) if straight else _bend(points))
            self._shapes.append((paint, _hull(points)))

    def _subpaths(
        self, address: int, count: int, matrix: Matrix
    ) -> list[tuple[list[tuple[float, float]], bool]]:
        """The points of each subpath, and whether it is curved."""
        found: list[tuple[list[tuple[float, float]], bool]] = []
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
            points.append(_moved((x.value, y.value), matrix))
        if len(points) > 1:
            found.append((points, curved))
        return found

    def placed(self, framed: Callable[[Floats], Floats], read: Collection[int]) -> Placed:
        """Everything found, in the page's frame; of the texts only those that are not read."""
        texts = [
            (address, self._bounds(address, matrix))
            for address, matrix in self.texts
            if address not in read
        ]
        rules = np.concatenate([np.zeros((0, 4)), *self._rules])
        found = [hull for _, hull in (*self._shapes, *self._images, *texts)]
        boxes = framed(np.concatenate([rules, found] if found else [rules]).astype(np.float32))
        first = len(rules) + len(self._shapes)
        second = first + len(self._images)
        shapes = map(tuple, boxes[len(rules) : first].tolist())
        others = list(map(tuple, boxes[first:].tolist()))
        return Placed(
            boxes[: len(rules)],
            made(Shape, shapes, *zip(*[about for about, _ in self._shapes], strict=True)),
            [(a, b) for (a, _), b in zip(self._images, others, strict=False)],
            others[second - first :],
        )


def _row(hull: Floats) -> Hull:
    left, low, right, high = hull.tolist()
    return left, low, right, high


def _hull_in(hull: Hull, matrix: Matrix) -> Hull:
    """The hull of an object that stands in a form."""
    if matrix is _IDENTITY:
        return hull
    x0, low, x1, high = hull
    return _hull([_moved(p, matrix) for p in ((x0, low), (x0, high), (x1, low), (x1, high))])


@lru_cache(maxsize=256)
def _written(colour: int) -> str | None:
    return None if colour == _UNPAINTED else f"#{colour:06x}"


def _matrix(address: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    calls.object_matrix(ctypes.c_void_p(address), ctypes.byref(values))
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    if outer is _IDENTITY:
        return inner
    p, q, r, s, t, u = outer
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _hull(points: list[tuple[float, float]]) -> Hull:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _bend(points: list[tuple[float, float]]) -> tuple[int, int]:
    """To which side of its ends an outline lies, across and up: a smile and a frown differ."""
    x0, low, x1, high = _hull(points)
    least = _BENT * max(x1 - x0, high - low)
    inner = points[1:-1] or points
    found = []
    for axis in (0, 1):
        middle = sum(point[axis] for point in inner) / len(inner)
        off = middle - (points[0][axis] + points[-1][axis]) / 2
        found.append(0 if abs(off) <= least else int(math.copysign(1, off)))
    return found[0], found[1]


def _is_straight(points: list[tuple[float, float]]) -> bool:
    """A line along an axis, or a rectangle: four sides along the axes, two of each direction."""
    if len(points) > 6:
        return False
    x0, low, x1, high = _hull(points)
    if len(points) == 2:
        return min(x1 - x0, high - low) <= _STRAIGHT
    on_corner = all(
        min(abs(x - x0), abs(x - x1)) <= _STRAIGHT and min(abs(y - low), abs(y - high)) <= _STRAIGHT
        for x, y in points
    )
    return (
        on_corner
        and len({(abs(x - x0) <= _STRAIGHT, abs(y - low) <= _STRAIGHT) for x, y in points}) == 4
    )
