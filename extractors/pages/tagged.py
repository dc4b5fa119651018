"""Tables as the file's tags part them, where no rules show all of their cells.

Tags are a second witness and may lie, so they are followed only as far as the page bears them out:
rows must stand below each other and columns beside each other, nothing else may stand among them,
and where rules part cells, rules count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.grids import SNAP, Grid, Span, Told, grid_of
from extractors.pages.parts import Part
from extractors.pages.sheet import (
    DEPTH,
    MIDDLE,
    RISE,
    UNTAGGED,
    Flags,
    Floats,
    Ints,
    Sheet,
    TaggedCell,
)
from extractors.thousands import is_any

_FEW_EDGES = 3  # across a ruled table, its ends included, that hardly part rows
_ONE_COLUMN = 2  # edges
_LEAST = 2  # columns of a table
_LOOSE = 0.3  # of the size, by which rows may reach into each other: their boxes are rough
_LEAST_SIGN, _SIGN = 4.0, 60.0  # points: other pictures are no signs in cells
_PADDING = 2.0  # points
_MOSTLY = 0.6  # of a column
_ONE_WORD = 0.2  # of the size: letters no further apart


class _Extent(NamedTuple):
    """From where to where something reaches, across or down."""

    low: float
    high: float


class _Printed(NamedTuple):
    """What can be seen of a page's characters, one entry for each."""

    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    tagged: Ints  # the number of its cell
    level: Flags  # upright in the frame
    seen: Ints  # the cell in which rules and columns put it


class _Cell(NamedTuple):
    """What a tagged cell prints."""

    row: int  # as its table's are numbered all over the file
    across: _Extent
    down: _Extent
    size: float


def with_tagged(sheet: Sheet, visible: Flags, cells: Cells, above: Part | None) -> tuple[Grid, ...]:
    """The tables of a page; those whose cells no rules show as the file's tags part them.

    `above` is the table with which the page before ends.
    """
    if sheet.tags is None or not is_any(sheet.runs.tagged != UNTAGGED):
        return cells.grids
    page = _Page(sheet, _printed(sheet, visible, cells), cells)
    tables = _tables(page)
    made: dict[int, Grid] = {}
    wanted = [table for table, own in tables.items() if not page.agrees(own)]
    given_up: set[int] = set()
    while wanted:
        for table in wanted:
            grid = _made(page, table, tables[table], above)
            if grid is None:
                given_up.add(table)
            else:
                made[table] = grid
        gone = [number for number, one in enumerate(cells.grids) if _meets_any(one, made.values())]
        # Tables in the place of which others stand must be made as well.
        wanted = [
            table for table, own in tables.items() if table not in made and page.is_in(own, gone)
        ]
        if given_up.intersection(wanted):
            return cells.grids
    if not made or any(_meet(*pair) for pair in combinations(made.values(), 2)):
        return cells.grids
    kept = [one for one in cells.grids if not _meets_any(one, made.values())]
    return tuple(sorted([*kept, *made.values()], key=lambda grid: (grid.ys[0], grid.xs[0])))


def as_tagged(group: Ints, tagged: Ints, cells: Cells) -> Ints:
    """The cell of each character, where tags tell it by the tags."""
    told = cells.of_tags()
    if not told:
        return group
    own = [told.get(number, OUTSIDE) for number in tagged.tolist()]
    return np.where(np.array(own) == OUTSIDE, group, own)


def told_rows(sheet: Sheet, visible: Flags, cells: Cells) -> Cells:
    """The cells, their tables with what the tags say of the rows where both part them alike."""
    if sheet.tags is None or not cells.grids or not is_any(sheet.runs.tagged != UNTAGGED):
        return cells
    page = _Page(sheet, _printed(sheet, visible, cells), cells)
    grids = list(cells.grids)
    for table, own in _tables(page).items():
        if page.agrees(own):
            (number,) = page.grids_of(own)
            rows = dict.fromkeys(range(len(grids[number].ys) - 1), UNTAGGED) | dict(page.rows(own))
            grids[number] = replace(grids[number], told=Told(table, tuple(rows.values())))
    return Cells(grids)


