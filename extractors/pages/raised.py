"""Figures set small and high: note marks, which are no digits of what they stand behind."""

from __future__ import annotations

import numpy as np

from extractors.pages.sheet import Codes, Flags, Floats

_SMALL = 0.8  # of the size of most of the line
_HIGH = 0.15  # of that size above its baseline
_ZERO, _NINE = ord("0"), ord("9")
_SUPERSCRIPTS = np.array([ord(figure) for figure in "⁰¹²³⁴⁵⁶⁷⁸⁹"], np.uint32)
_METRE, _SHARES_OF_METRE = ord("m"), frozenset(map(ord, "kcdm"))


def with_superscripts(codes: Codes, raised: Flags, parted: Flags) -> Codes:
    """The letters with raised figures as such; exponents of a metre stay as they are.

    `parted` is true where a blank or the beginning of a line stands before a letter.
    """
    found = codes.copy()
    for index in raised.nonzero()[0].tolist():
        if not raised[index - 1] or parted[index]:
            keeps = parted[index] or _is_metre(codes, parted, index - 1)
        if not keeps:
            found[index] = _SUPERSCRIPTS[codes[index] - _ZERO]
    return found


def raised_figures(codes: Codes, base: Floats, size: Floats, line: tuple[Floats, Floats]) -> Flags:
    """Which letters are figures smaller and higher than their line (its base and size)."""
    of_line, usual = line
    small = (size <= _SMALL * usual) & (of_line - base >= _HIGH * usual)
    return np.asarray(small & (codes >= _ZERO) & (codes <= _NINE))


def _is_metre(codes: Codes, parted: Flags, index: int) -> bool:
    """Whether the word that ends there is "m", "km", "cm"."""
    if codes[index] != _METRE:
        return False
    if not parted[index] and int(codes[index - 1]) in _SHARES_OF_METRE:
        index -= 1
    return bool(parted[index]) or _ZERO <= int(codes[index - 1]) <= _NINE
