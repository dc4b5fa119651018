"""What it means that an item has no counterpart: gone, or only outside what the report tells.

A committee's extract holds the items of that committee, a chapter those of that chapter. What such
a part leaves out is not known, and is neither dropped nor, the other way about, new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from pipeline.changes.told import Item
from pipeline.changes.wording import comparable

_Group: TypeAlias = Callable[[Item], str]
MOST = 0.5  # of a report's items that have a counterpart in a report of the same
# So many items missing from what a report has only one of are left out on purpose.
LEFT_OUT = 3


def _committee(item: Item) -> str:
    return "; ".join(sorted(map(comparable, item.committees)))


def _chapter(item: Item) -> str:
    return comparable(item.chapter or "")


GROUPS: tuple[_Group, ...] = (_committee, _chapter)


def looks_partial(items: Sequence[Item], linked: Collection[str]) -> bool:
    """Whether most items of a document have no counterpart in another of the same year."""
    return sum(item.item_id in linked for item in items) < MOST * len(items)


def missing(
    items: Sequence[Item], linked: Collection[str], others: Sequence[Item], in_part: bool
) -> tuple[Item, ...]:
    """The items of one document that have no counterpart among the others, and should have.

    `linked` are the ids of those that have one; `in_part` that the others are a part of a report.
    """
    alone = [item for item in items if item.item_id not in linked]
    if len(alone) == len(items):
        return ()
    for group in GROUPS:
        alone = _expected(group, (items, alone, others), linked, in_part)
    return tuple(alone)


def _expected(
    group: _Group,
    sides: tuple[Sequence[Item], Sequence[Item], Sequence[Item]],
    linked: Collection[str],
    part: bool,
) -> list[Item]:
    """Those of a group that the others tell of at all."""
    items, alone, others = sides
    told = {group(item) for item in others}
    outside = [item for item in alone if group(item) not in told]
    if not part and not (len(told) == 1 and len(outside) >= LEFT_OUT):
        return list(alone)
    whole = Counter(group(item) for item in items)
    found = Counter(group(item) for item in items if item.item_id in linked)
    return [
        item
        for item in alone
        if group(item) in told and found[group(item)] >= MOST * whole[group(item)]
    ]
