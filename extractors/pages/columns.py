"""Tables without vertical rules: columns by the gaps that lines leave free one below the other.

Words that cross a gap (a heading over several columns) become a merged cell. The columns of the
page above are tried first, so that a table goes on with them where few lines of it are left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.abreast import areas
from extractors.pages.banded import with_banded
from extractors.pages.bands import band_edges, parted_by, starts_by_rules, starts_of_rows
from extractors.pages.beside import taken_apart
from extractors.pages.column_lines import columns_of, has_room
from extractors.pages.continuation import Columns, at_foot, columns_in, gone_on
from extractors.pages.frames import Frame, frame_of
from extractors.pages.gaps import (
    FREE,
    LEAST_LINES,
    MOSTLY,
    Gap,
    Words,
    level,
    narrowed,
    texts_of,
)
from extractors.pages.grids import Grid, Span, grid_of
from extractors.pages.known_columns import known_regions
from extractors.pages.lessons import Learned
from extractors.pages.letters import PrintedLine
from extractors.pages.level_rows import level_starts
from extractors.pages.merged import merged_down
from extractors.pages.pressed import with_parted_texts
from extractors.pages.region import PADDING, Region, borders
from extractors.pages.regions import regions
from extractors.pages.row_labels import Row, is_heading, is_rest_of_title, starts_by_labels
from extractors.pages.row_levels import ALL
from extractors.pages.run_in import words_apart
from extractors.pages.sentences import is_open
from extractors.pages.separators import Separator
from extractors.pages.successive import apart

_CLOSE = 1.6  # of the size: lines of one heading are no further apart
_BLANK = 0.25  # of the size
_HAIR = 1.0  # points that a word may stand over a border
_BESIDE = 1.4  # of the size: how far from the next column's texts those of a column end
_SEVERAL = 3  # columns: in two, words may have had room by chance
_AMOUNT = re.compile(r"[-–−(]?\d[\d.,]*\)?%?$")


def aligned_grids(
    lines: Sequence[PrintedLine],
    separators: Sequence[Separator],
    height: float,
    above: Columns | None = None,
    learned: Learned | None = None,
    frames: Sequence[Frame] = (),
) -> tuple[Grid, ...]:
    """The tables that only aligned columns show, from top to bottom.

    `above` are the columns of the unruled table with which the page before ends.
    """
    is_known = learned is not None or above is not None or bool(frames)
    if not is_known and not any(line.wide for line in lines):
        return ()
    columns = learned.columns if learned else ()
    words = [words_apart(line, columns) for line in lines if line.text.strip()]
    drawn = np.array([one[:3] for one in separators if one.drawn], np.float32).reshape(-1, 3)
    return tuple(
        grid
        for own in areas(words, drawn)
        for region, by in _aligned(level(own.lines), separators, height, (above, learned), frames)
        for grid in _with_parted_texts(region, by, separators, lines)
    )


def _with_parted_texts(
    region: Region,
    learned: Learned | None,
    separators: Sequence[Separator],
    printed: Sequence[PrintedLine],
) -> Sequence[Grid]:
    """The region's grids, those too whose texts only seem to run over two columns."""
    found = tuple(grids_in(region, separators, learned))
    if all(span.column_span == 1 for grid in found for span in grid.spans):
        return found
    told = with_parted_texts(region, found, printed)
    return found if told is region else tuple(grids_in(told, separators, learned))


def _aligned(
    words: Sequence[Words],
    separators: Sequence[Separator],
    height: float,
    known: tuple[Columns | None, Learned | None],
    frames: Sequence[Frame],
) -> Iterator[tuple[Region, Learned | None]]:
    """The tables among lines that stand below each other only, and what their rows are known by."""
    above, learned = known
    if learned is None:
        found = [_Found(region) for region in _unlearned(words, separators, height, above)]
    else:
        found = list(_by_learning(words, separators, height, above, learned))
    ways = {id(one.region): one.learned for one in found}
    settled = [one.region for one in found if one.is_settled]
    for one in with_banded([one.region for one in found], words, separators, frames, settled):
        yield one, ways.get(id(one))


