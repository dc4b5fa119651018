"""Corrections put into the rows of a document, and a finding for each that no longer fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import pyarrow as pa

from pipeline import schema
from pipeline.corrections.columns import YEAR, BadValue, corrected, evidence, shown, typed
from pipeline.corrections.entries import Correction
from pipeline.parts import Part, Parts
from pipeline.records import DocumentRow, FindingRow, Position, Review
from pipeline.schema import Value

STALE = "stale-correction"
TABLES = ("documents", "items", "follow_ups", "amounts")
_GONE = "The source has nothing at the place of a correction."
_OTHER = "The source no longer says what a correction was made for."
_CHANGED = "A correction was made for an earlier content of this file."
_UNFIT = "A correction cannot be carried out."

_Row: TypeAlias = dict[str, Value]
_Rows: TypeAlias = Mapping[Part, Sequence[_Row]]


class Replayed(NamedTuple):
    """What became of the corrections of one source."""

    parts: Parts
    stale: tuple[FindingRow, ...]


class _Problem(NamedTuple):
    """Why an entry was not carried out."""

    message: str
    evidence: str


def replayed(parts: Parts, entries: Sequence[Correction]) -> Replayed:
    """The parts as people put them right.

    An entry whose table is not among the parts is stale: only whoever passes all tables can tell.
    """
    if not entries:
        return Replayed(parts, ())
    read = {part: table.to_pylist() for part, table in parts.items() if part[0] in TABLES}
    rows = {part: list(own) for part, own in read.items()}
    years: dict[str, int | None] = {}
    stale = []
    for entry in entries:
        found = find(read, entry)
        problem = _Problem(_GONE, _named(entry)) if found is None else _unfit(read, entry, found)
        if found is None or problem is not None:
            assert problem is not None
            stale.append(_stale(read, entry, problem))
            continue
        part, index = found
        rows[part][index] = _reviewed(rows[part][index], read[part][index], entry, part[1])
        if entry.column == YEAR and entry.verdict == "corrected":
            years[entry.document] = typed(entry.table, YEAR, entry.value)
    tables = {
        part: _table(part[0], rows[part]) if rows.get(part) != read.get(part) else table
        for part, table in parts.items()
    }
    return Replayed(_moved(tables, years), tuple(stale))


def source_changed(document: DocumentRow, lost: Sequence[Correction]) -> Iterator[FindingRow]:
    """Findings for corrections of earlier bytes of a file that is another one now."""
    for entry in lost:
        evidence = f"{_named(entry)}: made for {entry.document}"
        yield _finding(document.document_id, _Problem(_CHANGED, evidence), None)


def find(rows: _Rows, entry: Correction) -> tuple[Part, int] | None:
    """Where the row of an entry is; None where the document has no such row."""
    seen = 0
    for part, own in rows.items():
        if part[0] != entry.table:
            continue
        for index, row in enumerate(own):
            if row["document_id"] == entry.document and row.get("locator") == entry.locator:
                seen += 1
                if seen == entry.occurrence:
                    return part, index
    return None


def says(row: Mapping[str, Value], table: str, column: str, year: int | None) -> str | None:
    """The text that the source has for a column of a row; raises BadValue for an unknown one."""
    base = evidence(table, column)
    return shown(year if base == YEAR else row[base])


def _unfit(read: _Rows, entry: Correction, at: tuple[Part, int]) -> _Problem | None:
    part, index = at
    row = read[part][index]
    try:
        now = says(row, entry.table, entry.column, part[1])
        value = typed(entry.table, entry.column, entry.value) if _corrects(entry) else None
    except BadValue as error:
        return _Problem(_UNFIT, f"{_named(entry)}: {error}")
    if now != entry.read:
        return _Problem(_OTHER, f"{_named(entry)}: expected {entry.read!r}, found {now!r}")
    after = corrected(entry.table, row, entry.column, value) if _corrects(entry) else row
    if entry.table == "amounts" and after["low"] > after["high"]:
        limits = f"low {after['low']} is above high {after['high']}"
        return _Problem(_UNFIT, f"{_named(entry)}: {limits}")
    return None


def _reviewed(row: _Row, read: _Row, entry: Correction, year: int | None) -> _Row:
    of_year = entry.column == YEAR
    before = year if of_year else read[entry.column]
    said = Review(
        entry.column, entry.verdict, shown(before), entry.who, entry.why, entry.day
    )._asdict()
    after = row
    if _corrects(entry) and not of_year:
        value = typed(entry.table, entry.column, entry.value)
        after = corrected(entry.table, row, entry.column, value)
    return {**after, "reviews": [*row["reviews"], said]}


def _corrects(entry: Correction) -> bool:
    return entry.verdict == "corrected"


def _moved(tables: Parts, years: Mapping[str, int | None]) -> Parts:
    """The parts with every row of a document in the year that people say it is of."""
    if not years:
        return tables
    found: dict[Part, list[_Row]] = {}
    for (name, year), table in tables.items():
        for row in table.to_pylist():
            own = years.get(row["document_id"], year)
            found.setdefault((name, own), []).append(row)
    return {(name, year): _table(name, rows) for (name, year), rows in found.items()}


def _table(name: str, rows: Sequence[_Row]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema.table(name).arrow)


def _stale(read: _Rows, entry: Correction, problem: _Problem) -> FindingRow:
    here = [
        row["document_id"] for part, own in read.items() if part[0] == "documents" for row in own
    ]
    known = entry.document in here or not here
    return _finding(entry.document if known else here[0], problem, entry.locator)


def _finding(document_id: str, problem: _Problem, locator: str | None) -> FindingRow:
    return FindingRow(
        budget_year=None,
        document_id=document_id,
        item_id=None,
        follow_up_position=None,
        code=STALE,
        severity="warning",
        message=problem.message,
        evidence=problem.evidence,
        place=Position(locator),
    )


def _named(entry: Correction) -> str:
    return f"{entry.table}.{entry.column} by {entry.who}"
