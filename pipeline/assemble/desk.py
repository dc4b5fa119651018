"""Where the rows of one item are put together: what is known, and what was found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from normalizers.legends import Definition
from normalizers.organisations import Vocabulary
from normalizers.symbols import Seen
from pipeline.records import AmountRow, FindingRow, Position


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for every item of one report."""

    document_id: str
    budget_year: int | None
    legend: tuple[Definition, ...]
    vocabularies: Mapping[str, Vocabulary]  # by role
    levels: Mapping[str, Seen]  # of grey in status cells, and what they are those of
    leads: frozenset[str] = frozenset()  # words before the numbers of items
    says_all: bool = False  # a scan whose deadlines are written out: what one lacks was not read


@dataclass(frozen=True, slots=True)
class Desk:
    """One item at work; its two lists grow, everything else stands."""

    context: Context
    item_id: str
    amounts: list[AmountRow] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)

    def doubt(
        self,
        code: str,
        message: str,
        evidence: str,
        place: Position,
        *,
        follow_up: int | None = None,
        severity: str = "warning",
    ) -> None:
        """Put a finding down: one value is unreadable or odd, the row stays."""
        self.findings.append(
            FindingRow(
                budget_year=self.context.budget_year,
                document_id=self.context.document_id,
                item_id=self.item_id,
                follow_up_position=follow_up,
                code=code,
                severity=severity,
                message=message,
                evidence=evidence,
                place=place,
            )
        )
