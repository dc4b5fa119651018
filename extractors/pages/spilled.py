"""Lines that a row of fixed height has no room for, printed over its rules into the rows beside it.

They are set like the lines of their cell, at one pitch. What tells that they belong to it, and are
not what stands in the other row, is the order of the file: it goes from cell to cell, row by row,
and would go back where the lines are taken for that row's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

import numpy as np

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.grids import Grid
from extractors.pages.sheet import Box, Floats, Ints
from extractors.thousands import is_any

_LEVEL = 0.3  # of the size: pieces of one line
_PITCH = (0.8, 1.6)  # of the size, from line to line
_SAME_PITCH = 0.1  # of the size, by which pitches of one text may differ
_TWO = 2
_FAR = 2  # rows that a text runs over besides its own
_MOST = 40  # lines that run out of a table
_OWN = 0.12  # of the size, by which texts of one row may differ in height
_ALIGNED = 0.6  # of the size, at the left, the middle or the right


class Set(NamedTuple):
    """How glyphs are set, in the order of the file: parallel arrays."""

    x0: Floats
    x1: Floats
    base: Floats
    size: Floats


class _Line(NamedTuple):
    """Consecutive glyphs on one baseline of a cell, from one place in the file to another."""

    first: int
    stop: int
    cell: int
    base: float
    x0: float
    x1: float
    size: float


class Spilled(NamedTuple):
    """The cell of each glyph, and lines that may be those of another cell.

    Each of these from one glyph to another: it stands level with the texts of its row, so that
    it may be one of them, but the file goes on with the row it came from.
    """

    cell: Ints
    doubtful: tuple[tuple[int, int], ...] = ()


def with_spilled(cell: Ints, glyphs: Set, cells: Cells) -> Spilled:
    """The cell of each glyph, that of its text where lines of it stand over the row's rules."""
    changes = (cell[1:] != cell[:-1]).nonzero()[0] + 1
    if not _goes_back(cell.take(changes)):
        return Spilled(cell)  # on most pages
    found = cell
    doubtful: list[tuple[int, int]] = []
    lines = list(_lines(cell, glyphs, changes))
    for grid, start in zip(cells.grids, cells.starts, strict=False):
        if not grid.drawn:
            continue
        own = [line for line in lines if start <= line.cell < start + len(grid.spans)]
        homes = _homes(own, grid, start)
        if not _stand_apart(homes, own, grid, start):
            doubtful += _doubtful(homes)
            homes = []
        for line, home in (*homes, *_beyond(lines, grid, start)):
            found = cell.copy() if found is cell else found
            found[line.first : line.stop] = home
    return Spilled(found, tuple(doubtful))


def _goes_back(order: Ints) -> bool:
    """Whether the file goes to a cell before another, or leaves a table and returns to it."""
    falls = (order[1:] < order[:-1]).nonzero()[0]
    if not len(falls):
        return False
    if falls.item(0) == len(order) - _TWO and order.item(-1) == OUTSIDE:
        return False  # as on most pages, which end with what stands below
    inside = order[order != OUTSIDE]
    before, here, behind = order[:-2], order[1:-1], order[2:]
    leaves = (here == OUTSIDE) & (before != OUTSIDE) & (behind > before)
    return is_any(inside[1:] < inside[:-1]) or is_any(leaves)


def _beyond(lines: Sequence[_Line], grid: Grid, start: int) -> Iterator[tuple[_Line, int]]:
    """The lines of texts that run out of a table at its foot or its head, and their cells.

    The file goes on with another cell of it.
    """
    stop, turned = start + len(grid.spans), lines[::-1]
    for way, is_edge in ((lines, _is_last), (turned, _is_first)):
        for at, line in enumerate(way):
            if not start <= line.cell < stop or not is_edge(grid, line.cell - start):
                continue
            text = list(takewhile(_is_outside, way[at + 1 : at + _MOST]))
            text = text[: _together(line, text, grid.cell_box(grid.spans[line.cell - start]))]
            behind = way[at + 1 + len(text)].cell if at + 1 + len(text) < len(way) else OUTSIDE
            forth = line.cell < behind if way is lines else OUTSIDE < behind < line.cell
            if text and start <= behind < stop and forth:
                yield from ((one, line.cell) for one in text)


def _is_outside(line: _Line) -> bool:
    return line.cell == OUTSIDE


def _is_first(grid: Grid, number: int) -> bool:
    return grid.spans[number].row == 0


def _is_last(grid: Grid, number: int) -> bool:
    span = grid.spans[number]
    return span.row + span.row_span == len(grid.ys) - 1


def _together(line: _Line, behind: Sequence[_Line], box: Box) -> int:
    """How many lines go on with one as those of one text in its column, down or up the page."""
    least, most = _PITCH
    for number, (last, one) in enumerate(pairwise((line, *behind))):
        pitch = (one.base - last.base) / line.size * (1 if one.first > line.first else -1)
        inside = box[0] <= one.x0 and one.x1 <= box[2]
        if one.size != line.size or not least < pitch < most or not inside:
            return number
        if not _are_aligned(last, one):
            return number
    return len(behind)


