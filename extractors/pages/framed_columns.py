"""Columns inside those that texts leave free, told by the rows between the rules around them.

A long word that runs into the next column hides the gap before it on every page that has one. Each
row between rules is asked for itself, so that where most show a gap the column is two.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages.column_starts import ALIGNED, ColumnStart, border_in, parted
from extractors.pages.continuation import Columns
from extractors.pages.frames import Frame


def with_framed(columns: Columns, frames: Sequence[Frame]) -> Columns:
    """The columns, parted where the rows between rules around them show more.

    Where these have gaps that are no borders and not sure, some are of a table of another kind.
    """
    frame = next((one for one in frames if _is_around(one, columns)), None)
    if frame is None:
        return columns
    found = [ColumnStart(gap, gap[1], border_in(gap, columns)) for gap in frame.gaps]
    is_of_one_kind = all(one.border or one.gap in frame.sure for one in found)
    return parted(columns, found) if is_of_one_kind else columns


def _is_around(frame: Frame, columns: Columns) -> bool:
    """Whether rules reach from before columns to behind them, whose borders are among its gaps."""
    left, right = frame.sides
    is_inside = left - ALIGNED <= columns.xs[0] and columns.xs[-1] <= right + ALIGNED
    found = [at for gap in frame.gaps if (at := border_in(gap, columns))]
    return is_inside and found == list(range(1, len(columns.xs) - 1))
