"""A row whose lines begin at their cell's left, over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from drawn_tables import SIZE
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Cell
from extractors.formats.pdf import read
from extractors.limits import Limits

HEIGHT, TOP, BOTTOM = 200, 170, 30
LEADING, PADDING = 11.0, 4.0
LEFT, MIDDLE = 40.0, 120.0


def pages(*parts: Sequence[str], right: float, blank: float = 0.0, spread: float = 0.0) -> bytes:
    """A table of one row over pages: a text, and lines each of which begins at the cell's left.

    `blank` is added to every blank, `spread` to every letter of each part's first line.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    for number, lines in enumerate(parts):
        low = BOTTOM if number + 1 < len(parts) else TOP - 8 - LEADING * len(lines)
        canvas.grid([LEFT, MIDDLE, right], [TOP, low])
        left = ["Havnen"] if number else ["Skibene og"] * len(lines)  # the row goes on
        for place, own in ((LEFT, left), (MIDDLE, lines)):
            for at, line in enumerate(own):
                text = canvas.beginText(place + PADDING, TOP - SIZE - 1 - at * LEADING)
                text.setFont("Helvetica", SIZE)
                text.setWordSpace(blank)
                text.setCharSpace(0 if at else spread)
                text.textOut(line)
                canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def width(text: str, blank: float = 0.0) -> float:
    canvas = Canvas(BytesIO())
    return float(canvas.stringWidth(text, "Helvetica", SIZE)) + blank * text.count(" ")


def cell(data: bytes, engine: str) -> Cell:
    found = read(data, Limits(), engine).tables[0].rows[0][1]
    assert found is not None
    return found
