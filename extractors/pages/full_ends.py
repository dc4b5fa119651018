"""Sentences that end with a line in which the next word had no room: of a paragraph, or inside one.

Inside a page the gap below tells. At its foot nothing does, and how a document usually goes on
behind such a line is all there is to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.apart import APART, APART_POINTS
from extractors.pages.letters import PrintedLine
from extractors.pages.torn import SLACK, width_of

_ENDS = frozenset(".!?…")
_BLANK = 0.25  # of the size
_FEWEST = 2  # paragraphs that tell


class FullEnd(NamedTuple):
    """Such a line, and how far below it the next one stands."""

    apart: float  # points
    size: float


def full_ends(lines: Sequence[PrintedLine], x0: float, x1: float) -> Iterator[FullEnd]:
    """Each of a cell between two edges."""
    right = x1 - (lines[0].x0 - x0) - SLACK
    for above, below in pairwise(lines):
        if above.text[-1:] not in _ENDS or not below.text[:1].isupper():
            continue  # most lines
        if right - above.x1 - _BLANK * above.size <= width_of(below, 1) and below.bullet is None:
            yield FullEnd(below.base - above.base, above.size)


def end_paragraphs(found: Iterable[FullEnd], pitches: Mapping[float, float]) -> bool:
    """Whether more of them end a paragraph, with a gap below, than do not."""
    apart = [step > APART * pitches[size] + APART_POINTS for step, size in found]
    return sum(apart) >= max(_FEWEST, len(apart) // 2 + 1)
