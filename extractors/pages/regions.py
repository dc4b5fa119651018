"""The regions of a page whose lines leave the same gaps free: tables that no rule shows.

A region begins with a line that wide gaps part and goes on while the gaps stay free. Seeking it
from line to line is bounded, as no page of text holds that much which comes to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.errors import TooLarge
from extractors.pages.chance import without_chance
from extractors.pages.gaps import (
    LEAST_LINES,
    MOSTLY,
    NEARLY_ALL,
    SHARP,
    Gap,
    Word,
    Words,
    all_gaps,
    is_clear,
    narrowed,
)
from extractors.pages.justified import without_stretched
from extractors.pages.letters import WIDE
from extractors.pages.refrains import is_page_number
from extractors.pages.sentences import is_open
from extractors.pages.separators import Separator

_FAR = 3.4  # of the size, from line to line: further apart nothing belongs together
_FAR_RULED = 12.0  # the same where a rule stands between
_FAR_ALIKE = 6.0  # the same where what follows begins in the same columns
_SEVERAL = 2  # columns
_CLOSE = 1.5  # the same for lines of one heading
PADDING = 1.0  # points around the text of a table
_ALIGNED = 2.0  # points
_SIZE_CHANGE = 1.25
_CROSSING = 2  # lines in a row that may cross all gaps
MARGIN_ZONE = 0.09  # of the page's height: headers and footers stand there, and ...
_MARGIN, _MARGIN_SHARE = 64.0, 0.2  # ... points, on low pages, and of those no more than that
_CELL_LINES = 1.15  # of the least distance: lines of one cell
APART = 1.6  # of the usual distance of lines: what is set apart from all of them
_SAME_STEP, _OFTEN = 0.5, 3  # points, and times that lines stand so far apart
_SMALL_APART, _SAME_SIZE = 1.25, 0.3  # the same in smaller type, by points
_BESIDE_MERGED = 0.3  # of the width of a table with rules: rules beside cells merged over rows
_OUT = 3  # lines of other columns above the first one's
_COLUMNS_OF_LIST = 2
_MOST_TRIED = 50_000  # words, as often as a table with them is sought and is none: reports have 600
_NUMBERING = re.compile(r"[^\w\s]?\w{0,2}[.)]?|[\d.]+|\ufffc")


class Region(NamedTuple):
    """Lines of one table and the gaps between its columns."""

    lines: tuple[Words, ...]
    gaps: tuple[Gap, ...]
    left: float
    right: float
    starts: tuple[int, ...] = ()  # the lines that begin a row, where rules show them


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
        if not gaps or is_end:
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


def is_near(above: Words, below: Words) -> bool:
    """Whether a line is no further from the one above it than rows may be, in type of its size."""
    is_same = abs(below.size - above.size) <= _SAME_SIZE
    return is_same and below.base - above.base <= _FAR_ALIKE * below.size


def _texts(line: Words) -> list[str]:
    return [word.text for word in line.words]


def _starts(line: Words) -> list[float]:
    """Where what wide gaps part in a line begins."""
    return [line.x0, *(end for _, end in line.gaps(WIDE))]


def is_apart(above: Words, below: Words, separators: Sequence[Separator]) -> bool:
    """Too far away, or in type of another size."""
    larger, smaller = max(above.size, below.size), min(above.size, below.size)
    return larger > _SIZE_CHANGE * smaller or is_far(above, below, separators)


def is_far(above: Words, below: Words, separators: Sequence[Separator]) -> bool:
    """So far from each other that nothing belongs together, unless a rule stands between."""
    size = max(above.size, below.size)
    distance = below.base - above.base
    if distance <= _FAR * size:
        return False
    ruled = any(
        above.base < one.y < below.base and one.x0 <= below.x0 + 1 and one.x1 >= below.x1 - 1
        for one in separators
    )
    return not ruled or distance > _FAR_RULED * size


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
    free = without_stretched(own, all_gaps(own, gaps))
    found = without_chance(own, free)
    start = _with_headings_above(lines, start, found)
    start = with_sentence_above(lines, start, found[0][0]) if found else start
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


def margin(height: float) -> float:
    """How far from the edge of a page of that height headers and footers may stand."""
    return max(MARGIN_ZONE * height, min(_MARGIN, _MARGIN_SHARE * height))


def without_margins(
    lines: Sequence[Words], span: tuple[int, int], height: float
) -> tuple[int, int]:
    """Without a page's header or footer that happens to stand in the columns."""
    start, end = span
    steps = [b.base - a.base for a, b in pairwise(lines[start:end])]
    if not steps:
        return span
    usual = usual_step(lines[start:end])
    high, low = lines[start], lines[end - 1]
    if high.base < margin(height) and steps[0] > usual * _set_apart(high, lines[start + 1]):
        start += not comes_again(steps[0], steps)
    is_apart_below = steps[-1] > usual * _set_apart(low, lines[end - 2])
    is_low = low.base > height - margin(height) and is_apart_below
    is_low = is_low and not comes_again(steps[-1], steps)
    return start, end - (is_low or is_number_below(low, height))


