"""Plain tables read from their forms and texts, as the reader of the tree would read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Block, Cell, Paragraph, Row, Table
from extractors.formats.docx.floats import Float
from extractors.formats.docx.forms import ParsedForm
from extractors.formats.docx.grid import GridRow, grid_row
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.paragraph_forms import (
    Kinds,
    ParagraphForm,
    Rest,
    Told,
    paragraph_forms,
    told,
)
from extractors.formats.docx.plain_tables import Pattern, PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.shadings import TableLook
from extractors.formats.docx.surroundings import Around, Frame, framed

_SHORT = 40  # letters; what is said of longer texts is not kept
_make = tuple.__new__  # a record of a ready tuple, at a third of the price
_Forms = tuple[dict[int, tuple[ParagraphForm, ...] | None], Kinds]
# A paragraph of a cell: the number of its one text, or -1 and the text that it always has; the
# end of its locator, and the rest.
_Step = tuple[int, str, str, Rest]
# Of each cell in a row, the paragraphs shown; None where the form itself has to be asked.
_Program = tuple[tuple[_Step, ...] | None, ...]


class _Pattern(NamedTuple):
    """What is the same in all rows of a pattern."""

    grid: GridRow
    cells: tuple[tuple[int, int], ...]  # form, and number of the first text
    width: int  # where a plain cell stands in each column; else 0
    programs: dict[Inheritance, _Program]


class _Reading(NamedTuple):
    """A table while it is read."""

    tables: PlainTables
    reader: Reader
    frame: Frame
    table: PlainTable


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
        most = reader.limits.column_span
        known = self.patterns
        patterns = [known.get(row.number) or self._pattern(row, most) for row, _ in table.rows]
        grids = [pattern.grid for pattern in patterns]
        node = self.forms[table.form].node
        frame = reader.frame(node, grids, locator, around, shaded=table.shaded)
        if frame is None:
            return None
        reading = _Reading(self, reader, frame, table)
        look, inherited = frame.look, frame.inside.inheritance
        width = frame.width if look.even and not frame.spans else -1
        grid = []
        for index, own in enumerate(patterns):
            if own.width == width:
                program = own.programs.get(inherited) or self._program(reader, own, frame.inside)
                line = _regular(reading, index, own.cells, program)
                grid.append(line if look.plain else _filled(line, own.grid, look))
            else:
                contents = _Contents(reading, own.cells, table.rows[index][1])
                grid.append(reader.row(frame, own.grid, index, contents))
        return framed(frame, grid)

    def paragraphs(
        self, reader: Reader, form: int, inside: Around
    ) -> tuple[ParagraphForm, ...] | None:
        """Those of a form in a place; None where there is more in it."""
        forms, kinds = self.inherited.setdefault(inside.inheritance, ({}, {}))
        if form not in forms:
            forms[form] = paragraph_forms(self.forms[form], reader, inside, kinds)
        return forms[form]

    def _pattern(self, pattern: Pattern, most: int) -> _Pattern:
        forms = [self.forms[cell.form] for cell in pattern.cells]
        row = self.forms[pattern.form].node
        grid = grid_row(row, [form.node for form in forms], most)
        regular = len(forms) == grid.width == len(grid.cells)
        regular = regular and all(form.repeated for form in forms)
        found = _Pattern(grid, pattern.cells, grid.width if regular else 0, {})
        self.patterns[pattern.number] = found
        return found

    def _program(self, reader: Reader, pattern: _Pattern, inside: Around) -> _Program:
        steps = (self._steps(reader, cell, inside) for cell in pattern.cells)
        program = pattern.programs[inside.inheritance] = tuple(steps)
        return program

    def _steps(
        self, reader: Reader, cell: tuple[int, int], inside: Around
    ) -> tuple[_Step, ...] | None:
        form, first = cell
        paragraphs = self.paragraphs(reader, form, inside)
        if paragraphs is None:
            return None
        steps: list[_Step] = []
        for _, step, number, slots, kind in paragraphs:
            if kind.lone == 0 and kind.rest is not None:
                steps.append((first + number, "", step, kind.rest))
            elif not slots:
                steps += ((-1, text, step, rest) for _, text, rest in kind.known[()])
            else:
                return None
        return tuple(steps)


def _regular(
    reading: _Reading, index: int, cells: Sequence[tuple[int, int]], program: _Program
) -> Row:
    """A row with a plain cell in each column, in a table that says the same of all."""
    _, _, frame, table = reading
    texts, odd, start = table.texts, table.odd, table.rows[index][1]
    number = index + 1
    row = f"{frame.locator}/row[{number}]/cell["
    line = []
    for column, steps in enumerate(program, 1):
        locator = f"{row}{column}]"
        blocks: tuple[Block, ...] = ()
        if steps is None or (odd and _unusual(steps, texts, start)):
            contents = _Contents(reading, cells, start)
            blocks = contents.blocks(column - 1, locator, frame.inside, [])
        elif len(steps) == 1 and (one := steps[0])[0] >= 0:
            text = texts[start + one[0]]
            if not text.isspace():
                blocks = (_make(Paragraph, (text, locator + one[2], *one[3])),)
        elif steps:
            blocks = _together(steps, locator, texts, start)
        line.append(_make(Cell, (number, column, locator, blocks, 1, 1, None, (), ())))
    return tuple(line)


def _filled(line: Row, grid: GridRow, look: TableLook) -> Row:
    """The row with the colours behind its cells, in whatever place they stand."""
    fills = [look.fill(cell.node, 0, 0) for cell in grid.cells]
    if not any(fills):
        return line
    return tuple(
        cell._replace(shading=fill) if cell is not None and fill else cell
        for cell, fill in zip(line, fills, strict=True)
    )


def _together(
    steps: Sequence[_Step], locator: str, texts: Sequence[str], start: int
) -> tuple[Paragraph, ...]:
    """The paragraphs of one cell; those of blanks alone are none."""
    return tuple(
        [
            _make(Paragraph, (fixed if one < 0 else texts[start + one], locator + step, *rest))
            for one, fixed, step, rest in steps
            if one < 0 or not texts[start + one].isspace()
        ]
    )


def _unusual(steps: Sequence[_Step], texts: Sequence[str], start: int) -> bool:
    return any(one >= 0 and UNUSUAL_OR_BREAK.search(texts[start + one]) for one, _, _, _ in steps)


class _Contents(NamedTuple):
    """The cells of one row: forms with texts in them."""

    reading: _Reading
    cells: Sequence[tuple[int, int]]
    start: int  # of its texts, among the table's

    def blocks(
        self, number: int, locator: str, inside: Around, floats: list[Float]
    ) -> tuple[Block, ...]:
        """As the reader would read the cell."""
        tables, reader, _, _ = self.reading
        form, first = self.cells[number]
        place = (locator, inside, floats)
        paragraphs = tables.paragraphs(reader, form, inside)
        if paragraphs is None:
            return self._whole(form, self.start + first, place)
        blocks: list[Block] = []
        for one in paragraphs:
            self._paragraph(one, self.start + first, place, blocks)
        return tuple(blocks)

    def hidden(self, number: int) -> etree._Element | None:
        """Empty cells below a merged one are the rule, and need no search."""
        form, first = self.cells[number]
        parsed = self.reading.tables.forms[form]
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
        tables, reader, _, _ = self.reading
        locator, inside, floats = place
        parsed = tables.forms[form]
        key = form, inside.inheritance
        if key in tables.fixed:
            return tuple(_told_again(tables.fixed[key], locator))
        self._fill(parsed, first)
        before = _effects(reader)
        blocks = tuple(reader.blocks(parsed.node, f"{locator}/", inside, floats))
        plain = not floats and all(isinstance(block, Paragraph) for block in blocks)
        if parsed.shared and plain and before == _effects(reader):
            tables.fixed[key] = told(blocks, locator)
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
