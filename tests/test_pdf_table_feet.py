"""PDF: the first line of a paragraph in a table's cell that a page's foot cuts off."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS, SIZE, PITCH, APART, HEIGHT = (50, 180, 400, 490), 9.0, 11.0, 22.0, 450.0
ROW = (
    ["Milepæl"],
    ["Kajen er sat i stand, og", "molen er malet."],
    ["1. opfølgning"],
    ["Nået"],
)
FOOTER = 24.0
BEGINNINGS = ("Pladsen ved havnen", "Broen over åen", "Stien gennem skoven", "Den nye skole")
ENDS = ("sat i gang", "brolagt inden sommer", "malet i de gamle farver", "åben for alle")


def pressed(column: int, low: float) -> bytes:
    """Pages of rows, each ending in the first line of a paragraph that the next one goes on with.

    That stands so far above the page's edge, below a row whose cells are otherwise whole.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, HEIGHT), invariant=1)
    for number in range(1, 5):
        canvas.setFont("Helvetica", SIZE)
        y = HEIGHT - 60
        canvas.drawString(XS[column], y, f"{ENDS[number - 1]}.")
        y -= 2 * PITCH
        while y > low + 5 * PITCH:
            _row(canvas, y)
            y -= 2 * PITCH + 6
        _row(canvas, low + APART + PITCH)
        canvas.drawString(XS[column], low, f"{BEGINNINGS[number - 1]} er")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(540, FOOTER, str(number))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _row(canvas: Canvas, y: float) -> None:
    for x, cell in zip(XS, ROW, strict=True):
        for at, text in enumerate(cell):
            canvas.drawString(x, y - at * PITCH, text)


@pytest.mark.parametrize(("column", "low"), [(1, 44.0), (1, 58.0), (0, 58.0)])
def test_a_line_apart_from_the_rest_of_its_cell_is_of_the_table(column: int, low: float) -> None:
    """Though it stands as low as footers do: the page's number is below it."""
    found = texts(read(pressed(column, low), Limits()))

    whole = " ".join(row[column] or "" for row in found)
    for begun, ended in zip(BEGINNINGS, ENDS[1:], strict=False):
        assert f"{begun} er {ended}." in whole
