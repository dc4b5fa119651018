"""Who reads a document alike: two readings of one report, row by row and value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import NamedTuple, TypeAlias

from pipeline.corrections.columns import shown
from pipeline.parts import Parts
from pipeline.schema import Value

TABLES = ("documents", "legend", "items", "follow_ups", "amounts")
# What two readings are to agree on. Places are the reading's own, and so is the software.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": ("municipality", "title", "round", "published", "case_id"),
    "legend": ("dimension", "meaning", "status"),
    "items": (
        *("number", "part", "heading", "title", "chapter_number", "chapter_title", "funding"),
        *("description", "effort", "responsible_centers", "committees", "contributors"),
    ),
    "follow_ups": (
        *("kind", "label_raw", "text", "deadline_raw", "deadline_kind", "deadline_round"),
        *("deadline_year", "deadline_date", "status", "has_economic_effect"),
    ),
    "amounts": ("field", "raw", "low", "high", "qualifier", "kind", "years", "recurrence"),
}
# Of one file's bytes the symbols are the same too; a Word file encodes them in its own way.
_OF_THE_FILE: Mapping[str, tuple[str, ...]] = {
    "legend": ("symbol", "symbol_encoding"),
    "follow_ups": ("smiley_raw", "smiley_encoding", "status_candidates"),
}
_NAMED = ("heading", "text", "raw", "meaning")  # by which a row is told
_LONGEST_TOLD = 300
_BEFORE = 60  # characters of a text before its difference
_DEADLINES = ("deadline_date", "deadline_round", "deadline_year")
# Columns that follow from others: where people put those right, these are theirs too.
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "high": ("low",),
    "status_candidates": ("status",),
    **dict.fromkeys((*_DEADLINES, "deadline_kind"), _DEADLINES),
}

Row: TypeAlias = Mapping[str, Value]
_Numbered: TypeAlias = tuple[int, Row]
_Pair: TypeAlias = tuple[_Numbered | None, _Numbered | None]
Same: TypeAlias = Callable[[Value, Value], bool | None]  # None: one of them does not say


class Key(NamedTuple):
    """A row within its document: its table, and its number there from 0."""

    table: str
    number: int


class Difference(NamedTuple):
    """A row of which the other reading says otherwise, or which only one of them has."""

    row: Key | None  # None: only the other reading has it
    told: tuple[tuple[str, str, str], ...]  # column, here, there


@dataclass(slots=True)
class Agreement:
    """How two readings compare; values of a row that only one has count as not agreeing."""

    alike: set[Key] = field(default_factory=set)
    compared: Counter[str] = field(default_factory=Counter)  # values by table
    agreed: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of one document by table, in its order."""

    rows: Mapping[str, Sequence[Row]]

    @property
    def document(self) -> Row:
        return self.rows["documents"][0]


