"""Tables and columns of a page that no rule shows, beside those that rules draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.columns import aligned_grids, grids_in
from extractors.pages.continuation import Columns
from extractors.pages.frames import Frame
from extractors.pages.gaps import FREE, Word, words_of
from extractors.pages.grids import Grid, Span
from extractors.pages.headed import headed_region
from extractors.pages.lessons import Learned
from extractors.pages.letters import PrintedLine
from extractors.pages.separators import Separator, separators
from extractors.pages.sheet import Sheet
from extractors.pages.successive import around
from extractors.pages.sums import is_one_sum

_ONE_COLUMN = 2  # edges
_WIDE = attrgetter("wide")
_LEAST_ROWS = 3  # of a ruled table with text on either side of a gap

Lines = Mapping[int, Sequence[PrintedLine]]  # by cell


class _Setting(NamedTuple):
    """What the columns of a page are sought by."""

    separators: tuple[Separator, ...]
    height: float
    learned: Learned | None = None
    known: Columns | None = None  # of the table that may go on here
    frames: tuple[Frame, ...] = ()


def with_unruled(
    sheet: Sheet,
    cells: Cells,
    lines: Lines,
    known: Columns | None,
    learned: Learned | None = None,
    frames: tuple[Frame, ...] = (),
) -> tuple[Grid, ...]:
    """The ruled tables, and those that only aligned columns show.

    A ruled table may have columns that no rule parts. `known` are the columns of the unruled
    table with which the page before ends.
    """
    outside = [line for line in lines.get(OUTSIDE, ()) if not line.artifact]
    is_known = learned is not None or known is not None or bool(frames)
    if not is_known and not any(map(_WIDE, chain.from_iterable(lines.values()))):
        return cells.grids
    setting = _Setting(separators(sheet), sheet.height, learned, frames=frames)
    tables = [
        table
        for grid, start in zip(cells.grids, cells.starts, strict=False)
        for table in _with_columns(
            grid,
            [lines.get(start + n, ()) for n in range(len(grid.spans))],
            setting._replace(known=known if grid is cells.grids[0] else None),
        )
    ]
    found = aligned_grids(outside, *setting[:2], known, learned, frames)
    boxes = [table.box for table in tables]
    return (*tables, *(part for grid in found for part in around(grid, boxes)))


def _with_columns(
    grid: Grid, held: Sequence[Sequence[PrintedLine]], setting: _Setting
) -> tuple[Grid, ...]:
    """The table with the columns that no rule parts; `held` has the lines of each cell.

    One frame may be around several tables.
    """
    if len(grid.xs) > _ONE_COLUMN:
        gaps = {
            column: _parted(_in_column(grid, held, column), setting)
            for column in range(len(grid.xs) - 1)
        }
        return (_divided(grid, gaps),) if any(gaps.values()) else (grid,)
    lines = sorted((line for own in held for line in own), key=_base)
    return _aligned(lines, setting) or _headed(held, setting) or (grid,)


def _headed(held: Sequence[Sequence[PrintedLine]], setting: _Setting) -> tuple[Grid, ...]:
    """The table in the columns that its heading shows; `held` are the lines of each row."""
    rows = {row: told for row, own in enumerate(held) if (told := _told(own))}
    region = headed_region(rows)
    return tuple(grids_in(region, setting.separators, setting.learned)) if region else ()


def _told(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    return [line for line in lines if line.text.strip()]


def _in_column(
    grid: Grid, held: Sequence[Sequence[PrintedLine]], column: int
) -> dict[int, Sequence[PrintedLine]]:
    """The lines of the cells of one column, by row."""
    return {
        span.row: own
        for span, own in zip(grid.spans, held, strict=True)
        if span.column == column and span.column_span == span.row_span == 1 and own
    }


def _parted(rows: Mapping[int, Sequence[PrintedLine]], setting: _Setting) -> tuple[float, ...]:
    """Where gaps part the texts of a column in several rows, and no text stands across."""
    if sum(any(line.wide for line in own) for own in rows.values()) < _LEAST_ROWS:
        return ()
    found = _aligned(sorted((line for own in rows.values() for line in own), key=_base), setting)
    return tuple(x for x in found[0].xs[1:-1] if _parts(x, rows)) if found else ()


def _parts(x: float, rows: Mapping[int, Sequence[PrintedLine]]) -> bool:
    sides: defaultdict[int, set[bool]] = defaultdict(set)
    for row, own in rows.items():
        for line in own:
            words = words_of(line).words
            before = [word.x1 for word in words if word.x0 < x]
            behind = [word.x0 for word in words if word.x0 >= x]
            if before and max(before) > x:
                return False
            if before and behind and min(behind) - max(before) < FREE * line.size:
                return False
            if before and behind and is_one_sum(*_texts(words, x)):
                continue
            sides[row] |= {True} if behind else set()
            sides[row] |= {False} if before else set()
    count = sum(len(side) > 1 for side in sides.values())
    return count + _is_headed(rows, sides) >= _LEAST_ROWS


def _texts(words: Sequence[Word], x: float) -> tuple[list[str], list[str]]:
    """The words on either side of a place."""
    before = [word.text for word in words if word.x0 < x]
    return before, [word.text for word in words[len(before) :]]


def _is_headed(
    rows: Mapping[int, Sequence[PrintedLine]], sides: Mapping[int, Collection[bool]]
) -> bool:
    """Whether the first row is a heading in bold with text on either side: as good as two rows."""
    first = min(rows)
    return len(sides[first]) > 1 and all(line.bold for line in rows[first])


def _aligned(lines: Sequence[PrintedLine], setting: _Setting) -> tuple[Grid, ...]:
    """The table that all of these lines are, by their gaps, or several in the same columns."""
    found = aligned_grids(lines, *setting[:2], setting.known, setting.learned, setting.frames)
    if len({one.xs for one in found}) != 1:
        return ()
    top, bottom = found[0].ys[0], found[-1].ys[-1]
    return found if all(top <= line.base <= bottom for line in lines) else ()


def _divided(grid: Grid, gaps: Mapping[int, tuple[float, ...]]) -> Grid:
    """The table with more columns; cells over several columns of it stay whole."""
    starts = np.cumsum([0, *(1 + len(gaps[column]) for column in range(len(grid.xs) - 1))]).tolist()
    labels = np.full((len(grid.ys) - 1, starts[-1]), -1, np.int32)
    spans: list[Span] = []
    for row, column, rows, columns in grid.spans:
        first, stop = starts[column], starts[column + columns]
        pieces = range(first, stop) if columns == rows == 1 else [first]
        for piece in pieces:
            width = 1 if columns == rows == 1 else stop - first
            labels[row : row + rows, piece : piece + width] = len(spans)
            spans.append(Span(row, piece, rows, width))
    xs = sorted((*grid.xs, *(x for own in gaps.values() for x in own)))
    return Grid(tuple(xs), grid.ys, labels, tuple(spans), grid.open_top, grid.open_bottom)


def _base(line: PrintedLine) -> float:
    return line.base
