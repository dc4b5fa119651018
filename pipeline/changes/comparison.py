"""What changed in an item from a report to the next: one rule per kind of change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.changes.links import Link
from pipeline.changes.rows import RowPairs, paired, same_deadline
from pipeline.changes.told import Cell, Deadline, Item, Place, Row
from pipeline.changes.wording import comparable, compared, difference, same

REWORDED: Mapping[str, str] = {"milestone": "milestone_reworded", "economy": "economy_reworded"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change, its values as printed, and where both stand."""

    kind: str
    field: str  # the column that changed
    old: str | None
    new: str | None
    from_place: Place | None
    to_place: Place | None
    difference: str | None = None
    from_position: int | None = None  # of the row in the earlier item
    to_position: int | None = None


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """An item in two reports, with its rows side by side."""

    link: Link
    rows: RowPairs

    @property
    def earlier(self) -> Item:
        return self.link.earlier

    @property
    def later(self) -> Item:
        return self.link.later


_ItemRule: TypeAlias = Callable[[Item, Item], Iterator[Change]]
_RowRule: TypeAlias = Callable[[Row, Row], Iterator[Change]]


def linked_pairs(links: Sequence[Link]) -> tuple[LinkedPair, ...]:
    """Every link with the rows of its two items paired.

    An item and its parts are one item here: a milestone that went with one part is not gone from
    the other.
    """
    return tuple(LinkedPair(link, _rows(link, links)) for link in links)


def changes(pair: LinkedPair) -> Iterator[Change]:
    """Everything that changed in an item; what its parts share is not compared."""
    rules = PART_RULES if pair.link.in_parts else ITEM_RULES
    for item_rule in rules:
        yield from item_rule(pair.earlier, pair.later)
    for earlier, later in pair.rows.pairs:
        for row_rule in ROW_RULES:
            yield from row_rule(earlier, later)
    for row in pair.rows.gone:
        yield from _gone(row)
    for row in pair.rows.new:
        yield from _new(row)


def _rows(link: Link, links: Sequence[Link]) -> RowPairs:
    found = paired(link.earlier.rows, link.later.rows)
    if not link.in_parts:
        return found
    pieces = [other for other in links if other.in_parts and other != link]
    wholes = [other.later for other in pieces if other.earlier is link.earlier]
    origins = [other.earlier for other in pieces if other.later is link.later]
    gone, new = _plans(origins), _plans(wholes)
    return RowPairs(
        found.pairs,
        tuple(row for row in found.gone if row.kind == "milestone" and _plan(row) not in new),
        tuple(row for row in found.new if row.kind == "milestone" and _plan(row) not in gone),
    )


def _plans(items: Sequence[Item]) -> set[str]:
    return {_plan(row) for item in items for row in item.rows}


def _plan(row: Row) -> str:
    return comparable(row.plan)


def _renumbered(one: Item, other: Item) -> Iterator[Change]:
    if (one.number, one.part) != (other.number, other.part):
        old, new = _number(one), _number(other)
        yield Change("item_renumbered", "number", old, new, one.place, other.place)


def _number(item: Item) -> str | None:
    part = None if item.part is None else f"del {item.part}"
    return " ".join(filter(None, (item.number, part))) or None


def _retitled(one: Item, other: Item) -> Iterator[Change]:
    yield from _texts("item_retitled", "title", (one.title, one.place), (other.title, other.place))


def _described(one: Item, other: Item) -> Iterator[Change]:
    for field in ("description", "effort"):
        if field == "effort" and _only_moved(one, other):
            continue
        old, new = getattr(one, field), getattr(other, field)
        yield from _texts("description_changed", field, (old, one.place), (new, other.place))


def _responsible(one: Item, other: Item) -> Iterator[Change]:
    for field, names, raw in (
        ("responsible_centers", "centers", "center_raw"),
        ("committees", "committees", "committee_raw"),
        ("contributors", "contributors", "contributors_raw"),
    ):
        before, after = getattr(one, names), getattr(other, names)
        if field == "contributors" and _only_moved(one, other):
            continue
        if _names(before) != _names(after) and not same(getattr(one, raw), getattr(other, raw)):
            old, new = "; ".join(before) or None, "; ".join(after) or None
            yield Change("responsible_changed", field, old, new, one.place, other.place)


def _only_moved(one: Item, other: Item) -> bool:
    """Whether effort and contributors hold the same words, however they were told apart.

    Plain text shows no end of the line that names the contributors.
    """
    before, after = _effort_cell(one), _effort_cell(other)
    return before == after and one.effort != other.effort


def _effort_cell(item: Item) -> str:
    return comparable("\n".join(filter(None, (item.contributors_raw, item.effort))))


def _names(names: Sequence[str]) -> set[str]:
    return set(map(comparable, names))


