"""Columns parted where more of them begin than the texts of a document leave free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.pages.continuation import Columns
from extractors.pages.gaps import Gap

ALIGNED = 2.2  # points
HAIR = 0.5  # points before texts: the border


class ColumnStart(NamedTuple):
    """Where a column begins: the gap before its texts, and where most of these begin."""

    gap: Gap
    start: float
    border: int | None  # which border of the columns known it is, from 1


def parted(columns: Columns, found: Sequence[ColumnStart]) -> Columns:
    """The columns in which all of these begin, those known among them."""
    if all(one.border for one in found):
        return columns
    xs, gaps, sides = [columns.xs[0]], list[Gap](), [columns.sides[0]]
    for gap, start, at in found:
        known, end = columns.sides[at] if at else (None, sides[-1][1])
        xs.append(columns.xs[at] if at else gap[1] - HAIR)
        gaps.append(columns.gaps[at - 1] if at else gap)
        sides[-1] = sides[-1] if at else (sides[-1][0], None)
        sides.append((start if known is None else known, end))
    return columns._replace(xs=(*xs, columns.xs[-1]), gaps=tuple(gaps), sides=tuple(sides))


def border_in(gap: Gap, columns: Columns) -> int | None:
    """Which border of the columns stands in a gap, from 1; None where there is none."""
    low, high = gap[0] - ALIGNED, gap[1] + ALIGNED
    return next((at for at, x in enumerate(columns.xs[1:-1], 1) if low <= x <= high), None)
