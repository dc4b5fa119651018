"""Faces on a scanned page: the mouth that fits best, of all that people draw.

What worn paper leaves of a mouth has no clear edge. So the darkness of the picture is compared
with that of drawn mouths of many forms at once, and with drawn eyes; a face is told where one way
to bend fits well, and the others clearly less. Measured by `benchmarks/faces.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.formats.scans.correlation import normal
from extractors.looks import Mouth, grey_of, look, resized
from extractors.pages.sheet import Pixels

_SIDE = 48  # pixels of the grid that a picture is compared on; its face has the radius 1
_FITS, _EYES_FIT = 0.6, 0.76  # correlation
_CLEARLY = 0.08  # better than the next way to bend
_EYES_FIT_AMONG, _CLEARLY_AMONG = 0.7, 0.06  # among faces: no other sign is likely there
_COMPANY, _SAME_SIZE = 2, 0.12  # faces of that size that are told on the page
_FAINTEST = 12.0  # levels of grey between a face and its lines
_SQUARE = 1.33  # times as wide as high, or as high as wide
_LEAST_SIDE = 18  # pixels; the mouth of a smaller face cannot be told
_BENDS: tuple[tuple[Mouth, tuple[float, ...]], ...] = (
    ("up", (0.2, 0.28, 0.36)),
    ("flat", (0.0,)),
    ("down", (-0.2, -0.28, -0.36)),
)
_HALF_WIDTHS = (0.34, 0.42, 0.5, 0.58)
_HEIGHTS = (0.22, 0.3, 0.38, 0.46)  # below the middle
_THICK = (0.05, 0.09, 0.13)
_APART, _UP = (0.28, 0.35, 0.42), (0.2, 0.28, 0.36)  # of the eyes from the middle
_EYES, _TALL = (0.1, 0.15), (1.0, 1.5)
_INSIDE = 0.78  # of the radius: the rim is left out

Floats = NDArray[np.floating]


class _Drawn(NamedTuple):
    """Mouths and eyes as people draw them, each a row of as many pixels as its part of a face."""

    mouths: dict[Mouth, Floats]
    eyes: Floats
    below: NDArray[np.bool_]  # where a mouth may be
    above: NDArray[np.bool_]  # and eyes


def mouth_of(picture: Pixels) -> Mouth | None:
    """Which way the mouth of a face on white bends; None where it is none, or not told for sure."""
    return _told(picture, _EYES_FIT, _CLEARLY)


def mouth_among_faces(picture: Pixels) -> Mouth | None:
    """The same for what is most likely a face: worn eyes fit less."""
    return _told(picture, _EYES_FIT_AMONG, _CLEARLY_AMONG)


def are_among_faces(pictures: Sequence[Pixels]) -> list[bool]:
    """Of all signs of a page (RGBA), which stand with faces of their size that are told."""
    faces = [
        one.shape[1]
        for one in pictures
        if _is_square(one) and look(one, mouth_of).mouth is not None
    ]
    return [
        sum(abs(one.shape[1] / face - 1) <= _SAME_SIZE for face in faces) >= _COMPANY
        for one in pictures
    ]


def _told(picture: Pixels, eyes_fit: float, clearly: float) -> Mouth | None:
    if not _is_square(picture) or picture.shape[0] < _LEAST_SIDE:
        return None
    grey, drawn = resized(grey_of(picture), _SIDE), _drawn()
    if not _has_lines(grey) or _fit(drawn.eyes, -grey[drawn.above]) < eyes_fit:
        return None
    dark = -grey[drawn.below]
    (best, name), (next_best, _) = sorted(
        ((_fit(rows, dark), mouth) for mouth, rows in drawn.mouths.items()), reverse=True
    )[:2]
    return name if best >= _FITS and best - next_best >= clearly else None


def _is_square(picture: Pixels) -> bool:
    height, width = picture.shape[:2]
    return bool(max(height, width) <= _SQUARE * min(height, width))


def holds_lines(picture: Pixels) -> bool:
    """Whether something is drawn in a disk, be it ever so faint."""
    return _has_lines(resized(grey_of(picture), _SIDE))


def _has_lines(grey: Floats) -> bool:
    quarter = _SIDE // 4
    light, dark = np.percentile(grey[quarter:-quarter, quarter:-quarter], (75, 2))
    return float(light - dark) >= _FAINTEST


def _fit(rows: Floats, dark: Floats) -> float:
    """The best correlation of what is seen with what is drawn."""
    return float((rows @ normal(dark)).max())


@cache
def _drawn() -> _Drawn:
    y, x = (2 * (np.mgrid[0:_SIDE, 0:_SIDE] + 0.5) / _SIDE - 1).astype(np.float32)
    inside = np.hypot(x, y) < _INSIDE
    below, above = inside & (y > 0.02), inside & (y < -0.04) & (y > -0.72)
    mouths = {
        mouth: np.array(
            [
                normal(_stroke(x, y, *form)[below])
                for form in product(_HALF_WIDTHS, _HEIGHTS, _THICK, bends)
            ]
        )
        for mouth, bends in _BENDS
    }
    eyes = [normal(_pair(x, y, *form)[above]) for form in product(_APART, _UP, _EYES, _TALL)]
    return _Drawn(mouths, np.array(eyes), below, above)


def _stroke(x: Floats, y: Floats, half: float, base: float, thick: float, bend: float) -> Floats:
    """The darkness of a mouth: a parabola `bend` deep, `base` below the middle of the face."""
    curve = base + bend * (0.5 - (x / half) ** 2)
    slope = 2 * bend * x / half**2
    far = np.abs(y - curve) / np.sqrt(1 + slope**2)
    beyond = np.hypot(np.abs(x) - half, y - (base - bend / 2))
    return np.asarray(np.clip(1.5 - np.where(np.abs(x) > half, beyond, far) / thick, 0, 1))


def _pair(x: Floats, y: Floats, apart: float, up: float, size: float, tall: float) -> Floats:
    """The darkness of two eyes."""
    far = np.hypot(np.abs(x) - apart, (y + up) / tall)
    return np.asarray(np.clip(1.5 - far / size, 0, 1))
