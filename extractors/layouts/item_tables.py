"""Item tables: a heading row, a description, then a labelled row per milestone and economy.

Written from reports in which every item is a table of its own, and held as well where all items
share one table, where the heading stands above the table, where the heading row is repeated on
each page, and where a converter has cut tables and rows apart. Rows are therefore read as one
stream over all tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document import Cell, Document, Mark, Paragraph, Row, Table, joined_places
from extractors.layouts.passages import (
    around,
    is_heading,
    leftover,
    optional,
    passage,
    row_locator,
    row_places,
    unread,
)
from extractors.layouts.vocabulary import LONGEST_LABEL, in_parentheses, is_chapter, named
from extractors.records import (
    Habits,
    Leftover,
    Passage,
    RawFollowUp,
    RawItem,
    RawReport,
    Words,
)
from extractors.shelf import LOOSE_ITEMS, Drafts, Shelf
from extractors.tables import join_rows

NAME = "item_tables"
_PART = re.compile(r"\bdel\s+\d{1,2}$", re.IGNORECASE)  # "3.01. Havnen - del 2"
_MOST_BELOW = 12  # letters of dirt below the label of a row
_PART_END = 8  # letters: "- del 12" and less
_IN_PARENTHESES = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which grid column (from 0) holds what."""

    text: int
    deadline: int | None
    status: int | None
    funding: str | None = None


@dataclass(slots=True)
class _Fields:
    """Cells that form one follow-up; a continued row adds to them."""

    kind: str
    label: str
    rows: list[Row]
    text: list[Cell] = field(default_factory=list)
    deadline: list[Cell] = field(default_factory=list)
    status: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """An item while its rows come in."""

    heading: Passage
    chapter: str | None
    columns: _Columns
    rows: list[Row] = field(default_factory=list)
    description: list[Cell] = field(default_factory=list)
    effort: list[Cell] = field(default_factory=list)
    follow_ups: list[_Fields] = field(default_factory=list)


def recognize(document: Document, habits: Habits) -> RawReport | None:
    """The report, if its tables have labelled rows under heading rows; None otherwise."""
    reader = _Reader(habits.words)
    for block in document.blocks:
        reader.take(block)
    items = Shelf[RawItem](LOOSE_ITEMS)
    leftovers, rows = reader.leftovers, 0
    unused = _Unused()
    for draft in reader.drafts.taken():
        rows += len(draft.follow_ups)
        unused.take(draft)
        if draft.follow_ups:
            items.append(_item(draft))
        else:
            leftovers.append(_unfinished(draft))
    if not items:
        return None
    front = tuple(around(document.blocks, lambda table: _has_items(table, habits.words)))
    ground = f"{len(items)} heading rows, {rows} rows labelled as milestone or economy"
    return RawReport(NAME, items.settled(), front, (*leftovers, *unused.leftovers()), ground)