def _printed(sheet: Sheet, visible: Flags, cells: Cells) -> _Printed:
    glyphs, runs = sheet.glyphs, sheet.runs
    chosen = (visible & ~runs.artifact[glyphs.run]).nonzero()[0]
    run = glyphs.run[chosen]
    x0, x1 = glyphs.boxes[chosen, ::2].T
    base, size = runs.points[run, 1], runs.size[run]
    seen = cells.at((x0 + x1) / 2, base - MIDDLE * size)
    return _Printed(x0, x1, base, size, runs.tagged[run], runs.turn[run] == 0, seen)


class _Page(NamedTuple):
    """What is printed, by tags and as it is seen."""

    sheet: Sheet
    printed: _Printed
    cells: Cells

    @property
    def told(self) -> tuple[TaggedCell, ...]:
        return self.sheet.tags.cells if self.sheet.tags else ()

    def grids_of(self, own: Ints) -> set[int]:
        """The grids, by number, in which characters stand."""
        seen = set(self.printed.seen[own].tolist()) - {OUTSIDE}
        return {bisect_right(self.cells.starts, cell) - 1 for cell in seen}

    def is_in(self, own: Ints, grids: Collection[int]) -> bool:
        return not self.grids_of(own).isdisjoint(grids)

    def rows(self, own: Ints) -> set[tuple[int, int]]:
        """Pairs of a row of the grid and a row of the tags that have characters in common."""
        spans = [span.row for grid in self.cells.grids for span in grid.spans]
        pairs = zip(self.printed.seen[own].tolist(), self.printed.tagged[own].tolist(), strict=True)
        return {(spans[cell], self.told[tagged].row) for cell, tagged in set(pairs)}

    def agrees(self, own: Ints) -> bool:
        """Whether rules and columns part the characters of a table as the tags do."""
        seen, tagged = self.printed.seen[own], self.printed.tagged[own]
        grids = self.grids_of(own)
        if (seen == OUTSIDE).any() or len(grids) != 1:
            return False
        (number,) = grids
        start, stop = self.cells.starts[number : number + 2]
        others = (self.printed.seen >= start) & (self.printed.seen < stop)
        if np.count_nonzero(others) != len(own):
            return False
        both = set(zip(seen.tolist(), tagged.tolist(), strict=True)), self.rows(own)
        return all(
            len({one[side] for one in pairs}) == len(pairs) for pairs in both for side in (0, 1)
        )

    def gives_way(self, own: Ints) -> bool:
        """Whether no rules show the cells of a table; what they part no tags may join."""
        drawn = [number for number in self.grids_of(own) if self.cells.grids[number].drawn]
        ruled = {number: self._ruled(self.cells.grids[number]) for number in drawn}
        for number, ys in ruled.items():
            if len(self.cells.grids[number].xs) > _ONE_COLUMN and len(ys) + 2 > _FEW_EDGES:
                return False
        return not drawn or self._is_within(own, ruled)

    def _ruled(self, grid: Grid) -> list[float]:
        """Where rules part the rows of a table; texts may part others."""
        x0, _, x1, _ = grid.box
        levels = [y for y, left, right in self.sheet.across.tolist() if left < x1 and x0 < right]
        return [y for y in grid.ys[1:-1] if any(abs(y - level) <= SNAP for level in levels)]

    def _is_within(self, own: Ints, ruled: Mapping[int, Sequence[float]]) -> bool:
        """Whether each tagged cell stands in one that is seen; a word may run over its border."""
        x0, x1, base, size, tagged, _, seen = self.printed
        ordered = own[np.lexsort((x0[own], np.rint(base[own]), tagged[own]))]
        above, below = ordered[:-1], ordered[1:]
        same = tagged[above] == tagged[below]
        new_line = np.rint(base[above]) != np.rint(base[below])
        apart = x0[below] - x1[above] > _ONE_WORD * size[below]
        begins = ordered[np.concatenate([[True], ~same | new_line | apart])]
        pairs = {
            (number, self._drawn(cell, ruled))
            for number, cell in zip(tagged[begins].tolist(), seen[begins].tolist(), strict=True)
        }
        return len({number for number, _ in pairs}) == len(pairs)

    def _drawn(self, cell: int, ruled: Mapping[int, Sequence[float]]) -> tuple[int, ...]:
        """The cell as far as rules part it from others."""
        if cell == OUTSIDE:
            return ()
        number = bisect_right(self.cells.starts, cell) - 1
        if number not in ruled:
            return ()
        grid = self.cells.grids[number]
        span = grid.spans[cell - self.cells.starts[number]]
        return number, span.column, bisect_right(ruled[number], grid.ys[span.row])


