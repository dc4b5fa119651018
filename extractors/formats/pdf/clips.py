"""What objects of a page are cut off by: only the part of an area inside its clip is seen.

Programs fill far more than they mean to show, and show a part of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.hulls import (
    IDENTITY,
    Hull,
    Matrix,
    Point,
    hull_of,
    is_apart,
    is_straight,
    moved,
)
from extractors.formats.pdf.loops import Integers, told
from extractors.formats.pdf.rectangles import are_level, rectangles
from extractors.pages.shapes import BAND, DOUBTFUL, THICKEST_RULE, is_rounded
from extractors.thousands import is_any

_EDGE = 2.0  # points that an object may reach over its clip, as the width of a line does
_MOST_CLIPS = 8  # of an object, the last ones: each is within the one before
_MOST_POINTS = 64  # of a clip: a rectangle or circle has some; what has more is taken for whole
_LINE = 2  # corners
_BEZIER, _MOVE = 1, 2
_LARGEST_SIGN = 30.0  # points

# Shape's fields but its box.
Paint = tuple[bool, str | None, str | None, int, tuple[int, int], str]
Painted = tuple[Paint, Hull]


class Clip(NamedTuple):
    """What is seen of what stands inside: all of its hull, or parts of it."""

    hull: Hull
    parts: tuple[Hull, ...]  # rectangles, each as large as it can be
    doubtful: tuple[Hull, ...] = ()  # a clip does not tell whether its holes are any
    is_odd: bool = False  # curved or leaning: of its hull an unknown part is seen
    outlines: tuple[list[Point], ...] = ()  # of those that lean, each within the one before


class Holder(NamedTuple):
    """Where the objects of a page or form stand: how it moves them, how deep, and its own clip."""

    matrix: Matrix = IDENTITY
    depth: int = 0
    clip: Clip | None = None

    def clips(self, objects: Integers) -> Sequence[Clip | None]:
        """What each of these objects is seen in; None for all of the page.

        A hull may be larger than the clip, never smaller.
        """
        paths = told(calls.clip_path, len(objects), objects)
        counts = told(calls.count_clips, len(paths), paths)
        if not is_any(counts > 0):
            return [self.clip] * len(objects)
        asked = np.maximum(counts, 1) - 1
        # Objects with one clip have its points in common.
        starts = told(calls.clip_segment, len(paths), paths, asked, 0)
        keys = zip(np.maximum(counts, 0).tolist(), (starts * (counts > 0)).tolist(), strict=True)
        known: dict[tuple[int, int], Clip | None] = {(0, 0): self.clip}
        found = []
        for path, key in zip(paths.tolist(), keys, strict=True):
            if key not in known:
                known[key] = _both(self.clip, self._within(path, key[0]))
            found.append(known[key])
        return found

    def _within(self, path: int, count: int) -> Clip | None:
        handle, found = ctypes.c_void_p(path), None
        for number in range(max(0, count - _MOST_CLIPS), count):
            outlines, curved = _outlines(handle, number, self.matrix)
            if outlines:
                found = _both(found, _clip(outlines, curved=curved))
        return found


def _outlines(path: ctypes.c_void_p, number: int, matrix: Matrix) -> tuple[list[list[Point]], bool]:
    """The outlines of a clip, and whether any is curved."""
    count = calls.count_clip_segments(path, number)
    if not 2 < count <= _MOST_POINTS:
        return [], False
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[list[Point]] = []
    curved = False
    for index in range(count):
        segment = ctypes.c_void_p(calls.clip_segment(path, number, index))
        calls.segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        kind = calls.segment_type(segment)
        if kind == _MOVE or not found:
            found.append([])
        curved = curved or kind == _BEZIER
        found[-1].append(moved((x.value, y.value), matrix))
    return [points for points in found if len(points) > _LINE], curved


def _clip(outlines: list[list[Point]], *, curved: bool) -> Clip:
    hull = hull_of([point for points in outlines for point in points])
    if len(outlines) == 1 and (is_rounded if curved else is_straight)(outlines[0]):
        return Clip(hull, (hull,))
    if min(hull[2] - hull[0], hull[3] - hull[1]) <= THICKEST_RULE:
        return Clip(hull, (hull,))
    if curved or not are_level(outlines):
        leaning = () if curved or len(outlines) > 1 else (outlines[0],)
        return Clip(hull, (hull,), is_odd=True, outlines=leaning)
    return Clip(hull, *rectangles(outlines))


def _both(one: Clip | None, other: Clip | None) -> Clip | None:
    if one is None or other is None:
        return one or other
    either = [(part, (*other.parts, *other.doubtful)) for part in one.doubtful]
    either += [(part, one.parts) for part in other.doubtful]
    return Clip(
        _shared(one.hull, other.hull),
        tuple(_overlaps([(part, other.parts) for part in one.parts])),
        tuple(_overlaps(either)),
        one.is_odd or other.is_odd,
        one.outlines + other.outlines,
    )


def _overlaps(pairs: Iterable[tuple[Hull, Iterable[Hull]]]) -> Iterator[Hull]:
    for part, others in pairs:
        for shared in (_shared(part, other) for other in others):
            if shared[0] < shared[2] and shared[1] < shared[3]:
                yield shared


def _shared(one: Hull, other: Hull) -> Hull:
    low, high = map(max, one[:2], other[:2]), map(min, one[2:], other[2:])
    return (*low, *high)  # type: ignore[return-value]  # four of them


def shown_in(hull: Hull, clip: Hull, edge: float = _EDGE) -> Hull | None:
    """The part of a hull that a box lets be seen, None for none; as it is but for its edge.

    >>> shown_in((0, 0, 100, 100), (20, 1, 60, 300)), shown_in((0, 0, 9, 9), (20, 0, 60, 60))
    ((20, 0, 60, 100), None)
    """
    x0, low, x1, high = hull
    left, bottom, right, top = clip
    if max(x0, left) > min(x1, right) + edge or max(low, bottom) > min(high, top) + edge:
        return None
    return (
        *(left if left > x0 + edge else x0, bottom if bottom > low + edge else low),
        *(right if right < x1 - edge else x1, top if top < high - edge else high),
    )


def cut_off(painted: Painted, clip: Clip) -> Iterator[Painted]:
    """What is seen of a shape: its area ends at the clip, and so do its sides, not its frame."""
    paint, hull = painted
    if clip.outlines and _is_outside(hull, clip):
        return
    if not paint[0]:
        shown = seen_in(hull, clip)
        if shown is not None:
            yield paint, shown
        return
    for part in clip.parts:
        yield from _part_of(painted, part, clip)
    for part in clip.doubtful:
        yield from _doubtful(painted, part)


def seen_in(hull: Hull, clip: Clip | None, edge: float = _EDGE) -> Hull | None:
    """The part of a hull that is inside a clip's, where any is inside the clip."""
    if clip is None:
        return hull
    if clip.outlines and _is_outside(hull, clip):
        return None
    parts = (*clip.parts, *clip.doubtful)
    is_seen = any(shown_in(hull, part, edge) is not None for part in parts)
    return shown_in(hull, clip.hull, edge) if is_seen else None


