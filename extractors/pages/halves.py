"""What two pieces of text say of themselves: halves of one long word, or words of their own.

A word too long for its column is cut at the last letter that has room, so that the pieces may be
no words: "Kystsikringspro" and "jektet", "børneinstitu" and "tionen".
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

LONG = 15  # letters: with fewer, one word may fill a narrow column by chance
_OVERLAP = 3  # letters of a word that is known to go over the cut
_WORD_LETTER = r"[^\W\d_]"
LAST_LETTERS = re.compile(rf"{_WORD_LETTER}+$")
FIRST_LETTERS = re.compile(rf"{_WORD_LETTER}+")
_ABBREVIATED = re.compile(r"\. ?[^\W_A-ZÆØÅ]")  # a full stop in the middle of a sentence
_INFLECTED = re.compile(rf"[enrst] {_WORD_LETTER}")
_VOWEL = re.compile("[aeiouyæøåé]")
_SHORT = 2  # letters
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
_NO_CODA = re.compile(r"(?:bb|dd|gg|kk|mm|nn|rr|[aeiouyæøå]h|nc|[bdfgkptv][lr]|[dkpst]n)$")
# What follows the article "en" or "et" is the rest of a noun phrase, and never one of these, nor
# "og" but in "en og samme", nor a verb such as "udvides".
_NO_NOUN = frozenset(
    (
        *("fra", "i", "med", "om", "over", "på", "under", "ved", "efter", "hos", "inden", "mellem"),
        *("mod", "overfor", "via", "samt", "der", "som", "at", "hvor", "hvis", "men", "når"),
        *("har", "kan", "skal", "vil", "må", "er", "var", "blev", "bliver", "havde", "kunne"),
        *("skulle", "ville", "står", "går", "får", "gør", "giver", "kommer", "ligger", "sker"),
        *("viser", "betyder", "afventer", "omfatter"),
    )
)
_NO_NOUN_PHRASE = re.compile(
    r"""og(?!\w|\ (?:samme|anden|et)\b)
    | \w*[^\W_aeiouyæøå]es(?!\w)(?<!\bfælles)(?<!\bindbyrdes)(?<!\b[jv]ores)(?<!\bderes)""",
    re.VERBOSE,
)
# Ends of words that are whole, so that hardly any compound begins with them.
WHOLE = ("en", "et", "ne", "s")
PARTICLES = frozenset(
    (
        *("af", "alle", "at", "bliver", "blev", "da", "de", "dem", "den", "der", "deres", "det"),
        *("efter", "eller", "for", "fra", "før", "gennem", "har", "hos", "i", "ikke", "inden"),
        *("kan", "med", "mellem", "men", "mod", "må", "nu", "når", "og", "om", "op", "over", "på"),
        *("samt", "skal", "som", "så", "til", "ud", "uden", "under", "var", "ved", "vil"),
    )
)
# Words of two letters, of which there are few; short forms have no vowel or a full stop behind.
_SHORTEST = frozenset(
    (
        *("ad", "af", "al", "an", "as", "at", "be", "bi", "bo", "by", "da", "de", "do", "du", "dø"),
        *("ed", "eg", "ej", "el", "en", "er", "et", "eu", "få", "gå", "ha", "hi", "hø", "id"),
        *("ih", "il", "is", "it", "ja", "jo", "kø", "la", "le", "ly", "læ", "lå", "me"),
        *("mu", "må", "ni", "no", "nu", "ny", "nå", "og", "ok", "om", "op", "os", "ov", "på", "ri"),
        *("ro", "ru", "ry", "rå", "se", "si", "so", "sy", "så", "sø", "ta", "te", "ti", "to"),
        *("tå", "ud", "ug", "ur", "ve", "vi", "vy", "yd", "æg", "øg", "øl", "øm", "ør", "ås"),
    )
)
# First parts of words that no noun ends in.
_BEFORE = ("til", "over", "under", "frem", "sam", "ind", "ud", "op", "af", "på", "om", "for", "an")
# Such nouns have an s behind them in the middle of a compound.
LINKED = re.compile(r"\w(?:ing|else|hed|skab|dom|tion|sion|itet)s$")
_LONG_END, _OFTEN = 6, 2  # letters of a word's end that tell, and how often it is seen
_LONG_TAIL = 3  # letters


class Written(Protocol):
    """The words that a document writes inside its lines, in small letters."""

    def __contains__(self, word: str) -> bool: ...

    def __getitem__(self, word: str) -> int: ...

    def begins(self, text: str) -> bool:
        """Whether a written word begins like this."""

    def ends(self, text: str) -> bool:
        """Whether a written word that is longer ends like this."""

    def ending(self, text: str) -> int:
        """How often words are written that end like this, or are this."""


def is_long(line: str) -> bool:
    """Whether a line is one word, and long."""
    return " " not in line and len(line) >= LONG


def is_last_letter(above: str, below: str) -> bool:
    """Whether one letter below a long word that stands alone in its line is the last of it.

    It is one that inflects nouns, and the text goes on behind it with a word.

    >>> is_last_letter("vedligeholdelsesefterslæbe", "t vokser")
    True
    >>> is_last_letter("vedligeholdelsesefterslæbe", "i år"), is_last_letter("efterslæbe", "t er")
    (False, False)
    """
    return is_long(above) and _INFLECTED.match(below) is not None


class _Halves(NamedTuple):
    """The letters on either side of a cut, in small letters."""

    head: str
    tail: str
    uses: int  # how often the tail is written as a word


def are_halves(above: str, below: str, written: Written, counted: int = 0) -> bool:
    """Whether a long word that fills a line alone goes on with the first word below.

    `counted` is how often that was counted as a word of its own.
    """
    left, right = LAST_LETTERS.search(above), FIRST_LETTERS.match(below)
    if left is None or right is None:
        return False
    head, tail, behind = left[0].casefold(), right[0].casefold(), below[right.end() :]
    if _ABBREVIATED.match(behind):
        return False
    uses = max(written[tail] - counted, 0)
    if (len(tail) == 1 and tail not in _ONE_LETTER) or _cannot_part(head, tail):
        return True
    if len(tail) == _SHORT and _VOWEL.search(tail) and tail not in _SHORTEST and not uses:
        return True
    if tail in {"en", "et"} and _follows_no_article(behind):
        return True
    halves = _Halves(head, tail, uses)
    return written.begins(head + tail) or any(told(halves, written) for told in _TOLD)


def _cannot_part(head: str, tail: str) -> bool:
    """Whether no word ends or begins so."""
    onset = _ONSET.match(tail)
    return (onset is not None and onset[0] not in _ONSETS) or _NO_CODA.search(head) is not None


def _follows_no_article(behind: str) -> bool:
    """Whether no noun phrase goes on so behind its article.

    >>> _follows_no_article(" og undervisningen"), _follows_no_article(" og samme")
    (True, False)
    >>> _follows_no_article(" opgraderes evt."), _follows_no_article(" fælles plan")
    (True, False)
    """
    text = behind.lstrip(" ")
    found = FIRST_LETTERS.match(text)
    if found is None or found[0].casefold() in _NO_NOUN:
        return True
    return _NO_NOUN_PHRASE.match(text) is not None


def _is_cut_across(halves: _Halves, written: Written) -> bool:
    """Whether a written word ends in the tail, and begins in the head with what is no word."""
    head, tail, _ = halves
    for start in range(len(head) - _OVERLAP + 1):
        if head[start:] + tail in written:
            return head[start:] not in written
    return False


def _ends_only(halves: _Halves, written: Written) -> bool:
    """Whether the tail is seen at the end of words only, and the head nowhere."""
    head, tail, uses = halves
    if uses or head in written or head.endswith(WHOLE):
        return False
    return written.ends(tail)


def _ends_so(halves: _Halves, written: Written) -> bool:
    """Whether words of the document end in the end of the head with the tail.

    A tail that may be a word needs more of them, and none may be more common that ends without it.
    """
    head, tail, uses = halves
    if tail in {"en", "et"}:
        return False
    is_piece = len(tail) >= _LONG_TAIL and not uses
    for start in range(len(head) - (_OVERLAP if is_piece else _LONG_END) + 1):
        found = written.ending(head[start:] + tail)
        if found:
            return is_piece or found >= max(_OFTEN, written.ending(head[start:]))
    return False


def _is_prefixed(halves: _Halves, written: Written) -> bool:
    """Whether the head ends in what no noun ends in, and with the tail is a more common word."""
    head, tail, uses = halves
    before = next((one for one in _BEFORE if head.endswith(one)), None)
    return before is not None and written[before + tail] > uses


def _is_linked(halves: _Halves, written: Written) -> bool:
    """Whether the cut is at the letter that links the parts of a compound."""
    head, tail, uses = halves
    if not uses and len(tail) > _LONG_END and tail[0] == "s" and written.ending(tail[1:]):
        return True
    return LINKED.search(head) is not None and tail not in PARTICLES


_TOLD = (_is_cut_across, _ends_only, _ends_so, _is_prefixed, _is_linked)  # tried in order