@dataclass(slots=True)
class _Reader:
    """Takes the blocks of a document in order."""

    words: Words
    drafts: Drafts[_Draft] = field(default_factory=lambda: Drafts(LOOSE_ITEMS))
    leftovers: list[Leftover] = field(default_factory=list)
    chapter: str | None = None
    above: list[Paragraph] = field(default_factory=list)  # since the last table

    def take(self, block: Paragraph | Table) -> None:
        if isinstance(block, Paragraph):
            if block.text.strip():
                self.above.append(block)
            return
        if not self._belongs(block):
            self.leftovers.append(unread(block))
            return
        for index, row in enumerate(block.rows):
            self._row(row, may_continue=index in block.possible_continuations)
            self.above = []

    def _belongs(self, table: Table) -> bool:
        """A table of items, or one that goes on with the item at hand."""
        return _has_items(table, self.words) or (
            bool(self.drafts) and not self.above and _same_grid(self.drafts[-1], table)
        )

    def _row(self, row: Row, *, may_continue: bool) -> None:
        row, below = _parted(row, self.words)
        columns = _columns(row, self.words)
        if columns is not None:
            self._start(row, columns)
            if below is not None:
                self._add(self.drafts[-1], below, may_continue=False)
        elif not self.drafts:
            self.leftovers.append(leftover("unknown-row", (row,), row_locator(row)))
        else:
            self._add(self.drafts[-1], row, may_continue=may_continue)

    def _start(self, row: Row, columns: _Columns) -> None:
        """A heading row begins an item, unless it repeats the one at hand on a new page."""
        self._note_chapter()
        heading = self._heading(row)
        if self.drafts and _repeats(self.drafts[-1], heading, columns):
            self.leftovers.append(leftover("repeated-heading", (row,), row_locator(row)))
            return
        self.drafts.append(_Draft(heading, self.chapter, columns, [row]))
        if any(cell is not None and len(cell.text) > LONGEST_LABEL for cell in row[1:]):
            self.leftovers.append(leftover("unknown-row", (row,), row_locator(row)))

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

    def _heading(self, row: Row) -> Passage:
        cell = row[0]
        text = cell.text if cell else ""
        if cell and text.strip() and named("generic", text, self.words) is None:
            return passage([cell])
        above = next((block for block in reversed(self.above) if is_heading(block)), None)
        if above is not None:
            return Passage((above,), above.places(), above.locator)
        return passage([cell] if cell else [])

    def _add(self, draft: _Draft, row: Row, *, may_continue: bool) -> None:
        label = _label(row, self.words)
        cells = [cell for cell in row if cell is not None]
        if label is not None:
            _fill(draft, row, _Fields(label, row[0].text if row[0] else "", [row]), new=True)
        elif not any(cell.blocks or cell.all_marks for cell in cells):
            draft.rows.append(row)
        elif may_continue and _ends_heading(draft, row):
            joined = join_rows(draft.rows[0], row)
            draft.rows = [joined]
            draft.heading = self._heading(joined)
            draft.columns = _columns(joined, self.words) or draft.columns
        elif not draft.follow_ups:
            draft.rows.append(row)
            _extend(draft.description, row, 0)
            _extend(draft.effort, row, draft.columns.text)
        elif row[0] is None and not may_continue:
            last = draft.follow_ups[-1]
            _fill(draft, row, _Fields(last.kind, last.label, [row]), new=True)
        elif row[0] is None or not row[0].text.strip():
            _fill(draft, row, draft.follow_ups[-1], new=False)
        elif self._is_chapter(row, row[0]):
            self.chapter = row[0].text.strip()
        else:
            self.leftovers.append(leftover("unknown-row", (row,), row_locator(row)))


def _has_items(table: Table, words: Words) -> bool:
    return any(_columns(row, words) or _label(row, words) for row in table.rows)


def _parted(row: Row, words: Words) -> tuple[Row, Row | None]:
    """A heading row, and the row below that was read as one with it.

    So it is where nothing shows that the description begins: its paragraphs stand behind the title
    and behind what heads the column of efforts.
    """
    for index, cell in enumerate(row):
        own = cell.paragraphs if cell is not None else ()
        if cell is None or len(own) < 2 or named("columns", cell.text, words) is not None:
            continue
        if named("columns", own[0].text, words) != "effort" or len(own) < len(cell.blocks):
            continue
        at = 2 if _IN_PARENTHESES.fullmatch(own[1].text.strip()) else 1  # "(drift)"
        cuts = {index: at} if row[0] is None else {0: _of_title(row[0]), index: at}
        return _cut(row, cuts, above=True), _cut(row, cuts, above=False)
    return row, None


def _of_title(cell: Cell) -> int:
    """How many blocks of a cell are its title: the first, and what is in bold as it is."""
    paragraphs = cell.paragraphs
    is_bold = bool(paragraphs) and paragraphs[0].bold
    first = next((n for n, one in enumerate(paragraphs) if n and not (is_bold and one.bold)), None)
    return len(cell.blocks) if first is None else first


def _cut(row: Row, cuts: dict[int, int], *, above: bool) -> Row:
    """The row with the blocks before, or those behind, the cut of each cell that has one."""
    found: list[Cell | None] = []
    for index, cell in enumerate(row):
        at = cuts.get(index)
        if cell is None or at is None:
            found.append(cell if above else None)
        else:
            blocks = cell.blocks[:at] if above else cell.blocks[at:]
            found.append(cell._replace(blocks=blocks, marks=cell.marks if above else ()))
    return tuple(found)


def _columns(row: Row, words: Words) -> _Columns | None:
    """The columns that a heading row names: two of effort, deadline and status at least."""
    roles: dict[str, int] = {}
    for index, cell in enumerate(row):
        role = named("columns", cell.text, words) if cell else None
        if role is not None and (index or role == "effort"):
            roles.setdefault(role, index)
    if len(roles) < 2 or _label(row, words) is not None:
        return None
    text = roles.get("effort", 1)
    cell = row[text]
    funding = in_parentheses(cell.text) if cell else None
    return _Columns(text, roles.get("deadline"), roles.get("status"), funding)


