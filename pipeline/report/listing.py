"""The rows that the page's table of everything shows, which are read when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pipeline.report.rows import Row, Tables, status_of

PREFIX = "table-"


def listings(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Name of the part -> its rows, in the order of the table."""
    return {
        f"{PREFIX}{name}": [shown(row) for row in tables.all(name)]
        for name, shown in _SHOWN.items()
    }


def oere(kroner: Decimal) -> int:
    """Whole øre: exact in the page's numbers, as decimals are not."""
    return int(kroner * 100)


def deadline(row: Row) -> str | None:
    """As understood, else as printed: "2. / 2024", "2024-12-31"."""
    if row["deadline_kind"] == "round":
        return f"{row['deadline_round']}. / {row['deadline_year'] or '?'}"
    if row["deadline_date"] is not None:
        return str(row["deadline_date"])
    printed: str | None = row["deadline_raw"]
    return printed


def _item(row: Row) -> dict[str, Any]:
    return {"item": row["item_id"], "description": row["description"]}


def _follow_up(row: Row) -> dict[str, Any]:
    return {
        "item": row["item_id"],
        "at": f"row-{row['position']}",
        "kind": row["kind"],
        "plan_text": row["plan_text"] or row["text"],
        "deadline": deadline(row),
        "status": status_of(row),
        "status_text": row["status_text"],
    }


def _amount(row: Row) -> dict[str, Any]:
    kept = {name: row[name] for name in ("field", "raw", "years", "recurrence")}
    low, high = oere(row["low"]), oere(row["high"])
    return {"item": row["item_id"], **kept, "low": low, "high": high, "money_kind": row["kind"]}


_SHOWN: Mapping[str, Callable[[Row], dict[str, Any]]] = {
    "items": _item,
    "follow_ups": _follow_up,
    "amounts": _amount,
}
