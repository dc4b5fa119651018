"""Plain text as converters leave reports: tab-separated rows, Markdown, and inline HTML.

Written from text exports in which each line is a row of a table, its cells separated by tabs, a
cell being plain text or HTML; headings and lists between the tables are Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.characters import marks_in
from extractors.document import Block, Cell, Document, Paragraph, Table
from extractors.errors import NotADocument, TooLarge
from extractors.formats.encodings import decoded
from extractors.limits import Limits

NAME = "text"

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"(\*\*|__)(.+?)\1$")
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,2}[.)])\s+(?=\S)")
_MARKUP = re.compile(
    r"<\s*/?\s*(?:p|ul|ol|li|b|i|br|div|span|strong|em|table|img)\b[^>]*>", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CONTROL_SHARE = 0.02


def recognizes(head: bytes) -> bool:
    """Text is what decodes and holds next to no control characters."""
    text = decoded(head)
    odd = sum(1 for letter in text if letter < " " and letter not in "\t\n\r\f\x0b")
    return bool(text.strip()) and odd <= _CONTROL_SHARE * len(text)


def read(data: bytes, limits: Limits) -> Document:
    """The blocks of a text: runs of tabbed lines are tables, the rest paragraphs."""
    text = decoded(data)
    if not text.strip():
        raise NotADocument("the file holds no text")
    blocks = tuple(_blocks(text.splitlines(), limits))
    return Document("text/plain", NAME, blocks)


def _blocks(lines: Sequence[str], limits: Limits) -> Iterator[Block]:
    rows: list[list[str]] = []
    tables = paragraphs = cells = 0
    for line in [*lines, ""]:
        row = _row(line)
        if row is not None:
            rows.append(row)
            cells += len(row)
            if cells > limits.cells:
                raise TooLarge(f"more than {limits.cells} cells")
            continue
        if rows:
            tables += 1
            yield _table(rows, tables)
            rows = []
        if line.strip():
            paragraphs += 1
            yield _paragraph(line.strip(), f"paragraph[{paragraphs}]")


def _row(line: str) -> list[str] | None:
    """The cells of a tabbed or piped line; [] for the rule under a Markdown heading row."""
    if "\t" in line.rstrip("\r\n"):
        return line.split("\t")
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        if _PIPE_RULE.match(stripped):
            return []
        cells = re.split(r"(?<!\\)\|", stripped.removeprefix("|").removesuffix("|"))
        return [cell.replace("\\|", "|").strip() for cell in cells]
    return None


def _table(rows: Sequence[Sequence[str]], number: int) -> Table:
    kept = [row for row in rows if row]
    width = max(len(row) for row in kept) if kept else 0
    locator = f"table[{number}]"
    return Table(
        tuple(
            tuple(
                _cell(row[column] if column < len(row) else "", locator, index, column + 1)
                for column in range(width)
            )
            for index, row in enumerate(kept, start=1)
        ),
        locator,
    )


def _cell(text: str, table: str, row: int, column: int) -> Cell:
    locator = f"{table}/row[{row}]/cell[{column}]"
    if _MARKUP.search(text):
        # HTML is read by a real parser, and only where there is some.
        from extractors.formats.markup import fragment

        return fragment(text, Cell(row, column, locator))
    plain = _plain(text)
    if not plain:
        return Cell(row, column, locator)
    return Cell(row, column, locator, (_paragraph(plain, f"{locator}/paragraph[1]"),))


def _plain(text: str) -> str:
    if "&" in text:
        from html import unescape

        text = unescape(text)
    return re.sub(r"[ \t\r\f\v]+", " ", text).strip()


def _paragraph(line: str, locator: str) -> Paragraph:
    heading = _HEADING.match(line)
    text = heading[2] if heading else line
    listed = None if heading else _list_item(text)
    text = text[listed.end() :] if listed else text
    bold = _BOLD.match(text)
    text = _plain(_EMPHASIS.sub(r"\2", text) if "**" in text or "__" in text else text)
    return Paragraph(
        text,
        locator,
        marks=tuple(marks_in(text)),
        level=len(heading[1]) - 1 if heading else None,
        list_item=listed is not None,
        bold=bold is not None,
    )


def _list_item(text: str) -> re.Match[str] | None:
    """A bullet; a number only where no heading could be meant."""
    found = _LIST_ITEM.match(text)
    return found if found and not found[0][0].isdigit() else None
