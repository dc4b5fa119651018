"""Blanks that are a text of their own: pdfium tells no character of such a text, only its place.

Its gap may look narrow, where the letters beside it are of a font that is not in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.pages.sheet import Box, Floats, Glyphs, Ints, Runs
from extractors.thousands import is_any

_LEAST, _MOST = 0.08, 0.3  # of the size: gaps that may be no blanks by themselves
_LEVEL = 0.1  # the same between baselines of a line
_BEFORE = 0.2  # the same by which a letter may reach over the blank behind it
_POINT = 0.01  # points; a text without letters has no room


def with_lone_blanks(glyphs: Glyphs, runs: Runs, texts: Sequence[Box]) -> Glyphs:
    """The glyphs with those as spaced that one of these texts, if it is a blank, stands before."""
    points = [(x0, top) for x0, top, x1, low in texts if max(x1 - x0, low - top) < _POINT]
    places = _narrow(glyphs, runs) if points else np.zeros(0, np.int64)
    if not len(places):
        return glyphs
    x, y = np.array(points, np.float32).T
    size, base = runs.size.take(glyphs.run.take(places)), _bases(glyphs, runs, places)
    low = glyphs.boxes[places - 1, 2] - _BEFORE * size
    is_here = (x > low[:, None]) & (x < glyphs.boxes[places, 0][:, None])
    is_here &= np.abs(y - base[:, None]) < _LEVEL * size[:, None]
    found = places[is_here.any(axis=1)]
    if not len(found):
        return glyphs
    spaced = glyphs.spaced.copy()
    spaced[found] = True
    return replace(glyphs, spaced=spaced)


def _narrow(glyphs: Glyphs, runs: Runs) -> Ints:
    """The first letters of runs behind which a narrow gap is, in their line."""
    first = (glyphs.run[1:] != glyphs.run[:-1]).nonzero()[0] + 1
    size = runs.size.take(glyphs.run.take(first))
    gap = glyphs.boxes[first, 0] - glyphs.boxes[first - 1, 2]
    narrow = (gap > _LEAST * size) & (gap < _MOST * size) & ~glyphs.spaced[first]
    if not is_any(narrow):
        return np.zeros(0, np.int64)
    first, size = first[narrow], size[narrow]
    apart = _bases(glyphs, runs, first) - _bases(glyphs, runs, first - 1)
    level: Ints = first[np.abs(apart) < _LEVEL * size]
    return level


def _bases(glyphs: Glyphs, runs: Runs, chosen: Ints) -> Floats:
    return np.asarray(runs.points[:, 1].take(glyphs.run.take(chosen)))
