"""Accents that are printed over letters as signs of their own: a page shows one letter of both."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from extractors.pages.sheet import Codes, Flags
from extractors.thousands import is_any

if TYPE_CHECKING:  # the order of letters asks where accents belong
    from extractors.pages.order import Letters

FIRST, LAST = 0x2C6, 0x36F  # signs of their own, and those that combine with a letter
_COMBINING = 0x300
# Of accents as signs of their own those that combine. A degree is drawn as the ring of "å" is.
_SIGNS = {
    0xA8: 0x308,
    0xB0: 0x30A,
    0xB4: 0x301,
    0xB8: 0x327,
    0x2C6: 0x302,
    0x2C7: 0x30C,
    0x2D9: 0x307,
    0x2DA: 0x30A,
    0x2DC: 0x303,
    0x2DD: 0x30B,
}
# What Danish and its neighbours print as one letter.
_LETTERS = frozenset("åäöüéèêëáàâóòôíìîúùûýñçãõšžčÅÄÖÜÉÈÊËÁÀÂÓÒÔÍÌÎÚÙÛÝÑÇÃÕŠŽČ")
_ROOM = 0.1  # of the size: no blank is narrower
_AMID = 0.25  # of a letter's width
_LOW_FIRST, _LOW_LAST = 0xA8, 0xB8


def may_stand_alone(codes: Codes, beyond: Codes) -> bool:
    """Whether accents that are signs may be among these; `beyond` are those from `FIRST` on."""
    low = codes - np.uint32(_LOW_FIRST) <= _LOW_LAST - _LOW_FIRST
    return is_any(beyond < _COMBINING) or is_any(low)


def are_combining(codes: Codes) -> Flags:
    return np.asarray((codes >= _COMBINING) & (codes <= LAST))


def combined(letters: Letters) -> Letters:
    """The letters with combining accents for signs that are printed over a letter."""
    signs = np.isin(letters.codes, list(_SIGNS)).nonzero()[0].tolist()
    codes = letters.codes
    for index in signs:
        accent = _SIGNS[int(codes[index])]
        other = _beneath(letters, index)
        if other is None or not _is_amid(letters, index, other):
            continue
        if unicodedata.normalize("NFC", chr(letters.codes[other]) + chr(accent)) in _LETTERS:
            codes = codes.copy() if codes is letters.codes else codes
            codes[index] = accent
    return letters if codes is letters.codes else replace(letters, codes=codes)


def attached(letters: Letters) -> Letters:
    """The letters with combining accents in the place and the text of those they stand over.

    A blank that the file has before an accent stands before its letter; one that has no room is
    none: what moves the pen back over a letter, and on, counts as blanks for some.
    """
    found = replace(
        letters,
        x0=letters.x0.copy(),
        x1=letters.x1.copy(),
        run=letters.run.copy(),
        spaced=letters.spaced.copy(),
    )
    for index in are_combining(letters.codes).nonzero()[0].tolist():
        own = _beneath(letters, index)
        if own is None:
            continue
        for values in (found.x0, found.x1, found.run):
            values[index] = values[own]
        first, behind = min(index, own), max(index, own) + 1
        found.spaced[own], found.spaced[index] = found.spaced[[index, own]].any(), False
        if first and not _has_room(letters, first - 1, own):
            found.spaced[own] = False
        if behind < len(letters) and not _has_room(letters, own, behind):
            found.spaced[behind] = False
    return found


def _has_room(letters: Letters, one: int, other: int) -> bool:
    """Whether between two letters of one line a blank may stand, or they are of two lines."""
    room = float(letters.x0[other] - letters.x1[one])
    apart = abs(float(letters.base[other] - letters.base[one]))
    return abs(room) > _ROOM * float(letters.size[one]) or apart > _ROOM * float(letters.size[one])


def letter_of(letters: Letters, accent: int) -> int | None:
    """The letter that a combining accent belongs to: over which it stands, else the one before."""
    beneath = _beneath(letters, accent)
    own = accent - 1 if beneath is None else beneath
    high = abs(letters.base[accent] - letters.base[own])
    return own if own >= 0 and high < letters.size[accent] else None


def _beneath(letters: Letters, accent: int) -> int | None:
    """Of the letters before and behind an accent in the file the one that it stands over."""
    middle = (letters.x0[accent] + letters.x1[accent]) / 2
    found = []
    for other in (accent - 1, accent + 1):
        if not 0 <= other < len(letters) or letters.group[other] != letters.group[accent]:
            continue
        near = abs(letters.base[accent] - letters.base[other]) < letters.size[accent]
        is_letter = chr(letters.codes[other]).isalpha()
        if near and is_letter and letters.x0[other] < middle < letters.x1[other]:
            found.append((_off(letters, accent, other), other))
    return min(found)[1] if found else None


def _off(letters: Letters, accent: int, other: int) -> float:
    """How far apart the middles of two are."""
    ends = letters.x0[accent] + letters.x1[accent], letters.x0[other] + letters.x1[other]
    return float(abs(ends[0] - ends[1])) / 2


def _is_amid(letters: Letters, accent: int, other: int) -> bool:
    """Whether a sign stands over the middle of a letter: an apostrophe or degree is beside it."""
    return _off(letters, accent, other) <= _AMID * float(letters.x1[other] - letters.x0[other])
