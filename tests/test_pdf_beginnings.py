"""PDF: a word that stands alone by chance begins no row of an unruled table."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 130, 290, 370)
SIZE, STEP = 7.5, 8.65
PARAGRAPH, ROW = 2.2, 26.0  # points between paragraphs, and from row to row
PLACES = ("Molen", "Broen", "Skolen", "Hallen", "Parken", "Torvet", "Kajen", "Havnen")
WORDS = ("er gammel", "er lille", "holder", "lukker", "skal væk", "skal bruges", "gror til")
EFFORT = (
    ("Ansvarligt center: Skoler,", "Institutioner og Kultur"),
    ("Ansvarligt udvalg: Børne- og", "Skoleudvalget"),
    ("Væsentlig bidragsyder: Havnen",),
)
ROWS = (
    ("Milepæl", ("Planen er lagt og", "godkendt."), "1. maj"),
    ("Milepæl", ("Kajen er færdig, og", "alt er i orden."), "1. juni"),
    ("Økonomi", ("Der afsættes 2,4 mio. kr.", "i alle år."), ""),
)


def description(number: int) -> list[str]:
    """Most of them have the municipality's name in a line of its own."""
    name = ["Havneby"] if number % 3 else []
    more = [f"{WORDS[at]} {WORDS[number % 6]},{at}" for at in range(3 + number % 4)]
    head = [PLACES[number - 1], f"{WORDS[number % 7]},", *name]
    return [*head, f"Kommune {WORDS[number % 5]}", *more]


def drawn(canvas: Canvas, x: float, y: float, *paragraphs: Sequence[str]) -> None:
    for lines in paragraphs:
        for line in lines:
            canvas.drawString(x, y, line)
            y -= STEP
        y -= PARAGRAPH


def printed() -> bytes:
    """An item on each page, in narrow columns; the lines of two columns are not level."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(440, 600), invariant=1)
    for number in range(1, len(PLACES) + 1):
        canvas.setFont("Helvetica-Bold", SIZE)
        heads = (f"3.0{number}. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley")
        for x, head in zip(XS, heads, strict=True):
            canvas.drawString(x, 560, head)
        canvas.setFont("Helvetica", SIZE)
        drawn(canvas, XS[0], 542, description(number))
        drawn(canvas, XS[1], 542, *EFFORT)
        y = 458.0
        for label, lines, deadline in ROWS:
            for x, own in zip(XS, ([label], lines, [deadline], ["Nået"]), strict=True):
                drawn(canvas, x, y, own)
            y -= ROW
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_name_in_a_line_of_its_own_is_no_label(engine: str) -> None:
    """Though rows were parted there in most descriptions, at first."""
    found = texts(read(printed(), Limits(), engine))

    labels = [label for label, _, _ in ROWS]
    firsts = [(row[0] or "").split()[0] for row in found]
    assert firsts == [
        first for n, place in enumerate(PLACES, 1) for first in (f"3.0{n}.", place, *labels)
    ]
