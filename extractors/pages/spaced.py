"""Rows between two rules in whose cells paragraphs stand apart, as far as rows or prose may.

The texts of a table keep one distance from its rules, those between two tables another. So where
the first line stands as far below the rule above as in other rows, and the last one as far above
the rule below, all between is one row, unless another row or table begins in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.gaps import Words
from extractors.pages.stops import Stops, columns, filled

APART = 2.4  # of the size, from line to line: further away stands no line of the same paragraph
_PADDED = 3.0  # points by which the room above and below the texts of rows may differ
_ABOVE, _BELOW = 1.8, 1.0  # of the size: rooms that any row may have
_TWO = 2  # columns; rows
_MOST = 200  # rows that tell what is usual

Rooms = tuple[float, float]  # from a rule to the first baseline, and from the last one to a rule


class Ruled(NamedTuple):
    """The lines between two rules."""

    high: float
    low: float
    lines: Sequence[Words]

    @property
    def rooms(self) -> Rooms:
        return self.lines[0].base - self.high, self.low - self.lines[-1].base


def is_close(lines: Sequence[Words], stops: Stops) -> bool:
    """Whether each line stands close to the one above, or below one in several columns."""
    return all(
        below.base - above.base <= APART * below.size or filled(above, stops) > 1
        for above, below in pairwise(lines)
    )


def is_spaced(band: Ruled, others: Sequence[Ruled], stops: Stops) -> bool:
    """Whether lines, some of them far from the one above, are a row between these rules.

    It is where other rows have the same room at their rules, those with a sign another than most.

    A row may begin or end with an empty paragraph, or a page cut it there: so where one of the
    rooms is unusual, all that stands apart has to stand behind the first column, as no prose does.
    """
    begun = list(_begun_apart(band.lines, stops))
    if any(is_heading for _, is_heading in begun):
        return False
    size = band.lines[0].size
    usual = [other.rooms for other in others[:_MOST] if other.lines]
    above, below = (
        room <= most * size or sum(abs(room - one[at]) <= _PADDED for one in usual) >= _TWO
        for at, (room, most) in enumerate(zip(band.rooms, (_ABOVE, _BELOW), strict=True))
    )
    if above and below:
        return True
    loose = [line for line, _ in begun] + ([] if above else [band.lines[0]])
    return (above or below) and all(0 not in columns(line, stops) for line in loose)


def _begun_apart(lines: Sequence[Words], stops: Stops) -> Iterator[tuple[Words, bool]]:
    """The lines that stand far from the one above, and whether they are a row's or a heading's."""
    many = max(_TWO, (len(stops.xs) - 1) / 2)
    for above, below in pairwise(lines):
        if below.base - above.base > APART * below.size:
            begun = columns(below, stops)
            yield below, (below.bold and not above.bold) or (0 in begun and len(begun) > many)
