"""The picture of a page: set upright, and what is drawn on it besides text."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

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
_SIGN = (8.0, 40.0)  # points a side
_PAPER = 200  # the darkest channel of paper
_ROUND = (0.68, 0.86)  # share of its box that a disk fills; exactly: a quarter of pi


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


class Sign(NamedTuple):
    """Something round, in pixels, cut out of the page (RGBA)."""

    box: tuple[int, int, int, int]
    pixels: Pixels


def signs(colours: Pixels, ink: Pixels, scale: float) -> list[Sign]:
    """Disks and rings of the size of a sign, with what stands in them."""
    outlines: Any = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    found = []
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        if not _SIGN[0] * scale <= min(width, height) <= max(width, height) <= _SIGN[1] * scale:
            continue
        box = slice(y, y + height), slice(x, x + width)
        round_enough = 0.85 < width / height < 1.18 and _is_round(outline, width, height)
        if round_enough and not _is_empty(colours[box], ink[box]):
            found.append(Sign((x, y, x + width, y + height), _cut(colours, outline)))
    return sorted(found, key=lambda sign: (sign.box[1], sign.box[0]))


def _is_round(outline: Any, width: int, height: int) -> bool:
    filled = cv2.contourArea(outline) / (width * height)
    girth = cv2.arcLength(cv2.convexHull(outline), closed=True)
    as_disk = math.pi * (width + height) / 2
    return _ROUND[0] < filled < _ROUND[1] and abs(girth / as_disk - 1) < 0.06


def _is_empty(colours: Pixels, ink: Pixels) -> bool:
    """Whether a ring has nothing in it, as the letter O."""
    height, width = ink.shape
    inside = slice(height // 4, -(height // 4)), slice(width // 4, -(width // 4))
    paper = float(np.median(colours[inside].min(axis=2))) > _PAPER
    return paper and float((ink[inside] > 0).mean()) < 0.02


def _cut(colours: Pixels, outline: Any) -> Pixels:
    """The sign alone: around it the paper's noise would count as ink."""
    x, y, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.drawContours(mask, [outline - (x, y)], -1, 255, -1)
    own = cv2.medianBlur(np.ascontiguousarray(colours[y : y + height, x : x + width]), 3)
    return np.asarray(np.dstack([own, mask]), np.uint8)
