"""What pdfium's characters are beside their codes: whose they are, and where each stands."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from extractors.pages.sheet import Codes, Flags, Floats

SOFT_HYPHEN = 0xAD
_NEAR = 6  # letters of a line's end that show whether each is a text object of its own


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


def hyphen(objects: Any, index: int) -> int:
    """A hyphen at a line end: soft where it is a text object of its own, and letters are not.

    So typesetters put in the hyphens of broken words; an author's is part of its run. A letter may
    be alone as well, between two places where the word could be broken.
    """
    own, above = objects[index], objects[max(index - _NEAR, 0) : index].tolist()
    is_alone = own not in above[-1:] and own not in objects[index + 1 : index + 3]
    share = any(one and one == other for one, other in pairwise(above))
    return SOFT_HYPHEN if is_alone and share else ord("-")


def without_surrogates(codes: Codes) -> Codes:
    """Characters beyond U+FFFF in the place of their first half."""
    joined = codes.copy()
    high = np.flatnonzero((codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00))
    pairs = high[(codes[high + 1] >= 0xDC00) & (codes[high + 1] < 0xE000)]
    joined[pairs] = 0x10000 + ((codes[pairs] - 0xD800) << 10) + (codes[pairs + 1] - 0xDC00)
    return joined
