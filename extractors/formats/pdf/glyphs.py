"""What pdfium's characters are beside their codes: whose they are, and where each stands."""

from __future__ import annotations

from typing import Any

import numpy as np

from extractors.pages.sheet import Codes, Flags, Floats

SOFT_HYPHEN = 0xAD


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
    for side in boxes.T[1:]:
        alike &= side.take(near + 1) == side.take(near)
    near = near[alike]
    if not len(near):
        return boxes, shared
    shared[near + 1] = True
    of_several = shared.copy()
    of_several[near] = True
    several = of_several.nonzero()[0]
    is_first = ~shared[several]
    glyph = np.cumsum(is_first) - 1
    number = several - several[is_first][glyph]
    step = (boxes[several, 2] - boxes[several, 0]) / np.bincount(glyph)[glyph]
    own = boxes.copy(order="K")
    own[several, 0] = boxes[several, 0] + step * number
    own[several, 2] = own[several, 0] + step
    return own, shared


def hyphen(objects: Any, index: int) -> int:
    """A hyphen at a line end: soft where it is a text object of its own behind several letters.

    So typesetters put in the hyphens of broken words; an author's is part of its run.
    """
    own, above = objects[index], objects[index - 1] if index else 0
    alone = (
        own not in objects[max(index - 1, 0) : index] and own not in objects[index + 1 : index + 3]
    )
    return SOFT_HYPHEN if alone and index > 1 and objects[index - 2] == above else ord("-")


def without_surrogates(codes: Codes) -> Codes:
    """Characters beyond U+FFFF in the place of their first half."""
    joined = codes.copy()
    high = np.flatnonzero((codes[:-1] >= 0xD800) & (codes[:-1] < 0xDC00))
    pairs = high[(codes[high + 1] >= 0xDC00) & (codes[high + 1] < 0xE000)]
    joined[pairs] = 0x10000 + ((codes[pairs] - 0xD800) << 10) + (codes[pairs + 1] - 0xDC00)
    return joined
