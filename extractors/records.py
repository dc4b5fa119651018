"""What a layout finds in a document: strings, marks and places, nothing parsed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.document import Mark, Paragraph, Place, Table, joined_places

Field = Literal["heading", "description", "effort", "text"]


Words = tuple[tuple[str, str, str], ...]  # section of the vocabulary, role, word


@dataclass(frozen=True, slots=True)
class Habits:
    """What one municipality calls things, beside what all do."""

    municipality: str | None = None
    words: Words = ()
    statuses: tuple[tuple[str, str], ...] = ()  # a word in a status cell, and the status it states
    committees: tuple[tuple[str, str], ...] = ()  # abbreviation and name


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive paragraphs that form one value; `text` joins them by line feeds."""

    paragraphs: tuple[Paragraph, ...] = ()
    cell_places: tuple[Place, ...] = ()  # of the whole cell or cells it was read from
    locator: str = ""

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for paragraph in self.paragraphs for mark in paragraph.marks)

    def places(self, start: int = 0, end: int | None = None) -> tuple[Place, ...]:
        """The boxes of `text[start:end]`, one per page; () where the format has no pages."""
        stop = len(self.text) if end is None else end
        found: list[Place] = []
        position = 0
        for paragraph in self.paragraphs:
            if position < stop and start < position + len(paragraph.text):
                found.extend(paragraph.places(max(0, start - position), stop - position))
            position += len(paragraph.text) + 1
        return joined_places(iter(found))

    def line_ends(self) -> tuple[int, ...]:
        """The offsets in `text` at which printed lines end; () where the format has no pages."""
        ends: list[int] = []
        position = 0
        for paragraph in self.paragraphs:
            ends += (position + line.end for line in paragraph.lines)
            position += len(paragraph.text) + 1
        return tuple(ends)

    def locator_at(self, offset: int) -> str:
        """The locator of the paragraph in which the character at `offset` stands."""
        if not self.paragraphs:
            return self.locator
        starts = [0]
        for paragraph in self.paragraphs[:-1]:
            starts.append(starts[-1] + len(paragraph.text) + 1)
        return self.paragraphs[bisect_right(starts, offset) - 1].locator


@dataclass(frozen=True, slots=True)
class RawNumber:
    """A numeric cell of a register: its text, its column's heading and the unit stated around."""

    passage: Passage
    heading: str  # as printed
    notes: str = ""  # captions and notes around the table, nearest first, a line each: its unit


@dataclass(frozen=True, slots=True)
class RawTotal:
    """A number in a row that sums up, and what it may be the sum of."""

    number: RawNumber
    label: str
    scopes: tuple[tuple[RawNumber, ...], ...]  # the rows since the last total, the whole table


@dataclass(frozen=True, slots=True)
class RawStatus:
    """What a further column states of the same thing."""

    text: Passage | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class RawFollowUp:
    """A milestone or economy row as printed."""

    kind: Literal["milestone", "economy"]
    label: str  # "Milepæl"; in a register or card the heading of the column or key
    text: Passage
    deadline: Passage | None  # None: there is no such cell; an empty one has text ""
    smiley: Passage | None
    marks: tuple[Mark, ...]  # everything in or over the status cell
    locator: str
    places: tuple[Place, ...] = ()  # of the row
    smiley_places: tuple[Place, ...] = ()  # of the status cell
    numbers: tuple[RawNumber, ...] = ()
    responsible: Passage | None = None  # a register's own column
    comment: Passage | None = None  # status text that stands in a column of its own
    others: tuple[RawStatus, ...] = ()  # where more columns state how far it is


@dataclass(frozen=True, slots=True)
class RawItem:
    """A budget item as printed."""

    heading: Passage
    description: Passage | None
    effort: Passage | None  # the whole cell, labelled lines included
    funding: str | None  # "drift" as printed, without parentheses
    chapter: str | None  # "3. Sammenhæng" as printed
    follow_ups: tuple[RawFollowUp, ...]
    locator: str
    places: tuple[Place, ...] = ()
    responsible: Passage | None = None  # where they stand in cells of their own
    committee: Passage | None = None
    contributors: Passage | None = None
    number: Passage | None = None
    numbers: tuple[RawNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the document that no value was read from, and why."""

    reason: str  # kebab-case: "not-a-follow-up-table", "unknown-row", "total-row", ...
    text: str
    locator: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class RawReport:
    """One report found in a document by one layout."""

    layout: str
    items: Sequence[RawItem]  # a tuple; of a long report packed, to be gone through in order
    front: tuple[Paragraph, ...]  # paragraphs before and between: title, date, case, legend
    leftovers: tuple[Leftover, ...] = ()
    ground: str = ""  # on what evidence the layout was chosen
    totals: tuple[RawTotal, ...] = ()
    blocks: tuple[Paragraph | Table, ...] = ()  # of the part of the document it stands in
    habits: Habits = Habits()
