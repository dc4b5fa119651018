"""A short word alone in its line is set before a longer one, and read again in its company.

Recognition takes the size and the script of a line from its letters: a lone "1." has too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.stack import Box
from extractors.formats.scans.tesseract import Word

_LETTERS = 5  # of a companion at least
_SURE = 90.0  # of each of its letters
_FAR = 4.0  # of the size, between the base lines of both
_FLUSH = 1.5  # of the size, by which they may begin apart
_ALIKE = (0.8, 1.25)  # of its size, that of the companion
_ABOVE, _BELOW = 1.05, 0.35  # of the size about a base line, what a line takes
_BLANK, _EDGE = 0.35, 3  # of the size, between the two; pixels around a word
_PAPER = 255


class Strip(NamedTuple):
    """Where two words stand on the picture below the page, and where the first one does."""

    span: Box
    own: Box


def set_before(
    grey: Pixels, found: Sequence[Word], asked: Sequence[int]
) -> tuple[Pixels, dict[int, Strip]]:
    """The page with a strip below it for each of these words that has a companion."""
    rows, strips, top = [grey], dict[int, Strip](), len(grey)
    for index in asked:
        other = _companion(found[index], found)
        if other is None:
            continue
        own, beside = _line(grey, found[index]), _line(grey, other)
        blank = np.full((len(own), round(_BLANK * found[index].size)), _PAPER, np.uint8)
        both = np.hstack([own, blank, _of_height(beside, len(own))])[:, : grey.shape[1]]
        bottom = top + len(both)
        strips[index] = Strip((0, top, both.shape[1], bottom), (0, top, own.shape[1], bottom))
        rows.append(np.pad(both, ((0, 0), (0, grey.shape[1] - both.shape[1])), constant_values=255))
        top = bottom
    return np.vstack(rows), strips


def _companion(word: Word, found: Sequence[Word]) -> Word | None:
    """The nearest long and sure word of the same column and type."""
    near = [
        one
        for one in found
        if len(one.letters) >= _LETTERS
        and one.text.isalpha()
        and min(letter.sure for letter in one.letters) >= _SURE
        and 0 < abs(one.base - word.base) <= _FAR * word.size
        and abs(one.box[0] - word.box[0]) <= _FLUSH * word.size
        and _ALIKE[0] <= one.size / word.size <= _ALIKE[1]
    ]
    return min(near, key=lambda one: abs(one.base - word.base), default=None)


def _line(grey: Pixels, word: Word) -> Pixels:
    """What stands on the base line of a word, from its left edge to its right one."""
    top, bottom = round(word.base - _ABOVE * word.size), round(word.base + _BELOW * word.size)
    left, right = round(word.box[0]) - _EDGE, round(word.box[2]) + _EDGE
    return grey[max(0, top) : bottom, max(0, left) : right]


def _of_height(line: Pixels, high: int) -> Pixels:
    """The line with paper above, or less of what is above it."""
    if len(line) >= high:
        return line[len(line) - high :]
    return np.pad(line, ((high - len(line), 0), (0, 0)), constant_values=_PAPER)
