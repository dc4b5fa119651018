"""What the codes of pdfium's characters are, looked up all at once: blanks, hyphens, halves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.formats.pdf.glyphs import SOFT_HYPHEN
from extractors.pages.sheet import Codes, Flags

Kinds = NDArray[np.uint8]  # of each code the sum of what holds for it

BLANK = 1
LOW = 2  # the second half of a character beyond the first plane
LINE_END = 4  # what pdfium says for a hyphen at a line end
SOFT = 8  # a soft hyphen
WIDTHLESS = 32  # blanks that programs write where nothing is to be seen
STRANGE = 64  # controls that no text needs: what stands for them cannot be the character
# The highest: blanks that no program prints a letter for, those without width and line breaks.
UNPRINTED = 128
CUT = 16  # what some producers write of an emoji: its first four digits, which are rare Greek

BLANKS = np.array(
    (
        *(*range(0x21), 0x7F, 0x85, 0xA0, 0xAD, *range(0x2000, 0x2010), 0x2028, 0x2029),
        *(0x202F, 0x205F, 0x2060, 0x3000, 0xFE0E, 0xFE0F, 0xFEFF),
    ),
    dtype=np.uint32,
)
# U+1F300 to U+1F64F, and U+1F900 to U+1FAFF, without their last digits.
CUT_EMOJI = ((0x1F30, 0x1F65), (0x1F90, 0x1FB0))
_WIDTHLESS = np.array((*range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF))
_BREAKS = np.array((0x0A, 0x0D, 0x85, 0x2028, 0x2029))
NO_CHARACTER = 0xFFFE  # what pdfium says for that, and for a hyphen too
LINE_END_HYPHEN = 2
_LINE_ENDS = np.array((LINE_END_HYPHEN, NO_CHARACTER))
STRANGE_CODES = np.array((*range(1, 9), 11, 12, *range(14, 0x20), 0x7F))


def _kinds() -> Kinds:
    kinds = np.zeros(0x10000, np.uint8)
    kinds[BLANKS] += BLANK
    kinds[0xDC00:0xE000] += LOW
    kinds[_LINE_ENDS] += LINE_END
    kinds[STRANGE_CODES] += STRANGE
    kinds[SOFT_HYPHEN] += SOFT + WIDTHLESS
    kinds[_WIDTHLESS] += WIDTHLESS + UNPRINTED
    kinds[_BREAKS] += UNPRINTED
    for first, stop in CUT_EMOJI:
        kinds[first:stop] += CUT
    return kinds


_KINDS = _kinds()


def kinds_of(codes: Codes) -> Kinds:
    """What holds for each code."""
    found: Kinds = _KINDS.take(codes, mode="clip")
    return found


def are(kind: int, kinds: Kinds) -> Flags:
    """Of which codes it holds."""
    return np.asarray((kinds & np.uint8(kind)) != 0)


def any_of(kinds: Kinds) -> int:
    """All that holds for any code."""
    return int(np.bitwise_or.reduce(kinds))
