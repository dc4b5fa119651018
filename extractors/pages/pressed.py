"""Texts that end less than a blank before the next column's, which begin where others do.

Such a line seems to run over both columns. All its letters are asked where they stand: a figure or
a capital letter exactly where the texts of the next column begin in nearly all other rows is the
first of one, where nothing else of the row is merged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.pages.gaps import FREE, LEAST_LINES, MOSTLY, NEARLY_ALL, Gap, Word, Words
from extractors.pages.grids import Grid, Span
from extractors.pages.letters import PrintedLine
from extractors.pages.region import Region

_EXACT = 0.25  # points
_IN_LINE = 0.5  # points
_ALIGNED = 1.0  # points
_EDGE = 0.2  # points before the first letter of the column: the border stands there
_TWO = 2  # columns


class _Merged(NamedTuple):
    """The lines of a row that seem to run over two columns, and the gap between these."""

    lines: tuple[Words, ...]
    gap: int


def with_parted_texts(
    region: Region, grids: Sequence[Grid], printed: Sequence[PrintedLine]
) -> Region:
    """The region with texts parted that only seem to run over two of its columns."""
    middles = [(low + high) / 2 for low, high in region.gaps]
    lines, gaps = dict(zip(region.lines, region.lines, strict=True)), list(region.gaps)
    for row in _merged(region, grids):
        column = middles[row.gap], [*middles[1:], region.right][row.gap]
        start = _start(region.lines, column)
        if start is None or not _begins_in_line(row, region.lines, middles):
            continue
        across = [line for line in row.lines if _is_across(line, column[0])]
        own = {line: _parted(line, start, printed) for line in across}
        found = {line: new for line, new in own.items() if new is not None}
        if own and len(found) == len(own):
            lines.update(found)
            border = min(start, gaps[row.gap][1])
            gaps[row.gap] = (border - _EDGE, border)
    if gaps == list(region.gaps):
        return region
    return region._replace(lines=tuple(lines.values()), gaps=tuple(gaps))


def _merged(region: Region, grids: Sequence[Grid]) -> Iterator[_Merged]:
    """The rows of which two columns are merged, and most others are filled."""
    middles = [(low + high) / 2 for low, high in region.gaps]
    for grid in grids:
        rows: dict[int, list[Span]] = {}
        for span in grid.spans:
            rows.setdefault(span.row, []).append(span)
        for row, spans in rows.items():
            over = [span for span in spans if span.column_span > 1]
            if len(over) != 1 or over[0].column_span != _TWO:
                continue
            high, low = grid.ys[row : row + 2]
            own = tuple(line for line in region.lines if high < line.base <= low)
            filled = {bisect_left(middles, w.x0) for line in own for w in line.words}
            others = filled - {over[0].column, over[0].column + 1}
            if others and len(others) >= MOSTLY * (len(middles) - 1):
                yield _Merged(own, over[0].column)


def _start(lines: Sequence[Words], column: Gap) -> float | None:
    """Where nearly all texts of a column begin."""
    firsts = []
    for line in lines:
        words = [word for word in line.words if word.x0 < column[1]]
        behind = [word.x0 for word in words if word.x0 >= column[0]]
        if behind and all(word.x1 <= column[0] for word in words if word.x0 < column[0]):
            firsts.append(min(behind))
    if len(firsts) < LEAST_LINES:
        return None
    start = median(firsts)
    near = sum(abs(x - start) <= _IN_LINE for x in firsts)
    return start if near >= max(LEAST_LINES, NEARLY_ALL * len(firsts)) else None


def _begins_in_line(row: _Merged, lines: Sequence[Words], middles: Sequence[float]) -> bool:
    """Whether the lines of a row begin where others do in the first of its merged columns."""
    left = middles[row.gap - 1] if row.gap else float("-inf")
    right = middles[row.gap]
    others = median(x for line in lines for x in _firsts(line, (left, right)))
    own = [x for line in row.lines for x in _firsts(line, (left, right))]
    return all(abs(x - others) <= _ALIGNED for x in own)


def _firsts(line: Words, column: Gap) -> list[float]:
    """Where the text of a line in a column begins, if there is any."""
    return [word.x0 for word in line.words if column[0] <= word.x0 < column[1]][:1]


def _is_across(line: Words, border: float) -> bool:
    """Whether a word stands over a border, or no more than a blank is free there."""
    return any(word.x0 < border < word.x1 for word in line.words) or any(
        before.x1 <= border <= behind.x0 and behind.x0 - before.x1 < FREE * line.size
        for before, behind in pairwise(line.words)
    )


def _parted(line: Words, start: float, printed: Sequence[PrintedLine]) -> Words | None:
    """The line with a word that begins at a place; None where no letter shows that one does."""
    words = list(line.words)
    for at, word in enumerate(words):
        if abs(word.x0 - start) <= _EXACT:
            if word.text[0].islower():
                return None
            # What stands before it ends there, as nothing stands over the border.
            words[:at] = [one._replace(x1=min(one.x1, start - _EDGE)) for one in words[:at]]
            return line._replace(words=tuple(words))
        if word.x0 < start < word.x1:
            index = _turn(word, start, [one for one in printed if _holds(one, line, word)])
            halves = _halves(word, index, start)
            return line._replace(words=(*words[:at], *halves, *words[at + 1 :])) if index else None
    return None


def _halves(word: Word, index: int, start: float) -> tuple[Word, Word]:
    first = Word(word.x0, start - _EDGE, word.text[:index])
    return first, Word(start, word.x1, word.text[index:])


def _holds(printed: PrintedLine, line: Words, word: Word) -> bool:
    is_level = abs(printed.base - line.base) < FREE * line.size
    return is_level and printed.x0 <= word.x0 < printed.x1


def _turn(word: Word, start: float, printed: Sequence[PrintedLine]) -> int:
    """How many letters of a word stand before a place where something else begins; 0 for none.

    A figure does behind a letter or a full stop, and a capital letter behind a small one.
    """
    for line in printed:
        edges = line.edges
        first = next((at for at in range(len(line.text)) if edges[at] == word.x0), None)
        if first is None:
            continue
        for index in range(1, len(word.text)):
            before, behind = word.text[index - 1], word.text[index]
            is_turn = behind.isdigit() > before.isdigit() or (
                behind.isupper() and not before.isupper()
            )
            if is_turn and abs(edges[first + index] - start) <= _EXACT:
                return index
    return 0
