"""The auditor's rules: what in a report contradicts itself or asks for a look, one table of rules.

Each rule looks at one report as read. Precision comes first: a warning that is wrong costs more
trust than one that is missing, and what is only worth knowing is an `info`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import (
    amounts,
    budgets,
    dates,
    labels,
    numbering,
    rounds,
    statuses,
    sums,
    texts,
)
from pipeline.findings.rule import Doubt, Report, Rule
from pipeline.records import DocumentRow, FindingRow

RULES: tuple[Rule, ...] = (
    *statuses.RULES,
    *rounds.RULES,
    *amounts.RULES,
    *budgets.RULES,
    *sums.RULES,
    *dates.RULES,
    *numbering.RULES,
    *texts.RULES,
    *labels.RULES,
)


def examine(report: Report) -> Iterator[FindingRow]:
    """What every rule says of a report, in the order of the rules."""
    for rule, doubt in doubts(report):
        yield finding(report.document, rule, doubt)


def doubts(report: Report) -> Iterator[tuple[Rule, Doubt]]:
    """What every rule found, in the order of the rules."""
    for rule in RULES:
        for doubt in rule.check(report):
            yield rule, doubt


def finding(document: DocumentRow, rule: Rule, doubt: Doubt) -> FindingRow:
    """What a rule found, as a row."""
    return FindingRow(
        budget_year=document.budget_year,
        document_id=document.document_id,
        item_id=doubt.item_id,
        follow_up_position=doubt.follow_up,
        code=rule.code,
        severity=rule.severity,
        message=rule.message,
        evidence=doubt.evidence,
        place=doubt.place,
    )
