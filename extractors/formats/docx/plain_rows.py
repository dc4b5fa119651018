"""Plain tables read from their forms and texts, as the reader of the tree would read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Block, Cell, Line, Mark, Paragraph, Row, Table
from extractors.formats.docx.grid import GridRow, grid_row
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.paragraph_forms import Rest
from extractors.formats.docx.plain_cells import CellContents, CellForms, Reading
from extractors.formats.docx.plain_tables import Pattern, Placed, PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.shadings import TableLook
from extractors.formats.docx.surroundings import Around, framed

_make = tuple.__new__  # a record of a ready tuple, at a third of the price
# A paragraph of a cell: the number of its one text, or -1 and the text that it always has; the
# end of its locator, and the rest.
_Step = tuple[int, str, str, Rest]


class _Column(NamedTuple):
    """What the cells of one column have in common in all rows of a pattern.

    Most hold one paragraph, whose record is spelled out: unpacked in one go, it is made anew at
    two thirds of the price.
    """

    number: int  # from 1
    step: str  # the end of its locator
    text: int  # the number of the text of its one paragraph; else -1
    fixed: str | None  # the text that its one paragraph always has
    paragraph: str  # the end of the locator of its one paragraph
    marks: tuple[Mark, ...]
    lines: Sequence[Line]
    level: int | None
    list_item: bool
    bold: bool
    size: float | None
    steps: tuple[_Step, ...] | None  # the paragraphs shown; None where the form has to be asked


class _Pattern(NamedTuple):
    """What is the same in all rows of a pattern."""

    grid: GridRow
    cells: tuple[Placed, ...]
    texts: int  # how many stand in a row
    width: int  # where a plain cell stands in each column; else 0
    programs: dict[Inheritance, tuple[_Column, ...]]


@dataclass(slots=True)
class PlainTables:
    """Reads the plain tables of one part."""

    tables: Sequence[PlainTable]
    cells: CellForms
    patterns: dict[int, _Pattern] = field(default_factory=dict)
    columns: dict[tuple[Inheritance, int, Placed], _Column] = field(default_factory=dict)
    placed: dict[etree._Element, tuple[int, str | None, bool]] = field(default_factory=dict)

    def read(self, reader: Reader, number: int, locator: str, around: Around) -> Table | None:
        """A table where its place is met; None for one without cells."""
        table = self.tables[number]
        most = reader.limits.column_span
        known = self.patterns
        patterns = [known.get(row.number) or self._pattern(row, most) for row in table.rows]
        grids = [pattern.grid for pattern in patterns]
        node = self.cells.forms[table.form].node
        frame = reader.frame(node, grids, locator, around, shaded=table.shaded)
        if frame is None:
            return None
        reading = Reading(self.cells, reader, frame, table)
        look, inherited = frame.look, frame.inside.inheritance
        width = frame.width if look.even and not frame.spans else -1
        grid = []
        start = 0
        for index, own in enumerate(patterns):
            if own.width == width:
                program = own.programs.get(inherited) or self._program(reader, own, frame.inside)
                line = _regular(reading, (index, start), own.cells, program)
                grid.append(line if look.plain else _filled(line, own.grid, look))
            else:
                contents = CellContents(reading, own.cells, start)
                grid.append(reader.row(frame, own.grid, index, contents))
            start += own.texts
        return framed(frame, grid)

    def _pattern(self, pattern: Pattern, most: int) -> _Pattern:
        forms = [self.cells.forms[cell.form] for cell in pattern.cells]
        row = self.cells.forms[pattern.form].node
        grid = grid_row(row, [form.node for form in forms], most, self.placed)
        regular = len(forms) == grid.width == len(grid.cells)
        regular = regular and all(form.repeated for form in forms)
        found = _Pattern(grid, pattern.cells, pattern.texts, grid.width if regular else 0, {})
        self.patterns[pattern.number] = found
        return found

    def _program(self, reader: Reader, pattern: _Pattern, inside: Around) -> tuple[_Column, ...]:
        columns = []
        for number, cell in enumerate(pattern.cells, 1):
            key = inside.inheritance, number, cell
            column = self.columns.get(key)
            if column is None:
                column = self.columns[key] = _column(number, self._steps(reader, cell, inside))
            columns.append(column)
        program = pattern.programs[inside.inheritance] = tuple(columns)
        return program

    def _steps(self, reader: Reader, cell: Placed, inside: Around) -> tuple[_Step, ...] | None:
        form, first = cell
        paragraphs = self.cells.paragraphs(reader, form, inside)
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


def _column(number: int, steps: tuple[_Step, ...] | None) -> _Column:
    cell = f"/cell[{number}]"
    if steps is not None:
        steps = tuple([(one, fixed, cell + step, rest) for one, fixed, step, rest in steps])
    if steps is not None and len(steps) == 1:
        one, fixed, step, rest = steps[0]
        return _Column(number, cell, one, fixed if one < 0 else None, step, *rest, steps)
    return _Column(number, cell, -1, None, "", (), (), None, False, False, None, steps)


def _regular(
    reading: Reading,
    place: tuple[int, int],
    cells: Sequence[Placed],
    program: Sequence[_Column],
) -> Row:
    """A row with a plain cell in each column, in a table that says the same of all."""
    _, _, frame, table = reading
    texts, (index, start) = table.texts, place
    row, at = f"{frame.locator}/row[{index + 1}]", index + 1
    if table.odd:
        program = [_wary(column, texts, start) for column in program]
    line = []
    for number, cell, one, fixed, end, marks, lines, level, listed, bold, size, steps in program:
        blocks: tuple[Block, ...] = ()
        text = texts[start + one] if one >= 0 else fixed
        if text is not None:
            if one < 0 or not text.isspace():
                record = (text, row + end, marks, lines, level, listed, bold, size)
                blocks = (_make(Paragraph, record),)
        elif steps is None:
            contents = CellContents(reading, cells, start)
            blocks = contents.blocks(number - 1, row + cell, frame.inside, [])
        elif steps:
            blocks = _together(steps, row, texts, start)
        line.append(_make(Cell, (at, number, row + cell, blocks, 1, 1, None, (), ())))
    return tuple(line)


def _wary(column: _Column, texts: Sequence[str], start: int) -> _Column:
    """The column; where a text in it has more than ordinary letters, one that asks the form."""
    for one, _, _, _ in column.steps or ():
        if one >= 0 and UNUSUAL_OR_BREAK.search(texts[start + one]):
            return column._replace(text=-1, fixed=None, steps=None)
    return column


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
    steps: Sequence[_Step], row: str, texts: Sequence[str], start: int
) -> tuple[Paragraph, ...]:
    """The paragraphs of one cell; those of blanks alone are none."""
    return tuple(
        [
            _make(Paragraph, (fixed if one < 0 else texts[start + one], row + step, *rest))
            for one, fixed, step, rest in steps
            if one < 0 or not texts[start + one].isspace()
        ]
    )
