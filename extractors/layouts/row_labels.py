"""What a row of an item table is by a label that says more: "Milepæl Havnen"."""

from __future__ import annotations

import re

from extractors.document import Row
from extractors.layouts.item_headings import Columns, label_of
from extractors.layouts.vocabulary import LONGEST_LABEL, named
from extractors.records import Words

# "Økonomi- og Havneudvalget" and "Økonomi i balance" begin with no label but are what they are.
_BEGUN = re.compile(
    r"""
    (?P<label>[^\W\d_]+)
    (?:
        \s*[:(/,.]
      | \s+[-\u2013\u2014]\s
      | \s+ (?=\w)(?![a-zæøå])  # a name, or the number of something
    )
    """,
    re.VERBOSE,
)

_BACKGROUNDS = frozenset(("shading", "text_colour"))  # a whole row may have them


def kind_of(row: Row, columns: Columns, words: Words, *, is_first: bool) -> str | None:
    """What a row is by its label; below the heading "Milepæl" any is a milestone's.

    A label with more words holds where a deadline or a status stands beside it, or a text below
    the item's first row: that is the description, and may begin with any word.
    """
    label = label_of(row, words)
    first = _first(row)
    if label is not None or not 0 < len(first) <= LONGEST_LABEL:
        return label
    is_told = tells(row, columns)
    if columns.nameless:
        return "milestone" if is_told else None
    begun = _begun(first, words)
    if is_first:
        return begun if is_told and begun == "milestone" else None
    return begun if is_told or _holds(row, columns.text) else None


def is_unknown(row: Row, columns: Columns) -> bool:
    """Whether a row has what only follow-ups have, beside what may be its label."""
    return 0 < len(_first(row)) <= LONGEST_LABEL and tells(row, columns)


def tells(row: Row, columns: Columns) -> bool:
    """Whether anything stands in a row's columns of deadlines and statuses."""
    return _holds(row, columns.deadline) or _holds(row, columns.status)


def _first(row: Row) -> str:
    return row[0].text.strip() if row and row[0] else ""


def _holds(row: Row, column: int | None) -> bool:
    cell = row[column] if column is not None and column < len(row) else None
    if cell is None:
        return False
    own = [mark for mark in cell.all_marks if mark.kind not in _BACKGROUNDS]
    return bool(cell.text.strip() or own)


def _begun(text: str, words: Words) -> str | None:
    """What the label is that a text begins with: its first line, or its first word."""
    found = _BEGUN.match(text)
    line, _, rest = text.partition("\n")
    if rest and named("rows", line, words) is not None:
        return named("rows", line, words)
    return named("rows", found["label"], words) if found else None
