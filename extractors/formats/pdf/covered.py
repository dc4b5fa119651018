"""Text under an area that is painted over it: nobody sees it, unless the area lets it through.

It may be half transparent or cut off itself, and text may be printed on it: what is found here is
looked at on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.paths import Hull, Paths
from extractors.formats.pdf.runs import States
from extractors.pages.sheet import Flags, Floats, Ints
from extractors.thousands import is_any

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
    over = list(_over_any(texts, paths))
    if not over:
        return None
    found = np.zeros(len(texts.run), np.bool_)
    for hull, before in over:
        found |= before[texts.run] & _within(texts.boxes, hull)
    return printed_once(found, texts, paths) if is_any(found) else None


def printed_once(chosen: Flags, texts: Texts, paths: Paths) -> Flags:
    """The chosen glyphs without those that are printed again on their place."""
    found = chosen.copy()
    for _, hull in paths.unread(frozenset(texts.objects.tolist())):
        found &= ~_within(texts.boxes, hull)
    return found


def _within(boxes: Floats, hull: Hull) -> Flags:
    """Whose middles stand in an area."""
    x0, low, x1, high = hull
    x, y = ((boxes[:, side] + boxes[:, side + 2]) / 2 for side in (0, 1))
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
    x0, low = np.minimum.reduceat(texts.boxes[:, :2], starts).T
    x1, high = np.maximum.reduceat(texts.boxes[:, 2:], starts).T
    edge = _EDGE * np.minimum(x1 - x0, high - low)
    left, bottom, right, top = np.array([cover.hull for cover in paths.covers]).T[:, :, None]
    over = (left < x1 - edge) & (x0 + edge < right) & (bottom < high - edge) & (low + edge < top)
    if not is_any(over):
        return
    order = _painted(texts, paths)
    over &= order[own] < np.array([cover.texts for cover in paths.covers])[:, None]
    for number in np.flatnonzero(over.any(axis=1)).tolist():
        hull, count = paths.covers[number]
        yield hull, order < count


def _painted(texts: Texts, paths: Paths) -> Ints:
    """When each text is painted, the first of the page being 0."""
    when = {address: number for number, (address, _) in enumerate(paths.texts)}
    return np.array([when.get(one, len(when)) for one in texts.objects.tolist()])
