"""Plain tables read from their forms and texts, as the reader of the tree would read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.characters import UNUSUAL_OR_BREAK
from extractors.document import Row, Table
from extractors.formats.docx.grid import GridRow, Met, grid_row
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.plain_cells import CellContents, CellForms, Reading
from extractors.formats.docx.plain_records import (
    Answers,
    Column,
    Columns,
    MadeRows,
    column_of,
)
from extractors.formats.docx.plain_tables import Pattern, Placed, PlainTable
from extractors.formats.docx.reader import Reader
from extractors.formats.docx.shadings import TableLook
from extractors.formats.docx.surroundings import Around, framed

_make = tuple.__new__  # a record of a ready tuple, at a third of the price

_NOTHING: tuple[Columns, int, Answers] = ((), 0, ())  # is to be made of a row


class _Program(NamedTuple):
    """What stands in the columns of a pattern's rows under a table's style."""

    columns: Columns
    asked: tuple[int, ...]  # the numbers of those whose forms have to be asked in each row
    variants: dict[tuple[int, ...], _Program]  # where more of them have to
    filled: dict[TableLook, Columns]  # with the colours behind the cells


class _Pattern(NamedTuple):
    """What is the same in all rows of a pattern."""

    grid: GridRow
    cells: tuple[Placed, ...]
    texts: int  # how many stand in a row
    width: int  # where a plain cell stands in each column; else 0
    programs: dict[Inheritance, _Program]
    ready: dict[Inheritance, Columns]  # of those in which nothing has to be asked


@dataclass(slots=True)
class PlainTables:
    """Reads the plain tables of one part."""

    tables: Sequence[PlainTable]
    cells: CellForms
    patterns: dict[int, _Pattern] = field(default_factory=dict)
    columns: dict[tuple[Inheritance, int, Placed], Column] = field(default_factory=dict)
    # Of the forms of rows and the cells in them: their grids, and widths as in `_Pattern`.
    grids: dict[tuple[int, ...], tuple[GridRow, int]] = field(default_factory=dict)
    met: Met = field(default_factory=lambda: Met({}, {}))

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
        reading = _make(Reading, (self.cells, reader, frame, table))
        return framed(frame, self._rows(reading, patterns))

    def _rows(self, reading: Reading, patterns: Sequence[_Pattern]) -> Sequence[Row]:
        """Those with a plain cell in each column are made when they are gone through."""
        _, reader, frame, table = reading
        look, inheritance = frame.look, frame.inside.inheritance
        width = frame.width if look.even and not frame.spans else -1
        silent = look.plain and not table.odd  # so that nothing has to be asked of a text or place
        parts: list[tuple[Columns, int, Answers]] = []
        kept: dict[int, Row] = {}
        start = 0
        for index, own in enumerate(patterns):
            grid, cells, texts, own_width, _, ready = own
            if own_width != width:
                contents = CellContents(reading, cells, start)
                kept[index] = reader.row(frame, grid, index, contents)
                parts.append(_NOTHING)
            elif silent and (columns := ready.get(inheritance)) is not None:
                parts.append((columns, start, ()))
            else:
                parts.append(self._part(reading, own, index, start))
            start += texts
        if len(kept) == len(parts):
            return tuple(kept.values())
        return MadeRows(frame.locator, table.texts, parts, kept)

    def _part(
        self, reading: Reading, own: _Pattern, index: int, start: int
    ) -> tuple[Columns, int, Answers]:
        """What a row is to be made of that was not met yet, or in which something is asked."""
        _, reader, frame, table = reading
        look, inside = frame.look, frame.inside
        program = own.programs.get(inside.inheritance) or self._program(reader, own, inside)
        if table.odd:
            program = _wary(program, table.texts, start)
        columns = program.columns if look.plain else _filled(program, own.grid, look)
        if not program.asked:
            return columns, start, ()
        contents = CellContents(reading, own.cells, start)
        return columns, start, _answers(program, contents, f"{frame.locator}/row[{index + 1}]")

    def _pattern(self, pattern: Pattern, most: int) -> _Pattern:
        cells = self.cells.cells
        numbers = pattern.form, *[cells[cell.cell].form for cell in pattern.cells]
        known = self.grids.get(numbers)
        if known is None:
            known = self.grids[numbers] = self._grid(numbers, most)
        grid, width = known
        found = _Pattern(grid, pattern.cells, pattern.texts, width, {}, {})
        self.patterns[pattern.number] = found
        return found

    def _grid(self, numbers: tuple[int, ...], most: int) -> tuple[GridRow, int]:
        """Of the forms of a row and its cells; and the width, if plain cells are all of it."""
        row, *cells = [self.cells.forms[number] for number in numbers]
        grid = grid_row(row.node, [cell.node for cell in cells], most, self.met)
        regular = len(cells) == grid.width == len(grid.cells)
        regular = regular and all(cell.repeated for cell in cells)
        return grid, grid.width if regular else 0

    def _program(self, reader: Reader, pattern: _Pattern, inside: Around) -> _Program:
        columns = []
        for number, cell in enumerate(pattern.cells, 1):
            key = inside.inheritance, number, cell
            column = self.columns.get(key)
            if column is None:
                steps = self.cells.steps(reader, cell.cell, inside)
                column = self.columns[key] = column_of(number, cell.first, steps)
            columns.append(column)
        program = pattern.programs[inside.inheritance] = _program_of(columns)
        if not program.asked:
            pattern.ready[inside.inheritance] = program.columns
        return program


def _program_of(columns: Columns) -> _Program:
    asked = tuple([number for number, column in enumerate(columns) if column.steps is None])
    return _make(_Program, (tuple(columns), asked, {}, {}))


def _wary(program: _Program, texts: Sequence[str], start: int) -> _Program:
    """The program for a row; where a text has more than ordinary letters, its form is asked."""
    columns = program.columns
    unusual = tuple(
        [number for number, column in enumerate(columns) if _is_unusual(column, texts, start)]
    )
    if not unusual:
        return program
    known = program.variants.get(unusual)
    if known is None:
        changed = list(columns)
        for number in unusual:
            changed[number] = columns[number]._replace(text=-1, fixed=None, steps=None)
        known = program.variants[unusual] = _program_of(changed)
    return known


def _is_unusual(column: Column, texts: Sequence[str], start: int) -> bool:
    return any(
        one >= 0 and UNUSUAL_OR_BREAK.search(texts[start + one])
        for one, _, _, _ in column.steps or ()
    )


def _answers(program: _Program, contents: CellContents, row: str) -> Answers:
    inside, columns = contents.reading.frame.inside, program.columns
    return [
        contents.blocks(number, row + columns[number].step, inside, []) for number in program.asked
    ]


def _filled(program: _Program, grid: GridRow, look: TableLook) -> Columns:
    """The columns with the colours behind their cells, in whatever place they stand."""
    known = program.filled.get(look)
    if known is None:
        fills = [look.fill(cell.node, 0, 0) for cell in grid.cells]
        pairs = zip(program.columns, fills, strict=True)
        known = tuple([column._replace(shading=fill) for column, fill in pairs])
        program.filled[look] = known
    return known
