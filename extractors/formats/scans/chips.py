"""Coloured labels on a scanned page: a word on a filled, more or less rounded rectangle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.signs import Box, Sign
from extractors.pages.sheet import Fill

_WIDE, _HIGH = (7.0, 130.0), (7.0, 26.0)  # points
_FILLED = 0.85  # of its box, without the corners
_EDGE = 3.0  # points between the sides of a cell and of its background
_FAINTEST = 30.0  # levels between a label and what is written on it; noise is less
_COLOURED = 0.45  # of its area; the rest is the word on it


def chips(colours: Pixels, coloured: Pixels, scale: float) -> Iterator[Sign]:
    """The labels, from top to bottom; `coloured` is where the page has a colour."""
    closed: Any = cv2.morphologyEx(coloured, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    outlines: Any = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    boxes = []
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        fits = all(
            least * scale <= side <= most * scale
            for side, (least, most) in ((width, _WIDE), (height, _HIGH))
        )
        filled = cv2.contourArea(cv2.convexHull(outline)) >= _FILLED * width * height
        if fits and filled and _is_solid(coloured, (x, y, x + width, y + height)):
            boxes.append((y, x, width, height))
    for y, x, width, height in sorted(boxes):
        own = colours[y : y + height, x : x + width]
        alpha = np.full((height, width), 255, np.uint8)
        yield Sign((x, y, x + width, y + height), np.asarray(np.dstack([own, alpha]), np.uint8))


def _is_solid(coloured: Pixels, box: Box) -> bool:
    x0, top, x1, bottom = box
    return float(coloured[top:bottom, x0:x1].mean()) >= _COLOURED


def beside_cells(labels: Sequence[Sign], shaded: Sequence[Fill], scale: float) -> Iterator[Sign]:
    """The labels that are no cells: a small cell in a colour has it as its background."""
    for label in labels:
        box = [side / scale for side in label.box]
        if not any(_is_one(box, fill.box) for fill in shaded):
            yield label


def _is_one(box: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(own - one) <= _EDGE for own, one in zip(box, other, strict=True))


def written_on(grey: Pixels, box: Box) -> Pixels:
    """What is written on a label, black on white: it may be lighter than the label or darker."""
    x0, top, x1, bottom = box
    own = grey[top:bottom, x0:x1].astype(np.float32)
    fill = float(np.median(own))
    light, dark = float(np.percentile(own, 98)) - fill, fill - float(np.percentile(own, 2))
    if max(light, dark) < _FAINTEST:
        return np.full(own.shape, 255, np.uint8)
    away = (own - fill if light > dark else fill - own) / max(light, dark)
    return np.asarray(np.clip(255 * (1 - away), 0, 255), np.uint8)
