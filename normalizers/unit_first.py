"""Sums that stand behind their unit: "kr. 1.234,50", "DKK -500.000", "mio. kr. 0,5-0,7"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from normalizers import amount_signs, numerals

# A short number only where nothing else can be meant.
_KRONER = (
    r"(?: \d{1,3}(?:\.\d{3})+(?:,\d\d)? | \d{1,9},(?:\d\d|-) | \d{5,9}"
    r" | (?!(?:19|20)\d\d\b)\d{1,4} )"
)
# "mio. kr. 1.234" may be a thousand millions, or one with a decimal point.
_MILLIONS = r"(?: \d{1,3}(?:\.\d{3})+,\d{1,4} | (?!(?:19|20)\d\d\b)\d{1,6}(?:,\d{1,4})? )"
_THOUSANDS = r"(?: \d{1,3}(?:\.\d{3})+(?:,\d{1,3})? | (?!(?:19|20)\d\d\b)\d{1,9}(?:,\d{1,3})? )"
_RANGE_DASH = amount_signs.RANGE_DASH
_OTHER_UNIT = r"(?:mi[oal]|t\.?kr|tusind|hundred|[mkt]\b|%|pct)"
# "Beløb i t.kr." may head a list: "1. Drift", "1) Drift".
_GAP, _ITEM = r"[^\S\n]?", r"\.\s?[^\W\d] | \)"
_NO_OTHER_SHARES = (
    r"(?<! (?:mio|mia)\s ) (?<! (?:mio|mia)\.\s ) (?<! mill\.\s ) (?<! \bt\.\s ) (?<! \bt\s )"
)
FORMS = tuple(
    re.compile(
        rf"""
        (?<![\w.,½]) (?: (?<! [\d½]\s) | (?<= \b(?:19|20)\d\d\s) )
        {lead} (?P<noted> (?<= \bi\s ) )? (?P<unit> {unit} ) :? {gap}
        (?P<minus> {amount_signs.OWN} )? (?P<number> {number} )
        (?: (?P<dash> {_RANGE_DASH} ) (?P<last> {number} ) (?! \s?(?:kr\b|DKK\b|kroner\b) ) )?
        (?:,-)? (?! \d | [,.]\d | ,- | [½¼¾] | [ ]?\d?/\d | [ ]?\d{{3}}\b | \s?{_OTHER_UNIT} )
        (?-i: (?! {behind} ) )  # "kr. 3. opfølgning"
        # "kr. 500 - 600 kr." has a unit behind, too, which is of both numbers.
        (?! {_RANGE_DASH} \d[\d.,]{{0,20}} \s? (?:{_OTHER_UNIT} | kr\b | DKK\b | kroner\b) )
        """,
        re.VERBOSE | re.IGNORECASE,
    )
    for lead, unit, gap, number, behind in (
        (_NO_OTHER_SHARES, r"kr\b\.? | DKK\b", r"\s?", _KRONER, r"\.\s?[a-zæøå]"),
        ("", r"(?:mio|mia|mill)\b\.? \s? (?:kr\b\.?|DKK\b)", _GAP, _MILLIONS, _ITEM),
        ("", r"t\.?\s?kr\b\.? | t\.?\s?DKK\b", _GAP, _THOUSANDS, _ITEM),
    )
)
# What must stand in a text for a search to be worth its time.
SIGN = re.compile(rf"(?:kr\b\.?|DKK):?\s?{amount_signs.OWN}?\d", re.IGNORECASE)
# "kr. 12,50-", as ledgers print a minus, and "kr. 500-2017", whose second number is none.
_OPEN_DASH = re.compile(rf"{amount_signs.DASH}(?![^\W\d])")
_THING = re.compile(
    r"\s(?!(?:i|pr|per|om|til|for|og|fra|på|af|årligt|hvert|inkl|ekskl)\b)[a-zæøå]{2}|\s?%",
    re.IGNORECASE,
)
# "kr. 2 til 3 mio."
_LARGE_BEHIND = re.compile(
    r"""
    (?: \s?/\s? | [^\S\n](?:og|til|samt|eller|hhv\.|henholdsvis|à|á)[^\S\n](?:ca\.[^\S\n])? )
    (?: (?<= til[^\S\n]) (?:kr\.?|DKK)[^\S\n] )?
    \d[\d.,]{0,20} \s? (?: mi[oal] | t\.?\s?kr | tusind )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "kr. 2, kr. 3 og kr. 4-5 mio.", "kr. 2 i 2024 og kr. 3 mio. i 2025", "kr. 2 (2024); mio. kr. 3"
