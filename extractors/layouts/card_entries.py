"""Keys and values of a card, in cells beside each other or in a line with a colon between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document import Cell, Line, Mark, Paragraph, Place, Table
from extractors.layouts.passages import passage, row_locator
from extractors.layouts.vocabulary import LONGEST_LABEL, field, named
from extractors.records import Passage, Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value, or a value that goes on with the key before (key "")."""

    key: str
    role: str | None
    value: Passage
    marks: tuple[Mark, ...]
    locator: str
    places: tuple[Place, ...] = ()


def table_entries(table: Table, words: Words) -> Iterator[Entry]:
    """Keys and values of a table's rows, from left to right; a frame's lines."""
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        if len(cells) == 1:
            yield from _framed(cells[0], words)
            continue
        full = [cell for cell in cells if cell.text.strip() or cell.all_marks]
        if len(full) == 1 and full[0] is cells[0] and _role(full[0].text, words) is None:
            yield _cell_entry("", None, full[0], row_locator(row))
            continue
        index = 0
        while index < len(cells):
            cell = cells[index]
            key = " ".join(cell.text.split())
            role = _role(key, words)
            if (
                (role or index == 0)
                and index + 1 < len(cells)
                and key
                and len(key) <= LONGEST_LABEL
            ):
                yield _cell_entry(key, role, cells[index + 1], row_locator(row))
                index += 2
                continue
            if cell in full:
                yield _cell_entry("", None, cell, row_locator(row))
            index += 1


def _role(key: str, words: Words) -> str | None:
    """A key's role; what labels rows of item tables counts too."""
    return named("rows", key, words) or field(key, words)


def _cell_entry(key: str, role: str | None, cell: Cell, locator: str) -> Entry:
    return Entry(key.rstrip(" :"), role, passage([cell]), cell.all_marks, locator, cell.places)


def _framed(cell: Cell, words: Words) -> Iterator[Entry]:
    """Lines "Key: value" of one cell; others belong to the line before, the first is a heading."""
    for block in cell.paragraphs:
        entry = line_entry(block, words)
        if entry is not None:
            yield entry
        elif block.text.strip() or block.marks:
            yield plain_entry(block)


def plain_entry(block: Paragraph) -> Entry:
    places = block.places()
    value = Passage((block,), places, block.locator)
    return Entry("", None, value, block.marks, block.locator, places)


def line_entry(block: Paragraph, words: Words) -> Entry | None:
    """A paragraph "Key: value" whose key is known."""
    key, colon, _ = block.text.partition(":")
    if not colon or len(key) > LONGEST_LABEL or not key.strip()[:1].isalnum() or "\n" in key:
        return None
    role = _role(" ".join(key.split()), words)
    if role is None:
        return None
    start = len(key) + 1
    while start < len(block.text) and block.text[start].isspace():
        start += 1
    value = _behind(block, start)
    return Entry(
        " ".join(key.split()), role, Passage((value,), value.places(), block.locator),
        value.marks, block.locator, block.places(),
    )  # fmt: skip


def _behind(block: Paragraph, start: int) -> Paragraph:
    """The rest of a paragraph; its lines and marks still know where they stand."""
    lines = tuple(_line_behind(line, start) for line in block.lines if line.end > start)
    marks = tuple(
        mark if mark.offset is None else mark._replace(offset=mark.offset - start)
        for mark in block.marks
        if mark.offset is None or mark.offset >= start
    )
    return block._replace(text=block.text[start:], lines=lines, marks=marks)


def _line_behind(line: Line, start: int) -> Line:
    cut = max(0, start - line.start)
    place = line.place._replace(x0=float(line.edges[cut])) if cut and line.edges else line.place
    return Line(max(0, line.start - start), line.end - start, place, line.edges[cut:])