def comes_again(step: float, steps: Sequence[float]) -> bool:
    """Whether lines of a page often stand as far apart as these: so do rows or paragraphs."""
    return sum(other >= step - _SAME_STEP for other in steps) > _OFTEN


def with_sentence_above(lines: Sequence[Words], start: int, border: float) -> int:
    """Where a table begins whose first cell, level at its middle, stands out above the others.

    What stands there, up to that border of the first column, goes on in the middle of a sentence.
    """
    at = start
    while at and start - at < _OUT:
        above, at = lines[at - 1], at - 1
        first = next((one for one in lines[at + 1 : at + 1 + _OUT] if one.x0 < border), None)
        if first is None or (above.bold, above.size) != (first.bold, first.size):
            break
        if lines[at + 1].base - above.base > _CLOSE * above.size:
            break
        if above.x0 > border:
            continue  # another column stands out as well
        is_begun = first.words[0].text[:1].islower() or is_open(above.words[-1].text)
        if above.x1 > border or not is_begun:
            break
        start = at
    return start


def is_number_below(line: Words, height: float) -> bool:
    """Whether a line at the foot of a page is the page's number."""
    text = " ".join(word.text for word in line.words)
    return line.base > height - margin(height) and is_page_number(text)


def _set_apart(line: Words, beside: Words) -> float:
    """How many usual steps from a table a header or footer stands: one in smaller type closer."""
    return _SMALL_APART if line.size < beside.size - _SAME_SIZE else APART


def usual_step(lines: Sequence[Words]) -> float:
    """How far most lines stand below the one above; of no line, none.

    At least as far as they are high: columns that are not level stand between each other. What
    belongs to no line above it tells nothing, unless nothing else does.
    """
    steps = [(max(b.base - a.base, b.size), max(a.size, b.size)) for a, b in pairwise(lines)]
    near = [step for step, size in steps if step <= _FAR * size] or [step for step, _ in steps]
    return float(np.median(near)) if near else 0.0


def _with_headings_above(lines: Sequence[Words], start: int, gaps: tuple[Gap, ...]) -> int:
    """Lines right above that stand over some of the columns only."""
    while start and gaps:
        above, below = lines[start - 1], lines[start]
        if below.base - above.base > _CLOSE * below.size or above.x0 < gaps[0][0]:
            break
        start -= 1
    return start


def is_table(region: Region, separators: Sequence[Separator]) -> bool:
    found = columns(region)
    if len(found) < 2:
        return False
    rows = sum(1 for line in region.lines if filled(line, region.gaps) > 1)
    ruled = borders(region, separators, drawn=True)
    least = 2 if len(ruled) > 2 or len(found) > LEAST_LINES else LEAST_LINES
    if rows < least or (len(found) == _COLUMNS_OF_LIST and _is_list(found[0])):
        return False
    return sum(map(_is_aligned, found)) >= max(2, MOSTLY * len(found))


def borders(region: Region, separators: Sequence[Separator], *, drawn: bool) -> tuple[float, ...]:
    """Where rules or edges of backgrounds run across most of the region, piece by piece."""
    high = region.lines[0].base - 2 * region.lines[0].size
    low = region.lines[-1].base + region.lines[-1].size
    covers: dict[float, float] = {}
    for one in separators:
        cover = min(one.x1, region.right) - max(one.x0, region.left)
        if one.drawn == drawn and high <= one.y <= low and cover > 0:
            y = next((other for other in covers if abs(other - one.y) <= SHARP), one.y)
            covers[y] = covers.get(y, 0.0) + cover
    least = (MOSTLY if drawn else NEARLY_ALL) * (region.right - region.left)
    whole = sum(cover >= least for cover in covers.values())
    if drawn and whole >= LEAST_LINES:
        least = _BESIDE_MERGED * (region.right - region.left)
    return tuple(sorted(y for y, cover in covers.items() if cover >= least))


def columns(region: Region) -> list[list[list[Word]]]:
    """The words of each column, line by line."""
    borders = [(low + high) / 2 for low, high in region.gaps]
    found: list[list[list[Word]]] = [[] for _ in range(len(borders) + 1)]
    for line in region.lines:
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            column = bisect_left(borders, (word.x0 + word.x1) / 2)
            parts.setdefault(column, []).append(word)
        for column, words in parts.items():
            found[column].append(words)
    return found


def filled(line: Words, gaps: tuple[Gap, ...]) -> int:
    borders = [(low + high) / 2 for low, high in gaps]
    return len({bisect_left(borders, (w.x0 + w.x1) / 2) for w in line.words})


def _is_list(column: Sequence[Sequence[Word]]) -> bool:
    """Bullets, signs or numbers before texts are a list."""
    return all(_NUMBERING.fullmatch(" ".join(word.text for word in words)) for words in column)


def _is_aligned(column: Sequence[Sequence[Word]]) -> bool:
    """Most lines begin, end or have their middle at one place."""
    if not column:
        return False
    x0 = np.array([words[0].x0 for words in column])
    x1 = np.array([words[-1].x1 for words in column])
    return any(
        float((np.abs(values - np.median(values)) <= _ALIGNED).mean()) >= MOSTLY
        for values in (x0, x1, (x0 + x1) / 2)
    )
