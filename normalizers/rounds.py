"""Follow-up rounds: "1. budgetopfølgning 2017", "BO2", "3. FR", "Budgetrevision II"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalizers.unknown_letters import UNKNOWN


class Round(NamedTuple):
    """Which follow-up of its year, at `text[start:end]`; None for what the text does not say."""

    number: int | None
    year: int | None
    rule: str
    start: int
    end: int


_ORDINALS = {
    "første": 1,
    "anden": 2,
    "andet": 2,
    "tredje": 3,
    "tredie": 3,
    "fjerde": 4,
    "femte": 5,
    "sjette": 6,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_LAST_ROUND = 12  # monthly follow-ups
# "opfølgning" as it is spelt and misspelt.
_FOLLOW_UP = r"(?:budget|økonomi|kvartals|halvårs)?[\s-]?op?f[øo]l[a-zæøå]{2,12}"
# With a number before it any of them is a round: "3. bydgetopfølgning", "2. milepælsopfølgning".
_NUMBERED_NAME = r"[a-zæøå]{4,10}op?f[øo]l[a-zæøå]{2,12}(?![^\W\d_])"
_LONG_NAMES = (
    rf"(?:{_FOLLOW_UP}|budgetrevision(?:en)?|budgetkontrol(?:len)?|økonomikontrol(?:len)?"
    r"|budgetopf\.|forventet\sregnskab|økonomirapport(?:en|ering)?|kvartalsrapport(?:en)?"
    r"|regnskabsprognose(?:n)?|statusrapport(?:en)?|økonomiopf\.)"
)
_SHORT_NAMES = r"(?-i:FR|BO|BOF|BR|ØR|BK)"
_NAMES = rf"(?:{_LONG_NAMES}|{_SHORT_NAMES})(?![^\W\d_])"
_UNNUMBERED = (
    r"(?:(?:budget|økonomi|kvartals|halvårs)[\s-]?op?f[øo]l[a-zæøå]{2,12}|budgetrevision(?:en)?"
    r"|budgetkontrol(?:len)?|forventet\sregnskab|økonomirapport(?:en|ering)?"
    r"|(?:halvårs|års)?regnskab(?:et)?)(?![^\W\d_])"
)
_WORDS = "første|anden|andet|tredje|tredie|fjerde|femte|sjette"
_EXTRA = r"(?:(?:og\ssidste|samlede|politiske|administrative|kvartalsvise|økonomiske|ordinære)\s)?"
_YEAR = (
    r"(?:(?:\s?[/-]\s?|\s?['’])(?P<short>[12]\d)(?![\w.,/-])"
    r"|\D{0,40}?(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d))?"
)
# What is no number of a round, but of a day, a month's quarter or an amount.
_NO_ROUND = (
    r"(?![\d,]|\.\d|/\d{1,2}(?!\d)|-\d{1,2}(?!\d))"
    r"(?!\.?\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kvartal|kvt|kv\b|halvår|mio|mia|kr))"
)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ordinal-before",
        re.compile(
            rf"(?<![\w.,/-])(?P<nth>(?:{_WORDS})\s"
            rf"|(?<!{UNKNOWN})(?:(?-i:I{{1,3}}|IV)\.\s|\d{{1,2}}\s?\.\s?)|\A\d{{1,2}}\s(?=\S+ning\b))"
            rf"{_EXTRA}(?:{_NAMES}|{_NUMBERED_NAME}){_YEAR}",
            re.IGNORECASE,
        ),
    ),
    (
        "number-behind",
        re.compile(
            rf"(?<!\w){_NAMES}\s?(?:nr\.?\s?|nummer\s|runde\s|-\s?)?"
            rf"(?P<nth>\d{{1,2}}(?=[/-][12]\d(?![\w.,/-]))|\d{{1,2}}{_NO_ROUND}"
            rf"|(?-i:I{{1,3}}|IV)(?!\w)){_YEAR}",
            re.IGNORECASE,
        ),
    ),
    ("unnumbered", re.compile(rf"(?<!\w){_UNNUMBERED}(?P<nth>){_YEAR}", re.IGNORECASE)),
)


def find(text: str) -> tuple[Round, ...]:
    """Every numbered round in a short text, from left to right; else one that has no number.

    >>> [(found.number, found.year) for found in find("3. budgetopfølgning 2017")]
    [(3, 2017)]
    """
    numbered = sorted(
        (found for rule, pattern in _RULES[:-1] for found in _found(rule, pattern, text)),
        key=lambda found: found.start,
    )
    return tuple(numbered) or tuple(_found(*_RULES[-1], text))[:1]


def _found(rule: str, pattern: re.Pattern[str], text: str) -> Iterator[Round]:
    for found in pattern.finditer(text):
        number = _number(found["nth"])
        if number is None or 1 <= number <= _LAST_ROUND:
            yield Round(number, _year(found), rule, found.start(), found.end())


def _number(printed: str) -> int | None:
    plain = printed.strip(". ").casefold()
    return int(plain) if plain.isdecimal() else _ORDINALS.get(plain)


def _year(found: re.Match[str]) -> int | None:
    if found["short"]:
        return 2000 + int(found["short"])
    return int(found["year"]) if found["year"] else None
