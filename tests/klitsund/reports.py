"""The reports of Klitsund Kommune as data: read from `content/`, one TOML per chapter.

A later round of a year is a list of changes laid over the round before, so that what differs
between two rounds is written down once and can be compared with what the pipeline finds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

CONTENT = Path(__file__).parent / "content"
SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"
ANY = "*"  # an expected value on which honest readers may differ

Raw = dict[str, Any]


class Line(NamedTuple):
    """A paragraph or list item; may hold soft hyphens."""

    text: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """What an amount in a text means; a field that is `ANY` is not compared."""

    field: str
    raw: str
    low: Decimal
    high: Decimal
    kind: str  # several, where more than one is right: "expense|investment"
    years: tuple[int, ...] | str
    recurrence: str
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A milestone or economy row."""

    kind: str
    plan: tuple[Line, ...]
    comment_lead: str
    comment: tuple[Line, ...]
    deadline: str
    status: str | None
    economic_effect: bool
    amounts: tuple[Amount, ...]
    revision: tuple[str, str] | None  # (old, new): tracked in the Word file

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.plan + ((Line(self.comment_lead), *self.comment) if self.comment else ())


@dataclass(frozen=True, slots=True)
class Item:
    """An item table."""

    chapter: str
    number: str | None
    title: str
    part: int | None
    part_suffix: str | None
    funding: str
    description: tuple[Line, ...]
    effort: tuple[Line, ...]
    center: str
    committee: str
    contributors: str
    controls: tuple[str, ...]  # what stands in a content control in the Word file
    amounts: tuple[Amount, ...]
    rows: tuple[Row, ...]

    @property
    def heading(self) -> str:
        number = f"{self.number}. " if self.number else ""
        part = f" - del {self.part}" if self.part else ""
        suffix = f" - {self.part_suffix}" if self.part_suffix else ""
        return f"{number}{self.title}{part}{suffix}"

    @property
    def responsible(self) -> tuple[Line, ...]:
        return (
            Line(f"Ansvarligt center: {self.center}"),
            Line(f"Ansvarligt udvalg: {self.committee}"),
            Line(f"Væsentlig bidragsyder: {self.contributors}".strip()),
        )


class Definition(NamedTuple):
    """A line of the reading guide."""

    dimension: str
    status: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report with everything that is printed in it."""

    municipality: str
    title: str
    round: int
    budget_year: int
    published: date
    date_line: str
    case_id: str
    contact: tuple[str, ...]
    guide_heading: str
    guide: tuple[str, ...]
    effort_lead: str
    economy_lead: str
    guide_end: str
    legend: tuple[Definition, ...]
    items: tuple[Item, ...]


def open_report(year: str, overlay: str | None = None) -> Report:
    """The report whose chapters lie in `content/YEAR`, with a later round laid over it."""
    folder = CONTENT / year
    front = _toml(folder / "report.toml")
    items = [item for path in sorted(folder.glob("[0-9]-*.toml")) for item in _chapter(path)]
    if overlay is not None:
        later = _toml(folder / f"{overlay}.toml")
        items = _laid_over(items, later)
        front |= {key: value for key, value in later.items() if key not in {"change", "added"}}
    return Report(
        **{key: _frozen(value) for key, value in front.items() if key != "legend"},
        legend=tuple(Definition(**entry) for entry in front["legend"]),
        items=tuple(_item(item) for item in items),
    )


@cache
def open_deadlines() -> Raw:
    """What every printed deadline means, by kind."""
    return _toml(CONTENT / "deadlines.toml")


def plain(text: str) -> str:
    """A text as the dataset holds it: soft hyphens gone, no-break blanks opened."""
    return text.replace(SOFT_HYPHEN, "").replace(NO_BREAK_SPACE, " ")


def plain_lines(lines: Iterable[Line]) -> str:
    return "\n".join(plain(line.text) for line in lines)


def _toml(path: Path) -> Raw:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _chapter(path: Path) -> list[Raw]:
    content = _toml(path)
    return [item | {"chapter": content["chapter"]} for item in content["item"]]


def _laid_over(items: list[Raw], later: Raw) -> list[Raw]:
    changes = {change["key"]: change for change in later["change"]}
    unknown = changes.keys() - {item["key"] for item in items}
    assert not unknown, f"changes to items that do not exist: {sorted(unknown)}"
    found = [
        _changed(item, changes.get(item["key"], {}))
        for item in items
        if not changes.get(item["key"], {}).get("drop")
    ]
    for added in later["added"]:
        after = next(i for i, item in enumerate(found) if item["key"] == added["after"])
        found.insert(after + 1, added)
    return found


def _changed(item: Raw, change: Raw) -> Raw:
    directives = {"rows", "insert", "drop_rows"}
    rows = []
    for number, row in enumerate(deepcopy(item["row"]), 1):
        if number not in change.get("drop_rows", ()):
            rows.append(row | change.get("rows", {}).get(str(number), {}))
        rows += [new for new in change.get("insert", ()) if new["after"] == number]
    values = {key: value for key, value in change.items() if key not in directives}
    return item | values | {"row": rows}


def _item(raw: Raw) -> Item:
    return Item(
        chapter=raw["chapter"],
        number=raw.get("number"),
        title=raw["title"],
        part=raw.get("part"),
        part_suffix=raw.get("part_suffix"),
        funding=raw["funding"],
        description=_lines(raw["description"]),
        effort=_lines(raw["effort"]),
        center=raw["center"],
        committee=raw["committee"],
        contributors=raw["contributors"],
        controls=tuple(raw.get("control", ())),
        amounts=tuple(_amount(entry) for entry in raw.get("amounts", ())),
        rows=tuple(_row(row) for row in raw["row"]),
    )


def _row(raw: Raw) -> Row:
    revision = raw.get("revision")
    return Row(
        kind=raw.get("kind", "milestone"),
        plan=_lines(raw["text"]),
        comment_lead=raw.get("comment_lead", "Status:"),
        comment=_lines(raw.get("comment", "")),
        deadline=raw.get("deadline", ""),
        status=raw.get("status"),
        economic_effect=raw.get("economic_effect", True),
        amounts=tuple(_amount(entry) for entry in raw.get("amounts", ())),
        revision=(revision["old"], revision["new"]) if revision else None,
    )


def _amount(raw: Mapping[str, Any]) -> Amount:
    ends = raw["kr"] if isinstance(raw["kr"], list) else [raw["kr"], raw["kr"]]
    years = raw.get("years", ())
    return Amount(
        field=raw.get("in", "text"),
        raw=raw["raw"],
        low=Decimal(ends[0]),
        high=Decimal(ends[1]),
        kind=raw["kind"],
        years=years if isinstance(years, str) else tuple(years),
        recurrence=raw.get("recurrence", "unknown"),
        qualifier=raw.get("qualifier"),
    )


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(
        Line(line.removeprefix("- "), line.startswith("- ")) for line in text.strip().splitlines()
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
