"""The columns of a table whose rows are known: gaps that most rows leave free, each asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from extractors.pages.chance import MOST_COLUMNS
from extractors.pages.gaps import (
    FREE,
    LEAST_LINES,
    NEARLY_ALL,
    SHARP,
    Gap,
    Word,
    Words,
    blanks_of,
    meet,
)
from extractors.pages.hanging import without_hanging
from extractors.pages.letters import WIDE

_WIDER = 1.6  # of a line's blanks: what is wider is more than one of them
_LEAST = 2  # rows that show a column
_SHARES = (0.0, 0.1, 0.2, 0.35, 0.5)  # of the rows, that texts may stand across a gap in

Row = Sequence[Words]
Vote: TypeAlias = Literal["shown", "crossed", "narrow"]
VOTES: tuple[Vote, ...] = ("shown", "crossed", "narrow")


def columns_by_votes(rows: Sequence[Row]) -> tuple[Gap, ...]:
    """The gaps between the columns, from left to right."""
    covers = [_covered(row) for row in rows]
    size = max(line.size for row in rows for line in row)
    found: list[Gap] = []
    for crossing in sorted({int(share * len(rows)) for share in _SHARES}):
        new = [
            gap
            for gap in _free(covers, crossing)
            if gap[1] - gap[0] >= FREE * size and not any(meet(gap, one) for one in found)
        ]
        if len(found) + len(new) > MOST_COLUMNS:
            break
        found = _confirmed(rows, found, new)
    return without_hanging([line for row in rows for line in row], tuple(found))


def is_shown(rows: Sequence[Row], gap: Gap, gaps: Sequence[Gap]) -> bool:
    """Whether rows confirm a gap among these."""
    return _balance(rows, gap, sorted(gaps)) >= 0


def shows(row: Row, gaps: Sequence[Gap]) -> bool:
    """Whether a row has texts on either side of any of these gaps."""
    return any(_vote(row, gap, gaps) == "shown" for gap in gaps)


def texts_before(row: Row, gap: Gap, gaps: Sequence[Gap]) -> Iterator[str]:
    """What each line of a row that shows a gap has right before it, if it has texts behind it."""
    if _vote(row, gap, gaps) != "shown":
        return
    start = max((high for _, high in gaps if high <= gap[0]), default=float("-inf"))
    middle, end = _column(gap, gaps)
    for line in row:
        own = [word.text for word in line.words if start <= word.x0 < middle]
        if own and _within(line, (middle, end)):
            yield " ".join(own)


def _covered(row: Row) -> list[Gap]:
    """What the words of a row cover, from left to right."""
    found: list[Gap] = []
    for low, high in sorted((word.x0, word.x1) for line in row for word in line.words):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _free(covers: Sequence[Sequence[Gap]], crossing: int) -> Iterator[Gap]:
    """Intervals that no more rows cover."""
    ends = sorted(end for cover in covers for low, high in cover for end in ((low, 1), (high, -1)))
    depth, since = 0, None
    for x, step in ends:
        if depth <= crossing < depth + step and since is not None:
            yield since, x
        depth += step
        if step < 0 and depth == crossing:
            since = x


def _confirmed(rows: Sequence[Row], known: Sequence[Gap], new: Sequence[Gap]) -> list[Gap]:
    """The known gaps and those new ones that more rows show than run across them."""
    found = sorted([*known, *new])
    while True:
        doubtful = [
            (balance, gap)
            for gap in new
            if gap in found and (balance := _balance(rows, gap, found)) < 0
        ]
        if not doubtful:
            return found
        found.remove(min(doubtful)[1])


def _balance(rows: Sequence[Row], gap: Gap, gaps: Sequence[Gap]) -> int:
    """By how many rows a gap is confirmed; below none, it is not."""
    votes = [_vote(row, gap, gaps) for row in rows]
    shown, crossed, narrow = (votes.count(one) for one in VOTES)
    if shown and _are_in_line(rows, gap, gaps):
        shown += narrow
    else:
        crossed += narrow
    least = 1 if not crossed and _is_of_heading(rows, gap) else _LEAST
    return shown - max(crossed + 1, least)


def _are_in_line(rows: Sequence[Row], gap: Gap, gaps: Sequence[Gap]) -> bool:
    """Whether nearly all texts behind a gap begin right there, as in a column."""
    column = _column(gap, gaps)
    starts = [
        min(word.x0 for word in own)
        for row in rows
        for line in row
        if (own := _within(line, column))
    ]
    return sum(x - gap[1] <= SHARP for x in starts) >= max(LEAST_LINES, NEARLY_ALL * len(starts))


def _column(gap: Gap, gaps: Sequence[Gap]) -> Gap:
    """From where to where the texts behind a gap stand."""
    end = min((low for low, _ in gaps if low >= gap[1]), default=float("inf"))
    return (gap[0] + gap[1]) / 2, end


def _within(line: Words, column: Gap) -> list[Word]:
    return [word for word in line.words if column[0] <= word.x0 < column[1]]


def _is_of_heading(rows: Sequence[Row], gap: Gap) -> bool:
    """Whether it is wide in a heading in bold."""
    return any(
        pair[1].x0 - pair[0].x1 >= WIDE * line.size
        for row in rows
        for line in row
        if line.bold
        for pair in pairwise(line.words)
        if _parts(gap, pair)
    )


def _vote(row: Row, gap: Gap, gaps: Sequence[Gap]) -> Vote | None:
    """What a row tells of a gap: nothing where it has no text in either column beside it."""
    column = _column(gap, gaps)
    middle = column[0]
    if any(word.x0 < middle < word.x1 for line in row for word in line.words):
        return "crossed"
    start = max((high for _, high in gaps if high <= gap[0]), default=float("-inf"))
    if not any(start <= word.x0 < middle for line in row for word in line.words):
        return None
    behind = [(line, own[0]) for line in row if (own := _within(line, column))]
    if not behind:
        return None
    return "shown" if any(_is_wide(line, word, gaps) for line, word in behind) else "narrow"


def _is_wide(line: Words, word: Word, gaps: Sequence[Gap]) -> bool:
    """Whether a line leaves more free before a word than between those of one text."""
    before = max((other.x1 for other in line.words if other.x1 <= word.x0), default=None)
    return before is None or word.x0 - before > _WIDER * _blank(line, gaps)


def _blank(line: Words, gaps: Sequence[Gap]) -> float:
    """How wide the blanks of a line are."""
    return max(min(blanks_of(line, gaps), default=0.0), 0.2 * line.size)


def _parts(gap: Gap, pair: tuple[Word, Word]) -> bool:
    return pair[0].x1 <= (gap[0] + gap[1]) / 2 <= pair[1].x0
