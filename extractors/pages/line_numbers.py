"""Numbers that count the lines of a page in its margin: no part of what it says.

They stand beside all else, as far from each other as their values are. The numbers of rows may do
so too where each row has one line; so some must stand beside no text, or beside one that goes on.
Where rules are, nothing stands in a margin. Numbers smaller than all text beside them, as Word sets
them, are known by that; where few lines of a page have any, by where those of a page before stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.sheet import Flags, Ints, Sheet

_ZERO, _NINE = ord("0"), ord("9")
_GAP = 6.0  # points between them and all else
_LEAST = 6  # numbers
_LEVEL = 1.5  # points
_LEAST_OF_ALL = 10  # where every line has one
_LONG = 0.6  # of the page's height, where only some have
_SHARE = 0.2  # of the numbers that stand beside no text, or beside one that goes on
_MOST_DIGITS = 4  # of one

_SMALLER = 0.85  # of the text beside it, as Word sets them
_LARGER = 1.1  # than other text: a title
_ALIKE = 1.0  # points

Number = tuple[float, int]  # baseline and value


class Margin(NamedTuple):
    """Where small numbers of lines end, and their size."""

    right: float
    size: float


def line_numbers(sheet: Sheet, before: Margin | None = None) -> Flags | None:
    """Which glyphs are of such numbers; None where there are none.

    `before` is where they stand on a page before.
    """
    codes, left = sheet.glyphs.codes, sheet.glyphs.boxes[:, 0]
    first = int(left.argmin()) if len(left) else 0
    if not len(left) or not _ZERO <= codes.item(first) <= _NINE:
        return None  # most pages
    found = _beside_all_else(sheet, _LEAST if before is None else 1)
    if found is None or _are_drawn_around(sheet, float(sheet.glyphs.boxes[found, 2].max())):
        return None
    if _count_lines(sheet, found):
        return found
    sizes = _small(sheet, found)
    is_known = bool(sizes) and margin_of(sheet, found) == before
    return found if is_known or _are_lines(sheet, found, sizes) else None


def margin_of(sheet: Sheet, found: Flags) -> Margin:
    """Where these numbers end, and how large they are."""
    right = float(sheet.glyphs.boxes[found, 2].max())
    return Margin(round(right), round(float(sheet.runs.size[sheet.glyphs.run[found]].max()), 1))


def _beside_all_else(sheet: Sheet, least: int) -> Flags | None:
    """The digits in the margin, to the left of everything else."""
    codes, boxes = sheet.glyphs.codes, sheet.glyphs.boxes
    others = (codes < _ZERO) | (codes > _NINE)
    if not others.any():
        return None
    found: Flags = (boxes[:, 2] < boxes[others, 0].min() - _GAP) & ~others
    return found if np.count_nonzero(found) >= least else None


def _are_drawn_around(sheet: Sheet, right: float) -> bool:
    """Whether rules or backgrounds reach as far to the left: what stands there is in a table."""
    starts = [*sheet.across[:, 1].tolist(), *sheet.down[:, 0].tolist()]
    return min([*starts, *(fill.box[0] for fill in sheet.fills)], default=np.inf) < right


def _count_lines(sheet: Sheet, found: Flags) -> bool:
    """Whether these digits are numbers that count lines: each, or every fifth or tenth, say."""
    numbers = _numbers(sheet, found.nonzero()[0])
    if len(numbers) < _LEAST:
        return False
    (high, first), (low, last) = numbers[0], numbers[-1]
    if last <= first:
        return False
    pitch = (low - high) / (last - first)
    if any(abs(y - high - (value - first) * pitch) > _LEVEL for y, value in numbers):
        return False
    step = numbers[1][1] - first
    if any(value % step for _, value in numbers):
        return False
    beside = _beside(sheet, ~found, [y for y, _ in numbers])
    if step == 1:
        return len(numbers) >= _LEAST_OF_ALL and _are_of_lines(beside)
    is_long = low - high > _LONG * sheet.height
    return is_long and beside.count("") >= _SHARE * len(beside)


def _small(sheet: Sheet, found: Flags) -> list[float]:
    """The sizes of the texts beside numbers in the margin, all smaller, that count them on.

    So Word numbers lines outside of tables, whatever stands between two of them.
    """
    numbers = _numbers(sheet, found.nonzero()[0])
    if any(below - above != 1 for (_, above), (_, below) in pairwise(numbers)):
        return []
    sizes = sheet.runs.size[sheet.glyphs.run]
    ends = sheet.glyphs.boxes[found, 2]
    if np.count_nonzero(ends > ends.max() - _ALIKE) != len(numbers):
        return []
    others = (~found).nonzero()[0]
    bases = sheet.runs.points[sheet.glyphs.run[others], 1]
    texts = [sizes[others[np.abs(bases - y) <= _LEVEL]] for y, _ in numbers]
    beside = [float(own.min()) if len(own) else 0.0 for own in texts]
    return beside if float(sizes[found].max()) <= _SMALLER * min(beside, default=0.0) else []


def _are_lines(sheet: Sheet, found: Flags, sizes: Sequence[float]) -> bool:
    """Whether numbers are those of lines, not of rows: titles stand among these, or texts go on."""
    if len(sizes) < _LEAST:
        return False
    levels = [y for y, _ in _numbers(sheet, found.nonzero()[0])]
    return max(sizes) > _LARGER * min(sizes) or _are_of_lines(_beside(sheet, ~found, levels))


def _numbers(sheet: Sheet, digits: Ints) -> list[Number]:
    """The numbers that digits are, from top to bottom; none where they are long."""
    levels: defaultdict[float, list[tuple[float, int]]] = defaultdict(list)
    bases = sheet.runs.points[sheet.glyphs.run[digits], 1].tolist()
    starts = sheet.glyphs.boxes[digits, 0].tolist()
    for y, x, code in zip(bases, starts, sheet.glyphs.codes[digits].tolist(), strict=True):
        levels[round(y, 1)].append((x, code))
    if any(len(own) > _MOST_DIGITS for own in levels.values()):
        return []
    return [
        (y, int("".join(chr(code) for _, code in sorted(own)))) for y, own in sorted(levels.items())
    ]


def _beside(sheet: Sheet, others: Flags, levels: Sequence[float]) -> list[str]:
    """The letter with which the text at each of these levels begins; "" where there is none."""
    chosen = others.nonzero()[0]
    bases = sheet.runs.points[sheet.glyphs.run[chosen], 1]
    found: list[str] = []
    for y in levels:
        own = chosen[np.abs(bases - y) <= _LEVEL]
        first = own[sheet.glyphs.boxes[own, 0].argmin()] if len(own) else None
        found.append("" if first is None else chr(int(sheet.glyphs.codes[first])))
    return found


def _are_of_lines(beside: Sequence[str]) -> bool:
    """Whether many numbers have no text beside them, or some of them have one that goes on.

    Rows of a table hardly ever begin in small letters, or all of them do, and their numbers stand
    beside something.
    """
    small = sum(first.islower() for first in beside)
    is_mixed = _SHARE * len(beside) <= small <= (1 - _SHARE) * len(beside)
    return is_mixed or 2 * beside.count("") > len(beside)