def _lines(cell: Ints, glyphs: Set, changes: Ints) -> Iterator[_Line]:
    """The lines in the order of the file."""
    new = np.zeros(len(cell), np.bool_)
    new[0] = new[changes] = True
    new[1:] |= np.abs(np.diff(glyphs.base)) > _LEVEL * glyphs.size[1:]
    starts = new.nonzero()[0]
    about = (
        *(starts, np.append(starts[1:], len(cell)), cell.take(starts), glyphs.base.take(starts)),
        *(np.minimum.reduceat(glyphs.x0, starts), np.maximum.reduceat(glyphs.x1, starts)),
        glyphs.size.take(starts),
    )
    for row in zip(*(one.tolist() for one in about), strict=True):
        yield _Line(*row)


def _homes(lines: Sequence[_Line], grid: Grid, start: int) -> list[tuple[_Line, int]]:
    """The lines that stand in another cell than their text, and its cell.

    Nothing is moved unless the file goes row by row all over the table once they are.
    """
    if not any(lower.cell < upper.cell for upper, lower in pairwise(lines)):
        return []
    texts = list(_texts(lines, grid, start))
    cells = [[line.cell for line in text] for text in texts]
    homes = [_home(cells, at) for at in range(len(cells))]
    found = [
        (line, home)
        for text, home in zip(texts, homes, strict=True)
        if home is not None
        for line in text
        if line.cell != home
    ]
    order = [
        one
        for own, home in zip(cells, homes, strict=True)
        for one in (own if home is None else [home])
    ]
    return found if found and _goes_by_rows(order, grid, start) else []


def _stand_apart(
    homes: Sequence[tuple[_Line, int]], lines: Sequence[_Line], grid: Grid, start: int
) -> bool:
    """Whether none of these lines is level with the texts of the row it stands in."""
    if not homes:
        return True
    moved = {line for line, _ in homes}
    bases: defaultdict[int, list[float]] = defaultdict(list)
    for line in lines:
        if line not in moved:
            bases[grid.spans[line.cell - start].row].append(line.base)
    for own in bases.values():
        own.sort()
    rows = ((line, bases[grid.spans[line.cell - start].row]) for line in moved)
    return all(_stands_apart(line, own) for line, own in rows)


def _doubtful(homes: Sequence[tuple[_Line, int]]) -> Iterator[tuple[int, int]]:
    """The lines that stand in a cell near their own.

    Where a file goes column by column, a column of texts looks like one of many rows.
    """
    by_home: defaultdict[int, list[_Line]] = defaultdict(list)
    for line, home in homes:
        by_home[home].append(line)
    for own in by_home.values():
        if len({line.cell for line in own}) <= _FAR:
            yield from (line[:2] for line in own)


def _stands_apart(line: _Line, bases: Sequence[float]) -> bool:
    """Whether texts stand in the row of a line, and none of them level with it, as its own do."""
    near = _OWN * line.size
    at = bisect_left(bases, line.base - near)
    return bool(bases) and (at == len(bases) or bases[at] > line.base + near)


def _goes_by_rows(order: Sequence[int], grid: Grid, start: int) -> bool:
    """Whether cells follow each other row by row, and not one column after the other."""
    columns = [(one, grid.spans[one - start].column) for one, _ in groupby(order)]
    pairs = list(pairwise(columns))
    never_back = all(upper <= lower for (upper, _), (lower, _) in pairs)
    return never_back and any(right < left for (_, left), (_, right) in pairs)


def _home(cells: Sequence[Sequence[int]], at: int) -> int | None:
    """The cell that a text over several can be in as the file goes; None where it may be in all."""
    own = cells[at]
    above = cells[at - 1][-1] if at else OUTSIDE
    below = cells[at + 1][0] if at + 1 < len(cells) else own[-1]
    if own[0] == own[-1] or (above <= own[0] and own[-1] <= below):
        return None
    possible = {one for one in own if above < one < below}
    return possible.pop() if len(possible) == 1 else None


def _texts(lines: Sequence[_Line], grid: Grid, start: int) -> Iterator[list[_Line]]:
    """Lines that follow each other in the file as those of one text do, in one column."""
    text: list[_Line] = []
    for line in lines:
        if text and not _goes_on(text, line, grid, start):
            yield text
            text = []
        text.append(line)
    if text:
        yield text


def _goes_on(text: Sequence[_Line], line: _Line, grid: Grid, start: int) -> bool:
    last = text[-1]
    here, there = (grid.spans[one.cell - start] for one in (last, line))
    if here[1::2] != there[1::2] or there.row < here.row or last.size != line.size:
        return False
    pitch, size = line.base - last.base, line.size
    if len(text) > 1 and abs(pitch - (last.base - text[-2].base)) > _SAME_PITCH * size:
        return False
    least, most = _PITCH
    return least * size < pitch < most * size and _are_aligned(last, line)


def _are_aligned(upper: _Line, lower: _Line) -> bool:
    left, right = upper.x0 - lower.x0, upper.x1 - lower.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _ALIGNED * lower.size
