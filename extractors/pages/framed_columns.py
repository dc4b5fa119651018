"""Columns inside those that texts leave free, told by the rows between the rules around them.

A long word that runs into the next column hides the gap before it on every page that has one. Each
row between rules is asked for itself, so that where most show a gap the column is two.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages.continuation import Columns
from extractors.pages.frames import Frame
from extractors.pages.gaps import Gap

_ALIGNED = 2.2  # points
_HAIR = 0.5  # points before texts: the border


def with_framed(columns: Columns, frames: Sequence[Frame]) -> Columns:
    """The columns, parted where the rows between rules around them show more."""
    frame = next((one for one in frames if _is_around(one, columns)), None)
    if frame is None:
        return columns
    own = [_own(gap, columns) for gap in frame.gaps]
    pairs = [pair for pair in zip(frame.gaps, own, strict=True) if pair[1] or pair[0] in frame.sure]
    if len(pairs) == len(columns.gaps):
        return columns
    xs, gaps, sides = [columns.xs[0]], list[Gap](), [columns.sides[0]]
    for gap, at in pairs:
        xs.append(columns.xs[at] if at else gap[1] - _HAIR)
        gaps.append(columns.gaps[at - 1] if at else gap)
        start, end = columns.sides[at] if at else (None, sides[-1][1])
        sides[-1] = sides[-1] if at else (sides[-1][0], None)
        sides.append((gap[1] if start is None else start, end))
    return columns._replace(xs=(*xs, columns.xs[-1]), gaps=tuple(gaps), sides=tuple(sides))


def _is_around(frame: Frame, columns: Columns) -> bool:
    """Whether rules reach from before columns to behind them, whose borders are among its gaps."""
    left, right = frame.sides
    is_inside = left - _ALIGNED <= columns.xs[0] and columns.xs[-1] <= right + _ALIGNED
    found = [at for gap in frame.gaps if (at := _own(gap, columns))]
    return is_inside and found == list(range(1, len(columns.xs) - 1))


def _own(gap: Gap, columns: Columns) -> int | None:
    """Which border of the columns stands in a gap, from 1; None where there is none."""
    low, high = gap[0] - _ALIGNED, gap[1] + _ALIGNED
    return next((at for at, x in enumerate(columns.xs[1:-1], 1) if low <= x <= high), None)
