"""The cells of plain tables: forms with texts put into them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Block, Paragraph
from extractors.formats.docx.floats import Float
from extractors.formats.docx.forms import ParsedForm
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.paragraph_forms import (
    Kind,
    ParagraphForm,
    Step,
    Told,
    kind_of,
    paragraphs_of,
    steps_of,
    told,
)
from extractors.formats.docx.plain_tables import CellForm, PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.surroundings import Around, Frame

_SHORT = 40  # letters; what is said of longer texts is not kept
_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class _Inherited(NamedTuple):
    """What is known under a table's style: of cells, and of the forms of paragraphs."""

    cells: dict[int, tuple[ParagraphForm, ...] | None]
    kinds: dict[int, Kind]


@dataclass(frozen=True, slots=True)
class CellForms:
    """The cells of one part by their forms, with what is known of each under a table's style."""

    forms: Sequence[ParsedForm]
    cells: Sequence[CellForm]
    inherited: dict[Inheritance, _Inherited] = field(default_factory=dict)
    fixed: dict[tuple[int, Inheritance], tuple[Told, ...]] = field(default_factory=dict)
    blank: dict[int, bool] = field(default_factory=dict)

    def own(self, cell: int) -> ParsedForm:
        """A cell's own form, with its properties in it, if not its paragraphs."""
        return self.forms[self.cells[cell].form]

    def parsed(self, cell: int) -> list[ParsedForm]:
        """The same, and those of its paragraphs where they are apart."""
        return [self.own(cell), *[self.forms[one] for one in self.cells[cell].paragraphs or ()]]

    def is_blank(self, cell: int) -> bool:
        """Whether nothing in a cell may be text."""
        known = self.blank.get(cell)
        if known is None:
            own, *inner = self.parsed(cell)
            slots = [slot for one in (own, *inner) for slot in one.slots if slot is not None]
            known = self.blank[cell] = own.repeated and not slots
        return known

    def paragraphs(
        self, reader: Reader, cell: int, inside: Around
    ) -> tuple[ParagraphForm, ...] | None:
        """Those of a cell in a place; None where there is more in it."""
        known = self.inherited.get(inside.inheritance)
        if known is None:
            known = self.inherited[inside.inheritance] = _Inherited({}, {})
        if cell not in known.cells:
            form, paragraphs = self.cells[cell]
            known.cells[cell] = (
                paragraphs_of(self.forms[form], reader, inside)
                if paragraphs is None
                else self._placed(paragraphs, reader, inside, known.kinds)
            )
        return known.cells[cell]

    def steps(self, reader: Reader, cell: int, inside: Around) -> tuple[Step, ...] | None:
        """The paragraphs that a cell shows, of one text each; None where it has to be asked."""
        return steps_of(self.paragraphs(reader, cell, inside))

    def _placed(
        self, paragraphs: Sequence[int], reader: Reader, inside: Around, kinds: dict[int, Kind]
    ) -> tuple[ParagraphForm, ...]:
        found = []
        first = 0
        for place, number in enumerate(paragraphs, 1):
            form = self.forms[number]
            kind = kinds.get(number)
            if kind is None:
                slots = [(slot, at) for at, slot in enumerate(form.slots) if slot is not None]
                kind = kinds[number] = kind_of(form.node, tuple(slots), reader, inside)
            found.append(_make(ParagraphForm, (f"/paragraph[{place}]", first, kind)))
            first += len(form.slots)
        return tuple(found)


class Reading(NamedTuple):
    """A table while it is read."""

    cells: CellForms
    reader: Reader
    frame: Frame
    table: PlainTable


