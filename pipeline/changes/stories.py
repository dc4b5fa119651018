"""The changes of a finished output as people read them: item by item, what weighs most first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pipeline import dataset

_Row: TypeAlias = Mapping[str, Any]

# What a reader wants to see first: promises that went away or were put otherwise.
WEIGHTS: Mapping[str, int] = {
    "item_dropped": 9,
    "item_not_continued": 2,
    "milestone_dropped": 8,
    "milestone_reworded": 7,
    "economy_reworded": 7,
    "deadline_changed": 6,
    "amount_changed": 6,
    "description_changed": 5,
    "item_retitled": 5,
    "responsible_changed": 4,
    "status_changed": 4,
    "item_added": 3,
    "milestone_added": 3,
    "item_new": 2,
    "item_renumbered": 2,
    "status_set": 1,
    "status_comment_added": 1,
    "item_continued": 0,
}
_DOCUMENTS = ("document_id", "source", "municipality", "budget_year", "round", "published")
_ITEMS = ("item_id", "position", "heading")
IN_PARTS = ("split", "merged")


class Report(NamedTuple):
    """A document that was compared."""

    source: str
    municipality: str | None
    budget_year: int | None
    round: int | None
    published: str  # "" where it has no date


@dataclass(frozen=True, slots=True)
class Told:
    """One change, its values as printed."""

    kind: str
    field: str
    row: int | None
    old: str | None
    new: str | None
    difference: str | None
    from_page: int | None
    to_page: int | None
    from_locator: str | None
    to_locator: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one item from a report to the next."""

    earlier: Report
    later: Report
    heading: str
    from_heading: str | None  # null where the item is new
    to_heading: str | None
    ground: str | None  # how the two were linked
    score: float | None
    position: int
    changes: tuple[Told, ...]

    @property
    def weight(self) -> int:
        return max((WEIGHTS[change.kind] for change in self.changes), default=0)


def stories(output: Path) -> tuple[Story, ...]:
    """Every linked, new and dropped item, report by report in order of time.

    An item that is as it was has no changes. Raises OSError where there is no finished output.
    """
    reports = {row["document_id"]: _report(row) for row in _rows(output, "documents", _DOCUMENTS)}
    items = {row["item_id"]: row for row in _rows(output, "items", _ITEMS)}
    found: dict[tuple[str | None, ...], list[_Row]] = {}
    links = {_key(row): row for row in _rows(output, "links")}
    for key in links:
        found[key] = []
    for row in _rows(output, "changes"):
        found.setdefault(_key(row), []).append(row)
    told = (_story(key, rows, links.get(key), reports, items) for key, rows in found.items())
    return tuple(sorted(told, key=_order))


def _rows(output: Path, table: str, columns: Sequence[str] | None = None) -> list[_Row]:
    rows: list[_Row] = dataset.load(output, table, columns).to_pylist()
    return rows


def _key(row: _Row) -> tuple[str | None, ...]:
    ends = ("from_document_id", "to_document_id", "from_item_id", "to_item_id")
    return tuple(row[name] for name in ends)


def _report(row: _Row) -> Report:
    values = {name: row[name] for name in Report._fields}
    return Report(**values | {"published": str(row["published"] or "")})


def _story(
    key: tuple[str | None, ...],
    rows: Sequence[_Row],
    link: _Row | None,
    reports: Mapping[str | None, Report],
    items: Mapping[str | None, _Row],
) -> Story:
    earlier, later = items.get(key[2]), items.get(key[3])
    here = later or earlier
    assert here is not None, f"a change of no item: {key!r}"
    return Story(
        earlier=reports[key[0]],
        later=reports[key[1]],
        heading=here["heading"],
        from_heading=None if earlier is None else earlier["heading"],
        to_heading=None if later is None else later["heading"],
        ground=None if link is None else link["ground"],
        score=None if link is None else link["score"],
        position=here["position"],
        changes=tuple(sorted(_told(rows), key=_row_order)),
    )


def _told(rows: Sequence[_Row]) -> Iterator[Told]:
    for row in rows:
        values = {name: row[name] for name in Told.__dataclass_fields__ if name != "row"}
        yield Told(**values, row=row["follow_up_position"])


def _row_order(change: Told) -> tuple[int, int, str, str]:
    return -WEIGHTS[change.kind], change.row or 0, change.kind, change.field


def _order(story: Story) -> tuple[object, ...]:
    later, earlier = story.later, story.earlier
    reports = later.municipality or "", later.budget_year or 0, later.round or 0, later.published
    return *reports, later.source, earlier.source, -story.weight, story.position, story.heading
