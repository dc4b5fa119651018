"""Which reports are compared with which: those of one municipality, round after round.

A report in several formats is looked at once, in the format that its series mostly comes in; what
another document of a round adds (a committee's own report) belongs to the round as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.changes.told import Item
from pipeline.changes.wording import comparable
from pipeline.records import DocumentRow

# A document of which so much stands in another is a version or an extract of that.
CONTAINED = 0.5
_PART = re.compile(r"\b(?:uddrag|udsnit|kapitel|\w*udvalget)\b", re.IGNORECASE)


class Shelf(NamedTuple):
    """Where documents are looked up by their id."""

    titles: Callable[[str], tuple[str, ...]]  # of its items; cheap
    items: Callable[[str], tuple[Item, ...]]


class Listed(NamedTuple):
    """A document that takes part in comparisons."""

    document_id: str
    body: str  # who follows up: the municipality, or the title where it is not known
    year: int
    round: int | None
    published: date | None
    title: str
    media_type: str
    item_count: int
    follow_up_count: int


class Round(NamedTuple):
    """What one round of follow-up tells, by however many documents."""

    body: str
    year: int
    documents: tuple[Listed, ...]  # those that are looked at, the fullest first
    items: tuple[Item, ...]
    in_part: bool  # whether its only document calls itself an extract

    @property
    def agreement(self) -> str:
        """The budget agreement that is followed up."""
        return f"{self.body}: budget {self.year}"


def listed(row: DocumentRow) -> Listed | None:
    """The document, if it can be placed in a series of reports."""
    if row.outcome != "ok" or not row.item_count or row.budget_year is None:
        return None
    if row.round is None and row.published is None:
        return None
    body = row.municipality or _skeleton(row.title or "")
    if not body:
        return None
    return Listed(
        row.document_id,
        body,
        row.budget_year,
        row.round,
        row.published,
        row.title or "",
        row.media_type or "",
        row.item_count,
        row.follow_up_count,
    )


def series(documents: Iterable[Listed]) -> Iterator[tuple[Listed, ...]]:
    """The documents of each municipality, in order of its name."""
    found: dict[str, list[Listed]] = {}
    for one in documents:
        found.setdefault(one.body, []).append(one)
    for body in sorted(found):
        yield tuple(sorted(found[body], key=lambda one: one.document_id))


def rounds(documents: Sequence[Listed], shelf: Shelf) -> Iterator[Round]:
    """The rounds of one municipality in order of time, each read when it is asked for."""
    formats = Counter(one.media_type for one in documents)
    for year in sorted({one.year for one in documents}):
        for same in _in_order([one for one in documents if one.year == year]):
            yield _round(sorted(same, key=lambda one: _preference(one, formats)), shelf)


def _in_order(documents: Sequence[Listed]) -> list[list[Listed]]:
    """The documents of a year by round; by their dates where one does not tell its round.

    Where neither orders them all, those that tell neither's are left out.
    """
    by_date = any(one.round is None for one in documents) and all(
        one.published is not None for one in documents
    )
    found: dict[int, list[Listed]] = {}
    for one in documents:
        at = one.published.toordinal() if by_date and one.published else one.round
        if at is not None:
            found.setdefault(at, []).append(one)
    return [found[at] for at in sorted(found)]


def _preference(one: Listed, formats: Counter[str]) -> tuple[object, ...]:
    """The fullest first, then the format of most reports, then the newest."""
    age = -one.published.toordinal() if one.published else 0
    common = -formats[one.media_type], one.media_type
    return -one.item_count, *common, -one.follow_up_count, age, one.document_id


def _round(documents: Sequence[Listed], shelf: Shelf) -> Round:
    chosen: list[Listed] = []
    items: list[Item] = []
    names: set[str] = set()
    for one in documents:
        titles = list(map(comparable, shelf.titles(one.document_id)))
        known = sum(title in names for title in titles)
        if chosen and known >= CONTAINED * len(titles):
            continue
        own = shelf.items(one.document_id)
        items += [item for item in own if not chosen or comparable(item.title) not in names]
        chosen.append(one)
        names |= set(titles)
    first = documents[0]
    in_part = len(chosen) == 1 and _PART.search(first.title) is not None
    return Round(first.body, first.year, tuple(chosen), tuple(items), in_part)


def _skeleton(title: str) -> str:
    """A title without what differs from round to round."""
    words = re.findall(r"[^\W\d_]+", title.casefold())
    return " ".join(word for word in words if word not in _ORDINALS)


_ORDINALS = {"første", "anden", "andet", "tredje", "fjerde", "femte", "sjette", "i", "ii", "iii"}
