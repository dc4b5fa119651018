"""What a rule is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.records import AmountRow, DocumentRow, FollowUpRow, ItemRow, LegendRow, Position

_LONGEST = 1000  # characters of evidence


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its rows."""

    row: ItemRow
    follow_ups: tuple[FollowUpRow, ...]
    amounts: tuple[AmountRow, ...]

    @property
    def milestones(self) -> tuple[FollowUpRow, ...]:
        return tuple(row for row in self.follow_ups if row.kind == "milestone")

    @property
    def economy(self) -> tuple[FollowUpRow, ...]:
        return tuple(row for row in self.follow_ups if row.kind == "economy")

    def amounts_of(self, row: FollowUpRow) -> tuple[AmountRow, ...]:
        return tuple(one for one in self.amounts if one.follow_up_position == row.position)


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read."""

    document: DocumentRow
    items: tuple[Item, ...]
    legend: tuple[LegendRow, ...] = ()


class Doubt(NamedTuple):
    """What a rule found: the text or values it rests on, and where they stand."""

    item_id: str | None
    follow_up: int | None
    evidence: str
    place: Position
    amounts: tuple[AmountRow, ...] = ()  # that contradict one another


class Rule(NamedTuple):
    """One kind of doubt; its name is the code in the data."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    check: Callable[[Report], Iterator[Doubt]]


def report(
    document: DocumentRow,
    items: Sequence[ItemRow],
    follow_ups: Sequence[FollowUpRow],
    amounts: Sequence[AmountRow],
    legend: Sequence[LegendRow] = (),
) -> Report:
    """The rows of one document, item by item."""
    rows: dict[str, list[FollowUpRow]] = {}
    for row in follow_ups:
        rows.setdefault(row.item_id, []).append(row)
    sums: dict[str, list[AmountRow]] = {}
    for amount in amounts:
        sums.setdefault(amount.item_id, []).append(amount)
    return Report(
        document,
        tuple(
            Item(one, tuple(rows.get(one.item_id, ())), tuple(sums.get(one.item_id, ())))
            for one in items
        ),
        tuple(legend),
    )


def of_row(row: FollowUpRow, evidence: str) -> Doubt:
    return Doubt(row.item_id, row.position, shortened(evidence), row.place)


def of_item(row: ItemRow, evidence: str) -> Doubt:
    return Doubt(row.item_id, None, shortened(evidence), row.place)


def of_amount(row: AmountRow, evidence: str, others: Sequence[AmountRow]) -> Doubt:
    """A doubt about an amount that others contradict."""
    told = shortened(evidence)
    return Doubt(row.item_id, row.follow_up_position, told, row.place, (row, *others))


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
