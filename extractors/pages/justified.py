"""Gaps that only justified text leaves, whose last words look like a column of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.pages.gaps import LEAST_LINES, MOSTLY, SHARP, Gap, Word, Words, meet

_ALIGNED = 2.0  # points

Parted = tuple[list[Word], list[Word]]  # the words before a gap and those behind it


def without_stretched(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps, without those between the words of justified texts."""
    kept = list(gaps)
    for gap in gaps:
        at = kept.index(gap)
        before = kept[at - 1][1] if at else float("-inf")
        behind = kept[at + 1][0] if at + 1 < len(kept) else float("inf")
        if _is_stretched(list(_parted(lines, gap, (before, behind)))):
            kept.remove(gap)
    return tuple(kept)


def without_wrapped(
    lines: Sequence[Words], gaps: tuple[Gap, ...], known: Sequence[Gap]
) -> tuple[Gap, ...]:
    """The gaps, without new ones behind which small letters go on below, before the gap."""
    edges = (float("-inf"), *(x for gap in gaps for x in gap), float("inf"))
    return tuple(
        gap
        for at, gap in enumerate(gaps)
        if any(meet(gap, one) for one in known)
        or not _is_wrapped(list(_parted(lines, gap, (edges[2 * at], edges[2 * at + 3]))))
    )


def _is_wrapped(lines: Sequence[Parted]) -> bool:
    """Whether most of what stands behind a gap goes on in the next line, before it."""
    told = [pair for pair in lines if pair[0] or pair[1]]
    firsts = [behind[0] for _, behind in told if behind]
    both = [(above, below) for above, below in pairwise(told) if above[1]]
    wrapped = sum(bool(below[0]) and not below[1] for _, below in both)
    return (
        len(both) >= LEAST_LINES
        and wrapped >= MOSTLY * len(both)
        and all(above[0] for above, _ in both)
        and all(word.text[0].islower() for word in firsts)
    )


def _parted(lines: Sequence[Words], gap: Gap, around: Gap) -> Iterator[Parted]:
    """Of each line the words in the columns on either side of a gap."""
    border = (gap[0] + gap[1]) / 2
    for line in lines:
        near = [word for word in line.words if around[0] <= word.x0 and word.x1 <= around[1]]
        yield (
            [word for word in near if word.x1 <= border],
            [word for word in near if word.x0 >= border],
        )


def _is_stretched(lines: Sequence[Parted]) -> bool:
    """Whether what stands behind a gap goes on with what stands before it, up to one margin.

    It has no heading, stands nowhere alone, ends in line and does not begin in line, or always
    with a small letter.
    """
    both = [(before, behind) for before, behind in lines if behind]
    if not both or lines[0][1] or not lines[0][0]:
        return False
    if len(lines) < LEAST_LINES or not all(before for before, _ in both):
        return False
    firsts, lasts = [behind[0] for _, behind in both], [behind[-1].x1 for _, behind in both]
    if not all(word.text[0].isalpha() for word in firsts) or max(lasts) - min(lasts) > SHARP:
        return False
    begins = [word.x0 for word in firsts]
    return max(begins) - min(begins) > _ALIGNED or all(word.text[0].islower() for word in firsts)
