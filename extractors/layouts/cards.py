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

from extractors.document import (
    Block,
    Cell,
    Document,
    Line,
    Mark,
    Paragraph,
    Place,
    Table,
    joined_places,
)
from extractors.layouts.passages import passage, row_locator, unread
from extractors.layouts.vocabulary import LONGEST_LABEL, is_chapter, named
from extractors.layouts.vocabulary import field as field_named
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
LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class _Entry:
    """One key with its value, or a value that goes on with the key before (key "")."""

    key: str
    role: str | None
    value: Passage
    marks: tuple[Mark, ...]
    locator: str
    places: tuple[Place, ...] = ()


@dataclass(slots=True)
class _Card:
    heading: Passage
    chapter: str | None
    entries: list[_Entry] = field(default_factory=list)


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
    paragraphs = (block for block in document.blocks if isinstance(block, Paragraph))
    front = tuple(block for block in paragraphs if block.locator not in read)
    keys = sorted({entry.role for card in cards for entry in card.entries if entry.role})
    return RawReport(NAME, items, front, tuple(leftovers), f"{len(cards)} cards: {', '.join(keys)}")


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
        entries = list(_table_entries(block, self.words))
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
        entry = _line_entry(block, self.words)
        if entry is not None:
            self._resolve(entry)
            if self.above is not None:
                self._begin(None)
            self._entry(entry)
        elif _is_heading(block) and is_chapter(block.text):
            if self.above is not None:
                self.chapter = self.above.text.strip()
            self.above, self.plain = block, []
        elif block.text.strip():
            self.plain.append(block)

    def _resolve(self, entry: _Entry) -> None:
        """Plain lines before a key: a card's name if its first key comes again, else a value."""
        plain, self.plain = self.plain, []
        if not plain or self.above is not None:
            return
        known = self.cards[-1].entries if self.cards else []
        if not known or known[0].role == entry.role:
            self.above = plain.pop() if _may_name(plain[-1]) else None
        if known:
            self.cards[-1].entries.extend(map(_plain_entry, plain))

    def _begin(self, heading: Passage | None) -> None:
        """A card with its own heading, or the heading above it."""
        if heading is None and self.above is not None:
            heading = Passage((self.above,), self.above.places(), self.above.locator)
        self.above = None
        self.cards.append(_Card(heading or Passage(), self.chapter))

    def _entry(self, entry: _Entry) -> None:
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


def _table_entries(table: Table, words: Words) -> Iterator[_Entry]:
    """Keys and values of a table's rows, from left to right; a frame's lines."""
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        if len(cells) == 1:
            yield from _framed(cells[0], words)
            continue
        full = [cell for cell in cells if cell.text.strip() or cell.all_marks]
        index = 0
        while index < len(cells):
            cell = cells[index]
            key = " ".join(cell.text.split())
            role = _role(key, words)
            if (
                (role or index == 0)
                and index + 1 < len(cells)
                and key
                and len(key) <= LONGEST_LABEL
            ):
                yield _cell_entry(key, role, cells[index + 1], row_locator(row))
                index += 2
                continue
            if cell in full:
                yield _cell_entry("", None, cell, row_locator(row))
            index += 1


def _role(key: str, words: Words) -> str | None:
    """A key's role; what labels rows of item tables counts too."""
    return named("rows", key, words) or field_named(key, words)


def _cell_entry(key: str, role: str | None, cell: Cell, locator: str) -> _Entry:
    return _Entry(key.rstrip(" :"), role, passage([cell]), cell.all_marks, locator, cell.places)


def _framed(cell: Cell, words: Words) -> Iterator[_Entry]:
    """Lines "Key: value" of one cell; others belong to the line before, the first is a heading."""
    for block in cell.paragraphs:
        entry = _line_entry(block, words)
        if entry is not None:
            yield entry
        elif block.text.strip() or block.marks:
            places = block.places()
            yield _Entry(
                "",
                None,
                Passage((block,), places, block.locator),
                block.marks,
                block.locator,
                places,
            )


