"""Which column of a register holds what: by its heading, and by what its cells contain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.document import UNMAPPED, Cell, Mark, Row, Table
from extractors.layouts.vocabulary import field, is_chapter, is_state, named
from extractors.records import Words

MOST_HEADER_ROWS = 3
LONG_TEXT = 40  # characters; a status is shorter
# Roles that only one column has; a second one with the same heading holds something else.
SINGLE = frozenset(
    {"number", "item", "milestone", "deadline", "status", "comment", "description", "percent"}
)
_NUMBER = re.compile(
    r"\(?\s?[-\u2010\u2011\u2012\u2014−–÷+]?\s?\d{1,3}(?:[.\s]?\d{3})*(?:,\d+)?['’]?\s?(?:kr\.?|mio\.?.*|t\.?kr\.?)?-?\s?\)?"
)
_READ = re.compile(r"[\d.,]")  # of a number with unread figures
_PERCENT = re.compile(r"-?\d{1,3}(?:,\d+)?\s?(?:%|pct\.?|procent)", re.IGNORECASE)
_DATE = re.compile(
    r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\b(?:19|20)\d\d\b|\bkvartal\b|\bhalvår\b|\b(?:primo|medio|ultimo)\b"
    r"|\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z.]*\b|\bbudgetopfølgning\b|\buge\s\d",
    re.IGNORECASE,
)
# What a title says of all columns: a table's name, and the unit of its numbers.
_OF_TABLE = re.compile(
    r"^(?:tabel|oversigt|bilag|figur|skema)\b|\b(?:kr|t\.?kr|mio|mia|beløb|pct)\b|%|\b1[.\s]?000\b",
    re.IGNORECASE,
)
_AROUND_DATES = re.compile(
    r"\b(?:i|den|d|pr|inden|senest|før|efter|fra|til|og|udgangen|af|start(?:en)?|slut(?:ningen)?|midten"
    r"|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?|års?\w*)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,2}\.?[a-z]?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a register's columns, and how they are headed."""

    roles: Mapping[int, str]  # grid column from 0 -> role; "amount" for numbers
    headings: tuple[str, ...]  # as printed, group headings before their own
    header_rows: int
    guessed: tuple[int, ...]  # columns whose role only their contents tell
    titles: int = 0  # rows above the headings that name a chapter

    def of(self, role: str) -> int | None:
        return next((column for column, found in self.roles.items() if found == role), None)

    @property
    def statuses(self) -> tuple[int, ...]:
        """The columns that state how far one thing is; where they differ, none of them counts."""
        told = ("status", "second_status")
        return tuple(column for column, role in self.roles.items() if role in told)

    @property
    def amounts(self) -> tuple[int, ...]:
        return tuple(column for column, role in self.roles.items() if role == "amount")


def read_columns(table: Table, words: Words = ()) -> Columns | None:
    """The columns of a register with a row of headings; None where the table has none."""
    if is_key_value(table, words):
        return None
    chapter = int(_names_chapter(table.rows[0], words)) if table.rows else 0
    return (_headed(table, words, chapter) if chapter else None) or _headed(table, words, 0)


def _names_chapter(row: Row, words: Words) -> bool:
    """Whether a row is one cell over most of the columns, and says nothing of what they hold."""
    full = [cell for cell in row if cell is not None]
    if len(full) != 1 or full[0].column_span * 2 <= len(row):
        return False
    text = full[0].text.strip()
    named_so = field(text, words) not in {None, "chapter", "amount"}
    told = named_so or _OF_TABLE.search(text) is not None
    return bool(text) and not told and is_chapter(text)


def _headed(table: Table, words: Words, start: int) -> Columns | None:
    """The columns by the headings that begin in the row `start`, from 0."""
    for last in range(min(start + MOST_HEADER_ROWS, len(table.rows) - 1), start, -1):
        header = table.rows[start:last]
        if not all(_may_head(row) for row in header) or not _are_stacked(header):
            continue
        headings = _headings(header)
        heads = {index: role for index, text in enumerate(headings) if (role := field(text, words))}
        if len(set(heads.values())) >= 2 and not _is_body(header[-1], heads, words):
            return replace(_settled(heads, headings, table.rows[last:], last), titles=start)
    return None


def read_by_contents(table: Table, words: Words = ()) -> Columns | None:
    """The columns of a table whose headings say nothing, by dates, marks and numbers in them."""
    if len(table.rows) < 3 or len(table.rows[0]) < 3 or is_key_value(table, words):
        return None
    found = _settled({}, _headings(table.rows[:1]), table.rows[1:], 1)
    roles = set(found.roles.values())
    return (
        found if "status" in roles and roles & {"deadline", "amount"} and "item" in roles else None
    )


