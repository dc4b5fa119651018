"""What two rounds of one item say that cannot both be true, found where the rounds are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from normalizers import amounts
from pipeline.changes.comparison import LinkedPair, changes
from pipeline.changes.history import Comparison
from pipeline.changes.told import Deadline, Row
from pipeline.findings import progress, rounds
from pipeline.findings.rule import shortened
from pipeline.findings.sentences import sentences
from pipeline.records import FindingRow, Position

# An economy row's target is money that is to be won.
_GAIN = re.compile(
    r"\b(?:\w*besparels\w+|\w*gevinst\w*|\w*indtægt\w*|provenu\w*|\w*effektivisering\w*)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:nedjuster\w+|nedsat|nedsættes|reduceret|fordi|da|idet|grund\w*|ændret)\b")


_LEAST_JUMP, _MOST_JUMP = 900, 1100


class _Doubt(NamedTuple):
    code: str
    severity: str
    message: str
    row: Row  # in the later report
    evidence: str


def examined(found: Iterable[Comparison], doubts: list[FindingRow]) -> Iterator[Comparison]:
    """The comparisons as they are, while the doubts about them are put down."""
    for comparison in found:
        doubts += findings(comparison)
        yield comparison


def findings(comparison: Comparison) -> Iterator[FindingRow]:
    """Every row of a later round that an earlier round of the same year denies."""
    for pair in comparison.pairs if comparison.same_year else ():
        for doubt in _doubts(pair, comparison):
            region = doubt.row.place.region
            yield FindingRow(
                budget_year=comparison.later.year,
                document_id=pair.later.document_id,
                item_id=pair.later.item_id,
                follow_up_position=doubt.row.position,
                code=doubt.code,
                severity=doubt.severity,
                message=doubt.message,
                evidence=shortened(f"{pair.earlier.item_id}: {doubt.evidence}"),
                place=Position(doubt.row.place.locator, (region,) if region else ()),
            )


def _doubts(pair: LinkedPair, comparison: Comparison) -> Iterator[_Doubt]:
    for earlier, later in pair.rows.pairs:
        if earlier.kind == "milestone":
            yield from _denied(earlier, later)
            yield from _taken_back(earlier, later, comparison)
        yield from _lowered(earlier, later)
    yield from _jumped(pair)


def _denied(earlier: Row, later: Row) -> Iterator[_Doubt]:
    said = earlier.comment or (earlier.plan if earlier.status == "met" else "")
    news = later.comment or later.plan
    old = {one.text for one in sentences(f"{earlier.plan}\n{earlier.comment or ''}")}
    new = "\n".join(one.text for one in sentences(news) if one.text not in old)
    found = progress.denied(said, new, same_milestone=True)
    if found:
        evidence = " | ".join(found)
        message = "An earlier round says done what this one says is not."
        yield _Doubt("rounds-contradict", "warning", message, later, evidence)


def _taken_back(earlier: Row, later: Row, comparison: Comparison) -> Iterator[_Doubt]:
    """A milestone that was due and met is not met any more, and its deadline stands."""
    if earlier.status != "met" or later.status not in ("partly_met", "not_met"):
        return
    same = earlier.deadline is not None and earlier.deadline == later.deadline
    if same and _was_due(earlier.deadline, comparison):
        evidence = (
            f"{earlier.status}: {earlier.plan} | {later.status}: {later.comment or later.plan}"
        )
        message = "A milestone that was due and met in an earlier round is not met in this one."
        yield _Doubt("status-taken-back", "warning", message, later, evidence)


def _was_due(deadline: Deadline | None, comparison: Comparison) -> bool:
    """By a round before the later one; False where nobody can tell."""
    later = comparison.later.documents[0]
    if deadline is None or None in (deadline.year, deadline.round, later.round):
        return False
    return (deadline.year or 0, deadline.round or 0) < (later.year, later.round or 0)


def _jumped(pair: LinkedPair) -> Iterator[_Doubt]:
    """An amount of a row that is about a thousand times what it was."""
    rows = {row.position: row for row in pair.later.rows}
    for change in changes(pair):
        row = rows.get(change.to_position or 0)
        old, new = _value(change.old), _value(change.new)
        if change.kind != "amount_changed" or row is None or not (old and new):
            continue
        low, high = sorted((old, new))
        if _LEAST_JUMP * low <= high <= _MOST_JUMP * low:
            message = "An amount is about a thousand times, or a thousandth of, the one before."
            evidence = f"{change.old} -> {change.new}"
            yield _Doubt("thousandfold-amount", "warning", message, row, evidence)


def _value(raw: str | None) -> Decimal | None:
    """The one exact amount that a text names; None for none, a range or several."""
    found = amounts.find(raw or "").found
    values = {one.reading.value.low for one in found}
    exact = all(one.reading.value.low == one.reading.value.high for one in found)
    return values.pop() if len(values) == 1 and exact else None


def _lowered(earlier: Row, later: Row) -> Iterator[_Doubt]:
    if later.kind == "economy" and not _GAIN.search(later.plan):
        return
    found = rounds.fallen_target(earlier.plan, later.plan, is_gain=later.kind == "economy")
    if found and not _TOLD.search(later.comment or ""):
        message = "The target is lower than in the round before, in the same words."
        evidence = f"{found[0]} -> {found[1]}: {earlier.plan} | {later.plan}"
        yield _Doubt("target-falls", "warning", message, later, evidence)
