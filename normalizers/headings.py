"""Headings of items and chapters: number, title and part.

Written from headings such as "2.07. Ny havnefront - del 2 - Molen". A document may set a word
before each number, as in "Indsats 4: Ny havnefront".
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?P<stop>\.|\))?\s+(?=\S)")
_LED = re.compile(
    r"""
    \s*(?P<word>[^\W\d_]{4,}|[Nn]r\.?)\s+
    (?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)
    (?P<stop>\s*[:.)]|\s+[-–—])?   # a bare whole number has one
    \s+(?=\S)
    """,
    re.VERBOSE,
)
# What items are called, in most headings of a document; "Skole 4" is the name of a thing.
_USUAL_LEADS = frozenset(
    [
        "indsats",
        "initiativ",
        "punkt",
        "aftalepunkt",
        "budgetpunkt",
        "tiltag",
        "projekt",
        "forslag",
        "emne",
        "nr",
        "nr.",
    ]
)
_LEAST_LED, _MOST_LED = 2, 0.5
# Behind a number, what makes it an amount: "1.5 mio. kr. til havnen".
_UNIT = re.compile(
    r"""
    %
    | (?:mia|mio|mill|millioner|million|milliarder|milliard|tusind)\b
    | (?:[tm]?\.?\s?kr|kroner|DKK|pct|procent)\b
    """,
    re.VERBOSE,
)
_PART = re.compile(
    r"""
    \s*[-–—,(:]?\s*           # what joins the part to the title
    \bdel\s+(?P<part>\d{1,2})\b(?!\ufffd)   # an unknown glyph may be one more digit
    \)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JOINTS = " \t\n-–—,:"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart; what is absent is None."""

    number: str | None  # without the closing full stop
    title: str  # without number and part
    part: int | None


def leads(raws: Sequence[str]) -> frozenset[str]:
    """The words that a document sets before the numbers of its items, told from all headings.

    A word that begins a heading here and there is of its title: "Fase 2: Molen".

    >>> leads(["Indsats 1: Havn", "Indsats 2: Mole", "Strand"]), leads(["Fase 1: Havn", "Mole"])
    (frozenset({'indsats'}), frozenset())
    """
    numbers: dict[str, list[str]] = {}
    for raw in raws:
        found = _LED.match(raw)
        if found is not None and not _is_quantity(found):
            numbers.setdefault(found["word"].casefold(), []).append(found["number"])
    return frozenset(word for word, own in numbers.items() if _leads(word, own, len(raws)))


def _leads(word: str, numbers: Sequence[str], headings: int) -> bool:
    """Whether numbers behind a word, out of so many headings, count the items."""
    is_regular = len(numbers) >= max(_LEAST_LED, _MOST_LED * headings)
    return word in _USUAL_LEADS and is_regular and len(set(numbers)) > len(numbers) / 2


def read(raw: str, led_by: Container[str] = ()) -> Heading:
    """The parts of an item's heading; `led_by` are words that its document sets before numbers.

    >>> read("2.07. Ny havnefront - del 2 - Molen")
    Heading(number='2.07', title='Ny havnefront - Molen', part=2)
    >>> read("Indsats 4: Ny havnefront", {"indsats"})
    Heading(number='4', title='Ny havnefront', part=None)
    """
    number, rest = _led(raw, led_by) or _numbered(raw)
    found = _PART.search(rest)
    if found is None or not found.start():
        return Heading(number, rest, None)
    title = rest[: found.start()] + rest[found.end() :]
    return Heading(number, title.strip(_JOINTS), int(found["part"]))


def read_chapter(raw: str) -> tuple[int | None, str]:
    """Number and title of a chapter.

    >>> read_chapter("4. Hav og Havn")
    (4, 'Hav og Havn')
    """
    number, title = _numbered(raw)
    return (int(number) if number is not None and number.isdecimal() else None), title


def _led(raw: str, led_by: Container[str]) -> tuple[str, str] | None:
    found = _LED.match(raw) if led_by else None
    if found is None or _is_quantity(found) or found["word"].casefold() not in led_by:
        return None
    return found["number"], raw[found.end() :].strip()


def _numbered(raw: str) -> tuple[str | None, str]:
    found = _NUMBER.match(raw)
    if found is None or _is_quantity(found):
        return None, raw.strip()
    return found["number"], raw[found.end() :].strip()


def _is_quantity(found: re.Match[str]) -> bool:
    """A bare whole number with no stop ("10 nye boliger"), or a unit behind it, is of the title."""
    if found["stop"] is not None:
        return False
    return "." not in found["number"] or _UNIT.match(found.string, found.end()) is not None
