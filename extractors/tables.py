"""Parts of tables on pages -> tables: rows and cells over page breaks are whole again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.document import Block, Cell, Paragraph, Row, Table, joined_places
from extractors.pages.cuts import carried, cuts, merged_columns
from extractors.pages.hyphens import Hyphens
from extractors.pages.paragraphs import Setting, continues, joined, paragraphs
from extractors.pages.parts import Fragment, Part
from extractors.pages.repeats import unrepeated
from extractors.pages.seams import Kind, Seam, Shape, kind

Successions = defaultdict[int, Counter[tuple[Kind, Shape]]]

SAME_COLUMN = 4.0  # points
_LABEL = 30  # characters; a longer text labels no row
_LABEL_ROWS = 3
_SHIFTED = 40.0  # points by which the margins of left and right pages may differ


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the text of each column reaches to the right, over the whole document."""

    by_column: dict[tuple[int, int], float] = field(default_factory=dict)

    def right(self, fragment: Fragment) -> float | None:
        return self.by_column.get(_column(fragment))


def reach(parts: Iterable[Part]) -> Reach:
    """The reach of all columns of a document."""
    found: dict[tuple[int, int], float] = {}
    for part in parts:
        for cell in part.cells:
            if cell.lines:
                key = _column(cell)
                found[key] = max(found.get(key, 0.0), *[line.x1 for line in cell.lines])
    return Reach(found)


def _column(fragment: Fragment) -> tuple[int, int]:
    return round(fragment.box[0] / 2), round(fragment.box[2] / 2)


def goes_on(upper: Part, lower: Part) -> bool:
    """Whether a part has the columns of the one above it: all edges of one among the other's."""
    if abs(upper.xs[0] - lower.xs[0]) > _SHIFTED:
        return False
    sides = [[x - part.xs[0] for x in part.xs] for part in (upper, lower)]
    few, many = sorted(sides, key=len)
    if abs(few[-1] - many[-1]) > SAME_COLUMN:
        return False
    return all(any(abs(a - b) <= SAME_COLUMN for b in many) for a in few)


