"""Strips between cells that are framed one by one: what stands on either side is one border."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.pages.posts import Edge
from extractors.pages.sheet import Floats

_NARROWEST, _WIDEST = 3.0, 6.5  # points between the frames of neighbouring cells
_SAME = 1.2  # points: ends of rules at a frame, whose corners may be rounded ...
_ROUNDED = 8.0  # ... by so much
_JOINED = 4.2  # points that may be missing in the rules of one table


def without_gutters(edges: Sequence[Edge], across: Floats) -> Sequence[Edge]:
    """The edges, those on both sides of a gutter in its middle.

    `across` are the rules as drawn that run the other way: at a gutter they all end, on both sides.
    """
    positions = sorted({edge[0] for edge in edges})
    narrow = [pair for pair in pairwise(positions) if _NARROWEST < pair[1] - pair[0] <= _WIDEST]
    if not narrow:
        return edges
    rules = across.tolist()
    moved: dict[float, float] = {}
    for left, right in narrow:
        if left not in moved and _is_gutter(left, right, edges, rules):
            moved[left] = moved[right] = (left + right) / 2
    if not moved:
        return edges
    return sorted((moved.get(at, at), start, end) for at, start, end in edges)


def _is_gutter(
    left: float, right: float, edges: Sequence[Edge], rules: Sequence[Sequence[float]]
) -> bool:
    """Whether rules end on the left and begin on the right, and none runs through."""
    sides = [edge for edge in edges if edge[0] in (left, right)]
    low, high = min(edge[1] for edge in sides), max(edge[2] for edge in sides)
    near = [rule for rule in rules if low - _SAME <= rule[0] <= high + _SAME]
    if any(start < left and end > right for _, start, end in near):
        return False
    ends = any(left - _ROUNDED <= end <= left + _SAME for _, _, end in near)
    if not ends or not any(right - _SAME <= start <= right + _ROUNDED for _, start, _ in near):
        return False
    if right - left <= _JOINED:
        return True
    beside = [edge[0] for edge in edges if edge[1] < high and edge[2] > low]
    before = max((at for at in beside if at < left), default=left)
    behind = min((at for at in beside if at > right), default=right)
    return not (_is_shared(before, near) or _is_shared(behind, near))


def _is_shared(at: float, rules: Sequence[Sequence[float]]) -> bool:
    """Whether rules stand on both sides, as at a border of two cells that are not framed alone.

    What stands between two tables is no gutter.
    """
    if any(start < at - _SAME and end > at + _SAME for _, start, end in rules):
        return True
    return any(abs(end - at) <= _SAME for _, _, end in rules) and any(
        abs(start - at) <= _SAME for _, start, _ in rules
    )
