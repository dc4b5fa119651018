"""An HTML tree to blocks: paragraphs, list items and tables, as a browser would set them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import HtmlElement

from extractors.characters import LONGEST_METRE, marks_in, raised
from extractors.document import OBJECT, Block, Cell, Mark, Paragraph, Row, Table
from extractors.errors import TooLarge
from extractors.formats.html_pictures import drawing, picture
from extractors.formats.html_styles import Styles
from extractors.limits import Limits

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol p pre
    section summary td th tr tbody thead tfoot caption ul""".split()  # noqa: SIM905 - read as prose
)
_LEFT_OUT = frozenset(
    """applet audio canvas colgroup datalist embed frame frameset head iframe link map math meta
    noframes noscript object param script select source style template textarea title track
    video""".split()  # noqa: SIM905
)
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_TABLE_PARTS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_HEADING = re.compile(r"h[1-6]")
_BREAK = "\x1e"  # stands for a line break while text is gathered
_BLANKS = re.compile(r"[ \t\r\f\n]+")
# Elements in elements; browsers stop at 512, and no report comes near it.
DEPTH = 200


class _Context(NamedTuple):
    """What an element inherits from those around it."""

    bold: bool = False
    level: int | None = None
    listed: bool = False
    literal: bool = False  # line feeds are line breaks
    colour: str | None = None
    raised: bool = False
    depth: int = 0


