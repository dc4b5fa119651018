"""What pdfium's characters are beside their codes: whose they are, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from extractors.pages.sheet import Codes, Flags, Floats

SOFT_HYPHEN = 0xAD
_LONGEST = 30  # letters of a line's end that are looked at
_SEVERAL = 2
_BLANK = 0x20


def parted(boxes: Floats, objects: Any, index: Any) -> tuple[Floats, Flags]:
    """The letters that one glyph stands for ("tt") share its box: each gets its part.

    `index` is which characters the boxes are of, `objects` those of all characters. The flags
    tell the letters behind the first.
    """
    shared = np.zeros(len(boxes), np.bool_)
    near = (boxes[1:, 0] == boxes[:-1, 0]).nonzero()[0]
    if not len(near):
        return boxes, shared
    here, there = index.take(near), index.take(near + 1)
    alike = (objects.take(there) == objects.take(here)) & (there == here + 1)
    alike &= (boxes[near + 1] == boxes[near]).all(axis=1)
    behind = near[alike] + 1
    if not len(behind):
        return boxes, shared
    shared[behind] = True
    # A letter and the next one may be of one glyph of three.
    starts = (~shared[behind - 1]).nonzero()[0]
    counts = np.diff(starts, append=len(behind))
    first = behind[starts] - 1
    step = (boxes[first, 2] - boxes[first, 0]) / (counts + 1)
    own = boxes.copy(order="K")
    own[first, 2] = boxes[first, 0] + step
    number = np.arange(len(behind)) - starts.repeat(counts) + 1
    step = step.repeat(counts)
    own[behind, 0] = boxes[behind, 0] + step * number
    own[behind, 2] = own[behind, 0] + step
    return own, shared


def hyphen(codes: Codes, objects: Any, index: int) -> int:
    """A hyphen at a line end: soft where it is a text object of its own behind several letters.

    So typesetters put in the hyphens of broken words; an author's is part of its run. One letter
    may be alone as well, where its word is in pieces at each place where it could be broken.
    """
    start = max(index - _LONGEST, 0)
    own, above = objects[index], objects[start:index].tolist()
    if own in above[-1:] or own in objects[index + 1 : index + 3] or len(above) < _SEVERAL:
        return ord("-")
    is_put_in = above[-2] == above[-1] or _is_in_pieces(codes[start:index].tolist(), above)
    return SOFT_HYPHEN if is_put_in else ord("-")


def _is_in_pieces(letters: Sequence[int], objects: Sequence[int]) -> bool:
    """Whether the last word is in several text objects, and not in one for each letter.

    Two may be due to how a program spaced an author's letters: "drift", "s", "-".
    """
    behind = (n for n in range(len(letters), 0, -1) if letters[n - 1] <= _BLANK)
    word = objects[next(behind, 0) :]
    return _SEVERAL < len(set(word)) < len(word)


def without_surrogates(codes: Codes) -> Codes:
    """Characters beyond U+FFFF in the place of their first half."""
    joined = codes.copy()
    high = np.flatnonzero((codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00))
    pairs = high[(codes[high + 1] >= 0xDC00) & (codes[high + 1] < 0xE000)]
    joined[pairs] = 0x10000 + ((codes[pairs] - 0xD800) << 10) + (codes[pairs + 1] - 0xDC00)
    return joined
