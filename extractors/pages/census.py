"""What the tables of a document have in common, by which the seams of pages are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from extractors.pages.cuts import Edges
from extractors.pages.feet import Feet
from extractors.pages.outline import Outline, Shape, TableOutline
from extractors.pages.parts import Fragment, Part
from extractors.pages.seams import Kind, kind

Successions = defaultdict[int, Counter[tuple[Kind, Shape]]]

_LABEL_ROWS = 3


class Census:
    """What the tables of a document have in common; `labels` begin several of their rows."""

    def __init__(self, labels: frozenset[str]) -> None:
        self.labels = labels
        self.successions: Successions = defaultdict(Counter)
        self.edges = Edges()
        self.feet = Feet()
        self._reach: dict[tuple[int, int], float] = {}  # of the text of each column, to the right
        self._last: tuple[int, list[Kind]] = (0, [])
        self._beginnings: set[str] = set()  # of the rows on the page of that part
        self._before: set[str] = set()  # of those on the page before
        self._halves = _Halves()

    def take(self, parts: Iterable[Part], outline: Outline) -> None:
        """The parts of one page."""
        for part, table in zip(parts, outline.tables, strict=True):
            self._take_rows(part, table)
            self.edges.take(part, table.merged)
            self.feet.take(part)
        halves, reach = self._halves, self._reach
        for (x0, x1), end in outline.reach.items():
            key = halves[x0], halves[x1]
            reach[key] = max(reach.get(key, 0.0), end)

    def right(self, fragment: Fragment) -> float | None:
        """How far the text of its column reaches."""
        x0, _, x1, _ = fragment.box
        return self._reach.get((self._halves[x0], self._halves[x1]))

    def _take_rows(self, part: Part, table: TableOutline) -> None:
        """Which rows follow which on a page, by number of columns; over gaps of tables too.

        What two rules of tables that follow each other leave between them is no row.
        """
        shapes = table.shapes
        found = self.successions[len(part.xs) - 1]
        kinds = [kind(*row, self.labels) for row in zip(shapes, table.first, strict=True)]
        page, above = self._last
        if page == part.page and len(above) > 1:
            found[above[-1], shapes[0]] += 1
        # The last row may be cut by the page's end.
        rows = [at for at, shape in enumerate(shapes[:-1]) if True in shape]
        if self._is_repeated(part.page, table.first):
            rows = rows[1:]  # below it goes on what the page before began
        for upper, lower in pairwise(rows):
            found[kinds[upper], shapes[lower]] += 1
        self._last = part.page, kinds

    def _is_repeated(self, page: int, first: list[str]) -> bool:
        """Whether a page begins with what begins a row of the page before, and few others."""
        is_new = page != self._last[0]
        if is_new:
            self._before, self._beginnings = self._beginnings, set()
        self._beginnings.update(first)
        top = first[0]  # a label begins other rows of a page, too
        return is_new and bool(top) and top in self._before and first.count(top) == 1


class _Halves(dict[float, int]):
    """Each edge of a column, to the half point: a page has few such edges and many cells."""

    def __missing__(self, x: float) -> int:
        self[x] = half = round(2 * x)
        return half


def labels(counts: Counter[str]) -> frozenset[str]:
    """Short texts that begin several rows."""
    return frozenset(text for text, count in counts.items() if count >= _LABEL_ROWS)
