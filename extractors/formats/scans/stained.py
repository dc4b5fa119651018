"""Numbers that a stain was taken off: every reading may miss the same strokes of them.

In the strongest of its three colours a coloured stain is pale, and print under it dark. There such
a number is read twice more, and stays where both say the same as before. Through a grey stamp
nothing can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.formats.scans import stack
from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.readings import band
from extractors.formats.scans.tesseract import Word
from extractors.formats.scans.votes import is_number, is_year_of, opened, plain

_GAP, _LEVEL = 0.6, 0.3  # of the size, between two numbers that may be one
_POINT = 0.1  # of the size, a side of a full stop


class Taken(NamedTuple):
    """What was taken off a page: above 0 where it was as dark as print."""

    grey: Pixels  # stamps without a colour
    coloured: Pixels
    lifted: Pixels  # the page with coloured stains made paler, and nothing taken off


def checked(found: Sequence[Word], taken: Taken) -> list[Word]:
    """The words; a number under a stain is open unless it is read through the stain."""
    words = list(found)
    numbers = [i for i, word in enumerate(words) if is_number(word)]
    asked: list[int] = []
    for i in numbers:
        if _lies_on(words[i], taken.grey):
            words[i] = opened(words[i])
        elif _lies_on(words[i], taken.coloured):
            asked.append(i)
    again = stack.read(taken.lifted, [band(words[i]) for i in asked]) if asked else []
    for i, pair in zip(asked, again, strict=True):
        same = {plain("".join(part.text for part in parts)) for parts in pair}
        if same != {plain(words[i].text)}:
            words[i] = opened(words[i])
    stained = [i for i in numbers if any(_lies_on(words[i], off) for off in taken[:2])]
    parted = {
        at for i in stained for j in numbers if _are_near(words[i], words[j]) for at in (i, j)
    }
    return [opened(word) if i in parted else word for i, word in enumerate(words)]


def _are_near(one: Word, other: Word) -> bool:
    """Whether two numbers stand as near as a comma parts one: a stain may hide what stood there."""
    left, right = sorted((one, other), key=lambda word: word.box[0])
    level = abs(left.base - right.base) < _LEVEL * left.size
    gap = right.box[0] - left.box[2]
    figures = left.text[-1].isdigit() and right.text[0].isdigit()
    is_near = one is not other and level and figures and gap < _GAP * left.size
    return is_near and not is_year_of(left, right)


def _lies_on(word: Word, taken: Pixels) -> bool:
    """Whether as much was taken off as a full stop is, or more."""
    x0, top, x1, bottom = (max(0, round(side)) for side in word.box)
    off = int(np.count_nonzero(taken[top:bottom, x0:x1]))
    return off >= max(1.0, (_POINT * word.size) ** 2)
