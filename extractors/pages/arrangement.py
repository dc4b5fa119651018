"""One page arranged: grids with the lines of their cells, lines outside them, and the account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from extractors.document import UNMAPPED, Mark, Notice
from extractors.errors import TooLarge
from extractors.pages.abreast import sides
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.continuation import Columns, columns_of
from extractors.pages.dashes import with_whole_rules
from extractors.pages.display import Display
from extractors.pages.folded import Folded, folded, unfolded
from extractors.pages.grids import Grid, grids
from extractors.pages.heads import with_heads
from extractors.pages.left_between import left_between
from extractors.pages.lessons import Learned
from extractors.pages.letters import Printed, PrintedLine, printed_lines
from extractors.pages.line_numbers import Margin, line_numbers, margin_of
from extractors.pages.order import Letters
from extractors.pages.overflow import Printing, at_home
from extractors.pages.overhang import with_overhang
from extractors.pages.page_margins import margin as page_margin
from extractors.pages.parts import Part, last_row, parts_of
from extractors.pages.pictures import with_figures
from extractors.pages.pieces import with_pieced
from extractors.pages.refrains import ZONE, numberless
from extractors.pages.rows import with_rows
from extractors.pages.sentences import awaits_number
from extractors.pages.sheet import (
    DEPTH,
    MIDDLE,
    RISE,
    SLANTED,
    Flags,
    Floats,
    Glyphs,
    Ints,
    Sheet,
    turned_boxes,
)
from extractors.pages.signs import Signs, notable
from extractors.pages.spilled import Set, with_spilled
from extractors.pages.successive import together
from extractors.pages.tagged import as_tagged, told_rows, with_tagged
from extractors.pages.tags import tag_differences
from extractors.pages.tiles import with_tiles
from extractors.pages.underlines import rules_of_words, struck_out
from extractors.pages.unread import hidden_letters
from extractors.pages.unruled import Lines, with_unruled
from extractors.pages.visibility import hidden_glyphs
from extractors.thousands import is_any, made

_LONGEST_EVIDENCE = 200


@dataclass(frozen=True, slots=True)
class Arranged:
    """One page; lines outside all parts come with their places."""

    number: int
    width: float  # of the frame
    height: float
    display: Display
    parts: tuple[Part, ...]
    lines: tuple[PrintedLine, ...]
    ledger: Counter[str] = field(default_factory=Counter)
    notices: tuple[Notice, ...] = ()
    numbered: Margin | None = None  # where lines are numbered, here or before; not put away

    def __reduce__(self) -> tuple[Callable[..., Arranged], tuple[object, ...]]:
        about = (self.number, self.width, self.height, self.display)
        return _whole, (about, folded(self.lines, self.parts), dict(self.ledger), self.notices)


def _whole(
    about: tuple[int, float, float, Display],
    kept: Folded,
    ledger: dict[str, int],
    notices: tuple[Notice, ...],
) -> Arranged:
    """A page that was folded."""
    lines, parts = unfolded(kept)
    return Arranged(*about, parts, lines, Counter(ledger), notices)


class _Reading(NamedTuple):
    """The lines of each cell, what floats over them, and how many characters there were."""

    lines: dict[int, list[PrintedLine]]
    floating: dict[int, list[Mark]]
    doubled: int  # that stood twice
    inside: int  # others in cells
    outside: int
    overprinted: tuple[Notice, ...]


def arranged(
    sheet: Sheet, above: Arranged | None = None, learned: Learned | None = None
) -> Arranged:
    """A page's glyphs and figures in the cells and lines where they are read.

    `above` is the page before, whose last table may go on; `learned` is what is known of the
    document's tables once all of its pages were read.
    """
    margin = above.numbered if above else None
    numbers = line_numbers(sheet, margin)
    visible, ledger, notices = hidden_glyphs(sheet, numbers)
    of_words = rules_of_words(sheet)
    if of_words is not None:
        notices += struck_out(sheet, sheet.across[of_words])
        sheet = replace(sheet, across=sheet.across[~of_words])
    last = above.parts[-1] if above and above.parts else None
    if above and last and learned and not learned.only_frames and not _is_at_end(last, above):
        last = None
    cells, reading, unsought = _with_tables(sheet, visible, (above, last), learned)
    notices += (*unsought, *reading.overprinted, *tag_differences(sheet, visible, cells))
    notices += left_between(sheet, cells, reading.lines)
    ledger["doubled-characters"] += reading.doubled + sheet.doubled
    ledger["page-cut-off"] += sheet.unread
    ledger["cell"] += reading.inside
    ledger["paragraph"] += reading.outside
    return Arranged(
        *(sheet.number, sheet.width, sheet.height),
        Display(sheet.turn, sheet.width, sheet.height, sheet.tilt, sheet.enlarged),
        parts_of(sheet, cells, reading.lines, reading.floating),
        *(tuple(reading.lines.get(OUTSIDE, ())), ledger, (*sheet.notices, *notices)),
        margin if numbers is None else margin_of(sheet, numbers),
    )


def _is_at_end(part: Part, page: Arranged) -> bool:
    """Whether only page footers stand below the last table of a page."""
    low, lowest = part.box[3], page.height - page_margin(page.height)
    return not any(low < line.base <= lowest for line in page.lines)


def _columns_above(page: Arranged, last: Part) -> Columns:
    """The columns of the unruled table with which a page ends, and what stands at its top."""
    held = [line for part in page.parts for cell in part.cells for line in cell.lines]
    lines = [line for line in (*page.lines, *held) if line.upright]
    low = ZONE * page.height
    headers = frozenset(
        numberless(one.text) for one in page.lines if one.upright and one.base < low
    )
    high: defaultdict[str, tuple[float, ...]] = defaultdict(tuple)
    for line in held:
        # A year in a cell is not the number of a page.
        if line.upright and line.base < low and any(map(str.isalpha, line.text)):
            high[numberless(line.text)] += (line.base,)
    top = min(one.base - RISE * one.size for one in lines)
    if not _is_at_end(last, page):
        top = np.inf  # nothing goes on
    own = [part for part in page.parts if part.xs == last.xs and not part.drawn]
    (whole,) = together(own)
    return columns_of(whole)._replace(
        headers=headers, higher=high, top=top, awaits_number=_awaits_number(last)
    )


def _awaits_number(part: Part) -> bool:
    """Whether the text in the first cell of the last row ends with what stands before a number."""
    first = (cell for cell in last_row(part) if cell.span.column == 0)
    return any(cell.lines and awaits_number(cell.lines[-1].text) for cell in first)


def _with_tables(
    sheet: Sheet,
    visible: Flags,
    before: tuple[Arranged | None, Part | None],
    learned: Learned | None,
) -> tuple[Cells, _Reading, tuple[Notice, ...]]:
    """The tables of a page and what is read in them, step by step as the text tells more of them.

    `before` is the page before and the table with which it ends. A step that would pass a limit
    is left out, with a notice.
    """
    above, last = before
    columns = last.xs if last else ()
    sheet = with_tiles(with_whole_rules(sheet), last.xs if last and last.drawn else ())
    frames = learned.frames if learned else ()
    learned = None if learned is None or learned.only_frames else learned
    known = _columns_above(above, last) if above and last and not last.drawn else None
    cells = Cells(grids(sheet.across, sheet.down))
    reading = _reading(sheet, visible, cells)
    steps: tuple[Callable[[Cells, Lines], tuple[Grid, ...]], ...] = (
        lambda cells, lines: with_pieced(sheet, cells, lines, columns, learned),
        lambda cells, lines: with_rows(cells, lines, columns, learned),
        lambda cells, lines: with_heads(sheet, cells, lines),
        lambda cells, lines: with_overhang(cells, lines, sheet.across),
        lambda cells, lines: with_unruled(sheet, cells, lines, known, learned, frames),
        lambda cells, _: with_tagged(sheet, visible, cells, last),
    )
    unsought: tuple[Notice, ...] = ()
    lines = _side_by_side(sheet, visible, cells, reading)
    for step in steps:
        try:
            found = step(cells, lines)
        except TooLarge as error:
            unsought = (_not_sought(sheet, str(error)),)
            continue
        if list(map(id, found)) != list(map(id, cells.grids)):
            cells = Cells(found)
            reading = _reading(sheet, visible, cells)
            lines = _side_by_side(sheet, visible, cells, reading)
    return told_rows(sheet, visible, cells), reading, unsought


def _side_by_side(sheet: Sheet, visible: Flags, cells: Cells, reading: _Reading) -> Lines:
    """The lines of each cell; outside of all, those of tables beside each other for each side."""
    found = sides(reading.lines.get(OUTSIDE, ()), sheet.width, sheet.across)
    if not found:
        return reading.lines
    lines = _reading(sheet, visible, Cells((*cells.grids, *found))).lines
    first = cells.starts[-1]
    groups = (OUTSIDE, *range(first, first + len(found)))
    loose = [line for group in groups for line in lines.get(group, ())]
    return {**reading.lines, OUTSIDE: sorted(loose, key=attrgetter("base"))}


def _not_sought(sheet: Sheet, evidence: str) -> Notice:
    message = "Text of a page stands so unevenly that columns between it were not sought."
    place = sheet.place((0.0, 0.0, sheet.width, sheet.height))
    return Notice(
        "columns-not-sought", "warning", message, evidence, f"page[{sheet.number}]", place
    )


def _reading(sheet: Sheet, visible: Flags, cells: Cells) -> _Reading:
    by_group: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    floating: defaultdict[int, list[Mark]] = defaultdict(list)
    doubled = inside = outside = 0
    overprinted: list[Notice] = []
    turns = sheet.runs.turn
    is_turned = is_any(turns != 0)
    present = set(turns.tolist()) - {SLANTED} if is_turned else set()
    for turn in sorted(present | {0}):
        seen = visible & (turns == turn)[sheet.glyphs.run] if is_turned else visible
        glyphs = _shown(sheet.glyphs, seen)
        if len(glyphs) == 0 and turn:
            continue
        letters, doubtful = _letters(sheet, glyphs, turn, cells)
        overprinted += [_doubtful(sheet, letters, *line) for line in doubtful]
        figures: list[Mark] = []
        if turn == 0:
            letters, figures = with_figures(sheet, cells, letters, floating)
        own = notable(letters, sheet.runs)
        found, twice, over = printed_lines(letters, own)
        doubled += twice
        if len(over):
            overprinted.append(_overprinted(sheet, letters, over, turn))
        in_cells, elsewhere = found.counted
        inside, outside = inside + in_cells, outside + elsewhere
        signs = Signs(sheet, letters, (glyphs.codes, own), figures)
        for group, line in _lines(sheet, found, signs, turn):
            by_group[group].append(line)
    return _Reading(by_group, floating, doubled, inside, outside, tuple(overprinted))


def _overprinted(sheet: Sheet, letters: Letters, over: Ints, turn: int) -> Notice:
    """That texts stand on others, with all of the texts that do."""
    own = letters.at(np.isin(letters.run, letters.run[over]).nonzero()[0])
    message = "Texts are printed over one another; which one is meant is not known."
    return _told("overprinted-text", message, sheet, (own, turn))


def _doubtful(sheet: Sheet, letters: Letters, first: int, stop: int) -> Notice:
    """That a line, of these letters, may be one of another cell."""
    message = "A line stands in a row of a table where the file goes on with the row beside it."
    return _told("line-of-two-rows", message, sheet, (letters.at(np.arange(first, stop)), 0))


def _told(code: str, message: str, sheet: Sheet, texts: tuple[Letters, int]) -> Notice:
    """What is to be said of these letters, which were so turned to be read."""
    own, turn = texts
    sides = (own.x0, own.base - RISE * own.size, own.x1, own.base + DEPTH * own.size)
    boxes = np.stack(sides, axis=1).astype(np.float64)
    x0, top, x1, bottom = np.frombuffer(b"".join(_spots(sheet, boxes, turn))).reshape(-1, 4).T
    place = sheet.place((x0.min(), top.min(), x1.max(), bottom.max()))
    evidence = "".join(
        " " * bool(spaced) + chr(code)
        for spaced, code in zip(own.spaced.tolist(), own.codes.tolist(), strict=True)
    )
    about = (evidence.strip()[:_LONGEST_EVIDENCE], f"page[{sheet.number}]", place)
    return Notice(code, "warning", message, *about)


def _shown(glyphs: Glyphs, seen: Flags) -> Glyphs:
    """These glyphs; what stands behind letters that nobody sees stands behind a blank."""
    if np.count_nonzero(seen) == len(seen):
        return glyphs
    chosen = seen.nonzero()[0]
    spaced = glyphs.spaced.take(chosen)
    for unseen in (glyphs.clipped, glyphs.covered):
        if unseen is not None:
            spaced |= (chosen > 0) & unseen[chosen - 1]
    about = (glyphs.run.take(chosen), glyphs.unmapped.take(chosen), spaced)
    return Glyphs(glyphs.codes.take(chosen), glyphs.boxes[chosen], *about)


def _letters(
    sheet: Sheet, glyphs: Glyphs, turn: int, cells: Cells
) -> tuple[Letters, tuple[tuple[int, int], ...]]:
    """Glyphs turned upright, in the cell where they stand on the page.

    And from which to which one lines may be those of another cell.
    """
    runs, run, boxes = sheet.runs, glyphs.run, glyphs.boxes
    x0, x1 = boxes[:, 0], boxes[:, 2]
    base, size = runs.points[:, 1], runs.size.take(run)
    if turn:
        group = cells.at((x0 + x1) / 2, (boxes[:, 1] + boxes[:, 3]) / 2)
        upright = turned_boxes(boxes, turn, sheet.width, sheet.height)
        x0, x1 = upright[:, 0], upright[:, 2]
        origins = runs.points[:, [0, 1, 0, 1]]
        base = turned_boxes(origins, turn, sheet.width, sheet.height)[:, 1]
    else:
        group = cells.at((x0 + x1) / 2, base - MIDDLE * runs.size, run)
    level = base.take(run)
    doubtful: tuple[tuple[int, int], ...] = ()
    if cells.grids:
        printing = Printing(x0, x1, size, run, glyphs.spaced, glyphs.codes, level)
        group = at_home(group, printing, None if turn else cells.right_of)
        if not turn:
            group, doubtful = with_spilled(group, Set(x0, x1, level, size), cells)
        if sheet.tags is not None:
            group = as_tagged(group, runs.tagged.take(run), cells, sheet)
    codes = glyphs.codes
    unknown = hidden_letters(glyphs, runs)
    unknown = glyphs.unmapped if unknown is None else glyphs.unmapped | unknown
    if is_any(unknown):
        codes = np.where(unknown, np.uint32(ord(UNMAPPED)), codes)
    about = (level, size, runs.bold.take(run), run, glyphs.spaced, group)
    return Letters(codes, x0, x1, *about), doubtful


def _lines(
    sheet: Sheet, printed: Printed, signs: Signs, turn: int
) -> Iterator[tuple[int, PrintedLine]]:
    """The lines with their marks and places, each with its group."""
    upright = turn == 0
    about = (
        *(repeat(sheet.number), printed.texts, printed.edges, printed.bases, printed.sizes),
        *(printed.bold, printed.counts, *printed.spans, _spots(sheet, printed.boxes, turn)),
        *(repeat(upright), signs.artifacts(printed), repeat(None), repeat(())),
        *(printed.wide, repeat(())),
    )
    lines = made(PrintedLine, *about)
    for at, levels in printed.uneven.items():
        lines[at] = lines[at]._replace(levels=levels)
    signs.complete(printed, lines)
    return zip(printed.groups, lines, strict=True)


def _spots(sheet: Sheet, boxes: Floats, turn: int) -> list[bytes]:
    """Where lines stand that were turned to be read."""
    if turn:
        width, height = sheet.width, sheet.height
        across = (height, width) if turn % 2 else (width, height)
        boxes = np.asarray(turned_boxes(boxes, -turn % 4, *across))
    found = boxes.round(2).tobytes()
    return [found[index : index + 32] for index in range(0, len(found), 32)]
