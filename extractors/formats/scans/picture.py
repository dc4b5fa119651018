"""The picture of a page: set upright, cleaned, and its rules."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

cv2.setNumThreads(1)  # as many cores as there are workers

_MOST_TILT = 3.0  # degrees that a page lies askew in a scanner
_STEP = 0.1
_SMALL = 1000  # pixels a side of the picture that the tilt is measured on
_ACROSS = 30.0  # points: a shorter line across may be a dash
_DOWN = 16.0  # points: a shorter line down may be a letter
_PIECE = 11.0  # points of a worn rule between its gaps; more than a stroke of a letter
_THICKEST = 3.0  # points: more is an area
_REACH = 3.0  # points between the ends of rules that meet
_GAP = 4.0  # points that a worn rule may lack


class Rules(NamedTuple):
    """Lines in pixels: rows of y, x0, x1 and of x, top, bottom."""

    across: list[tuple[float, float, float]]
    down: list[tuple[float, float, float]]
    mask: Pixels  # where they are


def grey_of(colours: Pixels) -> Pixels:
    """The picture without colours and specks."""
    return np.asarray(cv2.medianBlur(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), 3), np.uint8)


def tilt(grey: Pixels) -> float:
    """Degrees that the page must turn counterclockwise to stand upright.

    Lines of text and rules fill whole rows of pixels where they lie level.
    """
    share = min(1.0, _SMALL / max(grey.shape))
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    ink = np.asarray(255 - small, np.uint8)
    count = round(_MOST_TILT / _STEP)
    angles = sorted((step * _STEP for step in range(-count, count + 1)), key=abs)
    return max(angles, key=lambda angle: _sharpness(ink, angle))


def _sharpness(ink: Pixels, angle: float) -> float:
    rows = turned(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def turned(pixels: Pixels, angle: float, outside: int = 255) -> Pixels:
    """The picture turned counterclockwise about its middle."""
    if not angle:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    border = (outside, outside, outside)
    done = cv2.warpAffine(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=border
    )
    return np.asarray(done, np.uint8)


def ink_of(grey: Pixels, scale: float) -> Pixels:
    """What is darker than the paper around it: 255, else 0."""
    side = round(20 * scale) | 1
    return np.asarray(
        cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, 15
        ),
        np.uint8,
    )


def rules(ink: Pixels, scale: float) -> Rules:
    """Straight level and upright lines; `scale` is pixels to a point."""
    across, level = _lines(ink, scale, _ACROSS)
    down, upright = _lines(np.ascontiguousarray(ink.T), scale, _DOWN)
    # A long stroke of a heading's letter touches no other line; one of a table does.
    kept = [line for line in down if _meets(line, across, _REACH * scale)]
    mask = level.copy()
    for x, top, bottom in kept:
        half = round(_THICKEST * scale / 2) + 1
        rows, columns = slice(int(top), int(bottom)), slice(max(0, int(x) - half), int(x) + half)
        mask[rows, columns] |= upright.T[rows, columns]
    return Rules(across, kept, np.asarray(mask, np.uint8))


def _meets(
    line: tuple[float, float, float], across: list[tuple[float, float, float]], reach: float
) -> bool:
    x, top, bottom = line
    return any(
        top - reach <= y <= bottom + reach and x0 - reach <= x <= x1 + reach for y, x0, x1 in across
    )


def _lines(
    ink: Pixels, scale: float, least: float
) -> tuple[list[tuple[float, float, float]], Pixels]:
    """Level lines of at least that many points."""
    # A rule that lies askew by half a pixel steps from one row to the next.
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    pieces = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _level(_PIECE * scale))
    closed = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _level(_GAP * scale))
    mask = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _level(least * scale)), np.uint8)
    found = []
    stats = cv2.connectedComponentsWithStats(mask, connectivity=8)[2]
    drawn = np.zeros_like(mask)
    for x, y, width, height, _ in stats[1:].tolist():
        if height <= _THICKEST * scale + 2:
            found.append((y + height / 2, float(x), float(x + width)))
            drawn[y : y + height, x : x + width] = mask[y : y + height, x : x + width]
    return sorted(found), drawn


def _level(length: float) -> Pixels:
    return np.ones((1, max(3, round(length))), np.uint8)
