"""Parts of tables on pages -> tables: rows and cells over page breaks are whole again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import eq

from extractors.document import Block, Cell, Notice, Paragraph, Place, Row, Table, joined_places
from extractors.pages.census import Census
from extractors.pages.continuation import are_alike, columns_of
from extractors.pages.cuts import carried, put, taller
from extractors.pages.misfits import Misfits
from extractors.pages.misread import is_misread
from extractors.pages.paragraphs import paragraphs, single
from extractors.pages.parted import parted_sentence
from extractors.pages.parts import Fragment, Part
from extractors.pages.repeats import Headings, unrepeated
from extractors.pages.rows import FEW_EDGES
from extractors.pages.seams import Seam
from extractors.pages.sentences import LABEL, ends_sentence
from extractors.pages.setting import Setting
from extractors.pages.told import by_tags, is_one_table, told_ends
from extractors.pages.torn import LineEnds
from extractors.pages.unparted import unparted_rows
from extractors.pages.whole_rows import join_rows, with_texts_that_go_on
from extractors.pages.wordcuts import open_hyphens, open_over_page, word_cut
from extractors.shelf import GrowingRows

SAME_COLUMN = 4.0  # points
_SHIFTED = 40.0  # points by which the margins of left and right pages may differ


def goes_on(upper: Part, lower: Part) -> bool:
    """Whether a part has the columns of the one above it: all edges of one among the other's.

    Of columns that no rule parts, not the edges count but what stands in line in them. Tags tell
    what is one table; that two are not, only where no rules show both.
    """
    told = is_one_table(upper, lower)
    if told and abs(upper.xs[0] - lower.xs[0]) <= 2 * SAME_COLUMN:
        return True
    if told is False and not (upper.drawn and lower.drawn):
        return False
    if abs(upper.xs[0] - lower.xs[0]) > _SHIFTED:
        return False
    if not (upper.drawn or lower.drawn) and are_alike(columns_of(upper), columns_of(lower)):
        return True
    sides = [[x - part.xs[0] for x in part.xs] for part in (upper, lower)]
    few, many = sorted(sides, key=len)
    if abs(few[-1] - many[-1]) > SAME_COLUMN:
        return False
    return all(any(abs(a - b) <= SAME_COLUMN for b in many) for a in few)


class Builder:
    """Makes the tables of one document; `floors` is how far down each page's text may reach."""

    def __init__(
        self,
        setting: Setting,
        census: Census,
        floors: Mapping[int, float],
        *,
        packed: bool,
        scanned: Container[int] = (),
    ) -> None:
        self.setting, self._census, self._floors = setting, census, floors
        self._scanned = scanned  # pages that were read by text recognition
        self._breaks_words = setting.hyphens.breaks_words
        self._packed = packed  # whether rows are
        self.repeated: Counter[int] = Counter()  # characters of repeated headings by page
        self.by_tags: list[int] = []  # pages with tables whose cells tags show and no rules
        self.by_texts: list[int] = []  # those that neither shows
        self.notices: list[Notice] = []
        self.misfits = Misfits()
        self._count = 0

    def next_table(self, parts: Sequence[Part]) -> Table:
        """The next table of the document in reading order."""
        self._count += 1
        return self.table(parts, f"table[{self._count}]")

    def table(self, parts: Sequence[Part], locator: str) -> Table:
        """The table whose parts stand on consecutive pages."""
        widest = max((part.xs for part in parts), key=len)
        columns = [x - widest[0] for x in widest]
        merged = self._census.edges.merged(len(columns) - 1)
        rows = GrowingRows(packed=self._packed, watched=merged)
        possible: list[int] = []
        headings = Headings()
        places: list[Place] = []
        above: Part | None = None
        for part in parts:
            kept = self._kept(headings, part) if above else part
            if kept is not None:
                self._add((above, kept), (rows, possible), columns, locator)
            if len(parts) > 1:
                headings.add(part)
            if not part.drawn:
                (self.by_tags if part.told else self.by_texts).append(part.page)
            places.append(part.place)
            above = part
        where = joined_places(iter(places))
        closed = rows.closed()
        if any(part.bare or not _is_sure(part) for part in parts):
            self.misfits.take(closed)
        return Table(closed, locator, where, 0, tuple(possible), drawn=_is_sure(parts[0]))

    def _add(
        self,
        parts: tuple[Part | None, Part],
        found: tuple[GrowingRows, list[int]],
        columns: Sequence[float],
        locator: str,
    ) -> None:
        """The rows of a part below those that were found, the first of which may go on with them.

        Also found is which rows may go on with the one above.
        """
        (above, part), (rows, possible) = parts, found
        below = 0
        if above is not None and len(rows):
            (top,) = self._rows(part, columns, (locator, len(rows)), range(1))
            below = 1
            self._add_first((above, part), (rows, possible), top, locator)
        rest = range(below, len(part.ys) - 1)
        for row in self._rows(part, columns, (locator, len(rows)), rest):
            rows.append(row)

    def _add_first(
        self,
        parts: tuple[Part, Part],
        found: tuple[GrowingRows, list[int]],
        top: Row,
        locator: str,
    ) -> None:
        """The first row of a part, which may go on with the last one above."""
        (above, below), (rows, possible) = parts, found
        ends = self._ends(above)
        verdict = self._seam(above, below, len(top), ends).verdict(rows.last, top)
        verdict = by_tags(above, below, verdict)
        ends = self._ended(parts, (rows.last, top), ends)
        if verdict == "joined":
            if self._breaks_words:
                self._look_over_page(rows.last, top)
            joined = join_rows(rows.last, top, self.setting.hyphens, ends)
            rows.replace_last(_numbered(joined, len(rows) - 1, locator))
            return
        if verdict == "possible":
            possible.append(len(rows))
        rows.append(self._uncarried(rows, with_texts_that_go_on(rows.last, top, ends)))

    def _seam(self, above: Part, below: Part, width: int, ends: dict[int, LineEnds]) -> Seam:
        census, floor = self._census, self._floors.get(above.page, above.box[3])
        return Seam(
            *(above, below, floor, census.successions[width], census.labels),
            *(census.edges.cuts(), census.edges.merged(width), ends),
        )

    def _uncarried(self, rows: GrowingRows, top: Row) -> Row:
        """The first row of a page without the cells that go on from above, which then have them."""
        for column in carried(top, self._census.edges.merged(len(top))):
            owner, cell = rows.owner(column), top[column]
            if owner is None or cell is None:
                break
            rows[owner] = taller(rows[owner], column, cell)
            top = put(top, column, None)
        return top

    def _kept(self, above: Headings, part: Part) -> Part | None:
        """The part without the heading rows it repeats."""
        found = unrepeated(above, part, is_misread if part.page in self._scanned else eq)
        if found.rows:
            self.repeated[part.page] += found.glyphs
        return found.part

    def _look_over_page(self, upper: Row, lower: Row) -> None:
        """What to tell of the words that a page cuts in a row."""
        for above, below in zip(upper, lower, strict=True):
            if above and below and above.blocks and below.blocks:
                about = (above.blocks[-1], below.blocks[0], self.setting.hyphens)
                self.notices += open_over_page(*about)

    def _ended(
        self, parts: tuple[Part, Part], halves: tuple[Row, Row], ends: dict[int, LineEnds]
    ) -> dict[int, LineEnds]:
        """The ends, with what the page shows of paragraphs that end with it."""
        above, below = parts
        known = dict.fromkeys(self._unknown(halves[1]), False)
        if self.setting.ends_at_full_lines:
            known |= dict.fromkeys(_sentences(halves), True)
        foot = self._census.feet.of(above)
        if foot is not None:
            going = foot.goes_on(above, self._floors.get(above.page, above.box[3]))
            known |= dict.fromkeys(going - set(self._labelled(halves[1])), False)
            known |= dict.fromkeys(foot.had_room(above, halves[1], self.setting.pitches), True)
            known |= dict.fromkeys(foot.ended(above, *halves), True)
        known |= told_ends(above, below)
        return {column: end._replace(ended=known.get(column)) for column, end in ends.items()}

    def _labelled(self, row: Row) -> Iterator[int]:
        """The columns, from 1, that begin with a label that needs no gap above."""
        for column, label in _labels(row):
            if self.setting.labels.are_all or self.setting.begins(label):
                yield column

    def _unknown(self, row: Row) -> Iterator[int]:
        """The columns, from 1, that begin with what looks like a label and is none."""
        return (column for column, label in _labels(row) if not self.setting.is_label(label))

    def _ends(self, part: Part) -> dict[int, LineEnds]:
        """How far the lines of the last row's columns reach, by grid column from 1."""
        last = len(part.ys) - 2
        return {
            cell.span.column + 1: LineEnds(self._census.right(cell), _edge(cell), part.drawn)
            for cell in part.cells
            if cell.span.row + cell.span.row_span - 1 == last
        }

    def _rows(
        self, part: Part, columns: Sequence[float], above: tuple[str, int], chosen: range
    ) -> list[Row]:
        """The chosen rows of a part on the grid of its table.

        `above` is the table's locator and how many rows it has above these.
        """
        table, count = above
        at = _columns_of(part, columns)
        rows: list[list[Cell | None]] = [[None] * (len(columns) - 1) for _ in chosen]
        first_row, stop_row = chosen.start, chosen.stop
        for fragment in part.cells:
            (row, column, row_span, column_span), _, place, lines, marks, shading, parts = fragment
            if not first_row <= row < stop_row:
                continue
            first, last = at[column], at[column + column_span]
            index = row - first_row
            number = count + index + 1
            locator = f"{table}/row[{number}]/cell[{first + 1}]"
            blocks: tuple[Block, ...] = ()
            if len(lines) == 1 and not parts:
                blocks = (single(lines[0], f"{locator}/paragraph[1]"),)  # most cells
            elif lines or parts:
                blocks = self._blocks(part, fragment, locator)
            width = last - first if last > first else 1
            # So made in a third of the time.
            rows[index][first] = tuple.__new__(
                Cell,
                (number, first + 1, locator, blocks, row_span, width, shading, marks, (place,)),
            )
        if not _is_sure(part) or part.bare or len(part.ys) <= FEW_EDGES:
            told = (unparted_rows(rows), parted_sentence(rows))
            self.notices += [notice for notice in told if notice]
        return [tuple(row) for row in rows]

    def _blocks(self, part: Part, fragment: Fragment, locator: str) -> tuple[Block, ...]:
        """What stands in a cell; a word may be cut as far as its lines, or others, may reach."""
        edge = _edge(fragment)
        about = (self._census.right(fragment), edge, part.drawn, None)
        ends: LineEnds = tuple.__new__(LineEnds, about)
        if edge is not None:
            cut = word_cut(fragment.lines, self.setting.hyphens, ends, fragment.place)
            self.notices += [cut] if cut else []
        if self._breaks_words:
            self.notices += open_hyphens(fragment.lines, self.setting.hyphens)
        found = paragraphs(fragment.lines, self.setting, ends, locator)
        if not fragment.parts:
            return tuple(found)
        placed: list[tuple[float, Block]] = [(one.lines[0].place.top, one) for one in found]
        placed += [(one.place.top, self.table([one], "")) for one in fragment.parts]
        placed.sort(key=lambda one: one[0])
        return _located([block for _, block in placed], locator)