def _item_cells(one: Item, other: Item) -> Iterator[Change]:
    for old, new in _cells(one.cells, other.cells):
        yield Change("amount_changed", old.heading, old.raw, new.raw, one.place, other.place)


def _row_wording(one: Row, other: Row) -> Iterator[Change]:
    if _is_continued(one.plan, other.plan):
        added = other.plan[len(one.plan) :].strip()
        yield Change(
            "status_comment_added",
            "plan_text",
            None,
            added,
            one.place,
            other.place,
            f"{{+{added}+}}",
            one.position,
            other.position,
        )
        return
    for change in _texts(
        REWORDED[one.kind], "plan_text", (one.plan, one.place), (other.plan, other.place)
    ):
        yield _in_row(change, one, other)


def _is_continued(old: str, new: str) -> bool:
    """Whether a paragraph was added behind a text that stayed as it was."""
    return bool(old) and new.startswith(old) and new[len(old) :].startswith("\n")


def _row_comment(one: Row, other: Row) -> Iterator[Change]:
    """A comment that was taken out is no change: the next round says nothing more of it.

    Nor are the amounts of a new comment another's: only one that says the same but for them.
    """
    if other.comment is None:
        return
    for change in _texts(
        "status_comment_added",
        "status_text",
        (one.comment, one.place),
        (other.comment, other.place),
    ):
        yield _in_row(change, one, other)
        if change.kind == "status_comment_added":
            return


def _row_deadline(one: Row, other: Row) -> Iterator[Change]:
    if not same_deadline(one.deadline, other.deadline):
        old, new = _printed(one.deadline), _printed(other.deadline)
        change = Change("deadline_changed", "deadline", old, new, one.place, other.place)
        yield _in_row(change, one, other)


def _printed(deadline: Deadline | None) -> str | None:
    return None if deadline is None else deadline.raw


def _row_status(one: Row, other: Row) -> Iterator[Change]:
    """A status that a document leaves open differs only from what it cannot be."""
    if one.shown == other.shown and (not one.shown or _may_be_one(one, other)):
        return
    kind = "status_changed" if one.shown else "status_set"
    places = one.smiley_place, other.smiley_place
    yield _in_row(Change(kind, "status", _status(one), _status(other), *places), one, other)


def _may_be_one(one: Row, other: Row) -> bool:
    before, after = _statuses(one), _statuses(other)
    return not before or not after or bool(before & after)


def _statuses(row: Row) -> set[str]:
    return {row.status} if row.status else set(row.candidates)


def _status(row: Row) -> str | None:
    if not row.shown:
        return None
    return row.status or " or ".join(row.candidates) or "unknown"


def _row_cells(one: Row, other: Row) -> Iterator[Change]:
    for old, new in _cells(one.cells, other.cells):
        change = Change("amount_changed", old.heading, old.raw, new.raw, one.place, other.place)
        yield _in_row(change, one, other)


def _cells(earlier: Sequence[Cell], later: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Amounts of one column that differ; not those of a column that only one report has."""
    before = {comparable(cell.heading): cell for cell in earlier}
    for cell in later:
        old = before.get(comparable(cell.heading))
        if old is not None and (old.low, old.high) != (cell.low, cell.high):
            yield old, cell


def _texts(
    kind: str, field: str, old: tuple[str | None, Place], new: tuple[str | None, Place]
) -> Iterator[Change]:
    """A text that says something else, and the amounts in it that changed."""
    found = compared(old[0], new[0])
    if found.reworded:
        told = difference(old[0], new[0])
        yield Change(kind, field, old[0] or None, new[0] or None, old[1], new[1], told)
    for amount in found.amounts:
        yield Change("amount_changed", field, amount.old, amount.new, old[1], new[1])


def _in_row(change: Change, one: Row, other: Row) -> Change:
    return Change(
        change.kind,
        change.field,
        change.old,
        change.new,
        change.from_place,
        change.to_place,
        change.difference,
        one.position,
        other.position,
    )


def _gone(row: Row) -> Iterator[Change]:
    if row.plan or row.deadline:
        kind = "milestone_dropped" if row.kind == "milestone" else "economy_reworded"
        yield Change(kind, "plan_text", row.plan, None, row.place, None, None, row.position)


def _new(row: Row) -> Iterator[Change]:
    if row.plan or row.deadline:
        kind = "milestone_added" if row.kind == "milestone" else "economy_reworded"
        yield Change(kind, "plan_text", None, row.plan, None, row.place, to_position=row.position)


ITEM_RULES: tuple[_ItemRule, ...] = (
    _renumbered,
    _retitled,
    _responsible,
    _described,
    _item_cells,
)
PART_RULES: tuple[_ItemRule, ...] = (_responsible,)
ROW_RULES: tuple[_RowRule, ...] = (
    _row_wording,
    _row_comment,
    _row_deadline,
    _row_status,
    _row_cells,
)