def _is_outside(hull: Hull, clip: Clip) -> bool:
    """Whether a side of a leaning clip parts an area from it; its rules end at its hull."""
    x0, low, x1, high = hull
    corners = [(x0, low), (x0, high), (x1, low), (x1, high)]
    is_thin = min(x1 - x0, high - low) <= THICKEST_RULE
    return not is_thin and any(is_apart(corners, outline) for outline in clip.outlines)


def _doubtful(painted: Painted, part: Hull) -> Iterator[Painted]:
    """The area in what may be a hole: the page shows whether it is one."""
    (_, fill, _, corners, *rest), hull = painted
    shown = shown_in(hull, part)
    if not fill or shown is None:
        return
    if min(shown[2] - shown[0], shown[3] - shown[1]) > THICKEST_RULE:
        yield (True, DOUBTFUL + fill, None, corners, *rest), shown  # type: ignore[misc]  # as before


def _part_of(painted: Painted, part: Hull, clip: Clip) -> Iterator[Painted]:
    (_, fill, stroke, corners, *rest), hull = painted
    shown = shown_in(hull, part)
    if shown is None:
        return
    if corners <= _LINE or shown == hull:
        yield painted[0], shown
        return
    wide, high = shown[2] - shown[0], shown[3] - shown[1]
    is_odd = clip.is_odd and min(wide, high) > THICKEST_RULE and max(wide, high) > _LARGEST_SIGN
    if clip.parts != (clip.hull,) and min(wide, high) <= BAND and max(wide, high) > _LARGEST_SIGN:
        yield (True, None, fill or stroke, _LINE, (0, 0), ""), middle_of(shown)
        return
    if fill is not None:
        yield (not is_odd, fill, None, corners, *rest), shown  # type: ignore[misc]  # as before
    if stroke is not None:
        yield from _sides(hull, part, stroke)


def middle_of(hull: Hull) -> Hull:
    """The line along the middle of a narrow area, as the sides of a frame are."""
    x0, low, x1, high = hull
    if x1 - x0 < high - low:
        x0 = x1 = (x0 + x1) / 2
    else:
        low = high = (low + high) / 2
    return x0, low, x1, high


def _sides(hull: Hull, part: Hull, stroke: str) -> Iterator[Painted]:
    """The sides of a frame that are inside."""
    x0, low, x1, high = hull
    for side in (
        (x0, low, x1, low),
        (x0, high, x1, high),
        (x0, low, x0, high),
        (x1, low, x1, high),
    ):
        shown = shown_in(side, part)
        if shown is not None:
            yield (True, None, stroke, _LINE, (0, 0), ""), shown
