"""Characters in a line of text that may carry a status."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extractors.document import Mark

# Faces, check marks, dots and arrows are "other symbols"; private use is symbol fonts.
_CATEGORIES = frozenset({"So", "Co"})
_ALSO = frozenset("●■▪◆★↑↓→✓✔✗✘")
# Beyond Latin letters and ordinary punctuation; most texts have none, and so cost one search.
BEYOND = "\u0250-\u200f\u2028-\u20ab\u20ad-\U0010ffff"
UNUSUAL = re.compile(f"[{BEYOND}]")
UNUSUAL_OR_BREAK = re.compile(f"[\n\r{BEYOND}]")
_FIGURES = re.compile(r"\d+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_METRE = re.compile(r"(?:^|[\s\d/])[kcdm]?m$")
LONGEST_METRE = 3  # characters of what stands before a figure that may be its unit
_NEVER = frozenset("°©®™№¦\ufffc\ufffd•◦")


def marks_in(text: str, font: str | None = None, colour: str | None = None) -> Iterator[Mark]:
    """A mark for every character that is a symbol and no letter, digit or punctuation.

    >>> [mark.value for mark in marks_in("☺: nået 100 %")]
    ['☺']
    """
    for found in UNUSUAL.finditer(text):
        if _is_symbol(found[0]):
            yield Mark("character", found[0], font=font, colour=colour, offset=found.start())


def raised(text: str, before: str) -> str:
    """A text set as superscript, behind what stands before it: figures are no digits of a number.

    Exponents of a metre stay as they are typed.

    >>> raised("1", "12.345"), raised("2", "30 m")
    ('¹', '2')
    """
    if not before.strip() or _METRE.search(before[-LONGEST_METRE:]):
        return text
    return _FIGURES.sub(lambda found: found[0].translate(_SUPERSCRIPTS), text)


def _is_symbol(letter: str) -> bool:
    return letter not in _NEVER and (letter in _ALSO or unicodedata.category(letter) in _CATEGORIES)
