"""HTML: whole pages with tables, and fragments inside the cells of a text file.

Parsed by lxml with no network and bounded depth; scripts, styles and hidden parts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from extractors.characters import marks_in
from extractors.document import Block, Cell, Document, Mark, Paragraph, Row, Table
from extractors.errors import Damaged, NotADocument, TooLarge
from extractors.formats.encodings import decoded
from extractors.limits import Limits

NAME = "html"

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "blockquote",
        "dt",
        "dd",
        "dl",
        "figcaption",
        "caption",
        "body",
    ]
)
_LEFT_OUT = frozenset(("script", "style", "template", "noscript", "head", "iframe", "object"))
_COLOUR = re.compile(r"(?<![-\w])(background(?:-color)?|color)\s*:\s*([^;]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK = "\x1e"  # stands for <br> while text is gathered; no HTML text may hold it
_NAMED = {
    "green": "#008000",
    "red": "#ff0000",
    "yellow": "#ffff00",
    "orange": "#ffa500",
    "lime": "#00ff00",
    "gold": "#ffd700",
    "darkgreen": "#006400",
    "darkred": "#8b0000",
}
_HEAD = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|p)\b", re.IGNORECASE)


def recognizes(head: bytes) -> bool:
    return bool(_HEAD.search(decoded(head[:2000]).encode("utf-8", errors="replace")[:600]))


def read(data: bytes, limits: Limits) -> Document:
    """The paragraphs and tables of a page, in reading order."""
    try:
        page = html.document_fromstring(decoded(data).encode("utf-8"), parser=_parser())
    except (ParserError, ValueError) as error:
        raise Damaged(f"the HTML cannot be parsed: {error}") from error
    blocks = tuple(_Reader(limits).blocks(page))
    if not any(isinstance(block, Table) for block in blocks):
        raise NotADocument("an HTML page without any table, expected a report")
    title = (page.findtext(".//title") or "").strip()
    return Document("text/html", NAME, blocks, properties=(("title", title),) if title else ())


def fragment(text: str, cell: Cell) -> Cell:
    """The cell with the blocks of an HTML fragment."""
    page = html.fragment_fromstring(text, create_parent="div", parser=_parser())
    return replace(cell, blocks=tuple(_Reader(Limits()).blocks(page, cell.locator + "/")))


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


@dataclass(slots=True)
class _Run:
    """Text gathered for one paragraph."""

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bold: bool = True

    def add(self, text: str | None, bold: bool) -> None:
        if text:
            self.parts.append(text)
            self.bold &= bold or not text.strip()


@dataclass(slots=True)
class _Reader:
    """Walks a tree; counts what it has seen, for locators and limits."""

    limits: Limits
    cells: int = 0

    def blocks(self, root: HtmlElement, prefix: str = "") -> Iterator[Block]:
        counts = {"paragraph": 0, "table": 0}
        run = _Run()
        yield from self._inside(root, run, prefix, counts, bold=False)
        yield from _flushed(run, root, prefix, counts)

    def _inside(
        self, node: HtmlElement, run: _Run, prefix: str, counts: dict[str, int], *, bold: bool
    ) -> Iterator[Block]:
        run.add(node.text, bold)
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _LEFT_OUT or not tag or _HIDDEN.search(child.get("style", "")):
                pass
            elif tag == "table":
                yield from _flushed(run, node, prefix, counts)
                counts["table"] += 1
                yield self._table(child, f"{prefix}table[{counts['table']}]")
            elif tag == "br":
                run.parts.append(_BREAK)
            elif tag in _BLOCKS:
                yield from _flushed(run, node, prefix, counts)
                yield from self._inside(child, run, prefix, counts, bold=bold or tag[0] == "h")
                yield from _flushed(run, child, prefix, counts)
            else:
                _note_marks(child, run)
                inner = bold or tag in {"b", "strong", "th"}
                yield from self._inside(child, run, prefix, counts, bold=inner)
            run.add(child.tail, bold)

    def _table(self, node: HtmlElement, locator: str) -> Table:
        grid: list[dict[int, Cell | None]] = []
        rows = [row for row in node.iter("tr") if _owner(row) is node]
        for index, row in enumerate(rows):
            while len(grid) <= index:
                grid.append({})
            column = 1
            for cell in row.iterchildren("td", "th"):
                while column in grid[index]:
                    column += 1
                self._place(grid, cell, (index, column), locator)
        width = max((max(row, default=0) for row in grid), default=0)
        return Table(tuple(_row(row, width) for row in grid[: len(rows)]), locator)

    def _place(
        self,
        grid: list[dict[int, Cell | None]],
        node: HtmlElement,
        at: tuple[int, int],
        table: str,
    ) -> None:
        row, column = at
        rows, columns = _span(node, "rowspan"), _span(node, "colspan")
        self.cells += rows * columns
        if columns > self.limits.column_span or self.cells > self.limits.cells:
            raise TooLarge(f"{table}: spans {rows} x {columns}, expected a table of usual size")
        locator = f"{table}/row[{row + 1}]/cell[{column}]"
        for below in range(row, row + rows):
            while len(grid) <= below:
                grid.append({})
            grid[below].update(dict.fromkeys(range(column, column + columns)))
        grid[row][column] = Cell(
            row + 1,
            column,
            locator,
            tuple(self.blocks(node, locator + "/")),
            rows,
            columns,
            _colours(node).get("background"),
        )


def _owner(row: HtmlElement) -> HtmlElement | None:
    return next(row.iterancestors("table"), None)


def _span(node: HtmlElement, name: str) -> int:
    value = re.match(r"\s*(\d{1,9})", node.get(name) or "")
    return max(1, int(value[1])) if value else 1


def _row(cells: dict[int, Cell | None], width: int) -> Row:
    return tuple(cells.get(column) for column in range(1, width + 1))


def _flushed(
    run: _Run, node: HtmlElement, prefix: str, counts: dict[str, int]
) -> Iterator[Paragraph]:
    raw = "".join(run.parts)
    lines = (re.sub(r"[ \t\r\f\v\n]+", " ", line).strip() for line in raw.split(_BREAK))
    text = "\n".join(line for line in lines if line)
    marks, bold = tuple(run.marks), run.bold
    run.parts, run.marks, run.bold = [], [], True
    if not text and not marks:
        return
    counts["paragraph"] += 1
    tag = node.tag if isinstance(node.tag, str) else ""
    yield Paragraph(
        text,
        f"{prefix}paragraph[{counts['paragraph']}]",
        marks=(*marks_in(text), *marks),
        level=int(tag[1]) - 1 if re.fullmatch(r"h[1-6]", tag) else None,
        list_item=tag == "li",
        bold=bold and bool(text),
    )


def _note_marks(node: HtmlElement, run: _Run) -> None:
    colours = _colours(node)
    if "color" in colours:
        run.marks.append(Mark("text_colour", colours["color"], colour=colours["color"]))
    if "background" in colours:
        run.marks.append(Mark("shading", colours["background"], colour=colours["background"]))
    if node.tag == "img" and node.get("alt"):
        run.marks.extend(marks_in(node.get("alt") or ""))


def _colours(node: HtmlElement) -> dict[str, str]:
    """Text and background colour of an element's own style, as #rrggbb."""
    found = {"background": node.get("bgcolor", "")}
    for name, value in _COLOUR.findall(node.get("style", "")):
        found["color" if name.lower() == "color" else "background"] = value
    known = {name: _rgb(value) for name, value in found.items()}
    return {name: value for name, value in known.items() if value}


def _rgb(value: str) -> str | None:
    plain = value.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", plain):
        return None if plain in {"#ffffff", "#000000"} else plain
    if re.fullmatch(r"#[0-9a-f]{3}", plain):
        return _rgb("#" + "".join(2 * digit for digit in plain[1:]))
    numbers = re.match(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})", plain)
    if numbers:
        return _rgb("#" + "".join(f"{min(255, int(part)):02x}" for part in numbers.groups()))
    return _NAMED.get(plain)
