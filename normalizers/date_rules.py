"""How Danish texts write dates: one rule per form, tried in order where its first letter stands."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both among them; `precision` says how exact that is."""

    first: date
    last: date
    precision: str  # day, week, month, quarter, half, season, year


# What a match means in a year; None where there is no such day.
Build = Callable[[re.Match[str], int], Span | None]
# Name, the letters that it begins with, pattern over small letters, and what it builds.
_Declared = tuple[str, str, str, Build]

_DIGITS = "0123456789"
_FULL = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)"
_YEAR = rf"(?:\s?[,/-]?\s?(?:(?:i|af|år)\s)?{_FULL})?"
_SHORT = r"(?:(?P<year>(?:19|20)\d\d)|(?P<short>\d\d))(?![\w]|[.,/-]\d|-[a-zæøå]\d)"
_NEXT = r"(?P<year>20\d\d)\s?[/–-]\s?(?P<next>(?:20)?\d\d)(?!\d)"
_DAYS = r"(?:(?P<from>\d{1,2})\.?\s?(?:-|–|til|og)\s?)?(?P<day>\d{1,2})"
_WEEKS = r"(?P<week>\d\d?)(?!\d)(?:\s?(?:-|–|/|og|til)\s?(?P<to>\d\d?)(?!\d))?"
_YEARS = r"(?P<year>(?:19|20)\d\d)\s?[/–-]\s?(?P<to>(?:20)?\d\d)(?!\d)"
_EVE = r"(?:(?<=inden\s)|(?<=før\s)|(?<=efter\s)|(?<=til\s))"
_NO_PRICES = r"(?!\s?-?\s?(?:pris|p/?l\b|niveau|kr\b|kroner|mio|mia|t\.?\s?kr|pct|%|,-))"
_NO_FRACTION = r"(?!\d|/|\s?(?:år|time|dag|måned|stilling|mio|mia|kr|pct|%|del))"


class Rules(NamedTuple):
    """Name, pattern and meaning, by the letter that a date begins with."""

    by_letter: Mapping[str, tuple[tuple[str, re.Pattern[str], Build], ...]]
    candidate: re.Pattern[str]  # where a date may begin


@cache
def rules() -> Rules:
    """The rules, over texts in small letters."""
    by_letter: dict[str, list[tuple[str, re.Pattern[str], Build]]] = {}
    for rule, starts, expression, build in (*_in_digits(), *_in_parts(), *_in_words(), *_years()):
        for letter in starts:
            by_letter.setdefault(letter, []).append((rule, re.compile(expression), build))
    # The look behind comes second, so that the search runs over the letters alone.
    candidate = re.compile(rf"[{''.join(sorted(by_letter))}](?<!\w\w)(?<!\d[.,].)")
    return Rules({letter: tuple(tried) for letter, tried in by_letter.items()}, candidate)


# "1/5-10. juni" is a range of days, and no year.
_OVER = r"(?!\.|/|\s\d|\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"


def _in_digits() -> Iterator[_Declared]:
    any_month = rf"(?P<month>{_alternatives(_words()['months'])})(?!\w)\.?"
    numeric = r"(?P<day>\d\d?)\s?[./-]\s?(?P<month>\d\d?)\s?[./-]\s?"
    same = r"(?P<day>\d\d?)(?P<by>[./-])(?P<month>\d\d?)(?P=by)"
    yield "iso", "12", r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _day
    yield "numeric", _DIGITS, rf"{numeric}{_FULL}", _day
    yield "numeric", _DIGITS, rf"{same}{_SHORT}", _day
    yield "numeric", _DIGITS, rf"(?<!nr\.\s)(?P<day>\d\d?)/(?P<month>\d\d?)-{_SHORT}{_OVER}", _day
    yield "numeric", _DIGITS, rf"(?P<day>\d\d?)[./](?P<month>\d\d?)\s{_FULL}", _day
    yield "named-month", _DIGITS, rf"{_DAYS}\.?\s?{any_month}{_YEAR}", _day


