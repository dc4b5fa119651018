"""A picture behind all of a page that shows no letters of its own, as a run of colours does not.

The page has its text then, and is no scan. Where the picture has edges as letters have them, it may
be one, filled in or stamped: it is read as a picture.
"""

from __future__ import annotations

import numpy as np

from extractors.formats.pdf.figures import Window, window_pixels
from extractors.formats.pdf.loops import Integers
from extractors.formats.pdf.traces import View, left_out
from extractors.pages.sheet import Sheet

_LEAST_TEXT = 100  # letters that people see; a scan may have a stamp
_SHARP = 24  # of 255 between pixels, one to a point, as letters stand out from paper
_MOST_SHARP = 0.0003  # of the pixels: a line of letters has more


def is_backdrop(view: View, sheet: Sheet, texts: Integers) -> bool:
    """Whether a page with a picture as large as itself shows nothing else without these texts."""
    hidden = sheet.runs.hidden[sheet.glyphs.run]
    if sheet.glyphs.covered is not None:
        hidden |= sheet.glyphs.covered
    if np.count_nonzero(~hidden) < _LEAST_TEXT or np.count_nonzero(hidden):
        return False
    width, height = (max(1, round(side)) for side in view.size)
    with left_out(texts.tolist()):
        shown = window_pixels(view.page, (width, height), Window(0, 0, width, height, view.turn))
    grey = shown.reshape(height, width, -1)[:, :, :3].astype(np.int16).mean(axis=2)
    sharp = [(np.abs(np.diff(grey, axis=axis)) > _SHARP).mean() for axis in (0, 1)]
    return bool(max(sharp) < _MOST_SHARP)
