"""Whether texts leave a trace on a page: it is drawn with them and without them.

What looks the same either way nobody sees, whatever the reason.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.figures import CHANNELS, Window, window_pixels
from extractors.pages.sheet import Flags, Floats, Ints

_HIGH = 10.0  # pixels of the lowest letter: so many show it
_SCALES = 0.5, 2.0  # pixels to a point, at least and at most
_MOST_PIXELS = 1_700  # of a side of what is drawn
_BESIDE = 0.2  # of a letter's width on either side, where its neighbours may stand


class View(NamedTuple):
    """How a page is drawn: quarter turns clockwise from the page as displayed, and its size then.

    Boxes are told in that frame.
    """

    page: Any
    size: tuple[float, float]
    turn: int


def are_seen(view: View, objects: Iterable[int], boxes: Floats) -> Flags:
    """In which boxes the page looks otherwise without these text objects."""
    if not len(boxes):
        return np.zeros(0, np.bool_)
    scale = _scale(boxes)
    corners = _corners(boxes, scale, view.size)
    drawn = _differing(view, objects, corners, scale)
    return np.zeros(len(boxes), np.bool_) if drawn is None else _are_any(*drawn)


def seen_parts(view: View, objects: Iterable[int], boxes: Floats) -> Floats:
    """The parts of these boxes in which the page looks otherwise without these text objects."""
    scale = _scale(boxes)
    drawn = _differing(view, objects, _corners(boxes, scale, view.size), scale)
    if drawn is None:
        return boxes[:0]
    differs, corners = drawn
    pixels = np.asarray(differs.reshape(len(differs), -1, CHANNELS).any(axis=2))
    origin = (_corners(boxes, scale, view.size) - corners)[0, :2].tolist()
    found = []
    for x0, top, x1, low in corners.tolist():
        rows, columns = np.asarray(pixels[top:low, x0:x1]).nonzero()
        if len(rows):
            left, high = x0 + origin[0], top + origin[1]
            upper, lower = (left, high), (left + 1, high + 1)
            part = (columns.min(), rows.min()), (columns.max(), rows.max())
            found.append(np.concatenate([np.add(part[0], upper), np.add(part[1], lower)]))
    return np.array(found, np.float32).reshape(-1, 4) / np.float32(scale)


def _corners(boxes: Floats, scale: float, size: tuple[float, float]) -> Ints:
    """The pixels of what lies inside these boxes, each one at least."""
    inset = _BESIDE * (boxes[:, 2] - boxes[:, 0])
    inner = boxes + np.stack((inset, np.zeros_like(inset), -inset, np.zeros_like(inset)), axis=1)
    corners = np.rint(inner * scale).astype(np.int64)
    corners[:, 2:] = np.maximum(corners[:, 2:], corners[:, :2] + 1)
    edge = _pixels(size, scale)
    return np.asarray(np.clip(corners, 0, (*edge, *edge)))


def _pixels(size: tuple[float, float], scale: float) -> tuple[int, int]:
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _differing(
    view: View, objects: Iterable[int], corners: Ints, scale: float
) -> tuple[Flags, Ints] | None:
    """What of the page differs, channel by channel, around these corners, and where they are in it.

    None beside the page.
    """
    left, top = corners[:, :2].min(axis=0).tolist()
    right, low = corners[:, 2:].max(axis=0).tolist()
    if left == right or top == low:
        return None
    window = Window(left, top, right, low, view.turn)
    size = _pixels(view.size, scale)
    shown = window_pixels(view.page, size, window)
    with left_out(objects):
        differs = shown != window_pixels(view.page, size, window)
    return differs, corners - (left, top, left, top)


def _scale(boxes: Floats) -> float:
    """Pixels to a point, by which all letters show."""
    sides = boxes[:, 2:] - boxes[:, :2]
    lowest = float(sides[:, 1].min())
    reach = float((boxes[:, 2:].max(axis=0) - boxes[:, :2].min(axis=0)).max())
    least, most = _SCALES
    return min(max(_HIGH / max(lowest, 1.0), least), most, _MOST_PIXELS / max(reach, 1.0))


def _are_any(differs: Flags, corners: Ints) -> Flags:
    """In which boxes anything differs; those of one line are asked together."""
    lines: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, line in enumerate(zip(*corners[:, 1::2].T.tolist(), strict=True)):
        lines[line].append(index)
    found = np.zeros(len(corners), np.bool_)
    counts = np.zeros(differs.shape[1] + 1, np.int64)
    for (top, low), own in lines.items():
        differs[top:low].any(axis=0).cumsum(out=counts[1:])
        x0, x1 = CHANNELS * corners[own][:, ::2].T
        found[own] = counts[x1] > counts[x0]
    return found


@contextmanager
def left_out(objects: Iterable[int]) -> Iterator[None]:
    """The page without these objects, while it lasts."""
    handles = [ctypes.c_void_p(address) for address in objects]
    for handle in handles:
        calls.set_active(handle, 0)
    try:
        yield
    finally:
        for handle in handles:
            calls.set_active(handle, 1)
