"""Signs and pictures under an area that is painted over them, as where a status was corrected."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from extractors.document import Notice, Place
from extractors.formats.pdf.clips import Painted
from extractors.formats.pdf.hulls import Hull
from extractors.pages.sheet import Floats
from extractors.thousands import is_any

_LEAST = 0.1  # points a side
_LARGEST, _LARGEST_SQUARE = 200.0, 30.0  # what is larger is no sign, but may be a background
_COVERING = 4.0  # points a side of an area that covers any
_BESIDE = 1.0  # points by which a sign may reach out
_MANY = 500  # pairs of signs and areas, from which on arrays take less time
_AT_ONCE = 200_000  # of them that are looked at in one step
_MOST_ASKED = 100  # rectangles of a page of which it is told whether they are backgrounds
_FILLED = 0.6  # of its width: so much a word takes of the area behind it
_COVERED = "Signs or pictures are painted over or transparent, so that nobody sees them; left out."


class Sign(NamedTuple):
    """What may be a sign, and when it is painted: the number of its shape, or one between two."""

    address: int
    hull: Hull
    when: float
    is_box: bool = False


def beneath(
    signs: Sequence[Sign], shapes: Sequence[Painted], pictures: Sequence[Sign]
) -> Sequence[Sign]:
    """Those of these over which an area or a picture is painted later, opaque or not."""
    signs = list(filter(_is_one, signs))
    first = math.floor(min((one.when for one in signs), default=len(shapes))) + 1
    later = enumerate(shapes[first:], first)
    areas: list[tuple[float, Hull]] = [
        (at, hull if straight else _within(hull))
        for at, ((straight, fill, *_), hull) in later
        if fill
    ]
    areas += [(one.when, one.hull) for one in pictures if one.when > first - 1]
    areas = [(at, hull) for at, hull in areas if min(_sides(hull)) > _COVERING]
    if len(signs) * len(areas) > _MANY:
        return _of_many(signs, areas)
    return [sign for sign in signs if any(_is_over(*area, sign) for area in areas)]


def _within(hull: Hull) -> Hull:
    """Of a round area what may cover a sign: one as large is another part of its drawing."""
    x0, low, x1, high = hull
    by = 2 * _BESIDE
    return x0 + by, low + by, x1 - by, high - by


def _is_over(when: float, hull: Hull, sign: Sign) -> bool:
    x0, low, x1, high = sign.hull
    return (
        when > sign.when
        and hull[0] <= x0 + _BESIDE
        and hull[1] <= low + _BESIDE
        and hull[2] >= x1 - _BESIDE
        and hull[3] >= high - _BESIDE
    )


def _sides(hull: Hull) -> tuple[float, float]:
    return hull[2] - hull[0], hull[3] - hull[1]


def _of_many(signs: Sequence[Sign], areas: Sequence[tuple[float, Hull]]) -> list[Sign]:
    """The same, as many at once as take little memory."""
    painted, hulls = np.array([at for at, _ in areas]), np.array([hull for _, hull in areas])
    step = max(1, _AT_ONCE // len(areas))
    blocks = (signs[at : at + step] for at in range(0, len(signs), step))
    return [sign for block in blocks for sign in _of_block(block, painted, hulls)]


def _of_block(signs: Sequence[Sign], painted: Floats, hulls: Floats) -> list[Sign]:
    own = np.array([one.hull for one in signs])[:, None]
    when = np.array([one.when for one in signs])[:, None]
    (left, low, right, high), (x0, bottom, x1, top) = own.T.swapaxes(1, 2), hulls.T
    found = painted > when
    found &= x0 <= left + _BESIDE
    found &= x1 >= right - _BESIDE
    found &= bottom <= low + _BESIDE
    found &= top >= high - _BESIDE
    return [signs[at] for at in np.flatnonzero(found.any(axis=1)).tolist()]


def backgrounds(
    signs: Iterable[Sign], shapes: Sequence[Painted], texts: Sequence[Hull]
) -> set[Sign]:
    """The rectangles among the first of these that are as large as a cell, or as a text on it."""
    boxes = [one for one in signs if one.is_box][:_MOST_ASKED]
    hulls = np.array([hull for (straight, *_), hull in shapes if straight]).reshape(-1, 4)
    words = np.array(texts).reshape(-1, 4)
    return {one for one in boxes if _holds(one.hull, words) or _is_framed(one.hull, hulls)}


def _holds(hull: Hull, texts: Floats) -> bool:
    """Whether a text stands inside that is nearly as wide."""
    x0, low, x1, high = hull
    middle = (texts[:, :2] + texts[:, 2:]) / 2
    found = ((middle > (x0, low)) & (middle < (x1, high))).all(axis=1)
    found &= texts[:, 2] - texts[:, 0] > _FILLED * (x1 - x0)
    return is_any(found)


def _is_framed(hull: Hull, hulls: Floats) -> bool:
    """Whether on each side lies one of another rectangle or a rule, as long or longer."""
    others = hulls[np.abs(hulls - hull).max(axis=1, initial=0.0) > _BESIDE]
    low, high = hull[:2], hull[2:]
    along = (others[:, :2] <= np.add(low, _BESIDE)) & (others[:, 2:] >= np.subtract(high, _BESIDE))
    return all(
        is_any(along[:, 1 - axis] & (np.abs(others[:, axis::2] - at) <= _BESIDE).any(axis=1))
        for axis, sides in enumerate(zip(low, high, strict=True))
        for at in sides
    )


def _is_one(sign: Sign) -> bool:
    """Whether it is no rule and no background of a cell."""
    sides = _sides(sign.hull)
    return max(sides) <= (_LARGEST_SQUARE if sign.is_box else _LARGEST) and min(sides) > _LEAST


def covered_signs(number: int, boxes: Floats) -> Notice:
    """That signs of a page are not seen, and where in its frame."""
    box = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
    place = Place(number, *(round(side, 2) for side in box))
    return Notice("covered-sign", "info", _COVERED, f"page {number}", f"page[{number}]", place)
