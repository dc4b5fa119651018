"""Stamps without a colour: frames and rings of a lighter ink than the print they lie over.

A frame that is no rule of a table is large, hollow and light all along. In it all strokes whose
darkest place is as light are taken off: print is darker in its strokes, and a sign is solid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.ruling import Line
from extractors.pages.sheet import Pixels

_NEAR = np.ones((5, 5), np.uint8)  # in which a stroke of print has its darkest place
_PRINT = 25  # percentile of the ink's darkest places that is print
_LIGHT = 0.3  # of the way from print to paper
_PAPER = 255.0
_CLOSED = 5.0  # points that a frame may lack where rules and print run through it
_LONG, _SHORT = 45.0, 15.0  # points a side of a frame at least
_LONGEST = 260.0  # points; what is longer is the edge of the paper
_ROUNDED = 0.25  # of its upright box, what a frame that lies askew encloses
_HOLLOW = 0.3  # of what it encloses, the most that light strokes fill; large letters fill more
_STROKE = 7.0  # points, a piece of a frame at least
_APART, _ASIDE = 18.0, 5.0  # points between its pieces, and across a side that is not straight
_SIDED, _STEPS = (0.35, 0.6), 64  # the least that is seen of each side, and of all; places
_BEYOND = 2.0  # points, the blurred edge of a side
_SOLID = 4.5  # points; strokes are thinner
_EDGE = 3  # pixels of a stroke's blurred edge
_SIDE = 200.0  # points; a longer line is no side of a stamp
_BROAD, _PALER = 1.6, 20.0  # times as thick as the rules of the page, and levels of grey lighter
_AWAY = 1.5  # points from the middle of a line, in which it lies


class _Stroke(NamedTuple):
    """How a line is drawn."""

    long: float
    thick: float
    grey: float  # in its middle


def without_frames(
    across: Sequence[Line], down: Sequence[Line], grey: Pixels, scale: float
) -> tuple[list[Line], list[Line]]:
    """The lines without the sides of stamps: thicker than the page's rules and yet of paler ink.

    What one printer draws is the darker, the thicker it is.
    """
    level = [_stroke(line, grey, scale) for line in across]
    upright = [_stroke(line, grey.T, scale) for line in down]
    whole = [*level, *upright]
    if not whole:
        return [], []
    thick, dark = (
        _usual(whole, [one.thick for one in whole]),
        _usual(whole, [x.grey for x in whole]),
    )

    def is_rule(one: _Stroke) -> bool:
        pale = one.thick >= _BROAD * thick and one.grey >= dark + _PALER
        return one.long > _SIDE * scale or not pale

    return (
        [line for line, one in zip(across, level, strict=True) if is_rule(one)],
        [line for line, one in zip(down, upright, strict=True) if is_rule(one)],
    )


def _stroke(line: Line, grey: Pixels, scale: float) -> _Stroke:
    middle, away = round(line[0]), round(_AWAY * scale)
    around = grey[max(0, middle - away) : middle + away + 1, int(line[1]) : int(line[2])]
    dark = float(np.median(around.min(axis=0)))
    thick = float(np.median((around < (_PAPER + dark) / 2).sum(axis=0)))
    return _Stroke(line[2] - line[1], thick, dark)


def _usual(strokes: Sequence[_Stroke], values: Sequence[float]) -> float:
    """The value that half of the lines' length is below."""
    order = np.argsort(values)
    long = np.cumsum([strokes[at].long for at in order])
    return values[int(order[int(np.searchsorted(long, long[-1] / 2))])]


class Pale(NamedTuple):
    """The ink that is paler than print."""

    ink: Pixels  # 1, else 0
    print_: float  # what is darker is print


def pale_ink(grey: Pixels, ink: Pixels) -> Pale:
    """What of the ink is paler than print at its darkest; `ink` is without rules."""
    inked = ink > 0
    if not inked.any():
        return Pale(np.zeros_like(ink), 0.0)
    darkest = _darkest(grey)
    dark = float(np.percentile(darkest[inked], _PRINT))
    most = dark + _LIGHT * (_PAPER - dark)
    return Pale(np.asarray(inked & (darkest > most), np.uint8), most)


