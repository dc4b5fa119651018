"""Ink that no word holds: full stops and commas that recognition left out, and what else is there.

A page must not lose anything in silence: what is as large as a letter and was not read is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.tesseract import Letter, Word
from extractors.formats.scans.votes import SURE

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
_REACH = 0.35  # of the letters' size, between the letters of one word
_HIGH, _WIDE = (0.45, 1.6), (0.15, 14.0)  # of the size, what may be a word
_DESCENT = 0.22  # of the size, what a word with a tall letter and a low one takes below the line
_LETTER_SIDES, _CUT = 1.3, 0.7  # of the size: a letter, and the part of it outside a box
_MOST_SPOTS = 150  # on one page

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
    count, _, stats, _ = cv2.connectedComponentsWithStats(rest_of(ink, found), connectivity=8)
    for x, y, width, height, area in sorted(stats[1:count].tolist()):
        if area >= _THIN * width * height:
            yield (x, y, x + width, y + height), area >= _SOLID * width * height


def rest_of(ink: Pixels, found: Sequence[Word]) -> Pixels:
    """1 where ink lies outside every word."""
    rest = np.asarray(ink > 0, np.uint8)
    for word in found:
        x0, top, x1, bottom = (round(edge) for edge in word.box)
        # Its box may reach up into the line above.
        top = max(top, round(word.base - _TALL * word.size))
        top = _without_upper(rest[max(0, top) : max(0, bottom), max(0, x0) : x1], max(0, top))
        rest[max(0, top - _GROWN) : bottom + _GROWN, max(0, x0 - _GROWN) : x1 + _GROWN] = 0
    return rest


def _without_upper(own: Pixels, top: int) -> int:
    """Where the letters of a word begin: above blank rows a point of the line above may stand."""
    inked = np.asarray(own.any(axis=1), np.bool_).reshape(-1)
    upper = inked[: len(inked) // 2]
    blank = np.flatnonzero(~upper)
    return top + int(blank[-1]) + 1 + _GROWN if len(blank) and upper.any() else top


def with_whole_letters(ink: Pixels, found: Sequence[Word]) -> list[Word]:
    """The words; a box that cuts through its first or last letter is drawn out to the whole of it.

    Else the rest of a figure would be read once more, beside its own number.
    """
    pieces = cv2.connectedComponentsWithStats(ink, connectivity=8)[1:3]
    labels, stats = (np.asarray(one, np.int32) for one in pieces)
    return [_around_letters(word, labels, stats, found) for word in found]


def _around_letters(
    word: Word, labels: NDArray[np.int32], stats: NDArray[np.int32], found: Sequence[Word]
) -> Word:
    x0, top, x1, bottom = word.box
    rows = slice(max(0, round(word.base - _TALL * word.size)), max(0, round(word.base)))
    sides = [x0, x1]
    for side, at in enumerate((round(x0), round(x1))):
        if not 0 < at < labels.shape[1]:
            continue
        cut = set(labels[rows, at - 1].tolist()) & set(labels[rows, at].tolist()) - {0}
        for x, _, width, height, _ in (stats[one].tolist() for one in cut):
            end = float((x, x + width)[side])
            is_letter = max(width, height) <= _LETTER_SIDES * word.size
            if is_letter and abs(end - at) <= _CUT * word.size and not _is_taken(end, word, found):
                sides[side] = (min, max)[side](sides[side], end)
    return word._replace(box=(sides[0], top, sides[1], bottom))


def _is_taken(x: float, word: Word, found: Sequence[Word]) -> bool:
    """Whether another word stands there."""
    return any(
        one is not word
        and one.box[0] <= x <= one.box[2]
        and one.box[1] < word.base
        and word.box[1] < one.base
        for one in found
    )


def spots(ink: Pixels, found: Sequence[Word]) -> list[Word]:
    """What may be a word that was not read: without letters yet, each in a line of its own."""
    if not found:
        return []
    size = sorted(word.size for word in found)[len(found) // 2]
    rest = rest_of(ink, found)
    reach = np.ones((1, max(3, round(_REACH * size))), np.uint8)
    labels, stats = cv2.connectedComponentsWithStats(cv2.dilate(rest, reach), connectivity=8)[1:3]
    line = max(word.line for word in found)
    words: list[Word] = []
    for number, (x, y, width, height, _) in enumerate(stats[1:].tolist(), 1):
        at = slice(y, y + height), slice(x, x + width)
        x0, top, x1, bottom = (float(side) for side in _around((labels[at] == number) & rest[at]))
        high, wide = (bottom - top) / size, (x1 - x0) / size
        if _HIGH[0] <= high <= _HIGH[1] and _WIDE[0] <= wide <= _WIDE[1]:
            box = x + x0, y + top, x + x1, y + bottom
            base = box[3] - (_DESCENT * size if high > _TALL else 0.0)
            words.append(Word((), box, base, size, line + len(words) + 1))
    return words[:_MOST_SPOTS]


def _around(ink: NDArray[np.bool_]) -> Box:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _owner(words: Sequence[Word], box: Box) -> int | None:
    """The word that a full stop or comma stands behind."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    for at, word in enumerate(words):
        if not 0 <= x0 - word.box[2] + _GROWN <= _BEHIND * word.size:
            continue
        least, most = (share * word.size for share in _POINT)
        small = least <= width <= most and least <= height <= most * _COMMA
        if small and abs(top + width - word.base) <= _BELOW * word.size:
            return at
    return None


def _pointed(word: Word, box: Box) -> Word:
    if word.text[-1:] in {".", ","}:
        if word.letters[-1].sure > SURE:
            return word  # read already, outside the box that it has
        word = word._replace(letters=word.letters[:-1])  # of a reading that was no word
    text = "." if box[3] <= word.base + _TAIL * word.size else ","
    whole = (word.box[0], word.box[1], float(box[2]), max(word.box[3], float(box[3])))
    return word._replace(letters=(*word.letters, Letter(text, _SEEN)), box=whole)
