"""One file per shape of report: shapes are recognized, not senders."""

from __future__ import annotations

from collections.abc import Callable

from extractors.document import Document
from extractors.layouts import item_tables
from extractors.records import RawReport

# Tried in order; the first that finds items reads the document.
LAYOUTS: tuple[Callable[[Document], RawReport | None], ...] = (item_tables.recognize,)


def recognize(document: Document) -> tuple[RawReport, ...]:
    """The reports found in a document; () where it has no follow-up tables."""
    for layout in LAYOUTS:
        report = layout(document)
        if report is not None:
            return (report,)
    return ()
