"""Plain text as converters leave reports: tab-separated rows, Markdown, and inline HTML.

Written from text exports in which each line is a row of a table, its cells separated by tabs, a
cell being plain text or HTML; headings and lists between the tables are Markdown. Tables may also
be Markdown's own (pipes), or whole HTML tables in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from extractors.characters import marks_in
from extractors.document import Block, Cell, Document, Paragraph, Table
from extractors.errors import NotADocument, TooLarge
from extractors.formats.encodings import decoded
from extractors.formats.text_lines import logical_lines, row_of
from extractors.limits import Limits

NAME = "text"

_CONTROL_SHARE = 0.02
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"(\*\*|__)((?:(?!\1).)+)\1$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_BULLET = re.compile(r"[-*+]\s+(?=\S)")
_RULE = re.compile(r"([-*_=])(?:\s?\1){2,}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(\s*([^()\s]*)[^()]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\((?:https?:|mailto:|#|/)[^()]*\)")
_MARKUP = re.compile(
    r"</?(?:a|b|blockquote|br|center|del|div|em|font|h[1-6]|i|img|input|ins|li|mark|ol|p|pre|s"
    r"|small|span|strong|sub|sup|svg|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\f]+")
_LINE_BREAKS = re.compile(r"[\n\x0b\u2028\u2029]+")


def recognizes(head: bytes) -> bool:
    """Text is what decodes and holds next to no control characters."""
    text = decoded(head)
    odd = sum(1 for letter in text if letter < " " and letter not in "\t\n\r\f\x0b")
    odd += text.count("\ufffd")
    return bool(text.strip()) and odd <= _CONTROL_SHARE * len(text)


def read(data: bytes, limits: Limits) -> Document:
    """The blocks of a text: runs of rows are tables, the rest paragraphs."""
    text = decoded(data)
    if not text.strip():
        raise NotADocument("the file holds no text")
    reader = _Reader(limits)
    for line in logical_lines(text):
        reader.take(line)
    reader.end_table()
    return Document("text/plain", NAME, tuple(reader.blocks))


class _Reader:
    """Takes logical lines, one after the other; counts what it has seen, for locators."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.rows: list[Sequence[str]] = []
        self.cells = self.tables = self.paragraphs = 0

    def take(self, line: str) -> None:
        row = row_of(line)
        if row is not None:
            self.rows.append(row)
            self.cells += len(row)
            if self.cells > self.limits.cells:
                raise TooLarge(f"more than {self.limits.cells} cells")
            return
        self.end_table()
        stripped = line.strip()
        if stripped and not self._underlines(stripped):
            self._add(_body(stripped, self.limits, self.paragraphs, self.tables))

    def end_table(self) -> None:
        kept = [row for row in self.rows if row]
        self.rows = []
        if kept:
            self.tables += 1
            self.blocks.append(_table(kept, f"table[{self.tables}]", self.limits))

    def _add(self, blocks: Sequence[Block]) -> None:
        self.blocks.extend(blocks)
        tables = sum(isinstance(block, Table) for block in blocks)
        self.tables += tables
        self.paragraphs += len(blocks) - tables

    def _underlines(self, line: str) -> bool:
        """Whether a line of dashes is no text; one as long as its neighbour makes a heading."""
        if not _RULE.fullmatch(line):
            return False
        last = self.blocks[-1] if self.blocks else None
        level = "=-".find(line[0])
        if isinstance(last, Paragraph) and _is_underlined(last, line) and level >= 0:
            self.blocks[-1] = last._replace(level=level)
        return True


def _is_underlined(paragraph: Paragraph, line: str) -> bool:
    body = paragraph.level is None and not paragraph.list_item
    return body and abs(len(line) - len(paragraph.text)) <= 3


def _body(line: str, limits: Limits, paragraphs: int, tables: int) -> tuple[Block, ...]:
    """The blocks of a line outside rows."""
    heading = _HEADING.match(line)
    text = heading[2] if heading else line
    bullet = None if heading else _BULLET.match(text)
    text = _unmarked(text[bullet.end() :] if bullet else text)
    level = len(heading[1]) - 1 if heading else None
    if not _MARKUP.search(text):
        locator = f"paragraph[{paragraphs + 1}]"
        return (_paragraph(text, locator)._replace(level=level, list_item=bullet is not None),)
    blocks = _fragment(text, limits, "", paragraphs, tables)
    if level is None and bullet is None:
        return blocks
    return tuple(
        block._replace(level=level, list_item=bullet is not None)
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    )


def _table(rows: Sequence[Sequence[str]], locator: str, limits: Limits) -> Table:
    width = max(len(row) for row in rows)
    if width * len(rows) > limits.cells:
        raise TooLarge(f"{locator}: {len(rows)} x {width} cells, most {limits.cells}")
    return Table(
        tuple(
            tuple(
                _cell(
                    row[column] if column < len(row) else "", (locator, index, column + 1), limits
                )
                for column in range(width)
            )
            for index, row in enumerate(rows, start=1)
        ),
        locator,
    )


def _cell(raw: str, at: tuple[str, int, int], limits: Limits) -> Cell:
    table, row, column = at
    locator = f"{table}/row[{row}]/cell[{column}]"
    text = _unmarked(raw)
    if _MARKUP.search(text):
        return Cell(row, column, locator, _fragment(text, limits, f"{locator}/", 0, 0))
    lines = [line for line in _LINE_BREAKS.split(text) if line.strip()]
    listed = len(lines) > 1 and sum(1 for line in lines if _BULLET.match(line.strip())) > 1
    return Cell(row, column, locator, tuple(_cell_lines(lines, locator, listed=listed)))


def _cell_lines(lines: Sequence[str], locator: str, *, listed: bool) -> Iterator[Paragraph]:
    """A lone dash before a number in a cell is a minus; several are bullets."""
    for number, line in enumerate(lines, start=1):
        bullet = _BULLET.match(line.strip()) if listed else None
        text = line.strip()[bullet.end() :] if bullet else line
        found = _paragraph(text, f"{locator}/paragraph[{number}]")
        yield found._replace(list_item=bullet is not None)


def _fragment(
    text: str, limits: Limits, prefix: str, paragraphs: int, tables: int
) -> tuple[Block, ...]:
    # HTML is read by a real parser, and only where there is some.
    from extractors.formats.markup import fragment

    return fragment(text, limits, prefix, paragraphs=paragraphs, tables=tables)


def _unmarked(text: str) -> str:
    """Markdown's escapes, links and pictures undone; a picture becomes an HTML one."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
        text = _IMAGE.sub(_as_html, text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _as_html(image: re.Match[str]) -> str:
    return f'<img alt="{escape(image[1])}" src="{escape(image[2])}">'


def _paragraph(line: str, locator: str) -> Paragraph:
    bold = _BOLD.match(line.strip()) is not None
    text = _EMPHASIS.sub(r"\2", line) if "**" in line or "__" in line else line
    if "&" in text:
        text = unescape(text)
    text = "\n".join(part.strip(" ") for part in _LINE_BREAKS.split(_BLANKS.sub(" ", text)))
    return Paragraph(text.strip(), locator, marks=tuple(marks_in(text.strip())), bold=bold)
