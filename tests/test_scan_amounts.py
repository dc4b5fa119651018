"""Scans: amounts that contradict one another are left open; a sum that was printed so is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_findings import report_of

from pipeline.assemble import recognition
from pipeline.findings import doubts
from pipeline.records import AmountRow, Position, Region

SUM = "Der afsættes 2 mio. kr. til vejen, 1 mio. kr. til stien og 3 mio. kr. til broen, i alt {}."


def amounts_of(description: str, scanned: set[int]) -> tuple[list[str], list[str]]:
    """The amounts that stay, of a text on page 1, and those that are left open."""
    report = report_of([{"read": True, "description": description, "rows": []}], [])
    (item,) = report.items
    placed = tuple(map(on_page_one, item.amounts))
    report = replace(report, items=(replace(item, amounts=placed),))

    found = recognition.settled(placed, [doubt for _, doubt in doubts(report)], scanned)

    assert {one.code for one in found.findings} <= {"contradicted-amount"}
    return [one.raw for one in found.amounts], [one.evidence for one in found.findings]


def on_page_one(amount: AmountRow) -> AmountRow:
    return replace(amount, place=Position(None, (Region(1, 0.0, 0.0, 9.0, 9.0),)))


@pytest.mark.parametrize(
    ("total", "scanned", "open_amounts"),
    [("7 mio. kr", {1}, 4), ("6 mio. kr", {1}, 0), ("7 mio. kr", {2}, 0), ("7 mio. kr", set(), 0)],
)
def test_scanned_amounts_of_a_sum_that_differs_are_open(
    total: str, scanned: set[int], open_amounts: int
) -> None:
    """Any of them may be misread; on a printed page they are what the report says."""
    kept, unsure = amounts_of(SUM.format(total), scanned)

    assert len(unsure) == open_amounts
    assert len(kept) == 4 - open_amounts
