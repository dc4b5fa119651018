"""Signs in a text of which the file says that they are blanks, as fonts with a wrong table do.

pdfium leaves out all but the first of blanks in a row. What is printed there is told by its room:
a blank that is wide itself and has ink, or a gap wider than its blank.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.loops import Integers
from extractors.pages.sheet import Box, Floats, Glyphs, Ints, Runs
from extractors.thousands import is_any

_MOST = 500  # gaps of a page that are looked at
_WIDE = 0.4  # of the size: most blanks are narrower
_ROOM = 0.45  # the same besides the blank: so much a sign takes
_THIN = 0.12  # the same: less is the end of a slanted letter
_INK = 0.05  # the same: what a blank has is less high


class Gaps(NamedTuple):
    """Where a sign may stand: boxes in the frame, and the run of each."""

    boxes: Floats
    run: Ints


class Asked(NamedTuple):
    """What is asked of a page, and what puts boxes as in the file into its frame."""

    text: Any
    rights: Callable[[Integers], Floats]  # where text objects end in it, blanks and all
    framed: Callable[[Floats], Floats]


def wide_gaps(
    asked: Asked, glyphs: Glyphs, runs: Runs, own: tuple[Integers, Integers]
) -> Gaps | None:
    """The gaps of blanks that are wider than most, before or behind letters of their own text.

    `own` is which character each glyph is, and which object each run. None for none, as on most
    pages.
    """
    if not len(glyphs):
        return None
    behind = glyphs.spaced.nonzero()[0]
    kept, objects = own
    run, before = glyphs.run.take(behind), behind - 1
    x0, x1 = glyphs.boxes[:, 0].take(behind), glyphs.boxes[:, 2].take(before)
    first = (glyphs.run.take(before) != run) | (behind == 0)
    starts = np.where(first, runs.points[:, 0].take(run), x1)
    size = runs.size.take(run)
    gap = x0 - starts
    wide = (gap > _WIDE * size).nonzero()[0]
    ends = _open_ends(asked, glyphs, runs, (before[first], objects))
    if not len(wide) and ends is None:
        return None
    chosen = _with_room(asked, kept.take(behind.take(wide)) - 1, (gap, size), wide)
    boxes = glyphs.boxes.take(behind.take(chosen), axis=0)
    boxes[:, 0], boxes[:, 2] = starts.take(chosen), x0.take(chosen)
    found = Gaps(boxes, run.take(chosen))
    if ends is not None:
        found = Gaps(*(np.concatenate(both) for both in zip(found, ends, strict=True)))
    return _free(found, glyphs, runs)


def _open_ends(
    asked: Asked, glyphs: Glyphs, runs: Runs, about: tuple[Ints, Integers]
) -> Gaps | None:
    """What is left of texts behind these letters, which are their last ones, and that of the page.

    `about` is these letters, and which object each run is.
    """
    last = np.append(about[0], len(glyphs) - 1)
    run = glyphs.run.take(last)
    x1, right = glyphs.boxes[:, 2].take(last), asked.rights(about[1].take(run))
    wide = right - x1 > _ROOM * runs.size.take(run)
    if not is_any(wide):
        return None
    boxes = glyphs.boxes.take(last[wide], axis=0)
    boxes[:, 0], boxes[:, 2] = x1[wide], right[wide]
    return Gaps(boxes, run[wide])


def _free(gaps: Gaps, glyphs: Glyphs, runs: Runs) -> Gaps | None:
    """Those of upright texts that are shown, in which no letter stands."""
    boxes, run = gaps.boxes[:_MOST], gaps.run[:_MOST]
    x, y = ((glyphs.boxes[:, side] + glyphs.boxes[:, side + 2]) / 2 for side in (0, 1))
    x0, top, x1, low = boxes.T[:, :, None]
    free = ~((x0 < x) & (x < x1) & (top < y) & (y < low)).any(axis=1)
    free &= (runs.turn.take(run) == 0) & ~runs.hidden.take(run)
    return Gaps(boxes[free], run[free]) if is_any(free) else None


def signs(parts: Floats, gaps: Gaps) -> list[Box]:
    """What is seen in these gaps, where it is wider than a letter leans over the next one."""
    high = float((gaps.boxes[:, 3] - gaps.boxes[:, 1]).min())
    found = parts[parts[:, 2] - parts[:, 0] > _THIN * high]
    return [(x0, top, x1, low) for x0, top, x1, low in found.tolist()]


def _with_room(
    asked: Asked, blanks: Integers, sides: tuple[Floats, Floats], chosen: Integers
) -> Integers:
    """Those of the chosen gaps in which a sign may stand, given the blank before each letter."""
    gap, size = (side.take(chosen) for side in sides)
    # pdfium says left, top, right, bottom.
    loose = calls.Slots(4).of_page(calls.loose_box, asked.text, blanks).take((0, 3, 2, 1), axis=1)
    own = asked.framed(loose)
    width = own[:, 2] - own[:, 0]
    found = gap - width > _ROOM * size
    for at in (~found & (width > _WIDE * size)).nonzero()[0].tolist():
        found[at] = _height(asked, int(blanks[at])) > _INK * size[at]
    return chosen[found]


def _height(asked: Asked, character: int) -> float:
    """How high the ink of a character is, as it is read."""
    left, right, low, high = sides = [ctypes.c_double() for _ in range(4)]
    calls.tight_box(asked.text, character, *map(ctypes.byref, sides))
    own = asked.framed(np.array([[left.value, low.value, right.value, high.value]], np.float32))
    return float(own[0, 3] - own[0, 1])
