"""Cells of a ruled table that its rules leave whole, parted as the file's tags tell.

Some styles of tables rule every second row, or give rows a background alone: what should part
their cells is not drawn there. Where the texts of tagged cells stand in the table's own columns,
which other rows show, or in rows below each other, each is a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.pages.grids import Grid, Span, grid_of
from extractors.pages.tagged_grids import Extent, TaggedText, edges_of, is_cut_up

_PADDED = 9.0  # points from a border to its text
_HAIR = 1.0  # points by which a text may reach over the border of its column

Held = Mapping[Span, Sequence[TaggedText]]  # the tagged cells whose texts stand in each cell


class _Pieces(NamedTuple):
    """Where the rows of a cell end, but for the last one, and its cells, in rows from 0."""

    ys: Sequence[float]
    cells: Sequence[Span]


def parted(grid: Grid, held: Held) -> Grid | None:
    """The table with such cells parted; None where there are none, or the page shows otherwise."""
    pieces: dict[Span, _Pieces] = {}
    top = min((span.row for span in held), default=0)
    for span, texts in held.items():
        if len(texts) > 1 or (span.row == top and _is_rest(grid, span, texts[0])):
            found = _pieces(grid, span, texts)
            if found is None:
                return None
            pieces[span] = found
    if not pieces:
        return None
    ys: list[float] = []
    spans: list[Span] = []
    for row, high in enumerate(grid.ys[:-1]):
        own = [span for span in grid.spans if span.row == row]
        split = next((pieces[span] for span in own if _is_whole(grid, span, pieces)), None)
        inner = split.ys if split else []
        for span in own:
            cells = pieces[span].cells if span in pieces else [span._replace(row=0)]
            spans += [one._replace(row=len(ys) + one.row) for one in cells]
        ys += [high, *inner]
    if any(span.row_span > 1 for span in grid.spans) and len(ys) > len(grid.ys) - 1:
        return None  # a cell over rows that are more now
    made = grid_of(grid.xs, [*ys, grid.ys[-1]], spans, drawn=grid.drawn)
    return replace(grid, ys=made.ys, labels=made.labels, spans=made.spans)


def _is_rest(grid: Grid, span: Span, text: TaggedText) -> bool:
    """Whether a text begins a column behind the first, as the rest of a row does that a page cuts.

    What is merged begins at the left, or anywhere.
    """
    own = _columns(grid, span, text.across)
    first = grid.xs[own[0]] if len(own) == 1 else text.across.low
    return own[:1] > [span.column] and 0 < text.across.low - first <= _PADDED


def _is_whole(grid: Grid, span: Span, pieces: Mapping[Span, _Pieces]) -> bool:
    """Whether a cell that is parted is all of its row."""
    return span in pieces and span.column_span == len(grid.xs) - 1


def _pieces(grid: Grid, span: Span, texts: Sequence[TaggedText]) -> _Pieces | None:
    """The pieces of a cell; None if the texts do not stand as in any."""
    rows = sorted({text.row for text in texts})
    if span.row_span > 1 or (len(rows) > 1 and span.column_span < len(grid.xs) - 1):
        return None
    edges = edges_of(texts)
    if edges is None or is_cut_up(texts):
        return None
    taken: set[tuple[int, int]] = set()
    for text in texts:
        own = _columns(grid, span, text.across)
        if len(own) != 1:
            return None
        place = (rows.index(text.row), own[0])
        if place in taken:
            return None
        taken.add(place)
    columns = range(span.column, span.column + span.column_span)
    cells = [Span(row, column, 1, 1) for row in range(len(rows)) for column in columns]
    return _Pieces(edges, cells)


def _columns(grid: Grid, span: Span, across: Extent) -> list[int]:
    """The columns of a cell in which a text stands."""
    columns = range(span.column, span.column + span.column_span)
    return [
        column
        for column in columns
        if across.low < grid.xs[column + 1] - _HAIR and grid.xs[column] + _HAIR < across.high
    ]
