"""What objects of a page are cut off by: only the part of an area inside its clip is seen.

Programs fill far more than they mean to show, and show a part of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.hulls import IDENTITY, Hull, Matrix, Point, hull_in, hull_of
from extractors.formats.pdf.loops import Integers, told
from extractors.thousands import is_any

_EDGE = 2.0  # points that an object may reach over its clip, as the width of a line does
_MOST_CLIPS = 8  # of an object, one within the other
_MOST_POINTS = 64  # of a clip: a rectangle or circle has some; what has more is taken for whole
_BOX, _LINE = 4, 2  # corners

# Shape's fields but its box.
Paint = tuple[bool, str | None, str | None, int, tuple[int, int], str]
Painted = tuple[Paint, Hull]


class Holder(NamedTuple):
    """Where the objects of a page or form stand: how it moves them, how deep, and its own clip."""

    matrix: Matrix = IDENTITY
    depth: int = 0
    clip: Hull | None = None

    def clips(self, objects: Integers) -> Sequence[Hull | None]:
        """The box that each of these objects is seen in; None for all of the page.

        A box may be larger than the clip, never smaller.
        """
        paths = told(calls.clip_path, len(objects), objects)
        counts = told(calls.count_clips, len(paths), paths)
        if not is_any(counts > 0):
            return [self.clip] * len(objects)
        asked = np.maximum(counts, 1) - 1
        # Objects with one clip have its points in common.
        starts = told(calls.clip_segment, len(paths), paths, asked, 0)
        keys = zip(np.maximum(counts, 0).tolist(), (starts * (counts > 0)).tolist(), strict=True)
        known: dict[tuple[int, int], Hull | None] = {(0, 0): self.clip}
        found = []
        for path, key in zip(paths.tolist(), keys, strict=True):
            if key not in known:
                known[key] = _both(self.clip, self._box(path, key[0]))
            found.append(known[key])
        return found

    def _box(self, path: int, count: int) -> Hull | None:
        handle, found = ctypes.c_void_p(path), None
        for number in range(min(count, _MOST_CLIPS)):
            points = _points(handle, number)
            if points:
                found = _both(found, hull_in(hull_of(points), self.matrix))
        return found


def _points(path: ctypes.c_void_p, number: int) -> list[Point]:
    count = calls.count_clip_segments(path, number)
    if not 2 < count <= _MOST_POINTS:
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for index in range(count):
        segment = ctypes.c_void_p(calls.clip_segment(path, number, index))
        calls.segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        found.append((x.value, y.value))
    return found


def _both(one: Hull | None, other: Hull | None) -> Hull | None:
    if one is None or other is None:
        return one or other
    low, high = map(max, one[:2], other[:2]), map(min, one[2:], other[2:])
    return (*low, *high)  # type: ignore[return-value]  # four of them


def shown_in(hull: Hull, clip: Hull | None, edge: float = _EDGE) -> Hull | None:
    """The part of a hull that a clip lets be seen, None for none; as it is but for its edge.

    >>> shown_in((0, 0, 100, 100), (20, 1, 60, 300)), shown_in((0, 0, 9, 9), (20, 0, 60, 60))
    ((20, 0, 60, 100), None)
    """
    if clip is None:
        return hull
    x0, low, x1, high = hull
    left, bottom, right, top = clip
    if max(x0, left) > min(x1, right) + edge or max(low, bottom) > min(high, top) + edge:
        return None
    return (
        *(left if left > x0 + edge else x0, bottom if bottom > low + edge else low),
        *(right if right < x1 - edge else x1, top if top < high - edge else high),
    )


def cut_off(painted: Painted, clip: Hull) -> Iterator[Painted]:
    """What is seen of a shape: its area ends at the clip, and so do its sides, not its frame."""
    (straight, fill, stroke, corners, *rest), hull = painted
    shown = shown_in(hull, clip)
    if shown is None or shown == hull or not straight or stroke is None or corners <= _LINE:
        if shown is not None:
            yield painted[0], shown
        return
    if fill is not None:
        yield (straight, fill, None, corners, *rest), shown  # type: ignore[misc]  # as before
    x0, low, x1, high = hull
    for side in (
        (x0, low, x1, low),
        (x0, high, x1, high),
        (x0, low, x0, high),
        (x1, low, x1, high),
    ):
        part = shown_in(side, clip)
        if part is not None:
            yield (True, None, stroke, _LINE, (0, 0), ""), part
