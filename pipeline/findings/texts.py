"""Texts that stand in more than one place, which may be a copy that nobody changed."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings.rule import Doubt, Report, Rule, of_item, of_row
from pipeline.records import FollowUpRow

_LEAST_LETTERS = 60  # below that, reports say the same of many things


def repeated_row(report: Report) -> Iterator[Doubt]:
    """A milestone's text word for word as in another row of the report."""
    seen: dict[str, FollowUpRow] = {}
    for item in report.items:
        for row in item.milestones:
            text = "".join(row.text.casefold().split())
            if len(text) < _LEAST_LETTERS:
                continue
            first = seen.setdefault(text, row)
            if first is not row:
                yield of_row(row, f"as {first.item_id}, row {first.position}: {row.text}")


def repeated_description(report: Report) -> Iterator[Doubt]:
    """An item's description word for word that of another with another title."""
    seen: dict[str, tuple[str, str]] = {}
    for item in report.items:
        text = "".join((item.row.description or "").casefold().split())
        if len(text) < _LEAST_LETTERS:
            continue
        item_id, title = seen.setdefault(text, (item.row.item_id, item.row.title))
        if title != item.row.title:
            yield of_item(item.row, f"as {item_id}: {item.row.description}")


RULES = (
    Rule("repeated-text", "info", "The text stands in another row as well.", repeated_row),
    Rule(
        "repeated-description",
        "info",
        "The description is that of another item.",
        repeated_description,
    ),
)