def _plain_entry(block: Paragraph) -> _Entry:
    places = block.places()
    value = Passage((block,), places, block.locator)
    return _Entry("", None, value, block.marks, block.locator, places)


def _may_name(block: Paragraph) -> bool:
    return len(block.text) <= LONGEST_HEADING and not block.list_item and is_chapter(block.text)


def _line_entry(block: Paragraph, words: Words) -> _Entry | None:
    """A paragraph "Key: value" whose key is known."""
    key, colon, _ = block.text.partition(":")
    if not colon or len(key) > LONGEST_LABEL or "\n" in key:
        return None
    role = _role(" ".join(key.split()), words)
    if role is None:
        return None
    start = len(key) + 1
    while start < len(block.text) and block.text[start].isspace():
        start += 1
    value = _behind(block, start)
    return _Entry(
        " ".join(key.split()), role, Passage((value,), value.places(), block.locator),
        value.marks, block.locator, block.places(),
    )  # fmt: skip


def _behind(block: Paragraph, start: int) -> Paragraph:
    """The rest of a paragraph; its lines and marks still know where they stand."""
    lines = tuple(_line_behind(line, start) for line in block.lines if line.end > start)
    marks = tuple(
        mark if mark.offset is None else replace(mark, offset=mark.offset - start)
        for mark in block.marks
        if mark.offset is None or mark.offset >= start
    )
    return replace(block, text=block.text[start:], lines=lines, marks=marks)


def _line_behind(line: Line, start: int) -> Line:
    cut = max(0, start - line.start)
    place = line.place._replace(x0=float(line.edges[cut])) if cut and line.edges else line.place
    return Line(max(0, line.start - start), line.end - start, place, line.edges[cut:])


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


def _with_followers(card: _Card) -> Iterator[_Entry]:
    """Values without a key have the role of the key before them."""
    role: str | None = None
    for entry in card.entries:
        role = entry.role if entry.key else role
        yield entry if entry.key else replace(entry, role=role)


def _follow_ups(card: _Card) -> Iterator[RawFollowUp]:
    groups: list[list[_Entry]] = []
    before: list[_Entry] = []
    for entry in _with_followers(card):
        if entry.role in OPENERS and entry.key:
            groups.append([entry])
        elif entry.role in FOLLOWED:
            (groups[-1] if groups else before).append(entry)
    if not groups:
        groups, before = [before], []
    # What stands before the first milestone is said of it.
    groups[0] += before
    for group in groups:
        yield _follow_up(card, group)


def _follow_up(card: _Card, group: Sequence[_Entry]) -> RawFollowUp:
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
        marks=tuple(mark for entry in status for mark in entry.marks),
        locator=(text or card.entries[0]).locator,
        places=joined_places(place for entry in group for place in entry.places),
        smiley_places=joined_places(place for entry in status for place in entry.places),
        numbers=tuple(_numbers(group)),
        comment=comments[0].value if comments else None,
    )


def _text(card: _Card, group: Sequence[_Entry]) -> _Entry | None:
    """The entry that the follow-up's text stands in."""
    for role in (*OPENERS, "comment"):
        found = next((entry for entry in group if entry.role == role), None)
        if found is not None:
            return found
    return next((entry for entry in card.entries if entry.role in {"description", "item"}), None)


def _joined(group: Sequence[_Entry], text: _Entry | None) -> Passage:
    if text is None:
        return Passage()
    more = [entry.value for entry in group if not entry.key and entry.role == text.role]
    paragraphs = tuple(block for value in (text.value, *more) for block in value.paragraphs)
    places = joined_places(place for value in (text.value, *more) for place in value.cell_places)
    return Passage(paragraphs, places, text.value.locator)


def _first(group: Sequence[_Entry], role: str) -> Passage | None:
    return next((entry.value for entry in group if entry.role == role), None)


def _numbers(group: Sequence[_Entry]) -> Iterator[RawNumber]:
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


def _is_heading(block: Paragraph) -> bool:
    short = 0 < len(block.text.strip()) <= LONGEST_HEADING and not block.list_item
    return short and (block.level is not None or block.bold) and block.level != 0
