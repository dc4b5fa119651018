"""What a person says of a value on the page, put into the corrections file of the output."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import dataset

FILE = "corrections.toml"
# What the page calls a verdict -> what the file calls it.
VERDICTS = {"accept": "accepted", "correct": "corrected", "comment": "commented"}
_LONGEST = {"who": 200, "why": 4_000, "column": 64, "new": 20_000, "old": 100_000}
_TABLES = ("items", "follow_ups", "amounts")


class BadVerdict(Exception):  # noqa: N818 - named for what it is
    """What was sent says nothing that could be kept."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's word on one value of an item."""

    item_id: str
    table: str
    row: int | None  # position in follow_ups
    amount: int | None  # which of the item's or the row's, from 1
    column: str
    verdict: str  # of the file's words
    value: str | tuple[str, ...] | None
    read: str | None
    who: str
    why: str | None


def verdict(sent: object) -> Verdict:
    """What the page sent; raises BadVerdict."""
    if not isinstance(sent, dict):
        raise BadVerdict("expected an object")
    said = VERDICTS.get(str(sent.get("verdict")))
    if said is None:
        raise BadVerdict(f"verdict is {sent.get('verdict')!r}, expected one of {[*VERDICTS]}")
    if sent.get("table") not in _TABLES:
        raise BadVerdict(f"table is {sent.get('table')!r}, expected one of {_TABLES}")
    if not _text(sent, "who").strip():
        raise BadVerdict("who says so is missing")
    if said == "commented" and not _text(sent, "why").strip():
        raise BadVerdict("a comment says something")
    return Verdict(
        item_id=str(sent.get("item_id")),
        table=str(sent["table"]),
        row=_number(sent, "row"),
        amount=_number(sent, "amount"),
        column=_text(sent, "column"),
        verdict=said,
        value=_value(sent) if said == "corrected" else None,
        read=_text(sent, "old") or None,
        who=_text(sent, "who").strip(),
        why=_text(sent, "why").strip() or None,
    )


def record(output: Path, said: Verdict, day: date) -> None:
    """Add it to the end of the file; raises BadVerdict where no such value is in the output."""
    row, occurrence = _row(output, said)
    if said.column not in row:
        raise BadVerdict(f"{said.table} has no column {said.column!r}")
    entry = {
        "document": row["document_id"],
        "table": said.table,
        "column": said.column,
        "verdict": said.verdict,
        "locator": row["locator"],
        "occurrence": occurrence,
        "read": said.read,
        "value": said.value,
        "who": said.who,
        "why": said.why,
        "day": day.isoformat(),
    }
    lines = [f"{name} = {_toml(value)}\n" for name, value in entry.items() if value is not None]
    path = output / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    written = path.with_name(f"{FILE}.new")
    written.write_text(before + gap + "[[correction]]\n" + "".join(lines), encoding="utf-8")
    written.replace(path)


def _row(output: Path, said: Verdict) -> tuple[Mapping[str, Any], int]:
    """The row that is meant, and which one it is of those at its place."""
    rows = dataset.load(output, said.table).to_pylist()
    position = {"follow_ups": "position", "amounts": "follow_up_position"}.get(said.table)
    own = [
        row
        for row in rows
        if row["item_id"] == said.item_id and (position is None or row[position] == said.row)
    ]
    number = said.amount or 1
    if not 0 < number <= len(own):
        raise BadVerdict(f"{said.table} has nothing under {said.item_id!r}, row {said.row}")
    found = own[number - 1]
    at = (found["document_id"], found["locator"])
    same = [row for row in rows if (row["document_id"], row["locator"]) == at]
    return found, 1 + same.index(found)


def _value(sent: Mapping[str, Any]) -> str | tuple[str, ...]:
    new = sent.get("new")
    if isinstance(new, list) and len(new) < 100:
        return tuple(_checked("new", one) for one in new)
    return _checked("new", new)


def _text(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name)
    return "" if value is None else _checked(name, value)


def _checked(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST[name]:
        raise BadVerdict(f"{name} is no text of at most {_LONGEST[name]} characters")
    return value.encode("utf-8", "replace").decode()


def _number(sent: Mapping[str, Any], name: str) -> int | None:
    value = sent.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise BadVerdict(f"{name} is {value!r}, expected a number")
    return value


def _toml(value: object) -> str:
    """Texts, numbers and lists of texts: JSON's are TOML's, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
