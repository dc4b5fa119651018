"""Gaps behind the numbers of lists, whose lines are set in: they part no columns.

A number stands where its column begins, and its text a step further right, line below line. What
else the column holds begins where the numbers do, and runs on over that step or ends before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from extractors.pages.gaps import BEGIN, Gap, Word, Words

_NUMBER = re.compile(r"\d{1,2}[.)]|[a-zæøå][.)]")
_STEP = 2.0  # of the size: between a number and its text, at most
_BLANK = 0.45  # of the size: between words of one text, at most
_ALIGNED = 2.2  # points from each other: what begins at one place


class _Parted(NamedTuple):
    """The words of a line on either side of a gap, in the columns that it would part."""

    before: tuple[Word, ...]
    behind: tuple[Word, ...]
    size: float

    @property
    def step(self) -> float:
        """How much is free between them, of the size."""
        return (self.behind[0].x0 - self.before[-1].x1) / self.size

    @property
    def is_listed(self) -> bool:
        """Whether a number stands there, and its text right behind it."""
        return (
            len(self.before) == 1
            and bool(self.behind)
            and self.step <= _STEP
            and _NUMBER.fullmatch(self.before[0].text) is not None
        )


def without_hanging(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps, without those between a number and the text that hangs behind it."""
    if not any(_NUMBER.fullmatch(word.text) for line in lines for word in line.words):
        return gaps
    kept = list(gaps)
    for gap in gaps:
        at = kept.index(gap)
        start = _middle(kept[at - 1]) if at else float("-inf")
        end = _middle(kept[at + 1]) if at + 1 < len(kept) else float("inf")
        if _is_hanging([_parted(line, (start, _middle(gap), end)) for line in lines]):
            kept.remove(gap)
    return tuple(kept)


def _is_hanging(lines: Sequence[_Parted]) -> bool:
    """Whether numbers stand before a gap, and other texts where these begin and none beside."""
    listed = [line for line in lines if line.is_listed]
    others = [line for line in lines if line.before and not line.is_listed]
    if not listed or not others:
        return False
    steps = [line.behind[0].x0 for line in listed]
    starts = [line.before[0].x0 for line in (*listed, *others)]
    return max(starts) - min(starts) <= _ALIGNED and not any(
        line.behind and line.step > _BLANK and abs(line.behind[0].x0 - x) <= _ALIGNED
        for line in others
        for x in steps
    )


def _parted(line: Words, borders: tuple[float, float, float]) -> _Parted:
    first, middle, last = (bisect_left(line.words, x, key=BEGIN) for x in borders)
    return _Parted(line.words[first:middle], line.words[middle:last], line.size)


def _middle(gap: Gap) -> float:
    return (gap[0] + gap[1]) / 2
