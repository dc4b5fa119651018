"""Parts of tables without rules that have the same columns, all over a document."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractors.pages.begun_columns import Begun, with_begun
from extractors.pages.continuation import Columns, Side
from extractors.pages.free_columns import with_free
from extractors.pages.gaps import FREE, Gap, Words, level, words_of
from extractors.pages.parts import Part

_ALIGNED = 2.2  # points
_HAIR = 0.5  # points on either side of a border
_PADDED = 5.0  # points
_PARTED = 0.4  # of the parts of tables: rows that each border parts
_LEAST_CROSSED, _CROSSED = 2, 0.1  # of the lines of a column: words across what is no border
_MANY = 5  # times as many parts
_TWO_PARTS, _ROWS = 2, 3  # parts of a short document, and rows of each
_LEAST_PARTS = 3  # that must show columns alike before others are read by them


class Family:
    """Parts of tables whose columns are the same as far as their texts tell."""

    def __init__(self, first: Columns) -> None:
        self.count = 1
        self.parted = Counter[int]()  # rows that each border parts
        self.left = first.xs[0]
        self._xs = first.xs
        self._gaps = list(first.gaps)
        self._size = Counter[float]()
        self._starts: defaultdict[int, Counter[float]] = defaultdict(Counter)
        self._ends: defaultdict[int, Counter[float]] = defaultdict(Counter)
        self._begun, self._ended = Counter[int](), Counter[int]()  # words, by where they do
        self._lines = Counter[int]()  # of each column
        self.texts = Begun()
        self.bold = Counter[int]()  # where words in bold begin
        self._empty = 0  # parts with rows without texts
        self._note(first)

    def takes(self, columns: Columns) -> bool:
        """Take the columns in, if they are the same."""
        if len(columns.xs) != len(self._xs) or abs(columns.xs[0] - self.left) > _ALIGNED:
            return False
        both = [_common(*pair) for pair in zip(self._gaps, columns.gaps, strict=True)]
        gaps = [gap for gap in both if gap is not None]
        if len(gaps) < len(both):
            return False
        self._gaps = gaps
        self._xs = (*self._xs[:-1], max(self._xs[-1], columns.xs[-1]))
        self.count += 1
        self._note(columns)
        return True

    @property
    def right(self) -> float:
        """How far any of them reaches."""
        return self._xs[-1]

    @property
    def _middles(self) -> list[float]:
        return [(low + high) / 2 for low, high in self._gaps]

    def _note(self, columns: Columns) -> None:
        self._size[columns.size] += columns.size > 0
        for at, (start, end) in enumerate(columns.sides):
            self._starts[at].update([] if start is None else [round(start, 1)])
            self._ends[at].update([] if end is None else [round(end, 1)])

    def is_sure(self) -> bool:
        """Whether rules show its borders, or many parts, where each parts the texts of many rows.

        By chance words leave others free.
        """
        least = _PARTED * self.count
        return self.is_drawn or (
            self.count >= _LEAST_PARTS
            and all(self.parted[at] >= least for at in range(1, len(self._xs) - 1))
        )

    def is_full(self, others: Sequence[Family]) -> bool:
        """Whether two parts have columns, each in several rows, of which others show only some.

        No word of theirs stands across them: in a short document no more parts may show all.
        """
        is_shown = self.count == _TWO_PARTS and all(
            self.parted[at] >= _ROWS * self.count for at in range(1, len(self._xs) - 1)
        )
        return is_shown and any(one.is_coarser(self) and one.leaves_free(self) for one in others)

    def leaves_free(self, other: Family) -> bool:
        """Whether hardly a word of this stands across the other's borders."""
        return not any(map(self._is_crossed, other._middles))

    @property
    def is_drawn(self) -> bool:
        """Whether rules show its columns, where no text does."""
        return self._empty >= _LEAST_PARTS

    def is_overruled(self, other: Family) -> bool:
        """Whether texts alone show this where rules show the other's columns."""
        is_inside = other.left - _ALIGNED <= self.left and self.right <= other.right + _ALIGNED
        return other.is_drawn and not self.is_drawn and is_inside

    def overrule(self, other: Family) -> None:
        """Take in where the words of another stand, whose columns are none."""
        self._begun.update(other._begun)

    def is_coarser(self, other: Family) -> bool:
        """Whether the other has all of these borders, and more."""
        if len(other._xs) <= len(self._xs) or abs(other.left - self.left) > _ALIGNED:
            return False
        return all(any(_are_near(own, one) for one in other._gaps) for own in self._gaps)

    def is_beside(self, columns: Columns) -> bool:
        """Whether it begins where these columns do, but for the padding of tables."""
        return abs(self.left - columns.xs[0]) <= _PADDED

    def tell(self, part: Part) -> None:
        """Note the rows of a part, and where its words stand, but for those of merged cells."""
        self.parted.update(_parted(part))
        self._empty += _has_empty_row(part)
        found: list[Words] = []
        for cell in part.cells:
            if cell.span.column_span == 1:
                lines = [words_of(line) for line in cell.lines]
                self._lines[cell.span.column] += len(lines)
                for line in lines:
                    self._begun.update([int(word.x0) + 1 for word in line.words])
                    self._ended.update([int(word.x1) for word in line.words])
                    if line.bold:
                        self.bold.update([round(word.x0) for word in line.words])
                found += lines
        self.texts.take(level(found))

    def is_stretched(self, other: Family) -> bool:
        """Whether this has the other's borders, and more that words of the other cross.

        So justified lines have them, whose blanks are as wide as what parts columns. Of few parts
        some borders may be missing beside one such.
        """
        if self.is_drawn or other is self or other.count < self.count:
            return False
        if other.is_coarser(self):
            more = [one for one in self._gaps if not any(_common(one, own) for own in other._gaps)]
        else:
            more = self._only_border(other)
        return any(other._is_crossed((low + high) / 2) for low, high in more)

    def is_misled(self, other: Family) -> bool:
        """Whether words of the other stand across its borders, and none of its own the other way.

        Its parts lack the texts of a column, and leave free what is none. Words that are too long
        for their column stand across borders as well, behind which texts begin in line.
        """
        if self.is_drawn or other is self or abs(other.left - self.left) > _ALIGNED:
            return False
        return self.leaves_free(other) and any(
            other._is_crossed(x) and not self._is_begun_in(other, at)
            for at, x in enumerate(self._middles, 1)
        )

    def _is_begun_in(self, other: Family, column: int) -> bool:
        """Whether words of the other begin where a column does, more than stand across its border.

        Those of justified lines begin anywhere.
        """
        start = _usual(self._starts[column])
        if start is None or not other.is_coarser(self):
            return False
        begun = sum(n for x, n in other._begun.items() if abs(x - 0.5 - start) <= _ALIGNED)
        return begun > other._across(self._middles[column - 1])

    def _only_border(self, other: Family) -> list[Gap]:
        """The border of few parts that many others lack, if it is one."""
        if other.count < _MANY * self.count or abs(other.left - self.left) > _ALIGNED:
            return []
        more = [one for one in self._gaps if not any(_are_near(one, own) for own in other._gaps)]
        return more if len(more) == 1 < len(self._gaps) else []

    def is_of_few(self, others: Sequence[Family]) -> bool:
        """Whether it has single rows only, and many parts as wide have other columns.

        So justified headings show columns that no row has.
        """
        if self.is_drawn:
            return False
        return max(self.parted.values()) <= self.count and any(
            other.count >= _MANY * self.count
            and abs(other.left - self.left) <= _ALIGNED
            and abs(other.right - self.right) <= _ALIGNED
            for other in others
        )

    def _is_crossed(self, x: float) -> bool:
        """Whether words of a column stand across a place in it."""
        column = bisect_left([low for low, _ in self._gaps], x)
        return self._across(x) >= max(_LEAST_CROSSED, _CROSSED * self._lines[column])

    def _across(self, x: float) -> int:
        """How many words stand across a place."""
        begun = sum(count for at, count in self._begun.items() if at <= x)
        return begun - sum(count for at, count in self._ended.items() if at <= x)

    def seen(self) -> Columns:
        """The columns that all of them have."""
        size = self._size.most_common(1)[0][0]
        sides = [self._side(at) for at in range(len(self._xs) - 1)]
        gaps = tuple(self._before(at, side, size) for at, side in enumerate(sides[1:], 1))
        xs = (self._xs[0], *((low + high) / 2 for low, high in gaps), self._xs[-1])
        return Columns(xs, gaps, tuple(sides), size)

    def _before(self, column: int, side: Side, size: float) -> Gap:
        """The gap before a column: right before its texts, if it is a mere blank far from them."""
        (low, high), (start, _) = self._gaps[column - 1], side
        if start is None or high - low > FREE * size or start - high < size:
            return low, high
        first = start - _ALIGNED
        between = sum(n for x, n in self._begun.items() if high < x <= first)
        return (
            (first - 2 * _HAIR, first) if between <= _CROSSED * self._lines[column] else (low, high)
        )

    def is_moved(self) -> bool:
        """Whether a column begins elsewhere than pages leave a gap free."""
        return self.seen().gaps != tuple(self._gaps)

    def columns(self, known: Sequence[Columns]) -> Columns:
        """The columns that all of them have, and those inside them that texts begin.

        Where known ones begin there, too, its parts show less of the same tables; parted, too, it
        would be a second reading of them all.
        """
        seen = self.seen()
        found = with_free(with_begun(seen, self.texts), self.texts)
        full = [one for one in known if len(one.xs) >= len(found.xs)]
        starts = [start for one in full for start, _ in one.sides if start is not None]
        more = [x for x in found.xs[1:-1] if not any(low <= x <= high for low, high in self._gaps)]
        is_known = all(any(abs(x - start) <= _ALIGNED for start in starts) for x in more)
        return seen if more and is_known else found

    def _side(self, at: int) -> Side:
        start = _usual(self._starts[at])
        if start is None and self.is_drawn:
            start = self._begin(at)
        return start, _usual(self._ends[at])

    def _begin(self, at: int) -> float | None:
        """Where most words of a column begin, to the point."""
        low, high = self._xs[at : at + 2]
        words = {x: count for x, count in self._begun.items() if low < x <= high}
        x, count = max(words.items(), key=lambda one: (one[1], -one[0]), default=(0, 0))
        return x - 0.5 if count >= _LEAST_PARTS else None


