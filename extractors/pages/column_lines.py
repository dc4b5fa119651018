"""What printed lines have in each column of a table, and whether rows fit what it says.

A row hides another one where texts of several columns begin level with each other inside it, and
parts a text where a sentence goes on in the next row, or its lines stand close above that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from extractors.pages.gaps import Word, Words
from extractors.pages.sentences import is_open

_ROOM = 1.6  # of the size: how far from the next column's texts those of a column end
_BLANK = 0.25  # of the size
NUMBER = re.compile(r"\d{1,2}\.(?:\d{1,2}\.?)*")  # of an item, before its title
_YEAR = re.compile(r"(?:19|20)\d\d")  # "2. opfølgning" stands above it
_DATED = re.compile(r"(?:^|\s)(?:19|20)\d\d$")  # a deadline ends so: "juni 2024" is the next one
PRESSED = 0.85  # of the size: lines of one text are no closer; of their distance: nor are rows
_CLOSE, _FAR_BEHIND = 1.12, 2.5  # of the least distance: lines of one text, and no paragraphs
_SHIFTED = 0.5  # points by which shifts of a column may differ
_SEVERAL = 2  # columns beside the first one
_OFTEN, _HAIR = 3, 0.2  # distances of lines alone, and points by which they differ: sure ones
_OFF = 0.3  # of the size: how far a line stands off its baseline there, at most


class Piece(NamedTuple):
    """What a line has in one column."""

    line: int
    base: float
    size: float
    bold: bool
    text: str
    x0: float
    x1: float
    first: float  # width of the first word


Pair: TypeAlias = tuple[Piece, Piece]  # below each other in one column


class Column(NamedTuple):
    """What the lines have in a column, and how wide a line in it may be."""

    pieces: Sequence[Piece]
    width: float


def columns_of(lines: Sequence[Words], borders: Sequence[float]) -> list[Column]:
    held: list[list[Piece]] = [[] for _ in range(len(borders) + 1)]
    by_column = [_by_column(line, borders) for line in lines]
    is_shifted = _are_shifted(by_column)
    for at, (line, own) in enumerate(zip(lines, by_column, strict=True)):
        for column, words in own.items():
            text = " ".join(word.text for word in words)
            base = line.base + (0.0 if is_shifted else words[0].below)
            about = (at, base, line.size, line.bold, text, words[0].x0, words[-1].x1)
            held[column].append(Piece(*about, words[0].x1 - words[0].x0))
    return [
        Column(own, _width(own, behind)) for own, behind in zip(held, [*held[1:], []], strict=True)
    ]


def _by_column(line: Words, borders: Sequence[float]) -> dict[int, list[Word]]:
    own: defaultdict[int, list[Word]] = defaultdict(list)
    for word in line.words:
        own[bisect_left(borders, (word.x0 + word.x1) / 2)].append(word)
    return own


def _are_shifted(lines: Sequence[Mapping[int, Sequence[Word]]]) -> bool:
    """Whether whole columns stand a little lower than others, by as much in all lines.

    In rows that are level at their middles a column stands now lower and now higher.
    """
    found: defaultdict[int, list[float]] = defaultdict(list)
    for own in lines:
        levels = {column: words[0].below for column, words in own.items()}
        if any(levels.values()):
            top = min(levels.values())
            for column, below in levels.items():
                found[column].append(below - top)
    return bool(found) and all(max(own) - min(own) <= _SHIFTED for own in found.values())


def _width(pieces: Sequence[Piece], behind: Sequence[Piece]) -> float:
    """How wide a line may be in a column; the texts of the next one stand further right."""
    if not pieces:
        return 0.0
    end = max(one.x1 for one in pieces)
    if behind:
        end = max(end, min(one.x0 for one in behind) - _ROOM * pieces[0].size)
    return end - min(one.x0 for one in pieces)


def faults(columns: Sequence[Column], starts: Sequence[int], labels: Container[str]) -> list[Pair]:
    """Lines of one row that begin two, and lines of two that are of one text.

    `starts` are the indices of the lines that begin rows, `labels` texts that begin rows.
    """
    return [
        *_hidden(columns, starts, labels),
        *_cut(columns, starts),
        *_torn(columns, starts),
        *_pressed(columns, starts),
    ]


def _hidden(
    columns: Sequence[Column], starts: Sequence[int], labels: Container[str]
) -> Iterator[Pair]:
    """What is in the first column of one row, the lower one as rows begin."""
    for above, below in pairwise(columns[0].pieces):
        is_one = bisect_left(starts, above.line + 1) == bisect_left(starts, below.line + 1)
        if is_one and (below.text in labels or are_alike(columns, (above, below))):
            yield above, below


def _cut(columns: Sequence[Column], starts: Sequence[int]) -> Iterator[Pair]:
    """What goes on from one row to another one."""
    for column in columns:
        for above, below in pairwise(column.pieces):
            is_one = bisect_left(starts, above.line + 1) == bisect_left(starts, below.line + 1)
            if not is_one and is_text(above) and goes_on(above, below, column.width):
                yield above, below


def _torn(columns: Sequence[Column], starts: Sequence[int]) -> Iterator[Pair]:
    """A line right below the last one of another row, above which the row was left far behind.

    So the first lines of a text stand that is level with its label at its middle.
    """
    for pieces, _ in columns:
        steps = [below.base - one.base for one, below in pairwise(pieces)]
        pitch = min((step for step in steps if step >= PRESSED * pieces[0].size), default=0.0)
        is_far = False
        for (above, below), step in zip(pairwise(pieces), steps, strict=True):
            own = bisect_left(starts, below.line + 1)
            if own == bisect_left(starts, above.line + 1):
                is_far |= step > _FAR_BEHIND * pitch
                continue
            if is_far and step <= _CLOSE * pitch and above.bold == below.bold:
                yield above, below
            is_far = False


def _pressed(columns: Sequence[Column], starts: Sequence[int]) -> Iterator[Pair]:
    """Lines of two rows that stand closer than those of one text: columns are level otherwise."""
    pieces = sorted(one for column in columns for one in column.pieces)
    least = PRESSED * pitch_of(columns)
    for above, below in pairwise(pieces):
        if below.line > above.line and below.base - above.base < least and below.line in starts:
            yield above, below


def pitch_of(columns: Sequence[Column]) -> float:
    """The least distance of lines in any column; 0 where none has two.

    What stands level with a line of another column may be a little off, so that one that several
    lines alone show counts more than one that is only a little less, and comes but once: rows may
    stand closer than the lines of a text.
    """
    shared = Counter(piece.line for column in columns for piece in column.pieces)
    pairs = [pair for column in columns for pair in pairwise(column.pieces)]
    steps = [(below.base - above.base, above, below) for above, below in pairs]
    steps = [one for one in steps if one[0] >= PRESSED * one[2].size]
    if not steps:
        return 0.0
    least, _, below = min(steps)
    alone = sorted(step for step, *pair in steps if all(shared[one.line] == 1 for one in pair))
    often = zip(alone, alone[_OFTEN - 1 :], strict=False)
    sure = next((first for first, last in often if last - first <= _HAIR), least)
    comes_again = sum(step - least <= _HAIR for step, *_ in steps) > 1
    is_off = not comes_again and least not in alone and sure - least <= _OFF * below.size
    return sure if is_off else least


def are_alike(columns: Sequence[Column], firsts: tuple[Piece, Piece]) -> bool:
    """Whether two texts of the first column have texts of several others beside them."""
    beside = sum(
        all(held_in(own, (one.line, one.line + 1)) for one in firsts) for own, _ in columns[1:]
    )
    return beside >= _SEVERAL and not goes_on(*firsts, columns[0].width)


def goes_on(above: Piece, below: Piece, width: float) -> bool:
    """Whether a line goes on with the one above: in small letters, or with what that leaves open.

    Behind a figure or the end of a sentence only where that line is filled.
    """
    last = above.text[-1]
    if above.bold != below.bold or (_DATED.search(above.text) and _DATED.search(below.text)):
        return False
    if is_open(above.text) or (below.text[0].islower() and (last.isalpha() or last == ",")):
        return True
    is_title = below.text[0].isalpha() and NUMBER.fullmatch(above.text) is not None
    is_year = last.isalpha() and _YEAR.fullmatch(below.text) is not None
    is_more = below.text[0].islower() or is_title or is_year
    return is_more and not has_room(above, below, width)


def has_room(above: Piece, below: Piece, width: float) -> bool:
    """Whether the first word of a line had room in the one above: something else begins there."""
    return above.x1 - above.x0 + _BLANK * above.size + below.first <= width


def is_text(piece: Piece) -> bool:
    """Whether it is more than a word: a status in small letters may stand below another."""
    return " " in piece.text or NUMBER.fullmatch(piece.text) is not None


def held_in(pieces: Sequence[Piece], row: tuple[int, int]) -> Sequence[Piece]:
    """What a column has in a row."""
    first, stop = row
    return pieces[bisect_left(pieces, (first,)) : bisect_left(pieces, (stop,))]
