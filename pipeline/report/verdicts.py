"""What a person says of a value on the page, put into the corrections of the output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.corrections import entries, making
from pipeline.corrections.columns import BadValue
from pipeline.lock import locked

# What the page calls a verdict -> what the file calls it.
VERDICTS = {"accept": "accepted", "correct": "corrected", "comment": "commented"}
_LONGEST = {"who": 200, "why": 4_000, "column": 64, "new": 20_000}
_TABLES = ("items", "follow_ups", "amounts")


class BadVerdict(Exception):  # noqa: N818 - named for what it is
    """What was sent says nothing that could be kept."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's word on one value of an item."""

    where: making.Where
    column: str
    verdict: str  # of the file's words
    value: str | tuple[str, ...] | None  # None: nobody can tell
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
        where=_where(sent),
        column=_text(sent, "column"),
        verdict=said,
        value=_value(sent) if said == "corrected" else None,
        who=_text(sent, "who").strip(),
        why=_text(sent, "why").strip() or None,
    )


def record(output: Path, said: Verdict, day: date) -> None:
    """Keep it for every later run; raises BadVerdict where the output has no such value."""
    told = making.Said(said.verdict, said.value, said.who, said.why, day.isoformat())
    try:
        with locked(output):
            entry = making.entry(output, said.where, said.column, told)
            entries.add(output / entries.FILE, entry)
    except (making.NoSuchRow, BadValue, entries.BadCorrections) as error:
        raise BadVerdict(str(error)) from error


def _where(sent: Mapping[str, Any]) -> making.Where:
    item, row = str(sent.get("item_id")), _number(sent, "row")
    if sent["table"] == "items":
        return making.Where(item_id=item)
    amount = (_number(sent, "amount") or 0) if sent["table"] == "amounts" else None
    if sent["table"] == "follow_ups" and row is None:
        raise BadVerdict("row is None, expected a number")
    return making.Where(item_id=item, follow_up=row, amount=amount)


def _value(sent: Mapping[str, Any]) -> str | tuple[str, ...] | None:
    new = sent.get("new")
    if new is None or new == "":
        return None
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
