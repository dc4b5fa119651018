"""What the tables of a document have in common, by which the seams of pages are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.cuts import Edges
from extractors.pages.parts import Fragment, Part
from extractors.pages.seams import Kind, Shape, kind

Successions = defaultdict[int, Counter[tuple[Kind, Shape]]]

_LABEL = 30  # characters; a longer text labels no row
_LABEL_ROWS = 3


class Census:
    """What the tables of a document have in common; `labels` begin several of their rows."""

    def __init__(self, labels: frozenset[str]) -> None:
        self.labels = labels
        self.successions: Successions = defaultdict(Counter)
        self.edges = Edges()
        self._reach: dict[tuple[int, int], float] = {}  # of the text of each column, to the right
        self._last: tuple[int, list[Kind]] = (0, [])
        self._halves = _Halves()

    def take(self, parts: Iterable[Part]) -> None:
        """The parts of one page."""
        for part in parts:
            outline = self._outline(part)
            self._take_rows(part, outline)
            self.edges.take(part, outline.merged)

    def right(self, fragment: Fragment) -> float | None:
        """How far the text of its column reaches."""
        x0, _, x1, _ = fragment.box
        return self._reach.get((self._halves[x0], self._halves[x1]))

    def _outline(self, part: Part) -> _Outline:
        """What is to be known of the cells, and how far the text of each column reaches.

        All in one walk: a walk for each question took twice as long.
        """
        halves, reach = self._halves, self._reach
        width, height = len(part.xs) - 1, len(part.ys) - 1
        rows = [[True] * width for _ in range(height)]
        first = [""] * height
        merged: set[int] = set()
        for (row, column, row_span, _), (x0, _, x1, _), _, lines, marks, _, parts in part.cells:
            if lines:
                key = halves[x0], halves[x1]
                reach[key] = max(reach.get(key, 0.0), *[line.x1 for line in lines])
            elif not (marks or parts):
                rows[row][column] = False
            if column == 0:
                first[row] = " ".join([line.text for line in lines])
            if row_span > 1:
                merged.add(column)
        return _Outline([tuple(row) for row in rows], first, merged)

    def _take_rows(self, part: Part, outline: _Outline) -> None:
        """Which rows follow which on a page, by number of columns; over gaps of tables too."""
        shapes = outline.shapes
        found = self.successions[len(part.xs) - 1]
        kinds = [kind(*row, self.labels) for row in zip(shapes, outline.first, strict=True)]
        page, above = self._last
        if page == part.page and len(above) > 1:
            found[above[-1], shapes[0]] += 1
        # The last row may be cut by the page's end.
        for upper, lower in pairwise(range(len(shapes) - 1)):
            found[kinds[upper], shapes[lower]] += 1
        self._last = part.page, kinds


class _Outline(NamedTuple):
    """Of a part of a table."""

    shapes: list[Shape]  # of each row which cells have content
    first: list[str]  # text of the first cell of each row
    merged: set[int]  # columns with cells over several rows


class _Halves(dict[float, int]):
    """Half of each edge of a column, roughly: a page has few such edges and many cells."""

    def __missing__(self, x: float) -> int:
        self[x] = half = round(x / 2)
        return half


def label_counts(parts: Iterable[Part]) -> Counter[str]:
    """How often short texts begin a row."""
    return Counter(
        cell.lines[0].text
        for part in parts
        for cell in part.cells
        if cell.span.column == 0 and len(cell.lines) == 1 and len(cell.lines[0].text) <= _LABEL
    )


def labels(counts: Counter[str]) -> frozenset[str]:
    """Short texts that begin several rows."""
    return frozenset(text for text, count in counts.items() if count >= _LABEL_ROWS)
