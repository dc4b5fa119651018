"""Rows of a table that only vertical rules show: where the rules of its columns are pieced.

Many programs draw the sides of every cell by themselves. Where the pieces on both sides of a
column end at one height, a cell of it does.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from extractors.pages.sheet import Floats

_SAME = 1.0  # points: ends of pieces at one height
_BESIDE = 3.0  # points: rules this close are one post
_LONG = 7.0  # points; shorter pieces are the dashes of a broken border


def seams(down: Floats, posts: Floats) -> Floats:
    """Where cells between neighbouring posts end: rows of y, x0, x1.

    `down` are the rules as drawn, `posts` the edges that they make together.
    """
    ordered = posts[posts[:, 0].argsort(kind="stable")]
    ends = [_ends(down, *post) for post in ordered.tolist()]
    found = [
        (y, left, right)
        for (left, own), (right, others) in pairwise(zip(ordered[:, 0].tolist(), ends, strict=True))
        for y in own
        if any(abs(y - other) <= _SAME for other in others)
    ]
    return np.array(found, np.float32).reshape(-1, 3)


def _ends(down: Floats, x: float, top: float, bottom: float) -> list[float]:
    """Where the pieces of a post end within it; none where it is dashed."""
    own = down[(np.abs(down[:, 0] - x) <= _BESIDE) & (down[:, 1] < bottom) & (down[:, 2] > top)]
    if not len(own) or float((own[:, 2] - own[:, 1]).min()) < _LONG:
        return []
    within = own[:, 2] < bottom - _BESIDE
    return sorted(set(own[within, 2].tolist()))
