"""Rules that are drawn piece by piece: where the pieces end, columns do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.sheet import Floats
from extractors.pages.stops import SAME

_LONG = 8.0  # points; shorter pieces are dashes
LEAST_RULES = 3  # that a table has, where it does not go on with that of the page before

Piece = tuple[float, float]


class Level(NamedTuple):
    """A rule and where its pieces end."""

    y: float
    pieces: tuple[Piece, ...]
    stops: tuple[float, ...]
    is_drawn: bool  # False for edges of backgrounds


class _Edge(NamedTuple):
    """A rule, or a side of a background."""

    y: float
    x0: float
    x1: float
    is_drawn: bool
    ends_cell: bool = True  # False for the upper side of a background


def levels(drawn: Floats, sides: Floats) -> Iterator[Level]:
    """The rules of at least two pieces; where one begins, another ends or a cell goes on.

    `sides` are those of backgrounds: y, x0, x1, and whether it is the lower one.
    """
    found = [_Edge(y, x0, x1, is_drawn=True) for y, x0, x1 in drawn.tolist()]
    for y, x0, x1, is_lower in sides.tolist():
        found.append(_Edge(y, x0, x1, is_drawn=False, ends_cell=bool(is_lower)))
    found.sort()
    first = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or found[at].y - found[first].y > SAME:
            own = _without_signs(found[first:at])
            every, pieces = _pieces(own), _pieces([one for one in own if one.ends_cell])
            if _are_beside(every):
                pieces = every
            if len(pieces) > 1 and _are_beside(pieces) and _are_as_wide(pieces, every):
                is_drawn = any(one.is_drawn for one in own)
                yield Level(own[0].y, pieces, _positions(every), is_drawn)
            first = at


def _without_signs(own: list[_Edge]) -> list[_Edge]:
    """Without sides of what stands alone inside a piece of a rule, as a coloured sign does.

    Backgrounds of cells begin and end where the rule's pieces do, or others beside them.
    """
    drawn = [one for one in own if one.is_drawn]
    if len(drawn) in {0, len(own)}:
        return own
    painted = [one for one in own if not one.is_drawn]
    cells = [
        one
        for one in painted
        if not any(rule.x0 + SAME < one.x0 and one.x1 < rule.x1 - SAME for rule in drawn)
        or any(
            abs(one.x0 - next_.x1) <= SAME or abs(one.x1 - next_.x0) <= SAME for next_ in painted
        )
    ]
    return own if len(cells) == len(painted) else [*drawn, *cells]


def _pieces(edges: Sequence[_Edge]) -> tuple[Piece, ...]:
    return tuple(sorted({(one.x0, one.x1) for one in edges}))


def _are_beside(pieces: Sequence[Piece]) -> bool:
    """Whether they stand beside each other, as a row's cells do; above merged ones others do."""
    is_long = all(x1 - x0 >= _LONG for x0, x1 in pieces)
    return is_long and all(right[0] - left[1] > -SAME for left, right in pairwise(pieces))


def _are_as_wide(pieces: Sequence[Piece], every: Sequence[Piece]) -> bool:
    """Whether pieces reach from one side of the table to the other."""
    left, right = min(x0 for x0, _ in every), max(x1 for _, x1 in every)
    return pieces[0][0] - left <= SAME and right - pieces[-1][1] <= SAME


def _positions(pieces: Sequence[Piece]) -> tuple[float, ...]:
    found: list[float] = []
    for x in sorted(x for piece in pieces for x in piece):
        if not found or x - found[-1] > SAME:
            found.append(x)
    return tuple(found)


def runs(found: Sequence[Level], above: Sequence[float]) -> Iterator[list[Level]]:
    """Rules below each other whose pieces end in line."""
    run: list[Level] = []
    for one in found:
        if run and not are_in_line([other.stops for other in run], one.stops):
            yield from _enough(run, above)
            run = []
        run.append(one)
    yield from _enough(run, above)


def _enough(run: list[Level], above: Sequence[float]) -> Iterator[list[Level]]:
    """The run, if there are enough rules and no gutter parts two tables beside each other."""
    if not run:
        return
    stops = max((one.stops for one in run), key=len)
    known = bool(above) and are_in_line([above], stops)
    covered = all(
        any(x0 < (left + right) / 2 < x1 for one in run for x0, x1 in one.pieces)
        for left, right in pairwise(stops)
    )
    if covered and (len(run) >= LEAST_RULES or len(stops) > LEAST_RULES or known):
        yield run


def are_in_line(known: Sequence[Sequence[float]], stops: Sequence[float]) -> bool:
    few, many = sorted((max(known, key=len), stops), key=len)
    return abs(few[-1] - many[-1]) <= SAME and all(
        any(abs(x - other) <= SAME for other in many) for x in few
    )
