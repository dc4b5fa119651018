"""Where a row stands in the report page: the fragments that its links are made of."""

from __future__ import annotations

from pipeline.export.output import Row

_SHORT = 12  # of a document's digest, as the report's own links have it

# The first column that is filled decides: the item as the later report has it, else the earlier.
_ITEM = ("item_id", "to_item_id", "from_item_id")
_DOCUMENT = ("document_id", "to_document_id")


def link(report: str, row: Row) -> str:
    """The address of a row in the report: its item, else its document."""
    for name in _ITEM:
        if row.get(name):
            return f"{report}#item/{row[name]}"
    for name in _DOCUMENT:
        if row.get(name):
            return f"{report}#document/{_short(row[name])}"
    return report


def _short(document_id: str) -> str:
    """The first twelve of the digest, and which report of its file it is."""
    digest, dash, number = document_id.partition("-")
    return digest[:_SHORT] + dash + number
