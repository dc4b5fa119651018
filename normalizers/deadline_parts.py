"""What a deadline leaves out though most of its report say it: on a scan it may not have been read.

A report that never prints the year of a round means its own; one that always does has lost it
where it is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from normalizers import deadlines
from normalizers.deadlines import Deadline
from normalizers.errors import Unreadable
from normalizers.reading import Reading

_MOSTLY = 0.75  # of a report's deadlines
_LEAST = 2  # of them, to tell how the report writes
_ONE_A_YEAR = re.compile(r"\b(?:halvårs|års)?regnskab", re.IGNORECASE)


def missing(reading: Reading[Deadline]) -> str | None:
    """What a deadline does not say itself; None where it says all.

    >>> missing(deadlines.read("2. budgetopfølgning", 2024))
    'its year'
    >>> missing(deadlines.read("budgetopfølgning 2024"))
    'the number of its round'
    """
    if "year-of-report" in reading.flags:
        return "its year"
    numbered = reading.value.kind == "date" or reading.value.round is not None
    return None if numbered or _ONE_A_YEAR.search(reading.raw) else "the number of its round"


def are_complete(texts: Iterable[str], budget_year: int | None) -> bool:
    """Whether a report writes all of its deadlines out, but for a few."""
    complete = [missing(found) is None for text in texts for found in _read(text, budget_year)]
    return len(complete) >= _LEAST and sum(complete) >= _MOSTLY * len(complete)


def _read(text: str, budget_year: int | None) -> tuple[Reading[Deadline], ...]:
    try:
        return (deadlines.read(text, budget_year),)
    except Unreadable:
        return ()
