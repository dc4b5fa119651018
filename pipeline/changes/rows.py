"""Which milestone of a later report is which of an earlier one, within an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.changes.assignment import Pair, assigned
from pipeline.changes.told import Deadline, Row
from pipeline.changes.wording import comparable

# Likeness of two texts by their letters, 0 to 1: enough by itself, and with one deadline.
ALIKE, ALIKE_WITH_DEADLINE = 0.6, 0.4
MOST_ROWS = 200  # of a kind that are measured against each other; more are paired by name alone
LONGEST = 2000  # letters of a text that are measured
_DEADLINE, _ORDER = 0.2, 0.05


class RowPairs(NamedTuple):
    """The rows of an item in two reports: those that are one, those that are gone and new."""

    pairs: tuple[tuple[Row, Row], ...]
    gone: tuple[Row, ...]
    new: tuple[Row, ...]


def paired(earlier: Sequence[Row], later: Sequence[Row]) -> RowPairs:
    """Milestones with milestones and economy rows with economy rows, one assignment each."""
    pairs: list[Pair] = []
    for kind in ("milestone", "economy"):
        rows = [i for i, row in enumerate(earlier) if row.kind == kind]
        columns = [j for j, row in enumerate(later) if row.kind == kind]
        found = _pairs([earlier[i] for i in rows], [later[j] for j in columns], kind)
        pairs += ((rows[i], columns[j]) for i, j in found)
    old, new = {i for i, _ in pairs}, {j for _, j in pairs}
    return RowPairs(
        tuple((earlier[i], later[j]) for i, j in sorted(pairs)),
        tuple(row for i, row in enumerate(earlier) if i not in old),
        tuple(row for j, row in enumerate(later) if j not in new),
    )


def same_deadline(one: Deadline | None, other: Deadline | None) -> bool:
    """Whether two deadlines mean one round or one last day, however they are printed."""
    if one is None or other is None:
        return one is other
    if one.kind is None or other.kind is None or one.kind != other.kind:
        return comparable(one.raw) == comparable(other.raw)
    if one.kind == "round":
        return (one.round, one.year) == (other.round, other.year)
    return one.last == other.last


def _pairs(earlier: Sequence[Row], later: Sequence[Row], kind: str) -> list[Pair]:
    found = _of_one_text(earlier, later)
    rows, columns = _rest(len(earlier), len(later), found)
    if max(len(rows), len(columns)) <= MOST_ROWS:
        values = {
            (i, j): value for i in rows for j in columns if (value := _value(earlier, later, i, j))
        }
        found += assigned(values)
    rows, columns = _rest(len(earlier), len(later), found)
    if kind == "economy":
        found += zip(rows, columns, strict=False)
    elif max(len(rows), len(columns)) <= MOST_ROWS:
        found += list(_in_one_gap(earlier, later, found))
    return found


def _rest(rows: int, columns: int, done: Sequence[Pair]) -> tuple[list[int], list[int]]:
    old, new = {i for i, _ in done}, {j for _, j in done}
    return [i for i in range(rows) if i not in old], [j for j in range(columns) if j not in new]


def _of_one_text(earlier: Sequence[Row], later: Sequence[Row]) -> list[Pair]:
    """Rows whose texts are the same, in their order; with the same deadline first."""
    found: list[Pair] = []
    for strict in (True, False):
        rows, columns = _rest(len(earlier), len(later), found)
        waiting: dict[object, list[int]] = {}
        for j in columns:
            waiting.setdefault(_name(later[j], strict), []).append(j)
        for i in rows:
            same = waiting.get(_name(earlier[i], strict))
            if same:
                found.append((i, same.pop(0)))
    return found


def _name(row: Row, strict: bool) -> object:
    text = comparable(row.plan)
    if not strict or row.deadline is None:
        return text
    deadline = row.deadline
    return text, deadline.kind, deadline.round, deadline.year, deadline.last


def _value(earlier: Sequence[Row], later: Sequence[Row], i: int, j: int) -> float:
    """How much speaks for two rows being one; 0 where too little does."""
    one, other = earlier[i], later[j]
    timely = _due_together(one, other)
    alike = fuzz.ratio(one.plan.casefold()[:LONGEST], other.plan.casefold()[:LONGEST]) / 100
    if not (one.plan and other.plan):
        alike = 0.0 if timely else -1.0
    elif alike < (ALIKE_WITH_DEADLINE if timely else ALIKE):
        return 0.0
    if alike < 0:
        return 0.0
    apart = abs(i / len(earlier) - j / len(later))
    return float((alike + _DEADLINE * timely) ** 2 + _ORDER * (1 - apart))


def _in_one_gap(
    earlier: Sequence[Row], later: Sequence[Row], done: Sequence[Pair]
) -> Iterator[Pair]:
    """Rows that stand between the same neighbours, the only ones there that are due then."""
    before, after = dict(done), {j: i for i, j in done}
    gone = _by_gap(earlier, before, before)
    new = _by_gap(later, after, {j: j for j in after})
    for gap, rows in gone.items():
        columns = new.get(gap, [])
        for i in rows:
            timely = [j for j in columns if _due_together(earlier[i], later[j])]
            rivals = [k for k in rows if _due_together(earlier[i], earlier[k])]
            if len(timely) == len(rivals) == 1:
                yield i, timely[0]


def _by_gap(
    rows: Sequence[Row], paired_rows: Mapping[int, int], gaps: Mapping[int, int]
) -> dict[int, list[int]]:
    """Rows without a counterpart, by the row of the later report that is paired above them."""
    found: dict[int, list[int]] = {}
    gap = -1
    for index in range(len(rows)):
        if index in paired_rows:
            gap = gaps[index]
        else:
            found.setdefault(gap, []).append(index)
    return found


def _due_together(one: Row, other: Row) -> bool:
    return one.deadline is not None and same_deadline(one.deadline, other.deadline)
