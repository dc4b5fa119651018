"""What two pieces of text say of themselves: halves of one long word, or words of their own.

A word too long for its column is cut at the last letter that has room, so that the pieces may be
no words: "Kystsikringspro" and "jektet", "børneinstitu" and "tionen".
"""

from __future__ import annotations

import re
from typing import Protocol

LONG = 15  # letters: with fewer, one word may fill a narrow column by chance
_OVERLAP = 3  # letters of a word that is known to go over the cut
_WORD_LETTER = r"[^\W\d_]"
LAST_LETTERS = re.compile(rf"{_WORD_LETTER}+$")
FIRST_LETTERS = re.compile(rf"{_WORD_LETTER}+")
_ABBREVIATED = re.compile(r"\. ?[^\W_A-ZÆØÅ]")  # a full stop in the middle of a sentence
_ONE_LETTER = frozenset("aiåø")  # words and counts of one letter
_ONSET = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,}(?=[aeiouyæøåé])")
_ONSETS = frozenset(
    (
        *("bj", "bl", "br", "ch", "cl", "cr", "cz", "dj", "dr", "dv", "dw", "fj", "fl", "fn", "fr"),
        *("gh", "gj", "gl", "gn", "gr", "hj", "hv", "kh", "kj", "kl", "kn", "kr", "kv", "lj", "mj"),
        *("nj", "ph", "pj", "pl", "pn", "pr", "ps", "qv", "rh", "sc", "sh", "sj", "sk", "sl", "sm"),
        *("sn", "sp", "sq", "st", "sv", "sw", "sz", "th", "tj", "tr", "ts", "tv", "tw", "vl", "vr"),
        *("wh", "wr", "zl", "chr", "phr", "sch", "scr", "shr", "skj", "skl", "skr", "skv", "spj"),
        *("spl", "spr", "stj", "str", "stv", "thr"),
    )
)
_NO_CODA = re.compile(r"(?:bb|dd|gg|kk|mm|nn|rr|[aeiouyæøå]h)$")
# What follows the article "en" or "et" is the rest of a noun phrase, and never one of these.
_NO_NOUN = frozenset(
    (
        *("fra", "har", "i", "kan", "med", "om", "over", "på", "skal", "som", "under", "ved"),
        *("er", "blev", "bliver", "der", "samt", "vil"),
    )
)
# Ends of words that are whole, so that hardly any compound begins with them.
WHOLE = ("en", "et", "ne", "s")


class Written(Protocol):
    """The words that a document writes inside its lines, in small letters."""

    def __contains__(self, word: str) -> bool: ...

    def begins(self, text: str) -> bool:
        """Whether a written word begins like this."""

    def ends(self, text: str) -> bool:
        """Whether a written word that is longer ends like this."""


def is_long(line: str) -> bool:
    """Whether a line is one word, and long."""
    return " " not in line and len(line) >= LONG


def are_halves(above: str, below: str, written: Written) -> bool:
    """Whether a long word that fills a line alone goes on with the first word below."""
    left, right = LAST_LETTERS.search(above), FIRST_LETTERS.match(below)
    if " " in above or left is None or right is None or len(left[0]) < LONG:
        return False
    head, tail, behind = left[0].casefold(), right[0].casefold(), below[right.end() :]
    if _ABBREVIATED.match(behind):
        return False
    return (
        (len(tail) == 1 and tail not in _ONE_LETTER)
        or _cannot_part(head, tail)
        or (tail in {"en", "et"} and _follows_no_article(behind))
        or written.begins(head + tail)
        or _is_cut_across(head, tail, written)
        or _ends_only(head, tail, written)
    )


def _cannot_part(head: str, tail: str) -> bool:
    """Whether no word ends or begins so."""
    onset = _ONSET.match(tail)
    return (onset is not None and onset[0] not in _ONSETS) or _NO_CODA.search(head) is not None


def _follows_no_article(behind: str) -> bool:
    found = FIRST_LETTERS.match(behind.lstrip(" "))
    return found is None or found[0].casefold() in _NO_NOUN


def _is_cut_across(head: str, tail: str, written: Written) -> bool:
    """Whether a written word ends in the tail, and begins in the head with what is no word."""
    for start in range(len(head) - _OVERLAP + 1):
        if head[start:] + tail in written:
            return head[start:] not in written
    return False


def _ends_only(head: str, tail: str, written: Written) -> bool:
    """Whether the tail is seen at the end of words only, and the head nowhere."""
    if tail in written or head in written or head.endswith(WHOLE):
        return False
    return written.ends(tail)
