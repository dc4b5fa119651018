"""From where a document model says something stands to the place columns of a row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Mark, Place
from extractors.records import Passage
from normalizers import text as texts
from pipeline.records import Position, Region


@dataclass(frozen=True, slots=True)
class Located:
    """A passage's normalized text, and the way back from its offsets to the page."""

    passage: Passage
    text: str
    origins: tuple[int, ...] | None  # None: the offsets are the passage's own

    def at(self, start: int, end: int) -> Position:
        """Where `text[start:end]` stands."""
        first, last = self.origin(start), self.origin(end - 1) + 1 if end > start else None
        return Position(self.passage.locator_at(first), regions(self.passage.places(first, last)))

    @property
    def whole(self) -> Position:
        return Position(self.passage.locator, regions(self.passage.cell_places))

    def line_ends(self) -> tuple[int, ...]:
        """The offsets at which printed lines end."""
        own = self.passage.line_ends()
        if not self.origins:
            return own
        origins = self.origins
        return tuple(bisect_left(origins, end) for end in own)

    def origin(self, offset: int) -> int:
        """The offset in the passage's own text of the character at `offset`."""
        if not self.origins:
            return offset
        return self.origins[min(offset, len(self.origins) - 1)]


def located(passage: Passage) -> Located:
    cleaned = texts.clean(passage.text)
    return Located(passage, cleaned.text, cleaned.origins)


def regions(places: Sequence[Place]) -> tuple[Region, ...]:
    return tuple(Region(*place) for place in places)


def mark_region(marks: Sequence[Mark], places: Sequence[Place]) -> Region | None:
    """Where the first mark stands; the cell where a mark has no place of its own."""
    placed = [mark.place for mark in marks if mark.place is not None]
    found = placed or list(places)
    return Region(*found[0]) if found else None