def _in_parts() -> Iterator[_Declared]:
    words = _words()
    month = rf"(?P<month>{_alternatives(words['months'])})(?!\w)\.?"
    word = rf"{_alternatives(words['ordinals'])}|iii?|iv|i(?=\.)"
    nth = rf"(?P<nth>(?:\d|{word})(?!\w))\s?\.?"
    several = rf"(?:(?P<from>(?:\d|{word})(?!\w))\.?\s?(?:-|–|/|\+|og|til|samt|eller)\s?)?"
    part = rf"(?P<part>{_alternatives(words['parts'])})(?:\s?[/–-]\s?(?P<other>medio|ultimo))?"
    count, parts = _DIGITS + _starts(words["ordinals"]) + "i", _starts(words["parts"])
    yield "part-of-month", parts, rf"{part}\s{month}{_YEAR}", _part_of_month
    yield "quarter", count, rf"{several}{nth}\s?(?:kvartal|kvt|kv)(?!\w)\.?{_YEAR}", _quarter
    yield "quarter", "qk", rf"[qk](?P<nth>[1-4])(?!\w){_YEAR}", _quarter
    yield "half", count, rf"{several}{nth}\s?halvår(?:et)?(?!\w){_YEAR}", _half
    yield "half", count, rf"{nth}\s?halvdel\saf\s(?:året\s)?{_FULL}", _half
    yield "half", "s", rf"sidste\shalv(?:del\saf|år)\s(?:året\s)?{_FULL}", _last_half
    yield "half", "h", rf"h(?P<nth>[12])(?!\w){_YEAR}", _half
    yield "part-of-year", parts, rf"{part}\s(?:året\s|år\s)?{_FULL}", _part_of_year
    yield "part-of-year", parts, rf"{part}\såret(?!\w)", _part_of_year
    yield "end-of-year", "å", rf"årets\s(?:udgang|(?:af)?slutning)(?!\w){_YEAR}", _end_of_year
    yield "turn-of-year", "å", rf"årsskifte(?:t|ne)?\s{_NEXT}", _turn_of_year


def _in_words() -> Iterator[_Declared]:
    words = _words()
    # "jul" alone is Christmas as well.
    months = [month for month in words["months"] if month != "jul"]
    month = rf"(?P<month>{_alternatives(months)})(?!\w)\.?"
    holiday = rf"(?P<holiday>sommerferie|juleferie|julen)n?(?!\w){_YEAR}"
    season = rf"(?P<season>{_alternatives(words['seasons'])})(?:et|en)?(?!\w){_YEAR}"
    july = r"(?P<month>jul)(?:[-/]|\.?\s?['’])(?P<short>\d\d)(?!\w)"
    yield "autumn-holiday", "e", rf"efterårsferien?(?!\w){_YEAR}", _autumn_holiday
    yield "holiday", "sj", holiday, _holiday
    yield "holiday", "j", rf"{_EVE}(?P<holiday>jul)(?!\w|\.){_YEAR}", _holiday
    yield "season", _starts(words["seasons"]), season, _season
    yield "winter", "v", rf"vinter(?:en)?\s{_NEXT}", _winter
    yield "week", "u", rf"uge(?:rne)?\s?(?:nr\.?\s?)?{_WEEKS}{_YEAR}", _week
    short = rf"{month}(?:[-/]|\s?['’])(?P<short>\d\d)(?!\w)"
    yield "month", _starts(months), short, _month
    yield "month", "j", july, _month
    yield "month", _starts(months), rf"{month}{_YEAR}", _month


def _years() -> Iterator[_Declared]:
    day_month = rf"(?<!\d/)(?P<day>\d\d?)/(?P<month>\d\d?){_NO_FRACTION}"
    yield "school-year", "s", rf"skoleåret?\s{_NEXT}", _school_year
    yield "years", "12", _YEARS, _several_years
    yield "year", "12", rf"(?<!\d[-/]){_FULL}(?!-\d){_NO_PRICES}", _year
    yield "day-month", _DIGITS, day_month, _day


def _day(found: re.Match[str], year: int) -> Span | None:
    printed = found["month"]
    month = int(printed) if printed.isdecimal() else _words()["months"][printed]
    days = [found.groupdict().get("from") or found["day"], found["day"]]
    try:
        first, last = (date(year, month, int(day)) for day in days)
    except ValueError:
        return None
    return Span(first, last, "day") if first <= last else None


def _months(year: int, first: int, last: int, precision: str) -> Span | None:
    if not date.min.year <= year <= date.max.year:
        return None
    last_day = calendar.monthrange(year, last)[1]
    return Span(date(year, first, 1), date(year, last, last_day), precision)


def _month(found: re.Match[str], year: int) -> Span | None:
    month = _words()["months"][found["month"]]
    return _months(year, month, month, "month")


