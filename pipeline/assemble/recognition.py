"""Amounts of scanned pages that contradict one another: no reading says which of them holds.

In a printed text a sum that does not add up is the report's; on a scan a figure may be misread.
Such amounts are open until somebody has looked. A column's total is only told of: it may differ
by what was rounded.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from extractors.document import Document
from pipeline.findings.rule import Doubt
from pipeline.records import AmountRow, FindingRow


class Settled(NamedTuple):
    """The amounts that stay, and a finding for each that does not."""

    amounts: tuple[AmountRow, ...]
    findings: tuple[FindingRow, ...]


def scanned_pages(document: Document) -> frozenset[int]:
    """The pages that were read by text recognition."""
    return frozenset(
        notice.place.page
        for notice in document.notices
        if notice.code == "scanned-page" and notice.place is not None
    )


def settled(
    amounts: Sequence[AmountRow], doubts: Sequence[Doubt], scanned: Container[int]
) -> Settled:
    """The amounts without those of scanned pages that a doubt rests on."""
    named = [one for doubt in doubts for one in doubt.amounts if _is_on(one, scanned)]
    kept = tuple(one for one in amounts if one not in named)
    return Settled(kept, tuple(map(_finding, (one for one in amounts if one in named))))


def _is_on(amount: AmountRow, scanned: Container[int]) -> bool:
    return any(region.page in scanned for region in amount.place.regions)


def _finding(amount: AmountRow) -> FindingRow:
    return FindingRow(
        budget_year=amount.budget_year,
        document_id=amount.document_id,
        item_id=amount.item_id,
        follow_up_position=amount.follow_up_position,
        code="contradicted-amount",
        severity="warning",
        message="An amount read from a scan contradicts another one of its item; it was left open.",
        evidence=amount.raw,
        place=amount.place,
    )
