"""What the unruled tables of a document have in common, learned from all its pages.

One page may show only some of the columns: a description fills the first of them for pages, a
deadline stands in few rows. Others of the same document show all of them, and which texts begin
rows; so the pages are read once more, knowing that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from extractors.document import Notice
from extractors.pages.beginnings import Beginnings
from extractors.pages.continuation import Columns, columns_of
from extractors.pages.families import Family, columns_of_all, overruled_of
from extractors.pages.framed_columns import with_framed
from extractors.pages.frames import Frame, Frames
from extractors.pages.headed_columns import HeadNames, with_headed, without_nameless
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Part
from extractors.pages.row_levels import ALL, RowLevels
from extractors.pages.sentences import is_open
from extractors.pages.successive import together

_LEAST_ROWS, _OFTEN = 3, 0.1  # rows that a text stands in, and of those of the most common
_SELDOM = 4  # times as often a text begins a row as it stands inside one that hides another
_SHORT = 45  # characters
_SEVERAL = 2  # columns
_TWO = 2  # rows of a part that begin with labels, so that it is more than a heading
_LEAST_EDGES = 3  # of columns: tables of one are no tables
_MOST_FAMILIES = 200  # of columns: each part is held against all


class Learned(NamedTuple):
    """The columns that tables without rules have, those of most parts first, and their labels."""

    columns: tuple[Columns, ...] = ()
    labels: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()  # short texts that come again in other columns
    frames: tuple[Frame, ...] = ()  # columns of tables that only rules across show
    only_frames: bool = False  # texts tell nothing
    ways: tuple[float, ...] = ALL  # of which the cells of rows are level
    otherwise: bool = False  # pages were read in other columns, which may hide labels


class Lessons:
    """What is told of the unruled tables while the pages come in."""

    def __init__(self) -> None:
        self._families: list[Family] = []
        self._count = self._headless = 0  # parts, and rows of them that begin with an empty cell
        self._bare, self._loose = (
            _Labels(),
            _Labels(),
        )  # of tables with rules between columns or none
        self._beginnings = Beginnings()
        self._heads = Counter[str]()
        self._level: list[set[str]] = []  # short texts level with each other inside a row
        self._lower: list[set[str]] = []  # those below its first line, whatever their cells
        self._frames = Frames()
        self._levels = RowLevels()
        self._names = HeadNames()
        self._is_costly = False  # to read the pages once more

    def take(self, parts: Iterable[Part], notices: Iterable[Notice] = ()) -> None:
        """The parts of one page, and what is told of it."""
        self._is_costly |= any(notice.code == "scanned-page" for notice in notices)
        own = list(together(parts))
        self._frames.take(own)
        for part in own:
            if len(part.xs) < _LEAST_EDGES:
                continue
            if part.bare:
                self._bare.take(part)
                self._levels.take(part)
            elif not part.drawn:
                self._count += 1
                self._headless += _headless(part)
                self._loose.take(part)
                self._beginnings.take(part)
                self._take(part)
                self._levels.take(part)
                self._names.take(part)
                self._heads.update(_short_texts(part))
                self._level += _level_inside(part)
                self._lower += _level_below(part)

    def _take(self, part: Part) -> None:
        columns = columns_of(part)
        family = next((one for one in self._families if one.takes(columns)), None)
        if family is None:
            if len(self._families) == _MOST_FAMILIES:
                return
            family = Family(columns)
            self._families.append(family)
        family.tell(part)

    def learned(self, labels: Counter[str]) -> Learned | None:
        """What is to be known to read the pages once more; None if they were read by it.

        `labels` is how often short texts begin a row.
        """
        if self._is_costly:
            return None
        sure = self._beginnings.sure(labels)
        found, frames = self._of_texts(sure), self._frames.learned()
        if found is None:
            return Learned(frames=frames, only_frames=True) if frames else None
        columns = tuple(self._parted(with_framed(one, frames)) for one in found.columns)
        ways, otherwise = self._levels.learned(), found.otherwise or columns != found.columns
        return found._replace(columns=columns, frames=frames, ways=ways, otherwise=otherwise)

    def _parted(self, columns: Columns) -> Columns:
        """The columns with those that headings and texts beside them begin."""
        texts = [one.texts for one in self._families if one.is_beside(columns)]
        return with_headed(columns, self._names.starts(), self._names.headings, texts)

    def known_better(self, learned: Learned, labels: Counter[str]) -> Learned | None:
        """What is known once the pages are read in other columns; None if no more is."""
        more = _frequent(self._beginnings.sure(labels)) | learned.labels
        heads = _repeated(self._heads) | learned.heads
        new = heads - learned.heads
        is_better = learned.otherwise and (more != learned.labels or _are_in(self._lower, new))
        return learned._replace(labels=more, heads=heads, otherwise=False) if is_better else None

    def _of_texts(self, labels: Counter[str]) -> Learned | None:
        """The same of tables that texts alone show."""
        columns, is_read_otherwise = self._best()
        found = Learned(
            columns, _frequent(labels), _repeated(self._heads), otherwise=is_read_otherwise
        )
        buried = self._loose.buried()
        if buried is not None:
            return buried._replace(columns=columns)
        # Of rows without a label some may be paragraphs.
        rows = sum(labels[label] for label in found.labels)
        is_headless = self._headless and rows >= self._count
        is_labelled = rows >= _TWO * self._count
        if is_read_otherwise or (columns and (is_headless or is_labelled)):
            return found
        if is_labelled and _are_in(self._level, found.heads):
            return found
        return self._bare.learned()

    def _is_sure(self, family: Family) -> bool:
        return family.is_sure() or family.is_full(self._families)

    def _best(self) -> tuple[tuple[Columns, ...], bool]:
        """The columns that are sure, and whether parts were read in others."""
        overruled = overruled_of(self._families)
        known = sorted(
            (one for one in self._families if self._is_sure(one) and one not in overruled),
            key=lambda family: (-family.count, family.left),
        )
        stretched = [one for one in self._families if any(map(one.is_stretched, known))]
        stretched += [one for one in known if any(map(one.is_misled, known))]
        known = [one for one in known if one not in stretched and not one.is_of_few(known)]
        headed = without_nameless(known, self._names.starts())
        stretched += [one for one in known if one not in headed]
        known = headed
        best = [one for one in known if not any(map(one.is_coarser, known))]
        is_finer = any(one.is_coarser(other) for one in self._families for other in best)
        columns = columns_of_all(best)
        seen = [one.seen() for one in best]
        is_finer |= any(len(own.xs) > len(one.xs) for own, one in zip(columns, seen, strict=True))
        is_other = is_finer or any(one.is_moved() for one in best)
        return columns, is_other or bool(overruled) or bool(best and stretched)


class _Labels:
    """The short lines of tables whose rows no rule shows, in the first column and in others."""

    def __init__(self) -> None:
        self._count = 0
        self._firsts = Counter[str]()
        self._inner = Counter[str]()  # those that are not the first of their cell
        self._hidden = Counter[str]()  # those of them with texts of several columns beside them
        self._others = Counter[str]()

    def take(self, part: Part) -> None:
        """The part of such a table."""
        self._count += 1
        level = Counter(
            round(line.base) for cell in part.cells if cell.span.column for line in cell.lines
        )
        for cell in part.cells:
            if cell.span.column:
                short = [line for line in cell.lines if len(line.text) <= _SHORT]
                self._others.update([line.text for line in short])
            else:  # a label has something beside it
                found = [one for one in may_begin(cell.lines) if round(one.base) in level]
                short = [one for one in found if len(one.text) <= _SHORT]
                self._firsts.update([one.text for one in short])
                inner = [one for one in short if one is not cell.lines[0]]
                self._inner.update([one.text for one in inner])
                hidden = [one.text for one in inner if level[round(one.base)] >= _SEVERAL]
                self._hidden.update(hidden)

    def buried(self) -> Learned | None:
        """The texts that begin rows, if any stand in the middle of rows that were read."""
        found = self.learned()
        if found is None:
            return None
        is_any = any(
            0 < _SELDOM * self._hidden[label] <= self._firsts[label] for label in found.labels
        )
        are_many = sum(self._inner[label] for label in found.labels) >= _LEAST_ROWS
        return found if is_any or are_many else None

    def learned(self) -> Learned | None:
        """The texts that begin rows in them, if these begin many."""
        labels = _frequent(self._firsts)
        if sum(self._firsts[label] for label in labels) < max(_LEAST_ROWS, self._count):
            return None
        return Learned((), labels, _frequent(self._others))


def may_begin(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines that may begin a row: no further lines of a heading, and none inside a sentence."""
    before: PrintedLine | None = None
    for line, behind in zip_longest(lines, lines[1:]):
        above, before = before, line
        is_heading = above is not None and above.bold and line.bold
        goes_on = line.text[0].islower() or (above is not None and is_open(above.text))
        is_left_open = is_open(line.text) or (behind is not None and behind.text[0].islower())
        if not (is_heading or goes_on or is_left_open):
            yield line


