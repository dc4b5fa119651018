"""Signs in the company of others of their column: what stands alone is told by its neighbours.

Recognition takes an arrow for a "1" and a thin check mark for two letters. Where other signs stand
above or below, a piece of ink alone in its cell is looked at again, whatever was read there. And a
cross below a check mark is no tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2

from extractors.formats.scans.marks import ShapedSign, is_of_size, shaped_signs
from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.signs import Box
from extractors.formats.scans.tesseract import Word

_COLUMN = 9.0  # points between the middles of signs in one column
_ALONE = 1.5  # of its longer side, paper to the left and right
_MOST_LETTERS = 2  # of each word that recognition made of a sign
_QUOTES = frozenset("\"'“”„‘’`´")  # no number begins with one
_FIGURES = frozenset("023456789")  # a 1 may be an arrow; what looks like another is a number


class Mistaken(NamedTuple):
    """A sign, and the words that recognition made of it."""

    one: ShapedSign
    words: tuple[Word, ...]


def mistaken(
    colours: Pixels, ink: Pixels, found: Sequence[Word], seen: Sequence[ShapedSign], scale: float
) -> Iterator[Mistaken]:
    """The signs in columns of those seen that were read as words."""
    if not seen:
        return
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2]
    for x, y, width, height, _ in stats[1:].tolist():
        box = x, y, x + width, y + height
        if not is_of_size(box, scale) or not any(
            _is_above(one.sign.box, box, scale) for one in seen
        ):
            continue
        own = tuple(word for word in found if _meet(word.box, box))
        if own and all(map(_may_be_sign, own)) and _has_paper_beside(ink, box):
            yield from (Mistaken(one, own) for one in shaped_signs(colours, ink, [box], scale))


def with_crosses(seen: Sequence[ShapedSign], scale: float) -> list[ShapedSign]:
    """The signs; where a check mark stands in a column, its saltires are crosses."""
    checks = [one.sign.box for one in seen if one.shape == "check"]
    return [
        one._replace(shape="cross")
        if one.shape == "saltire" and any(_is_above(box, one.sign.box, scale) for box in checks)
        else one
        for one in seen
    ]


def _is_above(box: Box, other: Box, scale: float) -> bool:
    """Whether one of them stands above the other in a column."""
    apart = abs(box[0] + box[2] - other[0] - other[2]) / 2
    return apart <= _COLUMN * scale and (box[3] <= other[1] or other[3] <= box[1])


def _meet(word: tuple[float, float, float, float], box: Box) -> bool:
    level = word[0] < box[2] and box[0] < word[2]
    return level and word[1] < box[3] and box[1] < word[3]


def _may_be_sign(word: Word) -> bool:
    is_number = bool(_FIGURES & set(word.text)) and word.text[0] not in _QUOTES
    return len(word.letters) <= _MOST_LETTERS and not is_number


def _has_paper_beside(ink: Pixels, box: Box) -> bool:
    x0, top, x1, bottom = box
    reach = round(_ALONE * max(x1 - x0, bottom - top))
    sides = ink[top:bottom, max(0, x0 - reach) : x0], ink[top:bottom, x1 : x1 + reach]
    return not any(side.any() for side in sides)
