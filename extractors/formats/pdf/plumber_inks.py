"""Colours as pdfplumber tells them: numbers, of which some are no plain colour.

Of an ink with a name, of a palette and of a pattern pdfminer has only a number or a name; which
colour that is is asked of pdfium, for the glyph at the same place.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from extractors.pages.sheet import Glyphs, Ints, Runs, Sheet

_SPECIAL = frozenset(("Separation", "DeviceN", "Indexed", "Lab", "Pattern"))
_UNTOLD = -1  # in place of an ink
_NEAR = (1.0, 4.0)  # points across and down by which the middles of a glyph may differ


def ink(value: Any, space: Any) -> int:
    """The ink of a character as one number: red, green and blue."""
    if space in _SPECIAL:
        return _UNTOLD
    told = colour(value)
    return int(told[1:], 16) if told else 0


def told_inks(glyphs: Glyphs, runs: Runs, beside: Sheet) -> Ints:
    """The inks of all runs, with those that pdfium sees in the place of what was not told."""
    untold = np.flatnonzero(runs.colour < 0)
    if not len(untold):
        return runs.colour
    inks = runs.colour.copy()
    there = (beside.glyphs.boxes[:, :2] + beside.glyphs.boxes[:, 2:]) / 2
    for run in untold.tolist():
        own = np.flatnonzero(glyphs.run == run)[:1]
        here = (glyphs.boxes[own, :2] + glyphs.boxes[own, 2:]) / 2
        near = (np.abs(there - here) < _NEAR).all(axis=1) if len(own) else np.zeros(0, np.bool_)
        found = beside.glyphs.run[np.flatnonzero(near)[:1]]
        inks[run] = beside.runs.colour[found][0] if len(found) else 0
    return inks


def colour(value: Any) -> str | None:
    """A colour of pdfminer's as "#rrggbb"; None for black and what has no plain colour."""
    if value is None:
        return None
    parts = _parts(value)
    if len(parts) == 1:
        rgb = parts * 3
    elif len(parts) == 3:
        rgb = parts
    elif len(parts) == 4:
        rgb = [(1 - ink) * (1 - parts[3]) for ink in parts[:3]]
    else:
        return None
    red, green, blue = (min(255, max(0, int(channel * 255 + 0.5))) for channel in rgb)
    return f"#{red:02x}{green:02x}{blue:02x}" if red or green or blue else None


def is_asked(value: Any) -> bool:
    """Whether it may be how much there is of an ink, a place in a palette, or a pattern's name."""
    return value is not None and len(_parts(value)) <= 1


def is_plain(value: Any) -> bool:
    """Whether it is red, green and blue, which both engines tell alike."""
    return value is not None and len(_parts(value)) == 3


def _parts(value: Any) -> list[float]:
    parts = value if isinstance(value, (tuple, list)) else (value,)
    return [float(part) for part in parts if isinstance(part, (int, float))]
