"""Danish dates: a first and a last day with their precision, in a cell or in running text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from normalizers.errors import Unreadable
from normalizers.reading import Reading

MONTHS: Mapping[str, int] = {
    "januar": 1,
    "februar": 2,
    "marts": 3,
    "april": 4,
    "maj": 5,
    "juni": 6,
    "juli": 7,
    "august": 8,
    "september": 9,
    "oktober": 10,
    "november": 11,
    "december": 12,
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
ORDINALS: Mapping[str, int] = {
    "første": 1,
    "anden": 2,
    "andet": 2,
    "tredje": 3,
    "fjerde": 4,
    "femte": 5,
    "sjette": 6,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
# First and last month of a season; winter is not among them, as it lies in two years.
SEASONS: Mapping[str, tuple[int, int]] = {
    "forår": (3, 5),
    "sommer": (6, 8),
    "efterår": (9, 11),
}
# Days of a month, or months of a year, that primo, medio and ultimo mean.
PARTS_OF_MONTH: Mapping[str, tuple[int, int]] = {
    "primo": (1, 10),
    "medio": (11, 20),
    "ultimo": (21, 31),
    "start": (1, 10),
    "starten af": (1, 10),
    "midt": (11, 20),
    "slutningen af": (21, 31),
}
PARTS_OF_YEAR: Mapping[str, tuple[int, int]] = {
    "primo": (1, 3),
    "medio": (5, 8),
    "ultimo": (10, 12),
}

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_OPTIONAL_YEAR = rf"(?:,?\s+{_YEAR})?"
_NTH = rf"(?P<nth>{'|'.join(ORDINALS)})\.?"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both among them; `precision` says how exact that is."""

    first: date
    last: date
    precision: str  # day, week, month, quarter, half, season, year


class FoundDate(NamedTuple):
    """A date in running text: `text[start:end]` means `span`."""

    start: int
    end: int
    span: Span
    rule: str


def read(raw: str, default_year: int | None = None) -> Reading[Span]:
    """The one date that `raw` states; raises Unreadable for anything else.

    A date without year takes `default_year`; without one it is unreadable.

    >>> read("ultimo november 2017").value.first
    datetime.date(2017, 11, 21)
    """
    found = next(iter(_search(raw, default_year)), None)
    if found is None:
        raise Unreadable("date", raw, "expected e.g. 31.12.2017, ultimo november 2017, 2. kvartal")
    return Reading(found.span, raw, found.rule)


def find(text: str, default_year: int | None = None) -> tuple[FoundDate, ...]:
    """Every date in a running text, from left to right, none inside another."""
    return tuple(_search(text, default_year))


def _search(text: str, default_year: int | None) -> Iterator[FoundDate]:
    taken = 0
    for match in _ANY.finditer(text):
        if match.start() < taken:
            continue
        for rule, pattern, build in _RULES:
            found = pattern.match(text, match.start())
            span = build(found, default_year) if found else None
            if found and span:
                yield FoundDate(found.start(), found.end(), span, rule)
                taken = found.end()
                break


def _year(found: re.Match[str], default_year: int | None) -> int | None:
    printed = found["year"]
    if printed is None:
        return default_year
    return int(printed) + (2000 if len(printed) == 2 else 0)


def _day(found: re.Match[str], default_year: int | None) -> Span | None:
    year = _year(found, default_year)
    month = found["month"].casefold()
    number = MONTHS.get(month) or (int(month) if month.isdecimal() else 0)
    try:
        day = date(year or 0, number, int(found["day"]))
    except ValueError:
        return None
    return Span(day, day, "day")


def _months(year: int, first: int, last: int, precision: str) -> Span:
    return Span(
        date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), precision
    )


def _month(found: re.Match[str], default_year: int | None) -> Span | None:
    year = _year(found, default_year)
    number = MONTHS[found["month"].casefold()]
    return _months(year, number, number, "month") if year else None


