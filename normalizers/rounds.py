"""Follow-up rounds: "1. budgetopfølgning 2017", "BO2", "3. FR", "Budgetrevision II"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.dates import ORDINALS


@dataclass(frozen=True, slots=True)
class Round:
    """Which follow-up of its year; the year where the text names it."""

    number: int
    year: int | None
    rule: str


_NAMES = (
    r"(?:(?:budget|økonomi|halvårs)?-?\s?opfølg\w{2,6}|budgetrevision(?:en)?"
    r"|budgetkontrol(?:len)?|forventet\s+regnskab|økonomirapport(?:en)?|statusrapport|FR|BO|BR)"
)
_NTH = r"(?P<nth>første|anden|tredje|fjerde|femte|sjette|[1-6]\s?\.)"
_YEAR = r"(?:\D{0,40}?\b(?P<year>(?:19|20)\d\d)\b)?"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ordinal-before", re.compile(rf"\b{_NTH}\s*{_NAMES}\b{_YEAR}", re.IGNORECASE)),
    (
        "number-behind",
        re.compile(
            rf"\b{_NAMES}\s*(?:nr\.?\s*)?(?P<nth>[1-6](?![\d.]*\d)|I{{1,3}}\b|IV\b)(?!\s*\.\s*[a-zæøå])"
            rf"{_YEAR}",
            re.IGNORECASE,
        ),
    ),
)


def read_round(text: str) -> Round | None:
    """The first round that a short text names; None where it names none."""
    for rule, pattern in _RULES:
        found = pattern.search(text)
        if found:
            number = ORDINALS[found["nth"].rstrip(". ").casefold()]
            return Round(number, int(found["year"]) if found["year"] else None, rule)
    return None
