"""PDF: what a letterhead says in two columns is read with the report."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.formats.pdf import read
from extractors.limits import Limits

LETTERHEAD = (
    ("Klitsund Kommune", "Dato: 6. maj 2025"),
    ("Havnegade 4", "Sagsid: 00.30.00-S00-9-25"),
    ("9999 Klitsund", "Kontakt: Center for Økonomi"),
)
ITEM = (
    ("1.01. Nyt tag", "Kort beskrivelse (drift)", "Tid", "Smiley"),
    ("Taget er slidt.", "Ansvarligt center: Ejendomme", "", ""),
    ("Milepæl", "Taget er lagt", "31.12.2025", "J"),
    ("Økonomi", "Der er ingen udgift", "", ""),
)


def test_a_letterhead_is_in_front_of_the_report() -> None:
    """Each of its lines for itself, and no table of the report's."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    for number, (one, other) in enumerate(LETTERHEAD):
        canvas.drawString(60, 780 - 12 * number, one)
        canvas.drawRightString(535, 780 - 12 * number, other)
    xs = [60, 200, 380, 470, 535]
    canvas.grid(xs, [700 - 18 * number for number in range(len(ITEM) + 1)])
    for number, row in enumerate(ITEM):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 4, 688 - 18 * number, text)
    canvas.save()

    (report,) = layouts.recognize(read(stream.getvalue(), Limits()))

    assert [block.text for block in report.front] == [text for pair in LETTERHEAD for text in pair]
    assert len(report.items) == 1
