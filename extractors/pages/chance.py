"""Gaps that words leave free by chance: as wide as the blanks of the same lines.

Texts of a column end where they do, and the next column begins at its own place, so that most
lines leave more or less free between them than a blank. Between words of one text there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.pages.gaps import Gap, Word, Words, blanks_of

_BLANK = (0.75, 1.3)  # of a line's other blanks: what is as wide is one of them
MOST_COLUMNS = 40  # no table has more; each is held against all others
_MOSTLY = 0.5  # of the lines with words on both sides

Pair = tuple[Word, Word]  # next to each other


def without_chance(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps, without those that in most lines are blanks."""
    if len(gaps) > MOST_COLUMNS:
        return gaps
    kept = list(gaps)
    for gap in gaps:
        if _is_chance(lines, gap, kept):
            kept.remove(gap)
    return tuple(kept)


def _is_chance(lines: Sequence[Words], gap: Gap, gaps: Sequence[Gap]) -> bool:
    blanks = [_blank(line, gaps) for line in lines]
    known = sorted(blank / line.size for line, blank in zip(lines, blanks, strict=True) if blank)
    usual = known[len(known) // 2] if known else 0.0
    found = [
        _is_blank(pair, blank or usual * line.size)
        for line, blank in zip(lines, blanks, strict=True)
        for pair in _across(line, gap, gaps)
    ]
    return sum(found) > _MOSTLY * len(found)


def _across(line: Words, gap: Gap, gaps: Sequence[Gap]) -> Iterator[Pair]:
    """The words on either side of a gap, if there are any in the column behind it."""
    end = min((low for low, _ in gaps if low >= gap[1]), default=float("inf"))
    return (pair for pair in pairwise(line.words) if _parts(gap, pair) and pair[1].x0 < end)


def _blank(line: Words, gaps: Sequence[Gap]) -> float | None:
    """How wide the blanks of a line are, as far as others than these gaps tell."""
    return min(blanks_of(line, gaps), default=None)


def _parts(gap: Gap, pair: Pair) -> bool:
    return pair[0].x1 <= (gap[0] + gap[1]) / 2 <= pair[1].x0


def _is_blank(pair: Pair, blank: float) -> bool:
    low, high = _BLANK
    return low * blank <= pair[1].x0 - pair[0].x1 <= high * blank
