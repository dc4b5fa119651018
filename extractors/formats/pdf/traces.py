"""Whether texts leave a trace on a page: it is drawn with them and without them.

What looks the same either way nobody sees, whatever the reason.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.figures import page_pixels
from extractors.pages.sheet import Flags, Floats

_SCALE = 2.0  # pixels to a point; letters of 6 points show
_MOST_PIXELS = 1_500  # of a side of the page
_BESIDE = 0.2  # of a letter's width on either side, where its neighbours may stand


def are_seen(page: Any, size: tuple[float, float], objects: Iterable[int], boxes: Floats) -> Flags:
    """In which boxes the page, as displayed, looks otherwise without these text objects."""
    scale = min(_SCALE, _MOST_PIXELS / max(*size, 1.0))
    shown = page_pixels(page, size, scale)
    with _left_out(objects):
        differs = (shown != page_pixels(page, size, scale)).any(axis=2)
    inset = _BESIDE * (boxes[:, 2] - boxes[:, 0])
    inner = boxes + np.stack((inset, np.zeros_like(inset), -inset, np.zeros_like(inset)), axis=1)
    corners = np.maximum(np.rint(inner * scale), 0).astype(np.int64).tolist()
    return np.array([differs[top:low, x0:x1].any() for x0, top, x1, low in corners], np.bool_)


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
