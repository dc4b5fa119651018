"""Tables that only horizontal rules show, drawn piece by piece: where the pieces end, columns do.

Many programs draw the lower side of every cell by itself, or the background of each. What stands
between two such rules is a row; so is what stands in the columns right above the first rule and
right below the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median_low
from typing import NamedTuple

import numpy as np

from extractors.pages.bands import band_edges
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.gaps import Words, level, words_of
from extractors.pages.grids import SNAP, Grid, grids
from extractors.pages.letters import PrintedLine
from extractors.pages.levels import LEAST_RULES, Level, are_in_line, levels, runs
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import DEPTH, RISE, Fill, Floats, Sheet
from extractors.pages.stacks import starts_by_cells
from extractors.pages.stops import (
    SAME,
    Stops,
    columns,
    crossed,
    filled,
    fits,
    runs_across,
    runs_on,
    stops_of,
    text_in,
)

_LOW, _HIGH = 6.0, 0.5  # points, and of the page's sides: no other background is a cell's
_APART = 2.4  # of the size, from line to line: further away stands no line of the same row
_ROW = 4.5  # the same for a row on the other side of a rule
_CLOSE = 1.45  # the same for lines of one heading
_SIZE_CHANGE = 1.25
_NEAR = 40.0  # points above the first rule of a table and below its last one
_TWO = 2  # columns that a row fills at least
Rule = tuple[float, float, float]
Extent = tuple[float, float]  # from where to where a table reaches


class Band(NamedTuple):
    """What stands between two rules, and where its cells end across."""

    high: float
    low: float
    ends: Sequence[float]
    is_between: bool = True  # False above the first rule and below the last one
    closed: float | None = None  # where it ends though no rule stands there


class _Table(NamedTuple):
    """The rules of one table and its columns."""

    levels: Sequence[Level]
    stops: Stops


class Setting(NamedTuple):
    """What stands on a page, and where the columns stand with which the page before ends."""

    lines: Sequence[Words]  # in no table
    above: Sequence[float]
    labels: frozenset[str] = frozenset()  # that are known to begin rows


def with_pieced(
    sheet: Sheet,
    cells: Cells,
    lines: Mapping[int, Sequence[PrintedLine]],
    above: Sequence[float],
    labels: frozenset[str] = frozenset(),
) -> tuple[Grid, ...]:
    """The ruled tables of a page and those that such rules show.

    `lines` are those of each cell, `above` is where the columns stand of the ruled table with
    which the page before ends, `labels` are the texts that are known to begin rows.
    """
    outside = lines.get(OUTSIDE, ())
    if len(outside) < _TWO:
        return cells.grids
    drawn = _outside(sheet.across, cells)
    edges = _outside(_sides_of_fills(sheet), cells) if sheet.fills else drawn[:0]
    pieced = list(levels(drawn, edges)) if len(drawn) or len(edges) else []
    if not pieced:
        return cells.grids
    printed = [line for line in outside if not line.artifact and line.text.strip()]
    setting = Setting(level(map(words_of, printed)), above, labels)
    rules, posts = _added(pieced, setting)
    if not posts:
        return cells.grids
    across = np.concatenate([sheet.across, _rows(rules)])
    found = grids(across, np.concatenate([sheet.down, _rows(posts)]))
    return tuple(
        grid if _is_in(grid, cells.grids) else replace(grid, drawn=False) for grid in found
    )


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
    extents = iter(_extents([one for _, tables in parts for one in tables], setting))
    for run, tables in parts:
        bands = [_bands(one, extent) for one, extent in zip(tables, extents, strict=False)]
        found = [(own, one.stops) for own, one in zip(bands, tables, strict=True)]
        if any(_are_unsure(own, stops, setting.lines) for own, stops in found):
            continue
        rules += [(one.y, *piece) for one in run for piece in one.pieces]
        for own, stops in found:
            edges = _edges(own, stops, setting.lines)
            edges += [band.closed for band in own if band.closed is not None]
            rules += [(y, stops.xs[0], stops.xs[-1]) for y in edges]
            for band in own:
                merged = crossed(_between(band, setting.lines), stops)
                posts += [(x, band.high, band.low) for x in band.ends if x not in merged]
    return rules, posts


def _extents(tables: Sequence[_Table], setting: Setting) -> list[Extent]:
    """Where the row above the first rule of each table begins, and that below its last one ends.

    What stands between two tables belongs to one of them.
    """
    inside = setting._replace(above=())  # no table above the second one goes on in it
    known = [setting, *[inside for _ in tables[1:]]]
    tops = [
        _above(one.levels[0].y, one.stops, own) for one, own in zip(tables, known, strict=False)
    ]
    for at, (above, below) in enumerate(pairwise(tables), 1):
        high, low = above.levels[-1].y, below.levels[0].y
        if _below(high, above.stops, setting, low) > tops[at]:
            claimed = [one for one in setting.lines if tops[at] < one.base < low]
            tops[at] = _parting(high, low, claimed) if claimed else low
    floors = (*tops[1:], np.inf)
    bottoms = [
        _below(one.levels[-1].y, one.stops, setting, floor)
        for one, floor in zip(tables, floors, strict=False)
    ]
    return list(zip(tops, bottoms, strict=True))


def _parting(high: float, low: float, lines: Sequence[Words]) -> float:
    """Where the lower of two tables begins whose rules these are: at its heading in bold.

    Without one, what stands between them belongs to the rule that is nearer.
    """
    plain = [at for at, line in enumerate(lines, 1) if not line.bold]
    heading = lines[plain[-1] :] if plain else lines
    if heading:
        return heading[0].base - heading[0].size
    above = lines[0].base - RISE * lines[0].size - high
    below = low - lines[-1].base - DEPTH * lines[-1].size
    return low if above <= below else lines[0].base - lines[0].size


def _edges(bands: Sequence[Band], stops: Stops, lines: Sequence[Words]) -> list[float]:
    """Where rows part that no rule parts; what is cut below the last is one as all others are."""
    found = [(band, _row_edges(band, stops, lines)) for band in bands]
    ruled_off = [not edges for band, edges in found if band.is_between]
    are_ruled_off = len(ruled_off) >= LEAST_RULES and all(ruled_off)
    return [
        y
        for band, edges in found
        if band.is_between or band.closed is not None or not are_ruled_off
        for y in edges
    ]


def _bands(table: _Table, extent: Extent) -> list[Band]:
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


def _tables(run: Sequence[Level], setting: Setting) -> Iterator[_Table]:
    """The rules of each table: between two of one there is a row, and no prose."""
    high, low, lines = run[0].y, run[-1].y, setting.lines
    xs = max((one.stops for one in run), key=len)
    within = [line for line in lines if high < line.base < low]
    stops = stops_of(xs, [one for one in lines if high - _NEAR < one.base < low + _NEAR])
    largest = _SIZE_CHANGE * median_low([line.size for line in within]) if within else 0.0
    own = [run[0]]
    for one in run[1:]:
        between = [line for line in lines if own[-1].y < line.base < one.y]
        is_title = any(line.size > largest for line in between)
        if is_title or not _is_row(between, stops):
            yield _Table(own, stops)
            own = []
        own.append(one)
    yield _Table(own, stops)


def _are_unsure(bands: Sequence[Band], stops: Stops, lines: Sequence[Words]) -> bool:
    """Whether few rules leave lines between them that may be rows, though nothing shows them."""
    if len(bands) > LEAST_RULES:
        return False
    for band in bands:
        own = _between(band, lines)
        full = [line for line in own if {0, 1} <= columns(line, stops)]
        if (
            len(full) >= LEAST_RULES
            and not _row_edges(band, stops, lines)
            and not runs_on(own, stops)
        ):
            return True
    return False


def _row_edges(band: Band, stops: Stops, lines: Sequence[Words]) -> tuple[float, ...]:
    """Where rows certainly part that stand in one band."""
    own = _between(band, lines)
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


def _is_row(lines: Sequence[Words], stops: Stops) -> bool:
    is_close = all(
        below.base - above.base <= _APART * below.size or filled(above, stops) > 1
        for above, below in pairwise(lines)
    )
    return is_close and all(fits(line, stops) for line in lines)


def _above(y: float, stops: Stops, setting: Setting) -> float:
    """Where the row begins that stands above the first rule, else the rule itself."""
    own: list[Words] = []
    is_known = bool(setting.above) and are_in_line([setting.above], stops.xs)
    below = [line for line in setting.lines if line.base > y][:1]
    for line in reversed([line for line in setting.lines if line.base < y]):
        furthest = (_APART if own else _ROW) * line.size
        next_base = own[-1].base if own else below[0].base if below else y
        others = own or below
        if (
            next_base - line.base > furthest
            or _is_prose(line, stops, is_known=is_known)
            or _is_set_otherwise(line, others)
        ):
            break
        own.append(line)
    while own and not is_known and filled(own[-1], stops) < _TWO and not _is_of_heading(own):
        own.pop()
    return own[-1].base - own[-1].size if own else y


def _is_prose(line: Words, stops: Stops, *, is_known: bool) -> bool:
    """Whether a line runs on over columns, unless these are known or it stands in several."""
    if is_known or filled(line, stops) > _TWO:
        return runs_across(line, stops)
    # By chance a word may stand where a column begins.
    return runs_across(line, stops._replace(starts=()))


def _is_of_heading(lines: Sequence[Words]) -> bool:
    """Whether the last of these lines, the highest, is one of several of a heading in bold."""
    below, above = lines[-2:] if len(lines) >= _TWO else (lines[-1], lines[-1])
    return above.bold and below.bold and 0 < below.base - above.base <= _CLOSE * above.size


def _below(y: float, stops: Stops, setting: Setting, floor: float) -> float:
    """Where the row ends that stands below the last rule, else the rule itself."""
    own: list[Words] = []
    above = max((line.base for line in setting.lines if line.base < y), default=y)
    for line in (line for line in setting.lines if y < line.base < floor):
        furthest = (_APART if own else _ROW) * line.size
        last = own[-1].base if own else above
        is_far = line.base - last > furthest
        if is_far or runs_across(line, stops) or _is_set_otherwise(line, own):
            break
        own.append(line)
    if not own or not (_begins_row(own, stops) or _is_label(own, stops, setting)):
        return y
    if len(own) == 1 and runs_across(own[0], stops._replace(starts=())):
        return y  # a title, of which one word happens to stand where a column begins
    return own[-1].base + max(DEPTH * own[-1].size, SNAP)


def _begins_row(lines: Sequence[Words], stops: Stops) -> bool:
    """Whether the first line stands in several columns, or stands out above others that do.

    So it does where cells are level at their middles, in a column behind the first.
    """
    first = columns(lines[0], stops)
    is_out = 0 not in first and any(filled(line, stops) >= _TWO for line in lines[1:])
    return len(first) >= _TWO or is_out


def _is_label(own: Sequence[Words], stops: Stops, setting: Setting) -> bool:
    """Whether they are one line that labels other rows above it.

    The texts of its own row had no room for two of their lines, and stand on the next page.
    """
    first = text_in(own[0], stops, 0)
    if len(own) > 1 or not first:
        return False
    above = (line for line in setting.lines if line.base < own[0].base)
    beside = (line for line in above if filled(line, stops) >= _TWO)
    return first in setting.labels or first in (text_in(one, stops, 0) for one in beside)


def _is_set_otherwise(line: Words, others: Sequence[Words]) -> bool:
    sizes = [line.size, *(one.size for one in others[-1:])]
    return max(sizes) > _SIZE_CHANGE * min(sizes)
