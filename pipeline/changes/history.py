"""The story of a municipality's items, round after round, as rows of `links` and `changes`.

What a round does not tell of (a committee's extract) stays as it was last told, so that the next
round is compared with that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import schema
from pipeline.changes.comparison import Change, LinkedPair, changes, linked_pairs
from pipeline.changes.links import links
from pipeline.changes.rounds import Listed, Round, Shelf, rounds, series
from pipeline.changes.scope import Facing, missing
from pipeline.changes.told import Item, Place
from pipeline.parts import Part, Parts
from pipeline.records import ChangeRow, LinkRow, Region

ADDED, DROPPED = "item_added", "item_dropped"
CONTINUED, NOT_CONTINUED, NEW = "item_continued", "item_not_continued", "item_new"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was last told of each item, and a later round."""

    earlier: tuple[Item, ...]
    later: Round
    same_year: bool  # else the first round of the next year
    pairs: tuple[LinkedPair, ...]
    gone: tuple[tuple[Item, str], ...]  # with the later document that should have had it
    new: tuple[tuple[Item, str], ...]  # with the earlier one


def comparisons(documents: Iterable[Listed], shelf: Shelf) -> Iterator[Comparison]:
    """Every round with what stood before it, municipality by municipality, in order of time.

    Its `pairs` are the items that are one, each with its rows side by side: what a rule that looks
    across rounds needs. They may be looked at on their way to `parts`; none is kept.
    """
    for some in series(documents):
        yield from _compared(rounds(some, shelf))


def parts(found: Iterable[Comparison]) -> Parts:
    """The rows of `links` and `changes`."""
    rows: dict[Part, list[LinkRow | ChangeRow]] = {}
    for comparison in found:
        year = comparison.later.year
        rows.setdefault(("links", year), []).extend(_links(comparison))
        rows.setdefault(("changes", year), []).extend(_changes(comparison))
    return {part: schema.arrow_table(part[0], own) for part, own in rows.items() if own}


def _compared(found: Iterable[Round]) -> Iterator[Comparison]:
    last: Round | None = None
    known: tuple[Item, ...] = ()
    in_part = False
    for later in found:
        if last is not None and later.year - last.year <= 1:
            comparison = _comparison(known, in_part, later, later.year == last.year)
            yield comparison
        else:
            comparison = None
        known, in_part = _told(comparison, known, in_part, later)
        last = later


def _told(
    comparison: Comparison | None, known: tuple[Item, ...], in_part: bool, later: Round
) -> tuple[tuple[Item, ...], bool]:
    """What is known of each item after a round."""
    if comparison is None or not comparison.same_year:
        return later.items, later.in_part
    settled = {pair.earlier.item_id for pair in comparison.pairs}
    settled |= {item.item_id for item, _ in comparison.gone}
    left = tuple(item for item in known if item.item_id not in settled)
    return (*later.items, *left), in_part and later.in_part


def _comparison(
    known: tuple[Item, ...], in_part: bool, later: Round, same_year: bool
) -> Comparison:
    pairs = linked_pairs(links(known, later.items))
    ends = [(pair.earlier, pair.later) for pair in pairs]
    turned = [(later_item, item) for item, later_item in ends]
    return Comparison(
        earlier=known,
        later=later,
        same_year=same_year,
        pairs=pairs,
        gone=tuple(_alone(known, ends, Facing(later.items, later.in_part, same_year))),
        new=tuple(_alone(later.items, turned, Facing(known, in_part, same_year))),
    )


def _alone(
    items: Sequence[Item], ends: Sequence[tuple[Item, Item]], facing: Facing
) -> Iterator[tuple[Item, str]]:
    """Items without a counterpart, each with the document on the other side that most have."""
    for document_id in dict.fromkeys(item.document_id for item in items):
        own = [item for item in items if item.document_id == document_id]
        shared = [(one, other) for one, other in ends if one.document_id == document_id]
        linked = {one.item_id for one, _ in shared}
        counts = Counter(other.document_id for _, other in shared)
        opposite = max(counts, key=lambda found: (counts[found], found), default="")
        others = [other for other in facing.items if other.document_id in counts]
        for item in missing(own, linked, facing._replace(items=others)):
            yield item, opposite


def _links(comparison: Comparison) -> Iterator[LinkRow]:
    for pair in comparison.pairs:
        yield LinkRow(
            budget_year=comparison.later.year,
            agreement=comparison.later.agreement,
            from_document_id=pair.earlier.document_id,
            to_document_id=pair.later.document_id,
            from_item_id=pair.earlier.item_id,
            to_item_id=pair.later.item_id,
            score=pair.link.score,
            ground=pair.link.ground,
        )


def _changes(comparison: Comparison) -> Iterator[ChangeRow]:
    year, same_year = comparison.later.year, comparison.same_year
    for pair in comparison.pairs:
        found = changes(pair) if same_year else iter([_whole(CONTINUED, pair.earlier, pair.later)])
        ends = pair.earlier.document_id, pair.later.document_id
        for change in found:
            yield _row(year, ends, (pair.earlier.item_id, pair.later.item_id), change)
    for item, document_id in comparison.gone:
        change = _whole(DROPPED if same_year else NOT_CONTINUED, item, None)
        yield _row(year, (item.document_id, document_id), (item.item_id, None), change)
    for item, document_id in comparison.new:
        change = _whole(ADDED if same_year else NEW, None, item)
        yield _row(year, (document_id, item.document_id), (None, item.item_id), change)


def _whole(kind: str, earlier: Item | None, later: Item | None) -> Change:
    """A change that concerns an item as such; its value is the heading."""
    old, new = _heading(earlier), _heading(later)
    places = _place(earlier), _place(later)
    return Change(kind, "heading", old, new, *places)


def _heading(item: Item | None) -> str | None:
    return None if item is None else item.heading


def _place(item: Item | None) -> Place | None:
    return None if item is None else item.place


def _row(
    year: int, documents: tuple[str, str], ids: tuple[str | None, str | None], change: Change
) -> ChangeRow:
    later = change.to_position
    return ChangeRow(
        budget_year=year,
        from_document_id=documents[0],
        to_document_id=documents[1],
        from_item_id=ids[0],
        to_item_id=ids[1],
        follow_up_position=change.from_position if later is None else later,
        from_follow_up_position=change.from_position,
        kind=change.kind,
        field=change.field,
        old=change.old,
        new=change.new,
        difference=change.difference,
        from_locator=_locator(change.from_place),
        to_locator=_locator(change.to_place),
        from_place=_region(change.from_place),
        to_place=_region(change.to_place),
    )


def _locator(place: Place | None) -> str | None:
    return None if place is None else place.locator


def _region(place: Place | None) -> Region | None:
    return None if place is None else place.region
