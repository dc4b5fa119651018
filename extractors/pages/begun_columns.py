"""Columns inside a column, told by where texts begin all over a document.

Where columns stand close, or a long word runs into the next one, lines leave no gap free. But
what begins at one place again and again, behind texts that end anywhere, begins a column; in the
middle of a text other words stand across any place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from extractors.pages.continuation import Columns, Side
from extractors.pages.gaps import Gap, Words

_NARROWEST = 2.0  # of the size: no column is narrower
_LEAST, _LEAST_ENDS = 5, 2  # texts that begin there, and places at which what is before them ends
_CROSSED, _RUN_INTO = 0.1, 0.6  # of them: words across, and those that begin a column themselves
_NEAR = 1  # half points from each other: texts that begin at one place
_HAIR = 0.5  # points before such texts: the border, and how far it is free on either side
_BLANK = 1.5  # of the size: between words of one text, at most
_NOTHING = -1  # before the first word of a line

_Ends: TypeAlias = tuple[int, int]  # of a word and of the one before it


class Begun:
    """Where the words of tables in the same columns begin and end, in half points."""

    def __init__(self) -> None:
        self._words: defaultdict[int, Counter[_Ends]] = defaultdict(Counter)  # by where they begin

    def take(self, lines: Iterable[Words]) -> None:
        """The words of lines that have all that is level with them."""
        for line in lines:
            before = _NOTHING
            for x0, x1, _ in line.words:
                end = round(2 * x1)
                self._words[round(2 * x0)][end, before] += 1
                before = end

    def inside(self, start: float, end: float, size: float) -> list[float]:
        """Where columns begin behind one that begins and ends there, from left to right."""
        least, last = round(2 * _NARROWEST * size), 2 * end - size
        tried = [at for at in self._words if 2 * start - _NEAR <= at <= last and self._is_usual(at)]
        tried.sort(key=lambda at: (-self._words[at].total(), at))
        first = round(2 * start)
        own = next((at for at in tried if at - first < least), first)
        found = [own]
        while new := next((at for at in tried if self._begins_column(at, found, least)), None):
            found.append(new)
        return [at / 2 for at in sorted(found) if at > own]

    def mended(self, gap: Gap, column: Side, size: float) -> Gap:
        """The gap before a column; right before its texts, if last words of others end there.

        So a blank between words may be in line on a few pages; what is wider is none.
        """
        start, border = column[0], gap[0] + gap[1]
        if start is None or gap[1] - gap[0] > size:
            return gap
        between = [
            (begun, ends)
            for begun, words in self._words.items()
            if border < begun < 2 * start - _NEAR
            for ends in words
        ]
        is_of_others = all(
            end <= 2 * start and before > _NOTHING and begun - before <= 2 * _BLANK * size
            for begun, (end, before) in between
        )
        return (start - 2 * _HAIR, start) if between and is_of_others else gap

    def _at(self, place: int) -> Counter[_Ends]:
        """The words that begin at a place, as exactly as a page shows it."""
        found = Counter[_Ends]()
        for near in range(place - _NEAR, place + _NEAR + 1):
            found.update(self._words.get(near, ()))
        return found

    def _is_usual(self, at: int) -> bool:
        """Whether many texts begin at a place, behind others that end anywhere."""
        own = self._at(at)
        return own.total() >= _LEAST and _apart({end for _, end in own}) >= _LEAST_ENDS

    def _begins_column(self, at: int, known: Sequence[int], least: int) -> bool:
        """Whether hardly a word stands across a place, but for some that begin known columns."""
        if any(abs(at - one) < least for one in known):
            return False
        across = [
            (min(abs(begun - one) for one in known) <= _NEAR, count)
            for begun, words in self._words.items()
            if begun < at - _NEAR
            for (end, _), count in words.items()
            if end > at + _NEAR
        ]
        own = self._at(at).total()
        run_into = sum(count for is_first, count in across if is_first)
        crossed = sum(count for is_first, count in across if not is_first)
        return crossed <= _CROSSED * own and run_into <= _RUN_INTO * own


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
        found = begun.inside(xs[-1] if start is None else start, high, seen.size)
        xs += [*(x - _HAIR for x in found), high]
        gaps += [*((x - 2 * _HAIR, x) for x in found), gap]
        starts, ends = (start, *found), (*(None for _ in found), end)
        sides += zip(starts, ends, strict=True)
    return seen._replace(xs=tuple(xs), gaps=tuple(gaps[:-1]), sides=tuple(sides))
