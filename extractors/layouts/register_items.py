"""What a register's rows hold, as items and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.document import Cell, Mark, Paragraph, Row, Table, joined_places
from extractors.layouts.columns import Columns
from extractors.layouts.line_breaks import Asked
from extractors.layouts.passages import optional, passage, row_locator, row_places
from extractors.layouts.vocabulary import named
from extractors.pages.hyphens import Hyphens
from extractors.records import (
    Leftover,
    Passage,
    RawFollowUp,
    RawItem,
    RawNumber,
    RawStatus,
    RawTotal,
)
from extractors.shelf import LOOSE_ROWS, Drafts

TEXT_ROLES = ("milestone", "comment", "description", "item")


@dataclass(slots=True)
class Line:
    """A row of the register; a continued one adds its cells."""

    rows: list[Row]
    cells: dict[int, list[Cell]]


@dataclass(slots=True)
class Draft:
    """An item while its rows come in."""

    heading: Passage
    number: str
    chapter: str | None
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Register:
    """A table, and those that go on with it without headings of their own."""

    table: Table
    locators: list[str]  # of all of them
    columns: Columns
    notes: str
    above: Paragraph | None  # a heading right above it
    chapter: str | None = None
    hyphens: Asked = Hyphens
    drafts: Drafts[Draft] = field(default_factory=lambda: Drafts(LOOSE_ROWS))
    leftovers: list[Leftover] = field(default_factory=list)
    totals: list[RawTotal] = field(default_factory=list)
    numbers: dict[int, list[RawNumber]] = field(default_factory=dict)  # column -> of its rows
    summed: dict[int, int] = field(default_factory=dict)  # column -> how many are in a total


def item(draft: Draft, register: Register) -> RawItem:
    rows = [row for line in draft.lines for row in line.rows]
    about = _text_role(register.columns)
    return RawItem(
        heading=draft.heading,
        description=_once(draft, register, "description") if about != "description" else None,
        effort=None,
        funding=_funding(draft, register),
        chapter=_chapter(draft, register),
        follow_ups=tuple(row for line in draft.lines for row in _follow_ups(line, register)),
        locator=row_locator(rows[0]),
        places=row_places(rows),
        responsible=_once(draft, register, "responsible"),
        committee=_once(draft, register, "committee"),
        contributors=_once(draft, register, "contributors"),
        number=_once(draft, register, "number"),
    )


def _once(draft: Draft, register: Register, role: str) -> Passage | None:
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


def _funding(draft: Draft, register: Register) -> str | None:
    found = _once(draft, register, "funding")
    return found.text if found else None


def _chapter(draft: Draft, register: Register) -> str | None:
    found = _once(draft, register, "chapter")
    return found.text if found else draft.chapter


def _text_role(columns: Columns) -> str:
    return next(role for role in TEXT_ROLES if columns.of(role) is not None)


def _follow_ups(line: Line, register: Register) -> Iterator[RawFollowUp]:
    yield _follow_up(line, register)
    column = register.columns.of("economy_status")
    cells = line.cells.get(column, []) if column is not None else []
    if column is not None and any(cell.text.strip() or cell.all_marks for cell in cells):
        yield RawFollowUp(
            kind="economy",
            label=register.columns.headings[column],
            text=Passage(),
            deadline=None,
            smiley=optional(cells),
            marks=tuple(_marks(line, cells)),
            locator=row_locator(line.rows[0]),
            places=row_places(line.rows),
            smiley_places=joined_places(place for cell in cells for place in cell.places),
        )


def _follow_up(line: Line, register: Register) -> RawFollowUp:
    columns = register.columns
    about = _text_role(columns)
    column = columns.of(about)
    assert column is not None
    told = _status_columns(line, columns)
    status = told[0] if told else columns.of("status")
    cells = line.cells.get(status, []) if status is not None else []
    comment = columns.of("comment") if about != "comment" else None
    return RawFollowUp(
        kind="economy" if _is_economy(line, register, column) else "milestone",
        label=columns.headings[column],
        text=passage(line.cells.get(column, []), register.hyphens),
        deadline=_at(register, line, columns.of("deadline")),
        smiley=_at(register, line, status if status is not None else columns.of("percent")),
        marks=tuple(_marks(line, cells)),
        locator=row_locator(line.rows[0]),
        places=row_places(line.rows),
        smiley_places=joined_places(place for cell in cells for place in cell.places),
        numbers=tuple(number for _, number in numbers(register, line)),
        comment=_at(register, line, comment),
        others=tuple(_status(register, line, column) for column in told[1:]),
    )


def _status_columns(line: Line, columns: Columns) -> tuple[int, ...]:
    """The columns that state how far a row is; there may be more than one."""
    return tuple(column for column in columns.statuses if _says(line, line.cells.get(column, [])))


def _says(line: Line, cells: Sequence[Cell]) -> bool:
    """Whether anything stands in these cells; the background of a whole row is nothing."""
    return any(cell.text.strip() for cell in cells) or any(True for _ in _marks(line, cells))


def _status(register: Register, line: Line, column: int) -> RawStatus:
    return RawStatus(_at(register, line, column), tuple(_marks(line, line.cells[column])))


# Roles that a table about money alone has not; a status of the economy is one beside another.
_OF_MEASURES = ("milestone", "deadline", "economy_status")


def _is_economy(line: Line, register: Register, column: int) -> bool:
    """A table about nothing but money; a row may be labelled so.

    One amount beside a status is what the measure costs; two are a budget and how it was kept.
    """
    columns = register.columns
    done = any(columns.of(role) is not None for role in _OF_MEASURES)
    least = 2 if columns.of("status") is not None else 1
    money = len(columns.amounts) >= least and not done
    return money or named("rows", text_at(line, column)) == "economy"


def _at(register: Register, line: Line, column: int | None) -> Passage | None:
    return None if column is None else optional(line.cells.get(column, []), register.hyphens)


def _marks(line: Line, cells: Sequence[Cell]) -> Iterator[Mark]:
    """What the status cells show; a shading that the row has elsewhere is no status."""
    around = {
        cell.shading for row in line.rows for cell in row if cell is not None and cell not in cells
    }
    for cell in cells:
        for mark in cell.all_marks:
            if mark.kind != "shading" or mark.value not in around:
                yield mark


def unused(register: Register) -> Iterator[Leftover]:
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
            if cell.text.strip() or cell.marks
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


def text_at(line: Line, column: int | None) -> str:
    cells = line.cells.get(column, []) if column is not None else []
    return " ".join(" ".join(cell.text.split()) for cell in cells).strip()


def numbers(register: Register, line: Line) -> Iterator[tuple[int, RawNumber]]:
    for column in register.columns.amounts:
        cells = [cell for cell in line.cells.get(column, []) if cell.text.strip()]
        if cells:
            yield (
                column,
                RawNumber(passage(cells), register.columns.headings[column], register.notes),
            )
