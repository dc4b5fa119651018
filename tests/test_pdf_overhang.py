"""PDF: text right below the last row that backgrounds show."""

from __future__ import annotations

from itertools import pairwise

from drawn_tables import SIZE, drawn, texts
from reportlab.pdfgen.canvas import Canvas

XS = (40, 150, 350, 550)
TITLE = ("3.01. Havnen og", "alt det, der er", "rundt om den")
REST = ("og kajen er hævet", "i løbet af året.", "Molen er ny, og", "den er også høj.")


def test_plain_text_below_a_heading_in_bold_is_none_of_it() -> None:
    """What goes on there is the rest of a row that began on the page before."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        for left, right in pairwise(XS):
            canvas.rect(left, 700, right - left, 40, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Helvetica-Bold", SIZE)
        for number, text in enumerate(TITLE):
            canvas.drawString(XS[0] + 4, 729 - 12 * number, text)
        for x, text in zip(XS[1:], ("Beskrivelse", "Tid"), strict=False):
            canvas.drawString(x + 4, 729, text)
        canvas.setFont("Helvetica", SIZE)
        for number, text in enumerate(REST):
            canvas.drawString(XS[0] + 4, 692 - 12 * number, text)

    assert texts(drawn(draw))[0] == [" ".join(TITLE), "Beskrivelse", "Tid"]
