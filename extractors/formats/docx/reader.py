"""A normalized part of a Word document to blocks, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.document import Block, Cell, Mark, Notice, Paragraph, Table
from extractors.errors import TooLarge
from extractors.formats.docx.account import Account, text_of
from extractors.formats.docx.colours import shading
from extractors.formats.docx.drawings import Drawings
from extractors.formats.docx.floats import Float, FloatedRow, settle
from extractors.formats.docx.grid import GridRow, grid_rows, merged, widths
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.names import PPR, R_URI, TBL, TCPR, P, w
from extractors.formats.docx.paragraph_properties import level_and_list, properties_of
from extractors.formats.docx.plain_tables import STANDS_FOR
from extractors.formats.docx.runs import SHORT_TEXT, Line, RunReader
from extractors.formats.docx.shadings import SHADING, TableLook
from extractors.formats.docx.styles import NOTHING, Style
from extractors.formats.docx.surroundings import (
    Around,
    Contents,
    Frame,
    deeper,
    fill_gaps,
    framed,
)
from extractors.limits import Limits

_ELSEWHERE = {w("altChunk"): "An embedded document", w("subDoc"): "A document outside the file"}
_make = tuple.__new__  # a record of a ready tuple, at a third of the price

PlainReader = Callable[["Reader", int, str, Around], Table | None]


@dataclass(slots=True)
class Reader:
    """Reads blocks; counts cells against the limit."""

    limits: Limits
    drawings: Drawings
    inheritance: Inheritance
    account: Account
    runs: RunReader
    plain: PlainReader | None = None  # of tables that were cut out
    looks: dict[tuple[etree._Element, tuple[int, int] | None, bool], TableLook] = field(
        default_factory=dict
    )
    cells: int = 0
    notices: list[Notice] = field(default_factory=list)

    def document(self, parent: etree._Element, prefix: str = "") -> tuple[Block, ...]:
        """The blocks of a body, header or footer."""
        return tuple(self.blocks(parent, prefix, Around(self.inheritance, "body"), []))

    def blocks(
        self,
        parent: etree._Element,
        prefix: str,
        around: Around,
        floats: list[Float],
        so_far: tuple[list[Block], list[int]] | None = None,
    ) -> list[Block]:
        """The paragraphs and tables below a body, cell or text box, numbered from 1."""
        blocks, numbers = so_far or ([], [0, 0])
        for child in parent:
            tag = child.tag
            if tag == P:
                numbers[0] += 1
                self.paragraph(child, f"{prefix}paragraph[{numbers[0]}]", around, blocks, floats)
            elif tag == TCPR:
                continue
            elif tag == TBL:
                numbers[1] += 1
                table = self._table(child, f"{prefix}table[{numbers[1]}]", around)
                if table is not None:
                    blocks.append(table)
            elif tag in _ELSEWHERE:
                self._elsewhere(child, prefix.rstrip("/") or f"paragraph[{numbers[0] + 1}]")
            elif next(child.iterdescendants(P, TBL), None) is not None:
                # A wrapper of a name that Word may add yet.
                wrapped = deeper(around, around.where, prefix)
                self.blocks(child, prefix, wrapped, floats, (blocks, numbers))
        return blocks

    def paragraph(
        self,
        node: etree._Element,
        locator: str,
        around: Around,
        blocks: list[Block],
        floats: list[Float],
    ) -> None:
        """The paragraph, then the blocks of text boxes anchored in it."""
        size = len(node)
        identity, told = None, None
        if size and (properties := node[0]).tag == PPR:
            identity, told = properties_of(properties)
            size -= 1
        inheritance = around.inheritance
        style = inheritance.paragraph(identity)
        body = around.where == "body"
        if not size and told is None and (body or not style.ground):
            if body:  # between two tables; most cells of a report are empty, and have none
                blocks.append(_empty(locator, style))
            return
        line = Line(identity, inheritance, inheritance.plain_run(identity), locator, around.where)
        text = self.runs.read(node, line)
        self._ground(told, style, line, text)
        if line.marks or body or (text and not text.isspace()):
            level, listed = style.level, style.listed
            if told is not None:
                level, listed = level_and_list(told, style)
            look = level, level is None and bool(listed), bool(line.bold), line.size or style.size
            blocks.append(Paragraph(text, locator, tuple(line.marks), (), *look))
        if line.drawn:
            blocks += self._boxes(line, around, floats)

    def _ground(self, told: etree._Element | None, style: Style, line: Line, text: str) -> None:
        """In a cell, the paragraph's own shading may be a status."""
        own = None if told is None else shading(told, self.inheritance.theme)
        ground = style.ground if own is None else own
        if ground and line.where != "body" and len(text.strip()) <= SHORT_TEXT:
            line.marks.append(Mark("shading", ground, colour=ground, offset=0))

    def _boxes(self, line: Line, around: Around, floats: list[Float]) -> Iterator[Block]:
        number = 0
        inside = deeper(around, "box", line.locator)
        for drawn in line.drawn:
            blocks: list[Block] = []
            for box in drawn.boxes:
                number += 1
                blocks += self.blocks(box, f"{line.locator}/textbox[{number}]/", inside, floats)
            if drawn.floating is not None and around.where == "cell":
                floats.append(Float(-1, drawn.floating, drawn.marks, tuple(blocks)))
            else:
                yield from blocks

    def _table(self, node: etree._Element, locator: str, around: Around) -> Table | None:
        """The table; None for one whose rows are all deleted or hidden."""
        if self.plain is not None and (number := node.get(STANDS_FOR)):
            return self.plain(self, int(number), locator, around)
        rows = grid_rows(node, self.limits.column_span)
        shaded = next(node.iter(SHADING), None) is not None
        frame = self.frame(node, rows, locator, around, shaded=shaded)
        if frame is None:
            return None
        grid = [
            self.row(frame, row, index, _Nodes(self, row.inner)) for index, row in enumerate(rows)
        ]
        return framed(frame, tuple(grid))

    def frame(
        self,
        node: etree._Element,
        rows: Sequence[GridRow],
        locator: str,
        around: Around,
        *,
        shaded: bool,
    ) -> Frame | None:
        """What the cells of a table have in common; None for a table without any."""
        width = max([row.width for row in rows], default=0)
        if not rows or not width:
            return None
        self.cells += len(rows) * width
        if self.cells > self.limits.cells:
            raise TooLarge(f"{locator}: more than {self.limits.cells} cells in the document")
        look = self._look(node, (len(rows), width), shaded=shaded)
        inside = deeper(around, "cell", locator)
        return _make(Frame, (node, rows, locator, width, look, merged(rows), inside, {}))

    def _look(self, node: etree._Element, size: tuple[int, int], *, shaded: bool) -> TableLook:
        """What a table's style says; kept, for many tables share a form, of whatever size."""
        found = self.looks.get((node, None, shaded)) or self.looks.get((node, size, shaded))
        if found is None:
            found = TableLook(node, self.inheritance, size, shaded=shaded)
            self.looks[node, None if found.even else size, shaded] = found
        return found

    def row(
        self, table: Frame, row: GridRow, index: int, contents: Contents
    ) -> tuple[Cell | None, ...]:
        """The cells of a row; where it has none, an empty one stands."""
        look, spans, inside = table.look, table.spans, table.inside
        start = f"{table.locator}/row[{index + 1}]"
        line: list[Cell | None] = [None] * table.width
        floats: list[Float] = []
        filled = 0
        for place_number, cell in enumerate(row.cells):
            _, number, column, span, _ = cell
            filled += span
            place = f"{start}/cell[{place_number + 1}]"
            rows = spans.get((index, column), 1) if spans else 1
            if not rows:
                self._hidden_in(contents.hidden(number), place)
                continue
            if not look.even:
                inside = self._inside(table, look.runs(index, column))
            own: list[Float] = []
            blocks = contents.blocks(number, place, inside, own)
            fill = None if look.plain else look.fill(cell.node, index, column)
            line[column] = Cell(index + 1, column + 1, place, blocks, rows, span, fill)
            if own:
                floats += (one._replace(anchor=place_number) for one in own)
        if filled < table.width:
            fill_gaps(line, row.cells, start, index + 1)
        if floats:
            settle(FloatedRow(line, row.cells, floats), widths(table.node, row))
        for number in row.swallowed:
            self._hidden_in(contents.hidden(number), start)
        return tuple(line)

    def _inside(self, table: Frame, style: Style) -> Around:
        """Where the runs of a cell stand whose table style says something of them."""
        if style is NOTHING:
            return table.inside
        known = table.known.get(style)
        if known is None:
            inherited = table.inside.inheritance.in_table(style)
            known = table.known[style] = table.inside._replace(inheritance=inherited)
        return known

    def _hidden_in(self, node: etree._Element | None, locator: str) -> None:
        """Text in a cell that is merged into another is not shown, but may be meant."""
        text = "" if node is None else text_of(node)
        if text and node is not None:
            message = "Text in a cell that is merged into another is not shown."
            self.notices.append(Notice("text-in-merged-cell", "warning", message, text, locator))
            self.account.leave(node, "merged-away")

    def _elsewhere(self, node: etree._Element, locator: str) -> None:
        message = f"{_ELSEWHERE[str(node.tag)]} stands here; its content is not read."
        evidence = node.get(f"{{{R_URI}}}id", "")
        self.notices.append(Notice("embedded-document", "error", message, evidence, locator))


def _empty(locator: str, style: Style) -> Paragraph:
    listed = style.level is None and bool(style.listed)
    return _make(Paragraph, ("", locator, (), (), style.level, listed, False, style.size, False))


class _Nodes(NamedTuple):
    """The cells of a row that stand in the tree."""

    reader: Reader
    inner: Sequence[etree._Element]

    def blocks(
        self, number: int, locator: str, inside: Around, floats: list[Float]
    ) -> tuple[Block, ...]:
        return tuple(self.reader.blocks(self.inner[number], f"{locator}/", inside, floats))

    def hidden(self, number: int) -> etree._Element:
        return self.inner[number]
