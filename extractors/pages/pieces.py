"""Tables that only horizontal rules show, drawn piece by piece: where the pieces end, columns do.

Many programs draw the lower side of every cell by itself, or the background of each. What stands
between two such rules is a row; so is what stands in the columns right above the first rule and
right below the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile
from statistics import median_low
from typing import NamedTuple

import numpy as np

from extractors.pages.abreast import areas
from extractors.pages.bands import band_edges
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.distances import is_title
from extractors.pages.extents import SIZE_CHANGE, Extent, PiecedTable, Setting, extents
from extractors.pages.gaps import Words, level, words_of
from extractors.pages.grids import Grid, grid_of, grids
from extractors.pages.lattices import SNAP
from extractors.pages.lessons import Learned
from extractors.pages.letters import PrintedLine
from extractors.pages.level_rows import level_starts
from extractors.pages.levels import LEAST_RULES, Level, levels, runs
from extractors.pages.page_margins import margin
from extractors.pages.row_labels import known_starts, rows_of
from extractors.pages.row_levels import ALL
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import Fill, Floats, Sheet
from extractors.pages.spaced import APART, Ruled, is_close, is_spaced
from extractors.pages.stacks import starts_by_cells
from extractors.pages.stops import (
    SAME,
    Stops,
    columns,
    crossed,
    fits,
    runs_across,
    runs_on,
    stops_of,
    text_in,
)

_LOW, _HIGH = 6.0, 0.5  # points, and of the page's sides: no other background is a cell's
_NEAR = 40.0  # points above the first rule of a table and below its last one
_TWO = 2  # columns that a row fills at least
Rule = tuple[float, float, float]


class Band(NamedTuple):
    """What stands between two rules, and where its cells end across."""

    high: float
    low: float
    ends: Sequence[float]
    is_between: bool = True  # False above the first rule and below the last one
    closed: float | None = None  # where it ends though no rule stands there


def with_pieced(
    sheet: Sheet,
    cells: Cells,
    lines: Mapping[int, Sequence[PrintedLine]],
    above: Sequence[float],
    learned: Learned | None = None,
) -> tuple[Grid, ...]:
    """The ruled tables of a page and those that such rules show.

    `lines` are those of each cell, `above` is where the columns stand of the ruled table with
    which the page before ends, `learned` is what is known of the document's tables.
    """
    outside = lines.get(OUTSIDE, ())
    if len(outside) < _TWO:
        return cells.grids
    drawn = _outside(sheet.across, cells)
    edges = _outside(_sides_of_fills(sheet), cells) if sheet.fills else drawn[:0]
    if not len(drawn) and not len(edges):
        return cells.grids
    printed = [line for line in outside if not line.artifact and line.text.strip()]
    lowest = sheet.height - margin(sheet.height)
    rules: list[Rule] = []
    posts: list[Rule] = []
    for area in areas(list(map(words_of, printed)), drawn):
        pieced = list(levels(area.of(drawn), area.of(edges)))
        if pieced:
            more = _added(pieced, Setting(level(area.lines), above, learned, lowest))
            rules += more[0]
            posts += more[1]
    if not posts:
        return cells.grids
    across = np.concatenate([sheet.across, _rows(rules)])
    found = grids(across, np.concatenate([sheet.down, _rows(posts)]))
    return tuple(
        grid
        if _is_in(grid, cells.grids)
        else replace(_without_rest(grid, sheet.across, outside), drawn=False)
        for grid in found
    )


def _without_rest(grid: Grid, across: Floats, lines: Sequence[PrintedLine]) -> Grid:
    """The grid as low as the rules at its sides, where below its text these are all there is.

    They go on to the end of a page that cuts the last row, which has no other end.
    """
    *ys, high, low = grid.ys
    if not (ys and grid.open_bottom) or np.any(abs(across[:, 0] - high) <= SNAP):
        return grid
    last = [span for span in grid.spans if span.row + span.row_span == len(grid.ys) - 1]
    is_whole = len(last) == last[0].row_span == 1 and last[0].column_span == len(grid.xs) - 1
    if not is_whole or any(high < line.base < low for line in lines):
        return grid
    spans = [span for span in grid.spans if span is not last[0]]
    return replace(grid_of(grid.xs, (*ys, low), spans), open_top=grid.open_top, open_bottom=True)


def _is_in(grid: Grid, others: Sequence[Grid]) -> bool:
    return any(grid.box == other.box for other in others)


def _sides_of_fills(sheet: Sheet) -> Floats:
    """The upper and lower sides of backgrounds: y, x0, x1, and whether it is the lower one."""
    sides = [
        (y, fill.box[0], fill.box[2], is_lower)
        for fill in sheet.fills
        if fill.colour != WHITE and _LOW <= fill.box[3] - fill.box[1] <= _highest(fill, sheet)
        for y, is_lower in ((fill.box[1], 0), (fill.box[3], 1))
    ]
    return np.array(sides, np.float32).reshape(-1, 4)


def _highest(fill: Fill, sheet: Sheet) -> float:
    """How high the background of a cell may be: one that is not as wide as the page, any."""
    is_wide = fill.box[2] - fill.box[0] > _HIGH * sheet.width
    return _HIGH * sheet.height if is_wide else sheet.height


def _outside(across: Floats, cells: Cells) -> Floats:
    """The rules that belong to no grid."""
    loose = np.ones(len(across), np.bool_)
    for grid in cells.grids:
        x0, top, x1, bottom = grid.box
        inside = (across[:, 0] >= top - SNAP) & (across[:, 0] <= bottom + SNAP)
        loose &= ~(inside & (across[:, 1] < x1) & (across[:, 2] > x0))
    return across[loose]


def _added(pieced: Sequence[Level], setting: Setting) -> tuple[list[Rule], list[Rule]]:
    """Rules across the rows of tables, and those between their columns."""
    rules: list[Rule] = []
    posts: list[Rule] = []
    parts = [(run, list(_tables(run, setting))) for run in runs(pieced, setting.above)]
    reach = iter(extents([one for _, tables in parts for one in tables], setting))
    for run, tables in parts:
        bands = [_bands(one, extent) for one, extent in zip(tables, reach, strict=False)]
        found = [(own, one.stops) for own, one in zip(bands, tables, strict=True)]
        if any(map(partial(_goes_on_below, setting), bands, tables)):
            continue
        if any(
            _are_unsure(own, stops, setting) or _hide_rows(own, stops, setting)
            for own, stops in found
        ):
            continue
        rules += [(one.y, *piece) for one in run for piece in one.pieces]
        # What begins rows in one band tells of them in another.
        told = setting._replace(seen=frozenset(_firsts(found, setting)))
        for own, stops in found:
            edges = _edges(own, stops, told)
            edges += [band.closed for band in own if band.closed is not None]
            rules += [(y, stops.xs[0], stops.xs[-1]) for y in edges]
            for band in own:
                merged = crossed(_between(band, setting.lines), stops)
                posts += [(x, band.high, band.low) for x in band.ends if x not in merged]
    return rules, posts


def _edges(bands: Sequence[Band], stops: Stops, setting: Setting) -> list[float]:
    """Where rows part that no rule parts; what is cut below the last is one as all others are."""
    found = [(band, _row_edges(band, stops, setting)) for band in bands]
    ruled_off = [not edges for band, edges in found if band.is_between]
    are_ruled_off = len(ruled_off) >= LEAST_RULES and all(ruled_off)
    edges = [
        y
        for band, own in found
        if band.is_between or band.closed is not None or not are_ruled_off
        for y in own
    ]
    if edges and not are_ruled_off:
        # Where rows are not ruled off, a last one without a rule need not be cut.
        edges += [one.low for one in bands[-1:] if not one.is_between and one.closed is None]
    return edges


def _firsts(tables: Sequence[tuple[Sequence[Band], Stops]], setting: Setting) -> Iterator[str]:
    """What stands alone in the first column of rows, where bands have several."""
    for bands, stops in tables:
        for band in bands:
            edges = _row_edges(band, stops, setting)
            for high, low in pairwise((band.high, *edges, band.low) if edges else ()):
                own = [line for line in setting.lines if high < line.base < low]
                firsts = [text for line in own if (text := text_in(line, stops, 0))]
                yield from firsts if len(firsts) == 1 else ()


def _bands(table: PiecedTable, extent: Extent) -> list[Band]:
    """The rows of a table: between its rules, above the first one and below the last."""
    own, xs = table.levels, table.stops.xs
    top, bottom = extent
    found = [Band(high.y, low.y, _ends(xs, low)) for high, low in pairwise(own)]
    if top < own[0].y:
        found.insert(0, Band(top, own[0].y, _ends(xs, own[0]), is_between=False, closed=top))
    if bottom > own[-1].y:
        # Below the last background a row may have none; below the last rule it is cut.
        closed = None if own[-1].is_drawn else bottom
        found.append(Band(own[-1].y, bottom, xs, is_between=False, closed=closed))
    return found


def _rows(rules: Sequence[Rule]) -> Floats:
    return np.array(rules, np.float32).reshape(-1, 3)


def _ends(xs: Sequence[float], low: Level) -> list[float]:
    """Where cells end above a rule: everywhere but within its pieces."""
    return [x for x in xs if not any(x0 + SAME < x < x1 - SAME for x0, x1 in low.pieces)]


def _tables(run: Sequence[Level], setting: Setting) -> Iterator[PiecedTable]:
    """The rules of each table: between two of one there is a row, and no prose."""
    high, low, lines = run[0].y, run[-1].y, setting.lines
    xs = max((one.stops for one in run), key=len)
    within = [line for line in lines if high < line.base < low]
    stops = stops_of(xs, [one for one in lines if high - _NEAR < one.base < low + _NEAR])
    told = within if len(within) >= LEAST_RULES else lines
    usual = median_low([line.size for line in told]) if told else 0.0
    titles = {
        line.base
        for at, line in enumerate(lines)
        if high < line.base < low and line.size > usual
        if line.size > SIZE_CHANGE * usual or is_title(lines, at)
    }
    bands = [
        Ruled(a.y, b.y, [line for line in lines if a.y < line.base < b.y]) for a, b in pairwise(run)
    ]
    rows = [band for band in bands if is_close(band.lines, stops)]
    own = [run[0]]
    for band, one in zip(bands, run[1:], strict=True):
        is_titled = any(line.base in titles for line in band.lines)
        if is_titled or not _is_row(band, rows, stops):
            yield PiecedTable(own, stops)
            own = []
        own.append(one)
    yield PiecedTable(own, stops)


def _are_unsure(bands: Sequence[Band], stops: Stops, setting: Setting) -> bool:
    """Whether few rules leave lines between them that may be rows, though nothing shows them."""
    if len(bands) > LEAST_RULES:
        return False
    for band in bands:
        own = _between(band, setting.lines)
        full = [line for line in own if 0 in (begun := columns(line, stops)) and len(begun) > 1]
        if (
            len(full) >= LEAST_RULES
            and not _row_edges(band, stops, setting)
            and not runs_on(own, stops)
        ):
            return True
    return False


def _goes_on_below(setting: Setting, bands: Sequence[Band], table: PiecedTable) -> bool:
    """Whether rows go on in a table's columns below all that its rules show."""
    own, stops = table
    if not bands:
        return False
    low = bands[-1].low
    above = [line for line in setting.lines if own[0].y < line.base < low][-1:]
    below = next((line for line in setting.lines if line.base > low), None)
    if below is None or below.base - low > APART * below.size or runs_across(below, stops):
        return False
    if any(below.size > SIZE_CHANGE * line.size for line in above):
        return False
    near = [one for one in setting.lines if below.base <= one.base <= below.base + _NEAR]
    return len(frozenset[int]().union(*(columns(line, stops) for line in near))) >= _TWO


