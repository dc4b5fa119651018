"""Registers: one wide table with a row per measure, each column holding one kind of thing.

An item is what the item column names, over as many rows as it spans, leaves empty or repeats; a
row is a milestone, or an economy row where the table is about money only. Its text is that of the
milestone column, else of the comments, else of the description, else of the item itself, and its
label that column's heading. Rows that sum up are totals, rows of one spanning cell chapters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document import Cell, Document, Mark, Paragraph, Row, Table, joined_places
from extractors.layouts.columns import Columns, is_heading_row, read_by_contents, read_columns
from extractors.layouts.passages import leftover, optional, passage, row_locator, row_places, unread
from extractors.layouts.vocabulary import is_chapter, is_total, named
from extractors.records import (
    Habits,
    Leftover,
    Passage,
    RawFollowUp,
    RawItem,
    RawNumber,
    RawReport,
    RawTotal,
    Words,
)

NAME = "registers"
LEAST_COLUMNS = 3
TEXT_ROLES = ("milestone", "comment", "description", "item")
LONGEST_NOTE = 200  # characters of a caption or a note
NOTES_ABOVE = 3
NOTES_BELOW = 2
LONGEST_HEADING = 300


@dataclass(slots=True)
class _Line:
    """A row of the register; a continued one adds its cells."""

    rows: list[Row]
    cells: dict[int, list[Cell]]


@dataclass(slots=True)
class _Draft:
    """An item while its rows come in."""

    heading: Passage
    number: str
    chapter: str | None
    lines: list[_Line] = field(default_factory=list)


@dataclass(slots=True)
class _Register:
    """A table, and those that go on with it without headings of their own."""

    table: Table
    columns: Columns
    notes: str
    above: Paragraph | None  # a heading right above it
    chapter: str | None = None
    drafts: list[_Draft] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    totals: list[RawTotal] = field(default_factory=list)
    numbers: dict[int, list[RawNumber]] = field(default_factory=dict)  # column -> of its rows
    summed: dict[int, int] = field(default_factory=dict)  # column -> how many are in a total


def recognize(document: Document, habits: Habits) -> RawReport | None:
    """The report, if a table has columns for items and for what became of them."""
    registers = list(_registers(document, habits.words))
    items = tuple(_item(draft, register) for register in registers for draft in register.drafts)
    if not items:
        return None
    used = {register.table.locator for register in registers}
    leftovers = [one for register in registers for one in (*register.leftovers, *_unused(register))]
    leftovers += [
        unread(block)
        for block in document.blocks
        if isinstance(block, Table) and block.locator not in used
    ]
    front = tuple(block for block in document.blocks if isinstance(block, Paragraph))
    totals = tuple(total for register in registers for total in register.totals)
    return RawReport(NAME, items, front, tuple(leftovers), _ground(registers), totals)


def _registers(document: Document, words: Words) -> Iterator[_Register]:
    chapter: str | None = None
    register: _Register | None = None
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if _is_heading(block):
                chapter = block.text.strip() if is_chapter(block.text) else chapter
                register = None
            continue
        found = _opened(document, index, chapter, words)
        if found is not None:
            register = found
            _read(register, block, register.columns.header_rows)
            yield register
        elif register is not None and _goes_on(register, block):
            _read(register, block, 0)


def _opened(document: Document, index: int, chapter: str | None, words: Words) -> _Register | None:
    table = document.blocks[index]
    if not isinstance(table, Table) or not table.rows or len(table.rows[0]) < LEAST_COLUMNS:
        return None
    columns = read_columns(table, words) or read_by_contents(table, words)
    if columns is None or not _is_register(columns):
        return None
    last = document.blocks[index - 1] if index else None
    above = last if isinstance(last, Paragraph) and _is_heading(last) else None
    return _Register(table, columns, _notes(document, index), above, chapter)


def _is_register(columns: Columns) -> bool:
    """It names things and says of them a status, a deadline, or how a budget was kept."""
    roles = set(columns.roles.values())
    names = bool(roles & {"item", "milestone"})
    return names and ("status" in roles or "deadline" in roles or len(columns.amounts) > 1)


def _goes_on(register: _Register, table: Table) -> bool:
    return bool(table.rows) and len(table.rows[0]) == len(register.table.rows[0])


def _notes(document: Document, index: int) -> str:
    """Short paragraphs around a table, nearest first: its caption, the note below it."""
    above, below = (
        document.blocks[max(0, index - NOTES_ABOVE) : index],
        document.blocks[index + 1 :],
    )
    near: list[str] = []
    for blocks, most in ((reversed(above), NOTES_ABOVE), (iter(below), NOTES_BELOW)):
        for count, block in enumerate(blocks):
            if count >= most or isinstance(block, Table):
                break
            if len(block.text) <= LONGEST_NOTE:
                near.append(" ".join(block.text.split()))
    return "\n".join(near)


def _read(register: _Register, table: Table, start: int) -> None:
    for index, row in enumerate(table.rows):
        if index >= start:
            _row(register, row, may_continue=index in table.possible_continuations)


def _row(register: _Register, row: Row, *, may_continue: bool) -> None:
    full = [cell for cell in row if cell is not None and (cell.text.strip() or cell.all_marks)]
    texts = [cell for cell in full if cell.text.strip()]
    if not full:
        return
    if is_heading_row(row, register.columns):
        register.leftovers.append(leftover("repeated-heading", (row,), row_locator(row)))
    elif texts and is_total(texts[0].text):
        _total(register, row, texts[0].text)
    elif _is_section(row, full):
        register.chapter = " ".join(full[0].text.split())
    elif may_continue and _continues(register, row):
        line = register.drafts[-1].lines[-1]
        line.rows.append(row)
        _put(line, row)
    else:
        _line(register, row)


def _is_section(row: Row, full: Sequence[Cell]) -> bool:
    """One cell alone that spans most of the row, or is set as a heading."""
    if len(full) > 1 or not full[0].text.strip():
        return False
    spans = full[0].column_span * 2 > len(row)
    paragraphs = full[0].paragraphs
    return spans or (full[0].column == 1 and all(block.bold for block in paragraphs))


def _continues(register: _Register, row: Row) -> bool:
    """Nothing in it begins anything: no item, number, deadline, status or amount."""
    if not register.drafts:
        return False
    begins = ("item", "number", "deadline", "status", "amount")
    cells = [
        row[column]
        for column, role in register.columns.roles.items()
        if role in begins and column < len(row)
    ]
    return not any(cell is not None and (cell.text.strip() or cell.marks) for cell in cells)


def _line(register: _Register, row: Row) -> None:
    line = _Line([row], {})
    _put(line, row)
    heading, number = _name(register, line)
    same = register.drafts and _is_same(register.drafts[-1], heading, number)
    if not same:
        register.drafts.append(_Draft(heading or passage([]), number, register.chapter))
    register.drafts[-1].lines.append(line)
    for found in _numbers(register, line):
        register.numbers.setdefault(found[0], []).append(found[1])


def _put(line: _Line, row: Row) -> None:
    for column, cell in enumerate(row):
        if cell is not None:
            line.cells.setdefault(column, []).append(cell)


def _name(register: _Register, line: _Line) -> tuple[Passage | None, str]:
    """The item's heading and number in this row; None where it goes on with the one before."""
    columns = register.columns
    number = _text(line, columns.of("number"))
    item = columns.of("item")
    if item is None and register.above is not None:
        above = register.above
        return Passage((above,), above.places(), above.locator), ""
    column = item if item is not None else columns.of("milestone")
    cells = line.cells.get(column, []) if column is not None else []
    if not any(cell.text.strip() for cell in cells):
        return None, number
    return passage(cells), number


