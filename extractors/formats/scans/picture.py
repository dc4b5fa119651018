"""The picture of a page: set upright, cleaned, and its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.formats.scans import fills, gaps, stamps
from extractors.formats.scans.ruling import Line, Ruling, settled

Pixels = NDArray[np.uint8]

cv2.setNumThreads(1)  # as many cores as there are workers

_MOST_TILT = 3.0  # degrees that a page lies askew in a scanner
_STEP = 0.1
_SMALL = 1000  # pixels a side of the picture that the tilt is measured on
_ACROSS = 30.0  # points: a shorter line across may be a dash
_FRAME = 60.0  # points: a line that is no rule of a table and no text either
_DOWN = 16.0  # points: a shorter line down may be a letter
_PIECE = 11.0  # points of a worn rule between its gaps; more than a stroke of a letter
_THICKEST = 3.0  # points: more is an area
_BOW = 0.35  # points by which the middle of a rule may lie off the line between its ends, and ...
_BENT = 0.002  # ... so much more for each point of its length: paper does not lie flat
_BESIDE = 3.0  # points from a rule in a filled area to the area
_DARKER = 12.0  # levels of grey of such a rule
_MOSTLY = 0.7  # of a line that lies in a filled area
_GAP = 4.0  # points that a worn rule may lack
_CRUMB = 0.8  # points from a rule in its gaps, what is left of it


class Rules(NamedTuple):
    """Lines in points, and where they are in the picture."""

    found: Ruling
    mask: Pixels


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


def rules(grey: Pixels, filled: Pixels, scale: float) -> Rules:
    """Straight level and upright lines; `scale` is pixels to a point, `filled` areas 1."""
    ink = ink_of(grey, scale)
    across, level = _lines(ink, scale, _ACROSS)
    down, upright = _lines(np.ascontiguousarray(ink.T), scale, _DOWN)
    across = [line for line in across if _is_drawn(line, grey, filled, scale)]
    down = [line for line in down if _is_drawn(line, grey.T, filled.T, scale)]
    across, down = stamps.without_frames(across, down, grey, scale)
    across, down = (
        gaps.with_crumbs(across, down, ink, scale),
        gaps.with_crumbs(down, across, ink.T, scale),
    )
    edges = fills.edges(filled)
    across, down = (
        gaps.with_edges(across, down, edges.across, scale),
        gaps.with_edges(down, across, edges.down, scale),
    )
    found = settled(_scaled(across, 1 / scale), _scaled(down, 1 / scale))
    mask = np.zeros_like(ink)
    for own, inked, drawn, kept, seen in (
        (mask, ink, level, found.across, across),
        (mask.T, ink.T, upright, found.down, down),
    ):
        # The frame of a stamp is no text either; a shorter line may be letters of a heading.
        long = [line for line in seen if line[2] - line[1] >= _FRAME * scale]
        for line in (*_scaled(kept, scale), *long):
            _note(own, inked, drawn, line, scale)
    return Rules(found, mask)


def _note(mask: Pixels, ink: Pixels, drawn: Pixels, line: Line, scale: float) -> None:
    """Note where a line is drawn, and in its gaps the crumbs of it."""
    position, columns = int(line[0]), slice(int(line[1]), int(line[2]))
    half, near = round(_THICKEST * scale / 2) + 1, round(_CRUMB * scale)
    at = slice(max(0, position - half), position + half), columns
    mask[at] |= drawn[at]
    inner = slice(max(0, position - near), position + near + 1), columns
    mask[inner] |= np.where(drawn[at].any(axis=0), np.uint8(0), ink[inner])


def _is_drawn(line: Line, grey: Pixels, filled: Pixels, scale: float) -> bool:
    """Whether a line in a filled area is darker than its sides, or parts two areas."""
    at, away = round(line[0]), round(_BESIDE * scale)
    along = slice(int(line[1]), int(line[2]))
    if filled[at, along].mean() < _MOSTLY:
        return True
    own, first, second = (
        float(np.median(grey[min(max(0, row), len(grey) - 1), along]))
        for row in (at, at - away, at + away)
    )
    return own < min(first, second) - _DARKER or abs(first - second) > _DARKER


def _scaled(lines: Iterable[Line], scale: float) -> list[Line]:
    return [(position * scale, start * scale, end * scale) for position, start, end in lines]


def _lines(ink: Pixels, scale: float, least: float) -> tuple[list[Line], Pixels]:
    """Level lines of at least that many points."""
    # A rule that lies askew by half a pixel steps from one row to the next.
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    pieces = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _level(_PIECE * scale))
    closed = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _level(_GAP * scale))
    mask = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _level(least * scale)), np.uint8)
    drawn = np.zeros_like(mask)
    return sorted(_traced(mask, drawn, scale, least)), drawn


def _traced(mask: Pixels, drawn: Pixels, scale: float, least: float) -> Iterator[Line]:
    """The lines of a mask, noted in `drawn`; thick spots are thinned to the lines through them."""
    labels, stats = cv2.connectedComponentsWithStats(mask, connectivity=8)[1:3]
    for number, (x, y, width, height, _) in enumerate(stats[1:].tolist(), 1):
        box = slice(y, y + height), slice(x, x + width)
        own = np.asarray((labels[box] == number) * np.uint8(255), np.uint8)
        if height > _THICKEST * scale + 2:
            lines = _through_thick(own, drawn[box], scale, least)
            yield from ((y + at, x + start, x + end) for at, start, end in lines)
        elif _is_straight(own, scale):
            yield y + height / 2, float(x), float(x + width)
            drawn[box] |= own


def _through_thick(own: Pixels, drawn: Pixels, scale: float, least: float) -> Iterator[Line]:
    """Where dirt lies on a rule, the rule is what goes on beyond it; where a fill, beside it."""
    if own.shape[1] >= 2 * least * scale:
        yield from _traced(_opened(own, _level(2 * least * scale)), drawn, scale, 2 * least)
    core = _opened(own, _level(_THICKEST * scale + 2).T)
    if core.any():
        rest = _opened(own & ~core & ~drawn, _level(least * scale))
        yield from _traced(rest, drawn, scale, least)


def _opened(ink: Pixels, form: Pixels) -> Pixels:
    """What of it the form fits in; outside of the picture is paper."""
    done = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, form, borderType=cv2.BORDER_CONSTANT, borderValue=0
    )
    return np.asarray(done, np.uint8)


def _is_straight(own: Pixels, scale: float) -> bool:
    """Whether the middle of a line lies between its ends: not so in the flat of a ring."""
    rows = np.arange(own.shape[0], dtype=np.float64)[:, None]
    weight = own.astype(np.float64)
    middles = (weight * rows).sum(axis=0) / np.maximum(weight.sum(axis=0), 1)
    left, centre, right = (float(part.mean()) for part in np.array_split(middles, 3))
    off: float = abs(centre - (left + right) / 2)
    return off <= _BOW * scale + _BENT * int(own.shape[1])


def _level(length: float) -> Pixels:
    return np.ones((1, max(3, round(length))), np.uint8)
