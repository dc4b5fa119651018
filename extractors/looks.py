"""How a picture looks: its colour, its shape, and where the corners of a face's mouth point.

Works on the pixels alone, so that a picture, a drawing and a glyph are seen alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # (height, width, 4), RGBA

# A pixel is chromatic where its strongest and weakest channel differ by this much.
_CHROMA = 60
# The share of inked pixels that must be chromatic for a picture to have a colour.
_LEAST_COLOURED = 0.08
_INK = 64  # how far from white a pixel must be to belong to the picture
_GRID = 24  # pictures are compared on a grid of this many cells a side
_LEAST_FACE = 18  # pixels; the mouth of a smaller face cannot be told
_LEAST_BEND = 0.04  # of the face's height, mouth corners above or below its middle

Mouth = Literal["up", "flat", "down"]
_Channel = TypeVar("_Channel", np.uint8, np.int16)


class Looks(NamedTuple):
    """What can be said of a picture; None where unsure."""

    digest: str  # SHA-256 of the pixels on white, hex
    likeness: str  # perceptual hash, hex: 64 bits of form, then 12 of colour; "" where unsure
    colour: str | None  # "#rrggbb", the chromatic colour most of it has
    shape: str | None  # "face", "circle", "square"
    mouth: Mouth | None


def rectangle(colour: str) -> str:
    """The digest of a filled rectangle, whatever its size."""
    return hashlib.sha256(f"rectangle {colour}".encode()).hexdigest()


def _bent(bend: float) -> Mouth:
    """The mouth of a face that was drawn: any bend is meant."""
    if abs(bend) < _LEAST_BEND:
        return "flat"
    return "up" if bend > 0 else "down"


def look(pixels: Pixels, mouth_of: Callable[[Pixels], Mouth | None] | None = None) -> Looks:
    """The looks of one picture of any size; `mouth_of` tells a face on white its mouth.

    Without one it is told as of something that was drawn.
    """
    flat = _on_white(pixels)
    head = f"{flat.shape[1]}x{flat.shape[0]}:".encode()
    digest = hashlib.sha256(head + flat.tobytes()).hexdigest()
    drawn = _cropped(flat)
    if drawn is None:
        return Looks(digest, "0" * 19, None, None, None)
    colour = _colour(drawn)
    mouth = mouth_of(flat) if mouth_of else _mouth(drawn)
    # The form does not show what is drawn in a disk; faces that cannot be told are alike to none.
    likeness = "" if mouth is None and _holds_strokes(drawn) else _likeness(drawn, colour)
    return Looks(digest, likeness, colour, _shape(drawn, mouth), mouth)


def _on_white(pixels: Pixels) -> Pixels:
    alpha = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def _ink(flat: Pixels) -> NDArray[np.bool_]:
    return np.asarray(_lowest(flat) < 255 - _INK)


# Channel by channel: numpy is ten times slower along an axis of three.
def _highest(rgb: NDArray[_Channel]) -> NDArray[_Channel]:
    return np.maximum(np.maximum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])


def _lowest(rgb: NDArray[_Channel]) -> NDArray[_Channel]:
    return np.minimum(np.minimum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])


def _cropped(flat: Pixels) -> Pixels | None:
    ink = _ink(flat)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) < 4 or len(columns) < 4:
        return None
    return flat[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _colour(drawn: Pixels) -> str | None:
    """The median of the chromatic pixels' most frequent hue."""
    inked = drawn[_ink(drawn)].astype(np.int16)
    coloured = inked[_highest(inked) - _lowest(inked) > _CHROMA]
    if len(coloured) < _LEAST_COLOURED * len(inked):
        return None
    hues = _hues(coloured)
    bins = (hues / 30).astype(int) % 12
    most = coloured[bins == np.bincount(bins, minlength=12).argmax()]
    ranked = np.sort(most.T)
    middle = ranked[:, (len(most) - 1) // 2] + ranked[:, len(most) // 2]
    red, green, blue = (middle // 2).tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"


def _hues(rgb: NDArray[np.int16]) -> NDArray[np.float64]:
    """Hue in degrees of chromatic pixels."""
    top, low = _highest(rgb), _lowest(rgb)
    span = (top - low).astype(np.float64)
    red, green, blue = (rgb[:, i].astype(np.float64) for i in range(3))
    hue = np.where(
        top == red,
        (green - blue) / span,
        np.where(top == green, 2 + (blue - red) / span, 4 + (red - green) / span),
    )
    return np.asarray((hue * 60) % 360)


def resized(values: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """Mean over a grid of side x side cells; small pictures are enlarged first."""
    times = -(-2 * side // min(values.shape))
    if times > 1:
        values = np.repeat(np.repeat(values, times, axis=0), times, axis=1)
    rows = np.linspace(0, values.shape[0], side + 1)
    columns = np.linspace(0, values.shape[1], side + 1)
    padded = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    corners = padded[np.ix_(np.rint(rows).astype(int), np.rint(columns).astype(int))]
    sums = corners[1:, 1:] - corners[:-1, 1:] - corners[1:, :-1] + corners[:-1, :-1]
    heights = np.maximum(np.diff(np.rint(rows)), 1)
    widths = np.maximum(np.diff(np.rint(columns)), 1)
    return np.asarray(sums / np.outer(heights, widths))


def grey_of(drawn: Pixels) -> NDArray[np.float64]:
    return np.asarray(drawn.astype(np.float64) @ np.array([0.299, 0.587, 0.114]))


def _likeness(drawn: Pixels, colour: str | None) -> str:
    grid = resized(grey_of(drawn), 8)
    bits = np.packbits(grid > grid.mean()).tobytes()
    hue = "000" if colour is None else "".join(colour[i] for i in (1, 3, 5))
    return f"{bits.hex()}{hue}"


def _shape(drawn: Pixels, mouth: str | None) -> str | None:
    if mouth is not None:
        return "face"
    height, width = drawn.shape[:2]
    if not 0.8 < width / height < 1.25:
        return None
    filled = float(_ink(drawn).mean())
    if filled > 0.95:
        return "square"
    return "circle" if 0.72 < filled < 0.85 else None


def _mouth(drawn: Pixels) -> Mouth | None:
    """Which way the mouth bends: the dark stroke in the lower half of a round face.

    The stroke's middle is compared with its ends; a face needs two eyes above it.
    """
    height, width = drawn.shape[:2]
    if not 0.75 < width / height < 1.33 or height < _LEAST_FACE:
        return None
    dark = _strokes(drawn)
    if not _has_eyes(dark):
        return None
    rows = _mouth_rows(dark)
    if rows is None:
        return None
    ends = np.concatenate([rows[:2], rows[-2:]]).mean() if len(rows) > 6 else rows[[0, -1]].mean()
    middle = np.median(rows[len(rows) // 3 : -(len(rows) // 3) or None])
    return _bent(float((middle - ends) / dark.shape[0]))


def _holds_strokes(drawn: Pixels) -> bool:
    """Whether dark lines stand in a filled, about round form, as in a face."""
    height, width = drawn.shape[:2]
    round_enough = 0.75 < width / height < 1.33 and float(_ink(drawn).mean()) > 0.6
    return round_enough and bool(_strokes(drawn).any())


def _strokes(drawn: Pixels) -> NDArray[np.bool_]:
    """The dark lines inside, on a square grid; the face's own fill and rim left out."""
    side = _GRID * 2
    grey = resized(grey_of(drawn), side)
    middle = grey[side // 4 : -side // 4, side // 4 : -side // 4]
    fill = _upper_quarter(middle)
    dark = grey < fill - max(40.0, 0.25 * fill)
    return np.asarray(dark & _disk(side))


def _upper_quarter(values: NDArray[np.float64]) -> float:
    """What a quarter of the values are above: their 75th percentile, at a fifth of the price."""
    ranked = np.sort(values, axis=None)
    place, part = divmod(0.75 * (len(ranked) - 1), 1)
    low, high = ranked[int(place) : int(place) + 2].tolist()
    return float(low + (high - low) * part)


@cache
def _disk(side: int) -> NDArray[np.bool_]:
    y, x = np.mgrid[0:side, 0:side]
    return np.asarray(np.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5) < side * 0.39)


def _has_eyes(dark: NDArray[np.bool_]) -> bool:
    side = dark.shape[0]
    upper = dark[: int(side * 0.5)]
    left, right = upper[:, : side // 2], upper[:, side // 2 :]
    return bool(
        left.any() and right.any() and not upper[:, int(side * 0.48) : int(side * 0.52)].any()
    )


def _mouth_rows(dark: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """The stroke's mean row in each column of the mouth."""
    side = dark.shape[0]
    lower = dark.copy()
    lower[: int(side * 0.52)] = False
    columns = np.flatnonzero(lower.any(axis=0))
    if len(columns) < side * 0.2 or not lower[:, side // 2 - 2 : side // 2 + 2].any():
        return None
    strokes = lower[:, columns]
    return np.asarray(np.arange(side) @ strokes / np.count_nonzero(strokes, axis=0))