def _tables(page: _Page) -> Mapping[int, Ints]:
    """The characters of each table, by its number, in the order in which they are printed."""
    numbers = np.array([cell.table for cell in page.told], np.int64)
    own = (page.printed.tagged != UNTAGGED).nonzero()[0]
    tables = numbers[page.printed.tagged[own]]
    return {table: own[tables == table] for table in dict.fromkeys(tables.tolist())}


def _made(page: _Page, table: int, own: Ints, above: Part | None) -> Grid | None:
    """A table by its tags; None where the page shows otherwise."""
    if not page.gives_way(own):
        return None
    known = above.xs if above and above.told and above.told.table == table else ()
    grid = _grid(page, own, known)
    return (
        None if grid is None else replace(grid, told=grid.told and grid.told._replace(table=table))
    )


def _grid(page: _Page, own: Ints, known: Sequence[float]) -> Grid | None:
    """The table of these characters; None where they do not stand as in rows and columns."""
    sheet, printed, _ = page
    if not printed.level[own].all():
        return None
    numbers = np.unique(printed.tagged[own]).tolist()
    cells = [
        _cell(printed, own[printed.tagged[own] == number], page.told[number].row)
        for number in numbers
    ]
    rows = _rows(cells)
    if rows is None:
        return None
    ys = _edges([extent for _, extent in rows])
    xs = _known(cells, known) or _columns(cells, _signs(sheet, ys))
    spans = None if xs is None or len(xs) <= _LEAST else _spans(cells, [row for row, _ in rows], xs)
    if xs is None or spans is None or _holds_others(printed, own, (xs[0], ys[0], xs[-1], ys[-1])):
        return None
    grid = grid_of(xs, ys, _with_empty(spans, len(rows), len(xs) - 1), drawn=False)
    return replace(
        grid,
        told=Told(0, tuple(row for row, _ in rows)),
        tagged={
            number: grid.spans.index(span) for number, span in zip(numbers, spans, strict=True)
        },
    )


def _cell(printed: _Printed, own: Ints, row: int) -> _Cell:
    base, size = printed.base[own], printed.size[own]
    across = _Extent(float(printed.x0[own].min()), float(printed.x1[own].max()))
    down = _Extent(float((base - RISE * size).min()), float((base + DEPTH * size).max()))
    return _Cell(row, across, down, float(size.max()))


def _rows(cells: Sequence[_Cell]) -> list[tuple[int, _Extent]] | None:
    """The rows from top to bottom; None where two of them stand beside each other."""
    found: dict[int, _Extent] = {}
    for cell in cells:
        low, high = found.get(cell.row, cell.down)
        found[cell.row] = _Extent(min(low, cell.down.low), max(high, cell.down.high))
    ordered = sorted(found.items(), key=lambda row: row[1].low)
    loose = _LOOSE * min(cell.size for cell in cells)
    if any(lower.low < upper.high - loose for (_, upper), (_, lower) in pairwise(ordered)):
        return None
    return ordered


def _edges(extents: Sequence[_Extent]) -> list[float]:
    """Where what stands so is parted: in the middle between."""
    inner = [(upper.high + lower.low) / 2 for upper, lower in pairwise(extents)]
    return [extents[0].low - _PADDING, *inner, extents[-1].high + _PADDING]


