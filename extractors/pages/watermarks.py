"""Large words printed over or under the text of a page, as "UDKAST" is: no part of what it says.

Their letters stand around smaller ones, or rules that run up through them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extractors.pages.sheet import Flags, Floats, Ints, Sheet

_LARGE = 24.0  # points
_TIMES = 3.0  # the size of what they are printed over
_EDGE = 0.2  # of a letter's box, on every side, that is no ink
_LEAST = 2  # letters
_MOST = 200  # letters of a page that are looked at: what has more is a poster
_ONE_LINE = 0.5  # of the size


def watermarks(sheet: Sheet) -> Flags | None:
    """Which glyphs are of such words; None where there are none."""
    glyphs, runs = sheet.glyphs, sheet.runs
    if runs.size.max() < _LARGE:
        return None
    sizes = runs.size[glyphs.run]
    large = (sizes >= _LARGE).nonzero()[0]
    if len(large) > _MOST:
        return None
    across = [index for index in large.tolist() if _is_across(sheet, sizes, index)]
    found = np.zeros(len(glyphs), np.bool_)
    for line in _lines(sheet, np.array(across, np.int64)):
        found |= line[glyphs.run]
    return found if found.any() else None


def _is_across(sheet: Sheet, sizes: Floats, index: int) -> bool:
    """Whether a letter stands around smaller ones, or a rule runs up through it."""
    glyphs = sheet.glyphs
    x0, top, x1, bottom = glyphs.boxes[index].tolist()
    wide, high = _EDGE * (x1 - x0), _EDGE * (bottom - top)
    x0, top, x1, bottom = x0 + wide, top + high, x1 - wide, bottom - high
    x, y = (glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]).T / 2
    inside = (x > x0) & (x < x1) & (y > top) & (y < bottom)
    if (inside & (sizes * _TIMES <= sizes[index])).any():
        return True
    if sheet.runs.turn.item(glyphs.run.item(index)) % 2:
        return _runs_through(sheet.across, (top, bottom), (x0, x1))
    return _runs_through(sheet.down, (x0, x1), (top, bottom))


def _runs_through(rules: Floats, within: tuple[float, float], sides: tuple[float, float]) -> bool:
    """Whether a rule at a place within these two reaches from side to side."""
    at, start, end = rules.T
    through = (at > within[0]) & (at < within[1]) & (start <= sides[0]) & (end >= sides[1])
    return bool(through.any())


def _lines(sheet: Sheet, across: Ints) -> Iterator[Flags]:
    """The runs of each line of which several letters stand so."""
    runs = sheet.runs
    of_letters = sheet.glyphs.run[across]
    for run in np.unique(of_letters).tolist():
        alike = (runs.size == runs.size[run]) & (runs.colour == runs.colour[run])
        far = np.abs(runs.points - runs.points[run])
        alike &= (runs.turn == runs.turn[run]) & (far < _ONE_LINE * runs.size[run]).any(axis=1)
        if np.count_nonzero(alike[of_letters]) >= _LEAST:
            yield alike
