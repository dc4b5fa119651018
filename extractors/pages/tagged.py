"""Tables as the file's tags part them, where no rules show all of their cells.

Tags are a second witness and may lie, so they are followed only as far as the page bears them out:
rows must stand below each other and columns beside each other, nothing else may stand among them,
and where rules part cells, rules count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.grids import Grid, Span, Told, ToldRow, grid_of
from extractors.pages.lattices import SNAP
from extractors.pages.parts import Part
from extractors.pages.sheet import DEPTH, MIDDLE, RISE, UNTAGGED, Codes, Flags, Floats, Ints, Sheet
from extractors.pages.tagged_cells import parted
from extractors.pages.tagged_grids import Extent, Known, TaggedText, arrangement
from extractors.pages.tags import cells_of
from extractors.thousands import is_any

_ONE_COLUMN = 2  # edges
_LEAST_SIGN, _SIGN = 4.0, 60.0  # points: other pictures are no signs in cells
_ONE_WORD = 0.2  # of the size: letters no further apart


class _Printed(NamedTuple):
    """What can be seen of a page's characters, one entry for each."""

    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    piece: Ints  # of the tags, or `UNTAGGED`
    tagged: Ints  # the number of its cell
    level: Flags  # upright in the frame
    seen: Ints  # the cell in which rules, columns and tags put it
    codes: Codes


def with_tagged(sheet: Sheet, visible: Flags, cells: Cells, above: Part | None) -> tuple[Grid, ...]:
    """The tables of a page; those whose cells no rules show as the file's tags part them.

    `above` is the table with which the page before ends.
    """
    page = _page(sheet, visible, cells)
    if page is None:
        return cells.grids
    cells = _parted(page)
    if cells is not page.cells:
        page = _page(sheet, visible, cells) or page
    tables = _tables(page)
    made: dict[int, Grid] = {}
    last: Part | Grid | None = above
    wanted = [table for table, own in tables.items() if not page.agrees(own)]
    given_up: set[int] = set()
    gone: list[int] = []
    while wanted:
        for table in wanted:
            grid = _made(page, table, tables[table], last)
            if grid is None:
                given_up.add(table)
            else:
                made[table] = last = grid
        gone = [number for number, one in enumerate(cells.grids) if _meets_any(one, made.values())]
        # Tables in the place of which others stand must be made as well.
        wanted = [
            table for table, own in tables.items() if table not in made and page.is_in(own, gone)
        ]
        if given_up.intersection(wanted):
            return cells.grids
    if not made or any(_meet(*pair) for pair in combinations(made.values(), 2)):
        return cells.grids
    if page.loses([tables[table] for table in made], gone):
        return cells.grids
    kept = [one for one in cells.grids if not _meets_any(one, made.values())]
    return tuple(sorted([*kept, *made.values()], key=lambda grid: (grid.ys[0], grid.xs[0])))


def _parted(page: _Page) -> Cells:
    """The cells of ruled tables, those that rules leave whole parted as tags tell."""
    grids = list(page.cells.grids)
    for own in _tables(page).values():
        numbers = page.grids_of(own)
        if len(numbers) == 1 and grids[number := numbers.pop()].drawn and not page.agrees(own):
            held = page.held(own, number)
            grids[number] = (held and parted(grids[number], held)) or grids[number]
    is_same = all(one is other for one, other in zip(grids, page.cells.grids, strict=True))
    return page.cells if is_same else Cells(grids)


def as_tagged(group: Ints, tagged: Ints, cells: Cells, sheet: Sheet) -> Ints:
    """The cell of each character, by the tags where these alone tell it."""
    told = cells.of_tags()
    if not told or sheet.tags is None:
        return group
    own = np.array([told.get(number, OUTSIDE) for number in cells_of(tagged, sheet.tags).tolist()])
    return np.where(own == OUTSIDE, group, own)


def told_rows(sheet: Sheet, visible: Flags, cells: Cells) -> Cells:
    """The cells, their tables with what the tags say of the rows where both part them alike."""
    page = _page(sheet, visible, cells) if cells.grids else None
    if page is None:
        return cells
    grids = list(cells.grids)
    for table, own in _tables(page).items():
        if page.bears_out(own):
            (number,) = page.grids_of(own)
            rows = page.told(own)
            told = tuple(
                rows.get(row, ToldRow(UNTAGGED)) for row in range(len(grids[number].ys) - 1)
            )
            headed = ToldRow(UNTAGGED) in told
            own_told = Told(table, told, page.starts(own, number), headed)
            grids[number] = replace(grids[number], told=own_told)
    return Cells(grids)


