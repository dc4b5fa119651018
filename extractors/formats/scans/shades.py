"""Filled cells and disks of a page without colours: how grey they are, beside white paper.

A status may be nothing but the colour of its cell or of a dot in it, and a grey scan keeps of it
how light it is. What that means is no matter of the page: see `normalizers.shades`. A row or
column that is filled alike is a heading or a band, and no status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.faces import holds_lines
from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.signs import Box, Sign

_NO_COLOUR = 2  # between the channels of a grey picture
_INSET, _AROUND = 2.5, 20.0  # points: of a cell beside its rules, and of paper around it
_BRIGHTEST, _PAPER = 98, 0.9  # percentile of what lies around; paper is nearly as bright
_EVEN, _LEVELS = 0.7, 12.0  # of a cell that has one level, and levels that are one
_WHITE, _PALEST, _BLACK = 255, 236, 45
_RIM = 0.22  # of a disk's width, beside the square in it
_NARROW, _NEXT = 150.0, 4.0  # points: a cell with words, and between two cells
_HALF = 0.5  # of the height or width of a cell, beside another one


class Shade(NamedTuple):
    """A cell or disk in pixels, and its level of grey where paper is white: "#rrggbb"."""

    box: Box
    value: str
    shape: str | None = None  # of a disk
    is_empty: bool = True  # nothing stands in the cell


def shades(
    colours: Pixels, greyed: Sequence[Box], empty: Sequence[Box], scale: float
) -> Iterator[Shade]:
    """The cells that are filled in grey, on a page that has no colours.

    One with words is an entry of a legend, or a status that is written as well: it is narrow.
    """
    if not greyed or not _is_colourless(colours):
        return
    grey = np.ascontiguousarray(colours[..., 0])
    inset = round(_INSET * scale)
    levels = {box: _level(grey, box, inset, scale) for box in greyed}
    filled = [(box, level) for box, level in levels.items() if level is not None]
    for box, level in filled:
        is_empty = box in empty
        is_band = any(
            _is_band(box, other, are_empty=is_empty and other in empty, scale=scale)
            for other, own in filled
            if other != box and abs(own - level) <= _LEVELS
        )
        if not is_band and (is_empty or box[2] - box[0] <= _NARROW * scale):
            yield Shade(box, _hex(level), is_empty=is_empty)


def disks(colours: Pixels, found: Sequence[Sign], scale: float) -> Iterator[Shade]:
    """The signs that are of one grey, on a page that has no colours; black ones had none."""
    if not found or not _is_colourless(colours):
        return
    grey = np.ascontiguousarray(colours[..., 0])
    for sign in found:
        x0, _, x1, _ = sign.box
        level = _level(grey, sign.box, round(_RIM * (x1 - x0)), scale)
        if level is not None and level >= _BLACK and not holds_lines(sign.pixels[..., :3]):
            yield Shade(sign.box, _hex(level), "circle")


def _hex(level: int) -> str:
    return f"#{level:02x}" + 2 * f"{level:02x}"


def _is_colourless(colours: Pixels) -> bool:
    red, green, blue = cv2.split(colours)
    return all(int(cv2.absdiff(green, one).max()) <= _NO_COLOUR for one in (red, blue))


def _level(grey: Pixels, box: Box, inset: int, scale: float) -> int | None:
    """None where it has no one level within its edge, or is as bright as the paper around."""
    x0, top, x1, bottom = box
    around = round(_AROUND * scale)
    own = grey[top + inset : bottom - inset, x0 + inset : x1 - inset]
    near = grey[max(0, top - around) : bottom + around, max(0, x0 - around) : x1 + around]
    if not own.size:
        return None
    brightest = float(np.percentile(near, _BRIGHTEST))
    level, paper = float(np.median(own)), float(np.median(near[near >= _PAPER * brightest]))
    even = float((np.abs(own - level) <= _LEVELS).mean()) >= _EVEN
    found = round(level * _WHITE / max(paper, 1.0))
    return found if even and found <= _PALEST else None


def _is_band(box: Box, other: Box, *, are_empty: bool, scale: float) -> bool:
    """Whether another cell stands in the row; or right above or below, one of them with print."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    in_row = high > _HALF * min(box[3] - box[1], other[3] - other[1])
    in_column = wide > _HALF * min(box[2] - box[0], other[2] - other[0])
    return in_row or (in_column and not are_empty and -high <= _NEXT * scale)
