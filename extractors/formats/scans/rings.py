"""Rings that a cup or a round stamp left: circles of an ink that is paler than print.

A ring is broken where the cup stood uneven, so that no outline of it closes: it is found by how
much of a circle is covered. In it all that is as pale is taken off, and print stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.formats.scans.stamps import Pale
from extractors.pages.sheet import Pixels

_COARSE = 0.75  # pixels to a point, in which circles are looked for
_RADII = range(22, 136, 3)  # points
_PIECE = 7.0  # points a side, a piece of a ring at least; light strokes of print are shorter
_THICK = 8.0  # points, the most that a ring is thick; a face is thicker
_NEAR = 2.0  # points by which a ring may be no circle
_COVERED = 0.5  # of a circle, a ring at least
_EMPTY, _AWAY = 0.3, 11.0  # of the circles so many points within and without, the most
_MOST = 4  # rings of one page
_LEAST_INK = 40.0  # pixels that pieces fill, to look for rings
_ENDS = (1, 99)  # percentiles of how far its pieces are from its middle
_EDGE = 1.0  # points of a ring's blurred edge
_LEVEL = 31  # pixels a side, in which a ring has one darkness
_BESIDE_PRINT = np.ones((5, 5), np.uint8)
_PAPER, _LEAST, _HALF = 255.0, 0.5, 0.5


class Ring(NamedTuple):
    """A circle, in pixels."""

    x: float
    y: float
    radius: float


class Unringed(NamedTuple):
    """A grey picture without rings, and with rings made as pale as paper."""

    off: Pixels
    lifted: Pixels  # thin strokes of print under a ring may be seen here only
    inside: Pixels  # 1 within rings: there, a stamp has letters


def unringed(grey: Pixels, pale: Pale, scale: float) -> Unringed:
    """The picture with paper in place of rings; `pale` is the ink that may be of one."""
    pieces = _pieces(pale.ink, scale)
    within, inside = np.zeros_like(grey), np.zeros_like(grey)
    for ring in _rings(pieces, scale):
        _draw(within, ring, pieces, scale)
        cv2.circle(inside, (round(ring.x), round(ring.y)), round(ring.radius), 1, -1)
    if not within.any():
        return Unringed(grey, grey, inside)
    off, lifted, dark = grey.copy(), grey.copy(), pale.print_
    level = _level(grey, within * pale.ink)
    # From the ring's own darkness to paper, and print as it is.
    paler = dark + (grey.astype(np.float32) - dark) * ((_PAPER - dark) / (level - dark + _LEAST))
    own = (within > 0) & (grey > dark) & (level > dark)
    off[own] = lifted[own] = np.clip(paler, 0, _PAPER).astype(np.uint8)[own]
    off[own & (cv2.erode(grey, _BESIDE_PRINT) > dark)] = 255
    return Unringed(off, lifted, inside)


def _pieces(ink: Pixels, scale: float) -> Pixels:
    """At half of its size, what is pale without specks and areas."""
    half = cv2.resize(ink * np.uint8(255), None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA)
    small = np.asarray(half > _PAPER * _HALF, np.uint8)
    width = round(_THICK * scale * _HALF) | 1
    form: Any = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    thin = small * (1 - np.asarray(cv2.morphologyEx(small, cv2.MORPH_OPEN, form), np.uint8))
    labels, stats = cv2.connectedComponentsWithStats(thin, connectivity=8)[1:3]
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    long = np.asarray(sides >= _PIECE * scale * _HALF, np.uint8)
    long[0] = 0
    return np.asarray(long[labels], np.uint8)


def _rings(pieces: Pixels, scale: float) -> Iterator[Ring]:
    """The circles that are covered most, one after the other."""
    share = _COARSE / (scale * _HALF)
    small = cv2.resize(pieces * np.uint8(255), None, fx=share, fy=share)
    inked = np.asarray(small > 0, np.uint8)
    reach = round(_NEAR * _COARSE) * 2 + 1
    for _ in range(_MOST):
        if int(inked.sum()) < _LEAST_INK * _COARSE:
            return
        found = _best(np.asarray(cv2.dilate(inked, np.ones((reach, reach), np.uint8)), np.uint8))
        if found is None:
            return
        yield Ring(*(side * scale / _COARSE for side in found))
        x, y, radius = (round(side) for side in found)
        cv2.circle(inked, (x, y), radius, 0, round(2 * _THICK * _COARSE))


def _best(inked: Pixels) -> Ring | None:
    """The circle of which most is covered, where the circles within and without are not."""
    edge = round(_RADII[-1] * _COARSE / 2)
    around = np.pad(inked, edge)
    size = [cv2.getOptimalDFTSize(side) for side in around.shape]
    spectrum = np.fft.rfft2(around, size)
    best, most = None, _COVERED
    for radius in (one * _COARSE for one in _RADII):
        own = _covered(spectrum, size, radius)[: around.shape[0], : around.shape[1]]
        y, x = (int(side) for side in np.unravel_index(int(own.argmax()), own.shape))
        if own[y, x] > most and all(
            _share(around, Ring(x, y, radius + away * _COARSE)) <= _EMPTY
            for away in (-_AWAY, _AWAY)
        ):
            best, most = Ring(x - edge, y - edge, radius), float(own[y, x])
    return best


def _covered(
    spectrum: NDArray[np.complex128], size: Sequence[int], radius: float
) -> NDArray[np.float64]:
    """For each middle, the share of the circle about it that is inked."""
    circle = np.zeros(size, np.float64)
    rows, columns = _circle(Ring(0, 0, radius))
    np.add.at(circle, (rows % size[0], columns % size[1]), 1.0 / len(rows))
    return np.asarray(np.fft.irfft2(spectrum * np.conj(np.fft.rfft2(circle)), size))


def _share(inked: Pixels, ring: Ring) -> float:
    rows, columns = _circle(ring)
    inside = (rows >= 0) & (rows < inked.shape[0]) & (columns >= 0) & (columns < inked.shape[1])
    return float(inked[rows[inside], columns[inside]].sum()) / len(rows)


def _circle(ring: Ring) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of its pixels."""
    angles = np.linspace(0, 2 * np.pi, max(8, round(2 * np.pi * ring.radius)), endpoint=False)
    rows = np.rint(ring.y + ring.radius * np.sin(angles)).astype(np.intp)
    return rows, np.rint(ring.x + ring.radius * np.cos(angles)).astype(np.intp)


def _draw(within: Pixels, ring: Ring, pieces: Pixels, scale: float) -> None:
    """Note where a ring may lie: between its innermost and its outermost pale ink."""
    rows, columns = (side / _HALF for side in np.nonzero(pieces))
    away = np.hypot(columns - ring.x, rows - ring.y)
    own = away[np.abs(away - ring.radius) <= _THICK * scale]
    first, last = np.percentile(own, _ENDS) if own.size else (ring.radius, ring.radius)
    thick = max(1, round(last - first + 2 * _EDGE * scale))
    cv2.circle(within, (round(ring.x), round(ring.y)), round((first + last) / 2), 1, thick)


def _level(grey: Pixels, own: Pixels) -> NDArray[np.float32]:
    """How dark the ring is around each place."""
    size = (_LEVEL, _LEVEL)
    inked = own.astype(np.float32)
    total = cv2.boxFilter(grey * inked, -1, size, normalize=False)
    count = cv2.boxFilter(inked, -1, size, normalize=False)
    return np.asarray(total / np.maximum(count, 1.0), np.float32)