def _page(sheet: Sheet, visible: Flags, cells: Cells) -> _Page | None:
    """What is printed on a page with tags; None for others."""
    if sheet.tags is None or not is_any(sheet.runs.tagged != UNTAGGED):
        return None
    glyphs, runs = sheet.glyphs, sheet.runs
    chosen = visible.nonzero()[0]
    run = glyphs.run[chosen]
    x0, x1 = glyphs.boxes[chosen, ::2].T
    base, size, piece = runs.points[run, 1], runs.size[run], runs.tagged[run]
    seen = as_tagged(cells.at((x0 + x1) / 2, base - MIDDLE * size), piece, cells, sheet)
    about = (piece, cells_of(piece, sheet.tags), runs.turn[run] == 0, seen, glyphs.codes[chosen])
    return _Page(sheet, _Printed(x0, x1, base, size, *about), cells)


class _Page(NamedTuple):
    """What is printed, by tags and as it is seen."""

    sheet: Sheet
    printed: _Printed
    cells: Cells

    def rows_of(self, own: Ints) -> list[int]:
        """The row of each character, as the tags number them."""
        pieces = self.sheet.tags.pieces if self.sheet.tags else ()
        return [pieces[piece].row for piece in self.printed.piece[own].tolist()]

    def grids_of(self, own: Ints) -> set[int]:
        """The grids, by number, in which characters stand."""
        seen = set(self.printed.seen[own].tolist()) - {OUTSIDE}
        return {bisect_right(self.cells.starts, cell) - 1 for cell in seen}

    def is_in(self, own: Ints, grids: Collection[int]) -> bool:
        return not self.grids_of(own).isdisjoint(grids)

    def rows(self, own: Ints) -> set[tuple[int, int]]:
        """Pairs of a row of the grid and a row of the tags that have characters in common."""
        spans = [span.row for grid in self.cells.grids for span in grid.spans]
        seen = (spans[cell] for cell in self.printed.seen[own].tolist())
        return set(zip(seen, self.rows_of(own), strict=True))

    def held(self, own: Ints, number: int) -> dict[Span, list[TaggedText]] | None:
        """The tagged cells whose texts stand in each cell of a grid; None if one is in several.

        Or if anything else stands there; headings that pages repeat have no tags.
        """
        start = self.cells.starts[number]
        seen, tagged = self.printed.seen[own], self.printed.tagged[own]
        pairs = sorted(set(zip(tagged.tolist(), seen.tolist(), strict=True)))
        others = np.isin(self.printed.seen, seen)
        others[own] = False
        if others.any() or len(pairs) > len({one for one, _ in pairs}):
            return None
        spans = self.cells.grids[number].spans
        found: defaultdict[Span, list[TaggedText]] = defaultdict(list)
        for cell, where in pairs:
            found[spans[where - start]].append(_text(self, own[tagged == cell]))
        return found

    def told(self, own: Ints) -> dict[int, ToldRow]:
        """What the tags say of each row of a grid, in which these characters stand."""
        pieces = self.sheet.tags.pieces if self.sheet.tags else ()
        spans = [span for grid in self.cells.grids for span in grid.spans]
        ordered = own[np.argsort(self.printed.base[own], kind="stable")].tolist()
        first: defaultdict[int, dict[int, int]] = defaultdict(dict)
        last: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for at in ordered:
            span = spans[self.printed.seen.item(at)]
            paragraph = pieces[self.printed.piece.item(at)].paragraph
            first[span.row].setdefault(span.column, paragraph)
            last[span.row][span.column] = paragraph
        return {
            row: ToldRow(number, tuple(first[row].items()), tuple(last[row].items()))
            for row, number in self.rows(own)
        }

    def starts(self, own: Ints, number: int) -> tuple[float, ...]:
        """Where the texts of a grid's columns begin, if no rules show these; else none."""
        grid, start = self.cells.grids[number], self.cells.starts[number]
        if grid.drawn:
            return ()
        found = list(grid.xs[1:])
        for cell, x in zip(
            self.printed.seen[own].tolist(), self.printed.x0[own].tolist(), strict=True
        ):
            column = grid.spans[cell - start].column
            found[column] = min(found[column], x)
        return tuple(found)

    def agrees(self, own: Ints) -> bool:
        """Whether rules and columns part a table as the tags do, and nothing else stands there."""
        if not self.cells.grids:
            return False
        (number, *others) = sorted(self.grids_of(own)) or [0]
        start, stop = self.cells.starts[number : number + 2]
        inside = (self.printed.seen >= start) & (self.printed.seen < stop)
        return not others and np.count_nonzero(inside) == len(own) and self.bears_out(own)

    def bears_out(self, own: Ints) -> bool:
        """Whether rules and columns part the characters of a table as the tags do.

        A heading that the page repeats has no tags.
        """
        seen, tagged = self.printed.seen[own], self.printed.tagged[own]
        grids = self.grids_of(own)
        if (seen == OUTSIDE).any() or len(grids) != 1:
            return False
        (number,) = grids
        start, stop = self.cells.starts[number : number + 2]
        others = (self.printed.seen >= start) & (self.printed.seen < stop)
        if np.count_nonzero(others) != len(own) and not self.is_headed(own, others, number):
            return False
        both = set(zip(seen.tolist(), tagged.tolist(), strict=True)), self.rows(own)
        return all(
            len({one[side] for one in pairs}) == len(pairs) for pairs in both for side in (0, 1)
        )

    def is_headed(self, own: Ints, inside: Flags, number: int) -> bool:
        """Whether all else in a grid has no tags and stands in rows above these characters."""
        others = inside.copy()
        others[own] = False
        if (self.printed.tagged[others] != UNTAGGED).any():
            return False
        spans, start = self.cells.grids[number].spans, self.cells.starts[number]
        first = min(spans[cell - start].row for cell in self.printed.seen[own].tolist())
        above = [spans[cell - start] for cell in set(self.printed.seen[others].tolist())]
        return all(span.row + span.row_span <= first for span in above)

    def loses(self, owned: Sequence[Ints], gone: Collection[int]) -> bool:
        """Whether anything stands in the grids that go and in no table that tags tell."""
        starts, seen = self.cells.starts, self.printed.seen
        left = np.zeros(len(seen), np.bool_)
        for number in gone:
            left |= (seen >= starts[number]) & (seen < starts[number + 1])
        for own in owned:
            left[own] = False
        return bool(left.any())

    def gives_way(self, own: Ints) -> bool:
        """Whether no rules show the cells of a table; what they part no tags may join.

        A frame around all may give way, and columns that no rule crosses.
        """
        drawn = [number for number in self.grids_of(own) if self.cells.grids[number].drawn]
        for grid in (self.cells.grids[number] for number in drawn):
            if not grid.bare and len(grid.xs) > _ONE_COLUMN:
                return False
        ruled = {number: self._ruled(self.cells.grids[number]) for number in drawn}
        return not drawn or self._is_within(own, ruled)

    def _ruled(self, grid: Grid) -> list[float]:
        """Where rules part the rows of a table; texts may part others."""
        x0, _, x1, _ = grid.box
        levels = [y for y, left, right in self.sheet.across.tolist() if left < x1 and x0 < right]
        return [y for y in grid.ys[1:-1] if any(abs(y - level) <= SNAP for level in levels)]

    def _is_within(self, own: Ints, ruled: Mapping[int, Sequence[float]]) -> bool:
        """Whether each tagged cell stands in one that is seen; a word may run over its border."""
        x0, x1, base, size, _, tagged, _, seen, _ = self.printed
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
    pieces = page.sheet.tags.pieces if page.sheet.tags else ()
    numbers = np.array([piece.table for piece in pieces], np.int64)
    own = (page.printed.piece != UNTAGGED).nonzero()[0]
    tables = numbers[page.printed.piece[own]]
    return {table: own[tables == table] for table in dict.fromkeys(tables.tolist())}


