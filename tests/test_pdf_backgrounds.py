"""PDF: backgrounds of single cells in tables that only aligned texts show."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40, 150, 330, 400)
ROWS = (
    ("Indsats", "Beskrivelse", "Tid", "Status"),
    ("Milepæl", "Molen er gjort sikker.", "1. maj", ""),
    ("Milepæl", "Taget er lagt og malet.", "2. juni", ""),
    ("Milepæl", "Broen er spærret.", "3. juli", ""),
    ("Økonomi", "Der afsættes 2 mio. kr.", "4. juli", ""),
)
GREEN, RED = "#00b050", "#ff0000"
COLOURS = (None, GREEN, None, RED, GREEN)


def printed(banner: float = 0.0) -> bytes:
    """The rows, with the background of a title so wide above them."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(700, 400), invariant=1)
    if banner:
        canvas.setFillColor("#dddddd")
        canvas.rect(30, 340, banner, 30, stroke=0, fill=1)
    y = 270.0
    for row, colour in zip(ROWS, COLOURS, strict=True):
        if colour:
            canvas.setFillColor(colour)
            canvas.rect(425, y - 4, 150, SIZE + 4, stroke=0, fill=1)
        canvas.setFillColor("black")
        canvas.setFont("Helvetica" if colour or row is not ROWS[0] else "Helvetica-Bold", SIZE)
        for x, text in zip(XS, row, strict=True):
            canvas.drawString(x + 28 if x == XS[-1] else x, y, text)
        y -= 2.5 * LEADING
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("banner", [0.0, 640.0])
def test_a_background_is_of_the_cell_whose_row_it_stands_behind(banner: float, engine: str) -> None:
    """Though the heading of its column is much shorter, and the next row far away."""
    document = read(printed(banner), Limits(), engine)

    assert texts(document) == [list(row) for row in ROWS]
    (table,) = document.tables
    found = [row[-1].shading if row[-1] else None for row in table.rows]
    assert found == list(COLOURS)
