"""Rows and columns by what tagged cells print, where they stand as in rows and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.grids import Span

_LEAST = 2  # columns of a table
_LOOSE = 0.3  # of the size, by which rows may reach into each other: their boxes are rough
_PADDING = 2.0  # points
_FLUSH = 1.0  # points
_NEXT = 5.0  # points from the border of a cell to its text
_MOSTLY = 0.6  # of a column
_TORN = 3.0  # of the size, from line to line: an empty line between paragraphs is less
_SEVERAL = 3  # rows
_LONG = 20  # letters of a line: a shorter one may be a label or a date


class Extent(NamedTuple):
    """From where to where something reaches, across or down."""

    low: float
    high: float


class TaggedText(NamedTuple):
    """What a tagged cell prints."""

    row: int  # as its table's are numbered all over the file
    across: Extent
    down: Extent
    size: float
    lines: tuple[str, ...]  # without blanks
    levels: tuple[float, ...]  # the baselines of the lines


class Known(NamedTuple):
    """Where the columns end of the tagged table before."""

    xs: Sequence[float] = ()
    starts: Sequence[float] = ()  # of the texts in them
    is_same: bool = False  # the part of this table on the page before


class Arrangement(NamedTuple):
    """Where the columns and rows of a table end, and the cell of each text."""

    xs: Sequence[float]
    ys: Sequence[float]
    rows: Sequence[int]  # as numbered all over the file
    cells: Sequence[Span]  # one for each text
    starts: Sequence[float]  # of the texts in each column

    @property
    def spans(self) -> list[Span]:
        """The cells with empty ones between them."""
        taken = {
            (row, at) for row, first, _, width in self.cells for at in range(first, first + width)
        }
        places = ((row, at) for row in range(len(self.rows)) for at in range(len(self.xs) - 1))
        return [*self.cells, *(Span(*place, 1, 1) for place in places if place not in taken)]


def arrangement(
    texts: Sequence[TaggedText], known: Known, signs: Sequence[tuple[Extent, float]]
) -> Arrangement | None:
    """The rows and columns of these texts; None where they do not stand as in any.

    `signs` is how far pictures reach across that may be signs, and the height of their middles.
    """
    rows = None if any(map(_is_torn, texts)) else _rows(texts)
    if rows is None or _are_lines(texts):
        return None
    ys = _edges([extent for _, extent in rows])
    inside = [extent for extent, y in signs if ys[0] < y < ys[-1]]
    told = _known(texts, known)
    xs = told or _columns(texts, inside)
    if xs is None or len(xs) <= _LEAST:
        return None
    numbers = [row for row, _ in rows]
    cells = _spans(texts, numbers, xs)
    if cells is None or _parts_sentences(texts, cells):
        return None
    starts = known.starts if told else _starts(texts, cells, xs)
    return Arrangement(xs, ys, numbers, cells, starts)


def edges_of(texts: Sequence[TaggedText]) -> list[float] | None:
    """Where one row of these ends and the next begins; None where they are none."""
    rows = _rows(texts)
    return None if rows is None else _edges([extent for _, extent in rows])[1:-1]


def is_cut_up(texts: Sequence[TaggedText]) -> bool:
    """Whether lines may be tagged as rows, or several cells as one."""
    return any(map(_is_torn, texts)) or _are_lines(texts)


def _is_open(line: str) -> bool:
    """Whether no sign of an end is the last of a long line, nor the year of a date."""
    return line[-1].isalpha() or line.endswith(",")


def _starts(texts: Sequence[TaggedText], cells: Sequence[Span], xs: Sequence[float]) -> list[float]:
    """Where the texts of each column begin; of one without any, its side."""
    found = list(xs[1:])
    for text, span in zip(texts, cells, strict=True):
        found[span.column] = min(found[span.column], text.across.low)
    return found


def _is_torn(text: TaggedText) -> bool:
    """Whether so much room is between two lines of a cell that they are those of two."""
    return any(below - above > _TORN * text.size for above, below in pairwise(text.levels))


def _are_lines(texts: Sequence[TaggedText]) -> bool:
    """Whether most rows have one text only, as where each line is tagged as a row."""
    counts = Counter(text.row for text in texts).values()
    return len(counts) >= _SEVERAL and 2 * sum(count == 1 for count in counts) > len(counts)


def _parts_sentences(texts: Sequence[TaggedText], cells: Sequence[Span]) -> bool:
    """Whether a long line goes on in the row below: some programs tag each line as a row.

    Below the first row, a heading that pages repeat, the rest of one may stand that a page cuts.
    """
    places = {(span.row, span.column): text for span, text in zip(cells, texts, strict=True)}
    return any(
        row > 1
        and above is not None
        and len(above.lines[-1]) >= _LONG
        and _is_open(above.lines[-1])
        and below.lines[0][0].islower()
        for (row, column), below in places.items()
        for above in [places.get((row - 1, column))]
    )


def _rows(cells: Sequence[TaggedText]) -> list[tuple[int, Extent]] | None:
    """The rows from top to bottom; None where two of them stand beside each other."""
    found: dict[int, Extent] = {}
    for cell in cells:
        low, high = found.get(cell.row, cell.down)
        found[cell.row] = Extent(min(low, cell.down.low), max(high, cell.down.high))
    ordered = sorted(found.items(), key=lambda row: row[1].low)
    loose = _LOOSE * min(cell.size for cell in cells)
    if any(lower.low < upper.high - loose for (_, upper), (_, lower) in pairwise(ordered)):
        return None
    return ordered


def _edges(extents: Sequence[Extent]) -> list[float]:
    """Where what stands so is parted: near what comes next, as far as there is room."""
    inner = [
        max((upper.high + lower.low) / 2, lower.low - _NEXT) for upper, lower in pairwise(extents)
    ]
    return [extents[0].low - _PADDING, *inner, extents[-1].high + _PADDING]


def _known(texts: Sequence[TaggedText], known: Known) -> list[float] | None:
    """The columns that are known, if what stands here stands in them.

    Of another table they are only those which no text crosses, and either of as many columns or
    ones at whose beginnings all texts begin.
    """
    xs = known.xs
    if not xs or any(not xs[0] - _PADDING <= one.across.low < xs[-1] for one in texts):
        return None
    places = {(one.row, _column(one, xs)) for one in texts}
    if len(places) < len(texts):
        return None
    if not known.is_same:
        crossed = (one.across.low < x < one.across.high for one in texts for x in xs[1:])
        most = max(Counter(row for row, _ in places).values())
        if any(crossed) or (most + 1 < len(xs) and not all(_is_flush(one, known) for one in texts)):
            return None
    return list(xs)


def _is_flush(text: TaggedText, known: Known) -> bool:
    """Whether a text begins where those of its column do."""
    start = known.starts[_column(text, known.xs)] if known.starts else -1.0
    return abs(text.across.low - start) <= _FLUSH


def _column(cell: TaggedText, xs: Sequence[float]) -> int:
    """The column in which a cell begins."""
    return bisect_right(xs, cell.across.low + _PADDING, 1, len(xs) - 1) - 1


def _columns(cells: Sequence[TaggedText], signs: Sequence[Extent]) -> list[float] | None:
    """The edges of the columns; the rows with most cells show them, and signs where none stand."""
    rows = defaultdict[int, list[Extent]](list)
    for cell in cells:
        rows[cell.row].append(cell.across)
    most = max(map(len, rows.values()))
    whole = list(zip(*(sorted(own) for own in rows.values() if len(own) == most), strict=True))
    if any(max(left).low >= min(right).low for left, right in pairwise(whole)):
        return None
    # A long word may run over into the next column.
    ends = [*(min(column).low for column in whole[1:]), np.inf]
    found = [
        Extent(
            min(column).low,
            max([one.high for one in column if one.high <= end] or [min(column).low]),
        )
        for column, end in zip(whole, ends, strict=True)
    ]
    # Signs alone in a column, and cells that reach further than those of whole rows.
    for extent in (*signs, *(one for own in rows.values() for one in own)):
        found = _taken_in(found, extent)
    return _edges(found)


def _taken_in(columns: list[Extent], extent: Extent) -> list[Extent]:
    """The columns with one more, or one of them wider; what stands across several tells nothing."""
    met = [
        at for at, one in enumerate(columns) if extent.low <= one.high and one.low <= extent.high
    ]
    if len(met) > 1:
        return columns
    if not met:
        return sorted([*columns, extent])
    low, high = columns[met[0]]
    wider = Extent(min(low, extent.low), max(high, extent.high))
    return [*columns[: met[0]], wider, *columns[met[0] + 1 :]]


def _spans(
    cells: Sequence[TaggedText], rows: Sequence[int], xs: Sequence[float]
) -> list[Span] | None:
    """Every cell in its columns; None where two claim one place."""
    number = {row: at for at, row in enumerate(rows)}
    starts = {(number[cell.row], _column(cell, xs)) for cell in cells}
    if len(starts) != len(cells):
        return None
    spans: list[Span] = []
    for cell in cells:
        row, first = number[cell.row], _column(cell, xs)
        stop = first + 1
        while stop < len(xs) - 1 and (row, stop) not in starts and _fills(cell, xs, stop):
            stop += 1
        spans.append(Span(row, first, 1, stop - first))
    return spans


def _fills(cell: TaggedText, xs: Sequence[float], column: int) -> bool:
    """Whether a cell reaches through most of a further column, as no long word does."""
    return cell.across.high - xs[column] > _MOSTLY * (xs[column + 1] - xs[column])
