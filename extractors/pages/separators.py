"""What may part the rows of a table across: rules, and the edges of backgrounds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractors.pages.lattices import merged
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import Sheet

_HIGHEST = 0.85  # of the page; a larger background is that of the page


class Separator(NamedTuple):
    """A rule or the edge of a background, across the page."""

    y: float
    x0: float
    x1: float
    drawn: bool  # False for the edge of a background


def separators(sheet: Sheet) -> tuple[Separator, ...]:
    """All of a page; neighbouring backgrounds have one edge together."""
    edges = [
        (y, fill.box[0], fill.box[2])
        for fill in sheet.fills
        if fill.colour != WHITE and fill.box[3] - fill.box[1] < _HIGHEST * sheet.height
        for y in (fill.box[1], fill.box[3])
    ]
    return tuple(
        Separator(y, x0, x1, drawn)
        for rules, drawn in ((sheet.across, True), (np.array(edges, np.float32), False))
        for y, x0, x1 in merged(rules.reshape(-1, 3))
    )
