"""How a text begins and ends: with a label, in a word or sign that nothing ends in, or whole."""

from __future__ import annotations

import re

LABEL = re.compile(r"[A-ZÆØÅ][\w-]*(?: [\w-]+){0,2}:(?:\s|$)")  # "Ansvarligt udvalg:"
_ENDS = (".", ":", ";", "!", "?", "…")
_CLOSERS = ')"”’»'
# "ca. 5 mio. kr.", "Evt.", "den 2.": a full stop that ends no sentence if a small letter follows.
_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d]{1,4}|\d{1,2})\.$")
# A line that ends like this goes on, whatever comes.
_OPEN_END = re.compile(
    r"""(?: [,(/–\u2010-]
    | (?<!\w) (?: og | eller | samt | af | i | på | til | for | med | fra | om | ved | under
               | over | mellem | den | det | de | en | et | at | som | der
               | (?: ca | kl | nr | pr ) \. )
      | (?<!\S) [*•]
    )$""",
    re.VERBOSE,
)
# What stands before a number: "i 2025", "ca. 5". A list goes on with "og", a note ends with "*".
_BEFORE_NUMBER = re.compile(
    r"(?<!\w)(?:i|på|til|for|med|fra|om|ved|under|over|mellem|den|(?:ca|kl|nr|pr)\.)$"
)
_LONGEST_END = 8  # characters of those, with a line feed behind them


def ends_sentence(text: str) -> bool:
    """Whether a sign of its end is the last of a text."""
    # Most lines end in a letter.
    return not text[-1:].isalpha() and text.rstrip(_CLOSERS).endswith(_ENDS)


def is_open(text: str) -> bool:
    """Whether a text ends in a word or sign that never ends one.

    >>> is_open("Hallen er bygget, og"), is_open("betales pr."), is_open("2 mio. kr. *")
    (True, True, True)
    >>> is_open("Havnen ind-"), is_open("Havnen ind\u2010")
    (True, True)
    >>> is_open("dialog"), is_open("forsinket*")
    (False, False)
    """
    return _ends_as(_OPEN_END, text)


def awaits_number(text: str) -> bool:
    """Whether a text ends with a word that may stand before a number.

    >>> awaits_number("Der er i"), awaits_number("Havnen og"), awaits_number("Stien *")
    (True, False, False)
    """
    return _ends_as(_BEFORE_NUMBER, text)


def is_abbreviated(text: str) -> bool:
    """Whether a text ends in what may be a short form, and not in the end of a sentence.

    >>> is_abbreviated("5 mio. kr."), is_abbreviated("den 2."), is_abbreviated("i 2017.")
    (True, True, False)
    """
    return _ends_as(_ABBREVIATED, text)


def _ends_as(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the end matches; sought from the beginning it takes twenty times as long."""
    return pattern.search(text, max(len(text) - _LONGEST_END, 0)) is not None