def _is_same(draft: _Draft, heading: Passage | None, number: str) -> bool:
    if heading is None:
        return not number or number == draft.number
    return heading.text.split() == draft.heading.text.split()


def _text(line: _Line, column: int | None) -> str:
    cells = line.cells.get(column, []) if column is not None else []
    return " ".join(" ".join(cell.text.split()) for cell in cells).strip()


def _numbers(register: _Register, line: _Line) -> Iterator[tuple[int, RawNumber]]:
    for column in register.columns.amounts:
        cells = [cell for cell in line.cells.get(column, []) if cell.text.strip()]
        if cells:
            yield (
                column,
                RawNumber(passage(cells), register.columns.headings[column], register.notes),
            )


def _total(register: _Register, row: Row, label: str) -> None:
    line = _Line([row], {})
    _put(line, row)
    for column, number in _numbers(register, line):
        every = register.numbers.get(column, [])
        since = every[register.summed.get(column, 0) :]
        scopes = tuple(dict.fromkeys((tuple(since), tuple(every))))
        register.totals.append(RawTotal(number, " ".join(label.split()), scopes))
        register.summed[column] = len(every)
    register.leftovers.append(leftover("total-row", (row,), row_locator(row)))


def _item(draft: _Draft, register: _Register) -> RawItem:
    rows = [row for line in draft.lines for row in line.rows]
    about = _text_role(register.columns)
    return RawItem(
        heading=draft.heading,
        description=_once(draft, register, "description") if about != "description" else None,
        effort=None,
        funding=_funding(draft, register),
        chapter=_chapter(draft, register),
        follow_ups=tuple(_follow_up(line, register) for line in draft.lines),
        locator=row_locator(rows[0]),
        places=row_places(rows),
        responsible=_once(draft, register, "responsible"),
        committee=_once(draft, register, "committee"),
        contributors=_once(draft, register, "contributors"),
        number=_once(draft, register, "number"),
    )


