"""What the cells of a row are level at all over a document: their tops, middles or feet.

A row shows it whose label is one line beside a text of several. One page may show another way by
chance, as where rows are cut.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extractors.pages.parts import Part

TOPS, MIDDLES, FEET = 0.0, 0.5, 1.0
ALL = (TOPS, MIDDLES, FEET)
_NEAR = 0.06  # of the height of a row, from its first baseline to its last one
_LEAST, _MOSTLY = 6, 0.8  # rows that tell, and of all those that do


class RowLevels:
    """What is told of it while the pages come in."""

    def __init__(self) -> None:
        self._rows = Counter[float]()

    def take(self, part: Part) -> None:
        """The rows of a part of a table, but for those that a page may cut."""
        labels: dict[int, float] = {}
        bases: defaultdict[int, list[float]] = defaultdict(list)
        for cell in part.cells:
            own = [line.base for line in cell.lines]
            bases[cell.span.row] += own
            if cell.span.column == 0 and len(own) == 1:
                labels[cell.span.row] = own[0]
        for row, base in labels.items():
            if 0 < row < len(part.ys) - 2:
                self._rows.update(_ways(base, bases[row]))

    def learned(self) -> tuple[float, ...]:
        """The way of nearly all rows that tell, where that is not their tops; else all of them.

        Rows that are read wrongly mostly begin with their labels.
        """
        least = max(_LEAST, _MOSTLY * self._rows.total())
        return next(((way,) for way in (MIDDLES, FEET) if self._rows[way] >= least), ALL)


def _ways(label: float, bases: Iterable[float]) -> list[float]:
    """At what the label of a row of several lines is level, if at any of these."""
    own = sorted(bases)
    height = own[-1] - own[0]
    return [way for way in ALL if height > abs(label - own[0] - way * height) / _NEAR]
