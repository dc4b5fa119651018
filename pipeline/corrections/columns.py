"""Which columns people may correct, what each rests on, and what follows from a new value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from normalizers import municipalities
from pipeline import schema
from pipeline.schema import Value

YEAR = schema.PARTITION
RULE = "correction"
# Column -> the column with the text that it was read from, which the source must still say.
EVIDENCE: Mapping[str, Mapping[str, str]] = {
    "documents": {
        name: name
        for name in ("municipality", "municipality_code", "title", "round", "published", "case_id")
    },
    "items": {
        "number": "heading",
        "part": "heading",
        "title": "heading",
        "heading": "heading",
        "chapter_number": "chapter_title",
        "chapter_title": "chapter_title",
        "funding": "funding_raw",
        "description": "description",
        "effort": "effort",
        "responsible_centers": "responsible_center_raw",
        "committees": "committee_raw",
        "contributors": "contributors_raw",
    },
    "follow_ups": {
        "kind": "label_raw",
        "text": "text",
        "plan_text": "text",
        "status_text": "text",
        "deadline_round": "deadline_raw",
        "deadline_year": "deadline_raw",
        "deadline_date": "deadline_raw",
        "status": "smiley_raw",
        "has_economic_effect": "text",
    },
    "amounts": dict.fromkeys(("low", "high", "qualifier", "kind", "years", "recurrence"), "raw"),
}


class BadValue(Exception):  # noqa: N818 - named for what it is
    """A value that its column cannot hold, or a column that nobody corrects."""


def evidence(table: str, column: str) -> str:
    """The column that this one rests on; raises BadValue where it is not to be corrected."""
    if table == "documents" and column == YEAR:
        return YEAR
    try:
        return EVIDENCE[table][column]
    except KeyError:
        known = ", ".join(EVIDENCE.get(table, {}))
        raise BadValue(f"{table}.{column} is not to be corrected; expected {known}") from None


def typed(table: str, column: str, value: str | tuple[str, ...] | None) -> Value:
    """The value as its column holds it; raises BadValue."""
    evidence(table, column)
    if (table, column) == ("documents", YEAR):
        return None if value is None else _of_type("int16", column, value)
    declared = next(one for one in schema.table(table).columns if one.name == column)
    if value is None:
        if declared.required:
            raise BadValue(f"{table}.{column} cannot be unknown")
        return None
    found = _of_type(declared.type, column, value)
    if declared.values and found not in declared.values:
        raise BadValue(f"{column} is {found!r}, expected one of {', '.join(declared.values)}")
    return found


def shown(value: Value) -> str | None:
    """A column's value as text, as an entry and `reviews` name it."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def corrected(table: str, row: Mapping[str, Value], column: str, value: Value) -> dict[str, Value]:
    """The row with the value, and with what follows from it."""
    follows = _FOLLOWS.get((table, column))
    return {**row, column: value, **(follows(row, value) if follows else {})}


def _of_type(kind: str, column: str, value: str | tuple[str, ...]) -> Value:
    if kind in {"names", "years"}:
        several = value.split(";") if isinstance(value, str) else value
        several = [one.strip() for one in several if one.strip()]
        return [_whole(column, one) for one in several] if kind == "years" else list(several)
    if not isinstance(value, str):
        raise BadValue(f"{column} is {value!r}, expected one text")
    return _READ.get(kind, _as_said)(column, value)


def _as_said(_: str, value: str) -> Value:
    return value


def _whole(column: str, value: str) -> Value:
    if not value.isascii() or not value.isdecimal() or int(value) >= 1 << 15:
        raise BadValue(f"{column} is {value!r}, expected a whole number")
    return int(value)


def _day(column: str, value: str) -> Value:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadValue(f"{column} is {value!r}, expected a date as 2024-12-31") from None


def _money(column: str, value: str) -> Value:
    try:
        found = Decimal(value)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= Decimal(10) ** 16 or found != round(found, 2):
        raise BadValue(f"{column} is {value!r}, expected kroner as 570000 or 1234.50")
    return round(found, 2)


def _truth(column: str, value: str) -> Value:
    if value not in {"true", "false"}:
        raise BadValue(f"{column} is {value!r}, expected true or false")
    return value == "true"


_READ: Mapping[str, Callable[[str, str], Value]] = {
    "int16": _whole,
    "int32": _whole,
    "date": _day,
    "money": _money,
    "bool": _truth,
}


def _of_status(_: Mapping[str, Value], value: Value) -> dict[str, Value]:
    return {"status_candidates": [] if value is None else [value], "status_rule": RULE}


def _of_day(_: Mapping[str, Value], value: Value) -> dict[str, Value]:
    return {
        "deadline_kind": None if value is None else "date",
        "deadline_round": None,
        "deadline_year": None if value is None else value.year,
        "deadline_first_date": value,
        "deadline_precision": None if value is None else "day",
        "deadline_rule": RULE,
    }


def _of_round(_: Mapping[str, Value], value: Value) -> dict[str, Value]:
    if value is None:
        return {"deadline_rule": RULE}
    return {
        "deadline_kind": "round",
        "deadline_date": None,
        "deadline_first_date": None,
        "deadline_precision": None,
        "deadline_rule": RULE,
    }


def _of_low(row: Mapping[str, Value], value: Value) -> dict[str, Value]:
    """An exact amount stays exact."""
    return {"high": value if row["low"] == row["high"] else row["high"], "rule": RULE}


def _of_amount(_: Mapping[str, Value], __: Value) -> dict[str, Value]:
    return {"rule": RULE}


def _of_municipality(_: Mapping[str, Value], value: Value) -> dict[str, Value]:
    found = municipalities.find([f"{value} Kommune"]) if value is not None else None
    return {"municipality_code": found.value.code if found else None}


_FOLLOWS: Mapping[tuple[str, str], Callable[[Mapping[str, Value], Value], dict[str, Value]]] = {
    ("documents", "municipality"): _of_municipality,
    ("follow_ups", "status"): _of_status,
    ("follow_ups", "deadline_date"): _of_day,
    ("follow_ups", "deadline_round"): _of_round,
    ("amounts", "low"): _of_low,
    ("amounts", "high"): _of_amount,
}
