"""PDF: a report displayed on its side reads as one that stands upright."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from drawn_tables import ENGINES

from extractors.document import Document, Paragraph, Place, Table
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.sheet import turned_box

SAMPLE = Path(__file__).parents[1] / "samples" / "klitsund-2025-1.pdf"


@cache
def upright() -> Document:
    return read(SAMPLE.read_bytes(), Limits())


def on_its_side(turns: int) -> bytes:
    """The sample with every page displayed so many quarter turns clockwise."""
    stream = BytesIO()
    with pypdfium2.PdfDocument(SAMPLE) as file:
        for page in file:
            page.set_rotation(90 * turns)
        file.save(stream)
    return stream.getvalue()


def texts(document: Document) -> list[object]:
    """Paragraphs, and the texts, spans and marks of cells."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [
            [cell and (cell.text, cell.row_span, cell.column_span, len(cell.all_marks))]
            for row in block.rows
            for cell in row
        ]
        for block in document.blocks
    ]


def places(document: Document) -> list[Place]:
    """Where cells, paragraphs and marks stand."""
    cells = [
        cell
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if cell is not None
    ]
    marks = [mark.place for cell in cells for mark in cell.all_marks if mark.place is not None]
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    return [
        *(place for cell in cells for place in cell.places),
        *(line.place for one in paragraphs for line in one.lines),
        *marks,
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_report_on_its_side_reads_the_same(turns: int, engine: str) -> None:
    """Over page breaks too; its places are those on the page as displayed."""
    document = read(on_its_side(turns), Limits(), engine)

    assert texts(document) == texts(upright())
    width, height = upright().pages[0].width, upright().pages[0].height
    expected = [
        turned_box((place.x0, place.top, place.x1, place.bottom), turns, width, height)
        for place in places(upright())
    ]
    found = places(document)
    assert len(found) == len(expected)
    for place, box in zip(found, expected, strict=True):
        assert place[1:] == pytest.approx(box, abs=1.5)
