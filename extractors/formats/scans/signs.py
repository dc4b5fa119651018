"""What is drawn on a page besides text and rules: faces, dots and the bullets of lists."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels

_SIGN = (6.5, 40.0)  # points a side
_PAPER = 200  # the darkest channel of paper
_ROUND = (0.68, 0.86)  # share of its box that a disk fills; exactly: a quarter of pi
_CLOSE = 0.25  # of its width, how near the next letter of a word is
_HIGH = 0.45  # of its height, what stands beside it in a word; the points of a colon are less
_HOLLOW = 0.5  # of what is inside a ring, the most ink of a letter
_BESIDE = 0.5  # of its width, where the next letter of a word begins
_FREE = 2  # pieces inside a ring that do not touch it, in a face
_SPECK = 4  # pixels; a smaller piece is dust
_LINE = 3.0  # points, the widest line that may run across a disk
_SOLID = 0.55  # of its box, of its own colour
# Red, yellow and orange, green; of 180.
_HUES = ((0, 9), (9, 38), (38, 95), (170, 180))
_BULLET = (1.6, 6.5)  # points a side
_ALONE = 2.6  # points of paper around a bullet; a full stop or the dot of an i is nearer to letters
_BEFORE = 14.0  # points of paper before it
_BEHIND = 40.0  # points in which its line begins
_MIDWAY = (0.25, 0.8)  # of the line's height, from above
_FILLED = 0.68  # of its box, that a disk has at least

Box = tuple[int, int, int, int]  # x0, top, x1, bottom in pixels


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
        if _is_letter(ink, (x, y, x + width, y + height)):
            continue
        round_enough = 0.85 < width / height < 1.18 and _is_round(outline, width, height)
        if round_enough and not _is_empty(colours[box], ink[box]) and not _is_bowl(ink, outline):
            found.append(Sign((x, y, x + width, y + height), _cut(colours, outline)))
    return sorted(found, key=lambda sign: (sign.box[1], sign.box[0]))


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the page."""
    level = one[0] < other[2] and other[0] < one[2]
    return level and one[1] < other[3] and other[1] < one[3]


def crossed(colours: Pixels, coloured: Pixels, scale: float) -> list[Sign]:
    """Disks of one colour that a line of another colour runs across, as that of a stamp."""
    hue = cv2.cvtColor(np.ascontiguousarray(colours), cv2.COLOR_RGB2HSV)[..., 0]
    width = max(3, round(_LINE * scale)) | 1
    bridge: Any = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    found: list[Sign] = []
    for low, high in _HUES:
        own = np.asarray((hue >= low) & (hue < high) & (coloured > 0), np.uint8)
        closed: Any = cv2.morphologyEx(own, cv2.MORPH_CLOSE, bridge)
        outlines: Any = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
        disks = (outline for outline in outlines if _is_disk(outline, own, scale))
        found += [Sign(_box(outline), _cut(colours, outline)) for outline in disks]
    return sorted(found, key=lambda sign: (sign.box[1], sign.box[0]))


def _is_disk(outline: Any, own: Pixels, scale: float) -> bool:
    """Whether an outline is round, of the size of a sign, and mostly of its own colour inside."""
    x0, top, x1, bottom = _box(outline)
    width, height = x1 - x0, bottom - top
    if not _SIGN[0] * scale <= min(width, height) <= max(width, height) <= _SIGN[1] * scale:
        return False
    is_solid = float(own[top:bottom, x0:x1].mean()) >= _SOLID
    return is_solid and 0.85 < width / height < 1.18 and _is_round(outline, width, height)


def _box(outline: Any) -> Box:
    x, y, width, height = cv2.boundingRect(outline)
    return x, y, x + width, y + height


def _is_letter(ink: Pixels, box: Box) -> bool:
    """Whether something about as high stands close beside it, as in a word."""
    x0, top, x1, bottom = box
    gap = max(2, round(_CLOSE * (x1 - x0)))
    sides = (ink[top:bottom, max(0, x0 - gap) : x0], ink[top:bottom, x1 : x1 + gap])
    least = _HIGH * (bottom - top)
    return any(int(np.count_nonzero(side.any(axis=1))) > least for side in sides)


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


def _is_bowl(ink: Pixels, outline: Any) -> bool:
    """Whether a ring is that of an o, ø, e or g: near other letters, and nothing stands free in it.

    The eyes and the mouth of a face do.
    """
    x, y, width, height = cv2.boundingRect(outline)
    inner = (
        slice(y + height // 4, y + height - height // 4),
        slice(x + width // 4, x + width - width // 4),
    )
    if (ink[inner] > 0).mean() > _HOLLOW:
        return False
    mask = np.zeros((height, width), np.uint8)
    cv2.drawContours(mask, [outline - (x, y)], -1, 255, -1)
    own = np.asarray((ink[y : y + height, x : x + width] > 0) & (mask > 0), np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(own, connectivity=8)
    free = int((stats[1:count, cv2.CC_STAT_AREA] >= _SPECK).sum()) - 1
    reach = round(_BESIDE * width)
    sides = (
        ink[y : y + height, max(0, x - reach) : x],
        ink[y : y + height, x + width : x + width + reach],
    )
    return free < _FREE and any((side > 0).any() for side in sides)


def _cut(colours: Pixels, outline: Any) -> Pixels:
    """The sign alone: around it the paper's noise would count as ink."""
    x, y, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.drawContours(mask, [outline - (x, y)], -1, 255, -1)
    own = cv2.medianBlur(np.ascontiguousarray(colours[y : y + height, x : x + width]), 3)
    return np.asarray(np.dstack([own, mask]), np.uint8)


def bullets(ink: Pixels, scale: float) -> list[Box]:
    """Small filled disks with paper around them, where a line begins, at half its height."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [box for box in _small(stats[1:count].tolist(), scale) if _is_alone(ink, box, scale)]


def _small(stats: list[list[int]], scale: float) -> Iterator[Box]:
    least, most = (side * scale for side in _BULLET)
    for x, y, width, height, area in stats:
        right_size = least <= min(width, height) and max(width, height) <= most
        if right_size and 0.75 < width / height < 1.34 and area >= _FILLED * width * height:
            yield x, y, x + width, y + height


def _is_alone(ink: Pixels, box: Box, scale: float) -> bool:
    x0, top, x1, bottom = box
    reach = round(_ALONE * scale)
    around = ink[max(0, top - reach) : bottom + reach, max(0, x0 - reach) : x1 + reach]
    if int((around > 0).sum()) != int((ink[top:bottom, x0:x1] > 0).sum()):
        return False
    before = ink[top:bottom, max(0, x0 - round(_BEFORE * scale)) : x0]
    return not before.any() and _is_midway(ink, box, scale)


def _is_midway(ink: Pixels, box: Box, scale: float) -> bool:
    """Whether it stands at half the height of the line behind it; a full stop stands below."""
    _, top, x1, bottom = box
    above = max(0, top - round(_BEFORE * scale))
    behind = ink[above : bottom + round(_BEFORE * scale), x1 : x1 + round(_BEHIND * scale)]
    inked = np.asarray(behind.any(axis=1), np.bool_).reshape(-1)
    middle = (top + bottom) // 2 - above
    if not inked[middle]:
        return False
    gaps = np.flatnonzero(~inked)
    first = int(gaps[gaps < middle].max(initial=-1)) + 1
    last = int(gaps[gaps > middle].min(initial=len(inked)))
    return _MIDWAY[0] < (middle - first) / (last - first) < _MIDWAY[1]
