"""What is free below the text of rows: where paragraphs are set apart, it tells how a page ends.

The last paragraph of a cell has its distance below it, as all have; one that the page's end cuts
has none. So the lowest border on the page tells one from the other, where both fill their lines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.document import Cell, Row
from extractors.pages.letters import PrintedLine
from extractors.pages.paragraphs import is_mid_sentence
from extractors.pages.parts import Fragment, Part

_ALIKE = 0.3  # points
_LEAST = 1.0  # points between paragraphs that are set apart
_MOSTLY = 0.6  # of the rows
_FEW = 2  # rows of each kind with which pages end
_KEPT_TOGETHER = 2  # lines of a paragraph, at most, that programs do not part
_ENOUGH = 150  # whole rows: more tell no more


class Foot(NamedTuple):
    """What is free below the lowest line of a row."""

    whole: float
    cut: float  # below rows that a page's end cuts

    def ended(self, part: Part, upper: Row, lower: Row) -> frozenset[int]:
        """The columns from 1 whose text ends with a paragraph at the part's end.

        Nothing else may have moved the border that far down: an empty cell is a line high.
        """
        own = _feet(part)
        if any(abs(foot - self.cut) <= _ALIKE for foot, _ in own.values()):
            return frozenset()
        whole = {column: lines for column, (foot, lines) in own.items() if self._is_whole(foot)}
        ending = whole.keys() - set(_mid_sentence(upper, lower))
        is_high = any(len(whole[column]) > 1 for column in ending)
        return frozenset(ending if is_high and len(ending) == 1 else ())

    def goes_on(self, part: Part, floor: float) -> frozenset[int]:
        """The columns from 1 whose text ends with no paragraph that is set apart.

        Its distance would have moved the border further down, and the page had room for it.
        """
        left = floor - part.ys[-1]
        own = ((column, self.whole - foot) for column, (foot, _) in _feet(part).items())
        return frozenset(column for column, more in own if _LEAST <= more <= left)

    def had_room(self, part: Part, lower: Row, pitches: Mapping[float, float]) -> frozenset[int]:
        """The columns from 1 whose text left a line free at the part's end, and so ended there.

        A paragraph goes on as far as its page does, but for a line that programs keep for its
        last one: what stands below has more.
        """
        going = {cell.column for cell in lower if cell and _first_lines(cell) > _KEPT_TOGETHER}
        return frozenset(
            column
            for column, (foot, lines) in _feet(part).items()
            if column in going and foot - self.cut >= pitches[lines[-1].size] - _ALIKE
        )

    def _is_whole(self, foot: float) -> bool:
        return abs(foot - self.whole) <= _ALIKE


class Feet:
    """What is free below the rows of a document's tables, by number of columns."""

    def __init__(self) -> None:
        self._whole: defaultdict[int, Counter[float]] = defaultdict(Counter)
        self._last: defaultdict[int, Counter[float]] = defaultdict(Counter)  # of the last rows
        self._count = 0

    def take(self, part: Part) -> None:
        """The next part of a table; its last row may be cut."""
        width, last = len(part.xs), len(part.ys) - 2
        if self._count < _ENOUGH:
            lowest = _lowest(part.cells)
            self._count += len(lowest)
        else:
            lowest = _lowest(cell for cell in part.cells if _last_row(cell) == last)
        for row, base in lowest.items():
            found = self._last if row == last else self._whole
            found[width][round(part.ys[row + 1] - base, 1)] += 1

    def of(self, part: Part) -> Foot | None:
        """What a cut row of such a table is known by; None where it looks like a whole one.

        Where texts alone show the tables, all pages end as if they cut a row.
        """
        width = len(part.xs)
        whole = _usual(self._whole[width])
        if whole is None:
            return None
        last = self._last[width].items()
        if sum(count for foot, count in last if abs(foot - whole) <= _ALIKE) < _FEW:
            return None
        cut = _usual(Counter({foot: n for foot, n in last if foot <= whole - _LEAST}))
        return None if cut is None else Foot(whole, cut)


def _feet(part: Part) -> dict[int, tuple[float, Sequence[PrintedLine]]]:
    """Of the cells of the last row, by column from 1: what is free below, and the lines."""
    last = len(part.ys) - 2
    return {
        cell.span.column + 1: (part.ys[-1] - cell.lines[-1].base, cell.lines)
        for cell in part.cells
        if cell.lines and _last_row(cell) == last
    }


def _first_lines(cell: Cell) -> int:
    """How many lines the first paragraph of a cell has."""
    return len(cell.paragraphs[0].lines) if cell.paragraphs else 0


def _lowest(cells: Iterable[Fragment]) -> dict[int, float]:
    """The baseline of the lowest line of each row."""
    found: dict[int, float] = {}
    for cell in cells:
        if cell.lines:
            row, base = _last_row(cell), cell.lines[-1].base
            if base > found.get(row, 0.0):
                found[row] = base
    return found


def _last_row(cell: Fragment) -> int:
    return cell.span.row + cell.span.row_span - 1


def _usual(feet: Counter[float]) -> float | None:
    """What most of them have."""
    if not feet:
        return None
    usual = max(feet, key=lambda foot: (feet[foot], -foot))
    alike = sum(count for foot, count in feet.items() if abs(foot - usual) <= _ALIKE)
    return usual if alike >= max(_FEW, _MOSTLY * feet.total()) else None


def _mid_sentence(upper: Row, lower: Row) -> Iterator[int]:
    """The columns from 1 in which a sentence runs on."""
    for above, below in zip(upper, lower, strict=True):
        if above is not None and below is not None and _runs_on(above, below):
            yield above.column


def _runs_on(above: Cell, below: Cell) -> bool:
    last, first = above.paragraphs[-1:], below.paragraphs[:1]
    return bool(last and first) and is_mid_sentence(last[0], first[0])