def _part_of_month(found: re.Match[str], default_year: int | None) -> Span | None:
    whole = _month(found, default_year)
    if whole is None:
        return None
    first, last = PARTS_OF_MONTH[found["part"].casefold()]
    return Span(
        whole.first.replace(day=first),
        whole.first.replace(day=min(last, whole.last.day)),
        "month",
    )


def _part_of_year(found: re.Match[str], _: int | None) -> Span:
    return _months(int(found["year"]), *PARTS_OF_YEAR[found["part"].casefold()], "season")


def _quarter(found: re.Match[str], default_year: int | None) -> Span | None:
    year, number = _year(found, default_year), ORDINALS[found["nth"].casefold()]
    return _months(year, 3 * number - 2, 3 * number, "quarter") if year and number <= 4 else None


def _half(found: re.Match[str], default_year: int | None) -> Span | None:
    year, number = _year(found, default_year), ORDINALS[found["nth"].casefold()]
    return _months(year, 6 * number - 5, 6 * number, "half") if year and number <= 2 else None


def _season(found: re.Match[str], default_year: int | None) -> Span | None:
    year = _year(found, default_year)
    return _months(year, *SEASONS[found["season"].casefold()], "season") if year else None


def _week(found: re.Match[str], default_year: int | None) -> Span | None:
    year = _year(found, default_year)
    try:
        first = date.fromisocalendar(year or 0, int(found["week"]), 1)
    except ValueError:
        return None
    return Span(first, first + timedelta(days=6), "week")


def _whole_year(found: re.Match[str], _: int | None) -> Span:
    return _months(int(found["year"]), 1, 12, "year")


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,]){expression}", re.IGNORECASE)


_Build = Callable[[re.Match[str], int | None], Span | None]
_PARTS = "|".join(sorted(PARTS_OF_MONTH, key=len, reverse=True))
# Tried in order at each place where one of them may begin.
_RULES: tuple[tuple[str, re.Pattern[str], _Build], ...] = (
    ("iso", _pattern(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"), _day),
    (
        "numeric",
        _pattern(
            r"(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})"
            r"(?:\s?[./-]\s?(?=\d)|\s(?=(?:19|20)\d\d))(?P<year>(?:19|20)?\d\d)\b"
        ),
        _day,
    ),
    ("named-month", _pattern(rf"(?P<day>\d{{1,2}})\.?\s*{_MONTH}{_OPTIONAL_YEAR}"), _day),
    ("part-of-month", _pattern(rf"(?P<part>{_PARTS})\s+{_MONTH}{_OPTIONAL_YEAR}"), _part_of_month),
    ("part-of-year", _pattern(rf"(?P<part>primo|medio|ultimo)\s+{_YEAR}"), _part_of_year),
    ("quarter", _pattern(rf"{_NTH}\s*(?:kvartal|kvt\.?|kv\.){_OPTIONAL_YEAR}"), _quarter),
    ("quarter", _pattern(rf"[qk](?P<nth>[1-4])\b{_OPTIONAL_YEAR}"), _quarter),
    ("half", _pattern(rf"{_NTH}\s*halvår{_OPTIONAL_YEAR}"), _half),
    ("season", _pattern(rf"(?P<season>forår|sommer|efterår)(?:et|en)?{_OPTIONAL_YEAR}"), _season),
    ("week", _pattern(rf"uge\s+(?P<week>\d{{1,2}})\b{_OPTIONAL_YEAR}"), _week),
    ("month", _pattern(rf"{_MONTH}{_OPTIONAL_YEAR}"), _month),
    ("year", _pattern(_YEAR), _whole_year),
)
_ANY = re.compile(
    rf"(?<![\w.,])(?:\d|{'|'.join(MONTHS)}|{_PARTS}|forår|sommer|efterår|uge|[qk][1-4]"
    rf"|{'|'.join(name for name in ORDINALS if name.isalpha())})",
    re.IGNORECASE,
)
