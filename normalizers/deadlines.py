"""Deadlines: a follow-up round with its year, or a date with its precision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from normalizers import dates, note_marks, remainders, rounds
from normalizers.dates import FoundDate
from normalizers.errors import Unreadable
from normalizers.reading import Reading
from normalizers.rounds import Round
from normalizers.unknown_letters import UNKNOWN


@dataclass(frozen=True, slots=True)
class Deadline:
    """`first` and `last` are the first and last day meant.

    Both are None for a round; one of them where only the other is bounded ("inden 2018",
    "efter sommeren 2017"). A round may be one of a year without a number ("halvårsregnskab").
    """

    kind: Literal["round", "date"]
    round: int | None
    year: int | None
    first: date | None
    last: date | None
    precision: str  # round, day, week, month, quarter, half, season, year


LONGEST = 400  # a longer text is prose, and what it names need not be the deadline

_ONGOING = re.compile(r"\bløbende\b|\bkontinuerlig\w*\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:udskudt|udsat|udskydes|flyttet|fremrykket|rykket|ændret|tidligere|oprindelig\w*)\b",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\btil\s(?:den\s|d\.\s?)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:inden|før|forud\sfor)\s(?:den\s|d\.\s?)?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:efter|tidligst\sefter)\s(?:den\s|d\.\s?)?$", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:ikke\s(?:før|inden|tidligere\send)|tidligst)\s(?:den\s|d\.\s|i\s)?$", re.IGNORECASE
)
_NOT_AFTER = re.compile(r"\bikke\s(?:efter|senere\send)\s(?:den\s|d\.\s|i\s)?$", re.IGNORECASE)
_NOT = re.compile(r"\bikke\b", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\s?(?:og\sfrem\w*|og\sfølgende|ff\b|og\soverslagsår\w*|eller\s(?:senere|derefter)|\+(?!\d))",
    re.IGNORECASE,
)
# "Before the end of May" still ends with May.
_ENDS = frozenset({"part-of-month", "part-of-year", "end-of-year", "turn-of-year"})
# Between dates that are one stretch: "marts-april 2017", "1. maj til 1. juni 2018".
_JOINED = re.compile(
    r"[\s(]*(?:-|–|/|&|\+|,|\b(?:til(?:\sog\smed)?|og|eller|samt)\b)?[\s)]*(?:(?:den|d\.|i)\s)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # a report repeats its few deadlines
def read(raw: str, default_year: int | None = None) -> Reading[Deadline]:
    """The deadline that a cell states; raises Unreadable where it states none or two.

    What names no year takes the one year that the text names elsewhere, then `default_year`.

    >>> read("1. budgetopfølgning 2017").value.round
    1
    >>> read("senest i april", 2017).value.last
    datetime.date(2017, 4, 30)
    """
    if len(raw) > LONGEST:
        raise Unreadable("deadline", raw[:80] + "…", "a deadline is short; this is prose")
    if UNKNOWN in raw:
        raise Unreadable("deadline", raw, "a letter or digit of it is unknown")
    text = re.sub(r"\s+", " ", note_marks.removed(raw).text).strip()
    occasions = rounds.find(text)
    if occasions and occasions[-1].number is not None:
        return _round(occasions, text, raw, default_year)
    found = _dates(text, default_year)
    if found and not (occasions and found[-1].rule == "year"):
        _refuse_remainders(found, text, raw)
        return _date(found, text, raw)
    if occasions and (occasions[0].year or found or default_year):
        return _round(occasions, text, raw, default_year)
    raise Unreadable("deadline", raw, _hint(text))


def _hint(text: str) -> str:
    if _ONGOING.search(text):
        return "it goes on all the time; no day and no round is named"
    if not re.search(r"\w", text):
        return "no day and no round is named"
    if dates.find(text, 2000):
        return "a date without a year, and the report's year is not known"
    return "expected a date or a round, e.g. 31.12.2017 or 2. budgetopfølgning 2017"


def _refuse_remainders(found: Sequence[FoundDate], text: str, raw: str) -> None:
    """A year alone is the deadline only where nothing beside it looks like more of a date."""
    if len(found) == 1 and found[0].rule == "year":
        doubt = remainders.doubt(f"{text[: found[0].start]} {text[found[0].end :]}")
        if doubt:
            raise Unreadable("deadline", raw, doubt)


def _dates(text: str, default_year: int | None) -> tuple[FoundDate, ...]:
    printed = {found.last.year for found in dates.find(text)}
    return dates.find(text, printed.pop() if len(printed) == 1 else default_year)


def _round(
    occasions: Sequence[Round], text: str, raw: str, default_year: int | None
) -> Reading[Deadline]:
    last = occasions[-1]
    if last.number is None and remainders.may_be_a_number(text[: last.start]):
        raise Unreadable("deadline", raw, "what stands before the round may be its number")
    if last.year is None and re.search(r"\d{2}", text[last.end :]):
        raise Unreadable("deadline", raw, "what stands behind the round may be its year")
    if len({found.number for found in occasions}) > 1 and _MOVED.search(text):
        raise Unreadable("deadline", raw, "it was moved; which round counts is not certain")
    years = {found.last.year for found in dates.find(text)}
    year = last.year or (years.pop() if len(years) == 1 else None)
    flags = []
    if len({found.number for found in occasions}) > 1:
        flags.append("several-rounds")
    if year is None and default_year is not None:
        flags.append("year-of-report")
    value = Deadline("round", last.number, year or default_year, None, None, "round")
    return Reading(value, raw, last.rule, tuple(flags))


def _date(found: Sequence[FoundDate], text: str, raw: str) -> Reading[Deadline]:
    narrow = _narrowed(found)
    denied = _NOT.search(text)
    if denied and not any(
        pattern.search(text[: narrow[0].start]) for pattern in (_NOT_BEFORE, _NOT_AFTER)
    ):
        raise Unreadable("deadline", raw, f"{denied[0]!r} stands beside it")
    flags = _doubts(narrow, text)
    if len(narrow) > 1 and _MOVED.search(text):
        if not _MOVED_TO.search(text[: narrow[-1].start]):
            raise Unreadable("deadline", raw, "it was moved; which date counts is not certain")
        narrow = narrow[-1:]
        flags = ["moved", *flags]
    latest = max(narrow, key=lambda one: one.last)
    first, last, more = _bounds(narrow, text)
    day = last or first
    value = Deadline("date", None, day.year if day else None, first, last, latest.precision)
    rule = latest.rule if len(narrow) == 1 else "several-dates"
    return Reading(value, raw, rule, (*flags, *more))


def _doubts(found: Sequence[FoundDate], text: str) -> list[str]:
    signs = (
        ("several-dates", len(found) > 1 and not _are_joined(found, text)),
        ("year-of-report", not dates.find(text)),
        ("ongoing", _ONGOING.search(text) is not None),
    )
    return [flag for flag, holds in signs if holds]


def _bounds(found: Sequence[FoundDate], text: str) -> tuple[date | None, date | None, list[str]]:
    """The first and the last day meant, with what the words around the dates make of them."""
    lead = text[: found[0].start]
    first, last = min(one.first for one in found), max(one.last for one in found)
    if _NOT_BEFORE.search(lead) and len(found) == 1:
        return first, None, ["open-ended"]
    if _NOT_AFTER.search(lead):
        return first, last, []
    if _BEFORE.search(lead) and found[0].rule not in _ENDS:
        return _before(found[0])
    if _AFTER.search(lead):
        return last + timedelta(days=1), None, ["open-ended"]
    if _OPEN_END.match(text, found[-1].end):
        return first, None, ["open-ended"]
    return first, last, []


def _before(found: FoundDate) -> tuple[date | None, date | None, list[str]]:
    """Before a day may include the day; before a longer stretch ends the day before it begins."""
    if found.precision == "day":
        return found.first, found.last, ["before-or-on"]
    return None, found.first - timedelta(days=1), []


def _narrowed(found: Sequence[FoundDate]) -> list[FoundDate]:
    """Without those that only say less of what another says: "4. kvartal 2017 (december)"."""
    kept = [
        one
        for index, one in enumerate(found)
        if not any(
            _says_more(other, one) or (_is_same(other, one) and earlier < index)
            for earlier, other in enumerate(found)
        )
    ]
    return kept or list(found)


def _says_more(other: FoundDate, one: FoundDate) -> bool:
    inside = one.first <= other.first and other.last <= one.last
    return inside and not _is_same(other, one)


def _is_same(other: FoundDate, one: FoundDate) -> bool:
    return (other.first, other.last) == (one.first, one.last)


def _are_joined(found: Sequence[FoundDate], text: str) -> bool:
    return all(_JOINED.fullmatch(text, one.end, other.start) for one, other in pairwise(found))
