"""One file per shape of report: shapes are recognized, not senders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from extractors.document import Document, Table
from extractors.layouts import cards, habits, item_tables, registers, sections
from extractors.layouts.passages import is_suspect, leftover
from extractors.layouts.vocabulary import named
from extractors.records import Habits, Leftover, RawReport, Words

_SEVERAL = 2  # rows

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
    """Tables in which statuses seem to stand, of a document in which no layout found items.

    Or rows labelled as those of an item are, whose columns could not be told.
    """
    words = habits.find(document).words
    for table in document.tables:
        if is_suspect(table) or _is_labelled(table, words):
            yield leftover("looks-like-follow-ups", table.rows, table.locator)


def _is_labelled(table: Table, words: Words) -> bool:
    """Whether several rows begin with the labels of an item's rows, one of a milestone."""
    firsts = (row[0].text for row in table.rows if row and row[0] is not None)
    roles = [role for text in firsts if (role := named("rows", text, words)) is not None]
    return "milestone" in roles and len(roles) >= _SEVERAL


def _recognize(part: Document, own: Habits) -> RawReport | None:
    report = next((report for layout in LAYOUTS if (report := layout(part, own))), None)
    if report is None:
        return None
    tables = {table.locator: table for table in part.tables}
    told = (_told(leftover, tables, part, own) for leftover in report.leftovers)
    return replace(report, leftovers=tuple(told))


def _told(leftover: Leftover, tables: Mapping[str, Table], part: Document, own: Habits) -> Leftover:
    """A table that one layout left over and another would read may be a second follow-up."""
    if leftover.reason != "not-a-follow-up-table" or leftover.locator not in tables:
        return leftover
    alone = replace(part, blocks=(tables[leftover.locator],))
    if any(layout(alone, own) for layout in LAYOUTS):
        return replace(leftover, reason="looks-like-follow-ups")
    return leftover