def _once(draft: _Draft, register: _Register, role: str) -> Passage | None:
    """What a column says of the item: the cells of its rows, each text once."""
    column = register.columns.of(role)
    if column is None:
        return None
    cells: dict[str, Cell] = {}
    for line in draft.lines:
        for cell in line.cells.get(column, []):
            if cell.text.strip():
                cells.setdefault(" ".join(cell.text.split()), cell)
    return optional(list(cells.values()))


def _funding(draft: _Draft, register: _Register) -> str | None:
    found = _once(draft, register, "funding")
    return found.text if found else None


def _chapter(draft: _Draft, register: _Register) -> str | None:
    found = _once(draft, register, "chapter")
    return found.text if found else draft.chapter


def _text_role(columns: Columns) -> str:
    return next(role for role in TEXT_ROLES if columns.of(role) is not None)


def _follow_up(line: _Line, register: _Register) -> RawFollowUp:
    columns = register.columns
    about = _text_role(columns)
    column = columns.of(about)
    assert column is not None
    status = columns.of("status")
    cells = line.cells.get(status, []) if status is not None else []
    comment = columns.of("comment") if about != "comment" else None
    return RawFollowUp(
        kind="economy" if _is_economy(line, register, column) else "milestone",
        label=columns.headings[column],
        text=passage(line.cells.get(column, [])),
        deadline=_at(line, columns.of("deadline")),
        smiley=_at(line, status if status is not None else columns.of("percent")),
        marks=tuple(_marks(line, cells)),
        locator=row_locator(line.rows[0]),
        places=row_places(line.rows),
        smiley_places=joined_places(place for cell in cells for place in cell.places),
        numbers=tuple(number for _, number in _numbers(register, line)),
        comment=_at(line, comment),
    )


def _is_economy(line: _Line, register: _Register, column: int) -> bool:
    """A table without milestones and deadlines is about money; a row may be labelled so."""
    columns = register.columns
    money = bool(columns.amounts) and columns.of("milestone") is None
    return (money and columns.of("deadline") is None) or named(
        "rows", _text(line, column)
    ) == "economy"


def _at(line: _Line, column: int | None) -> Passage | None:
    return None if column is None else optional(line.cells.get(column, []))


def _marks(line: _Line, cells: Sequence[Cell]) -> Iterator[Mark]:
    """What the status cells show; a shading that the row has elsewhere is no status."""
    around = {
        cell.shading for row in line.rows for cell in row if cell is not None and cell not in cells
    }
    for cell in cells:
        for mark in cell.all_marks:
            if mark.kind != "shading" or mark.value not in around:
                yield mark


def _unused(register: _Register) -> Iterator[Leftover]:
    """Columns that no value was read from, whole, with their heading."""
    roles = register.columns.roles
    second = {column for column, role in roles.items() if role in {"other", "economy"}}
    if register.columns.of("status") is not None:
        second |= {column for column, role in roles.items() if role == "percent"}
    for column in sorted(second):
        cells = [
            cell
            for draft in register.drafts
            for line in draft.lines
            for cell in line.cells.get(column, [])
            if cell.text.strip()
        ]
        if cells:
            text = f"{register.columns.headings[column]}: " + "; ".join(cell.text for cell in cells)
            places = joined_places(place for cell in cells for place in cell.places)
            yield Leftover("unused-column", text, cells[0].locator, places)
    if register.columns.guessed:
        columns = register.columns
        told = [f"{columns.headings[one]!r}: {roles[one]}" for one in columns.guessed]
        table = register.table
        yield Leftover("columns-by-contents", "; ".join(told), table.locator, table.places)


def _ground(registers: Sequence[_Register]) -> str:
    told = []
    for register in registers:
        columns = register.columns
        named_columns = ", ".join(
            f"{columns.headings[column]!r} {role}"
            + (" by contents" if column in columns.guessed else "")
            for column, role in columns.roles.items()
        )
        told.append(f"{register.table.locator}: {named_columns}")
    return "; ".join(told[:5])


def _is_heading(block: Paragraph) -> bool:
    short = 0 < len(block.text.strip()) <= LONGEST_HEADING and not block.list_item
    return short and (block.level is not None or block.bold) and block.level != 0
