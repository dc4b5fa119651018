"""Cards: a block of keys and values per item, in a table, in a frame or as plain lines.

Keys and values stand in cells beside each other ("Frist | ultimo 2024"), or in one paragraph with
a colon between ("Frist: ultimo 2024"). A key for the item, or a heading above, begins a card; a
key for a milestone or the economy begins a follow-up, and deadline, status and comment belong to
the one at hand. A card without such a key is one milestone, told by its comment or description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.counting import counted
from extractors.document import (
    Block,
    Document,
    Mark,
    Paragraph,
    joined_places,
)
from extractors.layouts.card_entries import Entry, line_entry, plain_entry, table_entries
from extractors.layouts.passages import (
    LONGEST_HEADING,
    around,
    is_heading,
    unread,
)
from extractors.layouts.vocabulary import is_chapter
from extractors.records import (
    Habits,
    Leftover,
    Passage,
    RawFollowUp,
    RawItem,
    RawNumber,
    RawReport,
    Words,
)

NAME = "cards"
LEAST_KEYS = 3  # that are known, of one card
OPENERS = ("milestone", "economy")
# What is said of the milestone or economy row at hand.
FOLLOWED = frozenset({*OPENERS, "deadline", "status", "comment", "amount", "percent"})


@dataclass(slots=True)
class _Card:
    heading: Passage
    chapter: str | None
    entries: list[Entry] = field(default_factory=list)


def recognize(document: Document, habits: Habits) -> RawReport | None:
    """The report, if blocks of keys and values tell of items and their status."""
    reader = _Reader(habits.words)
    for block in document.blocks:
        reader.take(block)
    cards = [card for card in reader.cards if _is_card(card)]
    if not cards:
        return None
    rejected = [card for card in reader.cards if not _is_card(card)]
    leftovers = [*reader.leftovers, *(_rejected(card) for card in rejected)]
    leftovers += [one for card in cards for one in _unused(card)]
    items = tuple(_item(card) for card in cards)
    read = {block.locator for card in cards for block in _paragraphs(card)}
    paragraphs = around(document.blocks, lambda _: False)
    front = tuple(block for block in paragraphs if block.locator not in read)
    keys = sorted({entry.role for card in cards for entry in card.entries if entry.role})
    return RawReport(
        NAME, items, front, tuple(leftovers), f"{counted(len(cards), 'card')}: {', '.join(keys)}"
    )


@dataclass(slots=True)
class _Reader:
    """Takes the blocks of a document in order."""

    words: Words
    cards: list[_Card] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    chapter: str | None = None
    above: Paragraph | None = None  # a heading that no card has taken
    plain: list[Paragraph] = field(default_factory=list)  # since the last key or heading

    def take(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block)
            return
        entries = list(table_entries(block, self.words))
        if sum(entry.role is not None for entry in entries) < LEAST_KEYS:
            self.leftovers.append(unread(block))
            return
        titled = not entries[0].key and len(entries[0].value.text) <= LONGEST_HEADING
        if titled and self.above is not None:
            self.chapter, self.above = self.above.text.strip(), None
        self._begin(entries[0].value if titled else None)
        for entry in entries[1:] if titled else entries:
            self._entry(entry)

    def _paragraph(self, block: Paragraph) -> None:
        entry = line_entry(block, self.words)
        if entry is not None:
            self._resolve(entry)
            if self.above is not None:
                self._begin(None)
            self._entry(entry)
        elif is_heading(block) and is_chapter(block.text):
            if self.above is not None:
                self.chapter = self.above.text.strip()
            self.above, self.plain = block, []
        elif block.text.strip():
            self.plain.append(block)

    def _resolve(self, entry: Entry) -> None:
        """Plain lines before a key: a card's name if its first key comes again, else a value."""
        plain, self.plain = self.plain, []
        if not plain or self.above is not None:
            return
        known = self.cards[-1].entries if self.cards else []
        if not known or known[0].role == entry.role:
            self.above = plain.pop() if _may_name(plain[-1]) else None
        if known:
            self.cards[-1].entries.extend(map(plain_entry, plain))

    def _begin(self, heading: Passage | None) -> None:
        """A card with its own heading, or the heading above it."""
        if heading is None and self.above is not None:
            heading = Passage((self.above,), self.above.places(), self.above.locator)
        self.above = None
        self.cards.append(_Card(heading or Passage(), self.chapter))

    def _entry(self, entry: Entry) -> None:
        titled = entry.role == "item"
        if not self.cards or (titled and _has(self.cards[-1], "item")):
            self._begin(None)
        card = self.cards[-1]
        if titled:
            if card.heading.paragraphs and not card.entries and is_chapter(card.heading.text):
                self.chapter = card.chapter = card.heading.text.strip()
            card.heading = entry.value
        elif not entry.key and not card.heading.paragraphs:
            card.heading = entry.value
            return
        card.entries.append(entry)


def _has(card: _Card, role: str) -> bool:
    return any(entry.role == role for entry in card.entries)


def _may_name(block: Paragraph) -> bool:
    return len(block.text) <= LONGEST_HEADING and not block.list_item and is_chapter(block.text)


def _is_card(card: _Card) -> bool:
    """It has a name, and says of it what became of it or until when."""
    roles = {entry.role for entry in card.entries}
    known = sum(entry.role is not None for entry in card.entries)
    return (
        bool(card.heading.text.strip())
        and known >= LEAST_KEYS
        and bool(roles & {"status", "deadline"})
    )


