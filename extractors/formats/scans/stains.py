"""Coloured stains over dark print: stamps, coffee rings, a marker's stroke.

Only what lies over or beside print in its own box is taken off: a coloured heading stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels

_CHROMA = 35  # between a pixel's strongest and weakest channel; paper and JPEG give less
_DARK, _DARKER = 90, 0.8  # print shows through a stain, and is darker than a dark one by that
_LARGE = 45.0  # points a side; a smaller area may be a sign
_NEAR = 8.0  # points between the strokes of one stain
_LEAST_PRINT = 0.004  # share of a stain's box that is dark without colour
_CIRCLE = 180  # OpenCV's hues
_HUES = 20  # that are one colour on a scan
_PRINT_TO_PAPER = (1, 70)  # percentiles of a stain's pixels: print under it, and paper
_LEAST_SPREAD = 25.0  # between the two; a stain that differs by less lies over no print
_GROWN = np.ones((3, 3), np.uint8)  # its blurred edge belongs to it
_FRINGE = np.ones((7, 7), np.uint8)  # in which JPEG gives its edge another hue
_BESIDE = np.ones((5, 5), np.uint8)  # in which print has its own blurred edge
_LAYERS = 3  # hues that lie over each other

Place = tuple[slice, slice]  # rows and columns


class Cleaned(NamedTuple):
    """A grey picture with paper where stains are."""

    near: Pixels  # rules go on up to a stain
    far: Pixels  # its blurred edge is off as well


def cleaned(grey: Pixels, colours: Pixels, scale: float) -> Cleaned:
    """The grey picture with paper where a stain is; `scale` is pixels to a point."""
    chroma = _chroma(colours)
    stained = coloured(colours)
    if not stained.any():
        return Cleaned(grey, grey)
    near, far = grey.copy(), grey.copy()
    for box, own in _stains(colours, stained, scale):
        if _is_over_print(grey[box], np.asarray(chroma[box], np.uint8)):
            dark = min(_DARK, _DARKER * float(np.median(grey[box][own > 0])))
            off = (cv2.dilate(own, _GROWN) > 0) & (grey[box] > dark)
            edge = (cv2.dilate(own, _FRINGE) > 0) & (cv2.erode(grey[box], _BESIDE) > dark)
            near[box][off] = 255
            far[box][off | edge] = 255
    return Cleaned(near, far)


def lifted(colours: Pixels, scale: float) -> Pixels:
    """The page in its strongest colour, grey, where stains are spread from their print to paper.

    What lies over a stain of one hue keeps its own darkness; what lies under it is as dark as
    elsewhere.
    """
    done = _strongest(colours)
    stained = coloured(colours)
    for box, inner in _stains(colours, stained, scale):
        values, own = done[box][inner > 0], cv2.dilate(inner, _GROWN) > 0
        dark, light = (float(np.percentile(values, share)) for share in _PRINT_TO_PAPER)
        spread = max(light - dark, _LEAST_SPREAD)
        through = (done[box].astype(np.float64) - light) * (255.0 / spread) + 255.0
        done[box][own] = np.clip(through, 0, 255).astype(np.uint8)[own]
    return done


def coloured(colours: Pixels) -> Pixels:
    """Where the page is neither grey nor black: 1, else 0."""
    return np.asarray(_chroma(colours) > _CHROMA, np.uint8)


def _stains(colours: Pixels, stained: Pixels, scale: float) -> Iterator[tuple[Place, Pixels]]:
    """Where each large one is, and 1 where it lies; stamps of two hues may lie over each other."""
    left = stained.copy()
    for _ in range(_LAYERS):
        large = list(_large(left, scale))
        for box in large:
            if not left[box].any():
                continue  # it lay in the box of another one
            own = _of_one_hue(colours[box], left[box])
            yield box, own
            left[box][cv2.dilate(own, _FRINGE) > 0] = 0
        if not large:
            break


def _large(stained: Pixels, scale: float) -> Iterator[Place]:
    """The boxes of what is stained together and large."""
    reach = max(3, round(_NEAR * scale))
    together = cv2.morphologyEx(stained, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    stats = cv2.connectedComponentsWithStats(together, connectivity=8)[2]
    for x, y, width, height, _ in stats[1:].tolist():
        box = slice(y, y + height), slice(x, x + width)
        if max(width, height) >= _LARGE * scale and stained[box].any():
            yield box


def _chroma(colours: Pixels) -> Pixels:
    red, green, blue = cv2.split(colours)
    apart = cv2.subtract(_strongest(colours), cv2.min(cv2.min(red, green), blue))
    return np.asarray(cv2.medianBlur(apart, 3), np.uint8)


def _strongest(colours: Pixels) -> Pixels:
    """The strongest channel; numpy is ten times slower along an axis of three."""
    red, green, blue = cv2.split(colours)
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def _of_one_hue(colours: Pixels, stained: Pixels) -> Pixels:
    """The stained pixels of the hue that most of them have: what a stain holds may be a sign."""
    hue = cv2.cvtColor(np.ascontiguousarray(colours), cv2.COLOR_RGB2HSV)[..., 0].astype(np.int16)
    most = int(np.bincount(hue[stained > 0] // _HUES, minlength=1).argmax()) * _HUES + _HUES // 2
    apart = np.abs(hue - most)
    near = np.minimum(apart, _CIRCLE - apart) <= _HUES
    return np.asarray((stained > 0) & near, np.uint8)


def _is_over_print(grey: Pixels, chroma: Pixels) -> bool:
    print_ = (grey < _DARK) & (chroma <= _CHROMA)
    return bool(print_.mean() > _LEAST_PRINT)
