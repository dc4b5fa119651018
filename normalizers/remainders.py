"""What a deadline says besides the date found in it: parts of a date that nobody could read.

"l. halvår 2025" is not the whole of 2025, nor is "31. dec'mber 2025": where a year alone was
found beside digits, or beside a word for a part of a year, it is not the deadline.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from normalizers.date_rules import words_of_dates

_SHORTEST = 3  # letters; a shorter word is like too many others
_LONG = 5  # letters, of which one may be any other
_MISTAKEN = str.maketrans("tif1jceuh", "llllloonn")
_MOST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"(?P<word>\S+)\s*$")
# Of "2. budgetopfølgning": what a scratch or a bad print left of it.
_CUT_ROUND = re.compile(r"\w+opfølgning|p?følgning")
_ROUND, _LIKE_ROUND = "budgetopfølgning", 0.65
_LONGEST_TOKEN = 3
# What may stand before a round without a number; other short tokens may have been its number.
_PARTICLES = frozenset(
    ("i", "ved", "til", "pr", "inden", "før", "med", "en", "den", "på", "se", "jf", "og", "om")
)


def doubt(rest: str) -> str | None:
    """Why a year alone is not the whole deadline, from the text around it; None where it may be.

    >>> doubt("l. halvår")
    "'halvår' is a part of a date"
    >>> doubt("spmmer")
    "'spmmer' is a part of a date"
    >>> doubt("efter politisk behandling") is None
    True
    """
    if re.search(r"\d", rest):
        return "there are digits beside the year"
    for word in _WORD.findall(rest.casefold())[:_MOST_WORDS]:
        if _is_of_date(word):
            return f"{word!r} is a part of a date"
        if _may_be_of_round(word):
            return f"{word!r} may be of a round's name"
    return None


def may_be_a_number(before: str) -> bool:
    """Whether the token before a round's name may be its number, badly printed ("2..", "l.")."""
    found = _BEFORE.search(before)
    if found is None:
        return False
    word = found["word"].casefold()
    if any(map(str.isdigit, word)):
        return True
    plain = word.strip(".,:;()–-")
    return 0 < len(plain) <= _LONGEST_TOKEN and plain not in _PARTICLES


def _may_be_of_round(word: str) -> bool:
    like = SequenceMatcher(None, _ROUND, word[: 2 * len(_ROUND)], autojunk=False).ratio()
    return _CUT_ROUND.fullmatch(word) is not None or like >= _LIKE_ROUND


def _is_of_date(word: str) -> bool:
    """Whether a word is one of a date, or looks like one badly printed ("Ullimo", "rnaj")."""
    if word in _known() or (len(word) >= _SHORTEST and _outline(word) in _outlines()):
        return True
    return len(word) >= _LONG and any(_differ_by_one(word, known) for known in _known())


def _differ_by_one(word: str, known: str) -> bool:
    """Whether one letter of a long word is another ("Spmmer")."""
    return len(word) == len(known) and sum(map(str.__ne__, word, known)) == 1


def _outline(word: str) -> str:
    """A word as a worn print shows it: letters that are easily mistaken are one."""
    return word.replace("rn", "m").translate(_MISTAKEN)


@cache
def _known() -> frozenset[str]:
    return frozenset(words_of_dates())


@cache
def _outlines() -> frozenset[str]:
    return frozenset(_outline(word) for word in _known())
