"""One page arranged: grids with the lines of their cells, lines outside them, and the account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from extractors.document import UNMAPPED, Mark, Notice, Place
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.columns import aligned_grids, has_wide_gap
from extractors.pages.grids import Grid, grids
from extractors.pages.letters import Letters, Printed, PrintedLine, printed_lines
from extractors.pages.parts import Part, parts_of
from extractors.pages.pictures import with_figures
from extractors.pages.separators import Separator, separators
from extractors.pages.sheet import Flags, Ints, Sheet, turned_boxes
from extractors.pages.signs import Signs
from extractors.pages.visibility import hidden_glyphs

_SHORT_CELL = 3  # characters; in a cell as short as this every one may be a sign
_ONE_COLUMN = 2  # edges
_MIDDLE = 0.3  # of the size, above the baseline: where a glyph is taken to stand


@dataclass(frozen=True, slots=True)
class Arranged:
    """One page; lines outside all parts come with their places."""

    number: int
    width: float  # of the frame
    height: float
    turn: int
    parts: tuple[Part, ...]
    lines: tuple[PrintedLine, ...]
    ledger: Counter[str] = field(default_factory=Counter)
    notices: tuple[Notice, ...] = ()


class _Reading(NamedTuple):
    """The lines of each cell, what floats over them, and how many characters stood twice."""

    lines: dict[int, list[PrintedLine]]
    floating: dict[int, list[Mark]]
    doubled: int


def arranged(sheet: Sheet, above: Arranged | None = None) -> Arranged:
    """A page's glyphs and figures in the cells and lines where they are read.

    `above` is the page before, whose last table may go on.
    """
    visible, ledger, notices = hidden_glyphs(sheet)
    cells = Cells(grids(sheet.across, sheet.down))
    reading = _reading(sheet, visible, cells)
    tables = _with_unruled(sheet, cells, reading, above)
    if tables != cells.grids:
        cells = Cells(tables)
        reading = _reading(sheet, visible, cells)
    ledger["doubled-characters"] += reading.doubled + sheet.doubled
    ledger["page-cut-off"] += sheet.unread
    for group, lines in reading.lines.items():
        ledger["paragraph" if group == OUTSIDE else "cell"] += sum(line.printed for line in lines)
    return Arranged(
        *(sheet.number, sheet.width, sheet.height, sheet.turn),
        parts_of(sheet, cells, reading.lines, reading.floating),
        *(tuple(reading.lines.get(OUTSIDE, ())), ledger, (*sheet.notices, *notices)),
    )


def _reading(sheet: Sheet, visible: Flags, cells: Cells) -> _Reading:
    by_group: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    floating: defaultdict[int, list[Mark]] = defaultdict(list)
    doubled = 0
    of_glyph = sheet.runs.turn[sheet.glyphs.run]
    for turn in range(4):
        chosen = np.flatnonzero(visible & (of_glyph == turn))
        if len(chosen) == 0 and turn:
            continue
        letters = _letters(sheet, chosen, turn, cells)
        figures: list[Mark] = []
        if turn == 0:
            letters, figures = with_figures(sheet, cells, letters, floating)
        found, twice = printed_lines(letters, sheet.number)
        doubled += twice
        _sign(sheet, letters, chosen, figures, found, by_group, turn)
    return _Reading(by_group, floating, doubled)


def _with_unruled(
    sheet: Sheet, cells: Cells, reading: _Reading, above: Arranged | None
) -> tuple[Grid, ...]:
    """The ruled tables, and those that only aligned columns show.

    A ruled table of a single column may have columns that no rule parts.
    """
    known = above.parts[-1] if above and above.parts and not above.parts[-1].drawn else None
    outside = [line for line in reading.lines.get(OUTSIDE, ()) if not line.artifact]
    if not has_wide_gap(outside) and all(len(grid.xs) > _ONE_COLUMN for grid in cells.grids):
        return cells.grids
    borders = separators(sheet)
    tables: list[Grid] = []
    for grid, start in zip(cells.grids, cells.starts, strict=False):
        numbers = range(start, start + len(grid.spans))
        inside = [line for number in numbers for line in reading.lines.get(number, ())]
        tables.append(_columns_in(grid, inside, borders, sheet.height) or grid)
    columns = known.xs if known else ()
    return (*tables, *aligned_grids(outside, borders, sheet.height, columns))


def _columns_in(
    grid: Grid, lines: Sequence[PrintedLine], borders: Sequence[Separator], height: float
) -> Grid | None:
    """The columns of a table that is only ruled across."""
    if len(grid.xs) > _ONE_COLUMN or not lines:
        return None
    found = aligned_grids(sorted(lines, key=lambda line: line.base), borders, height)
    if len(found) != 1:
        return None
    box = found[0].box
    covered = sum(1 for line in lines if box[1] <= line.base <= box[3])
    return found[0] if covered == len(lines) else None


def _letters(sheet: Sheet, chosen: Ints, turn: int, cells: Cells) -> Letters:
    """The chosen glyphs turned upright, in the cell where they stand on the page."""
    glyphs = sheet.glyphs
    run = glyphs.run[chosen]
    runs = sheet.runs
    boxes = glyphs.boxes[chosen]
    sizes, bold = runs.size[run], runs.bold[run]
    upright = turned_boxes(boxes, turn, sheet.width, sheet.height)
    origins = np.concatenate([runs.points, runs.points], axis=1)
    base = turned_boxes(origins, turn, sheet.width, sheet.height)[:, 1][run]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2 if turn else base - _MIDDLE * sizes
    group = cells.at((boxes[:, 0] + boxes[:, 2]) / 2, middle)
    codes = np.where(glyphs.unmapped[chosen], np.uint32(ord(UNMAPPED)), glyphs.codes[chosen])
    return Letters(
        *(codes, upright[:, 0], upright[:, 2], base, sizes, bold, run),
        *(glyphs.spaced[chosen], group),
    )


def _sign(
    sheet: Sheet,
    letters: Letters,
    chosen: Ints,
    figures: Sequence[Mark],
    found: Sequence[Printed],
    by_group: dict[int, list[PrintedLine]],
    turn: int,
) -> None:
    """Put the lines, with their marks and places, into their groups."""
    signs = Signs(sheet, letters, sheet.glyphs.codes[chosen], figures)
    letters_in: Counter[int] = Counter()
    for one in found:
        letters_in[one.group] += one.line.glyphs
    upright = turn == 0 and sheet.turn == 0
    places = _places(sheet, [one.line for one in found], turn)
    for one, place in zip(found, places, strict=True):
        short = one.group != OUTSIDE and letters_in[one.group] <= _SHORT_CELL
        by_group[one.group].append(signs.line(one, place, upright=upright, short=short))


def _places(sheet: Sheet, lines: Sequence[PrintedLine], turn: int) -> list[Place]:
    """Where lines stand that were turned to be read."""
    rows = [(line.x0, line.top, line.x1, line.bottom) for line in lines]
    boxes = np.array(rows, np.float64).reshape(-1, 4)
    if turn:
        width, height = sheet.width, sheet.height
        size = (height, width) if turn % 2 else (width, height)
        boxes = np.asarray(turned_boxes(boxes, -turn % 4, *size))
    return sheet.places(boxes)
