"""Numbers of items that are missing, twice there, or left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.findings.rule import Doubt, Item, Report, Rule, of_item

_PARTED = re.compile(r"(\d{1,3})\.(\d{1,3})")
_MOST_PARTS = 50
_LEAST_SHARE = 0.5  # of a report's items that have a number, for one without to be odd


def gap(report: Report) -> Iterator[Doubt]:
    """The next number of a chapter is not the next one."""
    numbered = [(found, item) for item in report.items if (found := _number(item))]
    for ((chapter, last), _), ((same, now), item) in itertools.pairwise(numbered):
        if chapter == same and now > last + 1:
            missing = ", ".join(f"{chapter}.{one:02d}" for one in range(last + 1, now))
            yield of_item(item.row, f"{missing[:200]} before {item.row.number}")


def part_gap(report: Report) -> Iterator[Doubt]:
    """An item is a later part of a number whose earlier parts are not there."""
    parts: dict[str, set[int]] = {}
    for item in report.items:
        if item.row.number is not None and item.row.part is not None:
            parts.setdefault(item.row.number, set()).add(item.row.part)
    for item in report.items:
        number, part = item.row.number, item.row.part
        if number is None or part is None or part > _MOST_PARTS:
            continue
        before = max((one for one in parts[number] if one < part), default=0)
        if part > before + 1:
            missing = ", ".join(str(one) for one in range(before + 1, part))
            yield of_item(item.row, f"{number}, part {missing}, before part {part}")


def twice(report: Report) -> Iterator[Doubt]:
    """Two items of other titles have one number."""
    seen: dict[tuple[str, int | None], str] = {}
    for item in report.items:
        if item.row.number is None:
            continue
        key = (item.row.number, item.row.part)
        first = seen.setdefault(key, item.row.title)
        if "".join(first.casefold().split()) != "".join(item.row.title.casefold().split()):
            yield of_item(item.row, f"{item.row.number}: {first} | {item.row.title}")


def without(report: Report) -> Iterator[Doubt]:
    """An item has no number where most have one."""
    bare = [item for item in report.items if item.row.number is None]
    if len(report.items) - len(bare) > _LEAST_SHARE * len(report.items):
        yield from (of_item(item.row, item.row.heading) for item in bare)


def _number(item: Item) -> tuple[int, int] | None:
    found = _PARTED.fullmatch(item.row.number or "")
    return (int(found[1]), int(found[2])) if found else None


RULES = (
    Rule("numbering-gap", "info", "Numbers are missing before this item's.", gap),
    Rule("part-gap", "info", "Earlier parts of this item's number are missing.", part_gap),
    Rule("number-twice", "warning", "Two items with other titles have one number.", twice),
    Rule("item-without-number", "info", "The item has no number; most others have.", without),
)