class Builder:
    """Makes the tables of one document; `floors` is how far down each page's text may reach."""

    def __init__(self, setting: Setting, parts: Sequence[Part], floors: dict[int, float]) -> None:
        self._setting, self._floors = setting, floors
        self._reach = reach(parts)
        self._labels = _labels(parts)
        self._successions = _successions(parts, self._labels)
        self._cuts, self._merged = cuts(parts), merged_columns(parts)
        self.repeated: Counter[int] = Counter()  # characters of repeated headings by page
        self._count = 0

    def next_table(self, parts: Sequence[Part]) -> Table:
        """The next table of the document in reading order."""
        self._count += 1
        return self.table(parts, f"table[{self._count}]")

    def table(self, parts: Sequence[Part], locator: str) -> Table:
        """The table whose parts stand on consecutive pages."""
        widest = max(parts, key=lambda part: len(part.xs))
        columns = [x - widest.xs[0] for x in widest.xs]
        rows: list[Row] = []
        possible: list[int] = []
        for number, part in enumerate(parts):
            kept = self._kept(parts[:number], part) if number else part
            if kept is None:
                continue
            below = 0
            if rows:
                top = self._rows(kept, columns, (locator, len(rows)), range(1))
                below = 1
                if self._goes_on((parts[number - 1], kept), rows, top[0], possible):
                    rows[-1] = _numbered(rows[-1], len(rows) - 1, locator)
                else:
                    merged = self._merged.get(len(columns) - 1, frozenset())
                    taller, first = carried(rows, top[0], merged)
                    rows = [taller.get(index, row) for index, row in enumerate(rows)]
                    rows.append(first)
            rest = range(below, len(kept.ys) - 1)
            rows += self._rows(kept, columns, (locator, len(rows)), rest)
        places = joined_places(part.place for part in parts)
        return Table(tuple(rows), locator, places, 0, tuple(possible), drawn=parts[0].drawn)

    def _kept(self, above: Sequence[Part], part: Part) -> Part | None:
        """The part without the heading rows it repeats."""
        found = unrepeated(above, part)
        if found.rows:
            self.repeated[part.page] += found.glyphs
        return found.part

    def _goes_on(
        self, parts: tuple[Part, Part], rows: list[Row], top: Row, possible: list[int]
    ) -> bool:
        """Whether the first row below goes on with the last above, which then has it."""
        above, below = parts
        floor = self._floors.get(above.page, above.box[3])
        merged = self._merged.get(len(top), frozenset())
        seam = Seam(
            *(above, below, floor, self._successions[len(top)], self._labels, self._cuts, merged)
        )
        verdict = seam.verdict(rows[-1], top)
        if verdict == "joined":
            rows[-1] = _join(rows[-1], top, self._setting.hyphens, self._rights(above))
        if verdict == "possible":
            possible.append(len(rows))
        return verdict == "joined"

    def _rights(self, part: Part) -> dict[int, float]:
        """How far the last row's columns reach, by grid column from 1."""
        last = len(part.ys) - 2
        found = {}
        for cell in part.cells:
            right = self._reach.right(cell)
            if right is not None and cell.span.row + cell.span.row_span - 1 == last:
                found[cell.span.column + 1] = right
        return found

    def _rows(
        self, part: Part, columns: Sequence[float], above: tuple[str, int], chosen: range
    ) -> list[Row]:
        """The chosen rows of a part on the grid of its table.

        `above` is the table's locator and how many rows it has above these.
        """
        table, count = above
        at = [_nearest(columns, x - part.xs[0]) for x in part.xs]
        rows: list[list[Cell | None]] = [[None] * (len(columns) - 1) for _ in chosen]
        for fragment in part.cells:
            row, column, row_span, column_span = fragment.span
            if row not in chosen:
                continue
            first, last = at[column], at[column + column_span]
            index = row - chosen.start
            number = count + index + 1
            locator = f"{table}/row[{number}]/cell[{first + 1}]"
            rows[index][first] = Cell(
                *(number, first + 1, locator, self._blocks(fragment, locator)),
                *(row_span, max(last - first, 1), fragment.shading, fragment.marks),
                (fragment.place,),
            )
        return [tuple(row) for row in rows]

    def _blocks(self, fragment: Fragment, locator: str) -> tuple[Block, ...]:
        if not fragment.lines and not fragment.parts:
            return ()
        right = self._reach.right(fragment)
        # Cells are taken to be as far from their text on the right as on the left.
        inside = min((line.x0 for line in fragment.lines), default=fragment.box[0])
        edge = fragment.box[2] - (inside - fragment.box[0])
        found = paragraphs(fragment.lines, self._setting, right, locator, edge)
        if not fragment.parts:
            return tuple(found)
        placed: list[tuple[float, Block]] = [(one.lines[0].place.top, one) for one in found]
        placed += [(part.place.top, self.table([part], "")) for part in fragment.parts]
        placed.sort(key=lambda one: one[0])
        return _located([block for _, block in placed], locator)


def join_rows(upper: Row, lower: Row, hyphens: Hyphens | None = None) -> Row:
    """One row of two halves: each cell keeps its texts, marks and places of both pages.

    The locators are those of the upper half.
    """
    return _join(upper, lower, hyphens or Hyphens(), {})


def _join(upper: Row, lower: Row, hyphens: Hyphens, rights: dict[int, float]) -> Row:
    return tuple(
        _joined_cell(above, below, hyphens, rights)
        for above, below in zip(upper, lower, strict=True)
    )


def _joined_cell(
    above: Cell | None, below: Cell | None, hyphens: Hyphens, rights: dict[int, float]
) -> Cell | None:
    if above is None:
        return below if below and (below.blocks or below.all_marks) else None
    if below is None:
        return above
    return above._replace(
        blocks=joined_blocks(above.blocks, below.blocks, hyphens, rights.get(above.column)),
        marks=above.marks + below.marks,
        places=joined_places(iter((*above.places, *below.places))),
    )


