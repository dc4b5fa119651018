"""Item tables: a heading row, a description, then a labelled row per milestone and economy.

Written from reports in which every item is a table of its own, and held as well where all items
share one table, where the heading stands above the table, where the heading row is repeated on
each page, and where a converter has cut tables and rows apart. Rows are therefore read as one
stream over all tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.counting import counted
from extractors.document import Cell, Document, Paragraph, Row, Table
from extractors.layouts import sheet_fronts
from extractors.layouts.between_rows import Between
from extractors.layouts.column_order import in_order
from extractors.layouts.item_drafts import Draft, Fields, Signs, item_of
from extractors.layouts.item_headings import (
    Columns,
    below,
    beside_names,
    beside_repeated,
    columns_of,
    completes_names,
    ends_heading,
    heads_descriptions,
    is_inside,
    label_of,
    may_be_cut,
    parted,
    rest_of_heading,
    texts_of,
    title_rows,
)
from extractors.layouts.line_breaks import Asked, hyphens_of
from extractors.layouts.number_column import with_titles
from extractors.layouts.passages import (
    around,
    is_heading,
    joined_row,
    leftover,
    passage,
    row_locator,
)
from extractors.layouts.row_labels import is_unknown, kind_of
from extractors.layouts.unused_cells import Unused
from extractors.layouts.vocabulary import LONGEST_LABEL, is_chapter
from extractors.records import (
    Habits,
    Leftover,
    Passage,
    RawItem,
    RawReport,
    Words,
)
from extractors.shelf import LOOSE_ITEMS, Drafts, Shelf

NAME = "item_tables"


def recognize(document: Document, habits: Habits) -> RawReport | None:
    """The report, if its tables have labelled rows under heading rows; None otherwise."""
    hyphens = hyphens_of(document)
    ordered = in_order(with_titles(document.blocks, habits.words), habits.words)
    blocks = tuple(sheet_fronts.parted(ordered, habits.words))
    reader = _Reader(habits.words, hyphens, Between(blocks))
    for block in blocks:
        reader.take(block)
    reader.leftovers += reader.between.pass_over(None)
    items = Shelf[RawItem](LOOSE_ITEMS)
    leftovers, rows = reader.leftovers, 0
    unused = Unused()
    for draft in reader.drafts.taken():
        rows += len(draft.follow_ups)
        taken = [row for fields in draft.follow_ups for row in fields.rows]
        unused.take(draft.columns, (draft.head, draft.rows[0]), taken, draft.described)
        if draft.follow_ups:
            items.append(item := item_of(draft, hyphens))
            reader.signs.take(item)
        else:
            leftovers.append(_unfinished(draft))
    if not items:
        return None
    front = tuple(around(blocks, lambda table: _has_items(table, habits.words)))
    ground = f"{counted(len(items), 'heading row')}, {counted(rows, 'row')} labelled"
    ground += " as milestone or economy"
    left = (*leftovers, *unused.leftovers(), *reader.signs.leftovers())
    return RawReport(NAME, items.settled(), front, left, ground)


@dataclass(slots=True)
class _Reader:
    """Takes the blocks of a document in order."""

    words: Words
    hyphens: Asked
    between: Between
    drafts: Drafts[Draft] = field(default_factory=lambda: Drafts(LOOSE_ITEMS))
    leftovers: list[Leftover] = field(default_factory=list)
    chapter: str | None = None
    above: list[Paragraph] = field(default_factory=list)  # since the last table
    signs: Signs = field(default_factory=Signs)
    titles: Sequence[Row] = ()  # above the heading row at hand, of one table with it
    drawn: bool = True  # whether rules show the rows of the table at hand

    def take(self, block: Paragraph | Table) -> None:
        if isinstance(block, Paragraph):
            if block.text.strip():
                if self.drafts:
                    self.signs.look(block)
                self.above.append(block)
                self.between.hold(block)
            return
        if not self._belongs(block):
            self.leftovers += self.between.take(block)
            return
        self._tell_between(block)
        self.drawn = block.drawn
        end = 0
        for index, row in enumerate(block.rows):
            if index >= end and (titles := title_rows(block.rows[index:], self.words)):
                end, self.titles = index + titles, block.rows[index : index + titles]
            if index < end:
                continue
            may_continue = index in block.possible_continuations or (
                index == 0 and bool(self.drafts) and may_be_cut(self.drafts[-1].rows, block)
            )
            self._row(row, may_continue=may_continue)
            self.above = []

    def _tell_between(self, table: Table) -> None:
        """What stands above a table that goes on with the item at hand is in none of its rows."""
        if self._goes_on(table):
            self.leftovers += self.between.tell(table, self.drafts[-1].rows[-1])
        else:
            self.leftovers += self.between.pass_over(table)

    def _goes_on(self, table: Table) -> bool:
        if not (self.drafts and table.rows):
            return False
        first = table.rows[0]
        begins = title_rows(table.rows, self.words) or columns_of(first, self.words)
        return not (begins or (first[0] and self._is_chapter(first, first[0])))

    def _belongs(self, table: Table) -> bool:
        """A table of items, or one that goes on with the item at hand."""
        return _has_items(table, self.words) or (
            bool(self.drafts) and not self.above and _same_grid(self.drafts[-1], table)
        )

    def _row(self, row: Row, *, may_continue: bool) -> None:
        row, rest = parted(row, self.words)
        columns = columns_of(row, self.words)
        if columns is not None:
            self._start(row, columns)
            if rest is not None:
                self._add(self.drafts[-1], rest, may_continue=False)
        elif not self.drafts:
            self.leftovers.append(leftover("unknown-row", (row,), row_locator(row)))
        else:
            self._add(self.drafts[-1], row, may_continue=may_continue)

    def _start(self, row: Row, columns: Columns) -> None:
        """A heading row begins an item, unless it repeats the one at hand on a new page."""
        self._note_chapter()
        heading = self._heading(row, columns)
        if self.drafts and _repeats(self.drafts[-1], heading, columns):
            self._leave(self.drafts[-1], row)
            return
        said = [cell for one in self.titles[1:] for cell in one if cell is not None]
        rows, self.titles = [*self.titles, row], ()
        self.drafts.append(Draft(heading, self.chapter, columns, rows, said, head=row))
        for cell, text in beside_names(row, columns, self.words):
            self.leftovers.append(Leftover("unused-cell", text, cell.locator, cell.places))
        if any(cell is not None and len(cell.text) > LONGEST_LABEL for cell in row[1:]):
            self.leftovers.append(leftover("unknown-row", (row,), row_locator(row)))

    def _leave(self, draft: Draft, row: Row) -> None:
        """A heading row that comes again is left over, but not what it has more."""
        self.leftovers.append(leftover("repeated-heading", (row,), row_locator(row)))
        rest = beside_repeated(draft.head, row)
        if rest is not None:
            self._add(draft, rest, may_continue=False)

    def _note_chapter(self) -> None:
        """The last heading-like paragraph above, if it is numbered or stands right above."""
        likely = [one for one in self.above if is_heading(one) and is_chapter(one.text)]
        if likely and (likely[-1] is self.above[-1] or likely[-1].text.lstrip()[:1].isdigit()):
            chosen = likely[-1]
            if self._is_own_heading(chosen) and len(likely) > 1:
                chosen = likely[-2]
            elif self._is_own_heading(chosen):
                return
            self.chapter = chosen.text.strip()

    def _is_own_heading(self, block: Paragraph | Cell) -> bool:
        """Numbered below a chapter ("3.02"): an item's heading that stands above its table."""
        number = block.text.lstrip().split(" ", 1)[0].strip(".")
        return "." in number and number.replace(".", "").isdigit()

    def _is_chapter(self, row: Row, first: Cell) -> bool:
        """A heading alone in a row: numbered, or over all columns."""
        if len(first.paragraphs) != 1 or not is_heading(first.paragraphs[0]):
            return False
        others = [cell for cell in row[1:] if cell is not None]
        if any(cell.text or cell.marks for cell in others) or self._is_own_heading(first):
            return False
        is_led = not others or first.text.lstrip()[:1].isdigit()
        return is_led and is_chapter(first.text)

    def _heading(self, row: Row, columns: Columns) -> Passage:
        cell = self.titles[0][0] if self.titles else row[0]
        text = cell.text if cell else ""
        generic = heads_descriptions(row, self.words) or columns.nameless
        if cell and text.strip() and (self.titles or not generic):
            return passage([cell])
        above = next((block for block in reversed(self.above) if is_heading(block)), None)
        if above is not None:
            return Passage((above,), above.places(), above.locator)
        return passage([cell] if cell else [])

    def _add(self, draft: Draft, row: Row, *, may_continue: bool) -> None:
        label = kind_of(row, draft, self.words, may_continue=may_continue)
        title = draft.heading.text
        cells = [cell for cell in row if cell is not None]
        if label is not None:
            _fill(draft, row, Fields(label, row[0].text if row[0] else "", [row]), new=True)
        elif not any(cell.blocks or cell.all_marks for cell in cells):
            draft.rows.append(row)
        elif draft.may_gain(row) and (
            completes_names(draft.rows[0], row, self.words)
            or (may_continue and ends_heading(title, draft.columns, row))
        ):
            self._extend_heading(draft, row)
        elif not draft.follow_ups and (
            draft.is_first or may_continue or not is_unknown(row, draft)
        ):
            if draft.may_gain(row):
                is_parted = self.drawn and not may_continue
                rest, row = rest_of_heading(draft.rows[0], draft.columns, row, drawn=is_parted)
                self._extend_heading(draft, rest)
            draft.rows.append(row)
            draft.described.append(row)
            _extend(draft.description, row, below(draft.head, 0))
            _extend(draft.effort, row, texts_of(row, draft.head, draft.columns))
        elif row[0] is None and not may_continue and not is_inside(row, draft.head, draft.columns):
            last = draft.follow_ups[-1]
            _fill(draft, row, Fields(last.kind, last.label, [row]), new=True)
        elif row[0] is None or not row[0].text.strip():
            _fill(draft, row, draft.follow_ups[-1], new=False)
        elif self._is_chapter(row, row[0]):
            self.chapter = row[0].text.strip()
        else:
            self.leftovers.append(leftover("unknown-row", (row,), row_locator(row)))

    def _extend_heading(self, draft: Draft, rest: Row) -> None:
        if any(cell is not None for cell in rest):
            joined = joined_row(draft.rows[0], rest, self.hyphens)
            draft.rows[0] = joined
            draft.columns = columns_of(joined, self.words) or draft.columns
            draft.heading = self._heading(joined, draft.columns)


