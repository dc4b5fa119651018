"""PDF: a large word across a page is no part of its tables, and other large type is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from drawn_pages import ENGINES, cells, grid, page
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ROWS = (
    ("Indsats", "Frist"),
    ("Molen sikres mod storm og høj vandstand", "1. juni"),
    ("Havnen er ryddet for gamle både", "Uge 40"),
)


def table(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.setFillGray(0)
    for number, row in enumerate(ROWS):
        for x, text in zip((24, 264), row, strict=True):
            canvas.drawString(x, 225 - 20 * number, text)
    grid(canvas, [20, 260, 380], [180, 200, 220, 240])


def written(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 72)
    canvas.setFillGray(0.85)
    canvas.drawString(30, 185, "UDKAST")


def spread(canvas: Canvas) -> None:
    """Letter by letter."""
    canvas.setFont("Helvetica-Bold", 72)
    canvas.setFillGray(0.85)
    for number, letter in enumerate("UDKAST"):
        canvas.drawString(30 + 60 * number, 185, letter)


def upwards(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.rotate(90)
    canvas.setFont("Helvetica-Bold", 60)
    canvas.setFillGray(0.85)
    canvas.drawString(40, -150, "UDKAST")
    canvas.restoreState()


WORDS: dict[str, tuple[Callable[[Canvas], None], ...]] = {
    "over": (table, written),
    "under": (written, table),
    "letter by letter": (table, spread),
    "upwards": (table, upwards),
}


def told(document: Document) -> list[tuple[str, str]]:
    return [(notice.code, notice.evidence) for notice in document.notices]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WORDS)
def test_a_word_across_a_table_is_left_out(name: str, engine: str) -> None:
    """With a notice that names it, and in the account of the page."""

    def draw(canvas: Canvas) -> None:
        for part in WORDS[name]:
            part(canvas)

    document = read(page(draw), Limits(), engine)

    assert cells(document) == [list(row) for row in ROWS]
    assert told(document) == [("watermark-text", "UDKAST")]
    assert ("watermark-text", len("UDKAST")) in document.pages[0].ledger


@pytest.mark.parametrize("engine", ENGINES)
def test_a_large_heading_is_read(engine: str) -> None:
    """Nothing is printed over it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 40)
        canvas.drawString(24, 250, "Havne")
        table(canvas)

    document = read(page(draw), Limits(), engine)

    assert [one.text for one in document.blocks if isinstance(one, Paragraph)] == ["Havne"]
    assert cells(document) == [list(row) for row in ROWS]
    assert told(document) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_large_first_letter_is_read(engine: str) -> None:
    """Lines stand beside it, not in it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 36)
        canvas.drawString(20, 200, "V")
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(
            ("i har i år bygget en ny", "mole i havnen, og den", "holder")
        ):
            canvas.drawString(46, 222 - 12 * number, line)

    document = read(page(draw), Limits(), engine)

    assert told(document) == []
    assert "V" in "".join(block.text for block in document.blocks if isinstance(block, Paragraph))
