"""What it means that an item has no counterpart: gone, or only outside what the report tells.

A committee's extract holds the items of that committee, a chapter those of that chapter. What such
a part leaves out is not known, and is neither dropped nor, the other way about, new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeAlias

from pipeline.changes.told import Item
from pipeline.changes.wording import comparable

_Group: TypeAlias = Callable[[Item], str]
MOST = 0.5  # of a report's items that have a counterpart in a report of the same
# So many items of one committee or chapter that are all missing are left out on purpose.
LEFT_OUT = 3


def _committee(item: Item) -> str:
    return "; ".join(sorted(map(comparable, item.committees)))


def _chapter(item: Item) -> str:
    return comparable(item.chapter or "")


GROUPS: tuple[_Group, ...] = (_committee, _chapter)


class Facing(NamedTuple):
    """The other side of a comparison, as one document sees it."""

    items: Sequence[Item]
    in_part: bool  # it calls itself an extract
    within_year: bool  # from year to year most items, and whole chapters, may come and go


def missing(items: Sequence[Item], linked: Collection[str], facing: Facing) -> tuple[Item, ...]:
    """The items of one document that have no counterpart on the other side, and should have.

    `linked` are the ids of those that have one.
    """
    alone = [item for item in items if item.item_id not in linked]
    if len(alone) == len(items):
        return ()
    in_part = facing.in_part or (facing.within_year and len(items) - len(alone) < MOST * len(items))
    for group in GROUPS:
        told = {group(item) for item in facing.items}
        if in_part or _leaves_out(Counter(map(group, alone)), told, facing.within_year):
            alone = [item for item in alone if group(item) in told]
            alone = _expected(group, items, alone, linked)
    return tuple(alone)


def _leaves_out(alone: Counter[str], told: Collection[str], within_year: bool) -> bool:
    """Whether whole groups are left out on purpose."""
    outside = [count for name, count in alone.items() if name not in told]
    if len(told) == 1:
        return sum(outside) >= LEFT_OUT
    return within_year and max(outside, default=0) >= LEFT_OUT


def _expected(
    group: _Group, items: Sequence[Item], alone: Sequence[Item], linked: Collection[str]
) -> list[Item]:
    """Those of groups of which most have a counterpart."""
    whole = Counter(group(item) for item in items)
    found = Counter(group(item) for item in items if item.item_id in linked)
    return [item for item in alone if found[group(item)] >= MOST * whole[group(item)]]