def _item(card: _Card) -> RawItem:
    return RawItem(
        heading=card.heading,
        description=_of(card, "description"),
        effort=None,
        funding=(found.text if (found := _of(card, "funding")) else None),
        chapter=(found.text if (found := _of(card, "chapter")) else card.chapter),
        follow_ups=tuple(_follow_ups(card)),
        locator=card.entries[0].locator,
        places=joined_places(place for entry in card.entries for place in entry.places),
        responsible=_of(card, "responsible"),
        committee=_of(card, "committee"),
        contributors=_of(card, "contributors"),
        number=_of(card, "number"),
    )


def _of(card: _Card, role: str) -> Passage | None:
    """All that a card says under one role, a value that goes on with it included."""
    values = [entry.value for entry in _with_followers(card) if entry.role == role]
    if not values:
        return None
    paragraphs = tuple(paragraph for value in values for paragraph in value.paragraphs)
    places = joined_places(place for value in values for place in value.cell_places)
    return Passage(paragraphs, places, values[0].locator)


def _with_followers(card: _Card) -> Iterator[Entry]:
    """Values without a key have the role of the key before them."""
    role: str | None = None
    for entry in card.entries:
        role = entry.role if entry.key else role
        yield entry if entry.key else replace(entry, role=role)


def _follow_ups(card: _Card) -> Iterator[RawFollowUp]:
    groups: list[list[Entry]] = []
    before: list[Entry] = []
    for entry in _with_followers(card):
        if entry.role in OPENERS and entry.key:
            groups.append([entry])
        elif entry.role in FOLLOWED:
            _group(groups, before, entry).append(entry)
    if not groups:
        groups, before = [before], []
    # What stands before the first milestone is said of it.
    groups[0] += before
    for group in groups:
        yield _follow_up(card, group)


def _group(groups: list[list[Entry]], before: list[Entry], entry: Entry) -> list[Entry]:
    """The group at hand; a comment is a milestone's that has none, wherever the money stands."""
    if entry.role == "comment" and entry.key:
        for group in groups:
            if group[0].role == "milestone" and not any(one.role == "comment" for one in group):
                return group
    return groups[-1] if groups else before


def _follow_up(card: _Card, group: Sequence[Entry]) -> RawFollowUp:
    text = _text(card, group)
    status = [entry for entry in group if entry.role == "status"]
    comments = [entry for entry in group if entry.role == "comment" and entry is not text]
    kind: Literal["milestone", "economy"] = (
        "economy" if text and text.role == "economy" else "milestone"
    )
    return RawFollowUp(
        kind=kind,
        label=text.key if text else "",
        text=_joined(group, text),
        deadline=_first(group, "deadline"),
        smiley=_first(group, "status") or _first(group, "percent"),
        marks=tuple(mark for entry in status for mark in entry.marks) or _own_signs(group),
        locator=(text or card.entries[0]).locator,
        places=joined_places(place for entry in group for place in entry.places),
        smiley_places=joined_places(place for entry in status for place in entry.places),
        numbers=tuple(_numbers(group)),
        comment=comments[0].value if comments else None,
    )


def _own_signs(group: Sequence[Entry]) -> tuple[Mark, ...]:
    """Signs in the text of a follow-up that has no status of its own: "80 mio. kr. ☺"."""
    if any(entry.role == "status" for entry in group):
        return ()
    own = (mark for entry in group if entry.role in OPENERS for mark in entry.marks)
    return tuple(mark for mark in own if mark.kind not in {"text_colour", "shading"})


def _text(card: _Card, group: Sequence[Entry]) -> Entry | None:
    """The entry that the follow-up's text stands in."""
    for role in (*OPENERS, "comment"):
        found = next((entry for entry in group if entry.role == role), None)
        if found is not None:
            return found
    return next((entry for entry in card.entries if entry.role in {"description", "item"}), None)


def _joined(group: Sequence[Entry], text: Entry | None) -> Passage:
    if text is None:
        return Passage()
    more = [entry.value for entry in group if not entry.key and entry.role == text.role]
    paragraphs = tuple(block for value in (text.value, *more) for block in value.paragraphs)
    places = joined_places(place for value in (text.value, *more) for place in value.cell_places)
    return Passage(paragraphs, places, text.value.locator)


def _first(group: Sequence[Entry], role: str) -> Passage | None:
    return next((entry.value for entry in group if entry.role == role), None)


def _numbers(group: Sequence[Entry]) -> Iterator[RawNumber]:
    for entry in group:
        if entry.role == "amount" and entry.value.text.strip():
            yield RawNumber(entry.value, entry.key)


def _unused(card: _Card) -> Iterator[Leftover]:
    """Keys whose role is not known, with their values."""
    for entry in _with_followers(card):
        if entry.role is None and (entry.key or entry.value.text.strip()):
            text = f"{entry.key}: {entry.value.text}" if entry.key else entry.value.text
            yield Leftover("unused-key", text, entry.value.locator, entry.places)


def _rejected(card: _Card) -> Leftover:
    text = "\n".join(f"{entry.key}: {entry.value.text}" for entry in card.entries)
    places = joined_places(place for entry in card.entries for place in entry.places)
    locator = card.entries[0].locator if card.entries else card.heading.locator
    return Leftover("looks-like-follow-ups", text or card.heading.text, locator, places)


def _paragraphs(card: _Card) -> Iterator[Paragraph]:
    yield from card.heading.paragraphs
    for entry in card.entries:
        yield from entry.value.paragraphs
