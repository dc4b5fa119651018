"""Every value of an item with its raw text, rule, witnesses and place: what the item view shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from extractors.document import Cell
from pipeline.report.grids import Grids, cell_with, cells_between, item_grids, marked_cell
from pipeline.report.listing import deadline, oere
from pipeline.report.rows import UNKNOWN, Row, status_of

Value: TypeAlias = dict[str, Any]
Box: TypeAlias = list[float]

# Column of an item -> where it stands as printed, and how it is shown.
_ITEM = (
    ("title", "heading", "text"),
    ("funding", "funding_raw", "code"),
    ("committees", "committee_raw", "names"),
    ("responsible_centers", "responsible_center_raw", "names"),
    ("contributors", "contributors_raw", "names"),
    ("description", "description", "text"),
    ("effort", "effort", "text"),
)
_SMILEY = ("smiley_page", "smiley_x0", "smiley_top", "smiley_x1", "smiley_bottom")


def item_part(item: Row, own: Mapping[str, Sequence[Row]], grids: Grids) -> dict[str, Any]:
    """One item as the page shows it: its values, doubts, and the table as it stands.

    `own` are its rows of `follow_ups`, `amounts` and `findings`.
    """
    rows = own["follow_ups"]
    last = rows[-1]["locator"] if rows else item["locator"]
    cells = cells_between(grids, item["locator"], last)
    values = [value for value in _item_values(item, cells) if value["shown"] or value["raw"]]
    for row in rows:
        values += _row_values(row, cells_between(grids, row["locator"], row["locator"]))
    seen: Counter[int | None] = Counter()
    for number, row in enumerate(own["amounts"], start=1):
        seen[row["follow_up_position"]] += 1
        values.append(_amount_value(number, seen[row["follow_up_position"]], row))
    return {
        "id": item["item_id"],
        "values": values,
        "findings": [_finding(row) for row in own["findings"]],
        "grids": item_grids(grids, [item["locator"], *(row["locator"] for row in rows)]),
    }


def document_part(document_id: str, findings: Sequence[Row], grids: Grids) -> dict[str, Any]:
    """What is said of a document as a whole, shown as an item is."""
    return {
        "id": document_id,
        "values": [],
        "findings": [_finding(row) for row in findings],
        "grids": item_grids(grids, [row["locator"] for row in findings]),
    }


def boxes(row: Row) -> list[Box]:
    """Every fragment of a row's place, rounded to what a screen shows."""
    return [
        [one["page"], *(round(one[edge], 1) for edge in ("x0", "top", "x1", "bottom"))]
        for one in row["regions"] or ()
    ]


def _item_values(item: Row, cells: Sequence[Cell]) -> Iterator[Value]:
    readings = item.get("name_readings") or ()
    for column, raw_column, shape in _ITEM:
        raw = item[raw_column]
        found = item[column]
        shown = found if isinstance(found, list) else (None if found is None else str(found))
        cell = cell_with(cells, raw)
        yield {
            **_value(column, "items", column, shape, item),
            "shown": shown or None,
            "raw": raw if raw != shown else None,
            "rule": "; ".join(_method(one) for one in readings if one["name"] in (found or ()))
            if shape == "names"
            else None,
            "locator": item["locator"],
            "reviews": _reviews(item, column),
            "doubt": bool(raw and not found),
            **_cell_place(cell, boxes(item)),
        }


def _method(reading: Row) -> str:
    return f"{reading['method']} {reading['score']:.0f} %"


def _row_values(row: Row, cells: Sequence[Cell]) -> Iterator[Value]:
    key, status = f"row-{row['position']}", status_of(row)
    place = boxes(row)
    common = {"row": row["position"], "locator": row["locator"], "of": row["kind"]}
    yield {
        **_value(key, "follow_ups", "plan_text", "text", row),
        **common,
        "shown": row["plan_text"] or row["text"],
        "more": row["status_text"],
        "label": row["kind"],
        "raw": row["text"] if row["status_text"] else None,
        "reviews": _reviews(row, "plan_text"),
        **_cell_place(cell_with(cells, row["plan_text"] or row["text"]), place),
    }
    if row["deadline_raw"] is not None:
        cell = cell_with(cells, row["deadline_raw"])
        yield {**_deadline(key, row), **common, **_cell_place(cell, place)}
    yield {**_status(key, row, status), **common, **_smiley_place(row, cells)}
    if row["has_economic_effect"] is not None:
        yield {
            **_value(f"{key}/effect", "follow_ups", "has_economic_effect", "code", row),
            **common,
            "shown": "yes" if row["has_economic_effect"] else "no",
            "current": "true" if row["has_economic_effect"] else "false",
            "reviews": _reviews(row, "has_economic_effect"),
            **_cell_place(cell_with(cells, row["text"]), place),
        }


