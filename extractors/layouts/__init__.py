"""One file per shape of report: shapes are recognized, not senders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.document import Document
from extractors.layouts import cards, item_tables, registers, sections
from extractors.records import RawReport

# Tried in order; the first that finds items reads the document.
LAYOUTS: tuple[Callable[[Document], RawReport | None], ...] = (
    item_tables.recognize,
    registers.recognize,
    cards.recognize,
)


def recognize(document: Document) -> tuple[RawReport, ...]:
    """The reports found in a document; () where it has no follow-up tables."""
    found = ((part, _recognize(part)) for part in sections.split(document))
    return tuple(replace(report, blocks=part.blocks) for part, report in found if report)


def _recognize(part: Document) -> RawReport | None:
    return next((report for layout in LAYOUTS if (report := layout(part))), None)
