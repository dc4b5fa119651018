"""Headings of items and chapters: number, title and part.

Written from headings such as "2.07. Ny havnefront - del 2 - Molen".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?P<stop>\.|\))?\s+(?=\S)")
_PART = re.compile(
    r"""
    \s*[-–—,(:]?\s*           # what joins the part to the title
    \bdel\s+(?P<part>\d{1,2})\b
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


def read(raw: str) -> Heading:
    """The parts of an item's heading.

    >>> read("2.07. Ny havnefront - del 2 - Molen")
    Heading(number='2.07', title='Ny havnefront - Molen', part=2)
    """
    number, rest = _numbered(raw)
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


def _numbered(raw: str) -> tuple[str | None, str]:
    found = _NUMBER.match(raw)
    if found is None or _is_quantity(found):
        return None, raw.strip()
    return found["number"], raw[found.end() :].strip()


def _is_quantity(found: re.Match[str]) -> bool:
    """A bare whole number with no stop ("10 nye boliger") belongs to the title."""
    return found["stop"] is None and "." not in found["number"]
