"""Ink that no word holds: full stops and commas that recognition left out, and what else is there.

A page must not lose anything in silence: what is as large as a letter and was not read is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.tesseract import Letter, Word

_GROWN = 2  # pixels around a word's box that are its own
_TALL = 0.9  # of the letters' size, what stands above the base line
_POINT = (0.06, 0.24)  # sides of a full stop, as shares of the letters' size
_COMMA = 1.6  # times as high, a comma may be
_TAIL = 0.07  # of the size; a comma reaches further below the base line
_BEHIND = 0.4  # of the letters' size, how far behind its word it stands
_BELOW = 0.16  # of the size, how far off the base line
_SEEN = 80.0  # how sure a point that was found by its place is
_SOLID, _THIN = 0.5, 0.12  # of its box that ink fills: a point, and strokes of a sign
_LETTER = 4.0  # points; smaller ink is dust

Box = tuple[int, int, int, int]  # x0, top, x1, bottom in pixels


class Rest(NamedTuple):
    """The words with their points, and the boxes of what was not read."""

    words: list[Word]
    unread: list[Box]
    narrow: list[Box]  # too narrow to be missed, unless they are a sign


def with_points(ink: Pixels, found: Sequence[Word], scale: float) -> Rest:
    """Put the points behind their words; `scale` is pixels to a point."""
    left = _uncovered(ink, found)
    words, unread, narrow = list(found), list[Box](), list[Box]()
    for box, is_solid in left:
        at = _owner(words, box) if is_solid else None
        if at is not None:
            words[at] = _pointed(words[at], box)
        elif min(box[2] - box[0], box[3] - box[1]) >= _LETTER * scale:
            unread.append(box)
        elif max(box[2] - box[0], box[3] - box[1]) >= _LETTER * scale:
            narrow.append(box)
    return Rest(words, unread, narrow)


def _uncovered(ink: Pixels, found: Sequence[Word]) -> Iterator[tuple[Box, bool]]:
    """The pieces of ink outside every word, from left to right, and whether they fill their box."""
    rest = np.asarray(ink > 0, np.uint8)
    for word in found:
        x0, top, x1, bottom = (round(edge) for edge in word.box)
        # Its box may reach up into the line above.
        top = max(top, round(word.base - _TALL * word.size))
        rest[max(0, top - _GROWN) : bottom + _GROWN, max(0, x0 - _GROWN) : x1 + _GROWN] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    for x, y, width, height, area in sorted(stats[1:count].tolist()):
        if area >= _THIN * width * height:
            yield (x, y, x + width, y + height), area >= _SOLID * width * height


def _owner(words: Sequence[Word], box: Box) -> int | None:
    """The word that a full stop or comma stands behind."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    for at, word in enumerate(words):
        least, most = (share * word.size for share in _POINT)
        near = 0 <= x0 - word.box[2] + _GROWN <= _BEHIND * word.size
        small = least <= width <= most and least <= height <= most * _COMMA
        if near and small and abs(top + width - word.base) <= _BELOW * word.size:
            return at
    return None


def _pointed(word: Word, box: Box) -> Word:
    text = "." if box[3] <= word.base + _TAIL * word.size else ","
    whole = (word.box[0], word.box[1], float(box[2]), max(word.box[3], float(box[3])))
    return word._replace(letters=(*word.letters, Letter(text, _SEEN)), box=whole)
