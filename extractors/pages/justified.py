"""Gaps that only justified text leaves, whose last words look like a column of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.pages.gaps import LEAST_LINES, SHARP, Gap, Word, Words

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
