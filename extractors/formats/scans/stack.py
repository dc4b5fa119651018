"""Pieces of a page read by themselves: all on one picture, one below the other.

Starting the program costs most, so that all pieces are read at one go; each stands apart, of one
height, and in two ways: sharp in black and white, and soft in grey. No two readings of a piece
make the same mistake for the same reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.tesseract import BLOCK, words

_HEIGHT = 62  # pixels that a word is enlarged to, with its edges
_LOWER = 48  # for the soft reading
_INK_AND_PAPER = (2, 60)  # percentiles of a word's pixels
_MOST = 3.0  # times
_DPI = 400  # of letters of that height
_APART = 24  # pixels of paper around each piece
_TALLEST = 20_000  # pixels of a picture; the program reads no more than 32,767
_EDGE = 3  # pixels around a piece that belong to its letters

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in pixels


class Part(NamedTuple):
    """A word read on a piece, and where along the piece it stands, as shares of its width."""

    text: str
    start: float
    end: float
    sure: float  # of its least sure letter, from 0 to 100


def read(grey: Pixels, boxes: Sequence[Box]) -> list[tuple[list[Part], list[Part]]]:
    """The words of each piece from left to right, sharp and soft."""
    cuts = [_cut(grey, box) for box in boxes]
    found = _parts([*map(_sharp, cuts), *map(_soft, cuts)])
    return list(zip(found[: len(cuts)], found[len(cuts) :], strict=True))


def texts(grey: Pixels, boxes: Sequence[Box]) -> list[str]:
    """What each piece reads, sharp."""
    return [
        "".join(part.text for part in own)
        for own in _parts([_sharp(_cut(grey, box)) for box in boxes])
    ]


def _parts(crops: Sequence[Pixels]) -> list[list[Part]]:
    found: list[list[Part]] = []
    while len(found) < len(crops):
        tops = list(accumulate((len(one) + 2 * _APART for one in crops[len(found) :]), initial=0))
        count = max(1, bisect_right(tops, _TALLEST) - 1)
        found += _piled(crops[len(found) : len(found) + count], tops[: count + 1])
    return found


def _piled(crops: Sequence[Pixels], tops: Sequence[int]) -> list[list[Part]]:
    """What stands on each of these; `tops` is where each begins, and where the last one ends."""
    width = max(crop.shape[1] for crop in crops) + 2 * _APART
    sheet = np.full((tops[-1], width), 255, np.uint8)
    for top, crop in zip(tops, crops, strict=False):
        sheet[top + _APART : top + _APART + len(crop), _APART : _APART + crop.shape[1]] = crop
    found: list[list[Part]] = [[] for _ in crops]
    for word in sorted(words(sheet, _DPI, BLOCK), key=lambda one: one.box[0]):
        index = bisect_right(tops, (word.box[1] + word.box[3]) / 2) - 1
        wide = crops[index].shape[1]
        ends = ((word.box[0] - _APART) / wide, (word.box[2] - _APART) / wide)
        sure = min(letter.sure for letter in word.letters)
        found[index].append(Part(word.text, *ends, sure))
    return found


def _cut(grey: Pixels, box: Box) -> Pixels:
    x0, top, x1, bottom = (round(side) for side in box)
    return grey[max(0, top - _EDGE) : bottom + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE]


def _sharp(cut: Pixels) -> Pixels:
    larger = _larger(cut, _HEIGHT)
    plain = cv2.threshold(larger, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    return np.asarray(plain, np.uint8)


def _soft(cut: Pixels) -> Pixels:
    """Smaller, and grey from the darkest ink to white paper."""
    smaller = _larger(cut, _LOWER)
    dark, light = (float(np.percentile(smaller, share)) for share in _INK_AND_PAPER)
    spread = np.clip((smaller - dark) * (255.0 / max(1.0, light - dark)), 0, 255)
    return np.asarray(cv2.GaussianBlur(spread, (3, 3), 0), np.uint8)


def _larger(crop: Pixels, height: int) -> Pixels:
    """All letters of one height, as a block of text has them."""
    times = min(_MOST, height / crop.shape[0])
    kind = cv2.INTER_CUBIC if times > 1 else cv2.INTER_AREA
    done = cv2.resize(crop, None, fx=times, fy=times, interpolation=kind)
    return np.asarray(done, np.uint8)