def _hide_rows(bands: Sequence[Band], stops: Stops, setting: Setting) -> bool:
    """Whether more texts that are known to begin rows stand in a band than rows show there."""
    for band in bands:
        own = _between(band, setting.lines)
        firsts = (" ".join(w.text for w in line.words if w.x0 < stops.xs[1]) for line in own)
        count = sum(first in setting.labels for first in firsts)
        if count > 1 + len(_row_edges(band, stops, setting)):
            return True
    return False


def _row_edges(band: Band, stops: Stops, setting: Setting) -> tuple[float, ...]:
    """Where rows certainly part that stand in one band."""
    own = _between(band, setting.lines)
    begun = [columns(line, stops) for line in own]
    about = [(line.base, line.size, line.bold) for line in own]
    starts = starts_by_cells(about, begun, len(stops.xs) - 1)
    # At the top of a page a row may go on of which one cell is left.
    is_rest = band.closed is not None and band.closed == band.high
    if any(len(begun[start]) < _TWO for start in starts[is_rest:]):
        starts = []
    heads = [index for index, line in enumerate(own) if not line.bold]
    if heads and heads[0] and len(begun[0]) >= _TWO <= len(begun[heads[0]]):
        starts = sorted({0, heads[0], *(start for start in starts if start > heads[0])})
    if headings := _headings(own, begun):
        starts = sorted({0, *starts, *headings})
    if setting.learned is not None:
        known = known_starts(rows_of(own, stops.xs[1:-1]), setting.learned)
        starts = sorted({*starts, *known}) if len(known) > 1 else starts
    ways = setting.learned.ways if setting.learned else ALL
    starts = level_starts(own, stops.xs[1:-1], starts, setting.labels, ways=ways)
    return band_edges(about, starts, ())[1:-1] if len(starts) > 1 else ()


def _headings(lines: Sequence[Words], begun: Sequence[frozenset[int]]) -> list[int]:
    """Where lines in bold follow others and fill several columns: headings of the next table."""
    found: list[int] = []
    for at in range(1, len(lines)):
        if lines[at].bold and not lines[at - 1].bold:
            heading = takewhile(lambda one: one[0].bold, zip(lines[at:], begun[at:], strict=True))
            found += [at] if any(len(own) >= _TWO for _, own in heading) else []
    return found


def _between(band: Band, lines: Sequence[Words]) -> list[Words]:
    return [line for line in lines if band.high < line.base < band.low]


def _is_row(band: Ruled, rows: Sequence[Ruled], stops: Stops) -> bool:
    """Whether lines between rules are a row; `rows` are those that certainly may be."""
    if not all(fits(line, stops) for line in band.lines):
        return False
    return band in rows or is_spaced(band, rows, stops)
