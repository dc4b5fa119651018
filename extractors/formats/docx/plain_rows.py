"""Plain tables read from their forms and texts, as the reader of the tree would read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Block, Cell, Paragraph, Table
from extractors.formats.docx.floats import Float
from extractors.formats.docx.forms import ParsedForm
from extractors.formats.docx.grid import GridRow, grid_row
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.paragraph_forms import (
    ParagraphForm,
    Rest,
    Told,
    paragraph_forms,
    told,
)
from extractors.formats.docx.plain_tables import Pattern, PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.surroundings import Around, Frame, framed

_SHORT = 40  # letters; what is said of longer texts is not kept
_EMPTY, _OTHER = -1, -2  # a cell that shows nothing; one that is more than a single text
_make = tuple.__new__  # a record of a ready tuple, at a third of the price
_Forms = dict[int, tuple[ParagraphForm, ...] | None]
# Of each cell in a row: the number of its one text, the end of that one's locator, and the rest.
_Step = tuple[int, str, Rest | tuple[()]]
_Program = tuple[_Step, ...]
_ASK: _Step = (_OTHER, "", ())


class _Pattern(NamedTuple):
    """What is the same in all rows of a pattern."""

    grid: GridRow
    cells: tuple[tuple[int, int], ...]  # form, and number of the first text
    regular: bool  # a plain cell in each column
    programs: dict[Inheritance, _Program | None]  # None when met once


@dataclass(slots=True)
class PlainTables:
    """Reads the plain tables of one part."""

    tables: Sequence[PlainTable]
    forms: Sequence[ParsedForm]
    patterns: dict[int, _Pattern] = field(default_factory=dict)
    inherited: dict[Inheritance, _Forms] = field(default_factory=dict)
    fixed: dict[tuple[int, Inheritance], tuple[Told, ...]] = field(default_factory=dict)

    def read(self, reader: Reader, number: int, locator: str, around: Around) -> Table | None:
        """A table where its place is met; None for one without cells."""
        table = self.tables[number]
        patterns = [self._pattern(row.pattern, reader.limits.column_span) for row in table.rows]
        node = self.forms[table.form].node
        grids = [pattern.grid for pattern in patterns]
        frame = reader.frame(node, grids, locator, around, shaded=table.shaded)
        if frame is None:
            return None
        ordinary = frame.look.plain and not frame.spans
        grid = []
        for index, ((_, texts), own) in enumerate(zip(table.rows, patterns, strict=True)):
            contents = _Contents(self, reader, own.cells, texts, table.odd)
            if ordinary and own.regular and len(own.cells) == frame.width:
                program = self._program(reader, own, frame.inside)
                grid.append(_regular(frame, index, program, contents))
            else:
                grid.append(reader.row(frame, own.grid, index, contents))
        return framed(frame, grid)

    def paragraphs(
        self, reader: Reader, form: int, inside: Around
    ) -> tuple[ParagraphForm, ...] | None:
        """Those of a form in a place; None where there is more in it, or it was not met before."""
        forms = self.inherited.setdefault(inside.inheritance, {})
        if form not in forms:
            forms[form] = None if self.forms[form].repeated else ()
            return None
        known = forms[form]
        if known is None:
            known = forms[form] = paragraph_forms(self.forms[form], reader, inside) or ()
        return known or None

    def _pattern(self, pattern: Pattern, most: int) -> _Pattern:
        found = self.patterns.get(pattern.number)
        if found is None:
            forms = [self.forms[cell.form] for cell in pattern.cells]
            row = self.forms[pattern.form].node
            grid = grid_row(row, [form.node for form in forms], most)
            regular = len(forms) == grid.width == len(grid.cells)
            regular = regular and all(form.repeated for form in forms)
            found = self.patterns[pattern.number] = _Pattern(grid, pattern.cells, regular, {})
        return found

    def _program(self, reader: Reader, pattern: _Pattern, inside: Around) -> _Program:
        """What is worked out when a pattern is met again."""
        programs, inherited = pattern.programs, inside.inheritance
        program = programs.get(inherited)
        if program is None:
            met = inherited in programs
            steps = (self._step(reader, cell, inside) if met else _ASK for cell in pattern.cells)
            program = tuple(steps)
            programs[inherited] = program if met else None
        return program

    def _step(self, reader: Reader, cell: tuple[int, int], inside: Around) -> _Step:
        form, first = cell
        paragraphs = self.paragraphs(reader, form, inside)
        if paragraphs is None:
            return _ASK
        shown = [one for one in paragraphs if one.slots or one.known[()]]
        if not shown:
            return _EMPTY, "", ()
        (one, *more) = shown
        if more or one.lone < 0 or one.rest is None:
            return _ASK
        return first + one.lone, one.step, one.rest


def _regular(
    frame: Frame, index: int, program: _Program, contents: _Contents
) -> tuple[Cell | None, ...]:
    """A row with a plain cell in each column, in a table that says nothing of them."""
    start = f"{frame.locator}/row[{index + 1}]/cell["
    texts, odd = contents.texts, contents.odd
    line = []
    for column, (number, step, rest) in enumerate(program, 1):
        locator = f"{start}{column}]"
        blocks: tuple[Block, ...] = ()
        if number >= 0 and not (odd and UNUSUAL_OR_BREAK.search(texts[number])):
            text = texts[number]
            if not text.isspace():
                blocks = (_make(Paragraph, (text, locator + step, *rest)),)
        elif number != _EMPTY:
            blocks = contents.blocks(column - 1, locator, frame.inside, [])
        line.append(_make(Cell, (index + 1, column, locator, blocks, 1, 1, None, (), ())))
    return tuple(line)


class _Contents(NamedTuple):
    """The cells of one row: forms with texts in them."""

    tables: PlainTables
    reader: Reader
    cells: Sequence[tuple[int, int]]
    texts: Sequence[str]
    odd: bool

    def blocks(
        self, number: int, locator: str, inside: Around, floats: list[Float]
    ) -> tuple[Block, ...]:
        """As the reader would read the cell."""
        form, first = self.cells[number]
        place = (locator, inside, floats)
        paragraphs = self.tables.paragraphs(self.reader, form, inside)
        if paragraphs is None:
            return self._whole(form, first, place)
        blocks: list[Block] = []
        for one in paragraphs:
            self._paragraph(one, first, place, blocks)
        return tuple(blocks)

    def hidden(self, number: int) -> etree._Element | None:
        """Empty cells below a merged one are the rule, and need no search."""
        form, first = self.cells[number]
        parsed = self.tables.forms[form]
        if parsed.repeated and not any(slot is not None for slot in parsed.slots):
            return None
        self._fill(parsed, first)
        return parsed.node

    def _paragraph(
        self,
        one: ParagraphForm,
        first: int,
        place: tuple[str, Around, list[Float]],
        blocks: list[Block],
    ) -> None:
        """Add a paragraph, put together of ordinary texts where that is all there is to it."""
        locator, inside, floats = place
        texts = tuple([self.texts[first + number] for _, number in one.slots])
        text = self._joined(one, first, texts)
        if text is not None and one.rest is not None:
            if not text.isspace():
                blocks.append(_make(Paragraph, (text, locator + one.step, *one.rest)))
            return
        known = one.known.get(texts)
        if known is not None:
            blocks += _told_again(known, locator)
            return
        for (slot, _), text in zip(one.slots, texts, strict=True):
            slot.text = text
        before, start = _effects(self.reader), len(blocks)
        self.reader.paragraph(one.node, locator + one.step, inside, blocks, floats)
        if sum(map(len, texts)) <= _SHORT and before == _effects(self.reader):
            one.known[texts] = told(blocks[start:], locator)

    def _joined(self, one: ParagraphForm, first: int, texts: tuple[str, ...]) -> str | None:
        """The text of ordinary ones; None where one is not, or their look asks for more."""
        if one.parts is None:
            return None
        if self.odd and any(UNUSUAL_OR_BREAK.search(text) for text in texts):
            return None
        if not one.alike and any(text.isspace() for text in texts):
            return None
        parts = one.parts
        return "".join(
            [self.texts[first + part] if isinstance(part, int) else part for part in parts]
        )

    def _whole(
        self, form: int, first: int, place: tuple[str, Around, list[Float]]
    ) -> tuple[Block, ...]:
        """A cell with more in it than paragraphs of text."""
        locator, inside, floats = place
        parsed = self.tables.forms[form]
        key = form, inside.inheritance
        if key in self.tables.fixed:
            return tuple(_told_again(self.tables.fixed[key], locator))
        self._fill(parsed, first)
        before = _effects(self.reader)
        blocks = tuple(self.reader.blocks(parsed.node, f"{locator}/", inside, floats))
        plain = not floats and all(isinstance(block, Paragraph) for block in blocks)
        if parsed.shared and plain and before == _effects(self.reader):
            self.tables.fixed[key] = told(blocks, locator)
        return blocks

    def _fill(self, parsed: ParsedForm, first: int) -> None:
        for number, slot in enumerate(parsed.slots):
            if slot is not None:
                slot.text = self.texts[first + number]


def _effects(reader: Reader) -> tuple[int, int, int]:
    """Grows with whatever reading tells beside the blocks."""
    return len(reader.notices), len(reader.drawings.notices), reader.account.left_out.total()


def _told_again(known: Sequence[Told], locator: str) -> list[Paragraph]:
    return [_make(Paragraph, (text, locator + step, *rest)) for step, text, rest in known]
