"""One file per shape of report: shapes are recognized, not senders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from extractors.document import Document
from extractors.layouts import cards, habits, item_tables, registers, sections
from extractors.layouts.passages import is_suspect, unread
from extractors.records import Habits, Leftover, RawReport

# Tried in order; the first that finds items reads the document.
LAYOUTS: tuple[Callable[[Document, Habits], RawReport | None], ...] = (
    item_tables.recognize,
    registers.recognize,
    cards.recognize,
)


def recognize(document: Document) -> tuple[RawReport, ...]:
    """The reports found in a document; () where it has no follow-up tables."""
    own = habits.find(document)
    found = ((part, _recognize(part, own)) for part in sections.split(document))
    return tuple(
        replace(report, blocks=part.blocks, habits=own) for part, report in found if report
    )


def suspects(document: Document) -> Iterator[Leftover]:
    """Tables in which statuses seem to stand, of a document in which no layout found items."""
    for table in document.tables:
        if is_suspect(table):
            yield unread(table)


def _recognize(part: Document, own: Habits) -> RawReport | None:
    return next((report for layout in LAYOUTS if (report := layout(part, own))), None)
