"""The rectangles of outlines whose sides run along the axes: with holes, corners, or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf.hulls import Hull, Point
from extractors.pages.sheet import Flags, Floats

_STRAIGHT = 0.3  # points that a side may lean, and that a rectangle is wide and high at least


class Rectangles(NamedTuple):
    """What outlines go around, each rectangle as large as it can be; they may overlap."""

    inside: tuple[Hull, ...]
    doubtful: tuple[Hull, ...]  # inside where outlines add up, a hole where they take turns


def are_level(outlines: Sequence[Sequence[Point]]) -> bool:
    """Whether all sides run along an axis."""
    return all(
        min(abs(x - right), abs(y - high)) <= _STRAIGHT
        for points in outlines
        for (x, y), (right, high) in _sides(points)
    )


def rectangles(outlines: Sequence[Sequence[Point]]) -> Rectangles:
    """Of outlines whose sides all run along the axes.

    >>> rectangles([[(0, 0), (9, 0), (9, 9), (0, 9)], [(4, 0), (4, 9), (9, 9), (9, 0)]])
    Rectangles(inside=((0, 0, 4, 9),), doubtful=())
    """
    xs = _places([x for points in outlines for x, _ in points])
    ys = _places([y for points in outlines for _, y in points])
    turns, crossings = _around(outlines, _middles(xs), _middles(ys))
    odd = crossings % 2 == 1
    doubtful = (turns != 0) & ~odd
    return Rectangles(*(tuple(_largest(flags, xs, ys)) for flags in (odd, doubtful)))


def _sides(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return pairwise((*points, points[0]))


def _places(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _STRAIGHT:
            found.append(value)
    return found


def _middles(places: Sequence[float]) -> Floats:
    return np.array([(one + other) / 2 for one, other in pairwise(places)])


def _around(outlines: Sequence[Sequence[Point]], xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """How often outlines go around places, counted by the way they run, and in all.

    Told by the upright sides to the left of each place.
    """
    turns, crossings = np.zeros((2, len(xs), len(ys)))
    for points in outlines:
        for (x, y), (right, high) in _sides(points):
            beyond = (xs > (x + right) / 2)[:, None] & ((ys > min(y, high)) & (ys < max(y, high)))
            turns += beyond * np.sign(high - y)
            crossings += beyond
    return turns, crossings


def _largest(flags: Flags, xs: Sequence[float], ys: Sequence[float]) -> Iterator[Hull]:
    """The rectangles of flagged pieces that are part of no larger one."""
    for first, last in combinations(range(len(xs)), 2):
        whole = np.asarray(flags[first:last].all(axis=0))
        for low, high in _spans(whole):
            left = first > 0 and flags[first - 1, low:high].all()
            right = last < len(xs) - 1 and flags[last, low:high].all()
            if not left and not right:
                yield xs[first], ys[low], xs[last], ys[high]


def _spans(flags: Flags) -> Iterator[tuple[int, int]]:
    """Where flags are set one after the other."""
    steps = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0)).tolist()
    return zip(steps[::2], steps[1::2], strict=True)
