"""Text under an area that is painted over it: nobody sees it, unless the area lets it through.

It may be half transparent or cut off itself, and text may be printed on it: what is found here is
looked at on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf.hulls import Hull
from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.paths import Paths
from extractors.formats.pdf.runs import States
from extractors.pages.sheet import Flags, Floats, Ints
from extractors.thousands import is_any

_MOST_PAIRS = 4_000_000  # of areas and texts that are looked at at once
_EDGE = 0.3  # of a text's height that areas beside it may reach over


class Texts(NamedTuple):
    """Where the glyphs of a page stand, in the file's own coordinates, and in which object each."""

    boxes: Floats
    run: Ints  # in order
    objects: Integers  # the address of each run's


def beneath(texts: Texts, paths: Paths) -> Flags | None:
    """Which glyphs stand in an area that is painted after them; None for none."""
    if not paths.covers or not len(texts.run):
        return None
    found: Flags | None = None
    for hull, before in _over_any(texts, paths):
        if found is None:
            found, middles = np.zeros(len(texts.run), np.bool_), _middles(texts.boxes)
        found |= before[texts.run] & _within(middles, hull)
    return printed_once(found, texts, paths) if found is not None and is_any(found) else None


def printed_once(chosen: Flags, texts: Texts, paths: Paths) -> Flags:
    """The chosen glyphs without those that are printed again on their place."""
    found, middles = chosen.copy(), _middles(texts.boxes)
    for _, hull in paths.unread(frozenset(texts.objects.tolist())):
        found &= ~_within(middles, hull)
    return found


def _middles(boxes: Floats) -> tuple[Floats, Floats]:
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _within(middles: tuple[Floats, Floats], hull: Hull) -> Flags:
    """Which of these points stand in an area."""
    (x, y), (x0, low, x1, high) = middles, hull
    return np.asarray((x0 < x) & (x < x1) & (low < y) & (y < high))


def masked_out(
    unseen: Flags, run: Ints, found: States, clipped: Flags | None
) -> tuple[States, Flags | None]:
    """Texts of which nothing is seen are hidden; what is not seen of others is cut off."""
    of_all, of_unseen = (
        np.bincount(own, minlength=len(found.hidden)) for own in (run, run[unseen])
    )
    whole = (of_all == of_unseen) & (of_all > 0)
    part = unseen & ~whole[run]
    clipped = part if clipped is None else clipped | part
    return found._replace(hidden=found.hidden | whole), clipped if is_any(clipped) else None


def _over_any(texts: Texts, paths: Paths) -> Iterator[tuple[Hull, Flags]]:
    """The areas that reach over a text before them, and which texts are before."""
    new = np.ones(len(texts.run), np.bool_)
    np.not_equal(texts.run[1:], texts.run[:-1], out=new[1:])
    starts = new.nonzero()[0]
    own = texts.run[starts]
    low = np.minimum.reduceat(texts.boxes[:, :2], starts)
    high = np.maximum.reduceat(texts.boxes[:, 2:], starts)
    edge = _EDGE * (high - low).min(axis=1)[:, None]
    sides = np.concatenate((low + edge, high - edge), axis=1)
    order: Ints | None = None
    step = max(1, _MOST_PAIRS // len(starts))
    for at in range(0, len(paths.covers), step):
        covers = paths.covers[at : at + step]
        over = _reach_over(np.array([cover.hull for cover in covers]), sides)
        if not is_any(over):
            continue
        order = _painted(texts, paths) if order is None else order
        over &= order[own] < np.array([cover.texts for cover in covers])[:, None]
        for number in np.flatnonzero(over.any(axis=1)).tolist():
            hull, count = covers[number]
            yield hull, order < count


def _reach_over(hulls: Floats, sides: Floats) -> Flags:
    """Which of these areas, a row each, have a part of which texts."""
    left, bottom, right, top = hulls.T[:, :, None]
    x0, low, x1, high = sides.T
    return np.asarray((left < x1) & (x0 < right) & (bottom < high) & (low < top))


def _painted(texts: Texts, paths: Paths) -> Ints:
    """When each text is painted, the first of the page being 0."""
    when = {address: number for number, (address, _) in enumerate(paths.texts)}
    return np.array([when.get(one, len(when)) for one in texts.objects.tolist()])