def joined_blocks(
    above: tuple[Block, ...],
    below: tuple[Block, ...],
    hyphens: Hyphens | None = None,
    right: float | None = None,
) -> tuple[Block, ...]:
    """A paragraph that the page cut in two is one again."""
    if not above or not below:
        return above or below
    last, first = above[-1], below[0]
    if isinstance(last, Paragraph) and isinstance(first, Paragraph):
        if continues(last, first, right):
            return (*above[:-1], joined(last, first, hyphens or Hyphens()), *below[1:])
    elif isinstance(last, Table) and isinstance(first, Table) and _same_width(last, first):
        rows = last.rows + first.rows
        return (
            *above[:-1],
            last._replace(rows=rows, places=last.places + first.places),
            *below[1:],
        )
    return above + below


def _successions(parts: Iterable[Part], labels: frozenset[str]) -> Successions:
    """Which rows follow which inside pages, by number of columns; over gaps between tables too."""
    found: Successions = defaultdict(Counter)
    above: tuple[int, list[Kind]] = (0, [])
    for part in parts:
        width = len(part.xs) - 1
        shapes, first = _outline(part)
        kinds = [kind(shape, text, labels) for shape, text in zip(shapes, first, strict=True)]
        if above[0] == part.page and len(above[1]) > 1:
            found[width][above[1][-1], shapes[0]] += 1
        # The last row may be cut by the page's end.
        for upper, lower in pairwise(range(len(shapes) - 1)):
            found[width][kinds[upper], shapes[lower]] += 1
        above = part.page, kinds
    return found


def _outline(part: Part) -> tuple[list[Shape], list[str]]:
    """Of each row which cells have content, and the text of its first cell."""
    width, height = len(part.xs) - 1, len(part.ys) - 1
    rows = [[True] * width for _ in range(height)]
    first = [""] * height
    for cell in part.cells:
        rows[cell.span.row][cell.span.column] = bool(cell.lines or cell.marks or cell.parts)
        if cell.span.column == 0:
            first[cell.span.row] = " ".join(line.text for line in cell.lines)
    return [tuple(row) for row in rows], first


def _labels(parts: Iterable[Part]) -> frozenset[str]:
    """Short texts that begin several rows."""
    found: Counter[str] = Counter()
    for part in parts:
        for cell in part.cells:
            if cell.span.column == 0 and len(cell.lines) == 1:
                found[cell.lines[0].text] += 1
    least = _LABEL_ROWS
    return frozenset(text for text, n in found.items() if n >= least and len(text) <= _LABEL)


def _same_width(a: Table, b: Table) -> bool:
    return {len(row) for row in a.rows} == {len(row) for row in b.rows}


def _nearest(columns: Sequence[float], x: float) -> int:
    return min(range(len(columns)), key=lambda index: abs(columns[index] - x))


def _numbered(row: Row, index: int, table: str) -> Row:
    return tuple(
        None if cell is None else _placed(cell, index, f"{table}/row[{index + 1}]") for cell in row
    )


def _placed(cell: Cell, index: int, row: str) -> Cell:
    """The cell with its row and the locators of all that is in it."""
    locator = f"{row}/cell[{cell.column}]"
    about = (cell.row_span, cell.column_span, cell.shading, cell.marks, cell.places)
    return Cell(index + 1, cell.column, locator, _located(cell.blocks, locator), *about)


def _located(found: Iterable[Block], cell: str) -> tuple[Block, ...]:
    """The blocks of a cell with their locators."""
    blocks: list[Block] = []
    tables = 0
    for block in found:
        if isinstance(block, Table):
            tables += 1
            inner = f"{cell}/table[{tables}]"
            rows = tuple(_numbered(own, number, inner) for number, own in enumerate(block.rows))
            blocks.append(block._replace(locator=inner, rows=rows))
        else:
            inner = f"{cell}/paragraph[{len(blocks) - tables + 1}]"
            blocks.append(_called(block, inner))
    return tuple(blocks)


def _called(block: Paragraph, locator: str) -> Paragraph:
    """The paragraph with its locator; `replace` takes longer than all the rest of it."""
    about = (block.level, block.list_item, block.bold, block.size)
    return Paragraph(block.text, locator, block.marks, block.lines, *about)
