"""Which lines of a scanned page are rules of its tables, and where dirt has broken them.

A rule of a table ends at a rule across it. What ends in the open was broken by dirt, or is dirt
itself: the side of a stamp, the flat of a coffee ring, strokes that ran together. Lengths are
points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Line = tuple[float, float, float]  # position, start, end

_MEET = 4.0  # between the end of a rule and the one it ends at
_ALONG = 1.5  # between the positions of two pieces of one rule
_BREAK = 30.0  # that a stamp or a ring may hide of a rule
_WIDE_BREAK = 110.0  # the same of a rule that ends at others on its two far sides
_PIECE = 16.0  # a shorter one is not seen: so much may be missing at the end of a rule
_COMPANY = 0.5  # of a short line, beside which another one goes
_OTHERS = 2  # rules that end where one goes on
_STRAY = 60.0  # a line that ends in the open is a rule from here on


class Ruling(NamedTuple):
    """The rules of a page, and what was done to them."""

    across: list[Line]
    down: list[Line]
    mended: int = 0  # gaps bridged
    dropped: int = 0  # lines that are no rules


def settled(across: Iterable[Line], down: Iterable[Line]) -> Ruling:
    """The rules among the lines, whole again.

    >>> rows = [(10.0, 0.0, 40.0), (10.0, 60.0, 200.0), (50.0, 0.0, 200.0)]
    >>> sides = [(0.0, 10.0, 50.0), (200.0, 10.0, 50.0), (120.0, 20.0, 45.0)]
    >>> found = settled(rows, sides)
    >>> found.across, len(found.down), found.mended, found.dropped
    ([(10.0, 0.0, 200.0), (50.0, 0.0, 200.0)], 2, 1, 1)
    """
    level, upright, stamped = _unstamped(sorted(across), sorted(down))
    level, gaps_across = _bridged(level, upright)
    upright, gaps_down = _bridged(upright, level)
    dropped = stamped
    while True:
        kept = [line for line in upright if _held(line, level, upright)]
        also = [line for line in level if _held(line, kept, level)]
        fewer = len(upright) + len(level) - len(kept) - len(also)
        level, upright, dropped = also, kept, dropped + fewer
        if not fewer:
            break
    level, upright = _trimmed(level, upright), _trimmed(upright, level)
    whole = _drawn_out(level, upright), _drawn_out(upright, level)
    gaps = sum(
        one != own for one, own in zip((*level, *upright), (*whole[0], *whole[1]), strict=True)
    )
    return Ruling(*whole, gaps_across + gaps_down + gaps, dropped)


def _drawn_out(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """The lines; one that ends in the open goes on to where others end, if that is near.

    >>> sides = [(0.0, 0.0, 90.0), (100.0, 0.0, 90.0)]
    >>> _drawn_out([(0.0, 0.0, 100.0), (40.0, 0.0, 92.0), (90.0, 0.0, 100.0)], sides)
    [(0.0, 0.0, 100.0), (40.0, 0.0, 100.0), (90.0, 0.0, 100.0)]
    """
    found = []
    for line in lines:
        position, start, end = line
        left, right = (_meets(position, at, others) for at in (start, end))
        if left and not right:
            found.append((position, start, _next_end(lines, (position, end), others, 2)))
        elif right and not left:
            found.append((position, _next_end(lines, (position, start), others, 1), end))
        else:
            found.append(line)
    return found


def _next_end(
    lines: Sequence[Line], point: tuple[float, float], others: Sequence[Line], side: int
) -> float:
    """Where a line that stops in the open ends: with others at a rule beyond, or there."""
    position, end = point
    beyond = [
        at
        for at, start, stop in others
        if 0.0 < (at - end) * (2 * side - 3) <= _PIECE
        and start - _MEET <= position <= stop + _MEET
        and sum(abs(line[side] - at) <= _MEET for line in lines) >= _OTHERS
    ]
    return min(beyond, key=lambda at: abs(at - end), default=end)


def _trimmed(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """The lines without what dirt adds at an end: most end at the last rule across.

    >>> sides = [(0.0, 0.0, 90.0), (100.0, 0.0, 90.0)]
    >>> _trimmed([(0.0, 0.0, 100.0), (40.0, -30.0, 100.0), (90.0, 0.0, 100.0)], sides)
    [(0.0, 0.0, 100.0), (40.0, 0.0, 100.0), (90.0, 0.0, 100.0)]
    """
    found = []
    for line in lines:
        position, start, end = line
        crossing = [at for at, top, bottom in others if top - _MEET <= position <= bottom + _MEET]
        within = [at for at in crossing if start - _MEET <= at <= end + _MEET]
        if len(within) > 1:
            first, last = min(within), max(within)
            start = first if _is_the_end(lines, 1, first, start) else start
            end = last if _is_the_end(lines, 2, last, end) else end
        found.append((position, start, end))
    return found


def _is_the_end(lines: Sequence[Line], side: int, at: float, end: float) -> bool:
    """Whether a line that goes on beyond `at` is alone in that, and others end there."""
    if abs(end - at) <= _MEET:
        return False
    ending = sum(abs(line[side] - at) <= _MEET for line in lines)
    beyond = sum(line[1] < at - _MEET and line[2] > at + _MEET for line in lines)
    return ending >= _OTHERS and beyond == 1


def _meets(position: float, at: float, others: Sequence[Line]) -> bool:
    """Whether the end of a line lies on one across it."""
    return any(
        abs(other - at) <= _MEET and start - _MEET <= position <= end + _MEET
        for other, start, end in others
    )


def _held(line: Line, others: Sequence[Line], alike: Sequence[Line]) -> bool:
    """Whether a line is long, ends at two others, or goes on another one."""
    position, start, end = line
    if end - start >= _STRAY:
        return True
    if _meets(position, start, others) and _meets(position, end, others):
        return _has_company(line, alike)  # a side of a stamp may fill the gap between two tables
    return any(
        one != line and abs(one[0] - position) <= _ALONG and one[2] - one[1] >= _STRAY
        for one in alike
    )


def _has_company(line: Line, alike: Sequence[Line]) -> bool:
    """Whether another line goes beside: one rule alone makes no cell.

    >>> _has_company((9.0, 0.0, 20.0), [(9.0, 0.0, 20.0), (40.0, 5.0, 80.0)])
    True
    >>> _has_company((9.0, 0.0, 20.0), [(9.0, 0.0, 20.0), (40.0, 15.0, 80.0)])
    False
    """
    _, start, end = line
    return any(
        abs(one[0] - line[0]) > _ALONG
        and min(one[2], end) - max(one[1], start) >= _COMPANY * (end - start)
        for one in alike
    )


def _bridged(lines: Sequence[Line], others: Sequence[Line]) -> tuple[list[Line], int]:
    """Pieces of one rule joined where their ends lie in the open: the number of gaps beside."""
    found: list[Line] = []
    count = 0
    for line in sorted(lines):
        for index, (position, start, end) in enumerate(found):
            left, right = sorted(((start, end), line[1:]))
            gap = right[0] - left[1]
            if abs(position - line[0]) > _ALONG or gap > _WIDE_BREAK:
                continue
            loose = sum(not _meets(position, at, others) for at in (left[1], right[0]))
            held = _meets(position, left[0], others) and _meets(position, right[1], others)
            within = any(left[1] + _MEET < at < right[0] - _MEET for at, *_ in others)
            # No rule of a table ends in the open.
            is_hidden = held and (loose == len((left, right)) or (loose == 1 and not within))
            most = _WIDE_BREAK if is_hidden else _BREAK * loose / 2
            if gap <= _MEET or (gap <= most and _is_longer(left, right, gap)):
                longest = max(found[index], line, key=lambda one: one[2] - one[1])
                found[index] = (longest[0], left[0], max(left[1], right[1]))
                count += gap > _MEET
                break
        else:
            found.append(line)
    if len(found) < len(lines):
        again, more = _bridged(found, others)
        return again, count + more
    return found, count


def _is_longer(left: tuple[float, float], right: tuple[float, float], gap: float) -> bool:
    return min(left[1] - left[0], right[1] - right[0]) >= gap


def _unstamped(across: Sequence[Line], down: Sequence[Line]) -> tuple[list[Line], list[Line], int]:
    """Without frames at which no rule ends: stamps, and boxes around prose."""
    level, upright = set(across), set(down)
    for lines, others, own, beside in (
        (across, down, level, upright),
        (down, across, upright, level),
    ):
        for pair in _pairs(lines):
            sides = _sides(pair, others)
            if sides is not None and _is_stamp(pair, sides, lines, others):
                own -= set(pair)
                beside -= set(sides)
    gone = len(across) - len(level) + len(down) - len(upright)
    return sorted(level), sorted(upright), gone


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines beside each other of the same length, alone in that: rows of a table are many."""
    for line in lines:
        same = [one for one in lines if one[0] != line[0] and _equal(one[1:], line[1:])]
        if len(same) == 1 and same[0][0] > line[0] + _MEET:
            yield line, same[0]


