"""Columns inside a column, told by a wide gap that all lines of a document leave free.

One page may have a heading alone with something on either side of such a gap, and another a single
row. Where several lines have, whatever the page, it parts columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.pages.begun_columns import Begun, Span
from extractors.pages.continuation import Columns
from extractors.pages.gaps import Gap

_WIDE = 0.8  # of the size, on all lines together
_LEAST, _LEAST_ENDS = 3, 2  # lines with words on either side, and places at which the first end
_NEAR = 2  # half points from each other: texts that end at one place
_NARROWEST = 2.0  # of the size: no column is narrower


def with_free(columns: Columns, begun: Begun) -> Columns:
    """The columns, parted where such gaps stand in them."""
    words = sorted(begun.spans())
    found = [gap for pair in _columns(columns) for gap in _free(words, pair, columns.size)]
    if not found:
        return columns
    xs, gaps, sides = list(columns.xs), list(columns.gaps), list(columns.sides)
    for low, high in reversed(found):
        x = (low + high) / 2
        at = next(number for number, edge in enumerate(xs) if edge > x)
        start, end = sides[at - 1]
        xs.insert(at, x)
        gaps.insert(at - 1, (low, high))
        sides[at - 1 : at] = [(start, None), (None, end)]
    return columns._replace(xs=tuple(xs), gaps=tuple(gaps), sides=tuple(sides))


def _columns(columns: Columns) -> Iterator[Gap]:
    """From where to where the texts of each column may stand."""
    begins = [columns.xs[0], *(high for _, high in columns.gaps)]
    ends = [*(low for low, _ in columns.gaps), columns.xs[-1]]
    yield from zip(begins, ends, strict=True)


def _free(words: Sequence[Span], column: Gap, size: float) -> Iterator[Gap]:
    """The wide gaps that no word of a column stands in, and several lines have both sides of."""
    start, end = (round(2 * x) for x in column)
    own = [word for word in words if start - 1 <= word.begin and word.end <= end + 1]
    reach = start
    for word in own:
        low, high = reach, word.begin
        is_wide = high - low >= 2 * _WIDE * size and low - start >= 2 * _NARROWEST * size
        if is_wide and _parts_lines(own, (start, low, high)):
            yield low / 2, high / 2
        reach = max(reach, word.end)


def _parts_lines(own: Sequence[Span], gap: tuple[int, int, int]) -> bool:
    """Whether several lines have words of the column, which begins there, on either side."""
    start, low, high = gap
    behind = [word for word in own if word.begin >= high and start < word.before <= low]
    places = sorted({word.before for word in behind})
    return (
        sum(word.times for word in behind) >= _LEAST
        and len(places) >= _LEAST_ENDS
        and places[-1] - places[0] > _NEAR
    )
