"""Filled areas of a scanned page: cells in a colour, headings on a dark ground, a scanner's lid.

Their ground is made paper, so that what stands on them is read as anywhere else, and their edges
are no rules. Signs and labels are smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.formats.scans.ruling import Line
from extractors.pages.grids import grids
from extractors.pages.sheet import Box, Fill, Pixels

_LONG, _SHORT = 44.0, 9.0  # points a side at least; a sign is no longer than 40
_DARK = 0.91  # of the brightness of the paper around
_AROUND = 200.0  # points in which most is paper, or some of it
_BRIGHT, _ALIKE = 5, 0.97  # coarse pixels a side of a bright place; paper is nearly as bright
_WIDEST = 255  # pixels that OpenCV takes the median of
_COARSE = 8  # pixels to one, in which the paper's brightness is looked for
_HALF = 127  # of 255
_GROUND = 61  # pixels a side, in which most is ground and not print
_CONTRAST = 1.6  # of print on a ground
_INSET = 2.5  # points of a cell beside its rules
_COVERED = 0.7  # of a cell, for its colour
_SQUARE = 0.9  # of its box, a fill whose edges are straight


class Edges(NamedTuple):
    """The edges of filled areas, in pixels."""

    across: list[Line]
    down: list[Line]


def filled_areas(grey: Pixels, coloured: Pixels, scale: float) -> Pixels:
    """1 where the page is filled, 0 elsewhere; seen coarsely, where noise and print are little."""
    height, width = grey.shape
    size = max(1, width // _COARSE), max(1, height // _COARSE)
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    inked = cv2.resize(coloured * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    dark = np.asarray((small < _DARK * _paper(small, scale)) | (inked > _HALF), np.uint8)
    long, short = (max(2, round(side * scale / _COARSE)) for side in (_LONG, _SHORT))
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((short, long), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((long, short), np.uint8))
    filled = cv2.resize(cv2.max(level, upright), (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(filled, np.uint8)


def _paper(small: Pixels, scale: float) -> NDArray[np.float32]:
    """How bright the paper is around each place, however it is lit.

    Most of what lies around is paper; where more is filled, the brightest of it is.
    """
    side = min(max(3, round(_AROUND * scale / _COARSE)) | 1, _WIDEST)
    most = cv2.medianBlur(small, side).astype(np.float32)
    brightest = cv2.dilate(cv2.medianBlur(small, _BRIGHT), np.ones((side, side), np.uint8))
    return np.asarray(np.maximum(most, _ALIKE * brightest.astype(np.float32)), np.float32)


def edges(filled: Pixels) -> Edges:
    """Where areas with four corners end, to some pixels."""
    found = Edges([], [])
    stats = cv2.connectedComponentsWithStats(filled, connectivity=4)[2]
    for x, y, width, height, area in stats[1:].tolist():
        if area >= _SQUARE * width * height:
            found.across.extend((float(at), float(x), float(x + width)) for at in (y, y + height))
            found.down.extend((float(at), float(y), float(y + height)) for at in (x, x + width))
    return found


def grounded(grey: Pixels, filled: Pixels, cells: Sequence[Box], scale: float) -> Pixels:
    """The grey picture with paper in place of filled areas; print on them is dark.

    In a cell most is ground; elsewhere, most of what lies around.
    """
    if not filled.any():
        return grey
    done, rest = grey.copy(), filled.copy()
    for x0, top, x1, bottom in cells:
        box = slice(round(top * scale), round(bottom * scale)), slice(*_ends(x0, x1, scale))
        own = grey[box]
        if own.size and filled[box].mean() >= _COVERED:
            done[box] = _print(own, np.full_like(own, np.median(own)))
        rest[box] = 0
    rows, columns = np.flatnonzero(rest.any(axis=1)), np.flatnonzero(rest.any(axis=0))
    if len(rows):
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        own = np.ascontiguousarray(grey[box])
        plain = _print(own, np.asarray(cv2.medianBlur(own, _GROUND), np.uint8))
        done[box] = np.where(rest[box] > 0, plain, done[box])
    return done


def _ends(start: float, end: float, scale: float) -> tuple[int, int]:
    return round(start * scale), round(end * scale)


def _print(own: Pixels, ground: Pixels) -> Pixels:
    away = cv2.absdiff(own, ground).astype(np.float32)
    return np.asarray(np.clip(255 - _CONTRAST * away, 0, 255), np.uint8)


def cells(across: Sequence[Line], down: Sequence[Line]) -> list[Box]:
    """The cells between these rules, in points."""
    rules = (np.array(lines, np.float32).reshape(-1, 3) for lines in (across, down))
    return [grid.cell_box(span) for grid in grids(*rules) for span in grid.spans]


def shadings(
    colours: Pixels, coloured: Pixels, boxes: Sequence[Box], scale: float
) -> Iterator[Fill]:
    """The colours of these cells."""
    for x0, top, x1, bottom in boxes:
        rows = slice(*_ends(top + _INSET, bottom - _INSET, scale))
        columns = slice(*_ends(x0 + _INSET, x1 - _INSET, scale))
        own = coloured[rows, columns] > 0
        if own.size and own.mean() >= _COVERED:
            red, green, blue = np.median(colours[rows, columns][own], axis=0).astype(int)
            yield Fill((x0, top, x1, bottom), f"#{red:02x}{green:02x}{blue:02x}")


def greyed(
    filled: Pixels, coloured: Pixels, boxes: Sequence[Box], scale: float
) -> Iterator[tuple[int, int, int, int]]:
    """The cells, in pixels, that are filled without a colour: on a grey scan, it may be lost."""
    for x0, top, x1, bottom in boxes:
        (left, right), (high, low) = _ends(x0, x1, scale), _ends(top, bottom, scale)
        own = slice(high, low), slice(left, right)
        if filled[own].size and filled[own].mean() >= _COVERED > coloured[own].mean():
            yield left, high, right, low
