"""The minus of an amount, and the dashes and parentheses that leave it open whether one is meant.

A dash with blanks on both sides parts two thoughts, or begins an item of a list; one that touches
its number is a minus. Parentheses are a minus in tables of numbers, and prose around an aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from normalizers import numerals

# Ledgers print "÷" for a minus, and Word a hyphen that keeps a number on one line.
MINUS = "[-\u2010\u2011\u2012\u2013\u2014\u2212\u00f7]"
DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2212]"
OWN = rf"(?:{MINUS}|[\u2212\u00f7]\s|minus\s(?:ca\.\s|cirka\s)?)"
# What parts the numbers of a range. A dash that begins a line begins an item of a list.
RANGE_DASH = rf"[^\S\n]?{DASH}\s?"
_LONGEST_MINUS = len("minus cirka ")
HINT = "the sign is not told"

_OPEN = r"(?:^|(?<=[\s(:;\"\[/»„]))"  # where a sign may stand
# The last sign of a line, as it is read: with a blank behind it, or without one as a minus.
_LAST = re.compile(rf"{_OPEN}[-\u2010-\u2014](?P<behind>\s?)\Z")
_BEFORE = re.compile(rf"{_OPEN}{OWN}\Z", re.IGNORECASE)  # no line feed behind
_LONE = re.compile(rf"\s*(?P<sign>{MINUS})\s+")
_DRAWN = "\ufffc"  # stands for a picture or a drawing, right before a number perhaps a minus
_TWO = re.compile(
    rf"{_DRAWN}\Z|"
    r"[-\u2212+]\s?/\s?[-\u2212+]\s?\Z"
    rf"|{MINUS}{{2}}\s?\Z|(?:(?<=[:;])|(?<=[:;][^\S\n])){DASH}\s\Z"
)
_NUMBER = rf"(?P<first>{numerals.DIGITS})"
_JOINT = rf"(?:{RANGE_DASH}|,\s|\s?/\s?|\s(?:til|og|samt|henholdsvis)\s)"
# "-5 til 10", "-5-10": a first number with a sign of its own.
_SIGNED_FIRST = re.compile(rf"(?:^|(?<=[\s(:])){OWN}{_NUMBER}{_JOINT}{OWN}?\Z", re.IGNORECASE)
# "5 til -10", "5 - -10", and "5 -10", which may be a range or two numbers, "100 − 25" a difference.
_SIGNED_LAST = re.compile(
    rf"(?<![\w.,/-]){_NUMBER}(?:(?:{RANGE_DASH}|\stil\s|\s){OWN})\Z", re.IGNORECASE
)


def before(text: str, start: int) -> int | None:
    """Where the minus begins that belongs to the number at `start`; None where it has none.

    >>> before("Resultatet er -5", 15), before("Havnen - 5", 9)
    (14, None)
    """
    found = _BEFORE.search(text, max(0, start - _LONGEST_MINUS), start)
    return found.start() if found else None


def unsure(text: str, low: int, start: int) -> int | None:
    """Where in `text[low:start]` begins what leaves signs open, of the number at `start` too.

    None where nothing does.

    >>> unsure("Fra -5 til -8", 0, 12), unsure("I 2017 -8", 0, 8)
    (4, None)
    """
    found = _SIGNED_FIRST.search(text, low, start) or _TWO.search(text, low, start)
    if found is None:
        found = _SIGNED_LAST.search(text, low, start)
        if found is None or re.fullmatch(r"(?:19|20)\d\d", found["first"]):
            return None
    return found.start()


def lone(text: str, start: int) -> int | None:
    """Where the dash is that alone stands before an amount, as spreadsheets set a minus apart."""
    found = _LONE.fullmatch(text, 0, start)
    return found.start("sign") if found else None


def is_left_above(text: str, start: int, line_ends: Callable[[], Collection[int]]) -> bool:
    """Whether a line ends in a dash right before an amount: programs break lines behind a minus.

    >>> [is_left_above("Det er - 5 kr.", 9, lambda: ends) for ends in ((8, 14), (14,))]
    [True, False]
    """
    found = _LAST.search(text, max(0, start - 3), start)
    return found is not None and found.start("behind") in line_ends()