@dataclass(slots=True)
class _Flow:
    """The blocks of one container, and the text gathered for its next paragraph."""

    prefix: str
    paragraphs: int = 0
    tables: int = 0
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    inks: list[str | None] = field(default_factory=list)  # of every symbol, in order
    pictures: list[Mark | None] = field(default_factory=list)  # of every OBJECT, in order
    colours: list[Mark] = field(default_factory=list)
    plain: bool = False  # some of the text is not bold

    def write(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        own = text.replace(OBJECT, "").replace(_BREAK, " ")
        if context.raised:
            own = raised(own, "".join(self.parts[-LONGEST_METRE:]))
        self.parts.append(own.replace("\n", _BREAK) if context.literal else own)
        if own.isspace():
            return
        self.plain |= not context.bold
        self.inks.extend(context.colour for _ in marks_in(own))
        if context.colour:
            self.tint(Mark("text_colour", context.colour, colour=context.colour))

    def draw(self, mark: Mark | None) -> None:
        self.parts.append(OBJECT)
        self.pictures.append(mark)

    def tint(self, mark: Mark) -> None:
        if mark not in self.colours:
            self.colours.append(mark)

    def flush(self, context: _Context) -> None:
        """End the paragraph; blank ones are none."""
        text = _collapsed("".join(self.parts))
        if text or self.colours:
            self.paragraphs += 1
            self.blocks.append(
                Paragraph(
                    text,
                    f"{self.prefix}paragraph[{self.paragraphs}]",
                    marks=tuple(self._marks(text)),
                    level=context.level,
                    list_item=context.listed,
                    bold=bool(text) and not self.plain,
                )
            )
        self.parts, self.inks, self.pictures, self.colours = [], [], [], []
        self.plain = False

    def _marks(self, text: str) -> Iterator[Mark]:
        pictures, inks = iter(self.pictures), iter(self.inks)
        symbols = {mark.offset: mark for mark in marks_in(text)}
        for offset, letter in enumerate(text):
            if letter == OBJECT:
                mark = next(pictures, None)
                if mark is not None:
                    yield mark._replace(offset=offset)
            elif offset in symbols:
                yield symbols[offset]._replace(colour=next(inks, None))
        yield from self.colours


@dataclass(slots=True)
class Reader:
    """Walks trees; counts cells over all of them, for the limits."""

    limits: Limits
    styles: Styles = field(default_factory=Styles)
    cells: int = 0

    def blocks(
        self, root: HtmlElement, prefix: str = "", *, paragraphs: int = 0, tables: int = 0
    ) -> tuple[Block, ...]:
        """What stands in an element; locators count on from what went before."""
        flow = _Flow(prefix, paragraphs, tables)
        self._walk(root, flow, _Context())
        flow.flush(_Context())
        return tuple(flow.blocks)

    def _walk(self, node: HtmlElement, flow: _Flow, context: _Context) -> None:
        if context.depth > DEPTH:
            raise TooLarge(f"{flow.prefix or 'the page'}: elements nested more than {DEPTH} deep")
        flow.write(node.text, context)
        for child in node:
            if isinstance(child.tag, str):
                self._element(child, flow, context)
            flow.write(child.tail, context)

    def _element(self, node: HtmlElement, flow: _Flow, context: _Context) -> None:
        tag = str(node.tag)
        look = self.styles.look(node)
        if tag in _LEFT_OUT or look.hidden:
            return
        inner = _inner(tag, context, look.colour)
        if tag == "table":
            flow.flush(context)
            self._table(node, flow, inner)
        elif tag == "br":
            flow.parts.append(_BREAK)
        elif tag in _OBJECTS:
            _OBJECTS[tag](node, flow, context)
        elif tag in _BLOCKS or tag == "hr":
            flow.flush(context)
            _shade(flow, look.background)
            self._walk(node, flow, inner)
            flow.flush(inner)
        else:
            _shade(flow, look.background)
            self._walk(node, flow, inner)

    def _table(self, node: HtmlElement, flow: _Flow, context: _Context) -> None:
        """A table; its caption, and whatever else stands in it outside cells, goes before it."""
        flow.write(node.text, context)
        for child in node:
            if isinstance(child.tag, str) and child.tag not in _TABLE_PARTS:
                self._element(child, flow, context)
            flow.write(child.tail, context)
        flow.flush(context)
        flow.tables += 1
        flow.blocks.append(self._grid(node, f"{flow.prefix}table[{flow.tables}]", context))

    def _grid(self, node: HtmlElement, locator: str, context: _Context) -> Table:
        rows = [row for row in _rows(node) if not self.styles.look(row.node).hidden]
        grid: list[dict[int, Cell | None]] = [{} for _ in rows]
        for index, row in enumerate(rows):
            look = self.styles.look(row.node)
            ink = context._replace(colour=look.colour or context.colour)
            column = 1
            for cell in row.cells:
                while column in grid[index]:
                    column += 1
                self._place(grid, cell, (index, column), (locator, look.background, ink))
        width = max((max(row, default=0) for row in grid), default=0)
        if width * len(grid) > self.limits.cells:
            raise TooLarge(f"{locator}: {len(grid)} x {width} cells, most {self.limits.cells}")
        heads = next((n for n, row in enumerate(rows) if not row.head), 0)
        return Table(tuple(_row(row, width) for row in grid), locator, header_rows=heads)

    def _place(
        self,
        grid: list[dict[int, Cell | None]],
        node: HtmlElement,
        at: tuple[int, int],
        around: tuple[str, str | None, _Context],
    ) -> None:
        (row, column), (table, background, context) = at, around
        rows = min(_span(node, "rowspan") or len(grid), len(grid) - row)
        columns = _span(node, "colspan") or 1
        locator = f"{table}/row[{row + 1}]/cell[{column}]"
        self.cells += rows * columns
        if columns > self.limits.column_span or self.cells > self.limits.cells:
            raise TooLarge(f"{locator}: spans {rows} x {columns}, most {self.limits.cells} cells")
        for below in grid[row : row + rows]:
            for swallowed in range(column, column + columns):
                below.setdefault(swallowed, None)
        look = self.styles.look(node)
        flow = _Flow(locator + "/")
        inner = _inner(str(node.tag), context, look.colour)
        if not look.hidden:
            self._walk(node, flow, inner)
            flow.flush(inner)
        blocks, shading = tuple(flow.blocks), look.background or background
        grid[row][column] = Cell(row + 1, column, locator, blocks, rows, columns, shading)


class _HtmlRow(NamedTuple):
    node: HtmlElement
    cells: tuple[HtmlElement, ...]
    head: bool  # stands in <thead>


def _rows(table: HtmlElement) -> Iterator[_HtmlRow]:
    """The table's own rows; cells outside any row form one, as browsers have it."""
    for part in (table, *(child for child in table if child.tag in _GROUPS)):
        stray = tuple(child for child in part if child.tag in _CELLS)
        if stray:
            yield _HtmlRow(part, stray, head=False)
    for child in table:
        for row in (child,) if child.tag == "tr" else child if child.tag in _GROUPS else ():
            if row.tag == "tr":
                cells = tuple(cell for cell in row if cell.tag in _CELLS)
                yield _HtmlRow(row, cells, head=child.tag == "thead")


def _inner(tag: str, context: _Context, colour: str | None) -> _Context:
    return _Context(
        bold=context.bold or tag in _BOLD,
        level=int(tag[1]) - 1 if _HEADING.fullmatch(tag) else context.level,
        listed=tag not in _CELLS and (context.listed or tag == "li"),
        literal=context.literal or tag == "pre",
        colour=colour or context.colour,
        raised=tag == "sup" or (context.raised and tag != "sub"),
        depth=context.depth + 1,
    )


def _shade(flow: _Flow, background: str | None) -> None:
    if background:
        flow.tint(Mark("shading", background, colour=background))


def _image(node: HtmlElement, flow: _Flow, context: _Context) -> None:
    """A picture that is there; else, or where its alternative is a symbol, that text."""
    alternative = node.get("alt") or ""
    if any(True for _ in marks_in(alternative)):
        flow.write(alternative, context)
        return
    mark = picture(node.get("src") or "")
    if mark is not None:
        flow.draw(mark)
    else:
        flow.write(alternative, context)


def _svg(node: HtmlElement, flow: _Flow, _: _Context) -> None:
    flow.draw(drawing(node))


def _input(node: HtmlElement, flow: _Flow, context: _Context) -> None:
    if (node.get("type") or "").lower() in {"checkbox", "radio"}:
        checked = node.get("checked") is not None
        flow.draw(Mark("check_box", "checked" if checked else "unchecked"))
    elif (node.get("type") or "text").lower() != "hidden":
        flow.write(node.get("value"), context)


_OBJECTS = {"img": _image, "svg": _svg, "input": _input}


def _collapsed(raw: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in raw.split(_BREAK))
    return "\n".join(line for line in lines if line.strip())


def _span(node: HtmlElement, name: str) -> int | None:
    """A span; None where there is none, or one that means "to the end" (0)."""
    value = re.match(r"\s*(\d{1,12})", node.get(name) or "1")
    return int(value[1]) or None if value else 1


def _row(cells: dict[int, Cell | None], width: int) -> Row:
    return tuple(cells.get(column) for column in range(1, width + 1))
