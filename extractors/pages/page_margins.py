"""The margins of a page, where headers, footers and page numbers stand beside its tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.pages.distances import APART, SAME_SIZE, comes_again, usual_step
from extractors.pages.gaps import Words
from extractors.pages.refrains import is_page_number

MARGIN_ZONE = 0.09  # of the page's height: headers and footers stand there, and ...
_MARGIN, _MARGIN_SHARE = 64.0, 0.2  # ... points, on low pages, and of those no more than that
_SMALL_APART = 1.25  # of the usual distance of lines: what is set apart in smaller type

_FURTHER = 1.25  # times as far from what is below as from what is above
_IN_LINE, _SEVERAL = 1.0, 3  # points, and lines


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
    is_low = is_low and not comes_again(steps[-1], steps) and not _is_above_footer(lines, span)
    return start, end - (is_low or is_number_below(low, height))


def _is_above_footer(lines: Sequence[Words], span: tuple[int, int]) -> bool:
    """Whether the last line of a table is one though set apart: a footer is further below it.

    It begins in line with others, as the first of a paragraph does, in their type; behind the
    first column, where no footer begins, that may be as near.
    """
    own, footer = lines[span[0] : span[1] - 1], lines[span[1] : span[1] + 1]
    above, low = own[-1], lines[span[1] - 1]
    if not footer or abs(low.size - above.size) > SAME_SIZE or low.bold > above.bold:
        return False
    begun = (any(abs(w.x0 - low.x0) <= _IN_LINE for w in line.words) for line in own)
    is_inner = low.x0 > min(line.x0 for line in own) + low.size
    least = 0.0 if is_inner else _FURTHER * (low.base - above.base)
    return sum(begun) >= _SEVERAL and footer[0].base - low.base > least


def is_number_below(line: Words, height: float) -> bool:
    """Whether a line at the foot of a page is the page's number."""
    text = " ".join(word.text for word in line.words)
    return line.base > height - margin(height) and is_page_number(text)


def _set_apart(line: Words, beside: Words) -> float:
    """How many usual steps from a table a header or footer stands: one in smaller type closer."""
    return _SMALL_APART if line.size < beside.size - SAME_SIZE else APART
