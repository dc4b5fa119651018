"""The regions of a page whose lines leave the same gaps free: tables that no rule shows.

A region begins with a line that wide gaps part and goes on while the gaps stay free. Seeking it
from line to line is bounded, as no page of text holds that much which comes to nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from extractors.errors import TooLarge
from extractors.pages.aside import without_aside
from extractors.pages.chance import without_chance
from extractors.pages.column_lines import NUMBER
from extractors.pages.distances import APART, is_apart, is_near, is_title
from extractors.pages.gaps import (
    SHARP,
    Gap,
    Words,
    all_gaps,
    is_clear,
    narrowed,
)
from extractors.pages.hanging import without_hanging
from extractors.pages.justified import without_stretched
from extractors.pages.letters import WIDE
from extractors.pages.page_margins import without_margins
from extractors.pages.region import Region, borders, filled, is_table
from extractors.pages.sentences import is_open
from extractors.pages.separators import Separator

_SEVERAL = 2  # columns
_CLOSE = 1.5  # of the size, from line to line: lines of one heading
_CROSSING = 2  # lines in a row that may cross all gaps
_CELL_LINES = 1.15  # of the least distance: lines of one cell
_OUT, _NEAR = 3, 8  # lines of other columns above the first one's, and how far theirs are looked at
_MOST_TRIED = 50_000  # words, as often as a table with them is sought and is none: reports have 600


def regions(
    lines: Sequence[Words], separators: Sequence[Separator], height: float
) -> Iterator[Region]:
    """The tables among the lines of a page, from top to bottom; raises TooLarge."""
    index = tried = 0
    while index < len(lines):
        end, gaps = _grown(lines, index, separators)
        region = _region(lines, (index, end), gaps, separators, height) if gaps else None
        if region is not None:
            yield region
        elif gaps:
            tried += sum(len(line.words) for line in lines[index:end])
            if tried > _MOST_TRIED:
                raise TooLarge(f"columns sought in vain among {tried} words, most {_MOST_TRIED}")
        index = index + 1 if region is None else end


def _grown(
    lines: Sequence[Words], start: int, separators: Sequence[Separator]
) -> tuple[int, tuple[Gap, ...]]:
    """How far down most gaps of a line stay free, and those that most lines leave free."""
    gaps = list(lines[start].gaps(WIDE))
    votes = [1] * len(gaps)
    end, crossing = start + 1, 0
    for index in range(start + 1, len(lines)):
        line, before = lines[index], lines[index - 1]
        is_end = is_apart(before, line, separators) and not _goes_on(lines[start], before, line)
        if not gaps or is_end or is_title(lines, index):
            break
        kept = [narrowed(gap, line) for gap in gaps]
        clear = [gap for gap in kept if gap is not None]
        if 2 * len(clear) > len(gaps) and all(is_clear(g, line, lines[start:end]) for g in clear):
            votes = [vote + (1 if gap else -1) for vote, gap in zip(votes, kept, strict=True)]
            pairs = [(new or old, vote) for new, old, vote in zip(kept, gaps, votes, strict=True)]
            gaps = [gap for gap, vote in pairs if vote > 0]
            votes = [vote for _, vote in pairs if vote > 0]
            end, crossing = index + 1, 0
        elif (line.gaps(WIDE) and not clear) or crossing == _CROSSING:
            break
        else:
            crossing += 1
    return end, tuple(gaps)


def _goes_on(first: Words, above: Words, line: Words) -> bool:
    """Whether a row of a table follows, though far from the one above.

    It begins where the table's first line does, and with several of its columns. A heading in bold
    or the first line again begins another table.
    """
    is_heading = line.bold > above.bold or _texts(line) == _texts(first)
    if is_heading or not is_near(above, line):
        return False
    starts = _starts(first)
    alike = [x for x in _starts(line) if any(abs(x - start) <= SHARP for start in starts)]
    return len(alike) >= _SEVERAL and abs(line.x0 - first.x0) <= SHARP


def _texts(line: Words) -> list[str]:
    return [word.text for word in line.words]


def _starts(line: Words) -> list[float]:
    """Where what wide gaps part in a line begins."""
    return [line.x0, *(end for _, end in line.gaps(WIDE))]


def _region(
    lines: Sequence[Words],
    span: tuple[int, int],
    gaps: tuple[Gap, ...],
    separators: Sequence[Separator],
    height: float,
) -> Region | None:
    """The region, if it is a table."""
    start, end = without_margins(lines, span, height)
    own = lines[start:end]
    if len(own) < 2:
        return None
    free = without_stretched(own, without_hanging(own, all_gaps(own, gaps)))
    found = without_aside(own, without_chance(own, free))
    start = _with_headings_above(lines, start, found)
    if found:
        # A heading may be longer than what stands below it in its column.
        start = with_sentence_above(lines, start, [high - SHARP for _, high in found])
    own = tuple(lines[start:end])
    region = without_prose_below(_around(own, found), separators)
    # Prose is no table either where some of its gaps are taken for what they are.
    is_one = all(is_table(region._replace(gaps=one), separators) for one in {free, found})
    return region if is_one else None


def _around(lines: tuple[Words, ...], gaps: tuple[Gap, ...]) -> Region:
    return Region(lines, gaps, min(line.x0 for line in lines), max(line.x1 for line in lines))


def without_prose_below(region: Region, separators: Sequence[Separator]) -> Region:
    """Without lines at its foot that stand below its last rule, or alone and apart from its rows.

    A line as close as those of one cell belongs to the cell above it.
    """
    steps = [below.base - above.base for above, below in pairwise(region.lines)]
    ruled = borders(region, separators, drawn=True)
    while len(region.lines) > 2 and steps[-1] > _CELL_LINES * min(steps):
        above, last = region.lines[-2:]
        rest = region._replace(lines=region.lines[:-1])
        below_all = bool(ruled) and above.base < ruled[-1] < last.base
        below_all &= not _is_row(last, region.gaps)
        if not below_all and not (_stands_alone(last, region.gaps) and _is_apart_from(rest, steps)):
            break
        region, steps = _around(rest.lines, region.gaps), steps[:-1]
    return region


def _is_row(line: Words, gaps: tuple[Gap, ...]) -> bool:
    """In several columns, with nothing across the gaps between them."""
    return filled(line, gaps) > 1 and all(narrowed(gap, line) for gap in gaps)


def _stands_alone(line: Words, gaps: tuple[Gap, ...]) -> bool:
    """In the first column only."""
    return not gaps or line.x1 <= gaps[0][1]


def _is_apart_from(rest: Region, steps: Sequence[float]) -> bool:
    """Whether no row of the table stands alone as well, or its distance is wider than theirs."""
    alone = [
        line
        for line, step in zip(rest.lines[1:], steps, strict=False)
        if _stands_alone(line, rest.gaps) and step > _CELL_LINES * min(steps)
    ]
    return not alone or steps[-1] > APART * float(np.median(steps))


def with_sentence_above(lines: Sequence[Words], start: int, borders: Sequence[float]) -> int:
    """Where a table begins of whose first row a cell stands out above others, level at its middle.

    What stands there, between two of these borders, goes on in the middle of a sentence.
    """
    at = low = start
    while at and low - at < _OUT:
        above, at = lines[at - 1], at - 1
        column = bisect_left(borders, above.x0)
        if bisect_left(borders, above.x1) != column:
            break
        own = list(_in_column(lines[at + 1 : at + _NEAR], column, borders))
        pitches = [below.base - one.base for one, below in pairwise(own)]
        furthest = max(_CLOSE * above.size, _CELL_LINES * min(pitches, default=0.0))
        # What is nearly level with it may stand between the lines of one text.
        nearest = min([lines[at + 1].base, *(one.base for one in own[:1])])
        if nearest - above.base > furthest:
            break
        if own and (_is_begun(above, own[0]) or _is_title_around(lines[at + 1], above, own[0])):
            low = at
            start = start if above.words[0].text[:1].islower() else at
    return start


def _in_column(lines: Sequence[Words], column: int, borders: Sequence[float]) -> Iterator[Words]:
    """What lines have in a column."""
    for line in lines:
        own = tuple(word for word in line.words if bisect_left(borders, word.x0) == column)
        if own:
            yield line._replace(base=line.base + own[0].below, words=own)


def _is_begun(above: Words, below: Words) -> bool:
    """Whether a line of the same type goes on with the one above: a title with its number, too."""
    if (above.bold, above.size) != (below.bold, below.size):
        return False
    first, last = above.words[0].text, above.words[-1].text
    is_number = len(above.words) == 1 and NUMBER.fullmatch(first) is not None
    return is_number or below.words[0].text[:1].islower() or is_open(last)


def _is_title_around(line: Words, above: Words, below: Words) -> bool:
    """Whether a title in bold with its number has one line above a line and the next one below it.

    So what is level with the middle of a title stands between its lines.
    """
    is_between = above.base < line.base < below.base <= above.base + _CLOSE * above.size
    if not (is_between and above.bold and below.bold and above.size == below.size):
        return False
    first, second = above.words[0].text, below.words[0].text
    return NUMBER.fullmatch(first) is not None and NUMBER.fullmatch(second) is None


def _with_headings_above(lines: Sequence[Words], start: int, gaps: tuple[Gap, ...]) -> int:
    """Lines right above that stand over some of the columns only."""
    while start and gaps:
        above, below = lines[start - 1], lines[start]
        if below.base - above.base > _CLOSE * below.size or above.x0 < gaps[0][0]:
            break
        start -= 1
    return start