def _has_items(table: Table, words: Words) -> bool:
    return any(columns_of(row, words) or label_of(row, words) for row in table.rows)


def _same_grid(draft: Draft, table: Table) -> bool:
    return bool(table.rows) and len(table.rows[0]) == len(draft.rows[0])


def _repeats(draft: Draft, heading: Passage, columns: Columns) -> bool:
    same = draft.heading.text.split() == heading.text.split()
    return same and draft.columns == columns


def _fill(draft: Draft, row: Row, fields: Fields, *, new: bool) -> None:
    """Put the cells of a row where they belong; a continuation adds to the fields at hand."""
    columns = draft.columns
    draft.rows.append(row)
    if new:
        draft.follow_ups.append(fields)
    else:
        fields.rows.append(row)
    _extend(fields.text, row, texts_of(row, draft.head, columns))
    _extend(fields.deadline, row, _alone(columns.deadline))
    _extend(fields.status, row, _alone(columns.status))


def _alone(column: int | None) -> range:
    return range(column, column + 1) if column is not None else range(0)


def _extend(cells: list[Cell], row: Row, columns: range) -> None:
    cells += [cell for cell in row[columns.start : columns.stop] if cell is not None]


def _unfinished(draft: Draft) -> Leftover:
    reason = "looks-like-follow-ups"
    return leftover(reason, draft.rows, row_locator(draft.rows[0]))
