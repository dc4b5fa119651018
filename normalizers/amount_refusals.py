"""What looks like an amount and is none to rely on: digits lost, garbled, or of open sign.

Last come numbers right before kroner, or right behind "kr." or "DKK", that no rule read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalizers import amount_signs, amount_units, numerals

FOREIGN = "it is no amount in kroner"
_DASH = amount_signs.DASH
_BLANKS = r"[\s\u00a0\u2009\u202f]{0,3}"
_KRONER = (
    r"(?:(?:mi[oa]|mill)\b\.?|milli(?:on|ard)(?:er)?\b|[mt]\.?\s?(?:kr|DKK)\b"
    r"|kr\b\.?|kroner\b|DKK\b)"
)
_NOT_A_YEAR = r"(?!(?:19|20)\d\d\b)"
_UNIT_FIRST = (
    r"(?<![\w.,])(?<!mio\s)(?<!mio\.\s)(?<!mill\.\s)(?<!mia\.\s)(?<!000\s)(?:kr\b\.?+|DKK\b)"
)
_LARGE_UNIT_FIRST = r"(?<![\w.,½])(?<![\d½]\s)(?:(?:mi[oa]|mill)\b\.?\s?|t\.?\s?)(?:kr\b\.?+|DKK\b)"
_ANY_UNIT_FIRST = rf"(?:{_UNIT_FIRST}|{_LARGE_UNIT_FIRST})"
_BETWEEN = r"(?:[:=+]|ca\.|cirka|mellem|op\stil)"
_ONE_NUMBER = re.compile(numerals.DIGITS)
_GARBLED = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,12}}(?:\s?[.,/;:]{{1,2}}\d{{1,12}}){{1,6}}){_BLANKS}"
    r"(?:(?:mi[oa]|mill)\b\.?|milli(?:on|ard)(?:er)?\b|t\.?kr\b|kr\b\.?|kroner\b|DKK\b)",
    re.IGNORECASE,
)
# Before a unit, a number in which recognition or a typist took a digit for a letter: "l,2 mio.".
_LETTERED = re.compile(
    r"""
    (?<![\w.,])
    (?=[^\s]{0,15}\d) (?=[\d.,]{0,15}[lIOoSB])    # a digit and a letter like one
    [\dlIOoSB]{1,9} (?:[.,][\dlIOoSB]{1,9}){0,4}
    \s? (?i:mio|mia|mill|t\.?\s?kr|kr\b|kroner|dkk)
    """,
    re.VERBOSE,
)
_UNREAD_NUMBER = rf"(?<![\w½/])(?<!\d[.,])[.,]?{_NOT_A_YEAR}\d[\d.,'’/]{{0,20}}"
_PARTED = r"\d{1,12}(?:[., ]\d{1,12}){0,6}+"
_OTHER_MONEY = rf"(?:mi[oa]|mill|milli(?:on|ard)(?:er)?)\b\.?\s?{amount_units.OTHER_CURRENCY}"
# "(i 1.000 kr.) er 500", "500 (i 1.000 kr., 2018-pl)", "Beløb i 1.000 kr.: 500"
_THOUSAND = r"1[.\s]?000\s?(?:kr\b\.?|kroner\b|DKK\b)"
_UNIT_BESIDE = re.compile(
    rf"\(\s?i\s(?:hele\s)?{_THOUSAND}|\({_THOUSAND}(?=\))|\bi\s{_THOUSAND}(?=:)", re.IGNORECASE
)
_REACH_BEHIND, _REACH_BEFORE = 80, 30  # characters
_WITHOUT_UNIT = re.compile(
    rf"""
    (?<! [\w.,/§-] ) (?<! \d\s ) {_NOT_A_YEAR} \d++ (?: [.,]\d++ )*+
    (?! [\w%/-] | \s?% | \s (?! (?:i|og|til|for|pr|mod|årligt)\b ) [^\W\d] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?<![\w.,/§-])(?<!\d\s){_NOT_A_YEAR}\d++(?:[.,]\d++)*+(?=\s?$)")