def _darkest(grey: Pixels) -> Pixels:
    return np.asarray(cv2.erode(grey, _NEAR), np.uint8)


def unstamped(grey: Pixels, ink: Pixels, ringed: Pixels, scale: float) -> Pixels:
    """The grey picture with paper in place of such stamps; `ink` is without rules.

    `ringed` is 1 within round stamps.
    """
    light, most = pale_ink(grey, ink)
    inside = ringed.copy()
    for outline in (*_frames(light, scale), *_broken_frames(light, scale)):
        cv2.drawContours(inside, [outline], -1, 1, -1)
    if not inside.any():
        return grey
    width = max(3, round(_SOLID * scale)) | 1
    solid: Any = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    # The eyes and the mouth of a face that is filled are as dark as print.
    sign = cv2.dilate(cv2.morphologyEx(np.minimum(ink, 1), cv2.MORPH_OPEN, solid), _NEAR)
    edge = np.ones((_EDGE, _EDGE), np.uint8)
    strokes = cv2.dilate(light, edge) * cv2.dilate(inside, edge) * (1 - np.minimum(sign, 1))
    done = grey.copy()
    # The blurred edge of print beside a stroke stays.
    done[(strokes > 0) & (_darkest(grey) > most)] = 255
    return done


def _frames(light: Pixels, scale: float) -> Iterator[Any]:
    """What lies in large and hollow forms."""
    reach = max(3, round(_CLOSED * scale))
    closed: Any = cv2.morphologyEx(
        _without_specks(light, scale), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)
    )
    outlines: Any = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    # What crosses a frame may have opened it.
    for outline in map(cv2.convexHull, outlines):
        x, y, width, height = cv2.boundingRect(outline)
        shortest, longest = sorted((width, height))
        if not _LONG * scale <= longest <= _LONGEST * scale or shortest < _SHORT * scale:
            continue
        area = cv2.contourArea(outline)
        within = np.zeros((height, width), np.uint8)
        cv2.drawContours(within, [outline - (x, y)], -1, 1, -1)
        own = int((within & light[y : y + height, x : x + width]).sum())
        if area >= _ROUNDED * width * height and own <= _HOLLOW * area:
            yield outline


def _broken_frames(light: Pixels, scale: float) -> Iterator[Any]:
    """Four sides, of each of which print may hide much."""
    pieces = _without_specks(light, scale)
    reach = np.ones((round(_APART * scale),) * 2, np.uint8)
    labels = cv2.connectedComponents(np.asarray(cv2.dilate(pieces, reach), np.uint8))[1]
    near = np.asarray(cv2.dilate(pieces, np.ones((round(_ASIDE * scale),) * 2, np.uint8)), np.uint8)
    for number in range(1, int(labels.max()) + 1):
        found: Any = cv2.findNonZero(((labels == number) & (pieces > 0)).astype(np.uint8))
        rectangle = cv2.minAreaRect(found)
        shortest, longest = sorted(rectangle[1])
        if not _LONG * scale <= longest <= _LONGEST * scale or shortest < _SHORT * scale:
            continue
        covered = list(_sides_covered(near, cv2.boxPoints(rectangle)))
        if min(covered) >= _SIDED[0] and sum(covered) >= _SIDED[1] * len(covered):
            middle, (wide, high), angle = rectangle
            more = 2 * _BEYOND * scale
            corners = cv2.boxPoints((middle, (wide + more, high + more), angle))
            yield np.rint(corners).astype(np.int32).reshape(-1, 1, 2)


def _sides_covered(inked: Pixels, corners: Any) -> Iterator[float]:
    """The share of each side along which there is ink."""
    high, wide = inked.shape
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = np.linspace(0.0, 1.0, _STEPS)[:, None]
        columns, rows = np.rint(start + (end - start) * steps).astype(int).T
        yield float(inked[rows.clip(0, high - 1), columns.clip(0, wide - 1)].mean())


def _without_specks(light: Pixels, scale: float) -> Pixels:
    """Without what is light in thin letters of print."""
    labels, stats = cv2.connectedComponentsWithStats(light, connectivity=8)[1:3]
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    kept = np.asarray(sides >= _STROKE * scale, np.uint8)
    kept[0] = 0
    return np.asarray(kept[labels], np.uint8)
