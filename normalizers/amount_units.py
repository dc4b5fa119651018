"""The units of money: beside a number, in a column's heading, in a note about a whole table."""

from __future__ import annotations

import re
from decimal import Decimal

_KRONER = r"(?:\s?(?:danske\s)?(?:kr\b\.?|kroner\b|DKK\b))"
OTHER_CURRENCY = r"(?:euro\b|EUR\b|€|dollar|USD\b|\$|SEK\b|NOK\b|GBP\b|pund\b|svenske\b|norske\b)"
# Right beside a number; "5 pund" may be butter, "5 norske" may be towns, and "Euro 6" is a norm.
FOREIGN_FIRST = r"(?:\b(?:EUR|USD|SEK|NOK|GBP)\b|[€$£])"
FOREIGN = rf"(?:(?i:euro|dollars?)\b(?!-)|{FOREIGN_FIRST})"
# What is counted in millions and is no money: "2 millioner besøgende".
_COUNTED = (
    r"(?!\s?(?:pr\b\.?\s)?(?:m2\b|m²|m3\b|m³|km\b|kilometer|ton\b|tons\b|kWh\b|liter|timer\b"
    r"|indbyggere|borgere|danskere|elever|børn|brugere|besøg\w*|gæster|visninger|træer|mennesker"
    r"|personer|bøger|udlån|kubikmeter|kvadratmeter))"
    rf"(?!\s?{OTHER_CURRENCY})"
)
# A unit behind a number that is no year: "850 1.000 kr."
_ONE_THOUSAND = r"(?<=\d\s)(?<!\b(?:19|20)\d\d\s)1[.\s]000\s?(?:kr\b\.?|kroner\b|DKK\b)"
# Rule, pattern, kroner per unit; tried in order.
UNITS: tuple[tuple[str, str, Decimal], ...] = (
    ("billions", rf"(?:milliard(?:er)?|mia)\b\.?+(?:{_KRONER}|{_COUNTED})", Decimal(10**9)),
    (
        "millions",
        rf"(?:(?:million(?:er)?|mio|mill)\b\.?+(?:{_KRONER}|{_COUNTED})|m\.?(?:kr\b\.?|DKK\b))",
        Decimal(10**6),
    ),
    (
        "thousands",
        rf"(?:t\.?\s?kr\b\.?|t\.?\s?DKK\b|tusind(?:e|er)?{_KRONER}|{_ONE_THOUSAND})",
        Decimal(1000),
    ),
    (
        "kroner",
        r"(?:kr\b\.?|kroner\b|DKK\b|[.,]-(?![\d-]|\s?(?:mi[oal]|t\.?kr|tusind)))",
        Decimal(1),
    ),
)
ANY = "|".join(pattern for _, pattern, _ in UNITS)
UNIT = "|".join(f"(?P<{rule}>{pattern})" for rule, pattern, _ in UNITS)

# What a heading, a caption or a note says of the numbers it stands over.
_STATED: tuple[tuple[re.Pattern[str], Decimal], ...] = (
    (re.compile(r"\b(?:mia\b|milliard)", re.IGNORECASE), Decimal(10**9)),
    (re.compile(r"\b(?:mio\b|mill\b|million|m\.?(?:kr|DKK)\b)", re.IGNORECASE), Decimal(10**6)),
    (
        re.compile(
            r"\b1[.\s]?000\s?(?:kr|DKK)|\bt\.?\s?(?:kr|DKK)|\btusind|\b(?:kr|DKK)\b\.?\s1[.\s]?000\b",
            re.IGNORECASE,
        ),
        Decimal(1000),
    ),
    (re.compile(r"\b(?:kr\b|kroner\b|DKK\b)", re.IGNORECASE), Decimal(1)),
)
_THOUSAND = r"1[.\s]?000\s?(?:kr\b\.?|kroner\b|DKK\b)"
_NOTE = re.compile(
    rf"""
    (?: beløb\w* | tal(?:lene)? | alle\sbeløb | opgjort | angivet | hele ) \b [^.\n]{{0,40}}?
    (?P<unit> {_THOUSAND} | tusind\w*(?:\s(?:kr\b\.?|kroner))? | t\.?\s?kr\b\.?
        | mio\b\.?(?:\s?kr\b\.?)? | mia\b\.?(?:\s?kr\b\.?)? | (?:hele\s)?(?:kr\b\.?|kroner\b) )
    | \( (?P<bare> {_THOUSAND} | t\.?\s?kr\b\.? | mi[oa]\b\.?\s?kr\b\.? ) [^()\n]{{0,30}} \)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_THOUSANDS_NOTE = re.compile(
    r"\b(?:beløb\w*|budget\w*|regnskab\w*|forbrug\w*|tal(?:lene)?|opgjort|angivet|opgøres|vises)\b[^.\n\d]{0,25}?"
    rf"\bi\s(?:hele\s)?{_THOUSAND}"
    rf"|\(\s?i\s(?:hele\s)?{_THOUSAND}",
    re.IGNORECASE,
)
_LONGEST_NOTE = 2000


def stated(text: str) -> Decimal | None:
    """Kroner per unit that a heading or note states; None where it names no unit.

    >>> stated("Budget 2018 (mio. kr.)")
    Decimal('1000000')
    """
    return next((times for pattern, times in _STATED if pattern.search(text)), None)


def find_unit(text: str) -> str | None:
    """The unit that a caption or note states for a table's numbers, as printed.

    >>> find_unit("Alle beløb er i 1.000 kr. (2018-priser)")
    '1.000 kr.'
    """
    found = _NOTE.search(text[:_LONGEST_NOTE])
    return None if found is None else found["unit"] or found["bare"]


def notes(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text states the unit of other numbers with "1.000 kr.", which is no amount there."""
    return tuple(match.span() for match in _THOUSANDS_NOTE.finditer(text))
