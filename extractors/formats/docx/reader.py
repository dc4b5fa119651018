"""A normalized part of a Word document to blocks, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.document import Block, Cell, Mark, Notice, Paragraph, Table
from extractors.errors import TooLarge
from extractors.formats.docx.account import Account, text_of
from extractors.formats.docx.colours import Theme, shading
from extractors.formats.docx.drawings import Drawings
from extractors.formats.docx.floats import Float, FloatedRow, settle
from extractors.formats.docx.grid import GridCell, GridRow, grid_rows, merged, widths
from extractors.formats.docx.inheritance import Inheritance
from extractors.formats.docx.names import PPR, R_URI, TBL, TCPR, VAL, P, w
from extractors.formats.docx.runs import SHORT_TEXT, Line, RunReader
from extractors.formats.docx.shadings import TableLook
from extractors.formats.docx.styles import Style, Styles, numbered, outline
from extractors.limits import Limits

MOST_NESTED = 50  # tables and text boxes in one another
_STYLE = w("pStyle")
_TOLD = frozenset((w("numPr"), w("outlineLvl"), w("shd")))
_ELSEWHERE = {w("altChunk"): "An embedded document", w("subDoc"): "A document outside the file"}


class Around(NamedTuple):
    """Where blocks stand."""

    inheritance: Inheritance
    where: str  # "body", "cell" or "box"
    depth: int = 0


@dataclass(slots=True)
class Reader:
    """Reads blocks; counts cells against the limit."""

    limits: Limits
    drawings: Drawings
    styles: Styles
    theme: Theme
    account: Account
    runs: RunReader
    cells: int = 0
    notices: list[Notice] = field(default_factory=list)

    def document(self, parent: etree._Element, prefix: str = "") -> tuple[Block, ...]:
        """The blocks of a body, header or footer."""
        around = Around(Inheritance(self.styles, self.theme), "body")
        return tuple(self._blocks(parent, prefix, around, []))

    def _blocks(
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
                self._paragraph(child, f"{prefix}paragraph[{numbers[0]}]", around, blocks, floats)
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
                deeper = _deeper(around, around.where, prefix)
                self._blocks(child, prefix, deeper, floats, (blocks, numbers))
        return blocks

    def _paragraph(
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
            identity, told = _properties(properties)
            size -= 1
        inheritance = around.inheritance
        style = inheritance.paragraph(identity)
        if not (size or told is not None or style.ground or around.where == "body"):
            return  # most cells of a report are empty
        line = Line(identity, inheritance, inheritance.plain_run(identity), locator, around.where)
        text = self.runs.read(node, line)
        self._ground(told, style, line, text)
        if line.marks or around.where == "body" or (text and not text.isspace()):
            level, listed = style.level, style.listed
            if told is not None:
                level, listed = _told(told, style)
            blocks.append(
                Paragraph(
                    text,
                    locator,
                    tuple(line.marks),
                    (),
                    level,
                    level is None and bool(listed),
                    bool(line.bold),
                    line.size or style.size,
                )
            )
        if line.drawn:
            blocks += self._boxes(line, around, floats)

    def _ground(self, told: etree._Element | None, style: Style, line: Line, text: str) -> None:
        """In a cell, the paragraph's own shading may be a status."""
        own = None if told is None else shading(told, self.theme)
        ground = style.ground if own is None else own
        if ground and line.where != "body" and len(text.strip()) <= SHORT_TEXT:
            line.marks.append(Mark("shading", ground, colour=ground, offset=0))

    def _boxes(self, line: Line, around: Around, floats: list[Float]) -> Iterator[Block]:
        number = 0
        inside = _deeper(around, "box", line.locator)
        for drawn in line.drawn:
            blocks: list[Block] = []
            for box in drawn.boxes:
                number += 1
                blocks += self._blocks(box, f"{line.locator}/textbox[{number}]/", inside, floats)
            if drawn.floating is not None and around.where == "cell":
                floats.append(Float(-1, drawn.floating, drawn.marks, tuple(blocks)))
            else:
                yield from blocks

    def _table(self, node: etree._Element, locator: str, around: Around) -> Table | None:
        """The table; None for one whose rows are all deleted or hidden."""
        rows = grid_rows(node, self.limits.column_span)
        width = max((row.width for row in rows), default=0)
        if not rows or not width:
            return None
        self.cells += len(rows) * width
        if self.cells > self.limits.cells:
            raise TooLarge(f"{locator}: more than {self.limits.cells} cells in the document")
        look = TableLook(node, self.styles, self.theme, (len(rows), width))
        spans = merged(rows)
        inside = _deeper(around, "cell", locator)
        known: dict[Style, Around] = {}
        grid = []
        for index, row in enumerate(rows):
            line = self._row(row, index, (locator, width, look, spans), (inside, known))
            if line.floats:
                settle(line, widths(node, row))
            grid.append(tuple(line.cells))
            for cell in row.swallowed:
                self._hidden_in(cell, f"{locator}/row[{index + 1}]")
        heads = next((i for i, row in enumerate(rows) if not row.header), len(rows))
        return Table(tuple(grid), locator, header_rows=heads)

    def _row(
        self,
        row: GridRow,
        index: int,
        table: tuple[str, int, TableLook, dict[tuple[int, int], int]],
        around: tuple[Around, dict[Style, Around]],
    ) -> FloatedRow:
        """The cells of a row; where it has none, an empty one stands."""
        locator, width, look, spans = table
        inside, known = around
        start = f"{locator}/row[{index + 1}]"
        line: list[Cell | None] = [None] * width
        floats: list[Float] = []
        filled = 0
        for number, cell in enumerate(row.cells):
            column = cell.column
            filled += cell.span
            place = f"{start}/cell[{number + 1}]"
            rows = spans.get((index, column), 1) if spans else 1
            if not rows:
                self._hidden_in(cell.node, place)
                continue
            if not look.plain:
                inside = self._inside(around, look.runs(index, column), known)
            own: list[Float] = []
            blocks = tuple(self._blocks(cell.node, place + "/", inside, own))
            fill = None if look.plain else look.fill(cell.node, index, column)
            line[column] = Cell(index + 1, column + 1, place, blocks, rows, cell.span, fill)
            if own:
                floats += (one._replace(anchor=number) for one in own)
        if filled < width:
            _fill_gaps(line, row.cells, (start, index))
        return FloatedRow(line, row.cells, floats)

    def _inside(
        self, around: tuple[Around, dict[Style, Around]], style: Style, known: dict[Style, Around]
    ) -> Around:
        """Where the runs of a cell stand whose table style says something of them."""
        inside = around[0]
        if style not in known:
            inherited = inside.inheritance.in_table(style)
            known[style] = inside._replace(inheritance=inherited)
        return known[style]

    def _hidden_in(self, node: etree._Element, locator: str) -> None:
        """Text in a cell that is merged into another is not shown, but may be meant."""
        text = text_of(node)
        if text:
            message = "Text in a cell that is merged into another is not shown."
            self.notices.append(Notice("text-in-merged-cell", "warning", message, text, locator))
            self.account.leave(node, "merged-away")

    def _elsewhere(self, node: etree._Element, locator: str) -> None:
        message = f"{_ELSEWHERE[str(node.tag)]} stands here; its content is not read."
        evidence = node.get(f"{{{R_URI}}}id", "")
        self.notices.append(Notice("embedded-document", "error", message, evidence, locator))


