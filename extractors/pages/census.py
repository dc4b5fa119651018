"""What the tables of a document have in common, by which the seams of pages are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

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
            self._take_reach(part)
            self._take_rows(part)
            self.edges.take(part)

    def right(self, fragment: Fragment) -> float | None:
        """How far the text of its column reaches."""
        return self._reach.get(self._column(fragment))

    def _take_reach(self, part: Part) -> None:
        found = self._reach
        for cell in part.cells:
            if cell.lines:
                key = self._column(cell)
                found[key] = max(found.get(key, 0.0), *[line.x1 for line in cell.lines])

    def _column(self, fragment: Fragment) -> tuple[int, int]:
        x0, _, x1, _ = fragment.box
        return self._halves[x0], self._halves[x1]

    def _take_rows(self, part: Part) -> None:
        """Which rows follow which on a page, by number of columns; over gaps of tables too."""
        found = self.successions[len(part.xs) - 1]
        shapes, first = _outline(part)
        kinds = [kind(*row, self.labels) for row in zip(shapes, first, strict=True)]
        page, above = self._last
        if page == part.page and len(above) > 1:
            found[above[-1], shapes[0]] += 1
        # The last row may be cut by the page's end.
        for upper, lower in pairwise(range(len(shapes) - 1)):
            found[kinds[upper], shapes[lower]] += 1
        self._last = part.page, kinds


class _Halves(dict[float, int]):
    """Half of each edge of a column, roughly: a page has few such edges and many cells."""

    def __missing__(self, x: float) -> int:
        self[x] = half = round(x / 2)
        return half


def _outline(part: Part) -> tuple[list[Shape], list[str]]:
    """Of each row which cells have content, and the text of its first cell."""
    width, height = len(part.xs) - 1, len(part.ys) - 1
    rows = [[True] * width for _ in range(height)]
    first = [""] * height
    for cell in part.cells:
        row, column, _, _ = cell.span
        rows[row][column] = bool(cell.lines or cell.marks or cell.parts)
        if column == 0:
            first[row] = " ".join([line.text for line in cell.lines])
    return [tuple(row) for row in rows], first


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
