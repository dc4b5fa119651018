"""Columns inside a column, told by where texts begin all over a document.

Where columns stand close, or a long word runs into the next one, lines leave no gap free. But
what begins at one place again and again, behind texts that end anywhere, begins a column; in the
middle of a text other words stand across any place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractors.pages.continuation import Columns, Side
from extractors.pages.gaps import Gap, Words

_NARROWEST = 2.0  # of the size: no column is narrower
_LEAST, _LEAST_ENDS = 5, 2  # texts that begin there, and places at which what is before them ends
_CROSSED, _RUN_INTO = 0.1, 0.6  # of them: words across, and those that may be too long
_BESIDE = 0.1  # of them: those right behind texts of the column that they part
_NEAR = 1  # half points from each other: texts that begin at one place
_HAIR = 0.5  # points before such texts: the border, and how far it is free on either side
_LEAST_LAST = 3  # words of others that show that a gap is none
_BLANK = 1.5  # of the size: between words of one text, at most
_MOST_WORDS = 10_000  # more tell no more
_NUMBER = re.compile(r"\d{1,2}[.)]|[a-zæøå][.)]|[-–•*]")
_NOTHING = -1  # before the first word of a line


class _Ends(NamedTuple):
    """Where a word ends, the one before it ends and the one behind it begins."""

    end: int
    before: int
    behind: int
    is_listed: bool  # behind the number of a list or a day


class Span(NamedTuple):
    """From where to where words stand, where the one before them ends, and how often they do."""

    begin: int
    end: int
    before: int
    times: int
    is_listed: bool = False  # behind the number of a list or a day


class Begun:
    """Where the words of tables in the same columns begin and end, in half points."""

    def __init__(self) -> None:
        self._words: defaultdict[int, Counter[_Ends]] = defaultdict(Counter)  # by where they begin
        self._count = 0

    def take(self, lines: Iterable[Words]) -> None:
        """The words of lines that have all that is level with them."""
        for line in lines:
            self._count += len(line.words)
            if self._count > _MOST_WORDS:
                break
            ends = [_NOTHING, *(round(2 * word.x1) for word in line.words)]
            starts = [*(round(2 * word.x0) for word in line.words), _NOTHING]
            listed = [False, *(_NUMBER.fullmatch(word.text) is not None for word in line.words)]
            around = zip(pairwise(ends), pairwise(starts), listed, strict=False)
            for (before, end), (start, behind), is_listed in around:
                self._words[start][_Ends(end, before, behind, is_listed)] += 1

    def spans(self) -> Iterator[Span]:
        """All of them."""
        for begin, words in self._words.items():
            for (end, before, _, is_listed), count in words.items():
                yield Span(begin, end, before, count, is_listed)

    def inside(self, start: float, end: float, size: float) -> list[float]:
        """Where columns begin from one that begins and ends there, from left to right.

        The first one is that column itself, where its own texts begin, if they do at one place.
        """
        least, last = round(2 * _NARROWEST * size), 2 * end - size
        usual = [at for at in self._words if 2 * start - _NEAR <= at <= last and self._is_usual(at)]
        tried = self._hardly_crossed(usual)
        tried.sort(key=lambda at: (-self._words[at].total(), at))
        first = round(2 * start)
        found = [next((at for at in tried if at - first < least), first)]
        while new := next((at for at in tried if self._begins_column(at, found, least)), None):
            found.append(new)
        return [at / 2 for at in sorted(found)]

    def mended(self, gap: Gap, column: Side, size: float) -> Gap:
        """The gap before a column; right before its texts, if last words of others end there.

        So a blank between words may be in line on a few pages; what is wider is none.
        """
        start = column[0]
        if start is None or gap[1] - gap[0] > size:
            return gap
        low, high = round(gap[0] + gap[1]), round(2 * start) + _NEAR
        between = [
            (begun, ends)
            for begun, words in self._words.items()
            if low < begun < high - 2 * _NEAR
            for ends in words
        ]
        is_of_others = all(
            ends.end < high
            and begun - 2 * _BLANK * size <= ends.before <= low
            and ends.behind <= high
            for begun, ends in between
        )
        is_any = len(between) >= _LEAST_LAST and is_of_others
        return (start - 2 * _HAIR, start) if is_any else gap

    def _at(self, place: int) -> Counter[_Ends]:
        """The words that begin at a place, as exactly as a page shows it, but for those listed."""
        found = Counter[_Ends]()
        for near in range(place - _NEAR, place + _NEAR + 1):
            words = self._words.get(near) or Counter()
            found.update({ends: count for ends, count in words.items() if not ends.is_listed})
        return found

    def _is_usual(self, at: int) -> bool:
        """Whether many texts begin at a place, behind others that end anywhere."""
        own = self._at(at)
        return own.total() >= _LEAST and _apart({ends.before for ends in own}) >= _LEAST_ENDS

    def _hardly_crossed(self, places: Iterable[int]) -> list[int]:
        """Those places that few words stand across, too long or not, counted for all at once."""
        starts, ends = Counter[int](), Counter[int]()
        for begun, words in self._words.items():
            starts[begun] += words.total()
            for own, count in words.items():
                ends[own.end] += count
        begun_before, ended_before = _Counted(starts), _Counted(ends)
        return [
            at
            for at in places
            if begun_before(at - _NEAR) - ended_before(at + _NEAR + 1)
            <= (_CROSSED + _RUN_INTO) * self._at(at).total()
        ]

    def _begins_column(self, at: int, known: Sequence[int], least: int) -> bool:
        """Whether hardly a word stands across a place, but for some that may be too long.

        They begin known columns, or nothing stands behind them but what begins at that place.
        """
        if any(abs(at - one) < least for one in known):
            return False
        run_into = crossed = 0
        for begun, ends, count in self._across(at):
            is_last = ends.behind == _NOTHING or abs(ends.behind - at) <= _NEAR
            if is_last or min(abs(begun - one) for one in known) <= _NEAR:
                run_into += count
            else:
                crossed += count
        own = self._at(at).total()
        is_free = crossed <= _CROSSED * own and run_into <= _RUN_INTO * own
        return is_free and self._stands_beside(at, max(one for one in known if one < at))

    def _stands_beside(self, at: int, start: int) -> bool:
        """Whether several texts stand right behind those of the column that they would part.

        What is centred in one column begins at several places in it, but hardly in one line.
        """
        own = self._at(at)
        beside = {ends: count for ends, count in own.items() if ends.before > start}
        is_often = sum(beside.values()) >= _BESIDE * own.total()
        return is_often and _apart({ends.before for ends in beside}) >= _LEAST_ENDS

    def _across(self, at: int) -> Iterator[tuple[int, _Ends, int]]:
        """The words that stand across a place, by where they begin, and how many do."""
        for begun, words in self._words.items():
            if begun < at - _NEAR:
                yield from ((begun, ends, n) for ends, n in words.items() if ends.end > at + _NEAR)


class _Counted:
    """How many there are before a place."""

    def __init__(self, counts: Counter[int]) -> None:
        self._places = sorted(counts)
        self._sums = [0, *accumulate(counts[place] for place in self._places)]

    def __call__(self, place: int) -> int:
        return self._sums[bisect_left(self._places, place)]


def _apart(places: Iterable[int]) -> int:
    """How many places there are that are further from each other than those of one."""
    count, last = 0, None
    for place in sorted(places):
        if last is None or place - last > 2 * _NEAR:
            count, last = count + 1, place
    return count


def with_begun(seen: Columns, begun: Begun) -> Columns:
    """The columns, parted where texts begin inside them; each begins right before its texts."""
    xs, gaps, sides = [seen.xs[0]], list[Gap](), list[Side]()
    pairs = zip(seen.gaps, seen.sides[1:], strict=True)
    borders = [begun.mended(gap, side, seen.size) for gap, side in pairs]
    for (start, end), gap in zip(seen.sides, [*borders, (seen.xs[-1],) * 2], strict=True):
        high = (gap[0] + gap[1]) / 2
        own, *more = begun.inside(xs[-1] if start is None else start, high, seen.size)
        starts = (own if start is None and own > xs[-1] + _HAIR else start, *more)
        xs += [*(x - _HAIR for x in more), high]
        gaps += [*((x - 2 * _HAIR, x) for x in more), gap]
        sides += zip(starts, (*(None for _ in more), end), strict=True)
    return seen._replace(xs=tuple(xs), gaps=tuple(gaps[:-1]), sides=tuple(sides))
