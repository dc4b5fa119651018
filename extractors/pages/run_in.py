"""Words too long for their column, of which the next column's text begins right at the end.

Nothing is free between them, so that both are read as one word. Where the document's columns are
known, a letter stands exactly where the texts of the next one begin, and others go on there: behind
a word that is too long nothing does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.pages.continuation import Columns
from extractors.pages.gaps import Word, Words, words_of
from extractors.pages.letters import PrintedLine

_EXACT = 0.2  # points
_OVER = 1.0  # points by which a word stands over a border at least


def words_apart(line: PrintedLine, known: Sequence[Columns]) -> Words:
    """The words of a line, with those parted that are one in print only."""
    words = words_of(line)
    for columns in known:
        found = tuple(_parted(line, words, columns))
        if len(found) > len(words.words):
            return words._replace(words=found)
    return words


def _parted(line: PrintedLine, words: Words, columns: Columns) -> Iterator[Word]:
    begin = 0
    for word, behind in zip(words.words, (*words.words[1:], None), strict=True):
        begin = line.text.index(word.text, begin)
        at = _start_inside(line, begin, word, columns) if behind else 0
        if at and behind and behind.x0 < _end(line.edge(begin + at), columns):
            x = line.edge(begin + at)
            yield word._replace(x1=x, text=word.text[:at])
            yield word._replace(x0=x, text=word.text[at:])
        else:
            yield word
        begin += len(word.text)


def _start_inside(line: PrintedLine, begin: int, word: Word, columns: Columns) -> int:
    """How many letters of a word stand before the next column's texts begin; 0 where none does."""
    column = bisect_left(columns.xs[1:-1], word.x0) + 1
    if column == len(columns.sides):
        return 0
    border, start = columns.xs[column], columns.sides[column][0]
    if start is None or not word.x0 < border - _OVER < border + _OVER < word.x1:
        return 0
    inside = range(1, len(word.text))
    return next((at for at in inside if abs(line.edge(begin + at) - start) <= _EXACT), 0)


def _end(x: float, columns: Columns) -> float:
    """Where the column ends in which a text begins."""
    return columns.xs[bisect_left(columns.xs, x)]
