"""Rows of a table that only vertical rules show: where the rules of its columns are pieced.

Many programs draw the sides of every cell by themselves. Where the pieces on both sides of a
column end at one height, a cell of it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.pages.sheet import Floats

Edge = Sequence[float]  # position, start, end

_SAME = 1.0  # points: ends of pieces at one height
_BESIDE = 3.0  # points: rules this close are one post
_LONG = 7.0  # points; shorter pieces are the dashes of a broken border
_DASHES, _LONGEST = 6, 15.0  # as are so many, no longer than that, which are alike and ...
_ALIKE, _FREE = 0.6, 0.3  # ... apart, in points, ...
_MOSTLY = 0.6  # ... most of them


def seams(down: Floats, posts: Sequence[Edge], sides: tuple[float, float]) -> list[list[float]]:
    """Where cells between neighbouring posts end: y, x0, x1.

    `down` are the rules as drawn, `posts` the edges that they make together, from left to right.
    Beside the outer posts, as far as the sides of the table, cells end where those inside do.
    """
    ends: defaultdict[float, list[float]] = defaultdict(list)  # of all posts in line
    for post in posts:
        ends[post[0]] += _ends(down, *post)
    found = [
        [y, left, right]
        for (left, own), (right, others) in pairwise(ends.items())
        for y in own
        if any(abs(y - other) <= _SAME for other in others)
    ]
    outer: list[list[float]] = []
    for y, x0, x1 in found:
        if x0 == posts[0][0] and not _runs_through(down, x0, y):
            outer.append([y, sides[0], x0])
        if x1 == posts[-1][0] and not _runs_through(down, x1, y):
            outer.append([y, x1, sides[1]])
    return [*found, *(one for one in outer if one[2] - one[1] > _BESIDE)]


def _runs_through(down: Floats, x: float, y: float) -> bool:
    """Whether a piece of the post there stands beside a cell that goes on there."""
    own = down[np.abs(down[:, 0] - x) <= _BESIDE]
    return bool(((own[:, 1] < y - _BESIDE) & (own[:, 2] > y + _BESIDE)).any())


def _ends(down: Floats, x: float, top: float, bottom: float) -> list[float]:
    """Where the pieces of a post end within it; none where it is dashed."""
    own = down[(np.abs(down[:, 0] - x) <= _BESIDE) & (down[:, 1] < bottom) & (down[:, 2] > top)]
    if not len(own) or float((own[:, 2] - own[:, 1]).min()) < _LONG or _are_dashes(own):
        return []
    within = own[:, 2] < bottom - _BESIDE
    return sorted(set(own[within, 2].tolist()))


def _are_dashes(own: Floats) -> bool:
    """Whether pieces are mostly as long as each other and set apart: sides of cells meet."""
    if len(own) < _DASHES:
        return False
    lengths = own[:, 2] - own[:, 1]
    usual = float(np.median(lengths))
    starts = own[:, 1].argsort()
    free = own[starts[1:], 1] - own[starts[:-1], 2]
    alike = np.count_nonzero(np.abs(lengths - usual) <= _ALIKE) > _MOSTLY * len(own)
    apart = np.count_nonzero(free > _FREE) > _MOSTLY * len(free)
    return usual <= _LONGEST and bool(alike) and bool(apart)
