"""Tables that only horizontal rules show, drawn piece by piece: where the pieces end, columns do.

Many programs draw the lower side of every cell by itself, or the background of each. What stands
between two such rules is a row; so is what stands in the columns right above the first rule and
right below the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

import numpy as np

from extractors.pages.bands import band_edges
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.gaps import FREE, Word, Words, level, words_of
from extractors.pages.grids import SNAP, Grid, grids
from extractors.pages.letters import PrintedLine
from extractors.pages.sentences import ends_sentence
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import DEPTH, Floats, Sheet
from extractors.pages.stacks import starts_by_cells

_SAME = 3.0  # points: ends of pieces in line, and edges of neighbouring backgrounds
_LONG = 8.0  # points; shorter pieces are dashes
_LOW, _HIGH = 6.0, 0.5  # points, and of the page's height: no other background is a cell's
_RULES = 3  # that a table has at least, where it does not go on with that of the page before
_APART = 2.4  # of the size, from line to line: further away stands no line of the same row
_ROW = 4.5  # the same for a row on the other side of a rule
_SIZE_CHANGE = 1.25
_WIDE = 0.6  # of the table's width: text that runs on so far is prose
_TWO = 2  # columns that a row fills at least
_MOSTLY = 0.6  # of the lines
Rule = tuple[float, float, float]
Piece = tuple[float, float]


class Level(NamedTuple):
    """A rule and where its pieces end."""

    y: float
    pieces: tuple[Piece, ...]
    stops: tuple[float, ...]
    is_drawn: bool  # False for edges of backgrounds


class Band(NamedTuple):
    """What stands between two rules, and where its cells end across."""

    high: float
    low: float
    ends: Sequence[float]
    is_between: bool = True  # False above the first rule and below the last one
    closed: float | None = None  # where it ends though no rule stands there


class Setting(NamedTuple):
    """What stands on a page, and where the columns stand with which the page before ends."""

    lines: Sequence[Words]  # in no table
    above: Sequence[float]


def with_pieced(
    sheet: Sheet, cells: Cells, lines: Mapping[int, Sequence[PrintedLine]], above: Sequence[float]
) -> tuple[Grid, ...]:
    """The ruled tables of a page and those that such rules show.

    `lines` are those of each cell, `above` is where the columns stand of the ruled table with
    which the page before ends.
    """
    outside = lines.get(OUTSIDE, ())
    if len(outside) < _TWO:
        return cells.grids
    drawn = _outside(sheet.across, cells)
    edges = _outside(_edges_of_fills(sheet), cells) if sheet.fills else drawn[:0]
    levels = list(_levels(drawn, edges)) if len(drawn) or len(edges) else []
    if not levels:
        return cells.grids
    printed = [line for line in outside if not line.artifact and line.text.strip()]
    setting = Setting(level(map(words_of, printed)), above)
    rules, posts = _added(levels, setting)
    if not posts:
        return cells.grids
    across = np.concatenate([sheet.across, _rows(rules)])
    found = grids(across, np.concatenate([sheet.down, _rows(posts)]))
    return tuple(
        grid if _is_in(grid, cells.grids) else replace(grid, drawn=False) for grid in found
    )


def _is_in(grid: Grid, others: Sequence[Grid]) -> bool:
    return any(grid.box == other.box for other in others)


def _edges_of_fills(sheet: Sheet) -> Floats:
    """The upper and lower edges of backgrounds, as rules."""
    return _rows(
        [
            (y, fill.box[0], fill.box[2])
            for fill in sheet.fills
            if fill.colour != WHITE and _LOW <= fill.box[3] - fill.box[1] <= _HIGH * sheet.height
            for y in (fill.box[1], fill.box[3])
        ]
    )


def _outside(across: Floats, cells: Cells) -> Floats:
    """The rules that belong to no grid."""
    loose = np.ones(len(across), np.bool_)
    for grid in cells.grids:
        x0, top, x1, bottom = grid.box
        inside = (across[:, 0] >= top - SNAP) & (across[:, 0] <= bottom + SNAP)
        loose &= ~(inside & (across[:, 1] < x1) & (across[:, 2] > x0))
    return across[loose]


def _added(levels: Sequence[Level], setting: Setting) -> tuple[list[Rule], list[Rule]]:
    """Rules across the rows of tables, and those between their columns."""
    rules: list[Rule] = []
    posts: list[Rule] = []
    for run in _runs(levels, setting.above):
        xs = max((one.stops for one in run), key=len)
        tables = [_bands(own, xs, setting) for own in _tables(run, xs, setting.lines)]
        if any(_are_unsure(own, xs, setting.lines) for own in tables):
            continue
        rules += [(one.y, *piece) for one in run for piece in one.pieces]
        for own in tables:
            edges = _edges(own, xs, setting.lines)
            edges += [band.closed for band in own if band.closed is not None]
            rules += [(y, xs[0], xs[-1]) for y in edges]
            posts += [(x, band.high, band.low) for band in own for x in band.ends]
    return rules, posts


def _edges(bands: Sequence[Band], xs: Sequence[float], lines: Sequence[Words]) -> list[float]:
    """Where rows part that no rule parts; what is cut below the last is one as all others are."""
    found = [(band, _row_edges(band, xs, lines)) for band in bands]
    ruled_off = [not edges for band, edges in found if band.is_between]
    are_ruled_off = len(ruled_off) >= _RULES and all(ruled_off)
    return [
        y
        for band, edges in found
        if band.is_between or band.closed is not None or not are_ruled_off
        for y in edges
    ]


def _bands(own: Sequence[Level], xs: Sequence[float], setting: Setting) -> list[Band]:
    """The rows of a table: between its rules, above the first one and below the last."""
    top, bottom = _above(own[0].y, xs, setting), _below(own[-1].y, xs, setting.lines)
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
    return [x for x in xs if not any(x0 + _SAME < x < x1 - _SAME for x0, x1 in low.pieces)]


def _levels(drawn: Floats, edges: Floats) -> Iterator[Level]:
    """The rules of at least two pieces; where one begins, another ends or a cell goes on."""
    rules = [(*rule, True) for rule in drawn.tolist()]
    ordered = sorted([*rules, *((*edge, False) for edge in edges.tolist())])
    first = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at][0] - ordered[first][0] > _SAME:
            pieces = tuple(sorted({(x0, x1) for _, x0, x1, _ in ordered[first:at]}))
            is_drawn = any(one[-1] for one in ordered[first:at])
            are_beside = all(right[0] - left[1] > -_SAME for left, right in pairwise(pieces))
            if len(pieces) > 1 and are_beside and min(b - a for a, b in pieces) >= _LONG:
                yield Level(ordered[first][0], pieces, _positions(pieces), is_drawn)
            first = at


def _positions(pieces: Sequence[Piece]) -> tuple[float, ...]:
    found: list[float] = []
    for x in sorted(x for piece in pieces for x in piece):
        if not found or x - found[-1] > _SAME:
            found.append(x)
    return tuple(found)


def _runs(levels: Sequence[Level], above: Sequence[float]) -> Iterator[list[Level]]:
    """Rules below each other whose pieces end in line."""
    run: list[Level] = []
    for one in levels:
        if run and not _are_in_line([other.stops for other in run], one.stops):
            yield from _enough(run, above)
            run = []
        run.append(one)
    yield from _enough(run, above)


def _enough(run: list[Level], above: Sequence[float]) -> Iterator[list[Level]]:
    """The run, if there are enough rules and no gutter parts two tables beside each other."""
    if not run:
        return
    stops = max((one.stops for one in run), key=len)
    known = bool(above) and _are_in_line([above], stops)
    covered = all(
        any(x0 < (left + right) / 2 < x1 for one in run for x0, x1 in one.pieces)
        for left, right in pairwise(stops)
    )
    if covered and (len(run) >= _RULES or len(stops) > _RULES or known):
        yield run


def _are_in_line(known: Sequence[Sequence[float]], stops: Sequence[float]) -> bool:
    few, many = sorted((max(known, key=len), stops), key=len)
    return abs(few[-1] - many[-1]) <= _SAME and all(
        any(abs(x - other) <= _SAME for other in many) for x in few
    )


def _tables(
    run: Sequence[Level], xs: Sequence[float], lines: Sequence[Words]
) -> Iterator[list[Level]]:
    """The rules of each table: between two of one there is a row, and no prose."""
    own = [run[0]]
    within = [line.size for line in lines if run[0].y < line.base < run[-1].y]
    largest = _SIZE_CHANGE * median_low(within) if within else 0.0
    for one in run[1:]:
        between = [line for line in lines if own[-1].y < line.base < one.y]
        is_title = any(line.size > largest for line in between)
        if is_title or not _is_row(between, xs):
            yield own
            own = []
        own.append(one)
    yield own


def _are_unsure(bands: Sequence[Band], xs: Sequence[float], lines: Sequence[Words]) -> bool:
    """Whether few rules leave lines between them that may be rows, though nothing shows them."""
    if len(bands) > _RULES:
        return False
    for band in bands:
        own = _between(band, lines)
        full = [line for line in own if {0, 1} <= _columns(line, xs)]
        if len(full) >= _RULES and not _row_edges(band, xs, lines) and not _run_on(own, xs):
            return True
    return False


def _run_on(lines: Sequence[Words], xs: Sequence[float]) -> bool:
    """Whether most lines of the first column go on with the one above, so that no row begins."""
    texts = [
        " ".join(word.text for word in first)
        for line in lines
        if (first := next(_texts(line)))[0].x0 + _SAME < xs[1]
    ]
    goes_on = [b[0].islower() and not ends_sentence(a) for a, b in pairwise(texts)]
    return sum(goes_on) >= max(_RULES, _MOSTLY * len(goes_on))


def _row_edges(band: Band, xs: Sequence[float], lines: Sequence[Words]) -> tuple[float, ...]:
    """Where rows certainly part that stand in one band."""
    own = _between(band, lines)
    filled = [_columns(line, xs) for line in own]
    about = [(line.base, line.size, line.bold) for line in own]
    starts = starts_by_cells(about, filled, len(xs) - 1)
    # At the top of a page a row may go on of which one cell is left.
    is_rest = band.closed is not None and band.closed == band.high
    if any(len(filled[start]) < _TWO for start in starts[is_rest:]):
        starts = []
    heads = [index for index, line in enumerate(own) if not line.bold]
    if heads and heads[0] and len(filled[0]) >= _TWO <= len(filled[heads[0]]):
        starts = sorted({0, heads[0], *(start for start in starts if start > heads[0])})
    return band_edges(about, starts, ())[1:-1] if len(starts) > 1 else ()


def _between(band: Band, lines: Sequence[Words]) -> list[Words]:
    return [line for line in lines if band.high < line.base < band.low]


def _is_row(lines: Sequence[Words], xs: Sequence[float]) -> bool:
    is_close = all(
        below.base - above.base <= _APART * below.size or _filled(above, xs) > 1
        for above, below in pairwise(lines)
    )
    return is_close and all(_fits(line, xs) for line in lines)


def _fits(line: Words, xs: Sequence[float]) -> bool:
    """Whether a line stands in the columns: nothing in it runs on over most of them."""
    inside = xs[0] - _SAME <= line.x0 and line.x0 < xs[-1]
    widest = max(text[-1].x1 - text[0].x0 for text in _texts(line))
    return inside and (widest <= _WIDE * (xs[-1] - xs[0]) or len(xs) <= _TWO)


def _runs_across(line: Words, xs: Sequence[float]) -> bool:
    """Whether a text of several words stands in several columns, or a word outside of them."""
    return not _fits(line, xs) or any(
        text[0].x0 < x < text[-1].x0 for text in _texts(line) for x in xs[1:-1]
    )


def _texts(line: Words) -> Iterator[list[Word]]:
    """The words between which there are mere blanks."""
    text = [line.words[0]]
    for word in line.words[1:]:
        if word.x0 - text[-1].x1 >= FREE * line.size:
            yield text
            text = []
        text.append(word)
    yield text


def _filled(line: Words, xs: Sequence[float]) -> int:
    """How many columns have words that begin in them."""
    return len(_columns(line, xs))


def _columns(line: Words, xs: Sequence[float]) -> frozenset[int]:
    begins = (text[0].x0 + _SAME for text in _texts(line))
    return frozenset(int(np.searchsorted(xs[1:-1], x)) for x in begins)


def _above(y: float, xs: Sequence[float], setting: Setting) -> float:
    """Where the row begins that stands above the first rule, else the rule itself."""
    own: list[Words] = []
    below = [line for line in setting.lines if line.base > y][:1]
    for line in reversed([line for line in setting.lines if line.base < y]):
        furthest = (_APART if own else _ROW) * line.size
        next_base = own[-1].base if own else below[0].base if below else y
        others = own or below
        if (
            next_base - line.base > furthest
            or _runs_across(line, xs)
            or _is_set_otherwise(line, others)
        ):
            break
        own.append(line)
    is_known = bool(setting.above) and _are_in_line([setting.above], xs)
    while own and not is_known and _filled(own[-1], xs) < _TWO:
        own.pop()
    return own[-1].base - own[-1].size if own else y


def _below(y: float, xs: Sequence[float], lines: Sequence[Words]) -> float:
    """Where the row ends that stands below the last rule, else the rule itself."""
    own: list[Words] = []
    above = max((line.base for line in lines if line.base < y), default=y)
    for line in (line for line in lines if line.base > y):
        furthest = (_APART if own else _ROW) * line.size
        last = own[-1].base if own else above
        if line.base - last > furthest or _runs_across(line, xs) or _is_set_otherwise(line, own):
            break
        own.append(line)
    if not own or (_filled(own[0], xs) < _TWO and not _is_label(own, xs, lines)):
        return y
    return own[-1].base + max(DEPTH * own[-1].size, SNAP)


def _is_label(own: Sequence[Words], xs: Sequence[float], lines: Sequence[Words]) -> bool:
    """Whether they are one line that labels other rows above it.

    The texts of its own row had no room for two of their lines, and stand on the next page.
    """
    label = _label(own[0], xs)
    above = (line for line in lines if line.base < own[0].base and _filled(line, xs) >= _TWO)
    return len(own) == 1 and bool(label) and label in (_label(line, xs) for line in above)


def _label(line: Words, xs: Sequence[float]) -> str:
    """What a line has in the first column."""
    first = next(_texts(line))
    return " ".join(word.text for word in first) if first[0].x0 + _SAME < xs[1] else ""


def _is_set_otherwise(line: Words, others: Sequence[Words]) -> bool:
    sizes = [line.size, *(one.size for one in others[-1:])]
    return max(sizes) > _SIZE_CHANGE * min(sizes)
