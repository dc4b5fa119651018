"""Where an unruled table goes on at the top of the next page: in columns that stay free there too.

No rule says where such columns end. The lines of one page leave wider gaps than those of the
next, so a gap goes on where any part of it stays free.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median_high
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from extractors.pages.distances import is_apart, is_title
from extractors.pages.gaps import FREE, MOSTLY, Gap, Word, Words, narrowed
from extractors.pages.page_margins import MARGIN_ZONE, is_number_below
from extractors.pages.parts import Part
from extractors.pages.refrains import numberless
from extractors.pages.region import PADDING, Region, columns, filled
from extractors.pages.separators import Separator

_ALIGNED = 2.2  # points
_HAIR = 0.5  # points on either side of a known border
_HEADER, CLOSE = 2, 2.2  # lines of a header, and of the size: how far a row is from it at least
_TITLES = 2  # that may stand between a table and the heading of the next one
_SAME_SIZE = 0.3  # points

_GOES_ON = re.compile(
    r"""
    (?! \d{1,2} \. \d{1,2} \.? \s )  # "3.02. ", the number of an item
    \d [\d.,–-]* \s [a-zæøå]         # "2025 er", but no "3. Børn" and no "1) Beløb"
    """,
    re.VERBOSE,
)

NOTHING: Mapping[str, tuple[float, ...]] = MappingProxyType({})

Side = tuple[float | None, float | None]  # where the lines of a column begin and end


class Columns(NamedTuple):
    """The columns of an unruled table as the lines of one page show them."""

    xs: tuple[float, ...]
    gaps: tuple[Gap, ...]  # what is free around each inner border
    sides: tuple[Side, ...]  # of each column
    size: float  # of most lines
    headers: frozenset[str] = frozenset()  # above the tables of that page, without numbers
    higher: Mapping[str, tuple[float, ...]] = NOTHING  # at its top in cells, and at which heights
    top: float = 0.0  # where that page's text begins; in cells it stands lower by a padding
    awaits_number: bool = False  # whether the text of its first column ends before a number


def columns_of(part: Part) -> Columns:
    """The columns of the part of a table."""
    left: defaultdict[int, list[float]] = defaultdict(list)
    right: defaultdict[int, list[float]] = defaultdict(list)
    for cell in part.cells:
        left[cell.span.column] += [line.x0 for line in cell.lines]
        right[cell.span.column + cell.span.column_span] += [line.x1 for line in cell.lines]
    gaps = [
        (min(x - _HAIR, max(right[at], default=x)), max(x + _HAIR, min(left[at], default=x)))
        for at, x in enumerate(part.xs[1:-1], start=1)
    ]
    sides = [(_usual(left[at]), _usual(right[at + 1])) for at in range(len(part.xs) - 1)]
    sizes = [line.size for cell in part.cells for line in cell.lines]
    return Columns(part.xs, tuple(gaps), tuple(sides), median_high(sizes) if sizes else 0.0)


def columns_in(region: Region) -> Columns:
    """The columns of a region of a page."""
    words = columns(region)
    sides = [
        (_usual([own[0].x0 for own in column]), _usual([own[-1].x1 for own in column]))
        for column in words
    ]
    middles = [(low + high) / 2 for low, high in region.gaps]
    xs = (region.left - PADDING, *middles, region.right + PADDING)
    size = median_high([line.size for line in region.lines])
    return Columns(xs, region.gaps, tuple(sides), size)


def _usual(values: Sequence[float]) -> float | None:
    """Where most of these stand."""
    if not values:
        return None
    middle = float(np.median(values))
    near = sum(abs(value - middle) <= _ALIGNED for value in values)
    return middle if near >= MOSTLY * len(values) else None


def gone_on(
    lines: Sequence[Words], above: Columns, separators: Sequence[Separator], height: float
) -> Region | None:
    """The lines at the top of a page that stand in the columns of the page before."""
    gaps = above.gaps
    own: list[Words] = []
    for index, line in enumerate(lines):
        if own and (is_apart(own[-1], line, separators) or is_title(lines, index)):
            if own[-1].base > MARGIN_ZONE * height or _is_in_columns(own, above):
                break
            own, gaps = [], above.gaps  # a page header
        elif own and _is_header(own, line, above, height):
            own, gaps = [], above.gaps
        if not own and is_title(lines, index):
            continue  # above the next table, which may stand in the same columns
        left = _left_free(line, above, gaps)
        if left is not None:
            own.append(line)
            gaps = left
        elif own or line.base > MARGIN_ZONE * height:
            break
    if own and is_number_below(own[-1], height):
        own.pop()
    found = _region(own, above, gaps) if own else None
    if found and (any(filled(line, found.gaps) > 1 for line in own) or stands_inside(own, above)):
        return found
    return None


def _is_header(own: Sequence[Words], below: Words, above: Columns, height: float) -> bool:
    """Whether lines above others are a page's header, though a table's rule stands between."""
    last = own[-1]
    is_high = last.base <= MARGIN_ZONE * height and below.base - last.base > CLOSE * last.size
    return is_high and len(own) <= _HEADER and not _is_in_columns(own, above)


def stands_inside(lines: Sequence[Words], above: Columns) -> bool:
    """Whether lines at the top of a page stand in one column, in line with its texts.

    They are the rest of a cell: of an inner column, or of the first one in the middle of a
    sentence. Prose begins at the left, and a header stands higher than all of the page before, or
    is on it. A sign may be alone in the last one, and larger: it had no room beside its text.
    """
    inner = _borders(above)
    columns = {bisect_left(inner, (word.x0 + word.x1) / 2) for line in lines for word in line.words}
    is_sign = all(line.is_sign for line in lines)
    if len(columns) > 1 or not columns <= set(range(len(inner) + is_sign)):
        return False
    column = columns.pop()
    if column == 0 and not _goes_on(lines[0], above):
        return False
    start = above.sides[column][0]
    return start is not None and all(
        abs(line.x0 - start) <= _ALIGNED
        and (is_sign or abs(line.size - above.size) <= _SAME_SIZE)
        and line.base >= above.top
        and not is_repeated(line, above)
        for line in lines
    )


def _goes_on(line: Words, above: Columns) -> bool:
    """Whether a line at the top of a page goes on in the first column, where prose begins too.

    It does with a number only where the page before ends there with what stands before one:
    titles begin with numbers, too.
    """
    text = text_of(line)
    if text[:1].islower():
        return True
    return above.awaits_number and not line.bold and _GOES_ON.match(text) is not None


def is_repeated(line: Words, above: Columns) -> bool:
    """Whether a line is a header of the page before, or stands in its cells at that height."""
    text = numberless(text_of(line))
    heights = above.higher.get(text, ())
    return text in above.headers or any(abs(line.base - base) <= line.size for base in heights)


def text_of(line: Words) -> str:
    """All of its words."""
    return " ".join(word.text for word in line.words)


def at_foot(lines: Sequence[Words], above: Columns, height: float) -> Region | None:
    """The first lines of a row that stand alone at the foot of a page, below a table.

    Titles may stand between, and nothing but footers may stand further down.
    """
    starts = range(min(_TITLES + 1, len(lines)))
    found = (_at_foot(lines[start:], above, height) for start in starts)
    return next((region for region in found if region is not None), None)


def _at_foot(lines: Sequence[Words], above: Columns, height: float) -> Region | None:
    """The same where the first line is one of the row."""
    own: list[Words] = []
    gaps = above.gaps
    for line in lines:
        left = _left_free(line, above, gaps)
        if left is None or not _in_line(line, above):
            break
        own.append(line)
        gaps = left
    lowest = (1 - MARGIN_ZONE) * height
    if not own or not _is_in_columns(own, above):
        return None
    if any(line.base <= lowest for line in lines[len(own) :]):
        return None
    return _region(own, above, gaps)


def _region(own: Sequence[Words], above: Columns, gaps: Sequence[Gap]) -> Region:
    kept = tuple(_hair(x, gap) for x, gap in zip(above.xs[1:-1], gaps, strict=True))
    right = max(above.xs[-1] - PADDING, *(line.x1 for line in own))
    return Region(tuple(own), kept, above.xs[0] + PADDING, right)


def _left_free(line: Words, above: Columns, gaps: Sequence[Gap]) -> tuple[Gap, ...] | None:
    """What the line leaves of the gaps, if it stands in the columns."""
    if line.x0 < above.xs[0] - _ALIGNED:
        return None
    if line.x1 > above.xs[-1] + _ALIGNED and not _begins_last(line, above):
        return None
    found: list[Gap] = []
    for x, gap, (start, _) in zip(above.xs[1:-1], gaps, above.sides[1:], strict=True):
        new = narrowed(gap, line)
        if new is None or (
            new[1] - new[0] < min(FREE * line.size, gap[1] - gap[0])
            and not (start is not None and _begins_at(line, start, gap))
        ):
            new = narrowed(_hair(x, gap), line)
        if new is None:
            return None
        found.append(new)
    return tuple(found)


def _begins_at(line: Words, start: float, gap: Gap) -> bool:
    """Whether a word begins behind a gap where the texts of its column do."""
    return any(gap[0] < word.x0 and abs(word.x0 - start) <= _HAIR for word in line.words)


def _hair(x: float, gap: Gap) -> Gap:
    """The known border where it is free, else all of the gap."""
    return (x - _HAIR, x + _HAIR) if gap[0] <= x - _HAIR and x + _HAIR <= gap[1] else gap


def _begins_last(line: Words, above: Columns) -> bool:
    """Whether a word begins where the texts of the last column do."""
    start = above.sides[-1][0]
    return start is not None and any(abs(word.x0 - start) <= _ALIGNED for word in line.words)


def _is_in_columns(lines: Sequence[Words], above: Columns) -> bool:
    """Whether lines at the top of a page are a row: in line with several columns, in their type.

    A header may stand in line with the first column, and with the last one's end.
    """
    if any(abs(line.size - above.size) > _SAME_SIZE for line in lines):
        return False
    found = [_in_line(line, above) for line in lines]
    return (0 not in found and max(found) > 1) or stands_inside(lines, above)


def _in_line(line: Words, above: Columns) -> int:
    """With how many columns a line is in line; 0 if it is out of line with any of them."""
    inner = _borders(above)
    columns: defaultdict[int, list[Word]] = defaultdict(list)
    for word in line.words:
        columns[bisect_left(inner, (word.x0 + word.x1) / 2)].append(word)
    count = 0
    for at, words in columns.items():
        start, end = above.sides[at]
        begins = start is not None and abs(words[0].x0 - start) <= _ALIGNED
        ends = end is not None and abs(words[-1].x1 - end) <= _ALIGNED
        if not (begins or ends or start is end is None):
            return 0
        count += begins or (ends and at < len(inner))
    return count


def _borders(above: Columns) -> list[float]:
    """What parts words of one column from those of the next: where its texts begin, if they do."""
    starts = (start for start, _ in above.sides[1:])
    return [
        (gap[0] + gap[1]) / 2 if start is None or not gap[0] < start <= gap[1] + _HAIR else start
        for gap, start in zip(above.gaps, starts, strict=True)
    ]


def are_alike(upper: Columns, lower: Columns) -> bool:
    """Whether parts on two pages have the same columns: free at one place, and texts in line."""
    if len(upper.xs) != len(lower.xs):
        return False
    shift = lower.xs[0] - upper.xs[0]
    free = all(
        gap[0] < other[1] - shift and other[0] - shift < gap[1]
        for gap, other in zip(upper.gaps, lower.gaps, strict=True)
    )
    return free and all(map(partial(_are_in_line, shift), upper.sides, lower.sides))


def _are_in_line(shift: float, upper: Side, lower: Side) -> bool:
    """Whether texts of a column begin or end at one place; where one has none, they may."""
    pairs = [(a, b) for a, b in zip(upper, lower, strict=True) if a is not None and b is not None]
    return not pairs or any(abs(b - shift - a) <= _ALIGNED for a, b in pairs)
