"""What needs a person: documents not read, findings that matter, values that were not decided.

Findings of severity info are left to their own table. An amount is unsure where no word beside it
says what the money is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.export.output import Output, Row, rows
from pipeline.labels import Labels

# The severities that need a person, worst first.
SEVERITIES: Final = ("error", "warning")
UNSURE_KIND: Final = "other"
_PLACE: Final = ("document_id", "item_id", "locator", "page")
_FINDING: Final = (*_PLACE, "follow_up_position", "code", "severity", "message", "evidence")
_FOLLOW_UP: Final = (
    *_PLACE,
    "position",
    "label_raw",
    "smiley_raw",
    "status",
    "status_rule",
    "status_candidates",
)
_AMOUNT: Final = (*_PLACE, "follow_up_position", "raw", "rule", "kind")


class Matter(NamedTuple):
    """One thing to look at."""

    severity: str
    matter: str  # a word of the workbook's labels
    code: str  # the finding's code, the error's code, or the rule that left it open
    message: str
    evidence: str | None
    follow_up_position: int | None
    source: Row  # the row it is about, for its context and link


def matters(output: Output, labels: Labels) -> Iterator[Matter]:
    """Errors first, then warnings; each kind in the order of its table."""
    yield from _unread(output)
    for severity in SEVERITIES:
        yield from _findings(output, severity)
    yield from _statuses(output, labels)
    yield from _amounts(output, labels)


def _unread(output: Output) -> Iterator[Matter]:
    for row in rows(output, "documents"):
        if row["outcome"] == "failed":
            message = row["error_message"] or ""
            code = row["error_code"] or ""
            yield Matter("error", "unread_document", code, message, row["source"], None, row)


def _findings(output: Output, severity: str) -> Iterator[Matter]:
    for row in rows(output, "findings", _FINDING):
        if row["severity"] == severity:
            yield Matter(
                severity,
                "finding",
                row["code"],
                row["message"],
                row["evidence"],
                row["follow_up_position"],
                row,
            )


def _statuses(output: Output, labels: Labels) -> Iterator[Matter]:
    """Rows with a smiley whose meaning was not decided."""
    for row in rows(output, "follow_ups", _FOLLOW_UP):
        if row["status"] is None and (row["smiley_raw"] or row["status_candidates"]):
            candidates = ", ".join(map(labels.value, row["status_candidates"]))
            told = labels.workbook["status_told"].format(
                label=row["label_raw"] or row["position"],
                candidates=candidates or labels.workbook["no_candidates"],
            )
            yield Matter(
                "warning",
                "unknown_status",
                row["status_rule"] or "",
                told,
                row["smiley_raw"],
                row["position"],
                row,
            )


def _amounts(output: Output, labels: Labels) -> Iterator[Matter]:
    for row in rows(output, "amounts", _AMOUNT):
        if row["kind"] == UNSURE_KIND:
            yield Matter(
                "info",
                "unsure_kind",
                row["rule"],
                labels.workbook["amount_told"],
                row["raw"],
                row["follow_up_position"],
                row,
            )
