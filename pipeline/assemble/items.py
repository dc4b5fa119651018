"""A budget item as printed to its typed rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import UNMAPPED
from extractors.records import Passage, RawItem
from normalizers import funding, headings, labels, organisations
from normalizers.errors import Unreadable
from normalizers.organisations import Vocabulary
from pipeline.assemble import letters
from pipeline.assemble.amounts import find_amounts, read_number
from pipeline.assemble.desk import Context, Desk
from pipeline.assemble.follow_ups import follow_up_row
from pipeline.assemble.letters import tell_unknown
from pipeline.provenance import Located, located, regions
from pipeline.records import AmountRow, FindingRow, FollowUpRow, ItemRow, NameReading, Position

# Who is named in which role; a role's own cell is the RawItem's field of the second name.
ROLES = {
    "responsible_center": "responsible",
    "committee": "committee",
    "contributors": "contributors",
}

Span = tuple[int, int]
_EVIDENCE = 100  # characters


@dataclass(frozen=True, slots=True)
class ItemRows:
    """Everything read from one item."""

    item: ItemRow
    follow_ups: tuple[FollowUpRow, ...]
    amounts: tuple[AmountRow, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    names: tuple[str, ...] = ()
    raw: str | None = None
    readings: tuple[NameReading, ...] = ()


def item_rows(raw: RawItem, position: int, item_id: str, context: Context) -> ItemRows:
    """The rows of one item; `position` counts from 1 in its document."""
    desk = Desk(context, item_id)
    item = _item(raw, position, desk)
    follow_ups = tuple(
        follow_up_row(row, number, desk) for number, row in enumerate(raw.follow_ups, start=1)
    )
    return ItemRows(item, follow_ups, tuple(desk.amounts), tuple(desk.findings))


def role_names(raw: RawItem) -> Iterator[tuple[str, str]]:
    """Role and name as printed, for learning how a document spells its organisations."""
    said = raw.effort or raw.description
    if said:
        own = located(said)
        for line in labels.find(own.text, None, own.line_ends()):
            yield line.role, own.text[line.name_start : line.name_end].strip()
    for role, attribute in ROLES.items():
        passage: Passage | None = getattr(raw, attribute)
        if passage is not None:
            yield role, located(passage).text


def _item(raw: RawItem, position: int, desk: Desk) -> ItemRow:
    printed = located(raw.heading)
    heading = headings.read(printed.text, desk.context.leads)
    description = located(raw.description) if raw.description else None
    cell = located(raw.effort) if raw.effort else None
    named, effort = _responsible(raw, cell, description, desk)
    chapter = headings.read_chapter(raw.chapter) if raw.chapter else (None, None)
    for field, text in (("heading", printed), ("description", description), ("effort", effort)):
        if text is not None:
            find_amounts(text, field, desk)
            tell_unknown(text, desk)
    for number in raw.numbers:
        read_number(number, desk)
    return ItemRow(
        budget_year=desk.context.budget_year,
        document_id=desk.context.document_id,
        item_id=desk.item_id,
        position=position,
        chapter_number=chapter[0],
        chapter_title=chapter[1],
        number=heading.number or (located(raw.number).text or None if raw.number else None),
        part=heading.part,
        heading=printed.text,
        title=heading.title,
        funding=_funding(raw, desk),
        funding_raw=raw.funding or None,
        description=description.text if description else None,
        effort=effort.text if effort else None,
        responsible_centers=named["responsible_center"].names,
        committees=named["committee"].names,
        contributors=named["contributors"].names,
        responsible_center_raw=named["responsible_center"].raw,
        committee_raw=named["committee"].raw,
        contributors_raw=named["contributors"].raw,
        name_readings=tuple(one for role in ROLES for one in named[role].readings),
        witnesses=(),
        reviews=(),
        place=Position(raw.locator, regions(raw.places)),
    )


def _funding(raw: RawItem, desk: Desk) -> str | None:
    if not raw.funding:
        return None
    try:
        return funding.read(raw.funding).value
    except Unreadable as error:
        place = Position(raw.locator, regions(raw.places))
        desk.doubt("unreadable-funding", f"{error}.", raw.funding, place)
        return None


def _responsible(
    raw: RawItem, cell: Located | None, description: Located | None, desk: Desk
) -> tuple[dict[str, _Named], Located | None]:
    """Who is named in which role, and the effort text without the lines that name them.

    Where there is no effort text, lines of the description may name them.
    """
    named = dict.fromkeys(ROLES, _Named())
    effort, said = cell, cell or description
    if said is not None:
        lines = labels.find(said.text, _all_names(desk.context), said.line_ends())
        for line in lines:
            name = said.text[line.name_start : line.name_end].strip()
            place = said.at(line.start, line.end)
            _spelling(said.text[line.start : line.name_start], place, desk)
            if not name:
                _unparted(said, line, desk)
            named[line.role] = _merged(named[line.role], _names(line.role, name, place, desk))
        if cell is not None:
            effort = _without(cell, [(line.start, line.end) for line in lines])
    for role, attribute in ROLES.items():
        passage: Passage | None = getattr(raw, attribute)
        if passage is not None:
            own = located(passage)
            named[role] = _merged(named[role], _names(role, own.text, own.whole, desk))
    return named, effort


def _spelling(printed: str, place: Position, desk: Desk) -> None:
    label = printed.strip().rstrip(":").strip()
    if not labels.is_usual(label):
        message = "The label is not spelt as any known one; it was read as the one most like it."
        desk.doubt("misspelt-label", message, label, place, severity="info")


def _unparted(said: Located, line: labels.LabelledLine, desk: Desk) -> None:
    """That text follows a label in its line, and nothing tells where the names in it end."""
    text = said.text[line.name_end :].partition("\n")[0].strip()
    if text:
        message = "Text follows a label, and where the names in it end is not known."
        place = said.at(line.start, line.name_end)
        desk.doubt("unparted-name", message, f"{line.label}: {text[:_EVIDENCE]}", place)


def _names(role: str, raw: str, place: Position, desk: Desk) -> _Named:
    if not raw:
        return _Named()
    if UNMAPPED in raw:
        desk.doubt(letters.CODE, letters.message(raw), letters.evidence(raw), place)
    reading = organisations.read(raw, desk.context.vocabularies[role])
    for flag in reading.flags:
        message = f"The name {raw!r} is not spelt as any name known in this document."
        desk.doubt(flag, message, raw, place, severity="info")
    return _Named(
        tuple(name.name for name in reading.value),
        raw,
        tuple(NameReading(role, *name) for name in reading.value),
    )


def _merged(a: _Named, b: _Named) -> _Named:
    raw = "\n".join(text for text in (a.raw, b.raw) if text)
    readings = tuple(dict.fromkeys(a.readings + b.readings))
    return _Named(tuple(dict.fromkeys(a.names + b.names)), raw or None, readings)


def _all_names(context: Context) -> Vocabulary:
    known = context.vocabularies.values()
    return Vocabulary(
        tuple(dict.fromkeys(name for one in known for name in one.names)),
        tuple(dict.fromkeys(pair for one in known for pair in one.abbreviations)),
    )


def _without(cell: Located, spans: Sequence[Span]) -> Located:
    """The cell's text with the spans taken out; its offsets still lead back to the page."""
    kept = [_stripped(cell.text, span) for span in _between(spans, len(cell.text))]
    kept = [(start, end) for start, end in kept if start < end]
    text = "\n".join(cell.text[start:end] for start, end in kept)
    offsets = [offset for start, end in kept for offset in range(start, end + 1)][:-1]
    return Located(cell.passage, text, tuple(cell.origin(offset) for offset in offsets))


def _between(spans: Sequence[Span], length: int) -> Iterator[Span]:
    edges = [0, *(edge for span in sorted(spans) for edge in span), length]
    return zip(edges[::2], edges[1::2], strict=True)


def _stripped(text: str, span: Span) -> Span:
    part = text[span[0] : span[1]]
    start = span[0] + len(part) - len(part.lstrip())
    return start, start + len(part.strip())
