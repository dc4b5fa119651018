"""What a row of an item table is by a label that says more: "Milepæl Havnen"."""

from __future__ import annotations

import re

from extractors.document import Row
from extractors.layouts.item_drafts import Draft
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


def kind_of(row: Row, draft: Draft, words: Words, *, may_continue: bool) -> str | None:
    """What a row is by its label; below the heading "Milepæl" any is a milestone's.

    A label with more words holds where a deadline or a status stands beside it, or a text below
    another follow-up, if it is no sentence and no page's end may cut it off a row: above them
    stands the description, which may begin with any word.
    """
    label = label_of(row, words)
    first = _first(row)
    if label is not None or not 0 < len(first) <= LONGEST_LABEL:
        return label
    columns = draft.columns
    is_told = tells(row, columns)
    if columns.nameless:
        return "milestone" if is_told else None
    begun = _begun(first, words)
    if draft.follow_ups:
        may_begin = not may_continue and not first.endswith(".") and _holds(row, columns.text)
        return begun if is_told or may_begin else None
    if draft.is_first and begun != "milestone":
        return None
    is_follow_up = _tells_all(row, columns) if may_continue or _is_dated(draft) else is_told
    return begun if is_follow_up else None


def is_unknown(row: Row, draft: Draft) -> bool:
    """Whether a row has all that follow-ups have, beside what may be its label.

    A deadline alone may stand beside each row of a description.
    """
    is_labelled = 0 < len(_first(row)) <= LONGEST_LABEL
    return is_labelled and _tells_all(row, draft.columns) and not _is_dated(draft)


def _is_dated(draft: Draft) -> bool:
    """Whether a deadline or a status stands beside a row of the description already."""
    return any(tells(row, draft.columns) for row in draft.described)


def tells(row: Row, columns: Columns) -> bool:
    """Whether anything stands in a row's columns of deadlines and statuses."""
    return _holds(row, columns.deadline) or _holds(row, columns.status)


def _tells_all(row: Row, columns: Columns) -> bool:
    """Whether something stands in a row's columns of deadlines and of statuses, in both."""
    return _holds(row, columns.deadline) and _holds(row, columns.status)


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
