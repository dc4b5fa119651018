"""Check marks and arrows that stand alone among what recognition left unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.shapes import shape_of
from extractors.formats.scans.signs import Box, Sign

_SIZE = (5.5, 40.0)  # points, the longer side
_NARROWEST = 2.0  # points, the shorter side
_ALONE = 0.6  # of its longer side, without ink to the left and right


class ShapedSign(NamedTuple):
    """A sign and what it shows."""

    sign: Sign
    shape: str


def shaped_signs(
    colours: Pixels, ink: Pixels, unread: Sequence[Box], scale: float
) -> Iterator[ShapedSign]:
    """Those of these boxes that hold such a sign; `scale` is pixels to a point."""
    for box in unread:
        x0, top, x1, bottom = box
        shortest, longest = sorted((x1 - x0, bottom - top))
        if shortest < _NARROWEST * scale:
            continue
        if not _SIZE[0] * scale <= longest <= _SIZE[1] * scale or not _is_alone(ink, box):
            continue
        own = np.asarray(ink[top:bottom, x0:x1] > 0)
        alpha = np.where(own, 255, 0).astype(np.uint8)
        pixels = np.asarray(np.dstack([colours[top:bottom, x0:x1], alpha]), np.uint8)
        shape = shape_of(pixels)
        if shape is not None:
            yield ShapedSign(Sign(box, pixels), shape)


def _is_alone(ink: Pixels, box: Box) -> bool:
    x0, top, x1, bottom = box
    reach = max(2, round(_ALONE * max(x1 - x0, bottom - top)))
    sides = ink[top:bottom, max(0, x0 - reach) : x0], ink[top:bottom, x1 : x1 + reach]
    return not any(side.any() for side in sides)
