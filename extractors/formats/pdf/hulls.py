"""Where outlines on a page lie, which way they run, and which are straight."""

from __future__ import annotations

import math
from itertools import chain, pairwise

from extractors.pages.shapes import area, sides_of_ring

_STRAIGHT = 0.3  # points that a straight side may lean
_BENT = 0.1  # of its size: how far an outline must lie to one side of its ends
_SIDES = 24  # of an outline, at most, that tell which way it points
_SHORT = 0.05  # of its size: no side of it
_LEANS = 0.05  # of a quarter turn
_LEANING = 1.5
_APART = 0.01  # square points: what lies on a side, as numbers are rounded
_FRAME = 15.0  # points: no side of a frame around a cell is wider
_RING = 2  # subpaths
_RINGS = (_RING, 2 * _RING)
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Hull = tuple[float, float, float, float]  # left, bottom, right, top as in the file


def hull_in(hull: Hull, matrix: Matrix) -> Hull:
    """The hull of an object that stands in a form."""
    if matrix is IDENTITY:
        return hull
    x0, low, x1, high = hull
    return hull_of([moved(p, matrix) for p in ((x0, low), (x0, high), (x1, low), (x1, high))])


def product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    if outer is IDENTITY:
        return inner
    p, q, r, s, t, u = outer
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def moved(point: Point, matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def turn_of(matrix: Matrix) -> int:
    """Quarter turns counterclockwise of what is moved so; -1 where it leans or is mirrored."""
    a, b, c, d, *_ = matrix
    turns = math.atan2(b, a) / (math.pi / 2)
    leans = abs(turns - round(turns)) > _LEANS or abs(a * c + b * d) > _LEANS * abs(a * d - b * c)
    return -1 if leans or a * d - b * c <= 0 else round(turns) % 4


def hull_of(points: list[Point]) -> Hull:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def bend_of(points: list[Point]) -> tuple[int, int]:
    """To which side of its ends an outline lies, across and up: a smile and a frown differ."""
    x0, low, x1, high = hull_of(points)
    least = _BENT * max(x1 - x0, high - low)
    inner = points[1:-1] or points
    found = []
    for axis in (0, 1):
        middle = sum(point[axis] for point in inner) / len(inner)
        off = middle - (points[0][axis] + points[-1][axis]) / 2
        found.append(0 if abs(off) <= least else int(math.copysign(1, off)))
    return found[0], found[1]


def band(points: list[Point], wide: float) -> list[Point]:
    """The corners of what a wide line along an axis covers; any other stays a line."""
    if not is_straight(points):
        return points
    x0, low, x1, high = hull_of(points)
    if x1 - x0 >= high - low:
        low, high = low - wide / 2, high + wide / 2
    else:
        x0, x1 = x0 - wide / 2, x1 + wide / 2
    return [(x0, low), (x1, low), (x1, high), (x0, high), (x0, low)]


def ring_sides(subpaths: list[list[Point]]) -> list[Hull]:
    """The sides of a border that is painted as one rectangle without another, or of two such.

    A double border is four rectangles, each in the next one; else [].
    """
    if len(subpaths) not in _RINGS or not all(map(is_straight, subpaths)):
        return []
    hulls = sorted(map(hull_of, subpaths), key=area)
    sides = [sides_of_ring(*two) for two in zip(hulls[::_RING], hulls[1::_RING], strict=True)]
    return list(chain(*sides)) if all(sides) else []


def hole_of(subpaths: list[list[Point]], *, even: bool) -> list[Point] | None:
    """Of two rectangles that are painted as one path the one in the other, if that stays free.

    It does where `even`, or where they run opposite ways round.
    """
    if len(subpaths) != _RING or not all(map(is_straight, subpaths)):
        return None
    if not even and _runs_left(subpaths[0]) == _runs_left(subpaths[1]):
        return None
    for inner, outer in (subpaths, subpaths[::-1]):
        (x0, low, x1, high), (left, bottom, right, top) = hull_of(inner), hull_of(outer)
        if left < x0 and x1 < right and bottom < low and high < top:
            return inner
    return None


def around(inner: Hull, outer: Hull) -> list[Hull]:
    """The parts of a rectangle beside, below and above its hole; none of what is but a frame."""
    left, low, right, high = inner
    x0, bottom, x1, top = outer
    if max(left - x0, low - bottom, x1 - right, top - high) <= _FRAME:
        return []
    sides = ((x0, bottom, left, top), (right, bottom, x1, top))
    return [*sides, (x0, bottom, x1, low), (x0, high, x1, top)]


def is_apart(points: list[Point], outline: list[Point]) -> bool:
    """Whether a side of an outline has all of it on one hand and all of these on the other."""
    for (x, y), (right, high) in zip(outline, [*outline[1:], outline[0]], strict=True):
        own, others = (
            [(right - x) * (b - y) - (high - y) * (a - x) for a, b in some]
            for some in (outline, points)
        )
        if max(own) > _APART and min(own) >= -_APART and max(others) <= 0:
            return True
        if min(own) < -_APART and max(own) <= _APART and min(others) >= 0:
            return True
    return False


def _runs_left(points: list[Point]) -> bool:
    """Whether an outline runs counterclockwise."""
    ends = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x * high - right * y for (x, y), (right, high) in ends) > 0


def course_of(points: list[Point]) -> str:
    """Which ways the sides of an outline run: arrows up and down differ in nothing else."""
    x0, low, x1, high = hull_of(points)
    least = _SHORT * max(x1 - x0, high - low)
    sides = [(there[0] - x, there[1] - y) for (x, y), there in pairwise(points[:_SIDES])]
    return "".join(_way(*side) for side in sides if max(map(abs, side)) > least)


def _way(across: float, up: float) -> str:
    """Along an axis, or between two; sides of figures seldom lean so that it could be either."""
    found = ""
    if abs(across) * _LEANING >= abs(up):
        found += "e" if across > 0 else "w"
    if abs(up) * _LEANING >= abs(across):
        found += "n" if up > 0 else "s"
    return f"{found}."


def is_straight(points: list[Point]) -> bool:
    """A line along an axis, or a rectangle: four sides along the axes, two of each direction."""
    if len(points) > 6:
        return False
    x0, low, x1, high = hull_of(points)
    if len(points) == 2:
        return min(x1 - x0, high - low) <= _STRAIGHT
    on_corner = all(
        min(abs(x - x0), abs(x - x1)) <= _STRAIGHT and min(abs(y - low), abs(y - high)) <= _STRAIGHT
        for x, y in points
    )
    return (
        on_corner
        and len({(abs(x - x0) <= _STRAIGHT, abs(y - low) <= _STRAIGHT) for x, y in points}) == 4
    )