def _equal(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _MEET for a, b in zip(one, other, strict=True))


def _sides(pair: tuple[Line, Line], others: Sequence[Line]) -> list[Line] | None:
    """The two other sides of a frame; one may be hidden by a rule that lies on it."""
    first, second = pair
    found: list[Line] = []
    hidden = 0
    for corner in first[1:]:
        beside = [one for one in others if abs(one[0] - corner) <= _MEET]
        own = [one for one in beside if _equal(one[1:], (first[0], second[0]))]
        found += own
        is_hidden = any(
            one[1] <= first[0] + _MEET and one[2] >= second[0] - _MEET for one in beside
        )
        if not own and not is_hidden:
            return None
        hidden += not own
    return found if hidden <= 1 else None


def _is_stamp(
    pair: Sequence[Line], sides: Sequence[Line], lines: Sequence[Line], others: Sequence[Line]
) -> bool:
    """Whether nothing ends at the frame: the frame of a table ends the rules within."""
    inside = [one for one in others if one not in sides]
    within = [one for one in lines if one not in pair]
    ended = any(_ends_at(one, side) for side in pair for one in inside)
    return not ended and not any(_ends_at(one, side) for side in sides for one in within)


def _ends_at(line: Line, side: Line) -> bool:
    position, start, end = line
    within = side[1] + _MEET < position < side[2] - _MEET
    return within and min(abs(start - side[0]), abs(end - side[0])) <= _MEET
