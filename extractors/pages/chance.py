"""Gaps that words leave free by chance: as wide as the blanks of the same lines.

Texts of a column end where they do, and the next column begins at its own place, so that most
lines leave more or less free between them than a blank. Between words of one text there is one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractors.pages.gaps import BEGIN, Gap, Word, Words, blanks_of

_BLANK = (0.75, 1.3)  # of a line's other blanks: what is as wide is one of them
MOST_COLUMNS = 40  # no table has more; each is held against all others
_MOSTLY = 0.5  # of the lines with words on both sides

Pair = tuple[Word, Word]  # next to each other


def without_chance(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps, without those that in most lines are blanks."""
    if len(gaps) > MOST_COLUMNS:
        return gaps
    kept = list(gaps)
    blanks = _blanks(lines, kept)
    for gap in gaps:
        if _is_chance(lines, gap, kept, blanks):
            kept.remove(gap)
            blanks = _blanks(lines, kept)
    return tuple(kept)


def _blanks(lines: Sequence[Words], gaps: Sequence[Gap]) -> list[float]:
    """How wide the blanks of each line are, as far as others than these gaps tell, or usual."""
    blanks = [min(blanks_of(line, gaps), default=0.0) for line in lines]
    known = sorted(blank / line.size for line, blank in zip(lines, blanks, strict=True) if blank)
    usual = known[len(known) // 2] if known else 0.0
    return [blank or usual * line.size for line, blank in zip(lines, blanks, strict=True)]


def _is_chance(
    lines: Sequence[Words], gap: Gap, gaps: Sequence[Gap], blanks: Sequence[float]
) -> bool:
    found = [
        _is_blank(pair, blank)
        for line, blank in zip(lines, blanks, strict=True)
        if (pair := _across(line, gap, gaps))
    ]
    return sum(found) > _MOSTLY * len(found)


def _across(line: Words, gap: Gap, gaps: Sequence[Gap]) -> Pair | None:
    """The words on either side of a gap, if there are any in the column behind it."""
    middle = (gap[0] + gap[1]) / 2
    at = bisect_left(line.words, middle, key=BEGIN)
    if not 0 < at < len(line.words):
        return None
    before, behind = line.words[at - 1 : at + 1]
    end = min((low for low, _ in gaps if low >= gap[1]), default=float("inf"))
    return (before, behind) if before.x1 <= middle and behind.x0 < end else None


def _is_blank(pair: Pair, blank: float) -> bool:
    low, high = _BLANK
    return low * blank <= pair[1].x0 - pair[0].x1 <= high * blank