def _made(page: _Page, table: int, own: Ints, above: Part | Grid | None) -> Grid | None:
    """A table by its tags; None where the page shows otherwise."""
    printed = page.printed
    if not printed.level[own].all() or not page.gives_way(own):
        return None
    known = Known()
    if above and above.told:
        is_same = above.told.table == table
        known = known if above.drawn > is_same else Known(above.xs, above.told.starts, is_same)
    numbers = np.unique(printed.tagged[own]).tolist()
    texts = [_text(page, own[printed.tagged[own] == number]) for number in numbers]
    found = arrangement(texts, known, list(_signs(page.sheet)))
    if found is None:
        return None
    grid = grid_of(found.xs, found.ys, found.spans, drawn=False)
    if _holds_others(printed, own, grid.box):
        return None
    cells = {
        number: grid.spans.index(one) for number, one in zip(numbers, found.cells, strict=True)
    }
    return replace(
        grid, told=Told(table, tuple(map(ToldRow, found.rows)), tuple(found.starts)), tagged=cells
    )


def _text(page: _Page, own: Ints) -> TaggedText:
    """What these characters of one cell print."""
    x0, x1, base, size, *_ = (values[own] for values in page.printed)
    lines: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for level, x, code in zip(
        np.rint(base).tolist(), x0.tolist(), page.printed.codes[own].tolist(), strict=True
    ):
        lines[int(level)].append((x, code))
    levels = tuple(sorted(lines))
    printed = tuple("".join(chr(code) for _, code in sorted(lines[level])) for level in levels)
    across = Extent(float(x0.min()), float(x1.max()))
    down = Extent(float((base - RISE * size).min()), float((base + DEPTH * size).max()))
    return TaggedText(page.rows_of(own[:1])[0], across, down, float(size.max()), printed, levels)


def _signs(sheet: Sheet) -> Iterator[tuple[Extent, float]]:
    """How far pictures reach across that may be signs, and the height of their middles."""
    for x0, top, x1, bottom in (figure.box for figure in sheet.figures):
        if _LEAST_SIGN <= x1 - x0 <= _SIGN and _LEAST_SIGN <= bottom - top <= _SIGN:
            yield Extent(x0, x1), (top + bottom) / 2


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
