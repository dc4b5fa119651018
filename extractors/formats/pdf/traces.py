"""Whether texts leave a trace on a page: it is drawn with them and without them.

What looks the same either way nobody sees, whatever the reason.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.figures import CHANNELS, Window, window_pixels
from extractors.pages.sheet import Flags, Floats, Ints

_HIGH = 10.0  # pixels of the lowest letter: so many show it
_SCALES = 0.5, 2.0  # pixels to a point, at least and at most
_MOST_PIXELS = 1_700  # of a side of what is drawn
_BESIDE = 0.2  # of a letter's width on either side, where its neighbours may stand


def are_seen(page: Any, size: tuple[float, float], objects: Iterable[int], boxes: Floats) -> Flags:
    """In which boxes the page, as displayed, looks otherwise without these text objects."""
    if not len(boxes):
        return np.zeros(0, np.bool_)
    scale = _scale(boxes)
    inset = _BESIDE * (boxes[:, 2] - boxes[:, 0])
    inner = boxes + np.stack((inset, np.zeros_like(inset), -inset, np.zeros_like(inset)), axis=1)
    corners = np.rint(inner * scale).astype(np.int64)
    corners[:, 2:] = np.maximum(corners[:, 2:], corners[:, :2] + 1)
    edge = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    corners = np.clip(corners, 0, (*edge, *edge))
    left, top = corners[:, :2].min(axis=0).tolist()
    right, low = corners[:, 2:].max(axis=0).tolist()
    if left == right or top == low:  # beside the page
        return np.zeros(len(boxes), np.bool_)
    window = Window(left, top, right, low)
    shown = window_pixels(page, edge, window)
    with _left_out(objects):
        differs = shown != window_pixels(page, edge, window)
    return _are_any(differs, corners - (left, top, left, top))


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
def _left_out(objects: Iterable[int]) -> Iterator[None]:
    handles = [ctypes.c_void_p(address) for address in objects]
    for handle in handles:
        calls.set_active(handle, 0)
    try:
        yield
    finally:
        for handle in handles:
            calls.set_active(handle, 1)
