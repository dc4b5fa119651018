"""From a page's own coordinates to those of the page as displayed, and names of fonts."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.formats.pdf.content import Box

THIN = 2.5  # points; a path no thicker is a rule
LEAST_RULE = 4.0  # shorter strokes are parts of letters and pictures
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SYMBOL_FONTS = re.compile(r"wingdings|webdings|dingbats|emoji|symbol", re.IGNORECASE)
# OpenSymbol holds LibreOffice's bullets next to letters of its own.
Array = NDArray[np.float64]


class Displayed:
    """A page's crop box and rotation; answers in points from its top left corner."""

    def __init__(self, crop: Sequence[float], rotation: int) -> None:
        self._left, self._bottom, self._right, self._top = crop
        self._rotation = rotation % 360
        width, height = self._right - self._left, self._top - self._bottom
        upright = self._rotation in {0, 180}
        self.width, self.height = (width, height) if upright else (height, width)

    def boxes(
        self, x0: Array, bottom: Array, x1: Array, top: Array
    ) -> tuple[Array, Array, Array, Array]:
        """Left, upper, right and lower edges as displayed."""
        if self._rotation == 90:
            return (
                *(bottom - self._bottom, x0 - self._left),
                *(top - self._bottom, x1 - self._left),
            )
        if self._rotation == 180:
            return (
                *(self._right - x1, bottom - self._bottom),
                *(self._right - x0, top - self._bottom),
            )
        if self._rotation == 270:
            return self._top - top, self._right - x1, self._top - bottom, self._right - x0
        return x0 - self._left, self._top - top, x1 - self._left, self._top - bottom

    def box(self, x0: float, bottom: float, x1: float, top: float) -> Box:
        values = self.boxes(*(np.float64(value) for value in (x0, bottom, x1, top)))  # type: ignore[arg-type]  # scalars
        return Box(*(float(value) for value in values))


def plain_name(name: str) -> str:
    return _SUBSET.sub("", name)


def is_symbol_font(name: str) -> bool:
    return bool(_SYMBOL_FONTS.search(name))
