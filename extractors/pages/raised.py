"""Figures set small and high: note marks, which are no digits of what they stand behind."""

from __future__ import annotations

import numpy as np

from extractors.characters import LONGEST_METRE, raised
from extractors.pages.sheet import Codes, Flags, Floats, Ints

_SMALL = 0.9  # of the size of most of the line
_HIGH = 0.15  # of that size above its baseline
_ZERO, _NINE = ord("0"), ord("9")


def raised_figures(codes: Codes, base: Floats, size: Floats, line: tuple[Floats, Floats]) -> Flags:
    """Which letters are figures smaller and higher than their line (its base and size)."""
    of_line, usual = line
    small = (size <= _SMALL * usual) & (of_line - base >= _HIGH * usual)
    return np.asarray(small & (codes >= _ZERO) & (codes <= _NINE))


def write_superscripts(codes: Codes, places: Ints, starts: Ints) -> None:
    """Put raised figures in the text of all lines in the place of digits.

    `places` is where they stand, `starts` where lines begin.
    """
    if not len(places):
        return
    text = codes.tobytes().decode("utf-32-le", "replace")
    first = starts[starts.searchsorted(places, "right") - 1].tolist()
    groups = np.split(places, (np.diff(places) > 1).nonzero()[0] + 1)
    begins = dict(zip(places.tolist(), first, strict=True))
    for group in groups:
        at, stop = int(group[0]), int(group[-1]) + 1
        before = text[max(begins[at], at - LONGEST_METRE) : at]
        codes[at:stop] = [ord(letter) for letter in raised(text[at:stop], before)]
