"""Which item of a later report continues which item of an earlier one.

Items of one number and title are one. What is left is assigned all at once, so that no pair takes
what another needs more, and what is left then may be a part of an item that was split, or have
been merged into another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.changes.assignment import Pair, assigned
from pipeline.changes.likeness import (
    MOST_PAIRS,
    SAME_TITLE,
    Likeness,
    Profile,
    candidates,
    likeness,
    profile,
)
from pipeline.changes.told import Item
from pipeline.changes.wording import comparable

LEAST = 0.5  # of likeness; below it two items are two
ALIKE_TEXT = 0.6
SPLIT, MERGED = "split", "merged"
_MOVED_ROWS = 2  # milestones that show where a part of an item went
_ORDER = 1e-3  # what standing in the same order adds, where nothing else decides


class Link(NamedTuple):
    """An item that continues another, and on what evidence."""

    earlier: Item
    later: Item
    score: float
    ground: str

    @property
    def in_parts(self) -> bool:
        """Whether one of the two is a part of the other."""
        return self.ground in {SPLIT, MERGED}


def links(earlier: Sequence[Item], later: Sequence[Item]) -> tuple[Link, ...]:
    """Every link between the items of two reports, in order of the earlier."""
    before, after = [profile(item) for item in earlier], [profile(item) for item in later]
    pairs = _of_one_name(before, after)
    pairs += _assigned(before, after, pairs)
    parts = {**_parts(earlier, later, pairs, SPLIT), **_merged(earlier, later, pairs)}
    found = [
        _link(earlier[i], later[j], likeness(before[i], after[j]), parts.get((i, j)))
        for i, j in sorted({*pairs, *parts})
    ]
    return tuple(found)


def _of_one_name(before: Sequence[Profile], after: Sequence[Profile]) -> list[Pair]:
    """Those whose number, part and title are the same, and nobody else's."""
    first, second = (_unique([one.name for one in side]) for side in (before, after))
    return [(i, second[name]) for name, i in first.items() if name in second]


def _unique(names: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(names)
    return {name: index for index, name in enumerate(names) if counts[name] == 1}


def _assigned(
    before: Sequence[Profile], after: Sequence[Profile], done: Sequence[Pair]
) -> list[Pair]:
    rows = [i for i in range(len(before)) if i not in {pair[0] for pair in done}]
    columns = [j for j in range(len(after)) if j not in {pair[1] for pair in done}]
    values: dict[Pair, float] = {}
    for i, j in candidates([before[i] for i in rows], [after[j] for j in columns]):
        score = likeness(before[rows[i]], after[columns[j]]).score
        if score >= LEAST:
            apart = abs(i / len(rows) - j / len(columns))
            # Cubed, so that two doubtful pairs never outweigh a sure one.
            values[i, j] = score**3 + _ORDER * (1 - apart)
    return [(rows[i], columns[j]) for i, j in assigned(values)]


def _merged(
    earlier: Sequence[Item], later: Sequence[Item], pairs: Sequence[Pair]
) -> Mapping[Pair, str]:
    turned = _parts(later, earlier, [(j, i) for i, j in pairs], MERGED)
    return {(i, j): ground for (j, i), ground in turned.items()}


def _parts(
    whole: Sequence[Item], pieces: Sequence[Item], pairs: Sequence[Pair], ground: str
) -> dict[Pair, str]:
    """Pieces that are nobody's, with the whole that each was a part of, and the whole's other."""
    partner = dict(pairs)
    if len(whole) * (len(pieces) - len(pairs)) > MOST_PAIRS:
        return {}
    taken = {j for _, j in pairs}
    plans, of_pieces = [_plans(item) for item in whole], [_plans(item) for item in pieces]
    known = Counter(plan for some in plans for plan in some)
    found: dict[Pair, str] = {}
    for j in (j for j in range(len(pieces)) if j not in taken):
        own = {plan for plan in of_pieces[j] if known[plan] == 1}
        for i in range(len(whole)):
            other = partner.get(i)
            moved = set() if other is None else own & plans[i] - of_pieces[other]
            sibling = None if other is None else pieces[other]
            if _is_part(whole[i], pieces[j], sibling) or len(moved) >= _MOVED_ROWS:
                found[i, j] = ground
                found |= {} if other is None else {(i, other): ground}
                break
    return found


def _is_part(whole: Item, piece: Item, sibling: Item | None) -> bool:
    """Whether they are called "3.03 X" and "3.03 X, del 2", or another "del" of the piece is it."""
    if whole.part is not None or piece.part is None or not _alike(whole.title, piece.title):
        return False
    if sibling is not None and sibling.part is not None and sibling.number == piece.number:
        return True
    return whole.number is not None and whole.number == piece.number


def _alike(one: str, other: str) -> bool:
    first, second = comparable(one), comparable(other)
    return first.startswith(second) or second.startswith(first)


def _plans(item: Item) -> set[str]:
    return {comparable(row.plan) for row in item.rows if row.plan}


def _link(earlier: Item, later: Item, alike: Likeness, ground: str | None) -> Link:
    score = round(min(1.0, alike.score), 4)
    return Link(earlier, later, score, ground or next(_grounds(alike)))


def _grounds(alike: Likeness) -> Iterator[str]:
    """The evidence by its name, the strongest first."""
    same_number = alike.number == 1.0
    text = max(alike.text or 0.0, alike.milestones or 0.0)
    if same_number and alike.title >= SAME_TITLE:
        yield "number-and-title"
    if alike.title >= SAME_TITLE:
        yield "title"
    if same_number and text >= ALIKE_TEXT:
        yield "number-and-text"
    if text >= ALIKE_TEXT:
        yield "text"
    yield "likeness"
