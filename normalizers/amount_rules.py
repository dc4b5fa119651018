"""The grammar of amounts in prose: which characters are one, by which rule, and its value.

What an amount is about (kind, years, recurrence) is read from its sentence, in `amounts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from normalizers import amount_refusals, amount_signs, amount_units, numerals, unit_first
from normalizers.amount_refusals import Refused

KRONER_PLACES = Decimal("0.01")
LARGEST = Decimal(10) ** 15  # kroner; more is no amount but a slip
_LONGEST_LEAD = 40
# Below this, "12 1.000 kr." may as well be the number of a thing and an amount behind it.
_SMALLEST_IN_THOUSANDS = 100

_BLANKS = r"[\s\u00a0\u2009\u202f]{0,3}"
_WORD = "|".join(
    re.escape(word).replace(r"\ ", r"\s") for word in sorted(numerals.WORDS, key=len, reverse=True)
)
_NUMBER = rf"(?:{numerals.DIGITS}|\b(?:{_WORD}))"
_AMOUNT = re.compile(
    # "i 2017 kr. 1.250": the year is no number of kroner.
    r"(?:(?<![\w.,½/'’])|(?<=\bca\.))(?!(?:19|20)\d\d\s?(?:kr\.?|DKK)\s?\d)"
    # "5;254,75": what stands before may be the rest of it; "2024:3" is a year and a number.
    r"(?<!\d;)(?<!(?<!\d)\d:)(?<!(?<!\d)\d\d:)(?<!(?<!\d)\d{3}:)"
    rf"(?P<number>{numerals.DIGITS})(?P<slip>\.(?=\s?(?:mi[oal]|kr))(?!\s?kr\.?\s?\d))?"
    rf"{_BLANKS}(?:{amount_units.UNIT})",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(rf"\b(?P<number>{_WORD})\s(?:{amount_units.UNIT})", re.IGNORECASE)
# Pattern, and what must stand in a text for a search to be worth its time.
_FORMS = (
    (_AMOUNT, re.compile(r"[\d½¼¾]")),
    (_IN_WORDS, re.compile(r"[a-zæøåé]\s(?:mi|kr|tusind|DKK)", re.IGNORECASE)),
    *((form, unit_first.SIGN) for form in unit_first.FORMS),
)
_DKK_FIRST = re.compile(r"(?:\bDKK|\bkr\.?)\s$", re.IGNORECASE)  # "DKK 2,5 mio.": part of it
# The number that an amount shares its unit with, right before it.
_RANGE_LEAD = re.compile(
    rf"(?<![\w.,/])(?<!{amount_signs.DASH})(?P<first>{_NUMBER}){amount_signs.RANGE_DASH}$",
    re.IGNORECASE,
)
_KRONER_BEFORE = r"(?:(?:kr\.?|DKK)\s?)?"  # "mellem kr. 2 og kr. 3 mio."
_BETWEEN_LEAD = re.compile(
    rf"\bi?mellem\s(?:ca\.\s)?{_KRONER_BEFORE}(?P<first>{_NUMBER})\sog\s(?:ca\.\s)?{_KRONER_BEFORE}$",
    re.IGNORECASE,
)
_TO_LEAD = re.compile(
    rf"(?<!fra\s)(?<!fra\sca\.\s)(?<![\w.,/-])(?P<first>{_NUMBER})\stil\s$", re.IGNORECASE
)
_RANGES = (("between", _BETWEEN_LEAD), ("range", _RANGE_LEAD), ("range-til", _TO_LEAD))
_SHARED_LEAD = re.compile(
    rf"(?<![\w.,/-])(?P<first>{numerals.DIGITS})(?P<joint>,\s|\s?/\s?|\s(?:og|samt|henholdsvis|hhv\.)\s)$",
    re.IGNORECASE,
)
# "3, 4 og 5 mio. kr.", "500 eller 600 kr."; "i 2018 og 2 mio. kr." has a year.
_MAY_SHARE = re.compile(
    rf"""
    (?<! [\w.,/-] ) (?P<numbers>
        (?: {numerals.DIGITS},\s ){{0,5}} (?! (?:19|20)\d\d\b ) {numerals.DIGITS} )
    (?: \s?/\s? | \s(?:og|(?P<to>til)|samt|eller|henholdsvis|hhv\.)\s(?:ca\.\s)? )
    (?P<kroner> {_KRONER_BEFORE} ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "5 á 6 mio. kr.", "5+6 mio. kr.", "2 x 3 mio. kr.", "± 2 mio. kr.", "./. 2 mio. kr.", "USD 5 mio."
_TOLD_TOGETHER = re.compile(
    rf"(?:(?<![\w.,/-]){numerals.DIGITS}(?:\s?[+x×*]\s?|\s[àáa]\s)|±\s?|\./\.\s?)$"
    rf"|(?-i:(?P<foreign>{amount_units.FOREIGN_FIRST}))\s?$",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\bhenholdsvis\b|\bhhv\.", re.IGNORECASE)
# A level before and a level after: two amounts.
_FROM_LEAD = re.compile(
    rf"\bfra\s(?:ca\.\s)?(?P<first>{numerals.DIGITS})\stil\s(?:ca\.\s)?$", re.IGNORECASE
)
_BETWEEN_FIRST = re.compile(r"\bi?mellem\s(?:ca\.\s)?$", re.IGNORECASE)
_AND = re.compile(r"\sog\s(?:ca\.\s)?")
# "punkt 1, 2 mio. kr.": the first figure counts something else.
_COUNTED = re.compile(
    r"(?:punkt|pkt\.|side|s\.|nr\.|afsnit|kapitel|kap\.|uge|ramme|§|bilag|tabel|milepæl)\s$",
    re.IGNORECASE,
)
_IN_THOUSANDS = re.compile(r"\(1[. ]?000 ?(?:kr\.?|kroner|DKK)\)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# "100,000 kr.": kroner have two decimals at most, so the comma groups thousands.
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
# "2 0 0.0 0 0 kr.": what was set apart letter by letter.
_SPREAD = re.compile(r"(?<!\d)\d[ .,](?:\d[ .,])+$")
_CUT_OFF = re.compile(r"0\d")  # "5. 000 kr."
_COUNTING = re.compile(r"(?:\d|\bkomma)\s$", re.IGNORECASE)  # "5 hundrede kr."
_BETWEEN = re.compile(amount_signs.RANGE_DASH)
_GLUED = re.compile(r"mi[oal]|kr|DKK|t\.?kr|.{0,3}(?:mi[oa]|mill)\.?kr", re.IGNORECASE)


class Match(NamedTuple):
    """A number with its unit, before its context is read."""

    start: int
    end: int
    low: Decimal  # kroner, two places
    high: Decimal
    rule: str
    flags: tuple[str, ...]


def match(text: str) -> tuple[tuple[Match, ...], tuple[Refused, ...]]:
    """Every amount of a text, in order, and what looks like one but is none to rely on."""
    found: list[Match] = []
    refused: list[Refused] = []
    notes = amount_units.notes(text)
    for one in _candidates(text, notes):
        for made in _read(text, one, found[-1].end if found else 0):
            if isinstance(made, Refused):
                refused.append(made)
            else:
                found.append(made)
    joined = tuple(_between(text, found))
    # "fra kr. 2 til 3 mio.": what "kr. 2" left open, its range tells.
    spans = [one[:2] for one in joined]
    refused = [one for one in refused if not amount_refusals.meets(spans, one.start, one.end)]
    taken = [*notes, *spans, *(one[:2] for one in refused)]
    return joined, tuple(_whole({*refused, *amount_refusals.find(text, taken)}))


def _whole(refused: Iterable[Refused]) -> Iterator[Refused]:
    """In order, without those of which all is told already, as "3" of "kr. 3"."""
    reach = 0
    for one in sorted(refused, key=lambda one: (one.start, -one.end)):
        if one.end > reach:
            yield one
            reach = one.end


def _candidates(text: str, notes: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What the patterns find, the earlier and then the longer first, none over another."""
    every = [one for pattern, sign in _FORMS if sign.search(text) for one in pattern.finditer(text)]
    taken = 0
    for one in sorted(every, key=lambda one: (one.start(), -one.end())):
        if one.start() < taken or amount_refusals.meets(notes, one.start(), one.end()):
            continue
        yield one
        taken = one.end()


def _read(text: str, one: re.Match[str], taken: int) -> Iterator[Match | Refused]:
    """The amounts of one number with a unit: those that share the unit first."""
    before = max(taken, one.start() - _LONGEST_LEAD)
    lead = text[before : one.start()]
    unsure = amount_signs.unsure(text, before, one.start())
    if unsure is not None:
        yield Refused(unsure, one.end(), amount_signs.HINT)
        return
    beside = _TOLD_TOGETHER.search(lead)
    if beside:
        hint = amount_refusals.FOREIGN if beside["foreign"] else "what stands before is not told"
        yield Refused(before + beside.start(), one.end(), hint)
        return
    if one.re in unit_first.FORMS:
        yield _read_behind_unit(text, one)
        return
    rule, times = _unit(one)
    number, flags = _number(one, rule)
    if number is None:
        hint = "the comma may group thousands or begin decimals"
        yield Refused(one.start(), one.end(), hint)
        return
    if "typing-error" in flags and _COUNTED.search(lead):
        return
    doubt = _doubt(text, one, lead, rule, number, number * times)
    if doubt:
        yield Refused(one.start(), one.end(), doubt)
        return
    yield from _with_lead(text, one, lead, rule, number, times, flags)


def _doubt(
    text: str, one: re.Match[str], lead: str, rule: str, number: Decimal, kroner: Decimal
) -> str | None:
    """Why a number and its unit have another reading, too."""
    in_thousands = rule == "thousands" and one["thousands"].startswith("1")
    is_counted = in_thousands and (_COUNTED.search(lead) or number < _SMALLEST_IN_THOUSANDS)
    is_year = rule in {"millions", "billions"} and _YEAR.fullmatch(one["number"])
    for doubtful, hint in (
        (is_counted, "the unit may be an amount of its own"),
        (_SPREAD.search(lead) or _CUT_OFF.match(one["number"]), "the digits stand apart"),
        (one.re is _IN_WORDS and _COUNTING.search(lead), "the words may be part of a number"),
        (is_year, "the number may be a year"),
        (_shares_thousands(lead, one["number"], number), "the thousands may be of both numbers"),
        (abs(kroner) >= LARGEST, "no amount is as large"),
        (
            one.start() and _IN_THOUSANDS.match(text, one.start() - 1),
            "it may be the unit of other numbers",
        ),
        (
            # "Uge 3-5 kr. 500"
            rule in {"kroner", "thousands"}
            and not one[rule].endswith("-")
            and unit_first.stands_next(text, one.end()),
            "the unit may be of either number",
        ),
    ):
        if doubtful:
            return hint
    return None


def _read_behind_unit(text: str, one: re.Match[str]) -> Match | Refused:
    minus = amount_signs.before(text, one.start())
    found = unit_first.read(text, one, negative=minus is not None)
    if isinstance(found, str):
        return Refused(one.start(), one.end(), found)
    if abs(found.high) >= LARGEST:
        return Refused(one.start(), one.end(), "no amount is as large")
    start = one.start() if minus is None else minus
    return _valued((start, found.end), found.low, "unit-first", found.high)


def _shares_thousands(lead: str, printed: str, number: Decimal) -> bool:
    """Whether the first number of a range may be 500 or 500.000, as in "500-700.000 kr."."""
    found = next((one for _, pattern in _RANGES if (one := pattern.search(lead))), None)
    if found is None or "." not in printed or "." in found["first"]:
        return False
    low = numerals.read(found["first"])[0]
    return low * 1000 <= number


def _with_lead(
    text: str,
    one: re.Match[str],
    lead: str,
    rule: str,
    number: Decimal,
    times: Decimal,
    flags: tuple[str, ...],
) -> Iterator[Match | Refused]:
    before = one.start() - len(lead)
    for range_rule, pattern in _RANGES:
        found = pattern.search(lead)
        if found and not _YEAR.fullmatch(found["first"]):
            low, low_flags = numerals.read(found["first"])
            span = before + found.start("first"), one.end()
            if low > number:
                yield Refused(*span, "the numbers of a range do not rise")
                return
            yield _valued(span, low * times, range_rule, number * times, (*low_flags, *flags))
            return
    dkk = _DKK_FIRST.search(lead)
    begin = before + dkk.start() if dkk else one.start()
    minus = amount_signs.before(text, begin)
    if minus is None and dkk:
        minus = amount_signs.before(text, one.start())
    first = one.start() if minus is None else minus
    yield from _shared(first, text[before:first], times, one["number"])
    if minus is not None:
        yield _valued((minus, one.end()), -number * times, rule, flags=flags)
        return
    yield _valued((begin, one.end()), number * times, rule, flags=flags)


def signed(text: str, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The matches; one that is all of the text but for a dash before it is negative.

    Spreadsheets set a minus far from its number. Where more is said, a dash begins a list's item.
    """
    if len(matches) != 1:
        return matches
    (one,) = matches
    dash = amount_signs.lone(text, one.start)
    if dash is None or not 0 <= one.low == one.high or text[one.end :].strip(" ."):
        return matches
    flags = (*one.flags, "minus-apart")
    return (one._replace(start=dash, low=-one.high, high=-one.low, flags=flags),)


def _valued(
    span: tuple[int, int],
    low: Decimal,
    rule: str,
    high: Decimal | None = None,
    flags: tuple[str, ...] = (),
) -> Match:
    top = low if high is None else high
    return Match(*span, low.quantize(KRONER_PLACES), top.quantize(KRONER_PLACES), rule, flags)


def _unit(one: re.Match[str]) -> tuple[str, Decimal]:
    rule, times = next((rule, times) for rule, _, times in amount_units.UNITS if one[rule])
    return ("words" if one.re is _IN_WORDS else rule), times


def _number(one: re.Match[str], rule: str) -> tuple[Decimal | None, tuple[str, ...]]:
    printed = one["number"].removesuffix(",-")
    if rule in {"kroner", "thousands"} and _COMMA_THOUSANDS.fullmatch(printed):
        if rule == "thousands":
            return None, ()
        return Decimal(printed.replace(",", "")), ("typing-error",)
    number, flags = numerals.read(printed)
    if one.re is _AMOUNT and (one["slip"] or _is_glued(one)):
        flags = (*flags, "typing-error")
    return number, flags


def _is_glued(one: re.Match[str]) -> bool:
    """No blank between number and unit, or within the unit: "81mio. kr.", "0,3 mio.kr."."""
    return _GLUED.match(one[0], one.end("number") - one.start()) is not None


def _shared(start: int, lead: str, times: Decimal, number: str) -> Iterator[Match | Refused]:
    """Numbers before that borrow the unit: "9,65 og 8,25 mio. kr."; refused where they only may."""
    levels = _FROM_LEAD.search(lead)
    found = levels or _SHARED_LEAD.search(lead)
    before = start - len(lead)
    if not found or not (levels or _shares(found, lead, times, number)):
        maybe = _MAY_SHARE.search(lead)
        if maybe and not _COUNTED.search(lead, 0, maybe.start()) and _may_rise(maybe, number):
            end = before + maybe.end("numbers")
            yield Refused(before + maybe.start(), end, "it may share the unit behind it")
        return
    first = before + found.start("first")
    if not levels:
        yield from _shared(first, lead[: found.start("first")], times, number)
    value, flags = numerals.parse(found["first"])
    yield _valued((first, first + len(found["first"])), value * times, "shared-unit", flags=flags)


def _may_rise(maybe: re.Match[str], number: str) -> bool:
    """Whether "4 til kr. 2 mio." is ruled out: behind "til" or before "kr." sums rise."""
    if not (maybe["to"] or maybe["kroner"]):
        return True
    last = maybe["numbers"].rpartition(", ")[2]
    return numerals.read(last)[0] <= numerals.read(number)[0]


def _shares(found: re.Match[str], lead: str, times: Decimal, number: str) -> bool:
    """Whether a number before surely has the unit of the one behind it."""
    if times == 1 or _YEAR.fullmatch(found["first"]):
        return False
    alike = ("," in found["first"]) == ("," in number)
    return alike and ("," in number or _RESPECTIVELY.search(lead) is not None)


def _between(text: str, found: list[Match]) -> Iterator[Match]:
    """Two amounts with a dash between them, or "mellem" and "og", are one range."""
    left: Match | None = None
    for right in found:
        if left is not None and _spans(text, left, right):
            flags = left.flags + right.flags
            left = Match(left.start, right.end, left.low, right.high, "between", flags)
            continue
        if left is not None:
            yield left
        left = right
    if left is not None:
        yield left


def _spans(text: str, left: Match, right: Match) -> bool:
    lead = text[max(0, left.start - _LONGEST_LEAD) : left.start]
    if not left.low == left.high <= right.low == right.high:
        return False
    between = _AND.fullmatch(text, left.end, right.start) and _BETWEEN_FIRST.search(lead)
    return bool(between or _BETWEEN.fullmatch(text, left.end, right.start))
