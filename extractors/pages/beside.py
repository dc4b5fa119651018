"""Two tables without vertical rules beside each other, told from one with as many columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.pages.gaps import Gap, Word, uncovered
from extractors.pages.letters import WIDE
from extractors.pages.region import Region, columns, is_table
from extractors.pages.separators import Separator

_GUTTER = 2.5  # of the size: no narrower gap parts two tables by what stands beside it
_SELDOM = 0.34  # of the lines of the shorter side: two tables are level no more often
_RULES = 2  # rules that end at the gap, on either side
_AMOUNT = re.compile(r"[-–−]?\d{1,3}(?:\.\d{3})*(?:,\d+)?[-%]?")


def taken_apart(region: Region, separators: Sequence[Separator]) -> Iterator[Region]:
    """The tables in a region, from left to right; most regions are one.

    Two are told by headings that come twice, by rules that end between them, by rows that are not
    level, or by a second column of names beside amounts that is not as long as the first.
    """
    for gap in _gutters(region):
        left, right = _side(region, gap, 0), _side(region, gap, 1)
        if left is None or right is None:
            continue
        if not (is_table(left, separators) and is_table(right, separators)):
            continue
        if (
            _have_one_heading(left, right)
            or _are_ruled_apart(left, right, gap, separators)
            or _are_not_level(left, right)
            or _are_accounts(region, left, right, gap)
        ):
            yield left
            yield from taken_apart(right, separators)
            return
    yield region


def _gutters(region: Region) -> list[Gap]:
    """The gaps between columns, and what is free between lines that never are level."""
    size = max(line.size for line in region.lines)
    free = (gap for gap in uncovered(region.lines, 0) if gap[1] - gap[0] >= WIDE * size)
    return sorted({*region.gaps, *free})


def _side(region: Region, gap: Gap, side: int) -> Region | None:
    """What stands on one side of a gap; None where that is a single column."""
    gaps = tuple(one for one in region.gaps if (one > gap if side else one < gap))
    middle = (gap[0] + gap[1]) / 2
    lines = []
    for line in region.lines:
        words = tuple(word for word in line.words if _is_on(word, middle, side))
        if words:
            lines.append(line._replace(words=words))
    if not gaps or not lines:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return Region(tuple(lines), gaps, left, right)


def _is_on(word: Word, middle: float, side: int) -> bool:
    return ((word.x0 + word.x1) / 2 > middle) == bool(side)


def _have_one_heading(left: Region, right: Region) -> bool:
    """Whether the first row begins again at the gap ("Konto, Budget, Konto, Budget")."""
    own, other = _first(left), _first(right)
    is_text = any(letter.isalpha() for text in own for letter in text)
    return left.lines[0].base == right.lines[0].base and is_text and other[: len(own)] == own


def _first(region: Region) -> list[str]:
    """The texts of the first line, column by column."""
    return [" ".join(word.text for word in own[0]) for own in columns(_top(region)) if own]


def _top(region: Region) -> Region:
    return region._replace(lines=region.lines[:1])


def _are_ruled_apart(
    left: Region, right: Region, gap: Gap, separators: Sequence[Separator]
) -> bool:
    """Whether rules run across the columns on either side and none from one to the other."""
    lines = (*left.lines, *right.lines)
    high = min(line.base - 2 * line.size for line in lines)
    low = max(line.base + line.size for line in lines)
    near = [one for one in separators if one.drawn and high <= one.y <= low]
    middle = (gap[0] + gap[1]) / 2
    if any(one.x0 < middle < one.x1 for one in near):
        return False
    return all(
        sum(one.x0 <= side.gaps[0][0] and one.x1 >= side.gaps[-1][1] for one in near) >= _RULES
        for side in (left, right)
    )


def _are_not_level(left: Region, right: Region) -> bool:
    own, other = ({line.base for line in side.lines} for side in (left, right))
    return len(own & other) <= _SELDOM * min(len(own), len(other))


def _are_accounts(region: Region, left: Region, right: Region, gap: Gap) -> bool:
    """Whether names beside amounts come twice, and one list is longer than the other."""
    size = max(line.size for line in region.lines)
    if gap[1] - gap[0] < _GUTTER * size or left.lines[-1].base == right.lines[-1].base:
        return False
    return all(_is_account(side) for side in (left, right))


def _is_account(region: Region) -> bool:
    """Names in the first column, and below the headings amounts in all others."""
    names, *amounts = columns(region)
    texts = [" ".join(word.text for word in words) for words in names]
    if any(_AMOUNT.fullmatch(text) for text in texts):
        return False
    return all(
        _AMOUNT.fullmatch("".join(word.text for word in words))
        for column in amounts
        for words in column[1:]
    )
