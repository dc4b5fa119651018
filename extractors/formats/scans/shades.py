"""Filled cells of a page without colours: how grey they are, beside white paper.

A status may be nothing but the colour of its cell, and a grey scan keeps of it how light it is.
What that means is no matter of the page: see `normalizers.shades`. A row or column that is filled
alike is a heading or a band, and no status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.signs import Box

_NO_COLOUR = 2  # between the channels of a grey picture
_INSET, _AROUND = 2.5, 12.0  # points: of a cell beside its rules, and of paper around it
_PAPER = 90  # percentile of what lies around
_EVEN, _LEVELS = 0.7, 12.0  # of a cell that has one level, and levels that are one
_WHITE = 255
_HALF = 0.5  # of the height or width of a cell, beside another one


class Shade(NamedTuple):
    """A cell in pixels, and its level of grey where paper is white: "#rrggbb"."""

    box: Box
    value: str


def shades(
    colours: Pixels, greyed: Sequence[Box], empty: Sequence[Box], scale: float
) -> Iterator[Shade]:
    """The empty ones of the cells that are filled in grey, on a page that has no colours."""
    if not empty or not _is_colourless(colours):
        return
    grey = np.ascontiguousarray(colours[..., 0])
    levels = {box: _level(grey, box, scale) for box in greyed}
    filled = [(box, level) for box, level in levels.items() if level is not None]
    for box in empty:
        level = levels[box]
        if level is not None and not any(
            abs(own - level) <= _LEVELS and _is_band(box, other, is_empty=other in empty)
            for other, own in filled
            if other != box
        ):
            yield Shade(box, f"#{level:02x}{level:02x}{level:02x}")


def _is_colourless(colours: Pixels) -> bool:
    red, green, blue = cv2.split(colours)
    return all(int(cv2.absdiff(green, one).max()) <= _NO_COLOUR for one in (red, blue))


def _level(grey: Pixels, box: Box, scale: float) -> int | None:
    """None where it has no one level."""
    x0, top, x1, bottom = box
    inset, around = round(_INSET * scale), round(_AROUND * scale)
    own = grey[top + inset : bottom - inset, x0 + inset : x1 - inset]
    near = grey[max(0, top - around) : bottom + around, max(0, x0 - around) : x1 + around]
    if not own.size:
        return None
    level, paper = float(np.median(own)), float(np.percentile(near, _PAPER))
    even = float((np.abs(own - level) <= _LEVELS).mean()) >= _EVEN
    return min(_WHITE, round(level * _WHITE / max(paper, 1.0))) if even else None


def _is_band(box: Box, other: Box, *, is_empty: bool) -> bool:
    """Whether another cell stands in the row; or, with print, in the column."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    in_row = high > _HALF * min(box[3] - box[1], other[3] - other[1])
    in_column = wide > _HALF * min(box[2] - box[0], other[2] - other[0])
    return in_row or (in_column and not is_empty)
