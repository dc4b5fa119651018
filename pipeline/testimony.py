"""What second readings say of a document: who agrees, and findings where one does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from pipeline.parts import Parts
from pipeline.records import FindingRow, Position, Region
from pipeline.schema import Value
from pipeline.witnesses import (
    Agreement,
    Difference,
    Reading,
    Row,
    of_one_file,
    of_two_files,
    reading,
)

TABLES = ("items", "follow_ups", "amounts")  # that have the column
COLUMN = "witnesses"
ENGINES_DIFFER = "engines-differ"
FILES_DIFFER = "files-differ"
_MESSAGES = {
    ENGINES_DIFFER: "Another engine reads this row of the file otherwise.",
    FILES_DIFFER: "Another file of the same report tells this row otherwise.",
}
_MOST_EVIDENCE = 2000  # characters


class Other(NamedTuple):
    """Another reading of one document."""

    document_id: str
    other_id: str  # the same where it is the same file
    parts: Parts


class Testified(NamedTuple):
    """A document's parts with their witnesses, and what the witnesses say otherwise."""

    parts: Parts
    findings: tuple[FindingRow, ...]


def testified(parts: Parts, others: Sequence[Other]) -> Testified:
    """The parts as heard by the engine that read them, and by others."""
    engines = [row["engine"] for row in _documents(parts)]
    first = [one for one in engines[:1] if one is not None]
    alike: dict[tuple[str, str, int], list[str]] = {}
    found: list[FindingRow] = []
    for other in others:
        here, there = reading(parts, other.document_id), reading(other.parts, other.other_id)
        if here is None or there is None:
            continue
        one_file = other.document_id == other.other_id
        agreement = (of_one_file if one_file else of_two_files)(here, there)
        name = str(there.document["engine" if one_file else "source"])
        for table, index in agreement.alike:
            alike.setdefault((other.document_id, table, index), []).append(name)
        found += findings(here, agreement, ENGINES_DIFFER if one_file else FILES_DIFFER, name)
    named = {
        part: _named(part[0], table, first, alike) if part[0] in TABLES else table
        for part, table in parts.items()
    }
    return Testified(named, tuple(found))


def findings(here: Reading, agreement: Agreement, code: str, name: str) -> Iterator[FindingRow]:
    """One for every row of which another reading says otherwise."""
    engine = str(here.document["engine"])
    for difference in agreement.differences:
        yield _finding(here, difference, code, (engine if code == ENGINES_DIFFER else "here", name))


def _documents(parts: Parts) -> list[dict[str, Value]]:
    return [
        row
        for (name, _), table in parts.items()
        if name == "documents"
        for row in table.select(["document_id", "engine"]).to_pylist()
    ]


def _named(
    name: str,
    table: pa.Table,
    first: Sequence[str],
    alike: dict[tuple[str, str, int], list[str]],
) -> pa.Table:
    numbers: dict[str, int] = {}
    column: list[list[str]] = []
    for document_id in table["document_id"].to_pylist() if alike else ():
        index = numbers.get(document_id, 0)
        numbers[document_id] = index + 1
        column.append([*first, *alike.get((document_id, name, index), ())])
    index = table.schema.get_field_index(COLUMN)
    field = table.schema.field(index)
    values = column if alike else [list(first)] * table.num_rows
    return table.set_column(index, field, pa.array(values, field.type))


def _finding(
    here: Reading, difference: Difference, code: str, names: tuple[str, str]
) -> FindingRow:
    row = here.rows[difference.row.table][difference.row.number] if difference.row else {}
    table = difference.row.table if difference.row else None
    told = "; ".join(
        f"{column}: {mine} ({names[0]}), {other} ({names[1]})"
        for column, mine, other in difference.told
    )
    return FindingRow(
        budget_year=None,
        document_id=here.document["document_id"],
        item_id=row.get("item_id"),
        follow_up_position=_position(table, row),
        code=code,
        severity="warning",
        message=_MESSAGES[code],
        evidence=told[:_MOST_EVIDENCE],
        place=_place(row),
    )


def _position(table: str | None, row: Row) -> int | None:
    column = {"follow_ups": "position", "amounts": "follow_up_position"}.get(table or "")
    return row[column] if column else None


def _place(row: Row) -> Position:
    return Position(row.get("locator"), tuple(Region(**one) for one in row.get("regions") or ()))
