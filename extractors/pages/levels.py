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


def levels(drawn: Floats, edges: Floats) -> Iterator[Level]:
    """The rules of at least two pieces; where one begins, another ends or a cell goes on."""
    rules = [(*rule, True) for rule in drawn.tolist()]
    ordered = sorted([*rules, *((*edge, False) for edge in edges.tolist())])
    first = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at][0] - ordered[first][0] > SAME:
            pieces = tuple(sorted({(x0, x1) for _, x0, x1, _ in ordered[first:at]}))
            is_drawn = any(one[-1] for one in ordered[first:at])
            are_beside = all(right[0] - left[1] > -SAME for left, right in pairwise(pieces))
            if len(pieces) > 1 and are_beside and min(b - a for a, b in pieces) >= _LONG:
                yield Level(ordered[first][0], pieces, _positions(pieces), is_drawn)
            first = at


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
