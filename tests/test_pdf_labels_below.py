"""PDF: rows at the end of a page whose label begins the next one."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 170, 340, 430)
FOOT = ["Planen er lagt.", "Den er drøftet.", "Alle er enige.", "Ingen klager."]
ROWS = [
    ["1.01. Havnen", "Beskrivelse", "Tid", "Status"],
    ["Der bygges en mole.", "Arbejdet er sat i gang.", "", ""],
    *[["Milepæl", f"Molen er {number} meter lang.", "1. maj", "Nået"] for number in range(5)],
]


def printed(above: list[str]) -> bytes:
    """Two pages of rows with rules between them; `above` stands alone at the end of the first."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(520, 300), invariant=1)
    for page in range(2):
        y = 280.0
        for row in [["Milepæl", "", "2. juni", "Nået"], *ROWS] if page else ROWS:
            canvas.setFont("Helvetica-Bold" if row is ROWS[0] else "Helvetica", SIZE)
            for x, text in zip(XS, row, strict=True):
                canvas.drawString(x, y, text)
            canvas.lines([(a, y - 5, b, y - 5) for a, b in zip(XS, (*XS[1:], 480), strict=True)])
            y -= 2 * LEADING
        canvas.setFont("Helvetica", SIZE)
        for line in () if page else above:
            canvas.drawString(XS[1], y, line)
            y -= LEADING
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_alone_at_the_end_of_a_page_is_of_the_row_whose_label_follows(engine: str) -> None:
    """The label had no room where the line had."""
    found = texts(read(printed(FOOT[:1]), Limits(), engine))

    assert found == [*ROWS, ["Milepæl", FOOT[0], "2. juni", "Nået"], *ROWS]


@pytest.mark.parametrize("engine", ENGINES)
def test_several_lines_are_a_row_without_a_label(engine: str) -> None:
    """So a description may have none beside it, and a label would have had room."""
    found = texts(read(printed(FOOT), Limits(), engine))

    assert found[len(ROWS) :] == [
        ["", " ".join(FOOT), "", ""],
        ["Milepæl", "", "2. juni", "Nået"],
        *ROWS,
    ]
