"""Filled areas of a scanned page: cells in a colour, headings on a dark ground, a scanner's lid.

Their ground is made paper, so that what stands on them is read as anywhere else, and their edges
are no rules. Signs and labels are smaller.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.ruling import Line
from extractors.pages.grids import grids
from extractors.pages.sheet import Fill

_LONG, _SHORT = 44.0, 9.0  # points a side at least; a sign is no longer than 40
_DARK = 0.8  # of the brightness of the paper around
_AROUND = 150.0  # points in which there is paper
_COARSE = 8  # pixels to one, in which the paper's brightness is looked for
_GROUND = 61  # pixels a side, in which most is ground and not print
_CONTRAST = 1.6  # of print on a ground
_INSET = 2.5  # points of a cell beside its rules
_COVERED = 0.7  # of a cell, for its colour


def filled_areas(grey: Pixels, coloured: Pixels, scale: float) -> Pixels:
    """1 where the page is filled, 0 elsewhere."""
    height, width = grey.shape
    small = cv2.resize(grey, (width // _COARSE, height // _COARSE), interpolation=cv2.INTER_AREA)
    side = max(3, round(_AROUND * scale / _COARSE))
    paper = cv2.dilate(small, np.ones((side, side), np.uint8))
    light = cv2.resize(cv2.blur(paper, (side, side)), (width, height))
    dark = np.asarray((grey < _DARK * light.astype(np.float32)) | (coloured > 0), np.uint8)
    long, short = round(_LONG * scale), round(_SHORT * scale)
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((short, long), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((long, short), np.uint8))
    return np.asarray(cv2.max(level, upright), np.uint8)


def grounded(grey: Pixels, filled: Pixels) -> Pixels:
    """The grey picture with paper in place of filled areas; print on them is dark."""
    rows, columns = np.flatnonzero(filled.any(axis=1)), np.flatnonzero(filled.any(axis=0))
    if not len(rows):
        return grey
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    own, inside = np.ascontiguousarray(grey[box]), filled[box].astype(np.float32)
    # In a corner most would be what lies around: there the ground goes on.
    size = (_GROUND, _GROUND)
    share = np.maximum(cv2.blur(inside, size), 1e-3)
    beyond = cv2.blur(own * inside, size) / share
    whole = np.where(inside > 0, own, np.clip(beyond, 0, 255)).astype(np.uint8)
    away = cv2.absdiff(own, np.asarray(cv2.medianBlur(whole, _GROUND), np.uint8))
    print_ = np.clip(255 - _CONTRAST * away.astype(np.float32), 0, 255).astype(np.uint8)
    done = grey.copy()
    done[box] = np.where(filled[box] > 0, print_, own)
    return done


def shadings(
    colours: Pixels, coloured: Pixels, across: list[Line], down: list[Line], scale: float
) -> Iterator[Fill]:
    """The colours of the cells between these rules."""
    rules = (np.array(lines, np.float32).reshape(-1, 3) for lines in (across, down))
    boxes = (grid.cell_box(span) for grid in grids(*rules) for span in grid.spans)
    for x0, top, x1, bottom in boxes:
        rows = slice(round((top + _INSET) * scale), round((bottom - _INSET) * scale))
        columns = slice(round((x0 + _INSET) * scale), round((x1 - _INSET) * scale))
        own = coloured[rows, columns] > 0
        if own.size and own.mean() >= _COVERED:
            red, green, blue = np.median(colours[rows, columns][own], axis=0).astype(int)
            yield Fill((x0, top, x1, bottom), f"#{red:02x}{green:02x}{blue:02x}")
