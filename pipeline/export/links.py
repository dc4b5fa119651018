"""Where a row stands in the report page: the fragments that its links are made of."""

from __future__ import annotations

from pipeline.export.output import Row

# The first column that is filled decides: the item as the later report has it, else the earlier.
_ITEM = ("item_id", "to_item_id", "from_item_id")
_DOCUMENT = ("document_id", "to_document_id")


def link(report: str, row: Row) -> str:
    """The address of a row in the report: its item, else its document."""
    for kind, names in (("item", _ITEM), ("document", _DOCUMENT)):
        for name in names:
            if row.get(name):
                return f"{report}#{kind}/{row[name]}"
    return report
