"""Deadlines: a follow-up round with its year, or a date with its precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from normalizers import dates
from normalizers.errors import Unreadable
from normalizers.reading import Reading
from normalizers.rounds import Round, read_round


@dataclass(frozen=True, slots=True)
class Deadline:
    """`first` and `last` are the first and last day meant; None for a round."""

    kind: Literal["round", "date"]
    round: int | None
    year: int | None
    first: date | None
    last: date | None
    precision: str  # round, day, week, month, quarter, half, season, year


_OPEN = re.compile(
    r"\s*(?:løbende|uafklaret|ukendt|afventer|ikke fastlagt|-+|–|\?)\s*", re.IGNORECASE
)
# A bound on what a deadline's text may be; longer cells are prose.
_LONGEST = 400


def read(raw: str, default_year: int | None = None) -> Reading[Deadline]:
    """The deadline that a cell states; raises Unreadable where it states none.

    >>> read("1. budgetopfølgning 2017").value.round
    1
    """
    text = re.sub(r"\s+", " ", raw[:_LONGEST]).strip()
    if _OPEN.fullmatch(text):
        raise Unreadable("deadline", raw, "no date and no round is named")
    found = read_round(text)
    if found is not None:
        return _round(found, raw, default_year)
    spans = dates.find(text, default_year)
    if not spans:
        raise Unreadable("deadline", raw, "expected a date or a round, e.g. 2. budgetopfølgning")
    # "Marts-april 2017", "1. marts og 1. juni": from the first day named to the last.
    first, last = spans[0], spans[-1]
    end = max(found.span.last for found in spans)
    start = min(found.span.first for found in spans)
    rule = first.rule if first is last else "several-dates"
    deadline = Deadline("date", None, end.year, start, end, last.span.precision)
    return Reading(deadline, raw, rule, () if first is last else ("several-dates",))


def _round(found: Round, raw: str, default_year: int | None) -> Reading[Deadline]:
    year = found.year if found.year is not None else default_year
    return Reading(Deadline("round", found.number, year, None, None, "round"), raw, found.rule)
