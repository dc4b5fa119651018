"""What is to be known of the tables of a page before any is read, found in one walk over them.

The walk is made while the page is at hand, and answers all questions: to go back to the lines for
each of them, once all pages were read, took a tenth longer.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.pages.apart import Begun, begun
from extractors.pages.full_ends import FullEnd, full_ends
from extractors.pages.letters import PrintedLine
from extractors.pages.lone_words import lone_words
from extractors.pages.parts import Part
from extractors.pages.torn import SLACK, width_of
from extractors.pages.words import printed

Shape = tuple[bool, ...]  # which cells of a row have content

_OVER = 1.0  # points beyond its cell: such a line tells nothing of the others
_FAR = 1.5  # of the size: further apart are lines of paragraphs at a spacing of two, or others
_PADDING = 6.0  # points at most, between a line and the border of its cell
_BLANK = 0.25  # of the size
_ENDS = frozenset(".!?")
_ALONE = (0,)  # of a single line, which goes on with none
_LABEL = 30  # characters; a longer text labels no row


class TableOutline(NamedTuple):
    """The part of a table that stands on the page."""

    shapes: list[Shape]  # of each row which cells have content
    first: list[str]  # text of the first cell of each row
    merged: set[int]  # columns with cells over several rows


class Outline(NamedTuple):
    """The tables of a page; without those inside their cells."""

    tables: tuple[TableOutline, ...]
    printed: str  # the lines, each with a line feed behind it
    labels: list[str]  # short texts that begin rows
    reach: dict[tuple[float, float], float]  # of the text between two edges, to the right
    stacks: Stacks
    begun: list[Begun]  # lines of cells below others that begin with labels
    lone: list[tuple[str, str]]  # long words that fill a line, and the line below
    full: list[FullEnd]  # sentences that end with a full line


class Stacks(NamedTuple):
    """Lines that stand below each other: parallel arrays, one entry per line."""

    sizes: array[float]
    bases: array[float]
    small: array[int]  # whether each goes on in a small letter
    counts: array[int]  # of the lines of each stack

    def add(self, others: Stacks) -> None:
        """Put these behind the others."""
        self.sizes.extend(others.sizes)
        self.bases.extend(others.bases)
        self.small.extend(others.small)
        self.counts.extend(others.counts)


def no_stacks() -> Stacks:
    """None yet."""
    return Stacks(array("d"), array("d"), array("b"), array("q"))


class _Found(NamedTuple):
    """What a walk has found so far."""

    texts: list[str]
    labels: list[str]
    reach: dict[tuple[float, float], float]
    begun: list[Begun]
    # Of stacks: to append to a list costs a tenth of what it costs to append to an array.
    sizes: list[float]
    bases: list[float]
    small: list[int]
    counts: list[int]


def outline(parts: Iterable[Part]) -> Outline:
    """The outline of these tables, which stand on one page."""
    parts = tuple(parts)
    found = _Found([], [], {}, [], [], [], [], [])
    tables = tuple([_table(part, found) for part in parts])
    high = [cell for part in parts for cell in part.cells if len(cell.lines) > 1]
    lone = [pair for cell in high for pair in lone_words(cell.lines, cell.box[0], cell.box[2])]
    full = [one for cell in high for one in full_ends(cell.lines, cell.box[0], cell.box[2])]
    texts, labels, reach, labelled, sizes, bases, small, counts = found
    stacks = Stacks(array("d", sizes), array("d", bases), array("b", small), array("q", counts))
    return Outline(tables, printed(texts), labels, reach, stacks, labelled, lone, full)


def _table(part: Part, found: _Found) -> TableOutline:
    texts, labels, reach, labelled, sizes, bases, small, counts = found
    width, height = len(part.xs) - 1, len(part.ys) - 1
    rows = [[True] * width for _ in range(height)]
    first = [""] * height
    merged: set[int] = set()
    for (row, column, row_span, _), (x0, _, x1, _), _, lines, marks, _, inner in part.cells:
        if row_span > 1:
            merged.add(column)
        if not lines:
            rows[row][column] = bool(marks or inner)
            continue
        # Further right stands only a heading between two tables, in the first column of both.
        end, limit = reach.get((x0, x1), x0), x1 + _OVER
        for line in lines:
            text = line.text
            texts.append(text)
            sizes.append(line.size)
            bases.append(line.base)
            if end < line.x1 <= limit and not _leans_right(line, x0, x1):
                end = line.x1
            if ":" in text and line is not lines[0]:
                opening = begun(text, line.base - bases[-2], line.size)
                if opening:
                    labelled.append(opening)
        reach[x0, x1] = end
        small += _going_on(lines, x0, x1) if len(lines) > 1 else _ALONE
        counts.append(len(lines))
        if column == 0:
            first[row] = texts[-1] if len(lines) == 1 else " ".join(texts[-len(lines) :])
            if len(lines) == 1 and len(texts[-1]) <= _LABEL:
                labels.append(texts[-1])
    return TableOutline([tuple(row) for row in rows], first, merged)


def _going_on(lines: Sequence[PrintedLine], x0: float, x1: float) -> list[int]:
    """Which lines of a cell begin in a small letter, of those far below another that may go on.

    Of short texts one below the other each may begin so: only a line that had no room for the next
    word shows that what stands far below it goes on.
    """
    found: list[int] = [line.text[:1].islower() for line in lines]
    for n, is_small in enumerate(found):
        if is_small and n and lines[n].base - lines[n - 1].base > _FAR * lines[n].size:
            right = x1 - min(max(lines[0].x0 - x0, 0.0), _PADDING)
            found[n] = _was_full(lines[n - 1], lines[n], right)
    return found


def _was_full(above: PrintedLine, below: PrintedLine, right: float) -> bool:
    """Whether a line had no room for the first word of the one below, and ends no sentence."""
    room = right - SLACK - above.x1 - _BLANK * above.size
    return above.text[-1:] not in _ENDS and room <= width_of(below, 1)


def _leans_right(line: PrintedLine, x0: float, x1: float) -> bool:
    """Whether a word or number stands nearer to the right border than to the left one.

    It is set to the right, or too long for the column: neither tells how far other lines reach.
    """
    return " " not in line.text and x1 - line.x1 < line.x0 - x0 - _OVER
