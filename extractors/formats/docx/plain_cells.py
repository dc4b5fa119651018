"""The cells of plain tables: forms with texts put into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Block, Paragraph
from extractors.formats.docx.floats import Float
from extractors.formats.docx.forms import ParsedForm
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.paragraph_forms import (
    Kinds,
    ParagraphForm,
    Step,
    Told,
    known_steps,
    paragraph_forms,
    steps_of,
    told,
)
from extractors.formats.docx.plain_tables import PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.surroundings import Around, Frame

_SHORT = 40  # letters; what is said of longer texts is not kept
_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class _Inherited(NamedTuple):
    """What is known of forms under a table's style."""

    forms: dict[int, tuple[ParagraphForm, ...] | None]
    steps: dict[int, tuple[Step, ...] | None]
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class CellForms:
    """The forms of one part, with what is known of each under a table's style."""

    forms: Sequence[ParsedForm]
    inherited: dict[Inheritance, _Inherited] = field(default_factory=dict)
    fixed: dict[tuple[int, Inheritance], tuple[Told, ...]] = field(default_factory=dict)

    def paragraphs(
        self, reader: Reader, form: int, inside: Around
    ) -> tuple[ParagraphForm, ...] | None:
        """Those of a form in a place; None where there is more in it."""
        known = self._known(inside.inheritance)
        if form not in known.forms:
            known.forms[form] = paragraph_forms(self.forms[form], reader, inside, known.kinds)
        return known.forms[form]

    def steps(self, reader: Reader, form: int, inside: Around) -> tuple[Step, ...] | None:
        """The paragraphs that a form shows, of one text each; None where it has to be asked."""
        known = self._known(inside.inheritance)
        if form not in known.steps:
            steps = known_steps(self.forms[form], known.kinds)
            if steps is None:
                steps = steps_of(self.paragraphs(reader, form, inside))
            known.steps[form] = steps
        return known.steps[form]

    def _known(self, inheritance: Inheritance) -> _Inherited:
        known = self.inherited.get(inheritance)
        if known is None:
            known = self.inherited[inheritance] = _Inherited({}, {}, {})
        return known


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
        form, first = self.cells[number]
        place = (locator, inside, floats)
        paragraphs = cells.paragraphs(reader, form, inside)
        if paragraphs is None:
            return self._whole(form, self.start + first, place)
        blocks: list[Block] = []
        for one in paragraphs:
            self._paragraph(one, self.start + first, place, blocks)
        return tuple(blocks)

    def hidden(self, number: int) -> etree._Element | None:
        """Empty cells below a merged one are the rule, and need no search."""
        form, first = self.cells[number]
        parsed = self.reading.cells.forms[form]
        if parsed.repeated and not any(slot is not None for slot in parsed.slots):
            return None
        self._fill(parsed, self.start + first)
        return parsed.node

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
        texts = tuple([table.texts[first + one.first + number] for _, number in one.slots])
        text = self._joined(one, first + one.first, texts)
        if text is not None and kind.rest is not None:
            if not text.isspace():
                blocks.append(_make(Paragraph, (text, locator, *kind.rest)))
            return
        known = kind.known.get(texts)
        if known is not None:
            blocks += _told_again(known, locator)
            return
        for (slot, _), text in zip(one.slots, texts, strict=True):
            slot.text = text
        before, start = _effects(reader), len(blocks)
        reader.paragraph(one.node, locator, inside, blocks, floats)
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
        self, form: int, first: int, place: tuple[str, Around, list[Float]]
    ) -> tuple[Block, ...]:
        """A cell with more in it than paragraphs of text."""
        cells, reader, _, _ = self.reading
        locator, inside, floats = place
        parsed = cells.forms[form]
        key = form, inside.inheritance
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