def _deadline(key: str, row: Row) -> Value:
    is_round = row["deadline_kind"] == "round"
    return {
        **_value(
            f"{key}/deadline",
            "follow_ups",
            "deadline_round" if is_round else "deadline_date",
            "deadline",
            row,
        ),
        "shown": deadline(row) if row["deadline_kind"] else None,
        "raw": row["deadline_raw"],
        "reviews": _reviews(row, "deadline_round" if is_round else "deadline_date"),
        "rule": row["deadline_rule"],
        "doubt": row["deadline_kind"] is None,
        "current": _text(row["deadline_round"] if is_round else row["deadline_date"]),
    }


def _status(key: str, row: Row, status: str) -> Value:
    seen = [row["smiley_encoding"], row["smiley_colour"]]
    return {
        **_value(f"{key}/status", "follow_ups", "status", "status", row),
        "shown": status,
        "raw": row["smiley_raw"],
        "reviews": _reviews(row, "status"),
        "rule": row["status_rule"],
        "seen": ", ".join(str(one) for one in seen if one),
        "candidates": list(row["status_candidates"]),
        "doubt": status == UNKNOWN,
        "current": row["status"],
    }


def _amount_value(number: int, of_row: int, row: Row) -> Value:
    return {
        "amount": of_row,
        **_value(f"amount-{number}", "amounts", "low", "money", row),
        "row": row["follow_up_position"],
        "shown": [oere(row["low"]), oere(row["high"])],
        "detail": [row["kind"], row["qualifier"], row["recurrence"]],
        "years": list(row["years"] or ()),
        "raw": row["raw"],
        "reviews": _reviews(row, "low") + _reviews(row, "high"),
        "current": _text(row["low"]),
        "seen": row["raw_heading"],
        "high": _text(row["high"]),
        "rule": row["rule"],
        "locator": row["locator"],
        "at": row["locator"],
        "start": row["start"],
        "boxes": boxes(row),
        "where": row["field"],
    }


def _finding(row: Row) -> dict[str, Any]:
    kept = ("code", "severity", "message", "evidence", "locator")
    place = {"row": row["follow_up_position"], "boxes": boxes(row)}
    return {**{name: row[name] for name in kept}, **place}


def _value(key: str, table: str, column: str, shape: str, row: Row) -> Value:
    """A value before what is said of it; `witnesses` read its whole row alike."""
    named = {"key": key, "table": table, "column": column, "shape": shape}
    return {**named, "raw": None, "witnesses": list(row["witnesses"])}


def _reviews(row: Row, column: str) -> list[dict[str, Any]]:
    """What people said of this value so far."""
    kept = ("verdict", "read", "who", "why", "day")
    return [{name: one[name] for name in kept} for one in row["reviews"] if one["column"] == column]


def _cell_place(cell: Cell | None, otherwise: list[Box]) -> Value:
    if cell is None:
        return {"boxes": otherwise, "at": None}
    own = [[place.page, *(round(edge, 1) for edge in place[1:])] for place in cell.places]
    return {"boxes": own or otherwise, "at": cell.locator}


def _smiley_place(row: Row, cells: Sequence[Cell]) -> Value:
    cell = marked_cell(cells) if row["smiley_raw"] else None
    if row["smiley_page"] is None:
        return _cell_place(cell, boxes(row))
    box = [row["smiley_page"], *(round(row[name], 1) for name in _SMILEY[1:])]
    return {"boxes": [box], "at": None if cell is None else cell.locator}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
