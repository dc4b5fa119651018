"""Sums as spreadsheets set them: the minus or the currency at one end of the cell, figures far off.

They are one text, though what stands between is as wide as the gap between two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MINUSES = frozenset("-\u2013\u2014\u2212")  # hyphen, both dashes, and the sign itself
_FIGURES = r"\(? \d [\d\s.,]* \)?"
_UNIT = r"(?: mio | mia | mill | t | tkr )? \.? \s* (?: kr | dkk )? \.?"
_SUM = re.compile(rf"{_FIGURES} \s* (?: % | {_UNIT} )", re.IGNORECASE | re.VERBOSE)
_FIGURES_ALONE = re.compile(_FIGURES, re.VERBOSE)
_BESIDE = re.compile(rf"[-\u2013\u2014\u2212(]? \s* {_UNIT}", re.IGNORECASE | re.VERBOSE)


def is_sum(text: str) -> bool:
    """Whether a text is a number, with a unit or without.

    >>> is_sum("1.234,50"), is_sum("(41)"), is_sum("2,5 mio. kr."), is_sum("3. juni")
    (True, True, True, False)
    """
    return _SUM.fullmatch(text) is not None


def is_one_sum(before: Iterable[str], behind: Iterable[str]) -> bool:
    """Whether these words on either side of a gap are a number and what belongs to it.

    >>> is_one_sum(["-"], ["1.234"]), is_one_sum(["kr."], ["-41"]), is_one_sum(["41"], ["kr."])
    (True, True, True)
    >>> is_one_sum(["12"], ["41"]), is_one_sum(["-"], ["Nået"])
    (False, False)
    """
    first, second = " ".join(before), " ".join(behind)
    if _BESIDE.fullmatch(first):
        return _SUM.fullmatch(second.lstrip("".join(MINUSES))) is not None
    return _FIGURES_ALONE.fullmatch(first) is not None and _BESIDE.fullmatch(second) is not None
