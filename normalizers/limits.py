"""Percentages, and the limits between which a legend gives one a status."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_PERCENT = r"\s?(?:%|pct\b\.?|procent\b)"
_NUMBER = r"\d{1,3}(?:,\d{1,2})?"
_VALUE = re.compile(rf"(?P<value>{_NUMBER}){_PERCENT}\.?", re.IGNORECASE)
_LONGEST = 400
# Rule, pattern with `low` and/or `high`, whether the low and the high limit are inside; in order.
_LOW, _HIGH = rf"(?P<low>{_NUMBER})", rf"(?P<high>{_NUMBER})"
_MORE = r"(?:eller\s(?:mere|derover|over|højere)|og\s(?:derover|opefter))"
_LESS = r"(?:eller\s(?:mindre|derunder|under|lavere)|og\s(?:derunder|nedefter))"
# How limits are written, and whether the low and the high one are inside; tried in order.
_FORMS: tuple[tuple[re.Pattern[str], bool, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), low, high)
    for pattern, low, high in (
        (rf"{_LOW}(?:{_PERCENT})?\s?(?:-|–|—|til|og)\s?{_HIGH}{_PERCENT}", True, True),
        (rf"(?:≥|>=|mindst|minimum|fra(?:\sog\smed)?)\s?{_LOW}{_PERCENT}", True, False),
        (rf"(?:≤|<=|højst|maks(?:imalt|\.)?|til\sog\smed)\s?{_HIGH}{_PERCENT}", False, True),
        (rf"{_LOW}{_PERCENT}\s{_MORE}", True, False),
        (rf"{_HIGH}{_PERCENT}\s{_LESS}", False, True),
        (rf"(?:>|\bover|mere\send|større\send)\s?{_LOW}{_PERCENT}", False, False),
        (rf"(?:<|\bunder|mindre\send|færre\send)\s?{_HIGH}{_PERCENT}", False, False),
        (rf"^\s?(?P<low>(?P<high>{_NUMBER})){_PERCENT}\s?$", True, True),
    )
)


class Limits(NamedTuple):
    """Per cent; None is open."""

    low: Decimal | None
    high: Decimal | None
    low_inside: bool
    high_inside: bool

    def hold(self, percent: Decimal) -> bool:
        above = self.low is None or percent > self.low or (self.low_inside and percent == self.low)
        below = self.high is None or percent < self.high
        return above and (below or (self.high_inside and percent == self.high))


def read(meaning: str) -> Limits | None:
    """The limits that a legend's words state; None where they state none.

    >>> read("Mellem 75 og 90 pct. af målet er nået")
    Limits(low=Decimal('75'), high=Decimal('90'), low_inside=True, high_inside=True)
    """
    for pattern, low_inside, high_inside in _FORMS:
        found = pattern.search(meaning[:_LONGEST])
        if found:
            stated = found.groupdict()
            low, high = _decimal(stated.get("low")), _decimal(stated.get("high"))
            return Limits(low, high, low_inside, high_inside)
    return None


def percent(text: str) -> Decimal | None:
    """The percentage that a cell is; None where it is anything else.

    >>> percent("97,5 %"), percent("ca. 40 % nået")
    (Decimal('97.5'), None)
    """
    found = _VALUE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return None if found is None else _decimal(found["value"])


def _decimal(printed: str | None) -> Decimal | None:
    return None if printed is None else Decimal(printed.replace(",", "."))
