"""Columns that the names in headings begin, all over a document, where texts hide the gaps.

Headings in bold come again with the same names at the same places, and the texts below begin
there, too. A long word that runs on into the next column stands across that place now and then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from extractors.pages.begun_columns import Begun, Span
from extractors.pages.column_starts import ALIGNED, HAIR, ColumnStart, parted
from extractors.pages.continuation import Columns
from extractors.pages.families import Family
from extractors.pages.gaps import FREE, Words, level, words_of
from extractors.pages.letters import WIDE
from extractors.pages.parts import Part

_LEAST = 3  # headings with a name, and texts that begin where it does
_NEAR = 2.5  # points: as much as the padding of tables may differ by
_BEFORE = 15.0  # points: a gap ends no further before the texts of its column
_NARROWEST = 2.0  # of the size: no column is narrower
_WORDS = 3  # that names begin with: what follows may differ, as "(drift)" and "(anlæg)"
_MOST_NAMES = _MOST_HEADINGS = 500
_FEWER, _OTHERS = 0.6, 0.1  # of the texts that begin there: long words across, and others


Heading: TypeAlias = tuple[float, ...]  # where its names begin


class Start(NamedTuple):
    """From where to where names begin, and texts as they do."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def is_of(self, x: float) -> bool:
        return self.low - _NEAR <= x <= self.high + _NEAR


class HeadNames:
    """Where the names in headings begin, while the pages come in."""

    def __init__(self) -> None:
        self._places: defaultdict[str, list[float]] = defaultdict(list)
        self.headings: list[Heading] = []

    def take(self, part: Part) -> None:
        """What stands in bold in a part of a table, right of where that begins."""
        bold: defaultdict[int, list[Words]] = defaultdict(list)
        for cell in part.cells:
            bold[cell.span.row] += [words_of(line) for line in cell.lines if line.bold]
        for lines in bold.values():
            own = list(self._placed(part.xs[0], lines))
            if own and len(self.headings) < _MOST_HEADINGS:
                self.headings.append(tuple(own))

    def _placed(self, left: float, lines: Sequence[Words]) -> Iterator[float]:
        """Where the names of a heading begin."""
        for line in level(one for one in lines if one.words):
            for x0, text in _named(line):
                is_new = text not in self._places and len(self._places) >= _MOST_NAMES
                if x0 > left + _NARROWEST * line.size and not is_new:
                    self._places[text].append(x0)
                    yield x0

    def starts(self) -> tuple[Start, ...]:
        """The places at which names begin that come again there, and nowhere else."""
        usual = [own for own in self._places.values() if len(own) >= _LEAST]
        found: list[Start] = []
        for low, high in sorted((min(own), max(own)) for own in usual):
            if high - low > 2 * _NEAR:
                continue
            if found and low - found[-1].low <= 2 * _NEAR:
                found[-1] = Start(found[-1].low, max(high, found[-1].high))
            else:
                found.append(Start(low, high))
        return tuple(found)


def _named(line: Words) -> Iterator[tuple[float, str]]:
    """What the texts of a line begin with that wide gaps part, and where they begin."""
    breaks = [
        at for at, (a, b) in enumerate(pairwise(line.words), 1) if b.x0 - a.x1 >= WIDE * line.size
    ]
    for first, stop in pairwise([0, *breaks, len(line.words)]):
        yield line.words[first].x0, " ".join(word.text for word in line.words[first:stop][:_WORDS])


def with_headed(
    columns: Columns,
    starts: Sequence[Start],
    headings: Sequence[Heading],
    begun: Sequence[Begun],
) -> Columns:
    """The columns, parted where names in headings begin more, and texts do as well.

    Names of the same headings begin all of the columns known, but for the first one: those of a
    table of another kind tell nothing.
    """
    own = [one for one in starts if columns.xs[0] < one.low < columns.xs[-1]]
    known = [_border_before(one, columns) for one in own]
    if [at for at in known if at] != list(range(1, len(columns.xs) - 1)) or None not in known:
        return columns
    words = [span for one in begun for span in one.spans()]
    beside = [one for one, at in zip(own, known, strict=True) if at]
    full = [one for one in headings if _has_all(one, beside)]
    return parted(
        columns,
        [
            ColumnStart((one.low - 2 * HAIR, one.low), one.middle, at)
            for one, at in zip(own, known, strict=True)
            if at or (_is_usual(one, full) and _begins(columns, one, own, words))
        ],
    )


def _has_all(heading: Heading, starts: Collection[Start]) -> bool:
    """Whether a heading has a name at each of these places."""
    return all(any(map(one.is_of, heading)) for one in starts)


def _is_usual(start: Start, headings: Sequence[Heading]) -> bool:
    """Whether several headings have a name there."""
    return sum(_has_all(one, (start,)) for one in headings) >= _LEAST


def without_nameless(families: Sequence[Family], starts: Sequence[Start]) -> list[Family]:
    """The families, without those that part what one name heads where it begins another column.

    So few lines do at the end of a page; others show the columns that the same names begin.
    """
    headed = [one for one in families if _is_headed(one.seen(), starts)]
    return [one for one in families if not any(_is_other(one, own, starts) for own in headed)]


def _is_headed(columns: Columns, starts: Sequence[Start]) -> bool:
    heads = {_border_before(one, columns) for one in starts}
    return heads >= set(range(1, len(columns.xs) - 1))


def _is_other(family: Family, headed: Family, starts: Sequence[Start]) -> bool:
    """Whether each part of a family has a name that begins a column of the headed one alone."""
    own, other = family.seen(), headed.seen()
    if _is_headed(own, starts) or not family.is_beside(other):
        return False
    return any(
        sum(times for x, times in family.bold.items() if one.is_of(x)) >= family.count
        for one in starts
        if _border_before(one, other) and not _border_before(one, own)
    )


def _border_before(start: Start, columns: Columns) -> int | None:
    """Which border of the columns has a gap that ends where names begin, from 1."""
    low, high = start.low - _BEFORE, start.high + ALIGNED
    return next((at for at, gap in enumerate(columns.gaps, 1) if low <= gap[1] <= high), None)


def _begins(columns: Columns, start: Start, starts: Sequence[Start], words: Sequence[Span]) -> bool:
    """Whether texts begin at a place, and hardly a word but long ones of columns stands across."""
    texts = long = others = 0
    for word in words:
        x0, x1 = word.begin / 2, word.end / 2
        if start.is_of(x0):
            texts += word.times * (word.before < 0 or x0 - word.before / 2 > FREE * columns.size)
        elif x0 < start.low and x1 > start.high:
            is_long = word.is_listed or any(one.is_of(x0) for one in starts)
            long, others = long + is_long * word.times, others + (not is_long) * word.times
    return texts >= _LEAST and long <= _FEWER * texts and others <= _OTHERS * texts
