"""Danish numerals: digits with points and commas, fractions, and number words."""

from __future__ import annotations

import re
from decimal import Decimal

WORDS: dict[str, Decimal] = {
    "en": Decimal(1),
    "én": Decimal(1),
    "et": Decimal(1),
    "ét": Decimal(1),
    "to": Decimal(2),
    "tre": Decimal(3),
    "fire": Decimal(4),
    "fem": Decimal(5),
    "seks": Decimal(6),
    "syv": Decimal(7),
    "otte": Decimal(8),
    "ni": Decimal(9),
    "ti": Decimal(10),
    "elleve": Decimal(11),
    "tolv": Decimal(12),
    "halvanden": Decimal("1.5"),
    "en halv": Decimal("0.5"),
    "halv": Decimal("0.5"),
    **{
        f"{word} en halv": value + Decimal("0.5")
        for word, value in (
            ("to", Decimal(2)),
            ("tre", Decimal(3)),
            ("fire", Decimal(4)),
            ("fem", Decimal(5)),
        )
    },
    **{
        f"{word} og en halv": value + Decimal("0.5")
        for word, value in (
            ("to", Decimal(2)),
            ("tre", Decimal(3)),
            ("fire", Decimal(4)),
            ("fem", Decimal(5)),
        )
    },
}
_BLANK = r"[\u0020\u00a0\u2009\u202f\u2007]"
# In order: grouped thousands, digits with a decimal comma or fraction, plain digits.
DIGITS = (
    rf"(?:\d{{1,3}}(?:[.]\d{{3}}){{1,4}}(?:,\d{{1,4}})?(?![\d])"
    rf"|\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,4}}(?:,\d{{1,4}})?(?!\d)"
    rf"|\d{{1,9}},\d{{1,4}}|(?<![\d.,])\d{{1,2}},{_BLANK}\d(?=\s?(?:mi[ol]|mia))|\d{{1,12}}{_BLANK}?[½¼¾]|[½¼¾]"
    rf"|\d{{1,4}}\.\d{{1,2}}(?![\d.])|\d{{1,12}})"
)
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def parse(raw: str) -> tuple[Decimal, tuple[str, ...]]:
    """The number that DIGITS matched, and flags of what was read through.

    >>> parse("1.950"), parse("3 ½"), parse("1, 2")
    ((Decimal('1950'), ()), (Decimal('3.5'), ()), (Decimal('1.2'), ('typing-error',)))
    """
    text = raw.strip()
    if text[-1:] in _FRACTIONS:
        whole = re.sub(r"\D", "", text[:-1])
        return Decimal(whole or 0) + _FRACTIONS[text[-1]], ()
    flags: tuple[str, ...] = ("typing-error",) if re.search(r",\s", text) else ()
    plain = re.sub(r"\s", "", text)
    if re.fullmatch(r"\d{1,4}\.\d{1,2}", plain):
        # Never thousands: a point with one or two digits behind it is a decimal point.
        return Decimal(plain), ("decimal-point",)
    return Decimal(plain.replace(".", "").replace(",", ".")), flags
