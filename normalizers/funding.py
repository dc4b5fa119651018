"""Which budget pays for an item: operations, capital, both, or other financing."""

from __future__ import annotations

import re

from normalizers import unknown_letters
from normalizers.errors import Unreadable
from normalizers.reading import Reading

_OPERATIONS = re.compile(r"\b(?:drift\w*|service\w*|overførsel\w*|overførsler)", re.IGNORECASE)
_CAPITAL = re.compile(r"\b(?:anlæg\w*|investering\w*)", re.IGNORECASE)
_OTHER = re.compile(r"\bfinans\w*|\blån\w*|\bøvrige?\b", re.IGNORECASE)

# Tried in order: pattern(s) that must all be found, value, rule.
_RULES = (
    ((_OPERATIONS, _CAPITAL), "operations_and_capital", "operations-and-capital"),
    ((_OTHER,), "other_financing", "other-financing"),
    ((_CAPITAL,), "capital", "capital"),
    ((_OPERATIONS,), "operations", "operations"),
)
# How the words above begin.
_WORDS = (
    *("drift", "service", "overførsel", "overførsler", "anlæg", "investering"),
    *("finans", "lån", "øvrig"),
)


def read(raw: str) -> Reading[str]:
    """The budget named; raises Unreadable where none is.

    >>> read("drift og anlæg").value
    'operations_and_capital'
    """
    found = {_named(text) for text in unknown_letters.readings(raw, _WORDS)}
    if len(found) > 1:
        raise Unreadable("funding", raw, "a letter of it is unknown")
    value, rule = found.pop()
    if value is None:
        raise Unreadable("funding", raw, "expected drift, anlæg, both, or øvrig finansiering")
    return Reading(value, raw, rule)


def _named(text: str) -> tuple[str | None, str]:
    """The budget that the words name, and the rule."""
    for patterns, value, rule in _RULES:
        if all(pattern.search(text) for pattern in patterns):
            return value, rule
    return None, ""
