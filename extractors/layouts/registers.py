"""Registers: one wide table with a row per measure, each column holding one kind of thing.

An item is what the item column names, over as many rows as it spans, leaves empty or repeats; a
row is a milestone, or an economy row where the table is about money only. Its text is that of the
milestone column, else of the comments, else of the description, else of the item itself, and its
label that column's heading. Rows that sum up are totals, rows of one spanning cell chapters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from extractors.document import Cell, Document, Paragraph, Row, Table
from extractors.layouts.columns import Columns, is_heading_row, read_by_contents, read_columns
from extractors.layouts.line_breaks import hyphens_of
from extractors.layouts.passages import (
    around,
    is_heading,
    leftover,
    passage,
    row_locator,
    unread,
)
from extractors.layouts.register_items import Draft, Line, Register, item, numbers, text_at, unused
from extractors.layouts.vocabulary import is_chapter, is_total
from extractors.records import (
    Habits,
    Passage,
    RawItem,
    RawReport,
    RawTotal,
    Words,
)
from extractors.shelf import LOOSE_ROWS, Shelf

NAME = "registers"
LEAST_COLUMNS = 3
LONGEST_NOTE = 200  # characters of a caption or a note
NOTES_ABOVE = 3
NOTES_BELOW = 2


def recognize(document: Document, habits: Habits) -> RawReport | None:
    """The report, if a table has columns for items and for what became of them."""
    registers = list(_registers(document, habits.words))
    items = Shelf[RawItem](LOOSE_ROWS)
    for register in registers:
        for draft in register.drafts:
            items.append(item(draft, register))
    if not items:
        return None
    used = {locator for register in registers for locator in register.locators}
    leftovers = [one for register in registers for one in (*register.leftovers, *unused(register))]
    leftovers += [
        unread(block)
        for block in document.blocks
        if isinstance(block, Table) and block.locator not in used
    ]
    front = tuple(around(document.blocks, lambda table: table.locator in used))
    totals = tuple(total for register in registers for total in register.totals)
    return RawReport(NAME, items.settled(), front, tuple(leftovers), _ground(registers), totals)


def _registers(document: Document, words: Words) -> Iterator[Register]:
    hyphens = hyphens_of(document)
    chapter: str | None = None
    register: Register | None = None
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if is_heading(block):
                chapter = block.text.strip() if is_chapter(block.text) else chapter
                register = None
            continue
        found = _opened(document, index, chapter, words)
        if found is not None:
            register = found
            register.hyphens = hyphens
            _read(register, block, register.columns.header_rows)
            yield register
        elif register is not None and _goes_on(register, block):
            register.locators.append(block.locator)
            _read(register, block, 0)


def _opened(document: Document, index: int, chapter: str | None, words: Words) -> Register | None:
    table = document.blocks[index]
    if not isinstance(table, Table) or not table.rows or len(table.rows[0]) < LEAST_COLUMNS:
        return None
    columns = read_columns(table, words) or read_by_contents(table, words)
    if columns is None or not _is_register(columns):
        return None
    for row in table.rows[: columns.titles]:
        chapter = " ".join(row[0].text.split()) if row[0] else chapter
    last = document.blocks[index - 1] if index else None
    above = last if isinstance(last, Paragraph) and is_heading(last) else None
    return Register(table, [table.locator], columns, _notes(document, index), above, chapter)


def _is_register(columns: Columns) -> bool:
    """It names things and says of them a status, a deadline, or how a budget was kept."""
    roles = set(columns.roles.values())
    names = bool(roles & {"item", "milestone"})
    told = roles & {"status", "economy_status"}
    return names and (bool(told) or "deadline" in roles or len(columns.amounts) > 1)


def _goes_on(register: Register, table: Table) -> bool:
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


def _read(register: Register, table: Table, start: int) -> None:
    for index, (row, below) in enumerate(pairwise(chain(table.rows, ((),)))):
        if index >= start:
            _row(register, row, below, may_continue=index in table.possible_continuations)


def _row(register: Register, row: Row, below: Row, *, may_continue: bool) -> None:
    full = [cell for cell in row if cell is not None and (cell.text.strip() or cell.all_marks)]
    texts = [cell for cell in full if cell.text.strip()]
    if not full:
        return
    if is_heading_row(row, register.columns):
        register.leftovers.append(leftover("repeated-heading", (row,), row_locator(row)))
    elif texts and is_total(texts[0].text):
        _total(register, row, texts[0].text)
    elif _is_section(register, row, below, full):
        register.chapter = " ".join(full[0].text.split())
    elif may_continue and _continues(register, row):
        line = register.drafts[-1].lines[-1]
        line.rows.append(row)
        _put(line, row)
    else:
        _line(register, row)


def _is_section(register: Register, row: Row, below: Row, full: Sequence[Cell]) -> bool:
    """One cell alone that spans most of the row, is set as a heading, or stands over an item."""
    if len(full) > 1 or not full[0].text.strip():
        return False
    column = full[0].column - 1
    spans = full[0].column_span * 2 > len(row)
    heads = column == 0 and all(block.bold for block in full[0].paragraphs)
    under = below[column] if column < len(below) else None
    named = register.columns.roles.get(column) == "item" and under is not None
    return spans or heads or (named and bool(under and under.text.strip()))


def _continues(register: Register, row: Row) -> bool:
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


def _line(register: Register, row: Row) -> None:
    line = Line([row], {})
    _put(line, row)
    heading, number = _name(register, line)
    same = register.drafts and _is_same(register.drafts[-1], heading, number)
    if not same:
        register.drafts.append(Draft(heading or passage([]), number, register.chapter))
    register.drafts[-1].lines.append(line)
    for found in numbers(register, line):
        register.numbers.setdefault(found[0], []).append(found[1])


def _put(line: Line, row: Row) -> None:
    for column, cell in enumerate(row):
        if cell is not None:
            line.cells.setdefault(column, []).append(cell)


def _name(register: Register, line: Line) -> tuple[Passage | None, str]:
    """The item's heading and number in this row; None where it goes on with the one before."""
    columns = register.columns
    number = text_at(line, columns.of("number"))
    item = columns.of("item")
    if item is None and register.above is not None:
        above = register.above
        return Passage((above,), above.places(), above.locator), ""
    column = item if item is not None else columns.of("milestone")
    cells = line.cells.get(column, []) if column is not None else []
    if not any(cell.text.strip() for cell in cells):
        return None, number
    return passage(cells), number


def _is_same(draft: Draft, heading: Passage | None, number: str) -> bool:
    if heading is None:
        return not number or number == draft.number
    return heading.text.split() == draft.heading.text.split()


def _total(register: Register, row: Row, label: str) -> None:
    line = Line([row], {})
    _put(line, row)
    for column, number in numbers(register, line):
        every = register.numbers.get(column, [])
        since = every[register.summed.get(column, 0) :]
        scopes = tuple(dict.fromkeys((tuple(since), tuple(every))))
        register.totals.append(RawTotal(number, " ".join(label.split()), scopes))
        register.summed[column] = len(every)
    register.leftovers.append(leftover("total-row", (row,), row_locator(row)))


def _ground(registers: Sequence[Register]) -> str:
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
