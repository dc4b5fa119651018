"""Every number on a scanned page is read twice; where the readings differ, its digits are open.

The second reading sees the number alone, larger and in black and white, so that it does not make
the same mistake for the same reason. All numbers of a page stand one below the other on one
picture: starting the program costs most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.tesseract import BLOCK, Letter, Word, words

_LARGER = 1.4
_APART = 24  # pixels of paper around each number
_EDGE = 3  # pixels around a word's box that belong to its letters
_SURE = 70.0  # of a digit that both readings agree on
_ALONE = 99.0  # of a digit that the second reading does not see
# What recognition takes for one another and no number means.
_SAME = str.maketrans({"—": "-", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})


def checked(grey: Pixels, found: Sequence[Word], dpi: int) -> list[Word]:
    """The words, with no confidence left in a digit that a second reading does not confirm."""
    numbers = [word for word in found if any(letter.text.isdigit() for letter in word.letters)]
    again = dict(zip(map(id, numbers), _texts(grey, numbers, dpi), strict=True))
    return [
        word._replace(letters=tuple(_confirmed(word, again[id(word)])))
        if id(word) in again
        else word
        for word in found
    ]


def _confirmed(word: Word, again: str) -> Iterator[Letter]:
    first, second = _plain(word.text), _plain(again)
    aligned = second if len(first) == len(second) else ""
    for index, letter in enumerate(word.letters):
        same = bool(aligned) and aligned[index] == first[index]
        least = _SURE if same else 101.0 if second else _ALONE
        sure = letter.sure if not letter.text.isdigit() or letter.sure >= least else 0.0
        yield letter._replace(sure=sure)


def _plain(text: str) -> str:
    return text.translate(_SAME)


def _texts(grey: Pixels, found: Sequence[Word], dpi: int) -> list[str]:
    """What the second reading makes of each word; "" where it reads nothing."""
    crops = [_alone(grey, word) for word in found]
    if not crops:
        return []
    width = max(crop.shape[1] for crop in crops) + 2 * _APART
    tops = list(accumulate((len(crop) + 2 * _APART for crop in crops), initial=0))
    sheet = np.full((tops[-1], width), 255, np.uint8)
    for top, crop in zip(tops, crops, strict=False):
        sheet[top + _APART : top + _APART + len(crop), _APART : _APART + crop.shape[1]] = crop
    texts = [""] * len(crops)
    for word in sorted(words(sheet, round(dpi * _LARGER), BLOCK), key=lambda one: one.box[0]):
        middle = (word.box[1] + word.box[3]) / 2
        texts[bisect_right(tops, middle) - 1] += word.text
    return texts


def _alone(grey: Pixels, word: Word) -> Pixels:
    x0, top, x1, bottom = (round(edge) for edge in word.box)
    crop = grey[max(0, top - _EDGE) : bottom + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE]
    larger = cv2.resize(crop, None, fx=_LARGER, fy=_LARGER, interpolation=cv2.INTER_CUBIC)
    plain = cv2.threshold(larger, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    return np.asarray(plain, np.uint8)
