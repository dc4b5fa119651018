"""What a report tells of its items: the columns that a comparison looks at, as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import pyarrow as pa

from pipeline.parts import Parts
from pipeline.records import Region

TABLES = ("items", "follow_ups", "amounts")
_Row: TypeAlias = Mapping[str, Any]
_ITEM_COLUMNS = (
    *("document_id", "item_id", "position", "chapter_title", "number", "part", "heading"),
    "title",
    *("description", "effort", "responsible_centers", "committees", "contributors"),
    *("responsible_center_raw", "committee_raw", "contributors_raw"),
    *("locator", *Region._fields),
)
_ROW_COLUMNS = (
    *("item_id", "position", "kind", "text", "plan_text", "status_text", "deadline_raw"),
    *("deadline_kind", "deadline_round", "deadline_year", "deadline_date", "smiley_raw"),
    *("smiley_encoding", "status", "status_candidates", "locator", *Region._fields),
    *(f"smiley_{edge}" for edge in Region._fields),
)
_AMOUNT_COLUMNS = ("item_id", "follow_up_position", "raw", "raw_heading", "low", "high")


class Place(NamedTuple):
    """Where something stands in its document."""

    locator: str | None
    region: Region | None


class Cell(NamedTuple):
    """An amount in a numeric column."""

    heading: str
    raw: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed, and the round or last day that it means."""

    raw: str
    kind: str | None  # null where it could not be read
    round: int | None
    year: int | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A milestone or economy row."""

    position: int
    kind: str
    plan: str
    comment: str | None  # what is said of its progress
    deadline: Deadline | None
    shown: bool  # whether there is a smiley at all
    status: str | None
    candidates: tuple[str, ...]
    cells: tuple[Cell, ...]
    place: Place
    smiley_place: Place

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not (self.plan or self.comment or self.deadline or self.shown or self.cells)


@dataclass(frozen=True, slots=True)
class Item:
    """A budget item with its rows."""

    document_id: str
    item_id: str
    position: int
    chapter: str | None
    number: str | None
    part: int | None
    heading: str
    title: str
    description: str | None
    effort: str | None
    centers: tuple[str, ...]
    committees: tuple[str, ...]
    contributors: tuple[str, ...]
    center_raw: str | None
    committee_raw: str | None
    contributors_raw: str | None
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]  # in numeric columns that concern no row
    place: Place


def titles(parts: Parts, document_id: str) -> tuple[str, ...]:
    """The titles of one document's items."""
    rows = _rows(parts, "items", ("document_id", "title"))
    return tuple(row["title"] for row in rows if row["document_id"] == document_id)


def items(parts: Parts, document_id: str) -> tuple[Item, ...]:
    """The items of one document, in its order."""
    cells = _by_item(_rows(parts, "amounts", _AMOUNT_COLUMNS))
    rows = _by_item(_rows(parts, "follow_ups", _ROW_COLUMNS))
    found = [
        _item(row, rows.get(row["item_id"], []), cells.get(row["item_id"], []))
        for row in _rows(parts, "items", _ITEM_COLUMNS)
        if row["document_id"] == document_id
    ]
    return tuple(sorted(found, key=lambda item: item.position))


def _rows(parts: Parts, table: str, columns: Iterable[str]) -> Iterator[_Row]:
    chosen = list(columns)
    for (name, _), found in parts.items():
        if name == table:
            wanted: pa.Table = found.select(chosen)
            yield from wanted.to_pylist()


def _by_item(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(row)
    return found


def _item(row: _Row, rows: Iterable[_Row], amounts: Iterable[_Row]) -> Item:
    numeric = [amount for amount in amounts if amount["raw_heading"] is not None]
    told = (_row(one, numeric) for one in sorted(rows, key=lambda one: int(one["position"])))
    return Item(
        document_id=row["document_id"],
        item_id=row["item_id"],
        position=row["position"],
        chapter=row["chapter_title"],
        number=row["number"],
        part=row["part"],
        heading=row["heading"],
        title=row["title"],
        description=row["description"],
        effort=row["effort"],
        centers=tuple(row["responsible_centers"]),
        committees=tuple(row["committees"]),
        contributors=tuple(row["contributors"]),
        center_raw=row["responsible_center_raw"],
        committee_raw=row["committee_raw"],
        contributors_raw=row["contributors_raw"],
        rows=tuple(one for one in told if not one.is_blank),
        cells=_cells(numeric, None),
        place=_place(row),
    )


def _row(row: _Row, numeric: Iterable[_Row]) -> Row:
    place, smiley = _place(row), _region(row, "smiley_")
    return Row(
        position=row["position"],
        kind=row["kind"],
        plan=(row["text"] if row["plan_text"] is None else row["plan_text"]).strip(),
        comment=row["status_text"] or None,
        deadline=_deadline(row),
        shown=row["smiley_raw"] is not None or row["smiley_encoding"] is not None,
        status=row["status"],
        candidates=tuple(row["status_candidates"]),
        cells=_cells(numeric, row["position"]),
        place=place,
        smiley_place=place._replace(region=smiley or place.region),
    )


def _deadline(row: _Row) -> Deadline | None:
    if not row["deadline_raw"]:
        return None
    return Deadline(
        row["deadline_raw"],
        row["deadline_kind"],
        row["deadline_round"],
        row["deadline_year"],
        row["deadline_date"],
    )


def _cells(numeric: Iterable[_Row], position: int | None) -> tuple[Cell, ...]:
    return tuple(
        Cell(one["raw_heading"], one["raw"], one["low"], one["high"])
        for one in numeric
        if one["follow_up_position"] == position
    )


def _place(row: _Row) -> Place:
    return Place(row["locator"], _region(row, ""))


def _region(row: _Row, prefix: str) -> Region | None:
    edges = [row[prefix + name] for name in Region._fields]
    return None if edges[0] is None else Region(*edges)
