"""Rows that sum up, checked against what they sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.records import RawNumber, RawTotal
from normalizers import amount_cells, amount_units
from normalizers.errors import Unreadable
from pipeline.provenance import located
from pipeline.records import FindingRow, Position

_LEAST_PARTS = 2


def check(total: RawTotal, document_id: str, budget_year: int | None) -> FindingRow | None:
    """A finding where a total is the sum of none of its scopes; None where it is, or unreadable."""
    stated = _value(total.number)
    scopes = [[_value(number) for number in scope] for scope in total.scopes]
    sums = [_sum(scope) for scope in scopes if scope]
    known = [one for one in sums if one is not None]
    added_up = any(len(scope) >= _LEAST_PARTS for scope in scopes)
    if stated is None or not known or not added_up or stated in known:
        return None
    passage = total.number.passage
    message = f"The total is {stated:f} kr.; the rows above it add up to {known[0]:f} kr."
    return FindingRow(
        budget_year=budget_year,
        document_id=document_id,
        item_id=None,
        follow_up_position=None,
        code="total-mismatch",
        severity="warning",
        message=message,
        evidence=f"{total.label}: {located(passage).text}",
        place=Position(passage.locator, located(passage).whole.regions),
    )


def findings(
    totals: Sequence[RawTotal], document_id: str, budget_year: int | None
) -> Iterator[FindingRow]:
    for total in totals:
        found = check(total, document_id, budget_year)
        if found is not None:
            yield found


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _value(number: RawNumber) -> Decimal | None:
    """What the cell says in kroner; None for a dash and what cannot be read."""
    unit = amount_units.find_unit(number.notes)
    try:
        reading = amount_cells.read(located(number.passage).text, number.heading, unit)
    except Unreadable:
        return None
    return reading.value.low if reading else None
