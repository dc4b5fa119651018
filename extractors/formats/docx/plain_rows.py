"""Plain tables read from their forms and texts, as the reader of the tree would read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Row, Table
from extractors.formats.docx.grid import GridRow, grid_row
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.plain_cells import CellContents, CellForms, Reading
from extractors.formats.docx.plain_records import Column, Columns, MadeRows, Step, column_of
from extractors.formats.docx.plain_tables import Pattern, Placed, PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.shadings import TableLook
from extractors.formats.docx.surroundings import Around, framed

_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class _Program(NamedTuple):
    """What stands in the columns of a pattern's rows under a table's style."""

    columns: Columns
    asks: bool  # whether some form has to be asked in each row


class _Pattern(NamedTuple):
    """What is the same in all rows of a pattern."""

    grid: GridRow
    cells: tuple[Placed, ...]
    texts: int  # how many stand in a row
    width: int  # where a plain cell stands in each column; else 0
    programs: dict[Inheritance, _Program]


@dataclass(slots=True)
class PlainTables:
    """Reads the plain tables of one part."""

    tables: Sequence[PlainTable]
    cells: CellForms
    patterns: dict[int, _Pattern] = field(default_factory=dict)
    columns: dict[tuple[Inheritance, int, Placed], Column] = field(default_factory=dict)
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
        return framed(frame, self._rows(Reading(self.cells, reader, frame, table), patterns))

    def _rows(self, reading: Reading, patterns: Sequence[_Pattern]) -> Sequence[Row]:
        """Those with a plain cell in each column are made when they are gone through."""
        _, reader, frame, table = reading
        look, inside = frame.look, frame.inside
        width = frame.width if look.even and not frame.spans else -1
        columns: list[Columns] = []
        starts: list[int] = []
        kept: dict[int, Row] = {}
        start = 0
        for index, own in enumerate(patterns):
            planned: Columns = ()
            if own.width == width:
                program = own.programs.get(inside.inheritance) or self._program(reader, own, inside)
                planned = program.columns
                if program.asks or table.odd:
                    row = f"{frame.locator}/row[{index + 1}]"
                    planned = _answered(planned, CellContents(reading, own.cells, start), row)
                if not look.plain:
                    planned = _filled(planned, own.grid, look)
            else:
                contents = CellContents(reading, own.cells, start)
                kept[index] = reader.row(frame, own.grid, index, contents)
            columns.append(planned)
            starts.append(start)
            start += own.texts
        if len(kept) == len(columns):
            return tuple(kept.values())
        return MadeRows(frame.locator, table.texts, columns, starts, kept)

    def _pattern(self, pattern: Pattern, most: int) -> _Pattern:
        forms = [self.cells.forms[cell.form] for cell in pattern.cells]
        row = self.cells.forms[pattern.form].node
        grid = grid_row(row, [form.node for form in forms], most, self.placed)
        regular = len(forms) == grid.width == len(grid.cells)
        regular = regular and all(form.repeated for form in forms)
        found = _Pattern(grid, pattern.cells, pattern.texts, grid.width if regular else 0, {})
        self.patterns[pattern.number] = found
        return found

    def _program(self, reader: Reader, pattern: _Pattern, inside: Around) -> _Program:
        columns = []
        for number, cell in enumerate(pattern.cells, 1):
            key = inside.inheritance, number, cell
            column = self.columns.get(key)
            if column is None:
                column = self.columns[key] = column_of(number, self._steps(reader, cell, inside))
            columns.append(column)
        program = _Program(tuple(columns), any(column.steps is None for column in columns))
        pattern.programs[inside.inheritance] = program
        return program

    def _steps(self, reader: Reader, cell: Placed, inside: Around) -> tuple[Step, ...] | None:
        form, first = cell
        paragraphs = self.cells.paragraphs(reader, form, inside)
        if paragraphs is None:
            return None
        steps: list[Step] = []
        for _, step, number, slots, kind in paragraphs:
            if kind.lone == 0 and kind.rest is not None:
                steps.append((first + number, "", step, kind.rest))
            elif not slots:
                steps += ((-1, text, step, rest) for _, text, rest in kind.known[()])
            else:
                return None
        return tuple(steps)


def _answered(columns: Columns, contents: CellContents, row: str) -> Columns:
    """The columns with what the forms say that have to be asked, as they do for unusual texts."""
    inside, texts = contents.reading.frame.inside, contents.reading.table.texts
    answered = []
    for number, column in enumerate(columns):
        if column.steps is None or _is_unusual(column, texts, contents.start):
            blocks = contents.blocks(number, row + column.step, inside, [])
            answered.append(column._replace(text=-1, fixed=None, steps=None, blocks=blocks))
        else:
            answered.append(column)
    return answered


def _is_unusual(column: Column, texts: Sequence[str], start: int) -> bool:
    """Whether a text in it has more than ordinary letters."""
    return any(
        one >= 0 and UNUSUAL_OR_BREAK.search(texts[start + one])
        for one, _, _, _ in column.steps or ()
    )


def _filled(columns: Columns, grid: GridRow, look: TableLook) -> Columns:
    """The columns with the colours behind their cells, in whatever place they stand."""
    fills = [look.fill(cell.node, 0, 0) for cell in grid.cells]
    if not any(fills):
        return columns
    pairs = zip(columns, fills, strict=True)
    return [column._replace(shading=fill) if fill else column for column, fill in pairs]
