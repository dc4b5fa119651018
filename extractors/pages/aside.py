"""Gaps between the heading of a column and its texts, which stand aside of it.

A heading at the left and signs or dates in the middle leave a gap free that is none of columns: no
line has anything on both sides of it, and on one there is only what heads the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages.gaps import Gap, Words, texts_of

_LEAST = 2  # lines below a heading


def without_aside(lines: Sequence[Words], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps, without those between headings and the texts of their own column."""
    kept = list(gaps)
    for gap in gaps:
        at = kept.index(gap)
        texts = [texts_of(line, [(low + high) / 2 for low, high in kept]) for line in lines]
        left, right = [one[at] for one in texts], [one[at + 1] for one in texts]
        if _heads(left, right, texts) or _heads(right, left, texts):
            kept.remove(gap)
    return tuple(kept)


def _heads(heads: Sequence[str], column: Sequence[str], texts: Sequence[Sequence[str]]) -> bool:
    """Whether one text, again and again, stands in lines of headings only, and others below it."""
    of_heads = [at for at, text in enumerate(heads) if text]
    below = [at for at, text in enumerate(column) if text]
    if not of_heads or len(below) < _LEAST or of_heads[0] > below[0]:
        return False
    is_one = len({heads[at] for at in of_heads}) == 1
    is_filled = all(sum(map(bool, texts[at])) > _LEAST for at in of_heads)
    return is_one and is_filled and not set(of_heads) & set(below)
