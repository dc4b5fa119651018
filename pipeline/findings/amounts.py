"""Money that is told without a smiley, denied, or a thousand times what stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.findings.rule import Doubt, Item, Report, Rule, of_amount, of_row
from pipeline.findings.sentences import sentences
from pipeline.records import AmountRow

_THOUSAND = 1000
_LEAST_SHARE = 0.5  # of a report's economy rows with amounts that have a smiley
_GIVEN = frozenset(("allocation", "investment", "grant"))
_PAST = re.compile(
    r"\b(?:blev|var|har\sværet|tidligere|allerede|sidste\sår|oprindelig\w*)\b", re.IGNORECASE
)
_MOST_COMPARED = 60  # amounts of an item


def amount_without_status(report: Report) -> Iterator[Doubt]:
    """An economy row with amounts and no smiley, in a report that gives such rows one."""
    told = [row for item in report.items for row in item.economy if item.amounts_of(row)]
    bare = [row for row in told if row.smiley_raw is None and row.status is None]
    if len(told) - len(bare) >= _LEAST_SHARE * len(told):
        yield from (of_row(row, row.text) for row in bare)


def status_without_amount(report: Report) -> Iterator[Doubt]:
    """An economy row with a smiley and no amount, in a report whose smileys stand by amounts."""
    shown = [
        (row, bool(item.amounts_of(row)))
        for item in report.items
        for row in item.economy
        if row.smiley_raw is not None
    ]
    bare = [row for row, has_amounts in shown if not has_amounts]
    if len(shown) - len(bare) >= _LEAST_SHARE * len(shown):
        yield from (of_row(row, f"{row.smiley_raw} beside: {row.text}") for row in bare)


def denied_effect(report: Report) -> Iterator[Doubt]:
    """No economic effect is said of an item that is given money in the same year."""
    year = report.document.budget_year
    for item in report.items:
        given = [one for one in item.amounts if _is_given(item, one, year)]
        for row in item.economy:
            if row.has_economic_effect is False and given:
                amounts = "; ".join(one.raw for one in given)
                yield of_row(row, f"{row.text} | {amounts}")


def _is_given(item: Item, one: AmountRow, year: int | None) -> bool:
    """Whether it is given by the item itself, this year or without a year, and not in the past."""
    if one.follow_up_position is not None or one.kind not in _GIVEN:
        return False
    if one.years:
        return year in one.years
    texts = {"description": item.row.description, "effort": item.row.effort}
    text = texts.get(one.field, item.row.heading) or ""
    said = next((own for own in sentences(text) if own.start <= one.start < own.end), None)
    return said is not None and not _PAST.search(said.text)


def thousandfold(report: Report) -> Iterator[Doubt]:
    """Two exact amounts of an item of one kind and year of which one is exactly 1,000 others."""
    for item in report.items:
        exact = [one for one in item.amounts if one.low == one.high and one.low > 0]
        for one, other in combinations(exact[:_MOST_COMPARED], 2):
            if _is_thousandfold(one, other):
                yield of_amount(other, f"{one.raw} | {other.raw}", (one,))


def _is_thousandfold(one: AmountRow, other: AmountRow) -> bool:
    if one.kind != other.kind or not set(one.years) & set(other.years):
        return False
    low, high = sorted((one.low, other.low))
    return low * _THOUSAND == high


RULES = (
    Rule(
        "amount-without-status",
        "warning",
        "The economy row names amounts but has no smiley.",
        amount_without_status,
    ),
    Rule(
        "status-without-amount",
        "info",
        "The economy row has a smiley but names no amount.",
        status_without_amount,
    ),
    Rule(
        "no-effect-beside-allocation",
        "warning",
        "No economic effect is said of an item that money is given to in the same year.",
        denied_effect,
    ),
    Rule(
        "thousandfold-amount",
        "warning",
        "Two amounts of one kind and year differ by exactly a factor of 1,000.",
        thousandfold,
    ),
)