def _properties(node: etree._Element) -> tuple[str | None, etree._Element | None]:
    """The style that a paragraph names, and its properties where they say more than that."""
    identity, told = None, None
    for one in node:
        tag = one.tag
        if tag == _STYLE:
            identity = one.get(VAL)
        elif tag in _TOLD:
            told = node
    return identity, told


def _told(properties: etree._Element, style: Style) -> tuple[int | None, bool | None]:
    """Heading level, and whether it is a list item: by itself, else by its style."""
    level, listed = outline(properties), numbered(properties)
    return (
        style.level if level is None else level,
        style.listed if listed is None else listed,
    )


def _deeper(around: Around, where: str, locator: str) -> Around:
    if around.depth >= MOST_NESTED:
        raise TooLarge(f"{locator[:200]}: nested deeper than {MOST_NESTED} tables and text boxes")
    return around._replace(where=where, depth=around.depth + 1)


def _fill_gaps(line: list[Cell | None], cells: list[GridCell], at: tuple[str, int]) -> None:
    """A row with fewer cells than the grid, or indented in it, has empty ones there."""
    locator, index = at
    taken = {place for cell in cells for place in range(cell.column, cell.column + cell.span)}
    for column in range(len(line)):
        if column not in taken:
            line[column] = Cell(index + 1, column + 1, locator)
