"""Blanks, dashes, hyphens and bullets: the repairs that a string alone allows.

Nothing else is changed; a source's spelling mistakes stay.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

BULLETS = "•◦▪■●○‣∙➢⁃·\uf0a7\uf0b7\uf0d8\uf0fc"

# Left out: soft hyphen, zero-width characters, variation selectors, the place of a picture.
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\ufffc"), "")
_BLANKS = dict.fromkeys(
    map(
        ord,
        "\t\r\f\v\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
        "\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
_LIGATURES = {
    ord("\ufb00"): "ff",
    ord("\ufb01"): "fi",
    ord("\ufb02"): "fl",
    ord("\ufb03"): "ffi",
    ord("\ufb04"): "ffl",
    ord("\ufb05"): "st",
    ord("\ufb06"): "st",
}
_BREAKS = dict.fromkeys(map(ord, "\u2028\u2029\u0085"), "\n")
_REPLACED: dict[int, str] = {**_NOTHING, **_BLANKS, **_HYPHENS, **_LIGATURES, **_BREAKS}

# A text in which none of these occurs is clean already, if it is composed (NFC).
_SUSPECT = re.compile(
    "[" + "".join(map(chr, _REPLACED)) + BULLETS + r"\x00-\x09\x0b-\x1f]"
    r"|\ \ |\ \n|\n\ |\n\n|(?:\A|\n)\*|\A\s|\s\Z"
)
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]+\ *|\*\ +)+")


class Clean(NamedTuple):
    """A normalized text; `origins[i]` is the index in the raw text of `text[i]`.

    `origins` is None where nothing moved.
    """

    text: str
    origins: tuple[int, ...] | None


def clean(raw: str) -> Clean:
    r"""Unicode NFC, plain blanks and hyphens, no bullets, paragraphs separated by one \n.

    >>> clean("• drifts-\u00a0 og anlæg\n\n").text
    'drifts- og anlæg'
    """
    if unicodedata.is_normalized("NFC", raw) and not _SUSPECT.search(raw):
        return Clean(raw, None)
    printed = [(letter, at) for at, letter in enumerate(raw)]
    # Composed twice: what was left out may have stood between a letter and its ring.
    letters = _trimmed(_composed(_replaced(_composed(printed))))
    return Clean("".join(letter for letter, _ in letters), tuple(at for _, at in letters))


# A letter and where it stood.
_Letter = tuple[str, int]


def _composed(printed: list[_Letter]) -> list[_Letter]:
    """Base letters with their combining marks, composed."""
    letters: list[_Letter] = []
    start = 0
    for index in range(1, len(printed) + 1):
        if index == len(printed) or not unicodedata.combining(printed[index][0]):
            group = "".join(letter for letter, _ in printed[start:index])
            composed = unicodedata.normalize("NFC", group)
            letters.extend((letter, printed[start][1]) for letter in composed)
            start = index
    return letters


def _replaced(letters: list[_Letter]) -> list[_Letter]:
    return [
        (new, at)
        for letter, at in letters
        for new in _REPLACED.get(ord(letter), letter if letter >= " " or letter == "\n" else "")
    ]


def _trimmed(letters: list[_Letter]) -> list[_Letter]:
    """Without bullets and superfluous blanks, paragraph by paragraph."""
    kept: list[_Letter] = []
    start = 0
    for end in [*(i for i, (letter, _) in enumerate(letters) if letter == "\n"), len(letters)]:
        paragraph = _paragraph(letters[start:end])
        if paragraph:
            if kept:
                kept.append(("\n", letters[start - 1][1]))
            kept.extend(paragraph)
        start = end + 1
    return kept


def _paragraph(letters: list[_Letter]) -> list[_Letter]:
    spaced = [
        letters[i]
        for i in range(len(letters))
        if letters[i][0] != " " or (i and letters[i - 1][0] != " ")
    ]
    text = "".join(letter for letter, _ in spaced)
    lead = len(text) - len(text.lstrip(" "))
    found = _BULLET.match(text, lead)
    # A symbol that stands alone is no bullet of anything.
    first = found.end() if found and text[found.end() :].strip() else lead
    return spaced[first : len(text.rstrip(" "))]
