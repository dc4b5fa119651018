"""What the tables of a document between rules of one length have in common: their columns.

One page may show only some of the columns, where texts run over several or few rows stand. So the
rows of all pages are asked together, and pages that were read otherwise are read once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.gaps import Gap, Words, level, meet, words_of
from extractors.pages.letters import WIDE
from extractors.pages.parts import Part
from extractors.pages.region import NUMBERING
from extractors.pages.separators import Separator
from extractors.pages.votes import columns_by_votes, texts_before

_SAME = 2.0  # points: rules of one table end in line
_LEAST_RULES = 2
_MOST_RULES = 200  # of a table on a page, each held against all
_LEAST_ROWS = 4  # that tell columns
_MOST_ROWS = 150  # more tell no more
_LEAST_TEXTS = 3  # before a gap, all different
_ONE_COLUMN = 2  # edges
_FEW = 20  # pages: of more, all that have tables show their columns

Sides = tuple[float, float]


class Frame(NamedTuple):
    """From where to where rules reach, and the gaps between the columns among them."""

    sides: Sides
    gaps: tuple[Gap, ...]
    sure: tuple[Gap, ...] = ()  # those of them that part several texts, and no list


class Frames:
    """What is told of tables between rules while the pages come in."""

    def __init__(self) -> None:
        self._rows: defaultdict[Sides, list[Sequence[Words]]] = defaultdict(list)
        self._shown: defaultdict[Sides, set[tuple[float, ...]]] = defaultdict(set)
        self._bare: set[Sides] = set()  # of frames without columns
        self._pages = self._with_tables = 0

    def take(self, parts: Iterable[Part]) -> None:
        """The parts of tables on one page."""
        own = list(parts)
        self._pages += 1
        self._with_tables += any(part.frame is not None for part in own)
        for part in own:
            self._take(part)

    def _take(self, part: Part) -> None:
        if part.frame is None:
            if part.drawn and len(part.xs) == _ONE_COLUMN:
                self._bare.add((part.xs[0], part.xs[-1]))
            return
        sides = next((one for one in self._rows if are_same(one, part.frame)), part.frame)
        self._shown[sides].add(part.xs[1:-1])
        if len(self._rows[sides]) < _MOST_ROWS:
            self._rows[sides] += _rows(part)

    def learned(self) -> tuple[Frame, ...]:
        """The columns of all; () if all pages show them."""
        found = []
        for sides, rows in self._rows.items():
            gaps = columns_by_votes(rows) if len(rows) >= _LEAST_ROWS else ()
            if gaps:
                sure = tuple(gap for gap in gaps if parts_texts(rows, gap, gaps))
                found.append(Frame(sides, gaps, sure))
        is_few = self._with_tables < self._pages <= _FEW
        return tuple(found) if is_few or any(map(self._is_shown_otherwise, found)) else ()

    def _is_shown_otherwise(self, frame: Frame) -> bool:
        """Whether tables of one page or another have other columns."""
        if any(are_same(one, frame.sides) for one in self._bare):
            return True
        return not all(fits(xs, frame.gaps) for xs in self._shown[frame.sides])


def fits(borders: Sequence[float], gaps: Sequence[Gap]) -> bool:
    """Whether each border stands in its gap."""
    return len(borders) == len(gaps) and all(
        low <= x <= high for x, (low, high) in zip(borders, gaps, strict=True)
    )


def are_same(sides: Sides, other: Sides) -> bool:
    """Whether rules reach from one place to one other."""
    return all(abs(a - b) <= _SAME for a, b in zip(sides, other, strict=True))


def frame_of(lines: Sequence[Words], separators: Sequence[Separator]) -> Sides | None:
    """From where to where most rules reach that stand around lines and between them."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    high, low = lines[0].base - 2 * lines[0].size, lines[-1].base + 2 * lines[-1].size
    around = [
        (one.x0, one.x1)
        for one in separators
        if one.drawn and high <= one.y <= low and one.x0 <= left and one.x1 >= right
    ][:_MOST_RULES]
    counts = [(sum(are_same(one, other) for other in around), one) for one in around]
    count, sides = max(counts, default=(0, None))
    return sides if count >= _LEAST_RULES else None


def parts_texts(rows: Sequence[Sequence[Words]], gap: Gap, gaps: Sequence[Gap]) -> bool:
    """Whether several texts stand before a gap where rows show it, which are no signs of a list.

    Rows with more columns than these gaps part are of another table.
    """
    own = [row for row in rows if not any(_has_more(line, gaps) for line in row)]
    texts = {before for row in own for before in texts_before(row, gap, gaps)}
    return sum(NUMBERING.fullmatch(text) is None for text in texts) >= _LEAST_TEXTS


def _has_more(line: Words, gaps: Sequence[Gap]) -> bool:
    """Whether words of a line are as far apart as columns where none of these gaps is."""
    blanks = [
        (left.x1, right.x0)
        for left, right in pairwise(line.words)
        if right.x0 - left.x1 >= WIDE * line.size
    ]
    return not all(any(meet(blank, gap) for gap in gaps) for blank in blanks)


def _rows(part: Part) -> Iterator[Sequence[Words]]:
    """The lines of each row."""
    rows: defaultdict[int, list[Words]] = defaultdict(list)
    for cell in part.cells:
        rows[cell.span.row] += [words_of(line) for line in cell.lines if line.text.strip()]
    return (level(row) for row in rows.values() if row)
