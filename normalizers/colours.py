"""Colours by name, in a perceptual space: any green, amber and red as printed."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal

Name = Literal["red", "amber", "green", "blue", "purple"]

# Below this chroma (OKLCH) a colour is grey, white or black, and means nothing.
LEAST_CHROMA = 0.06
# Hue angles (OKLCH, degrees) at which each name begins.
HUES: tuple[tuple[float, Name], ...] = (
    (0, "red"),
    (45, "amber"),
    (113, "green"),
    (190, "blue"),
    (285, "purple"),
    (350, "red"),
)


@lru_cache(maxsize=1024)
def name(rgb: str) -> Name | None:
    """The name of `#rrggbb`; None for grey, white and black.

    >>> name("#00b050"), name("#ffc000"), name("#c00000"), name("#808080")
    ('green', 'amber', 'red', None)
    """
    lightness, chroma, hue = _oklch(rgb)
    if chroma < LEAST_CHROMA or lightness < 0.15:
        return None
    return next(named for start, named in reversed(HUES) if hue >= start)


def _oklch(rgb: str) -> tuple[float, float, float]:
    """OKLCH by Björn Ottosson's published matrices; no library is worth these few lines."""
    red, green, blue = (_linear(int(rgb[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
