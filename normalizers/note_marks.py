"""Raised figures that refer to a note: "12.345¹ kr." is no larger number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FRACTIONS = ("/", "\u2044", "\u2215")
_UNKNOWN = "\ufffd"
# Behind a unit of length it is an exponent, between two digits nobody knows.
_MARK = re.compile(rf"(?<![{_RAISED}])(?<!\bm)(?<!\b[kcdm]m)[{_RAISED}]+(?:[,;]\s?[{_RAISED}]+)*")


class Unmarked(NamedTuple):
    """A text without its note marks; `origins[i]` is where the character i stood before."""

    text: str
    origins: Sequence[int]


def removed(text: str) -> Unmarked:
    """Without such figures; one inside a number or fraction becomes a character nobody can read.

    >>> removed("12.345¹ kr. for 30 m²").text
    '12.345 kr. for 30 m²'
    """
    if not any(figure in text for figure in _RAISED):
        return Unmarked(text, range(len(text)))
    letters = list(text)
    for found in _MARK.finditer(text):
        start, end = found.span()
        behind = text[end : end + 1]
        # "2¹/2" is a fraction set by hand.
        is_fraction = behind in _FRACTIONS
        is_inside = is_fraction or (text[start - 1 : start].isdecimal() and behind.isdecimal())
        filling = [_UNKNOWN] if is_inside else [""]
        letters[start:end] = filling + [""] * (len(found[0]) - 1)
    return Unmarked("".join(letters), [at for at, letter in enumerate(letters) if letter])
