"""A new entry for a value that stands in an output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline import dataset, schema
from pipeline.corrections.columns import BadValue, evidence, shown, typed
from pipeline.corrections.entries import Correction
from pipeline.schema import Value


class Where(NamedTuple):
    """Which row of an output is meant: a document's, an item's, a follow-up's, or an amount's."""

    document_id: str | None = None
    item_id: str | None = None
    follow_up: int | None = None  # position in the item
    amount: int | None = None  # which of the item's or the follow-up's, from 1

    @property
    def table(self) -> str:
        if self.item_id is None:
            return "documents"
        if self.amount is not None:
            return "amounts"
        return "items" if self.follow_up is None else "follow_ups"


class NoSuchRow(Exception):  # noqa: N818 - named for what was asked
    """Nothing stands in the output under the given names."""


class Said(NamedTuple):
    """What a person says of a value."""

    verdict: str
    value: str | tuple[str, ...] | None
    who: str
    why: str | None
    day: str


def entry(output: Path, where: Where, column: str, said: Said) -> Correction:
    """The entry for one value; raises NoSuchRow, or BadValue where it says nothing usable."""
    row, occurrence = _row(output, where)
    base = evidence(where.table, column)
    if said.verdict == "corrected":
        typed(where.table, column, said.value)
    elif said.value is not None:
        raise BadValue(f"{column}: only a correction has a value")
    return Correction(
        document=row["document_id"],
        source=_source(output, row["document_id"]),
        table=where.table,
        column=column,
        verdict=said.verdict,
        locator=row.get("locator"),
        occurrence=occurrence,
        read=_read(row, base),
        value=said.value,
        who=said.who,
        why=said.why,
        day=said.day,
    )


def _row(output: Path, where: Where) -> tuple[Mapping[str, Value], int]:
    rows = list(_rows(output, where.table))
    found = [row for row in rows if _is_meant(row, where)]
    number = where.amount or 1
    if not 0 < number <= len(found):
        raise NoSuchRow(f"{where.table}: nothing under {_named(where)}")
    row = found[number - 1]
    same = [
        one
        for one in rows
        if one["document_id"] == row["document_id"] and one.get("locator") == row.get("locator")
    ]
    return row, same.index(row) + 1


def _is_meant(row: Mapping[str, Value], where: Where) -> bool:
    if where.table == "documents":
        return bool(row["document_id"] == where.document_id)
    if row["item_id"] != where.item_id:
        return False
    position = {"follow_ups": "position", "amounts": "follow_up_position"}.get(where.table)
    return position is None or bool(row[position] == where.follow_up)


def _rows(output: Path, table: str) -> Iterator[dict[str, Value]]:
    """The rows in the order in which they are numbered: that of their document."""
    order = schema.table(table).order
    rows = dataset.load(output, table).to_pylist()
    yield from sorted(rows, key=lambda row: [(row[one] is not None, row[one]) for one in order])


def _read(row: Mapping[str, Value], base: str) -> str | None:
    """What was read there, whatever people said of it since."""
    before = [one["read"] for one in row["reviews"] if one["column"] == base]
    now = row[base]
    return before[0] if before else shown(now)


def _source(output: Path, document_id: str) -> str:
    rows = dataset.load(output, "documents", ["document_id", "source"]).to_pylist()
    return next(str(row["source"]) for row in rows if row["document_id"] == document_id)


def _named(where: Where) -> str:
    told = {"document": where.document_id, "item": where.item_id, "row": where.follow_up}
    told["amount"] = where.amount
    return ", ".join(f"{name} {value}" for name, value in told.items() if value is not None)
