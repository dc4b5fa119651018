"""Comments with an opaque look that lie over text, as squares that black it out: nobody reads it.

What a comment lets through is told by drawing it alone, on white paper and on black.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

import numpy as np
from pypdfium2 import raw

from extractors.formats.pdf import calls
from extractors.formats.pdf.codes import BLANK, are, kinds_of
from extractors.formats.pdf.figures import CHANNELS, Window, window_pixels
from extractors.pages.sheet import Flags, Floats, Ints
from extractors.thousands import is_any

# No part of the page: what viewers open, and the icons that they show for it.
_ASIDE = frozenset(
    (
        *(raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FILEATTACHMENT),
        *(raw.FPDF_ANNOT_SOUND, raw.FPDF_ANNOT_MOVIE, raw.FPDF_ANNOT_SCREEN),
    )
)
_MOST_DRAWN = 20_000_000  # pixels of all comments: those of ten whole pages
_SCALE = 2.0  # pixels to a point
_MOST_PIXELS = 3_000  # of a side of the page
_AROUND = 3  # pixels on all sides of a spot that is hidden: more than a line is wide
_WHITE, _BLACK = 255, 0
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN
_ACROSS = np.linspace(0.1, 0.9, 9)  # of a field's width, where its text may stand

Hull = tuple[float, float, float, float]  # left, bottom, right, top as in the file


def may_hide(kind: int) -> bool:
    """Whether a comment of that kind may lie over text as a part of the page."""
    return kind not in _ASIDE


def hiding(
    page: Any, comments: Mapping[int, Hull], fields: Sequence[Hull]
) -> tuple[frozenset[int], int]:
    """Those of these comments, by their numbers, that hide text of the page or of these fields.

    Also how many were not looked at: to draw one takes as long as it is large.
    """
    points = _points(page, fields) if comments else np.zeros((0, 2))
    over = [(number, _within(points, hull)) for number, hull in comments.items()]
    over = [(number, inside) for number, inside in over if is_any(inside)]
    if not over:
        return frozenset(), 0
    found = set()
    size = _pixels_of(page)
    spots = _spots(page, size, points)
    areas = accumulate(_area(spots[inside]) for _, inside in over)
    looked = sum(area <= _MOST_DRAWN for area in areas)
    unlooked, over = len(over) - looked, over[:looked]
    if not over:
        return frozenset(), unlooked
    comments = {number: comments[number] for number, _ in over}
    with _alone(page) as shown:
        shown(comments)
        hidden = np.zeros(len(points), np.bool_)
        beneath = np.logical_or.reduce([inside for _, inside in over])
        hidden[beneath] = _are_hidden(page, size, spots[beneath])
        for number, inside in over:
            own = spots[inside & hidden]
            if len(own):
                shown([number])
                if is_any(_are_hidden(page, size, own)):
                    found.add(number)
    return frozenset(found), unlooked


def _area(spots: Ints) -> int:
    """How many pixels are drawn to look at some."""
    return int(np.prod(np.ptp(spots, axis=0) + 2 * _AROUND)) if len(spots) else 0


def _points(page: Any, fields: Sequence[Hull]) -> Floats:
    """Where letters stand: the middle of each, and of the fields many across."""
    text = ctypes.c_void_p(calls.load_text(page))
    try:
        count = max(calls.count_chars(text), 0)
        codes = calls.of_each(calls.unicode_of, text, count).astype(np.uint32)
        inked = (~are(BLANK, kinds_of(codes))).nonzero()[0]
        boxes = calls.Slots(4).of_page(calls.loose_box, text, inked)
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    finally:
        calls.close_text(text)
    across = [(x0 + (x1 - x0) * _ACROSS, (low + high) / 2) for x0, low, x1, high in fields]
    return np.concatenate([middles, *(np.stack((x, np.full_like(x, y)), 1) for x, y in across)])


def _within(points: Floats, hull: Hull) -> Flags:
    x0, low, x1, high = hull
    x, y = points.T
    return np.asarray((x0 < x) & (x < x1) & (low < y) & (y < high))


@contextmanager
def _alone(page: Any) -> Iterator[Any]:
    """A function that lets a page show some comments and nothing else, until the next ones."""
    objects = [ctypes.c_void_p(at) for at in _objects(page)]
    count = calls.count_annotations(page)
    flags = [_flags(page, index) for index in range(count)]
    last: list[int] = []

    def shown(numbers: Iterable[int]) -> None:
        for one in last:
            _set_flag(page, one, _HIDDEN)
        last[:] = numbers
        for one in last:
            _set_flag(page, one, flags[one])

    for index in range(count):
        _set_flag(page, index, _HIDDEN)
    for handle in objects:
        calls.set_active(handle, 0)
    try:
        yield shown
    finally:
        for handle in objects:
            calls.set_active(handle, 1)
        for index, flag in enumerate(flags):
            _set_flag(page, index, flag)


def _objects(page: Any) -> list[int]:
    found: list[int] = calls.of_each(
        calls.page_object, page, max(calls.count_objects(page), 0)
    ).tolist()
    return found


def _flags(page: Any, index: int) -> int:
    annotation = ctypes.c_void_p(calls.annotation_at(page, index))
    try:
        return int(calls.annotation_flags(annotation))
    finally:
        calls.close_annotation(annotation)


def _set_flag(page: Any, index: int, flag: int) -> None:
    annotation = ctypes.c_void_p(calls.annotation_at(page, index))
    calls.set_annotation_flags(annotation, flag)
    calls.close_annotation(annotation)


def _are_hidden(page: Any, size: tuple[int, int], spots: Ints) -> Flags:
    """Whether nothing shows through what is drawn at each of these pixels, and close around."""
    (left, top), (right, low) = (spots.min(axis=0) - _AROUND), (spots.max(axis=0) + _AROUND)
    window = Window(*map(int, (left, top, right, low)))
    white, black = (window_pixels(page, size, window, paper) for paper in (_WHITE, _BLACK))
    same = (white == black).reshape(len(white), -1, CHANNELS).all(axis=2)
    side = 2 * _AROUND
    corners = (spots - (left + _AROUND, top + _AROUND)).tolist()
    found = [bool(same[y : y + side, x : x + side].all()) for x, y in corners]
    return np.array(found, np.bool_)


def _spots(page: Any, size: tuple[int, int], points: Floats) -> Ints:
    """The pixels in which points of the file are drawn, with room around them."""
    spots = np.array([_spot(page, size, x, y) for x, y in points.tolist()])
    most = np.maximum(np.array(size) - _AROUND, _AROUND)
    return np.asarray(np.clip(spots, _AROUND, most))


def _pixels_of(page: Any) -> tuple[int, int]:
    sides = [
        side(ctypes.cast(page, raw.FPDF_PAGE))
        for side in (raw.FPDF_GetPageWidthF, raw.FPDF_GetPageHeightF)
    ]
    scale = min(_SCALE, _MOST_PIXELS / max(*sides, 1.0))
    return max(1, round(sides[0] * scale)), max(1, round(sides[1] * scale))


def _spot(page: Any, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    """The pixel in which a point of the file is drawn."""
    across, down = ctypes.c_int(), ctypes.c_int()
    where = ctypes.byref(across), ctypes.byref(down)
    raw.FPDF_PageToDevice(ctypes.cast(page, raw.FPDF_PAGE), 0, 0, *size, 0, x, y, *where)
    return across.value, down.value