def _known(cells: Sequence[_Cell], xs: Sequence[float]) -> list[float] | None:
    """The columns of the table's part on the page before, if what stands here stands in them."""
    if not xs or any(not xs[0] - _PADDING <= one.across.low < xs[-1] for one in cells):
        return None
    places = {(one.row, _column(one, xs)) for one in cells}
    return list(xs) if len(places) == len(cells) else None


def _column(cell: _Cell, xs: Sequence[float]) -> int:
    """The column in which a cell begins."""
    return bisect_right(xs, cell.across.low + _PADDING, 1, len(xs) - 1) - 1


def _signs(sheet: Sheet, ys: Sequence[float]) -> list[_Extent]:
    """How far pictures that may be signs reach across a table's rows."""
    return [
        _Extent(x0, x1)
        for x0, top, x1, bottom in (figure.box for figure in sheet.figures)
        if ys[0] < (top + bottom) / 2 < ys[-1]
        and _LEAST_SIGN <= x1 - x0 <= _SIGN
        and _LEAST_SIGN <= bottom - top <= _SIGN
    ]


def _columns(cells: Sequence[_Cell], signs: Sequence[_Extent]) -> list[float] | None:
    """The edges of the columns; the rows with most cells show them, and signs where none stand."""
    rows = defaultdict[int, list[_Extent]](list)
    for cell in cells:
        rows[cell.row].append(cell.across)
    most = max(map(len, rows.values()))
    whole = list(zip(*(sorted(own) for own in rows.values() if len(own) == most), strict=True))
    if any(max(left).low >= min(right).low for left, right in pairwise(whole)):
        return None
    # A long word may run over into the next column.
    ends = [*(min(column).low for column in whole[1:]), np.inf]
    found = [
        _Extent(
            min(column).low,
            max([one.high for one in column if one.high <= end] or [min(column).low]),
        )
        for column, end in zip(whole, ends, strict=True)
    ]
    # Signs alone in a column, and cells that reach further than those of whole rows.
    for extent in (*signs, *(one for own in rows.values() for one in own)):
        found = _taken_in(found, extent)
    return _edges(found)


def _taken_in(columns: list[_Extent], extent: _Extent) -> list[_Extent]:
    """The columns with one more, or one of them wider; what stands across several tells nothing."""
    met = [
        at for at, one in enumerate(columns) if extent.low <= one.high and one.low <= extent.high
    ]
    if len(met) > 1:
        return columns
    if not met:
        return sorted([*columns, extent])
    low, high = columns[met[0]]
    wider = _Extent(min(low, extent.low), max(high, extent.high))
    return [*columns[: met[0]], wider, *columns[met[0] + 1 :]]


def _spans(cells: Sequence[_Cell], rows: Sequence[int], xs: Sequence[float]) -> list[Span] | None:
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


def _fills(cell: _Cell, xs: Sequence[float], column: int) -> bool:
    """Whether a cell reaches through most of a further column, as no long word does."""
    return cell.across.high - xs[column] > _MOSTLY * (xs[column + 1] - xs[column])


def _with_empty(spans: Sequence[Span], rows: int, columns: int) -> list[Span]:
    """The cells with empty ones between them."""
    taken = {(row, column + further) for row, column, _, width in spans for further in range(width)}
    places = ((row, column) for row in range(rows) for column in range(columns))
    return [*spans, *(Span(*place, 1, 1) for place in places if place not in taken)]


def _holds_others(printed: _Printed, own: Ints, box: tuple[float, float, float, float]) -> bool:
    """Whether anything else stands among the cells."""
    x0, top, x1, bottom = box
    x, y = (printed.x0 + printed.x1) / 2, printed.base - MIDDLE * printed.size
    inside = (x0 < x) & (x < x1) & (top < y) & (y < bottom)
    inside[own] = False
    return bool(inside.any())


def _meets_any(one: Grid, others: Iterable[Grid]) -> bool:
    return any(_meet(one, other) for other in others)


def _meet(one: Grid, other: Grid) -> bool:
    (x0, top, x1, bottom), (left, high, right, low) = one.box, other.box
    return x0 < right and left < x1 and top < low and high < bottom
