"""Signs in a text of which the file says that they are blanks, as fonts with a wrong table do.

pdfium leaves out all but the first of blanks in a row. What is printed there is told by its room,
a gap wider than its blank, and is a glyph whose character is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.codes import BLANK, are, kinds_of
from extractors.formats.pdf.loops import Integers
from extractors.pages.sheet import Flags, Floats, Glyphs, Ints, Runs
from extractors.thousands import is_any

_MOST = 500  # gaps of a page that are looked at
_WIDE = 0.4  # of the size: most blanks are narrower
_ROOM = 0.45  # the same besides the blank: so much a sign takes
_THIN = 0.12  # the same: less is the end of a slanted letter
_EDGE = 0.2  # of the height of a gap: so far letters of the lines above and below reach into it
_BLANK = 0.2  # of the size: the room of a blank beside a sign
_CODE = ord(" ")  # of a glyph that is said to be one


class Gaps(NamedTuple):
    """Where a sign may stand: boxes in the frame, the run of each, and before which glyph."""

    boxes: Floats
    run: Ints
    behind: Ints


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
    behind = _behind_blanks(glyphs).nonzero()[0]
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
    width = _widths(asked, kept.take(behind.take(wide)) - 1) * glyphs.spaced.take(behind.take(wide))
    chosen = wide[gap.take(wide) - width > _ROOM * size.take(wide)]
    boxes = glyphs.boxes.take(behind.take(chosen), axis=0)
    boxes[:, 0], boxes[:, 2] = starts.take(chosen), x0.take(chosen)
    found = Gaps(boxes, run.take(chosen), behind.take(chosen))
    if ends is not None:
        found = Gaps(*(np.concatenate(both) for both in zip(found, ends, strict=True)))
    return _free(found, glyphs, runs)


def _behind_blanks(glyphs: Glyphs) -> Flags:
    """Before which glyphs a blank stands in the file, or a sign that is said to be one."""
    signs = _said_blanks(glyphs)
    if signs is None:
        return glyphs.spaced
    found = glyphs.spaced.copy()
    found[1:] |= signs[:-1]
    return found


def _said_blanks(glyphs: Glyphs) -> Flags | None:
    """The signs that are said to be blanks; None for none."""
    if not is_any(glyphs.unmapped):
        return None
    signs = np.asarray(glyphs.unmapped & are(BLANK, kinds_of(glyphs.codes)))
    return signs if is_any(signs) else None


def respaced(glyphs: Glyphs, runs: Runs) -> Glyphs:
    """The glyphs with the blanks that pdfium leaves out behind signs that are said to be blanks."""
    signs = _said_blanks(glyphs)
    if signs is None:
        return glyphs
    spaced = glyphs.spaced.copy()
    gap = glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]
    own = signs[:-1] & (glyphs.run[1:] == glyphs.run[:-1])
    spaced[1:] |= own & (gap > _BLANK * runs.size.take(glyphs.run[1:]))
    return replace(glyphs, spaced=spaced)


def _open_ends(
    asked: Asked, glyphs: Glyphs, runs: Runs, about: tuple[Ints, Integers]
) -> Gaps | None:
    """What is left of texts behind these letters, which are their last ones, and that of the page.

    `about` is these letters, and which object each run is.
    """
    last = np.concatenate((about[0], (len(glyphs) - 1,)))
    run = glyphs.run.take(last)
    x1, right = glyphs.boxes[:, 2].take(last), asked.rights(about[1].take(run))
    wide = right - x1 > _ROOM * runs.size.take(run)
    if not is_any(wide):
        return None
    boxes = glyphs.boxes.take(last[wide], axis=0)
    boxes[:, 0], boxes[:, 2] = x1[wide], right[wide]
    return Gaps(boxes, run[wide], last[wide] + 1)


def _free(gaps: Gaps, glyphs: Glyphs, runs: Runs) -> Gaps | None:
    """Those of upright texts that are shown, in which no letter stands."""
    boxes, run, behind = gaps.boxes[:_MOST], gaps.run[:_MOST], gaps.behind[:_MOST]
    x, y = ((glyphs.boxes[:, side] + glyphs.boxes[:, side + 2]) / 2 for side in (0, 1))
    x0, top, x1, low = boxes.T[:, :, None]
    free = ~((x0 < x) & (x < x1) & (top < y) & (y < low)).any(axis=1)
    free &= (runs.turn.take(run) == 0) & ~runs.hidden.take(run)
    return Gaps(boxes[free], run[free], behind[free]) if is_any(free) else None


def inner_boxes(gaps: Gaps) -> Floats:
    """Where in these gaps only signs of their own line have ink."""
    found = gaps.boxes.copy()
    edge = _EDGE * (found[:, 3] - found[:, 1])
    found[:, 1] += edge
    found[:, 3] -= edge
    return found


def with_signs(glyphs: Glyphs, runs: Runs, parts: Floats, gaps: Gaps) -> Glyphs:
    """The glyphs with what is seen in these gaps, where it is wider than a letter leans over."""
    high = float((gaps.boxes[:, 3] - gaps.boxes[:, 1]).min())
    x, y = ((parts[:, side, None] + parts[:, side + 2, None]) / 2 for side in (0, 1))
    x0, top, x1, low = gaps.boxes.T
    inside = (x0 < x) & (x < x1) & (top < y) & (y < low)
    inside &= (parts[:, 2] - parts[:, 0] > _THIN * high)[:, None]
    part, gap = inside.nonzero()
    return _inserted(glyphs, runs, parts[part, ::2], Gaps(*(told[gap] for told in gaps)))


def _inserted(glyphs: Glyphs, runs: Runs, sides: Floats, gaps: Gaps) -> Glyphs:
    """The glyphs with one in each gap, from side to side; what is left of the gap is a blank."""
    at, blank = gaps.behind, _BLANK * runs.size.take(gaps.run)
    boxes = gaps.boxes.copy()
    boxes[:, ::2] = sides
    spaced = glyphs.spaced.copy()
    inner = at < len(glyphs)
    spaced[at[inner]] = (gaps.boxes[:, 2] - sides[:, 1] > blank)[inner]
    covers = (
        None if told is None else np.insert(told, at, False)
        for told in (glyphs.clipped, glyphs.covered)
    )
    return Glyphs(
        np.insert(glyphs.codes, at, _CODE),
        np.insert(glyphs.boxes, at, boxes, axis=0),
        np.insert(glyphs.run, at, gaps.run),
        np.insert(glyphs.unmapped, at, True),
        np.insert(spaced, at, sides[:, 0] - gaps.boxes[:, 0] > blank),
        *covers,
    )


def _widths(asked: Asked, blanks: Integers) -> Floats:
    """How wide these blanks are, as they are read."""
    # pdfium says left, top, right, bottom.
    loose = calls.Slots(4).of_page(calls.loose_box, asked.text, blanks).take((0, 3, 2, 1), axis=1)
    own = asked.framed(loose)
    return np.asarray(own[:, 2] - own[:, 0])
