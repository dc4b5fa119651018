"""The columns of a framed table by its heading, where texts below leave no gaps in line.

Texts that are centred or ragged show columns badly. But what stands apart in a heading heads
columns, where no word further down stands across.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.pages.gaps import Gap, Words, level, narrowed, uncovered, words_of
from extractors.pages.letters import WIDE, PrintedLine
from extractors.pages.region import Region, columns

_LEAST = 2  # gaps: two texts may stand apart by chance
_LEAST_LINES = 2  # of each column, its heading among them


def headed_region(rows: Mapping[int, Sequence[PrintedLine]]) -> Region | None:
    """The lines of a table with a rule below its heading, in the columns that this shows.

    `rows` are the lines between rules, by number.
    """
    if len(rows) < _LEAST:
        return None
    head, *below = (level(map(words_of, own)) for _, own in sorted(rows.items()))
    gaps = _gaps(head, [line for own in below for line in own])
    lines = tuple(line for own in (head, *below) for line in own)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    region = Region(lines, gaps, left, right)
    is_one = len(gaps) >= _LEAST and min(map(len, columns(region))) >= _LEAST_LINES
    return region if is_one else None


def _gaps(head: Sequence[Words], below: Sequence[Words]) -> tuple[Gap, ...]:
    """What the heading leaves free between its texts, as far as all lines do."""
    least = WIDE * max(line.size for line in head)
    found = []
    for low, high in uncovered(head, 0):
        gap: Gap | None = (low, high) if high - low >= least else None
        for line in below:
            gap = gap and narrowed(gap, line)
        found += [gap] if gap else []
    return tuple(found)
