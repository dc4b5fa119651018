"""The corrections file: OUTPUT/corrections.toml, one entry per value that a person looked at.

An entry names the source by the hash of its bytes, the place by table and locator, what the source
says there, and what is right instead. People read, edit and keep the file; it is written by adding
to its end, so that their comments stay.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

FILE = "corrections.toml"
VERDICTS = ("corrected", "accepted", "commented")
_MOST_BYTES = 16 << 20
_TEXTS = ("document", "source", "table", "locator", "column", "verdict", "read", "who", "why")


class BadCorrections(Exception):  # noqa: N818 - named for what the file is
    """A corrections file that cannot be read, or an entry that says nothing usable."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one value."""

    document: str  # document_id: SHA-256 of the source's bytes, hex
    table: str
    column: str
    verdict: str  # of VERDICTS
    locator: str | None = None  # None for a value of the document itself
    occurrence: int = 1  # which row of the table at this place, from 1
    read: str | None = None  # what the source says there; None where it says nothing
    value: str | tuple[str, ...] | None = None  # what is right; None: unknown
    who: str = ""
    why: str | None = None
    day: str | None = None  # yyyy-mm-dd
    source: str | None = None  # the file's name, for the reader


Corrections: TypeAlias = Sequence[Correction]


def load(path: Path) -> tuple[Correction, ...]:
    """The entries of a file, in its order; () where there is none. Raises BadCorrections."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else None
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BadCorrections(f"{path}: {error}") from error
    if data is None:
        raise BadCorrections(f"{path}: more than {_MOST_BYTES} bytes")
    try:
        found = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCorrections(f"{path}: {error}") from error
    listed = found.get("correction", [])
    if not isinstance(listed, list) or set(found) - {"correction"}:
        raise BadCorrections(f"{path}: expected tables named [[correction]] and nothing else")
    return tuple(_entry(path, number, one) for number, one in enumerate(listed, start=1))


def add(path: Path, entry: Correction) -> None:
    """Put an entry at the end of the file, which is replaced in one step. Raises OSError."""
    import tomlkit  # takes long to load, and only a person's word needs it

    load(path)  # never add to what cannot be read
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    table = tomlkit.table()
    values = asdict(entry)
    unknown = entry.verdict == "corrected" and entry.value is None
    for name, value in values.items():
        if value is not None:
            table[name] = list(value) if isinstance(value, tuple) else value
    if unknown:
        table["unknown"] = True
    whole = tomlkit.document()
    whole["correction"] = tomlkit.aot()
    whole["correction"].append(table)
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    written = path.with_name(f"{path.name}.new")
    written.write_text(before + gap + tomlkit.dumps(whole), encoding="utf-8")
    written.replace(path)


def digest(entries: Corrections) -> str:
    """Equal for two sets of entries that do the same."""
    return hashlib.sha256(repr(sorted(map(repr, entries))).encode()).hexdigest() if entries else ""


def by_content(entries: Corrections) -> dict[str, tuple[Correction, ...]]:
    """The entries of each source, by the hash of its bytes."""
    found: dict[str, tuple[Correction, ...]] = {}
    for entry in entries:
        content = entry.document.partition("-")[0]
        found[content] = (*found.get(content, ()), entry)
    return found


def _entry(path: Path, number: int, values: Mapping[str, Any]) -> Correction:
    where = f"{path}: correction {number}"
    known = set(Correction.__dataclass_fields__) | {"unknown"}
    if not isinstance(values, dict) or set(values) - known:
        raise BadCorrections(f"{where}: unknown keys {sorted(set(values) - known)!r}")
    for name in ("document", "table", "column", "verdict", "who"):
        if not isinstance(values.get(name), str) or not values[name]:
            raise BadCorrections(f"{where}: {name} is {values.get(name)!r}, expected a text")
    for name in _TEXTS:
        if not isinstance(values.get(name, ""), str):
            raise BadCorrections(f"{where}: {name} is {values[name]!r}, expected a text")
    if values["verdict"] not in VERDICTS:
        raise BadCorrections(
            f"{where}: verdict is {values['verdict']!r}, expected one of {VERDICTS}"
        )
    occurrence = values.get("occurrence", 1)
    if not isinstance(occurrence, int) or occurrence < 1:
        raise BadCorrections(f"{where}: occurrence is {occurrence!r}, expected 1 or more")
    says = "value" in values
    if values["verdict"] == "corrected" and says == bool(values.get("unknown")):
        raise BadCorrections(f"{where}: expected either a value or unknown = true")
    own = {name: value for name, value in values.items() if name not in {"unknown", "value"}}
    day = own.get("day")
    own["day"] = day.isoformat() if isinstance(day, date) else day
    return Correction(**own, value=_text(where, values["value"]) if says else None)


def _text(where: str, value: object) -> str | tuple[str, ...]:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise BadCorrections(
        f"{where}: value is {value!r}, expected a text; an amount stands in quotes"
    )
