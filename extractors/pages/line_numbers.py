"""Numbers that count the lines of a page in its margin: no part of what it says.

They stand beside all else, as far from each other as their values are. The numbers of rows may do
so too where each row has one line; so some must stand beside no text, or beside one that goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extractors.pages.sheet import Codes, Flags, Ints, Sheet

_ZERO, _NINE = ord("0"), ord("9")
_GAP = 6.0  # points between them and all else
_LEAST = 6  # numbers
_WIDE = 16.0  # points that they take
_LEVEL = 1.5  # points
_SHARE = 0.2  # of the numbers that stand beside no text, or beside one that goes on, and of others
_MOST_DIGITS = 4  # of one

Number = tuple[float, int]  # baseline and value


def line_numbers(sheet: Sheet) -> Flags | None:
    """Which glyphs are of such numbers; None where there are none."""
    codes, boxes = sheet.glyphs.codes, sheet.glyphs.boxes
    left, right = boxes[:, 0], boxes[:, 2]
    first, last = int(left.argmin()), int(right.argmax())
    for at, beside in ((first, left), (last, right)):
        is_digit = _ZERO <= codes.item(at) <= _NINE
        if is_digit and _are_digits(codes[np.abs(beside - beside[at]) < _WIDE]):
            found = _beside_all_else(sheet)
            return found if found is not None and _count_lines(sheet, found) else None
    return None  # most pages


def _are_digits(codes: Codes) -> bool:
    return len(codes) >= _LEAST and bool((codes <= _NINE).all())


def _beside_all_else(sheet: Sheet) -> Flags | None:
    """The digits in a margin, on one side of everything else."""
    codes, boxes = sheet.glyphs.codes, sheet.glyphs.boxes
    others = (codes < _ZERO) | (codes > _NINE)
    if not others.any():
        return None
    left, right = boxes[others, 0].min() - _GAP, boxes[others, 2].max() + _GAP
    for beside in (boxes[:, 2] < left, boxes[:, 0] > right):
        found: Flags = beside & ~others
        if np.count_nonzero(found) >= _LEAST:
            return found
    return None


def _count_lines(sheet: Sheet, found: Flags) -> bool:
    """Whether these digits are numbers that count lines."""
    numbers = _numbers(sheet, found.nonzero()[0])
    if len(numbers) < _LEAST:
        return False
    (high, first), (low, last) = numbers[0], numbers[-1]
    if last <= first:
        return False
    step = (low - high) / (last - first)
    if any(abs(y - high - (value - first) * step) > _LEVEL for y, value in numbers):
        return False
    is_each = last - first < 2 * (len(numbers) - 1)
    return not is_each or _are_beside_lines(sheet, ~found, [y for y, _ in numbers])


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


def _are_beside_lines(sheet: Sheet, others: Flags, levels: Sequence[float]) -> bool:
    """Whether some of these levels have no text, or some have one that begins in a small letter."""
    chosen = others.nonzero()[0]
    bases = sheet.runs.points[sheet.glyphs.run[chosen], 1]
    firsts = [
        chr(int(sheet.glyphs.codes[own[sheet.glyphs.boxes[own, 0].argmin()]]))
        for y in levels
        if len(own := chosen[np.abs(bases - y) <= _LEVEL])
    ]
    small = sum(first.islower() for first in firsts)
    is_mixed = _SHARE * len(levels) <= small <= (1 - _SHARE) * len(levels)
    return len(firsts) <= (1 - _SHARE) * len(levels) or is_mixed
