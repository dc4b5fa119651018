"""Cells of a table without vertical rules that are merged over rows: no rule runs below them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages.grids import Span
from extractors.pages.lattices import SNAP
from extractors.pages.separators import Separator

_RULED, _FREE = 0.75, 0.25  # shares of a cell's width that a rule covers and leaves free

Edges = tuple[Sequence[float], Sequence[float]]  # of the columns and of the rows


def merged_down(spans: Sequence[Span], edges: Edges, separators: Sequence[Separator]) -> list[Span]:
    """The cells, those whole over several rows that a rule leaves out which other cells have.

    Only in a column that rules run across elsewhere, so not where a style leaves it out.
    """
    xs, ys = edges
    drawn = [one for one in separators if one.drawn]
    ruled = [
        [_cover(drawn, y, xs[column : column + 2]) for column in range(len(xs) - 1)]
        for y in ys[1:-1]
    ]
    columns = [any(row[column] >= _RULED for row in ruled) for column in range(len(xs) - 1)]
    found: list[Span] = []
    owner: dict[int, int] = {}  # of each column the last cell in `found`
    for span in spans:
        above = ruled[span.row - 1] if span.row else ()
        at = owner.get(span.column)
        if (
            at is not None
            and span.column_span == found[at].column_span == 1
            and columns[span.column]
            and above[span.column] <= _FREE
            and max(above) >= _RULED
        ):
            found[at] = found[at]._replace(row_span=found[at].row_span + 1)
            continue
        for column in range(span.column, span.column + span.column_span):
            owner[column] = len(found)
        found.append(span)
    return found


def _cover(rules: Sequence[Separator], y: float, side: Sequence[float]) -> float:
    """The share of a cell's lower side that rules cover."""
    left, right = side
    pieces = (min(one.x1, right) - max(one.x0, left) for one in rules if abs(one.y - y) <= SNAP)
    return sum(piece for piece in pieces if piece > 0) / max(right - left, 1.0)