def _is_sure(part: Part) -> bool:
    """Whether rules show the rows of a part, or tags that the page bears out."""
    return part.drawn or part.told is not None


def _edge(fragment: Fragment) -> float | None:
    """How far the lines of a cell may reach: as near to its border as on the left."""
    x0, _, x1, _ = fragment.box
    lines = fragment.lines
    if not lines:
        return None
    left = lines[0].x0
    for line in lines:
        if line.x0 < left:  # noqa: PLR1730 - a call for each line takes longer
            left = line.x0
    return x1 - (left - x0)


def _columns_of(part: Part, columns: Sequence[float]) -> Sequence[int]:
    """Where each edge of a part's columns stands among those of its table."""
    if len(part.xs) == len(columns):
        return range(len(columns))
    left = part.xs[0]
    found: list[int] = []
    for number, x in enumerate(part.xs):
        # No two edges are one, nor does any of them stand beyond the last one.
        free = range(found[-1] + 1 if found else 0, len(columns) - len(part.xs) + number + 1)
        found.append(min(free, key=lambda index: abs(columns[index] - (x - left))))
    return found


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
    about = (block.level, block.list_item, block.bold, block.size, block.goes_on)
    return Paragraph(block.text, locator, block.marks, block.lines, *about)


def _sentences(halves: tuple[Row, Row]) -> Iterator[int]:
    """The columns, from 1, in which a sentence ends above, and another begins below."""
    for above, below in zip(*halves, strict=True):
        if above and below and below.text[:1].isupper() and ends_sentence(above.text):
            yield below.column


def _labels(row: Row) -> Iterator[tuple[int, str]]:
    """The columns, from 1, that begin with what looks like a label, and it."""
    for cell in row:
        found = LABEL.match(cell.text) if cell else None
        if cell and found:
            yield cell.column, found[0].rstrip()