def is_key_value(table: Table, words: Words = ()) -> bool:
    """Whether most rows begin with a key of their own, as those of a card do."""
    firsts = [next((cell.text for cell in row if cell is not None), "") for row in table.rows]
    keys = {" ".join(text.split()).casefold() for text in firsts if named("fields", text, words)}
    return len(keys) > 1 and len(keys) * 2 > len([text for text in firsts if text.strip()]) - 1


def is_heading_row(row: Row, columns: Columns) -> bool:
    """Whether a row repeats the headings."""
    texts = [" ".join(cell.text.split()) for cell in row if cell is not None and cell.text.strip()]
    known = {part for heading in columns.headings for part in (heading, *heading.split(" / "))}
    return bool(texts) and all(text in known for text in texts)


def _may_head(row: Row) -> bool:
    """Headings are short, and neither numbers nor marks."""
    cells = [cell for cell in row if cell is not None and cell.text.strip()]
    marks = any(_is_sign(mark, cell) for cell in cells for mark in cell.all_marks)
    return bool(cells) and not marks and all(len(cell.text) <= 120 for cell in cells)


def _are_stacked(header: Sequence[Row]) -> bool:
    """Headings in several rows leave cells empty or join them; values below headings do not."""
    return all(
        any(
            cell is None or not cell.text.strip() or cell.column_span > 1 or cell.row_span > 1
            for cell in (*above, *below)
        )
        for above, below in pairwise(header)
    )


def _is_sign(mark: Mark, cell: Cell) -> bool:
    """Whether a mark may be a status; a letter among others that was not read is none."""
    if mark.kind in {"shading", "text_colour"}:
        return False
    return mark.value != UNMAPPED or not any(letter.isalpha() for letter in cell.text)


def _is_body(row: Row, heads: Mapping[int, str], words: Words) -> bool:
    """A last header row that names less than it holds is a row of values."""
    texts = [cell.text.strip() for cell in row if cell is not None and cell.text.strip()]
    values = sum(
        bool(_NUMBER.fullmatch(text) or _PERCENT.fullmatch(text) or _DATE.fullmatch(text))
        and not re.fullmatch(r"(?:19|20)\d\d", text)
        for text in texts
    )
    values += sum(is_state(text) and field(text, words) is None for text in texts) == 1
    own = sum(field(text, words) is not None for text in texts)
    return values > 0 or own == 0 or (own < 2 and len(heads) > 2 * own and len(texts) > 2 * own)


def _headings(rows: Sequence[Row]) -> tuple[str, ...]:
    """Per column what stands over it, a spanning heading over each column that it spans."""
    width = max(len(row) for row in rows)
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for index, cell in enumerate(row):
            if cell is None:
                continue
            text = " ".join(cell.text.split())
            for column in range(index, min(width, index + max(1, cell.column_span))):
                if text and text not in parts[column]:
                    parts[column].append(text)
    return tuple(" / ".join(part) for part in parts)


def _settled(
    heads: Mapping[int, str], headings: tuple[str, ...], body: Sequence[Row], header_rows: int
) -> Columns:
    """Headings checked against contents, and columns without a known heading by contents."""
    roles: dict[int, str] = {}
    guessed: list[int] = []
    cells = {index: list(_column(body, index)) for index in range(len(headings))}
    # Of two columns with one heading, the one that holds such things comes first.
    for index, role in sorted(heads.items(), key=lambda head: not _suits(head[1], cells[head[0]])):
        roles[index] = _checked(role, cells[index], roles)
    for index in sorted(cells.keys() - heads.keys()):
        status = next((one for one, role in roles.items() if role == "status"), index)
        found = _by_contents(cells[index], set(roles.values()), behind=index > status)
        if found is not None:
            roles[index] = found
            guessed.append(index)
    _name_item(roles, cells)
    ordered = {index: roles[index] for index in sorted(roles)}
    return Columns(ordered, headings, header_rows, tuple(guessed))


