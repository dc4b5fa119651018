"""Where the texts of a line stand between columns whose edges are known.

A text is words with mere blanks between them; where the next column's texts begin, a new one does,
however close it stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.gaps import FREE, Word, Words
from extractors.pages.sentences import ends_sentence

SAME = 3.0  # points: ends of pieces in line, and edges of neighbouring backgrounds
_EXACT = 0.6  # points: beginnings of texts in line
_HOOK = 1.4  # points by which the hook of a "j" stands out on its left
_HAIR = 1.0  # points by which a word may stand over an edge
_WIDE = 0.6  # of the table's width: text that runs on so far is prose
_TWO = 2  # columns: a table of one has no inner edge; texts in line
_FEW = 3  # lines that go on at least, and ...
_MOSTLY, _NEARLY_ALL = 0.6, 0.75  # ... of all, in small letters, and also by their length
# Of the size: a blank, one of any font, and one of a justified line.
_BLANK, _WIDE_BLANK, _STRETCHED = 0.25, 0.32, 1.2


class Stops(NamedTuple):
    """The edges of columns, and where the texts of each column but the first usually begin."""

    xs: Sequence[float]
    starts: Sequence[float | None] = ()


def stops_of(xs: Sequence[float], lines: Sequence[Words]) -> Stops:
    """The columns with the beginnings of what these lines have in them.

    Where few have anything, texts begin as far behind the edge as in the first column.
    """
    firsts = Counter(round(2 * (line.x0 - xs[0])) / 2 for line in lines if line.x0 < xs[1])
    padding = _usual(firsts)
    found = [Counter[float]() for _ in xs[1:-1]]
    for line in lines:
        for at, edge in enumerate(xs[1:-1]):
            word = next((word for word in line.words if word.x0 >= edge - _HAIR), None)
            if word is not None and word.x0 < xs[at + 2]:
                found[at][round(2 * word.x0) / 2] += 1
    known = [None if padding is None else edge + padding for edge in xs[1:-1]]
    return Stops(xs, [_usual(own) or other for own, other in zip(found, known, strict=True)])


def _usual(found: Counter[float]) -> float | None:
    x, count = max(found.items(), key=lambda one: (one[1], -one[0]), default=(0.0, 0))
    return x if count >= _TWO else None


def texts(line: Words, stops: Stops) -> Iterator[list[Word]]:
    """The words between which there are mere blanks, and none begins the next column."""
    text = [line.words[0]]
    for word in line.words[1:]:
        if word.x0 - text[-1].x1 >= FREE * line.size or _begins_column(word, stops):
            yield text
            text = []
        text.append(word)
    yield text


def _begins_column(word: Word, stops: Stops) -> bool:
    return any(start is not None and _is_at(word, start) for start in stops.starts)


def _is_at(word: Word, start: float) -> bool:
    """Whether a word begins there, before which the hook of its first letter may stand out."""
    most = _HOOK if word.text[0] in "jJ" else _EXACT
    return -most <= word.x0 - start <= _EXACT


def fits(line: Words, stops: Stops) -> bool:
    """Whether a line stands in the columns: nothing in it runs on over most of them.

    A merged cell does, which begins in line with a column behind the first.
    """
    xs = stops.xs
    inside = xs[0] - SAME <= line.x0 and line.x0 < xs[-1]
    if not inside or len(xs) <= _TWO:
        return inside
    most = _WIDE * (xs[-1] - xs[0])
    return all(
        text[-1].x1 - text[0].x0 <= most or _begins_column(text[0], stops)
        for text in texts(line, stops)
    )


def runs_across(line: Words, stops: Stops) -> bool:
    """Whether a text of several words stands in several columns, or a word outside of them."""
    return not fits(line, stops) or any(
        text[0].x0 < x < text[-1].x0 and not _begins_column(text[0], stops)
        for text in texts(line, stops)
        for x in stops.xs[1:-1]
    )


def crossed(lines: Sequence[Words], stops: Stops) -> set[float]:
    """The edges over which texts of these lines run on: their cells are merged.

    A word that begins where texts of its column do, or ends its line, may only be longer than its
    cell, in which all of it is read.
    """
    edges = list(zip(stops.xs[1:-1], stops.starts, strict=False))
    votes = Counter[float]()
    for line in lines:
        for edge, start in edges:
            is_over = _crosses(line, (edge, start), stops)
            is_over |= _goes_on_over(line, edge, start, FREE)
            votes[edge] += is_over - _begins_at(line, start)
    if not any(count > 0 for count in votes.values()):
        return set()
    for line in lines:
        for edge, start in edges:
            votes[edge] += _goes_on_over(line, edge, start, _STRETCHED)
    return {edge for edge, count in votes.items() if count > 0}


def _crosses(line: Words, border: tuple[float, float | None], stops: Stops) -> bool:
    """Whether a word stands over an edge, which neither begins a cell nor ends one.

    It ends one where the next column's text begins, further behind it than a blank is wide.
    """
    edge, start = border
    for before, word, behind in zip(line.words, line.words[1:], line.words[2:], strict=False):
        if word.x0 < edge - _HAIR and word.x1 > edge + _HAIR:
            free = behind.x0 - word.x1
            is_next = start is not None and abs(behind.x0 - start) <= SAME
            widest = _WIDE_BLANK if is_next else _STRETCHED
            is_inside = before.x1 < word.x0 and not _begins_column(word, stops)
            return is_inside and free < widest * line.size
    return False


def _begins_at(line: Words, start: float | None) -> bool:
    return start is not None and any(_is_at(word, start) for word in line.words)


def _goes_on_over(line: Words, edge: float, start: float | None, widest: float) -> bool:
    """Whether a blank stands over an edge, behind which no text of a column begins."""
    before = [word for word in line.words if word.x1 <= edge + _HAIR]
    behind = [word for word in line.words if word.x0 >= edge - _HAIR]
    if not before or not behind or start is None or _begins_at(line, start):
        return False
    return behind[0].x0 - before[-1].x1 < widest * line.size


def columns(line: Words, stops: Stops) -> frozenset[int]:
    """The columns in which texts begin."""
    begins = (text[0].x0 + SAME for text in texts(line, stops))
    return frozenset(bisect_left(stops.xs[1:-1], x) for x in begins)


def filled(line: Words, stops: Stops) -> int:
    """How many columns have words that begin in them."""
    return len(columns(line, stops))


def words_in(line: Words, stops: Stops, column: int) -> Sequence[Word]:
    """The words that begin in that column."""
    low, high = stops.xs[column] - _HAIR, stops.xs[column + 1] - _HAIR
    return [word for word in line.words if low <= word.x0 < high]


def text_in(line: Words, stops: Stops, column: int) -> str:
    """What begins in that column."""
    return " ".join(word.text for word in words_in(line, stops, column))


def runs_on(lines: Sequence[Words], stops: Stops) -> bool:
    """Whether most lines of the first column go on with the one above, so that no row begins.

    They begin in a small letter, or with a word for which the one above had no room.
    """
    own = [(words, line.size) for line in lines if (words := words_in(line, stops, 0))]
    if len(own) <= _FEW:
        return False
    edge = stops.xs[1] - (min(words[0].x0 for words, _ in own) - stops.xs[0])
    small = full = 0
    for (above, size), (below, _) in pairwise(own):
        goes_on = below[0].text[0].islower() and not ends_sentence(above[-1].text)
        needed = _BLANK * size + below[0].x1 - below[0].x0
        small += goes_on
        full += goes_on or above[-1].x1 + needed > edge
    count = len(own) - 1
    return small >= max(_FEW, _MOSTLY * count) or full >= max(_FEW, _NEARLY_ALL * count)
