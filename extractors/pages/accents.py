"""Accents that are printed over letters as signs of their own: a page shows one letter of both."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
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
        for other in _beneath(letters, index):
            both = chr(letters.codes[other]) + chr(accent)
            if len(unicodedata.normalize("NFC", both)) == 1:
                codes = codes.copy() if codes is letters.codes else codes
                codes[index] = accent
    return letters if codes is letters.codes else replace(letters, codes=codes)


def letter_of(letters: Letters, accent: int) -> int | None:
    """The letter that a combining accent belongs to: over which it stands, else the one before."""
    beneath = next(_beneath(letters, accent), accent - 1)
    high = abs(letters.base[accent] - letters.base[beneath])
    return beneath if beneath >= 0 and high < letters.size[accent] else None


def _beneath(letters: Letters, accent: int) -> Iterator[int]:
    """Of the letters before and behind an accent in the file those that its middle stands over."""
    middle = (letters.x0[accent] + letters.x1[accent]) / 2
    for other in (accent - 1, accent + 1):
        if not 0 <= other < len(letters) or letters.group[other] != letters.group[accent]:
            continue
        near = abs(letters.base[accent] - letters.base[other]) < letters.size[accent]
        is_letter = chr(letters.codes[other]).isalpha()
        if near and is_letter and letters.x0[other] < middle < letters.x1[other]:
            yield other