def _ends_heading(draft: _Draft, row: Row) -> bool:
    """Whether a row below a page break is the rest of the heading row above it.

    No description has nothing beside it but what stands in parentheses behind a heading, or is
    nothing but the number of a part.
    """
    if len(draft.rows) > 1:
        return False
    filled = {index: cell.text.strip() for index, cell in enumerate(row) if cell and cell.text}
    funding = filled.pop(draft.columns.text, None)
    rest = filled.pop(0, None)
    if filled or (funding is None and rest is None):
        return False
    if funding is not None:
        return _IN_PARENTHESES.fullmatch(funding) is not None
    return _PART.search(f"{draft.heading.text} {rest}") is not None and len(rest or "") <= _PART_END


def _label(row: Row, words: Words) -> str | None:
    first = next((cell for cell in row[:1] if cell is not None), None)
    if first is None:
        return None
    label, _, rest = first.text.partition("\n")
    # Below the label of a scanned row a piece of a stamp may stand.
    return named("rows", first.text if len(rest) > _MOST_BELOW else label, words)


def _same_grid(draft: _Draft, table: Table) -> bool:
    return bool(table.rows) and len(table.rows[0]) == len(draft.rows[0])


def _repeats(draft: _Draft, heading: Passage, columns: _Columns) -> bool:
    same = draft.heading.text.split() == heading.text.split()
    return same and draft.columns == columns


def _fill(draft: _Draft, row: Row, fields: _Fields, *, new: bool) -> None:
    """Put the cells of a row where they belong; a continuation adds to the fields at hand."""
    columns = draft.columns
    draft.rows.append(row)
    if new:
        draft.follow_ups.append(fields)
    else:
        fields.rows.append(row)
    _extend(fields.text, row, columns.text)
    _extend(fields.deadline, row, columns.deadline)
    _extend(fields.status, row, columns.status)


def _extend(cells: list[Cell], row: Row, column: int | None) -> None:
    if column is None or column >= len(row):
        return
    cell = row[column]
    if cell is not None:
        cells.append(cell)


def _item(draft: _Draft) -> RawItem:
    return RawItem(
        heading=draft.heading,
        description=optional(draft.description),
        effort=optional(draft.effort),
        funding=draft.columns.funding,
        chapter=draft.chapter,
        follow_ups=tuple(_follow_up(fields) for fields in draft.follow_ups),
        locator=row_locator(draft.rows[0]),
        places=row_places(draft.rows),
    )


def _follow_up(fields: _Fields) -> RawFollowUp:
    return RawFollowUp(
        kind="economy" if fields.kind == "economy" else "milestone",
        label=" ".join(fields.label.split()),
        text=passage(fields.text),
        deadline=optional(fields.deadline),
        smiley=optional(fields.status),
        marks=tuple(_status_marks(fields)),
        locator=row_locator(fields.rows[0]),
        places=row_places(fields.rows),
        smiley_places=joined_places(place for cell in fields.status for place in cell.places),
    )


def _status_marks(fields: _Fields) -> Iterator[Mark]:
    """What the status cells show; a shading that the whole row has is no status."""
    around = {
        cell.shading
        for row in fields.rows
        for cell in row
        if cell is not None and cell not in fields.status
    }
    for cell in fields.status:
        for mark in cell.all_marks:
            if mark.kind != "shading" or mark.value not in around:
                yield mark


class _Unused:
    """What stands in columns of follow-ups that no heading gives a use, by that heading."""

    def __init__(self) -> None:
        self._cells: dict[str, list[Cell]] = {}

    def take(self, draft: _Draft) -> None:
        columns = draft.columns
        used = {0, columns.text, columns.deadline, columns.status}
        for row in (row for fields in draft.follow_ups for row in fields.rows):
            for index, cell in enumerate(row):
                if index not in used and cell is not None and (cell.text.strip() or cell.marks):
                    heading = draft.rows[0][index] if index < len(draft.rows[0]) else None
                    self._cells.setdefault(heading.text if heading else "", []).append(cell)

    def leftovers(self) -> Iterator[Leftover]:
        for heading, cells in self._cells.items():
            text = f"{heading}: " + "; ".join(cell.text for cell in cells)
            places = joined_places(place for cell in cells for place in cell.places)
            yield Leftover("unused-column", text, cells[0].locator, places)


def _unfinished(draft: _Draft) -> Leftover:
    reason = "looks-like-follow-ups"
    return leftover(reason, draft.rows, row_locator(draft.rows[0]))
