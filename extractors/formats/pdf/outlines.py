"""One path as pdfium tells it: its outlines, how it is moved, how wide its line is, its hole."""

from __future__ import annotations

import ctypes
import math

from extractors.formats.pdf import calls
from extractors.formats.pdf.hulls import Matrix, Point, hole_of, moved

_BEZIER, _MOVE = 1, 2
_EVEN = 1  # way of filling

Subpath = tuple[list[Point], bool]  # its points, and whether it is curved


def subpaths_of(address: int, count: int, matrix: Matrix) -> list[Subpath]:
    """The points of each subpath, and whether it is curved."""
    found: list[Subpath] = []
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    path = ctypes.c_void_p(address)
    for found_at in calls.of_each(calls.path_segment, path, count).tolist():
        segment = ctypes.c_void_p(found_at)
        kind = calls.segment_type(segment)
        calls.segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == _MOVE:
            if len(points) > 1:
                found.append((points, curved))
            points, curved = [], False
        curved = curved or kind == _BEZIER
        points.append(moved((x.value, y.value), matrix))
    if len(points) > 1:
        found.append((points, curved))
    return found


def matrix_of(address: int) -> Matrix:
    """How an object is moved from its own coordinates to those that it stands in."""
    values = (ctypes.c_float * 6)()
    calls.object_matrix(ctypes.c_void_p(address), ctypes.byref(values))
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def hole_in(address: int, subpaths: list[list[Point]]) -> list[Point] | None:
    """The rectangle that a path leaves free inside another."""
    if len(subpaths) == 1:
        return None
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.draw_mode(ctypes.c_void_p(address), ctypes.byref(fill), ctypes.byref(stroke))
    return hole_of(subpaths, even=fill.value == _EVEN)


def width_of(address: int, matrix: Matrix) -> float:
    """How wide the line of a path is on the page."""
    width = ctypes.c_float()
    calls.stroke_width(ctypes.c_void_p(address), ctypes.byref(width))
    a, b, c, d, *_ = matrix
    return width.value * math.sqrt(abs(a * d - b * c))
