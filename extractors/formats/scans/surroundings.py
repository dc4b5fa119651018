"""What stands around a word: numbers of which a part may have been left out, and dirt.

No figure of a number is sure where a figure that was not read stands beside, or a minus before, or
a second number so near that both may be one, or where it may be a fraction in one letter, for
which recognition has no word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.residue import Box, rest_of
from extractors.formats.scans.ruling import Ruling
from extractors.formats.scans.tesseract import Word
from extractors.formats.scans.votes import is_number, is_year_of, opened

_FIGURE, _NEAR = (0.45, 1.2), 0.45  # of the letters' size: the height of a figure, its distance
_TOGETHER = 0.3  # of the size; a blank is wider
_THOUSANDS = re.compile(r"\d{3}(?!\d)")  # figures behind a blank that parts thousands
_BEFORE, _INSIDE = 0.6, 0.4  # of the size, beside the left edge of a number: where a minus stands
_RISE, _FOOT = 0.9, 0.1  # of the size, the band about the base line that it stands in
_SIDES, _FEW = 2, 2  # rules level with what stands beside a table, and letters of dirt
_LONG, _THICK = (0.12, 0.6), 0.17  # of the size, a minus
_HALF, _PERCENT = "%2", re.compile(r"%\d")  # what is read of a half, and of other fractions
_FRACTIONS = frozenset(("12", "14", "34", "1/2", "1/4", "3/4"))  # and else
_WIDE = 0.7  # of the size; a figure is half as wide
_INNER = re.compile(r"(?<=\w)[.,:;](?=\w)")  # what parts figures, or one from a word
_PART, _DEEP, _TALL = (0.06, 0.26), 0.45, 0.5  # of the size: a point, a comma's height, a figure's
_FLOOR = (-0.2, 0.3)  # of the size below the base line, where the middle of a point or comma is


def doubted(ink: Pixels, found: Sequence[Word], pieces: Sequence[Box]) -> list[Word]:
    """The words; `pieces` is what was not read."""
    numbers = [word for word in found if is_number(word)]
    rest = rest_of(ink, found)
    doubtful = {
        id(word)
        for word in numbers
        if any(_touch(word, box) for box in pieces)
        or any(_are_one(*sorted((word, one), key=_left)) for one in numbers if one is not word)
        or (word.text[0].isdigit() and _has_minus(ink, rest, word))
        or _is_fraction(ink, word)
        or _has_more_points(ink, word)
    }
    return [opened(word) if id(word) in doubtful else _as_half(word) for word in found]


def _as_half(word: Word) -> Word:
    """The word; what looks like a per cent sign and a two is a half, in one letter."""
    if word.text.rstrip(".,") != _HALF or any(letter.is_open for letter in word.letters):
        return word
    first, last, *rest = word.letters
    half = first._replace(text="½", sure=min(first.sure, last.sure))
    return word._replace(letters=(half, *rest))


def beside_tables(found: Sequence[Word], rules: Ruling, scale: float) -> list[Word]:
    """Single letters level with a table and outside its rules: what a stamp or ring left there.

    Between the parts of a table they would part it. Where words stand there as well, they may
    belong to them; `scale` is pixels to a point.
    """
    outside = [(word, side) for word in found if (side := _side(word, rules, scale))]
    spoken = {side for word, side in outside if len(word.letters) > _FEW or is_number(word)}
    return [word for word, side in outside if side not in spoken]


def _side(word: Word, rules: Ruling, scale: float) -> int:
    """-1 left and 1 right of the rules that are level with the word, else 0."""
    x, y = (word.box[0] + word.box[2]) / (2 * scale), (word.box[1] + word.box[3]) / (2 * scale)
    level = [at for at, top, bottom in rules.down if top <= y <= bottom]
    if len(level) < _SIDES:
        return 0
    return (x > max(level)) - (x < min(level))


def _left(word: Word) -> float:
    return word.box[0]


def _touch(word: Word, box: Box) -> bool:
    x0, top, x1, bottom = box
    if not _FIGURE[0] <= (bottom - top) / word.size <= _FIGURE[1]:
        return False
    level = word.base - word.size < (top + bottom) / 2 < word.base + _NEAR * word.size
    return level and max(x0 - word.box[2], word.box[0] - x1) < _NEAR * word.size


def _are_one(left: Word, right: Word) -> bool:
    """Whether a number may go on in another one."""
    level = abs(left.base - right.base) < _NEAR * left.size
    near = abs(right.box[0] - left.box[2]) < _TOGETHER * left.size
    figures = left.text[-1].isdigit() and right.text[0].isdigit()
    is_year = is_year_of(left, right)
    return level and near and figures and not is_year and not _THOUSANDS.match(right.text)


def _has_minus(ink: Pixels, rest: Pixels, word: Word) -> bool:
    """Whether the first ink at a number's left edge is a short level stroke."""
    size, x0 = word.size, round(word.box[0])
    rows = slice(max(0, round(word.base - _RISE * size)), round(word.base + _FOOT * size))
    left = max(0, round(x0 - _BEFORE * size))
    outside, inside = rest[rows, left:x0] > 0, ink[rows, x0 : round(x0 + _INSIDE * size)] > 0
    band = np.hstack([outside, inside])
    columns = np.asarray(band.any(axis=0), np.bool_).reshape(-1)
    if not columns.any():
        return False
    start = int(columns.argmax())
    long = int((~columns[start:]).argmax()) if not columns[start:].all() else 0
    tall = np.flatnonzero(band[:, start : start + long].any(axis=1)) if long else np.zeros(0)
    if not len(tall) or not _LONG[0] <= long / size <= _LONG[1]:
        return False
    middle = (tall[0] + tall[-1]) / 2 / band.shape[0]
    return float(tall[-1] - tall[0] + 1) <= _THICK * size and 0.25 < middle < 0.8


def _is_fraction(ink: Pixels, word: Word) -> bool:
    """Whether it may be a half, a quarter or three: no paper parts its figures, or one is wide."""
    text = word.text.strip(".,")
    x0, x1 = max(0, round(word.box[0])), round(word.box[2])
    if _PERCENT.search(text):
        return text != _HALF
    if len(text) == 1 and len(word.letters) == 1:
        return x1 - x0 > _WIDE * word.size
    own = ink[max(0, round(word.base - _RISE * word.size)) : round(word.base), x0:x1] > 0
    return text in _FRACTIONS and bool(own.any(axis=0).all())


def _has_more_points(ink: Pixels, word: Word) -> bool:
    """Whether more points or commas stand between its figures than were read: all may miss one."""
    size, x0, x1 = word.size, max(0, round(word.box[0])), round(word.box[2])
    top, bottom = max(0, round(word.base - _RISE * size)), round(word.base + _FLOOR[1] * size)
    stats = cv2.connectedComponentsWithStats(ink[top:bottom, x0:x1], connectivity=8)[2]
    figures, points = list[tuple[int, int]](), list[float]()
    for x, y, width, height, _ in stats[1:].tolist():
        below = (top + y + height / 2 - word.base) / size
        if height >= _TALL * size:
            figures.append((x, x + width))
        elif _PART[0] <= width / size <= _PART[1] and _PART[0] <= height / size <= _DEEP:
            points += [x + width / 2] * (_FLOOR[0] <= below <= _FLOOR[1])
    inner = [
        x
        for x in points
        if any(right <= x for _, right in figures)
        and any(x <= left for left, _ in figures)
        and not any(left < x < right for left, right in figures)
    ]
    return len(inner) > len(_INNER.findall(word.text))