def reading(parts: Parts, document_id: str) -> Reading | None:
    """One document's rows; None where the parts have no such document."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for (name, _), table in parts.items():
        if name in rows:
            rows[name] += [row for row in table.to_pylist() if row["document_id"] == document_id]
    return Reading(rows) if rows["documents"] else None


def of_one_file(here: Reading, there: Reading) -> Agreement:
    """Two readings of the same bytes: every value is to be the same."""
    columns = {name: (*COLUMNS[name], *_OF_THE_FILE.get(name, ())) for name in TABLES}
    return _compared(here, there, columns, _equal)


def of_two_files(here: Reading, there: Reading) -> Agreement:
    """Two files of one report: texts but for blanks; what only one tells is no difference."""
    return _compared(here, there, COLUMNS, _alike)


def _equal(a: Value, b: Value) -> bool | None:
    return bool(a == b)


def _alike(a: Value, b: Value) -> bool | None:
    if a is None or b is None or a == [] or b == []:
        return True if a == b else None
    return bool(_squeezed(a) == _squeezed(b))


def _squeezed(value: Value) -> Value:
    return "".join(value.split()) if isinstance(value, str) else value


@dataclass(slots=True)
class _Comparison:
    """Two readings on their way to an agreement."""

    columns: Mapping[str, Sequence[str]]
    same: Same
    found: Agreement = field(default_factory=Agreement)

    def compare(self, table: str, pairs: Iterable[_Pair]) -> None:
        for here, there in pairs:
            row = None if here is None else Key(table, here[0])
            columns = [one for one in self.columns[table] if not _is_corrected(here, one)]
            self.found.compared[table] += len(columns)
            if here is None or there is None:
                self._alone(row, (here or there or (0, {}))[1], columns, here is not None)
            else:
                self._side_by_side(Key(table, here[0]), here[1], there[1], columns)

    def _alone(self, key: Key | None, row: Row, columns: Sequence[str], here: bool) -> None:
        said = next((_shown(row[one]) for one in (*_NAMED, *columns) if row.get(one)), "")
        told = ("row", said, "nothing") if here else ("row", "nothing", said)
        self.found.differences.append(Difference(key, (told,)))

    def _side_by_side(self, key: Key, here: Row, there: Row, columns: Sequence[str]) -> None:
        said = {one: self.same(here[one], there[one]) for one in columns}
        self.found.agreed[key.table] += sum(alike is True for alike in said.values())
        differing = [one for one, alike in said.items() if alike is False]
        if differing:
            told = tuple((one, *_both(here[one], there[one])) for one in differing)
            self.found.differences.append(Difference(key, told))
        elif None not in said.values():
            self.found.alike.add(key)


def _compared(
    here: Reading, there: Reading, columns: Mapping[str, Sequence[str]], same: Same
) -> Agreement:
    comparison = _Comparison(columns, same)
    for table, key in (("documents", "outcome"), ("legend", "meaning")):
        comparison.compare(table, _pairs(_numbered(here, table), _numbered(there, table), key))
    items = list(_pairs(_numbered(here, "items"), _numbered(there, "items"), "heading"))
    comparison.compare("items", items)
    for table, key in (("follow_ups", "text"), ("amounts", "raw")):
        mine, others = _by_item(here, table), _by_item(there, table)
        for a, b in items:
            own = mine.get(a[1]["item_id"], []) if a else []
            other = others.get(b[1]["item_id"], []) if b else []
            comparison.compare(table, _pairs(own, other, key))
    return comparison.found


def _numbered(reading: Reading, table: str) -> list[_Numbered]:
    return list(enumerate(reading.rows[table]))


def _by_item(reading: Reading, table: str) -> dict[str, list[_Numbered]]:
    found: dict[str, list[_Numbered]] = {}
    for number, row in enumerate(reading.rows[table]):
        found.setdefault(row["item_id"], []).append((number, row))
    return found


def _pairs(here: Sequence[_Numbered], there: Sequence[_Numbered], key: str) -> Iterator[_Pair]:
    """Rows side by side: by what they say; between those, as many as there are on both sides."""
    a, b = ([_squeezed(row[key]) for _, row in side] for side in (here, there))
    for _, first, last, start, stop in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield from zip_longest(here[first:last], there[start:stop])


def _is_corrected(row: _Numbered | None, column: str) -> bool:
    """What people put right, and what follows from it, is not what the source says."""
    reviews = row[1].get("reviews", ()) if row else ()
    put_right = {one["column"] for one in reviews if one["verdict"] == "corrected"}
    return bool(put_right & {column, *_FOLLOWS.get(column, ())})


def _both(here: Value, there: Value) -> tuple[str, str]:
    """Two values as text; of long ones what stands around the first difference."""
    if not isinstance(here, str) or not isinstance(there, str):
        return _shown(here), _shown(there)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))
    start = max(0, sum(1 for _ in alike) - _BEFORE)
    dots = "…" if start else ""
    return _shown(dots + here[start:]), _shown(dots + there[start:])


def _shown(value: Value) -> str:
    text = shown(value)
    return "nothing" if text is None else repr(text[:_LONGEST_TOLD])
