"""Danish numerals: digits with points and commas, fractions, and number words."""

from __future__ import annotations

import re
from decimal import Decimal


def _counted(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * index for index, word in enumerate(words.split())}


_ONES = {"en": 1, "én": 1, "et": 1, "ét": 1} | _counted("to tre fire fem seks syv otte ni", 2)
_TEENS = _counted("ti elleve tolv tretten fjorten femten seksten sytten atten nitten", 10)
_TENS = _counted("tyve tredive fyrre halvtreds tres halvfjerds firs halvfems", 20, 10)
# "femogtyve" is 5 and 20.
_WHOLE = {
    **_ONES,
    **_TEENS,
    **_TENS,
    **{f"{one}og{ten}": a + b for ten, b in _TENS.items() for one, a in _ONES.items()},
    "hundrede": 100,
    **{f"{one}{gap}hundrede": a * 100 for one, a in _ONES.items() for gap in (" ", "")},
}
_HALVES = ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")
_PARTS = {
    "nul": "0",
    "halv": "0.5",
    "en halv": "0.5",
    "halvanden": "1.5",
    "halvandet": "1.5",
    "kvart": "0.25",
    "en kvart": "0.25",
    "trekvart": "0.75",
    "tre kvart": "0.75",
}
WORDS: dict[str, Decimal] = {
    **{word: Decimal(value) for word, value in (_WHOLE | _PARTS).items()},
    **{
        f"{word} {joint}en halv": Decimal(_WHOLE[word]) + Decimal("0.5")
        for word in _HALVES
        for joint in ("", "og ")
    },
}
_BLANK = r"[\u0020\u00a0\u2009\u202f\u2007]"
# In order: grouped thousands (by commas only as a typing error), digits with a decimal comma or
# fraction, plain digits.
DIGITS = (
    rf"(?:\d{{1,3}}(?:[.]\d{{3}}){{1,4}}(?:,\d{{1,4}})?(?![\d])"
    rf"|\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,4}}(?:,\d{{1,4}})?(?!\d)"
    rf"|\d{{1,3}}(?:,\d{{3}}){{2,4}}(?![\d])"
    rf"|\d{{1,9}},\d{{1,4}}|(?<![\d.,])\d{{1,2}},{_BLANK}\d(?=\s?(?:mi[ol]|mia))|\d{{1,12}}{_BLANK}?[½¼¾]|[½¼¾]"
    rf"|\d{{1,4}}\.\d{{1,2}}(?![\d.])|\d{{1,12}})"
)
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def read(raw: str) -> tuple[Decimal, tuple[str, ...]]:
    """The number that DIGITS or a word of WORDS states."""
    word = WORDS.get(re.sub(r"\s+", " ", raw).casefold())
    return parse(raw) if word is None else (word, ())


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
    if plain.count(",") > 1:
        return Decimal(plain.replace(",", "")), ("typing-error",)
    return Decimal(plain.replace(".", "").replace(",", ".")), flags
