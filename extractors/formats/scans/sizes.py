"""How large the letters of each line are, by the height of those that are tall.

Recognition tells a size by the letters that a line happens to hold: two lines of one type may
differ by a third, and paragraphs would part where no writer parted them.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extractors.formats.scans.tesseract import Word

_TALL = frozenset("bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZÆØ0123456789")
_SHARE = 0.73  # of the size, such a letter stands above the base line
_LIKELY = (0.75, 1.35)  # of what recognition tells: more is a piece of another line in the box
_ALIKE = 0.14  # sizes that differ by less are one


def sizes(lines: Sequence[Sequence[Word]]) -> list[float]:
    """The size of each line; one for all lines that are nearly as large as most of the page."""
    measured = [_measured(line) for line in lines]
    if not measured:
        return []
    letters = [
        size
        for line, size in zip(lines, measured, strict=True)
        for word in line
        for _ in word.letters
    ]
    usual = median(letters)
    return [usual if abs(size - usual) <= _ALIKE * usual else size for size in measured]


def _measured(line: Sequence[Word]) -> float:
    told = line[0].size
    heights = [
        (word.base - word.box[1]) / _SHARE for word in line if not _TALL.isdisjoint(word.text)
    ]
    likely = [one for one in heights if _LIKELY[0] * told <= one <= _LIKELY[1] * told]
    return median(likely) if likely else told