def _part_of_month(found: re.Match[str], year: int) -> Span | None:
    whole = _month(found, year)
    if whole is None:
        return None
    days = _words()["days_of_month"]
    first, last = (days[part] for part in _parts(found))
    return Span(
        whole.first.replace(day=first[0]),
        whole.first.replace(day=min(last[1], whole.last.day)),
        "month",
    )


def _part_of_year(found: re.Match[str], year: int) -> Span | None:
    months = _words()["months_of_year"]
    first, last = (months[part] for part in _parts(found))
    return _months(year, first[0], last[1], "season")


def _end_of_year(_: re.Match[str], year: int) -> Span | None:
    first, last = _words()["months_of_year"]["last"]
    return _months(year, first, last, "season")


def _turn_of_year(found: re.Match[str], year: int) -> Span | None:
    if int(found["next"]) % 100 != (year + 1) % 100:
        return None
    return Span(date(year, 12, 31), date(year, 12, 31), "day")


def _parts(found: re.Match[str]) -> tuple[str, str]:
    parts = _words()["parts"]
    one = parts[found["part"]]
    other = found["other"]
    return one, parts[other] if other else one


def _number(printed: str) -> int:
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    plain = printed.rstrip(". ")
    return int(plain) if plain.isdecimal() else roman.get(plain) or _words()["ordinals"][plain]


def _fraction(found: re.Match[str], year: int, months: int, precision: str) -> Span | None:
    last = _number(found["nth"])
    first = _number(found["from"]) if found.groupdict().get("from") else last
    if not 1 <= first <= last <= 12 // months:
        return None
    return _months(year, months * (first - 1) + 1, months * last, precision)


def _quarter(found: re.Match[str], year: int) -> Span | None:
    return _fraction(found, year, 3, "quarter")


def _half(found: re.Match[str], year: int) -> Span | None:
    return _fraction(found, year, 6, "half")


def _last_half(_: re.Match[str], year: int) -> Span | None:
    return _months(year, 7, 12, "half")


def _season(found: re.Match[str], year: int) -> Span | None:
    first, last = _words()["seasons"][found["season"]]
    return _months(year, first, last, "season")


def _winter(found: re.Match[str], year: int) -> Span | None:
    if int(found["next"]) % 100 != (year + 1) % 100:
        return None
    end = _months(year + 1, 2, 2, "season")
    return Span(date(year, 12, 1), end.last, "season") if end else None


def _holiday(found: re.Match[str], year: int) -> Span | None:
    word = found["holiday"]
    days = next(days for name, days in _words()["holidays"].items() if word.startswith(name))
    if not date.min.year <= year <= date.max.year:
        return None
    return Span(date(year, *days[:2]), date(year, *days[2:]), "season")


def _autumn_holiday(_: re.Match[str], year: int) -> Span | None:
    return _week_span(year, 42, 42)


def _week(found: re.Match[str], year: int) -> Span | None:
    return _week_span(year, int(found["week"]), int(found["to"] or found["week"]))


def _week_span(year: int, first: int, last: int) -> Span | None:
    try:
        monday = date.fromisocalendar(year, first, 1)
        sunday = date.fromisocalendar(year, last, 1) + timedelta(days=6)
    except (ValueError, OverflowError):
        return None
    return Span(monday, sunday, "week") if monday < sunday else None


def _several_years(found: re.Match[str], year: int) -> Span | None:
    last = int(found["to"])
    last = last if last > 99 else year - year % 100 + last
    # "2009-10" may be a month.
    if not year < last <= year + 10 or (len(found["to"]) == 2 and last % 100 <= 12):
        return None
    return Span(date(year, 1, 1), date(last, 12, 31), "year")


def _school_year(found: re.Match[str], year: int) -> Span | None:
    if int(found["next"]) % 100 != (year + 1) % 100:
        return None
    return Span(date(year, 8, 1), date(year + 1, 7, 31), "year")


def _year(_: re.Match[str], year: int) -> Span | None:
    return _months(year, 1, 12, "year")


def _starts(words: Iterable[str]) -> str:
    return "".join(sorted({word[0] for word in words}))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def words_of_dates() -> Iterator[str]:
    """The words that name parts of a year, by themselves: months, seasons, "ultimo", "kvartal"."""
    words = _words()
    yield from words["months"]
    yield from words["seasons"]
    yield from words["holidays"]
    yield from words["named_parts"]


@cache
def _words() -> Mapping[str, Any]:
    text = files("normalizers").joinpath("calendar.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
