"""Items of item tables while their rows come in, and what is left over of them in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document import Cell, Mark, Paragraph, Row, joined_places
from extractors.layouts.item_headings import Columns
from extractors.layouts.line_breaks import Asked
from extractors.layouts.passages import optional, passage, row_locator, row_places
from extractors.records import Leftover, Passage, RawFollowUp, RawItem

_SIGN = 2  # letters at most: one, and what says how it is drawn


@dataclass(slots=True)
class Fields:
    """Cells that form one follow-up; a continued row adds to them."""

    kind: str
    label: str
    rows: list[Row]
    text: list[Cell] = field(default_factory=list)
    deadline: list[Cell] = field(default_factory=list)
    status: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """An item while its rows come in."""

    heading: Passage
    chapter: str | None
    columns: Columns
    rows: list[Row] = field(default_factory=list)
    description: list[Cell] = field(default_factory=list)
    effort: list[Cell] = field(default_factory=list)
    described: list[Row] = field(default_factory=list)  # the rows of these two
    follow_ups: list[Fields] = field(default_factory=list)
    head: Row = ()  # the heading row

    @property
    def is_first(self) -> bool:
        """Whether the next row is the first that may describe the item."""
        return not any(cell.blocks for cell in self.description)

    def may_gain(self, row: Row) -> bool:
        """Whether nothing but a heading row as wide as this one is there: it may be its rest."""
        return len(self.rows) == 1 and len(self.rows[0]) == len(row)


def item_of(draft: Draft, hyphens: Asked) -> RawItem:
    return RawItem(
        heading=draft.heading,
        description=optional(draft.description, hyphens),
        effort=optional(draft.effort, hyphens),
        funding=draft.columns.funding,
        chapter=draft.chapter,
        follow_ups=tuple(_follow_up(fields, hyphens) for fields in draft.follow_ups),
        locator=row_locator(draft.rows[0]),
        places=row_places(draft.rows),
    )


def _follow_up(fields: Fields, hyphens: Asked) -> RawFollowUp:
    return RawFollowUp(
        kind="economy" if fields.kind == "economy" else "milestone",
        label=" ".join(fields.label.split()),
        text=passage(fields.text, hyphens),
        deadline=optional(fields.deadline, hyphens),
        smiley=optional(fields.status),
        marks=tuple(_status_marks(fields)),
        locator=row_locator(fields.rows[0]),
        places=row_places(fields.rows),
        smiley_places=joined_places(place for cell in fields.status for place in cell.places),
    )


def _status_marks(fields: Fields) -> Iterator[Mark]:
    """What the status cells show; a shading that the whole row has is no status."""
    around = {
        cell.shading
        for row in fields.rows
        for cell in row
        if cell is not None and cell not in fields.status
    }
    for cell in fields.status:
        for mark in cell.all_marks:
            if mark.kind != "shading" or mark.value not in around:
                yield mark


class Signs:
    """Signs that stand alone outside of all tables, and those that are statuses in tables."""

    def __init__(self) -> None:
        self._alone: list[Paragraph] = []
        self._statuses: set[tuple[str, str]] = set()

    def look(self, block: Paragraph) -> None:
        """Keep it if it is nothing but a sign."""
        if len(block.text.strip()) <= _SIGN and block.marks:
            self._alone.append(block)

    def take(self, item: RawItem) -> None:
        if self._alone:
            marks = (mark for row in item.follow_ups for mark in row.marks)
            self._statuses.update((mark.kind, mark.value) for mark in marks)

    def leftovers(self) -> Iterator[Leftover]:
        """Those that look as statuses do: a page may have cut them off their rows."""
        for block in self._alone:
            if any((mark.kind, mark.value) in self._statuses for mark in block.marks):
                yield Leftover("sign-outside-rows", block.text, block.locator, block.places())