class CellContents(NamedTuple):
    """The cells of one row: forms with texts in them."""

    reading: Reading
    cells: Sequence[tuple[int, int]]
    start: int  # of its texts, among the table's

    def blocks(
        self, number: int, locator: str, inside: Around, floats: list[Float]
    ) -> tuple[Block, ...]:
        """As the reader would read the cell."""
        cells, reader, _, _ = self.reading
        cell, first = self.cells[number]
        place = (locator, inside, floats)
        paragraphs = cells.paragraphs(reader, cell, inside)
        if paragraphs is None:
            return self._whole(cell, self.start + first, place)
        blocks: list[Block] = []
        for one in paragraphs:
            self._paragraph(one, self.start + first, place, blocks)
        return tuple(blocks)

    def hidden(self, number: int) -> etree._Element | None:
        """Empty cells below a merged one are the rule, and need no search."""
        cell, first = self.cells[number]
        cells = self.reading.cells
        if cells.is_blank(cell):
            return None
        first += self.start
        own, *inner = cells.parsed(cell)
        self._fill(own, first)
        if not inner:
            return own.node
        whole = deepcopy(own.node)
        for one in inner:
            self._fill(one, first)
            first += len(one.slots)
            whole.append(deepcopy(one.node))
        return whole

    def _paragraph(
        self,
        one: ParagraphForm,
        first: int,
        place: tuple[str, Around, list[Float]],
        blocks: list[Block],
    ) -> None:
        """Add a paragraph, put together of ordinary texts where that is all there is to it."""
        _, reader, _, table = self.reading
        _, inside, floats = place
        locator, kind = place[0] + one.step, one.kind
        texts = tuple([table.texts[first + one.first + number] for _, number in kind.slots])
        text = self._joined(one, first + one.first, texts)
        if text is not None and kind.rest is not None:
            if not text.isspace():
                blocks.append(_make(Paragraph, (text, locator, *kind.rest)))
            return
        known = kind.known.get(texts)
        if known is not None:
            blocks += _told_again(known, locator)
            return
        for (slot, _), text in zip(kind.slots, texts, strict=True):
            slot.text = text
        before, start = _effects(reader), len(blocks)
        reader.paragraph(kind.node, locator, inside, blocks, floats)
        if sum(map(len, texts)) <= _SHORT and before == _effects(reader):
            kind.known[texts] = told(blocks[start:], locator)

    def _joined(self, one: ParagraphForm, first: int, texts: tuple[str, ...]) -> str | None:
        """The text of ordinary ones; None where one is not, or their look asks for more."""
        table, parts = self.reading.table, one.kind.parts
        if parts is None:
            return None
        if table.odd and any(UNUSUAL_OR_BREAK.search(text) for text in texts):
            return None
        if not one.kind.alike and any(text.isspace() for text in texts):
            return None
        return "".join(
            [table.texts[first + part] if isinstance(part, int) else part for part in parts]
        )

    def _whole(
        self, cell: int, first: int, place: tuple[str, Around, list[Float]]
    ) -> tuple[Block, ...]:
        """A cell with more in it than paragraphs of text."""
        cells, reader, _, _ = self.reading
        locator, inside, floats = place
        parsed = cells.own(cell)
        key = cell, inside.inheritance
        if key in cells.fixed:
            return tuple(_told_again(cells.fixed[key], locator))
        self._fill(parsed, first)
        before = _effects(reader)
        blocks = tuple(reader.blocks(parsed.node, f"{locator}/", inside, floats))
        plain = not floats and all(isinstance(block, Paragraph) for block in blocks)
        if parsed.shared and plain and before == _effects(reader):
            cells.fixed[key] = told(blocks, locator)
        return blocks

    def _fill(self, parsed: ParsedForm, first: int) -> None:
        for number, slot in enumerate(parsed.slots):
            if slot is not None:
                slot.text = self.reading.table.texts[first + number]


def _effects(reader: Reader) -> tuple[int, int, int]:
    """Grows with whatever reading tells beside the blocks."""
    return len(reader.notices), len(reader.drawings.notices), reader.account.left_out.total()


def _told_again(known: Sequence[Told], locator: str) -> list[Paragraph]:
    return [_make(Paragraph, (text, locator + step, *rest)) for step, text, rest in known]