class _Found(NamedTuple):
    """A region, and what its rows are known by."""

    region: Region
    learned: Learned | None = None
    is_settled: bool = False  # by columns that all of the document has


def _unlearned(
    words: Sequence[Words],
    separators: Sequence[Separator],
    height: float,
    above: Columns | None,
) -> list[Region]:
    """The regions of tables; the first may go on with that of the page before."""
    known = gone_on(words, above, separators, height) if above else None
    rest = words if known is None else words[words.index(known.lines[-1]) + 1 :]
    found = [
        one
        for region in regions(rest, separators, height)
        for one in taken_apart(region, separators)
    ]
    if known is not None:
        found.insert(0, known)
    if found:
        lowest = max(region.lines[-1].base for region in found)
        below = [line for line in words if line.base > lowest]
        alone = at_foot(below, columns_in(found[-1]), height) if below else None
        found += [alone] if alone else []
    return found


def _by_learning(
    words: Sequence[Words],
    separators: Sequence[Separator],
    height: float,
    above: Columns | None,
    learned: Learned,
) -> Iterator[_Found]:
    """The same where the columns of the document are known; other tables may stand beside them."""
    known = list(known_regions(words, learned, above, separators, height))
    taken = {line.base for region in known for line in region.lines}  # no two are level
    by_labels = learned if learned.labels else None
    found = [_Found(one, by_labels, by_labels is not None) for one in known]
    for is_taken, own in groupby(words, key=lambda line: line.base in taken):
        if not is_taken:
            others = (
                part
                for one in regions(list(own), separators, height)
                for part in taken_apart(one, separators)
            )
            found += [
                _Found(one, by_labels if _has_labels(one, learned) else None) for one in others
            ]
    yield from sorted(found, key=lambda one: one.region.lines[0].base)


def grids_in(
    region: Region, separators: Sequence[Separator], learned: Learned | None = None
) -> Iterator[Grid]:
    """The region's rows and columns as grids like those of ruled tables."""
    middles = tuple((low + high) / 2 for low, high in region.gaps)
    xs = (region.left - PADDING, *middles, region.right + PADDING)
    rules = borders(region, separators, drawn=True)
    edges = borders(region, separators, drawn=False)
    about = [(line.base, line.size, line.bold) for line in region.lines]
    parted = (False, *parted_by(about, (*rules, *edges)))
    labels = learned.labels if learned else ()
    starts = _starts(region, (rules, edges), middles, learned)
    ways = learned.ways if learned else ALL
    starts = level_starts(region.lines, middles, starts, labels, parted, ways)
    ys = band_edges(about, starts, sorted((*rules, *edges)))
    rows = [region.lines[first:stop] for first, stop in pairwise([*starts, len(about)])]
    spans = list(_spans(rows, region.gaps))
    if len(rules) >= LEAST_LINES:
        spans = merged_down(spans, (xs, ys), separators)
    grid = grid_of(xs, ys, spans, drawn=False)
    yield from apart(replace(grid, frame=frame_of(region.lines, separators)), rows, rules)


def _starts(
    region: Region,
    borders: tuple[Sequence[float], Sequence[float]],
    middles: Sequence[float],
    learned: Learned | None,
) -> list[int]:
    """The indices of the lines that begin a row; `borders` are rules and edges of backgrounds."""
    if region.starts:
        return list(region.starts)
    about = [(line.base, line.size, line.bold) for line in region.lines]
    if learned is not None:
        parted = (False, *parted_by(about, (*borders[0], *borders[1])))
        texts = [texts_of(line, middles) for line in region.lines]
        held = list(map(Row, about, texts, parted))
        return _by_rules(held, borders[0], learned) or starts_by_labels(held, learned)
    filled = [
        frozenset([bisect_left(middles, (w.x0 + w.x1) / 2) for w in line.words])
        for line in region.lines
    ]
    goes_on = _going_on(region.lines, filled, middles)
    return starts_of_rows(about, filled, goes_on, borders, len(middles) + 1)


