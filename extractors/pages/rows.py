"""Ruled tables with hardly any rules across: rows by the lines of their cells, and outer columns.

Only what cannot be the lines of one row's cells is taken for rows: each begins in the first
column and fills most of the others, and stands apart from the next or holds amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractors.pages.bands import band_edges, is_one_heading
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.gaps import MOSTLY, Words, level, words_of
from extractors.pages.grids import Grid, Span, grid_of
from extractors.pages.lattices import SNAP
from extractors.pages.lessons import Learned
from extractors.pages.letters import PrintedLine
from extractors.pages.level_rows import level_starts
from extractors.pages.region import PADDING
from extractors.pages.row_labels import known_starts, rows_of, starts_by_labels
from extractors.pages.sheet import Box
from extractors.pages.stacks import starts_by_cells

_ONE_ROW = 2  # edges: nothing shows where any row ends
FEW_EDGES = 3  # across a table, its ends included, that hardly part rows
_LEAST_BARE, _LEAST = 2, 3  # rows that must be seen, without and with rules across, and ...
_LEAST_OF_TWO = 6  # ... that many with the columns: few of both may be paragraphs
_SHARE = 0.75  # of the rows that begin as rows do; others may be sections
_AMOUNT = re.compile(r"[-–−(]?\d[\d.,]*\)?\s?%?|[-–−]")


class _Band(NamedTuple):
    """The lines between two rules, from top to bottom, and the columns that each fills."""

    lines: Sequence[Words]
    filled: Sequence[frozenset[int]]


def with_rows(
    cells: Cells,
    lines: Mapping[int, Sequence[PrintedLine]],
    above: Sequence[float],
    learned: Learned | None = None,
) -> tuple[Grid, ...]:
    """The ruled tables of a page; those that lack rules across with all of their rows and columns.

    `lines` are those of each cell, `above` is where the columns stand of the ruled table with
    which the page before ends.
    """
    found: list[Grid] = []
    for grid, start in zip(cells.grids, cells.starts, strict=False):
        if grid.bare:
            outside = [line for line in lines.get(OUTSIDE, ()) if not line.artifact]
            words = [words_of(line) for line in outside if line.text.strip()]
            wide = _with_outer_columns(grid, words, cells.grids, above)
        elif len(grid.ys) <= FEW_EDGES and (learned or _may_have_rows(grid, start, lines)):
            outside, wide = [], grid
        else:
            found.append(grid)
            continue
        own = [line for n in range(len(grid.spans)) for line in lines.get(start + n, ())]
        held = [*own, *outside] if wide is not grid else own
        rows = _with_known_rows(wide, held, learned) if learned else None
        found.append(rows or _with_rows(wide, held))
    return tuple(found)


def _may_have_rows(grid: Grid, start: int, lines: Mapping[int, Sequence[PrintedLine]]) -> bool:
    """Whether most cells of one row, the first among them, have as many lines as rows are seen."""
    counts = [len(lines.get(start + number, ())) for number in range(len(grid.spans))]
    for row in range(len(grid.ys) - 1):
        own = [count for span, count in zip(grid.spans, counts, strict=True) if span.row == row]
        enough = sum(count >= _LEAST for count in own)
        if own and own[0] >= _LEAST and enough >= MOSTLY * (len(grid.xs) - 1):
            return True
    return False


def _with_rows(grid: Grid, lines: Sequence[PrintedLine]) -> Grid:
    """The table with the rows that the lines in it show."""
    if len(grid.ys) > FEW_EDGES:
        return grid
    if sum([_may_begin(line, grid) for line in lines]) < _least(grid):
        return grid
    words = level(
        own for line in lines for own in _within(words_of(line), grid.box) if line.text.strip()
    )
    for row in reversed(range(len(grid.ys) - 1)):
        high, low = grid.ys[row], grid.ys[row + 1]
        own = [line for line in words if high < line.base <= low]
        starts = _starts(_Band(own, [_columns(line, grid.xs) for line in own]), grid)
        starts = level_starts(own, grid.xs[1:-1], starts)
        if len(starts) > 1 and all(span.row_span == 1 for span in grid.spans if span.row == row):
            about = [(line.base, line.size, line.bold) for line in own]
            grid = _divided(grid, row, band_edges(about, starts, ())[1:-1])
    return grid


def _with_known_rows(grid: Grid, lines: Sequence[PrintedLine], learned: Learned) -> Grid | None:
    """The table with the rows that begin as rows do all over the document, if any do."""
    words = level(
        own for line in lines for own in _within(words_of(line), grid.box) if line.text.strip()
    )
    found = grid
    for row in reversed(range(len(grid.ys) - 1)):
        own = [line for line in words if grid.ys[row] < line.base <= grid.ys[row + 1]]
        told = rows_of(own, grid.xs[1:-1])
        by = known_starts if len(grid.ys) > _ONE_ROW else starts_by_labels
        starts = by(told, learned)
        starts = level_starts(own, grid.xs[1:-1], starts, learned.labels, ways=learned.ways)
        if len(starts) > 1 and all(span.row_span == 1 for span in grid.spans if span.row == row):
            about = [(line.base, line.size, line.bold) for line in own]
            found = _divided(found, row, band_edges(about, starts, ())[1:-1])
    return found if found is not grid else None


def _may_begin(line: PrintedLine, grid: Grid) -> bool:
    """Whether a line stands in the first column, and not with a word that goes on there."""
    if line.x0 > grid.xs[1] + SNAP:
        return False
    return line.x0 < grid.xs[0] - SNAP or not line.text[:1].islower()


def _within(line: Words, box: Box) -> Iterator[Words]:
    """The words of a line that stand in a table."""
    x0, top, x1, bottom = box
    if not top < line.base <= bottom:
        return
    own = tuple([word for word in line.words if x0 - SNAP <= word.x0 and word.x1 <= x1 + SNAP])
    if len(own) == len(line.words):
        yield line
    elif own:
        yield line._replace(words=own)


def _columns(line: Words, xs: Sequence[float]) -> frozenset[int]:
    inner = xs[1:-1]
    return frozenset([bisect_left(inner, (word.x0 + word.x1) / 2) for word in line.words])


def _starts(band: _Band, grid: Grid) -> list[int]:
    """The indices of the lines that certainly begin a row."""
    count, least = len(grid.xs) - 1, _least(grid)
    if len(band.lines) < least:
        return []
    about = [(line.base, line.size, line.bold) for line in band.lines]
    if is_one_heading(about, band.filled):
        return []
    starts = starts_by_cells(about, band.filled, count)
    if not starts and (grid.bare or _are_amounts(band)):
        starts = [index for index, own in enumerate(band.filled) if 0 in own]
    rows = sum(_is_row(band, one, count) for one in starts)
    return starts if rows >= max(least, _SHARE * len(starts)) and starts[0] == 0 else []


def _least(grid: Grid) -> int:
    """How many rows must begin in the first column."""
    return _LEAST_BARE if grid.bare else max(_LEAST, _LEAST_OF_TWO + 1 - len(grid.xs))


def _is_row(band: _Band, start: int, columns: int) -> bool:
    """Whether a line begins in the first column, in no sentence, and fills most of them."""
    own = band.filled[start]
    is_begun = 0 in own and not band.lines[start].words[0].text[:1].islower()
    return is_begun and len(own) >= MOSTLY * columns


def _are_amounts(band: _Band) -> bool:
    """Whether amounts stand behind the first word of every line but the first."""
    return all(
        _AMOUNT.fullmatch(line.words[-1].text) and len(own) > 1
        for line, own in zip(band.lines[1:], band.filled[1:], strict=True)
    )


def _divided(grid: Grid, row: int, edges: Sequence[float]) -> Grid:
    """The grid with more rows in the place of one."""
    more = len(edges)
    ys = (*grid.ys[: row + 1], *edges, *grid.ys[row + 1 :])
    spans: list[Span] = []
    for span in grid.spans:
        if span.row < row:
            spans.append(span)
        elif span.row == row:
            spans += [span._replace(row=row + number) for number in range(more + 1)]
        else:
            spans.append(span._replace(row=span.row + more))
    return replace(grid_of(grid.xs, ys, spans), bare=grid.bare)


def _with_outer_columns(
    grid: Grid, outside: Iterable[Words], others: Iterable[Grid], above: Sequence[float]
) -> Grid:
    """The table with the columns before its first and behind its last rule.

    They are sought only where no rule runs across the table, as far as another one; `above` is
    where the columns stand of the table with which the page before ends.
    """
    left = max((one.xs[-1] for one in others if one.xs[-1] <= grid.xs[0]), default=-np.inf)
    right = min((one.xs[0] for one in others if one.xs[0] >= grid.xs[-1]), default=np.inf)
    words = [
        word for line in outside if grid.ys[0] < line.base <= grid.ys[-1] for word in line.words
    ]
    before = [word.x0 - PADDING for word in words if left < word.x1 <= grid.xs[0] + SNAP]
    behind = [word.x1 + PADDING for word in words if grid.xs[-1] - SNAP <= word.x0 < right]
    is_known = all(any(abs(x - one) < SNAP for one in above) for x in grid.xs)
    first = sorted(x for x in above if is_known and x < grid.xs[0] - SNAP)
    last = sorted(x for x in above if is_known and x > grid.xs[-1] + SNAP)
    if before:
        first = [min(*first[:1], *before, grid.xs[0]), *first[1:]]
    if behind:
        last = [*last[:-1], max(*last[-1:], *behind, grid.xs[-1])]
    return _widened(grid, first, last) if first or last else grid


def _widened(grid: Grid, first: Sequence[float], last: Sequence[float]) -> Grid:
    """The grid with a column behind each of the first edges and before each of the last ones."""
    before, inside = len(first), len(first) + len(grid.xs) - 1
    columns = (*range(before), *range(inside, inside + len(last)))
    spans = [span._replace(column=span.column + before) for span in grid.spans]
    spans += [Span(row, column, 1, 1) for row in range(len(grid.ys) - 1) for column in columns]
    return replace(grid_of((*first, *grid.xs, *last), grid.ys, spans), bare=True)