def columns_of_all(families: Sequence[Family]) -> tuple[Columns, ...]:
    """The columns of each, held against those that the ones before it, of more parts, show."""
    seen = [one.seen() for one in families]
    return tuple(one.columns(seen[:at]) for at, one in enumerate(families))


def overruled_of(families: Sequence[Family]) -> list[Family]:
    """Those that texts alone show where rules show others, which take in where words stand."""
    found = []
    for one in families:
        drawn = [other for other in families if one.is_overruled(other)]
        for other in drawn:
            other.overrule(one)
        found += [one] if drawn else []
    return found


def _has_empty_row(part: Part) -> bool:
    """Whether a row has no text: only rules show it, and its columns."""
    rows = {cell.span.row for cell in part.cells}
    return len({cell.span.row for cell in part.cells if cell.lines}) < len(rows)


def _parted(part: Part) -> Iterator[int]:
    """For each row the borders with texts right on either side, by number."""
    filled = {(one.span.row, one.span.column) for one in part.cells if one.lines}
    return (column for row, column in filled if column and (row, column - 1) in filled)


def _usual(found: Counter[float]) -> float | None:
    """Where most of them stand."""
    if not found:
        return None
    middle, _ = max(found.items(), key=lambda one: (one[1], -one[0]))
    near = sum(count for x, count in found.items() if abs(x - middle) <= _ALIGNED)
    return middle if 2 * near >= found.total() else None


def _are_near(gap: Gap, other: Gap) -> bool:
    """Whether two borders may be one: what many pages leave free of it may be next to nothing."""
    return gap[0] <= other[1] + _ALIGNED and other[0] <= gap[1] + _ALIGNED


def _common(gap: Gap, other: Gap) -> Gap | None:
    """What is free in both."""
    low, high = max(gap[0], other[0]), min(gap[1], other[1])
    return (low, high) if high - low >= 2 * _HAIR else None
