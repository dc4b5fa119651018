"""Gaps between the pieces of a rule: dirt taken off left crumbs of it there, and a fill its edge.

What the picture still shows joins two pieces whatever its length; `ruling` bridges gaps in which
nothing is left by how the other rules run. Lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from extractors.formats.scans.ruling import Line
from extractors.pages.sheet import Pixels

_ALONG, _BAND, _BESIDE = 1.5, 1.0, 3.0  # points off a rule: its pieces, its ink, paper
_LONGEST = 110.0  # points
_CRUMBS, _PAPER = 0.75, 0.5  # of a gap: the least ink in the rule's band, the most beside it
_END = 4.0  # points between the end of a piece and the fill beside it
_COVERED = 0.8  # of a fill's edge, along which a rule was seen


def with_crumbs(
    lines: Sequence[Line], others: Sequence[Line], ink: Pixels, scale: float
) -> list[Line]:
    """The lines; two pieces of one are joined where its ink is seen all along the gap.

    And so is a piece with the rule across that it stops short of.
    """
    found: list[Line] = []
    for line in sorted(lines, key=lambda one: one[1]):
        at = _before(line, found, scale)
        if at is not None and _is_inked(found[at][0], line[0], (found[at][2], line[1]), ink, scale):
            longest = max(found[at], line, key=lambda one: one[2] - one[1])
            found[at] = (longest[0], found[at][1], line[2])
        else:
            found.append(line)
    return sorted(_drawn_out(line, others, ink, scale) for line in found)


def _before(line: Line, found: Sequence[Line], scale: float) -> int | None:
    """The piece that ends nearest before this one begins."""
    near = [
        at
        for at, one in enumerate(found)
        if abs(one[0] - line[0]) <= _ALONG * scale and 0 < line[1] - one[2] <= _LONGEST * scale
    ]
    return max(near, key=lambda at: found[at][2], default=None)


def _drawn_out(line: Line, others: Sequence[Line], ink: Pixels, scale: float) -> Line:
    """The line on to the next rule across, where its ink goes on to it."""
    position, start, end = line
    across = [at for at, first, last in others if first <= position <= last]
    before = max((at for at in across if at < start - _END * scale), default=start)
    beyond = min((at for at in across if at > end + _END * scale), default=end)
    if not _meets(position, start, others, _END * scale) and _reaches(
        position, (before, start), ink, scale
    ):
        start = before
    if not _meets(position, end, others, _END * scale) and _reaches(
        position, (end, beyond), ink, scale
    ):
        end = beyond
    return position, start, end


def _reaches(position: float, gap: tuple[float, float], ink: Pixels, scale: float) -> bool:
    near = 0 < gap[1] - gap[0] <= _LONGEST * scale
    return near and _is_inked(position, position, gap, ink, scale)


def _is_inked(
    first: float, second: float, gap: tuple[float, float], ink: Pixels, scale: float
) -> bool:
    """Whether there is ink all along a gap, and little beside it."""
    middle, columns = round((first + second) / 2), slice(int(gap[0]), int(gap[1]))
    half, away = round(_BAND * scale), round(_BESIDE * scale)
    own = ink[max(0, middle - half) : middle + half + 1, columns]
    if not own.size or float((own > 0).any(axis=0).mean()) < _CRUMBS:
        return False
    sides = [row for row in (middle - away, middle + away) if 0 <= row < len(ink)]
    return all(float((ink[row, columns] > 0).mean()) < _PAPER for row in sides)


def with_edges(
    lines: Sequence[Line], others: Sequence[Line], edges: Iterable[Line], scale: float
) -> list[Line]:
    """The lines, carried on along the edges of fills; an edge between two across is one as well.

    >>> rules, sides = [(10.0, 0.0, 50.0)], [(50.0, 10.0, 30.0), (90.0, 0.0, 40.0)]
    >>> edges = [(11.0, 50.0, 90.0), (30.0, 50.0, 90.0), (60.0, 50.0, 90.0)]
    >>> with_edges(rules, sides, edges, 1.0)
    [(10.0, 0.0, 90.0), (30.0, 50.0, 90.0)]
    """
    found, reach = list(lines), _END * scale
    for edge in edges:
        position, start, end = edge
        beside = [one for one in found if abs(one[0] - position) <= reach]
        near = [one for one in beside if one[1] <= end + reach and one[2] >= start - reach]
        if _covered(edge, near) >= _COVERED:
            continue
        if near:
            longest = max(near, key=lambda one: one[2] - one[1])
            whole = (longest[0], min(longest[1], start), max(longest[2], end))
            found[found.index(longest)] = whole
        elif all(_meets(position, at, others, reach) for at in (start, end)):
            found.append(edge)
    return sorted(found)


def _covered(edge: Line, lines: Sequence[Line]) -> float:
    """The share of an edge that these lines lie beside."""
    _, start, end = edge
    seen = np.zeros(max(1, round(end - start)), np.bool_)
    for _, left, right in lines:
        seen[max(0, round(left - start)) : max(0, round(right - start))] = True
    return float(seen.mean())


def _meets(position: float, at: float, others: Sequence[Line], reach: float) -> bool:
    return any(
        abs(other - at) <= reach and start - reach <= position <= end + reach
        for other, start, end in others
    )