# "Tabel 3 (i 1.000 kr.)" has a number of its own.
_NUMBERED = re.compile(
    r"\b(?:note|bilag|tabel|figur|indsats|afsnit|kapitel|kap\.|side|s\.|punkt|pkt\.|nr\.|pr\.|pl)\s$",
    re.IGNORECASE,
)
# Tried in order; what meets an amount or an earlier one is none of these.
_LOOKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_LETTERED, "a letter stands where a digit belongs"),
    (
        re.compile(
            r"(?:\bca\.|\bcirka|\bomkring|\bi\salt|\bpå|\bmed|\budgør)\s(?:[%&§#*]\s?)?"
            rf"(?:mio\.?\s?|mia\.?\s?|t\.)?kr\b\.?+(?!\s?(?:{_DASH}\s?)?\(?\d)",
            re.IGNORECASE,
        ),
        "the digits are missing",
    ),
    (_GARBLED, "the digits do not form one number"),
    *(
        (re.compile(pattern, re.IGNORECASE), amount_signs.HINT)
        for pattern in (
            # "(0,5) mio. kr.", "kr. (1.234)"; "kr. (2)" has a note.
            rf"\(\s?{_NOT_A_YEAR}{numerals.DIGITS}\s?\)\s?{_KRONER}(?!\s?\d)",
            rf"{_UNIT_FIRST}\s?\(\s?{_NOT_A_YEAR}(?=\d+[.,]\d|\d{{3}})[\d.,]+\s?\)",
            # "1.234,50- kr.", as ledgers print it.
            rf"(?<![\w.,/-]){_NOT_A_YEAR}{numerals.DIGITS}\s?{_DASH}\s?{_KRONER}(?!\s?\d)",
            # "kr. - 41"; "kr. - 3. opfølgning" goes on with another thought.
            rf"{_UNIT_FIRST}\s{_DASH}\s{_NOT_A_YEAR}\d[\d.,]*+(?<![.,])(?![\w%]|\s?%)",
        )
    ),
    *(
        (re.compile(pattern, re.IGNORECASE), "a number beside a unit is not understood")
        for pattern in (
            # "0,57* mio. kr.", "1'000 kr.", "500 mio. euro"
            rf"{_UNREAD_NUMBER}[*)\]]?\s?(?:{amount_units.ANY}|{_OTHER_MONEY})",
            # "5,- mio. kr."
            r"(?<![\w.,])\d[\d.]{0,20},-\s?(?:mi[oal]|t\.?kr|tusind)",
            # "2x3 mio. kr."
            rf"(?<![\w.,/])\d{{1,4}}\s?[x×]\s?{numerals.DIGITS}\s?(?:{amount_units.ANY})",
            # "kr. 12 500", "DKK 12,500.00"
            rf"{_UNIT_FIRST}:?\s?{_NOT_A_YEAR}{_PARTED}(?-i:(?!\.\s?[a-zæøå]))",
            # "kr. ca. 500.000", "mio. kr. +2,5"
            rf"{_ANY_UNIT_FIRST}\s?{_BETWEEN}\s?{_NOT_A_YEAR}\d[\d.,]*+(?<![.,])",
            # "kr. 500.000 kr. 600.000"
            r"(?<=\d\s)(?:kr\b\.?+|DKK\b)\s?\d{1,3}(?:\.\d{3})+(?!\s?(?:kr\b|DKK\b))",
            # "mio. kr. 1.234", "t.kr. 12 skoler"
            rf"{_LARGE_UNIT_FIRST}:?\s?{_NOT_A_YEAR}{_PARTED}(?-i:(?!\.\s?[a-zæøå]))",
        )
    ),
    *(
        (re.compile(pattern), FOREIGN)
        for pattern in (
            rf"(?<![\w.,])\d[\d.,]{{0,20}}\s?{amount_units.FOREIGN}",
            rf"{amount_units.FOREIGN_FIRST}\s?\d[\d.,]{{0,20}}",
        )
    ),
)


class Refused(NamedTuple):
    """What looks like an amount and cannot be read."""

    start: int
    end: int
    hint: str


def find(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Refused]:
    """What looks like an amount outside the spans taken, which ascend and stand apart."""
    spans = sorted(taken)
    beside = [one for one in _beside_units(text) if not meets(spans, one.start, one.end)]
    yield from beside
    spans = sorted({*spans, *((one.start, one.end) for one in beside)})
    for pattern, hint in _LOOKS:
        new = [
            Refused(one.start(), one.end(), hint)
            for one in pattern.finditer(text)
            if not meets(spans, one.start(), one.end()) and not _is_one_number(one)
        ]
        spans = sorted({*spans, *((one.start, one.end) for one in new)})
        yield from new


def _beside_units(text: str) -> Iterator[Refused]:
    """Numbers of the line that has their unit in front of them or behind, not on them."""
    hint = "its unit is stated beside it"
    end = 0
    for note in _UNIT_BESIDE.finditer(text):
        first = max(end, note.start() - _REACH_BEFORE)
        before = _BEFORE.search(text, first, note.start())
        if before and not _NUMBERED.search(text, first, before.start()):
            yield Refused(before.start(), before.end(), hint)
        line = text.find("\n", note.end())
        end = min(note.end() + _REACH_BEHIND, len(text) if line < 0 else line)
        for one in _WITHOUT_UNIT.finditer(text, note.end(), end):
            if not _NUMBERED.search(text, note.end(), one.start()):
                yield Refused(one.start(), one.end(), hint)


def _is_one_number(one: re.Match[str]) -> bool:
    return one.re is _GARBLED and _ONE_NUMBER.fullmatch(one["number"]) is not None


def meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans, ascending and apart, shares a character with this one."""
    index = bisect_left(spans, (end, 0)) - 1
    return index >= 0 and spans[index][1] > start
