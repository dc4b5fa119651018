"""PDF: two libraries that share no code see the same cells; each difference has its reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extractors.document import Cell, Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("samples/**/*.pdf"), *(ROOT.parent / "shared" / "corpus").glob("*.pdf")])
# As pdfium reads it, as pdfplumber does, and why. pdfminer does not tell which letters one
# instruction prints, so it cannot see that a hyphen at a line's end stands for itself.
DIFFERENCES = (
    ("kompetenceudviklingsforløb", "kompetence-udviklingsforløb", "a typesetter's hyphen"),
    ("helårsboliger", "helårs-boliger", "a typesetter's hyphen"),
)


@cache
def document(path: Path, engine: str) -> Document:
    return read(path.read_bytes(), Limits(), engine)


def seen(cell: Cell) -> tuple[object, ...]:
    marks = [(mark.kind, mark.value, mark.colour) for mark in cell.all_marks]
    places = [tuple(round(side) for side in place) for place in cell.places]
    spans = (cell.row_span, cell.column_span)
    return cell.locator, agreed(cell.text), spans, cell.shading, marks, places


def agreed(text: str) -> str:
    for first, second, _ in DIFFERENCES:
        text = text.replace(second, first)
    return text


def cells(found: Document) -> list[tuple[object, ...] | None]:
    return [
        None if cell is None else seen(cell)
        for table in found.tables
        for row in table.rows
        for cell in row
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_engines_see_the_same(path: Path) -> None:
    """Cells with texts, spans, backgrounds, marks and places; prose; and the same findings."""
    one, other = (document(path, engine) for engine in ("pdfium", "pdfplumber"))

    assert cells(one) == cells(other)
    prose = [
        [agreed(block.text) for block in found.blocks if isinstance(block, Paragraph)]
        for found in (one, other)
    ]
    assert prose[0] == prose[1]
    assert [notice.code for notice in one.notices] == [notice.code for notice in other.notices]


def test_every_difference_is_seen() -> None:
    """A difference that no longer shows is taken off the list."""
    texts = " ".join(
        cell.text
        for path in FILES
        for table in document(path, "pdfplumber").tables
        for row in table.rows
        for cell in row
        if cell
    )

    assert [second for _, second, _ in DIFFERENCES if second not in texts] == []