_JOINT = r"""
    (?: [^\S\n] \(? (?:(?:i|for|til)[^\S\n])? (?:19|20)\d\d \)? )?
    (?: \s?[/+]\s? | [,;][^\S\n] | ,?[^\S\n](?:og|til|samt|eller|hhv\.|henholdsvis)[^\S\n] )
    (?: ca\.[^\S\n] )?
"""
_KRONER_FIRST = r"(?:kr\.?|DKK)[^\S\n]?"
_MORE = r"(?: \s?[-–]\s? \d{1,9}(?:,\d{1,4})? )?"
_LARGE_IN_LIST = re.compile(
    rf"""
    (?: {_JOINT} {_KRONER_FIRST} \d{{1,9}}(?:,\d{{1,4}})? {_MORE} ){{0,8}} {_JOINT}
    (?:
        (?: {_KRONER_FIRST} )? (?P<number> {numerals.DIGITS} ) {_MORE}
        \s? (?: mi[oal] | t\.?\s?kr | tusind )
        | (?:mio|mia|mill|t) \.?\s? {_KRONER_FIRST} (?P<last> {numerals.DIGITS} )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Times the other: what is more is no sum in the same unit, as "kr. 45; kr. 2 mio.": a price.
_ALIKE = 8
# "mellem kr. 2 og kr. 3 mio."; behind no such word "kr. 450 og kr. 2 mio." are two sums.
_FROM = re.compile(r"\b(?:i?mellem|fra)\s(?:ca\.\s)?$", re.IGNORECASE)
_LARGE_TO = re.compile(
    r"""
    \s (?: (?:og\s)? (?:op\s)? til (?:\sog\smed)? | og ) \s (?:ca\.\s)? (?: (?:kr\.?|DKK)\s? )?
    \d[\d.,]{0,20} \s? (?: mi[oal] | t\.?\s?kr | tusind )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_FROM = 20
SHARES = "the unit may be of both numbers"
# A number without a unit or a thing of its own.
_ALONE = (
    r"(?! (?:19|20)\d\d\b ) \d[\d.,]*+ "
    r"(?! \s?(?!(?:og|til|samt|eller|mod|pr)\b)[^\W\d] | \s?% | [)/½] | ,- )"
)
# "3-5 kr. 500"
_NEXT = re.compile(rf"[^\S\n] {_ALONE}", re.VERBOSE)
# "kr. 500/600", "kr. 500 til 600"
_JOINED = re.compile(
    rf"""
    (?: \s?/\s? | [,;][^\S\n]
        | [^\S\n](?:og|til|samt|eller|mod|hhv\.|henholdsvis)[^\S\n](?:ca\.[^\S\n])? )
    {_ALONE}
    """,
    re.VERBOSE,
)
# What a unit begins with, and how many kroner it is.
_SCALES = (("mia", 10**9), ("mi", 10**6), ("t", 1000), ("", 1))


class Sum(NamedTuple):
    """Kroner, not rounded; `end` is where its last number ends."""

    end: int
    low: Decimal
    high: Decimal


def read(text: str, one: re.Match[str], *, negative: bool) -> Sum | str:
    """The sum of a match of FORMS; where it has two readings, what leaves them open.

    `negative` says that a minus stands before its unit.
    """
    times = next(times for unit, times in _SCALES if one["unit"].casefold().startswith(unit))
    if stands_next(text, one.end()) or _JOINED.match(text, one.end()):
        return SHARES
    if times == 1 and "." not in one["number"] and _shares(text, one):
        return SHARES
    if times > 1 and one["noted"] is not None and text[one.end("unit")] != ":":
        return "it may be the unit of other numbers"  # "Alle beløb er i mio. kr. 2 er lukket"
    if times > 1 and _THING.match(text, one.end()):
        return "the number may count what stands behind it"  # "Mio. kr. 3 skoler"
    found = _signed(text, one, negative=negative)
    if found is None:
        return amount_signs.HINT
    return found._replace(low=found.low * times, high=found.high * times)


def _shares(text: str, one: re.Match[str]) -> bool:
    """Whether a number behind has a larger unit, which may be of this one, too."""
    if _LARGE_BEHIND.match(text, one.end()):
        return True
    listed = _LARGE_IN_LIST.match(text, one.end()) if one["number"][-1] != "-" else None
    if listed and _value(one["last"] or one["number"]) <= _ALIKE * _value(
        listed["number"] or listed["last"]
    ):
        return True
    lead = max(0, one.start() - _LONGEST_FROM), one.start()
    return bool(_FROM.search(text, *lead) and _LARGE_TO.match(text, one.end()))


def stands_next(text: str, end: int) -> bool:
    """Whether a number follows right away that has no unit or thing of its own."""
    return _NEXT.match(text, end) is not None


def _signed(text: str, one: re.Match[str], *, negative: bool) -> Sum | None:
    """In its own unit; None where a dash in it or behind it has two readings."""
    first, flat = _value(one["number"]), one["last"] is None
    if one["minus"]:
        open_sign = negative or not flat or _OPEN_DASH.match(text, one.end())
        return None if open_sign else Sum(one.end(), -first, -first)
    if flat:
        low = -first if negative else first
        return None if _OPEN_DASH.match(text, one.end()) else Sum(one.end(), low, low)
    last = _value(one["last"])
    parted = one["dash"][0].isspace() and one["dash"][-1].isspace()
    if first <= last:
        if parted and _THING.match(text, one.end()):
            return None  # "kr. 100 - 200 børn deltager" may be no range
        shares = "." in one["last"] and "." not in one["number"] and first * 1000 <= last
        return None if shares or negative else Sum(one.end(), first, last)
    # "kr. 500 - 2 hold" goes on with another thought.
    low = -first if negative else first
    return Sum(one.end("number"), low, low) if parted else None


def _value(printed: str) -> Decimal:
    return numerals.read(printed.removesuffix(",-"))[0]