def _checked(role: str, cells: Sequence[Cell], roles: Mapping[int, str]) -> str:
    """A heading may name a column of words ("Status") that holds sentences, and the reverse."""
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    words = bool(texts) and not _share(cells, _has_mark) and not _share(cells, _states)
    if role == "status" and words and sum(map(len, texts)) > LONG_TEXT * len(texts):
        role = "comment"
    if role == "economy":
        role = "amount" if _share(cells, _is_number) else role
        role = "economy_status" if _share(cells, _is_status) else role
    if role == "deadline" and _share(cells, _has_mark):
        return "other"  # whether the time is kept: no date stands there
    if role == "amount" and _share(cells, _is_percent):
        role = "percent"
    if role == "amount" and not _share(cells, _is_number) and _share(cells, _is_long):
        role = "comment"
    taken = set(roles.values())
    if role == "status" and role in taken and _share(cells, _is_status):
        return "second_status"  # of another half-year: nobody knows which of them counts
    if role in SINGLE and role in taken:
        return _by_contents(cells, taken) or "other"
    return role


def _suits(role: str, cells: Sequence[Cell]) -> bool:
    test = dict(_CONTENTS).get(role)
    return test is None or _share(cells, test)


def _by_contents(cells: Sequence[Cell], taken: set[str], *, behind: bool = False) -> str | None:
    """What the cells are, most of them; None for an empty column.

    What stands `behind` the status says more of it than of what there is to reach.
    """
    if not any(cell.text.strip() or cell.all_marks for cell in cells):
        return None
    if "number" not in taken and _counts(cells):
        return "number"
    for role, test in _CONTENTS:
        if role not in taken and _share(cells, test):
            return role
    if _share(cells, _is_number):
        return "amount"
    if _share(cells, _is_percent):
        return "other"
    texts = ("item", "comment", "milestone") if behind else ("item", "milestone", "comment")
    return next((role for role in texts if role not in taken), "other")


def _name_item(roles: dict[int, str], cells: Mapping[int, Sequence[Cell]]) -> None:
    """Without a column for the item, a chapter's or a free text column may be it."""
    for stand_in in ("chapter", "description"):
        column = next((index for index, role in roles.items() if role == stand_in), None)
        held = column is not None and any(cell.text.strip() for cell in cells[column])
        if column is not None and held and "item" not in roles.values():
            roles[column] = "item"


def _column(rows: Sequence[Row], index: int) -> Iterator[Cell]:
    for row in rows:
        cell = row[index] if index < len(row) else None
        if cell is not None and cell.column_span == 1:
            yield cell


def _share(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> bool:
    """Whether more than half of the cells that hold anything pass a test."""
    full = [cell for cell in cells if cell.text.strip() or cell.all_marks]
    return bool(full) and sum(test(cell) for cell in full) * 2 > len(full)


def _has_mark(cell: Cell) -> bool:
    """A symbol, or nothing but a colour; an unread figure of a number is none."""
    number = UNMAPPED in cell.text and _is_number(cell)
    kinds = {mark.kind for mark in cell.all_marks if not (number and mark.value == UNMAPPED)}
    return bool(kinds - {"text_colour", "shading"}) or (
        "shading" in kinds and not cell.text.strip()
    )


def _states(cell: Cell) -> bool:
    return is_state(cell.text)


def _is_status(cell: Cell) -> bool:
    return len(cell.text) <= LONG_TEXT and (_has_mark(cell) or _states(cell))


def _is_number(cell: Cell) -> bool:
    """A number, also one with unread figures where anything else of it was read."""
    text = " ".join(cell.text.split())
    figures = text.replace(UNMAPPED, "0") if _READ.search(text) else text
    return _NUMBER.fullmatch(figures) is not None


def _is_percent(cell: Cell) -> bool:
    return _PERCENT.fullmatch(cell.text.strip()) is not None


def _is_date(cell: Cell) -> bool:
    return len(cell.text) <= LONG_TEXT and _DATE.search(cell.text) is not None


def _is_date_alone(cell: Cell) -> bool:
    """A date with no more than the words around it: "senest i maj 2024", not "Udbud i maj"."""
    rest = re.sub(_AROUND_DATES, " ", _DATE.sub(" ", cell.text))
    return _is_date(cell) and not any(letter.isalpha() for letter in rest)


def _is_ordinal(cell: Cell) -> bool:
    return _ORDINAL.fullmatch(cell.text.strip()) is not None and "." in cell.text.strip(".")


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether a column counts its rows: 1, 2, 3 with nothing left out."""
    full = [cell.text.strip().rstrip(".") for cell in cells if cell.text.strip()]
    return len(full) > 1 and full == [str(number) for number in range(1, len(full) + 1)]


def _is_long(cell: Cell) -> bool:
    return len(cell.text) > LONG_TEXT


# Tried in order on a column whose heading says nothing.
_CONTENTS = (
    ("status", _is_status),
    ("percent", _is_percent),
    ("number", _is_ordinal),
    ("deadline", _is_date_alone),
)
