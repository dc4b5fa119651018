"""Gaps between words that stay free from line to line, and so part columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.letters import PrintedLine

WIDE = 0.9  # of the size: a gap that parts columns wherever it stands
FREE = 0.42  # the same for one that stays free over several lines
SHARP = 0.8  # points from line to line where a gap is no wider than a blank
LEAST_LINES = 3
MOSTLY = 0.6
NEARLY_ALL = 0.85
_HAIRLINE = 0.12  # of the size: no narrower gap parts anything

Gap = tuple[float, float]


class Word(NamedTuple):
    x0: float
    x1: float
    text: str


class Words(NamedTuple):
    """A printed line as words."""

    base: float
    size: float
    bold: bool
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    def gaps(self, least: float) -> list[Gap]:
        """Where the line is free for at least that share of its size."""
        pairs = pairwise(self.words)
        return [(a.x1, b.x0) for a, b in pairs if b.x0 - a.x1 >= least * self.size]


def words_of(line: PrintedLine) -> Words:
    """The words of a line with their edges."""
    found = []
    start = 0
    for text in line.text.split(" "):
        if text:
            end = start + len(text)
            found.append(Word(float(line.edges[start]), float(line.edges[end]), text))
        start += len(text) + 1
    return Words(line.base, line.size, line.bold, tuple(found))


def level(lines: Iterable[Words]) -> list[Words]:
    """Lines in order; two whose baselines hardly differ (a sign beside its text) are one."""
    found: list[Words] = []
    for line in sorted(lines, key=lambda one: one.base):
        if found and line.base - found[-1].base < FREE * max(line.size, found[-1].size):
            last = found[-1]
            both = tuple(sorted(last.words + line.words))
            size = max(last.size, line.size)
            found[-1] = Words(last.base, size, last.bold and line.bold, both)
        else:
            found.append(line)
    return found


def _meet(a: Gap, b: Gap) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def narrowed(gaps: tuple[Gap, ...], line: Words) -> tuple[Gap, ...]:
    """What of the gaps the line leaves free."""
    free = [(-np.inf, line.x0), *line.gaps(_HAIRLINE), (line.x1, np.inf)]
    found = []
    for low, high in gaps:
        parts = [(max(low, a), min(high, b)) for a, b in free]
        widest = max(parts, key=lambda part: part[1] - part[0])
        if widest[1] - widest[0] >= min(_HAIRLINE * line.size, high - low) - 0.01:
            found.append((float(widest[0]), float(widest[1])))
    return tuple(found)


def is_clear(gap: Gap, line: Words, above: Sequence[Words]) -> bool:
    """A gap no wider than a blank parts columns where the words beside it are aligned."""
    if gap[1] - gap[0] >= FREE * line.size:
        return True
    here, there = _beside(line, gap), [_beside(other, gap) for other in above]
    for side, own in enumerate(here):
        others = [pair[side] for pair in there]
        near = [x for x in others if x is not None and own is not None and abs(own - x) <= SHARP]
        if len(near) >= MOSTLY * len(others):
            return True
    return False


def _beside(line: Words, gap: Gap) -> tuple[float | None, float | None]:
    """The end of the last word before a gap and the beginning of the first word behind it."""
    middle = (gap[0] + gap[1]) / 2
    before = [word.x1 for word in line.words if word.x1 <= middle]
    behind = [word.x0 for word in line.words if word.x0 >= middle]
    return max(before, default=None), min(behind, default=None)


def all_gaps(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """All gaps of the region, those too that its first lines (headings) cross."""
    kept = [line for line in lines if narrowed(gaps, line)]
    found: list[Gap] = []
    for skipped in range(3):
        rest = kept[skipped:]
        if skipped and len(rest) < LEAST_LINES:
            break
        for gap in _free(rest):
            if not any(_meet(gap, other) for other in found):
                found.append(gap)
    return tuple(sorted(found))


def _free(lines: Sequence[Words]) -> list[Gap]:
    """Where no word of any line stands, between words of at least two lines on either side."""
    size = max(line.size for line in lines)
    least = size * (FREE if len(lines) > LEAST_LINES else WIDE)
    spans = sorted((word.x0, word.x1) for line in lines for word in line.words)
    found = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= least or (
            x0 - reach >= _HAIRLINE * size and _is_sharp((reach, x0), lines)
        ):
            found.append((reach, x0))
        reach = max(reach, x1)
    return [gap for gap in found if _parts_lines(lines, gap)]


def _is_sharp(gap: Gap, lines: Sequence[Words]) -> bool:
    """Whether the words on one side of a gap stand in line as only columns do."""
    pairs = [_beside(line, gap) for line in lines]
    for side in (0, 1):
        found = [pair[side] for pair in pairs if None not in pair]
        near = [x for x in found if x is not None and abs(x - gap[side]) <= SHARP]
        if len(near) >= LEAST_LINES and len(near) >= NEARLY_ALL * len(found):
            return True
    return False


def _parts_lines(lines: Sequence[Words], gap: Gap) -> bool:
    return sum(1 for line in lines if line.x0 < gap[0] and line.x1 > gap[1]) > 1
