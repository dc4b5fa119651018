"""Cells of an unruled table by the lines that stand close in their columns, and rows by cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.sheet import DEPTH, RISE

TIGHT = 1.6  # of the size: lines of one cell are no further apart
CLOSE = 1.12  # of the least distance: lines of one cell
_LEVEL = 0.3  # of the least distance: cells whose tops, middles or feet are level
_MOSTLY = 0.8  # of the rows of several lines
_WAYS = (0.0, 0.5, 1.0)  # tops, middles and feet

About = tuple[float, float, bool]  # baseline, size, bold


class _Stack(NamedTuple):
    """Lines that stand close in one column."""

    first: int
    last: int
    top: float
    bottom: float


def starts_by_cells(
    lines: Sequence[About], filled: Sequence[frozenset[int]], columns: int
) -> list[int]:
    """The indices of the lines that begin a row; [] where distances do not tell cells apart."""
    in_columns = [[i for i, own in enumerate(filled) if column in own] for column in range(columns)]
    steps = [
        lines[below][0] - lines[above][0]
        for own in in_columns
        for above, below in pairwise(own)
        if not (lines[above][2] and lines[below][2])
    ]
    least = min(steps, default=0.0)
    if not any(step > CLOSE * least for step in steps) or least > TIGHT * lines[0][1]:
        return []
    stacks = [list(_stacks(lines, own, CLOSE * least)) for own in in_columns]
    starts = _starts([stack for own in stacks for stack in own], len(lines))
    rows = list(pairwise([*starts, len(lines)]))
    if _are_lines_rows(rows, lines, filled) or not _are_level(rows, stacks, _LEVEL * least):
        return []
    return starts


def _stacks(lines: Sequence[About], own: Sequence[int], close: float) -> Iterator[_Stack]:
    first = 0
    for at in range(1, len(own) + 1):
        if at == len(own) or lines[own[at]][0] - lines[own[at - 1]][0] > close:
            yield _stack(lines, own[first], own[at - 1])
            first = at


def _stack(lines: Sequence[About], first: int, last: int) -> _Stack:
    top = lines[first][0] - RISE * lines[first][1]
    return _Stack(first, last, top, lines[last][0] + DEPTH * lines[last][1])


def _starts(stacks: Sequence[_Stack], count: int) -> list[int]:
    """Lines above which no stack goes on."""
    inside = {line for stack in stacks for line in range(stack.first + 1, stack.last + 1)}
    return [line for line in range(count) if line not in inside]


def _are_lines_rows(
    rows: Sequence[tuple[int, int]], lines: Sequence[About], filled: Sequence[frozenset[int]]
) -> bool:
    """Whether lines that stand close fill as many columns as others: rows set in groups."""
    usual = sorted(max(len(filled[line]) for line in range(*row)) for row in rows)[len(rows) // 2]
    full = further = 0
    for start, stop in rows:
        own = [line for line in range(start, stop) if not lines[line][2]]
        counts = sorted(len(filled[line]) for line in own)[:-1]
        further += len(counts)
        full += sum(count >= usual for count in counts)
    return further == 0 or 2 * full > further


def _are_level(
    rows: Sequence[tuple[int, int]], stacks: Sequence[Sequence[_Stack]], tolerance: float
) -> bool:
    """Whether the cells of most rows of several lines are level in one of the three ways.

    What is left of a row that a page cuts may be level in another way.
    """
    first, last = rows[0], rows[-1]
    known = [
        (row in (first, last), _levels(list(_extents(row, stacks)), tolerance))
        for row in rows
        if row[1] - row[0] > 1
    ]
    return any(
        sum(any(level) if is_end else level[way] for is_end, level in known) >= _MOSTLY * len(known)
        for way in range(len(_WAYS))
    )


def _levels(row: Sequence[tuple[float, float]], tolerance: float) -> list[bool]:
    """In which of the three ways the cells of a row are level."""
    ways = ([top + way * (bottom - top) for top, bottom in row] for way in _WAYS)
    return [max(heights) - min(heights) <= tolerance for heights in ways]


def _extents(
    row: tuple[int, int], stacks: Sequence[Sequence[_Stack]]
) -> Iterator[tuple[float, float]]:
    """From where to where the cell of each column reaches."""
    for column in stacks:
        own = [stack for stack in column if row[0] <= stack.first < row[1]]
        if own:
            yield own[0].top, own[-1].bottom