def _short_texts(part: Part) -> Iterator[str]:
    """The texts of one line that cells have behind the first column."""
    for cell in part.cells:
        if cell.span.column and len(cell.lines) == 1 and len(cell.lines[0].text) <= _SHORT:
            yield cell.lines[0].text


def _level_inside(part: Part) -> Iterator[set[str]]:
    """Short texts of several columns behind the first, level with each other inside a row."""
    found: defaultdict[tuple[int, float], set[str]] = defaultdict(set)
    for cell in part.cells:
        if cell.span.column:
            short = [line for line in cell.lines[1:] if len(line.text) <= _SHORT]
            for line in short:
                found[cell.span.row, line.base].add(line.text)
    return (texts for texts in found.values() if len(texts) >= _SEVERAL)


def _level_below(part: Part) -> Iterator[set[str]]:
    """The same below the first line of the row, which may be alone in a cell."""
    tops: dict[int, float] = {}
    found: defaultdict[tuple[int, float], set[str]] = defaultdict(set)
    for cell in part.cells:
        for line in cell.lines:
            tops[cell.span.row] = min(line.base, tops.get(cell.span.row, line.base))
            if cell.span.column and len(line.text) <= _SHORT:
                found[cell.span.row, line.base].add(line.text)
    return (own for (row, base), own in found.items() if base > tops[row] and len(own) >= _SEVERAL)


def _are_in(found: Iterable[set[str]], heads: frozenset[str]) -> bool:
    """Whether several heads are level: a heading may have been read in the row above it."""
    return any(len(texts & heads) >= _SEVERAL for texts in found)


def _headless(part: Part) -> int:
    """How many rows below the first begin with an empty cell."""
    return sum(cell.span.row > 0 == cell.span.column and not cell.lines for cell in part.cells)


def _frequent(counts: Counter[str]) -> frozenset[str]:
    """Those that stand in rows all over; lines of a description may come again here and there."""
    least = max(_LEAST_ROWS, _OFTEN * max(counts.values(), default=0))
    return frozenset(text for text, count in counts.items() if count >= least)


def _repeated(counts: Counter[str]) -> frozenset[str]:
    """Those that come again at all: two of them beside each other are a heading's."""
    return frozenset(text for text, count in counts.items() if count >= _LEAST_ROWS)
