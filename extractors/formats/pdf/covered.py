"""Text under an area that is painted over it: nobody sees it, unless the area lets it through.

It may be half transparent or cut off itself, and text may be printed on it. So a page is drawn with
the texts in question and without them: what looks the same either way is not seen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.figures import page_pixels
from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.paths import Cover, Paths
from extractors.pages.sheet import Flags, Floats, Ints
from extractors.thousands import is_any

_SCALE = 2.0  # pixels to a point; letters of 6 points show
_MOST_PIXELS = 1_500  # of a side of the page
_EDGE = 0.3  # of a text's height that areas beside it may reach over
_BESIDE = 0.2  # of a letter's width on either side, where its neighbours may stand


class Texts(NamedTuple):
    """Where the glyphs of a page stand, in the file's own coordinates, and in which object each."""

    boxes: Floats
    run: Ints  # in order
    objects: Integers  # the address of each run's


def beneath(texts: Texts, paths: Paths) -> Flags | None:
    """Which glyphs stand in an area that is painted after them; None for none."""
    covers = [cover for cover in paths.covers if cover.texts]
    if not covers or not len(texts.run):
        return None
    when = {address: number for number, (address, _) in enumerate(paths.texts)}
    order = np.array([when.get(one, len(when)) for one in texts.objects.tolist()])
    found = np.zeros(len(texts.run), np.bool_)
    x, y = ((texts.boxes[:, side] + texts.boxes[:, side + 2]) / 2 for side in (0, 1))
    for (x0, low, x1, high), count in _over_any(covers, texts, order):
        found |= (order[texts.run] < count) & (x0 < x) & (x < x1) & (low < y) & (y < high)
    if not is_any(found):
        return None
    for _, (x0, low, x1, high) in paths.unread(frozenset(texts.objects.tolist())):
        found &= ~((x0 < x) & (x < x1) & (low < y) & (y < high))  # the same text is printed again
    return found


def _over_any(covers: Sequence[Cover], texts: Texts, order: Ints) -> Iterator[Cover]:
    """The areas that reach over a text before them."""
    starts = np.flatnonzero(np.diff(texts.run, prepend=-1))
    own = texts.run[starts]
    x0, low = np.minimum.reduceat(texts.boxes[:, :2], starts).T
    x1, high = np.maximum.reduceat(texts.boxes[:, 2:], starts).T
    edge = _EDGE * np.minimum(x1 - x0, high - low)
    left, bottom, right, top = np.array([cover.hull for cover in covers]).T[:, :, None]
    over = order[own] < np.array([cover.texts for cover in covers])[:, None]
    over &= (left < x1 - edge) & (x0 + edge < right) & (bottom < high - edge) & (low + edge < top)
    for number in np.flatnonzero(over.any(axis=1)).tolist():
        yield covers[number]


def unseen(page: Any, size: tuple[float, float], objects: Iterable[int], boxes: Floats) -> Flags:
    """In which boxes the page looks the same without these texts; it lies as displayed."""
    scale = min(_SCALE, _MOST_PIXELS / max(*size, 1.0))
    shown = page_pixels(page, size, scale)
    with _left_out(objects):
        differs = (shown != page_pixels(page, size, scale)).any(axis=2)
    inset = _BESIDE * (boxes[:, 2] - boxes[:, 0])
    inner = boxes + np.stack((inset, np.zeros_like(inset), -inset, np.zeros_like(inset)), axis=1)
    corners = np.maximum(np.rint(inner * scale), 0).astype(np.int64).tolist()
    return np.array([not differs[top:low, x0:x1].any() for x0, top, x1, low in corners], np.bool_)


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