def _spans(rows: Sequence[Sequence[Words]], gaps: Sequence[Gap]) -> Iterator[Span]:
    """The cells, those merged over columns that texts stand across."""
    for number, lines in enumerate(rows):
        crossed = _crossed(lines, gaps)
        first = 0
        for column in range(1, len(gaps) + 2):
            if column - 1 not in crossed:
                yield Span(number, first, 1, column - first)
                first = column


def _by_rules(lines: Sequence[Row], rules: Sequence[float], learned: Learned) -> list[int]:
    """The rows that rules part, where no two labels stand between two of them.

    A heading, in bold or known by its texts, begins the next table, though no rule stands above it.
    """
    starts = starts_by_rules([line.about for line in lines], rules)
    labels = [line.first in learned.labels for line in lines]
    bands = pairwise([*starts, len(lines)])
    if not starts or any(sum(labels[first:stop]) > 1 for first, stop in bands):
        return []
    turns = [
        at
        for at, (above, below) in enumerate(pairwise(lines), 1)
        if not above.about[2] and (below.about[2] or is_heading(below, learned))
        if not is_rest_of_title(above, below, learned)
    ]
    return sorted({*starts, *turns})


def _has_labels(region: Region, learned: Learned) -> bool:
    """Whether texts in its first column are those that begin rows."""
    border = region.gaps[0][1]
    firsts = (" ".join(w.text for w in line.words if w.x0 < border) for line in region.lines)
    return any(text in learned.labels for text in firsts)


def _going_on(
    lines: Sequence[Words], filled: Sequence[frozenset[int]], middles: Sequence[float]
) -> list[bool]:
    """Whether each line's text goes on with the line above: in a small letter, or in a heading.

    The further lines of a heading fill fewer and fewer of its columns, the first of them with a
    word for which the line above had no room before the next column, or behind one that ends none.
    """
    own = _begun(lines, middles)
    found = [line.words[0].text[:1].islower() and at not in own for at, line in enumerate(lines)]
    border = middles[0] if middles else float("inf")
    others = (word.x0 for line in lines for word in line.words if word.x0 > border)
    furthest = min(others, default=border) - _BESIDE * max(line.size for line in lines)
    for index, (above, below) in enumerate(pairwise(lines), 1):
        if not (above.bold and below.bold and filled[index] < filled[index - 1]):
            continue
        if below.base - above.base > _CLOSE * below.size or 0 not in filled[index]:
            continue
        last = [word for word in above.words if word.x1 <= border][-1:]
        needed = below.words[0].x1 - below.words[0].x0 + _BLANK * below.size
        is_led = bool(last) and (last[0].x1 + needed > furthest or is_open(last[0].text))
        found[index] |= is_led and not any(_AMOUNT.match(word.text) for word in below.words)
    return found


def _begun(lines: Sequence[Words], middles: Sequence[float]) -> set[int]:
    """Lines of texts that begin, though in small letters: their words had room in those above.

    So it is in all columns that both fill, the first and two others among them; how wide the last
    one is nobody knows.
    """
    shared: defaultdict[int, list[bool]] = defaultdict(list)
    firsts: set[int] = set()
    for number, column in enumerate(columns_of(lines, middles)[:-1]):
        for above, below in pairwise(column.pieces):
            if below.line == above.line + 1:
                shared[below.line].append(has_room(above, below, column.width))
                firsts |= set() if number else {below.line}
    return {line for line in firsts if len(shared[line]) >= _SEVERAL and all(shared[line])}


def _crossed(lines: Sequence[Words], gaps: Sequence[Gap]) -> set[int]:
    """The gaps that texts of these lines stand across, in a word or at a mere blank.

    A word that ends its line may only be too long, where others of the row leave the gap free.
    """
    found = set()
    for number, (low, high) in enumerate(gaps):
        border = (low + high) / 2
        is_parted = any(
            line.x0 < low and line.x1 > high and narrowed((low, high), line) for line in lines
        )
        for line in lines:
            least = min(FREE * line.size, MOSTLY * (high - low))
            words = line.words[:-1] if is_parted else line.words
            if any(word.x0 + _HAIR < border < word.x1 - _HAIR for word in words) or any(
                before.x1 <= border <= behind.x0 and behind.x0 - before.x1 < least
                for before, behind in pairwise(line.words)
            ):
                found.add(number)
    return found
