"""Gaps between words that stay free from line to line, and so part columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from extractors.pages.letters import WIDE, PrintedLine
from extractors.pages.uneven import Levels

FREE = 0.42  # the same for one that stays free over several lines
SHARP = 0.8  # points from line to line where a gap is no wider than a blank
LEAST_LINES = 3
MOSTLY = 0.6
NEARLY_ALL = 0.85
_SAME = 0.01  # points
_LEVEL, _TEXT = 0.5, 3  # points; letters
_HAIRLINE = 0.12  # of the size: no narrower gap parts anything

Gap = tuple[float, float]
BEGIN = itemgetter(0)  # of a word


class Word(NamedTuple):
    x0: float
    x1: float
    text: str
    below: float = 0.0  # the baseline of its line, which is that of texts beside it as well


class Words(NamedTuple):
    """A printed line as words."""

    base: float
    size: float
    bold: bool
    words: tuple[Word, ...]
    tall: float = 0.0  # how much higher than its text the highest picture in it is

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def is_sign(self) -> bool:
        """Whether it is a single character that is no letter or figure."""
        text = self.words[0].text
        return len(self.words) == len(text) == 1 and not text.isalnum()

    def gaps(self, least: float) -> list[Gap]:
        """Where the line is free for at least that share of its size."""
        pairs = pairwise(self.words)
        return [(a.x1, b.x0) for a, b in pairs if b.x0 - a.x1 >= least * self.size]


def words_of(line: PrintedLine) -> Words:
    """The words of a line with their edges."""
    found = []
    start = 0
    edges = line.edges
    for text in line.text.split(" "):
        if text:
            end = start + len(text)
            found.append(tuple.__new__(Word, (edges[start], edges[end], text, 0.0)))
        start += len(text) + 1
    if line.levels:
        found = [word._replace(below=_below(word.x0, line.levels)) for word in found]
    tall = max([(mark.size or 0.0) - line.size for mark in line.marks]) if line.marks else 0.0
    return Words(line.base, line.size, line.bold, tuple(found), max(tall, 0.0))


def _below(x: float, levels: Levels) -> float:
    """How far below the baseline of its line a word stands that begins there."""
    return levels[max(bisect_right(levels, x + _SAME, key=BEGIN) - 1, 0)][1]


def texts_of(line: Words, borders: Sequence[float]) -> list[str]:
    """The text that a line has in each of the columns between these borders."""
    found: list[list[str]] = [[] for _ in range(len(borders) + 1)]
    for word in line.words:
        found[bisect_left(borders, (word.x0 + word.x1) / 2)].append(word.text)
    return [" ".join(words) for words in found]


def level(lines: Iterable[Words]) -> list[Words]:
    """Lines in order; two whose baselines hardly differ (a sign beside its text) are one."""
    found: list[Words] = []
    for line in sorted(lines, key=lambda one: one.base):
        if found and line.base - found[-1].base < FREE * max(line.size, found[-1].size):
            last = found[-1]
            both = tuple(sorted(last.words + _lowered(line, line.base - last.base)))
            size = max(last.size, line.size)
            found[-1] = Words(
                last.base, size, last.bold and line.bold, both, max(last.tall, line.tall)
            )
        else:
            found.append(line)
    return found


def _lowered(line: Words, below: float) -> tuple[Word, ...]:
    """The words of a line that is one with a line above it; signs may stand off their baselines."""
    if below <= _LEVEL or sum(len(word.text) for word in line.words) < _TEXT:
        return line.words
    return tuple([word._replace(below=word.below + below) for word in line.words])


def on_baselines(lines: Iterable[Words]) -> list[Words]:
    """The lines with all of their words on one baseline each."""
    return [
        line._replace(words=tuple([word._replace(below=0.0) for word in line.words]))
        if any(word.below for word in line.words)
        else line
        for line in lines
    ]


def meet(a: Gap, b: Gap) -> bool:
    """Whether two gaps have room in common."""
    return a[0] < b[1] and b[0] < a[1]


def blanks_of(line: Words, gaps: Sequence[Gap]) -> list[float]:
    """How wide the blanks of a line are that stand across none of these gaps."""
    middles = sorted((low + high) / 2 for low, high in gaps)
    found = []
    for before, behind in pairwise(line.words):
        at = bisect_left(middles, before.x1)
        if at == len(middles) or middles[at] > behind.x0:
            found.append(behind.x0 - before.x1)
    return found


def narrowed(gap: Gap, line: Words) -> Gap | None:
    """What of a gap the line leaves free, at the widest place."""
    low, high = gap
    least = min(_HAIRLINE * line.size, high - low) - 0.01
    parts = ((max(low, a), min(high, b)) for a, b in _free_near(gap, line))
    a, b = max(parts, key=_width, default=(low, low - 1))
    return (a, b) if b - a >= least else None


def _free_near(gap: Gap, line: Words) -> Iterator[Gap]:
    """What is free of a line before, between and behind its words, as far as it meets a gap."""
    low, high = gap
    words = line.words
    at = bisect_right(words, low, key=BEGIN)
    if not at:
        yield (low, line.x0)
    for before, behind in pairwise(words[max(at - 1, 0) :]):
        if before.x0 >= high:
            return
        if behind.x0 - before.x1 >= _HAIRLINE * line.size:
            yield (before.x1, behind.x0)
    yield (line.x1, high)


def _width(gap: Gap) -> float:
    return gap[1] - gap[0]


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


def all_gaps(lines: Sequence[Words], gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """All gaps of the region, those too that headings or a long text cross."""
    kept = [line for line in lines if any(narrowed(gap, line) for gap in gaps)]
    found: list[Gap] = []
    for skipped, crossing in ((0, 0), (1, 0), (2, 0), (0, 1), (0, len(kept) // 8)):
        rest = kept[skipped:]
        if (skipped or crossing) and len(rest) < LEAST_LINES + 2 * crossing:
            continue
        new = [gap for gap in _free(rest, crossing) if not any(meet(gap, one) for one in found)]
        found += [gap for gap in new if not crossing or _begins_column(gap, rest, found)]
    if found and lines[0].bold:
        found += [gap for gap in _of_heading(lines) if not any(meet(gap, one) for one in found)]
    return tuple(sorted(found))


def _of_heading(lines: Sequence[Words]) -> list[Gap]:
    """Wide gaps of a heading in bold that no line crosses: columns with hardly any other text."""
    least = WIDE * max(line.size for line in lines)
    free = [gap for gap in uncovered(lines, 0) if gap[1] - gap[0] >= least]
    head = lines[0]
    return [gap for gap in free if narrowed(gap, head) and head.x0 < gap[0] and head.x1 > gap[1]]


def _free(lines: Sequence[Words], crossing: int) -> list[Gap]:
    """Where words of no more lines stand, between words of at least two lines on either side."""
    size = max(line.size for line in lines)
    least = size * (FREE if len(lines) > LEAST_LINES else WIDE)
    return [
        gap
        for gap in uncovered(lines, crossing)
        if gap[1] - gap[0] >= least
        or (gap[1] - gap[0] >= _HAIRLINE * size and _is_sharp(gap, lines))
        if _parts_lines(lines, gap)
    ]


def uncovered(lines: Sequence[Words], crossing: int) -> list[Gap]:
    """Intervals between words that at most so many lines cover."""
    ends = [(word.x0, 1) for line in lines for word in line.words]
    ends += [(word.x1, -1) for line in lines for word in line.words]
    found: list[Gap] = []
    depth, since = 0, 0.0
    for x, step in sorted(ends):
        if depth <= crossing < depth + step and since:
            found.append((since, x))
        depth += step
        if step < 0 and depth == crossing:
            since = x
    return found


def _begins_column(gap: Gap, lines: Sequence[Words], found: Sequence[Gap]) -> bool:
    """Whether what stands between a gap and the next one found is in line on either side."""
    end = min((low for low, _ in found if low > gap[1]), default=float("inf"))
    rows = [
        [word for word in line.words if gap[1] <= word.x0 and word.x1 <= end + SHARP]
        for line in lines
        if not any(word.x0 < gap[1] and word.x1 > gap[0] for word in line.words)
    ]
    own = [(row[0].x0, row[-1].x1) for row in rows if row]
    before = {pair[0] for pair in (_beside(line, gap) for line in lines) if None not in pair}
    if 2 * len(own) < len(lines) or len(before) < LEAST_LINES:
        return False
    return any(
        float((np.abs(side - np.median(side)) <= SHARP).mean()) >= NEARLY_ALL
        for side in np.array(own).T
    )


def _is_sharp(gap: Gap, lines: Sequence[Words]) -> bool:
    """Whether the words on one side of a gap stand in line as only columns do.

    One phrase in several rows stands in line by itself, so the words before the gap must be of
    different lengths.
    """
    pairs = [_beside(line, gap) for line in lines]
    for side in (0, 1):
        found = [
            (pair[side], line) for pair, line in zip(pairs, lines, strict=True) if None not in pair
        ]
        near = [line for x, line in found if x is not None and abs(x - gap[side]) <= SHARP]
        # Where a column is empty, what stands further away is in line with another one.
        full = [line for _, line in found if line in near or not _is_empty(line, gap)]
        before = [max(word for word in line.words if word.x1 <= gap[1]) for line in near]
        # Where their ends are in line, their beginnings must not be, and the other way round.
        others = {round(word.x0 if side == 0 else word.x1) for word in before}
        if len(others) >= LEAST_LINES and len(near) >= NEARLY_ALL * len(full):
            return True
    return False


def _is_empty(line: Words, gap: Gap) -> bool:
    """Whether a line has no word for far more than a gap."""
    before, behind = _beside(line, gap)
    return before is None or behind is None or behind - before >= WIDE * line.size


def _parts_lines(lines: Sequence[Words], gap: Gap) -> bool:
    """Whether it stands between words of two lines or more."""
    parted = (
        line for line in lines if line.x0 < gap[0] and line.x1 > gap[1] and narrowed(gap, line)
    )
    return len(list(islice(parted, 2))) > 1
