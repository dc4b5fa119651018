"""Danish dates: a first and a last day with their precision, in a cell or in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from normalizers import date_rules
from normalizers.date_rules import Build, Span
from normalizers.errors import Unreadable
from normalizers.reading import Reading

EXPECTED = "expected e.g. 31.12.2017, den 28. august 2017, ultimo november 2017 or 2. kvartal 2017"


class FoundDate(NamedTuple):
    """A date in running text: `text[start:end]` means the days from `first` to `last`."""

    start: int
    end: int
    first: date
    last: date
    precision: str
    rule: str
    is_year_printed: bool = True  # with it, or with the date that it is joined to


class _Match(NamedTuple):
    """What looks like a date, before a year is found for it."""

    start: int
    end: int
    rule: str
    found: re.Match[str]
    build: Build
    year: int | None


# Between two dates of which the first takes the year of the second: "marts-april 2017".
_JOINT = re.compile(
    r"\s?(?:-|–|/|,|&|\+|\b(?:til(?:\sog\smed)?|og|eller|samt)\b)?\s?(?:(?:den|d\.|i|ultimo)\s)?",
    re.IGNORECASE,
)
# Between a year and a date that takes it: "2017, 4. kvartal".
_YEAR_FIRST = re.compile(r"\s?[,:/-]?\s?")
_ANY_LEAP_YEAR = 2000


def read(raw: str, default_year: int | None = None) -> Reading[Span]:
    """The one date that `raw` states; raises Unreadable for anything else.

    A date without year takes `default_year`; without one it is unreadable.

    >>> read("ultimo november 2017").value.first
    datetime.date(2017, 11, 21)
    """
    found = find(raw, default_year)
    if len(found) != 1:
        hint = "more than one date is named" if found else EXPECTED
        raise Unreadable("date", raw, hint)
    one = found[0]
    return Reading(Span(one.first, one.last, one.precision), raw, one.rule)


def find(text: str, default_year: int | None = None) -> tuple[FoundDate, ...]:
    """Every date in a running text, from left to right, none inside another.

    >>> [str(found.last) for found in find("fra marts til april 2017")]
    ['2017-03-31', '2017-04-30']
    """
    dated: list[FoundDate] = []
    ahead: FoundDate | None = None
    matches = list(_matches(text))
    for index in range(len(matches) - 1, -1, -1):
        match = matches[index]
        year = match.year or _year_around(text, matches, index, ahead)
        span = match.build(match.found, year or default_year or 0)
        if span is None:
            continue
        ahead = FoundDate(
            match.start, match.end, span.first, span.last, span.precision, match.rule, bool(year)
        )
        if not _is_taken(text, matches, index):
            dated.append(ahead)
    return tuple(reversed(dated))


def _matches(text: str) -> Iterator[_Match]:
    taken = 0
    rules, candidate = date_rules.rules()
    lower = _lower(text)
    for at in candidate.finditer(lower):
        if at.start() < taken:
            continue
        for rule, pattern, build in rules[at[0]]:
            found = pattern.match(lower, at.start())
            if found is None:
                continue
            # "31. februar 2017" is no day, and no month or year either: nothing in it counts.
            taken = found.end()
            year = _printed_year(found)
            if build(found, year or _ANY_LEAP_YEAR):
                yield _Match(found.start(), found.end(), rule, found, build, year)
            break


def _lower(text: str) -> str:
    """In small letters, none of which takes more room than what it stands for."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _year_around(
    text: str, matches: Sequence[_Match], index: int, ahead: FoundDate | None
) -> int | None:
    """The year of the date that this one is joined to, behind it or before it."""
    match = matches[index]
    if ahead is not None and ahead.is_year_printed and ahead.rule != "year":
        joint = _JOINT.match(text, match.end, ahead.start)
        if joint and joint.end() == ahead.start:
            this = match.build(match.found, ahead.first.year)
            is_later = this is not None and this.first > ahead.last
            return ahead.first.year - 1 if is_later else ahead.first.year
    if index and _is_taken(text, matches, index - 1):
        return matches[index - 1].year
    return None


def _is_taken(text: str, matches: Sequence[_Match], index: int) -> bool:
    """Whether it is the year of the date right behind it: "2017, 4. kvartal"."""
    if matches[index].rule != "year" or index + 1 == len(matches):
        return False
    behind = matches[index + 1]
    gap = _YEAR_FIRST.match(text, matches[index].end, behind.start)
    return behind.year is None and gap is not None and gap.end() == behind.start


def _printed_year(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return 2000 + int(groups["short"]) if groups.get("short") else None
