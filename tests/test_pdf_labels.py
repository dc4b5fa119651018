"""PDF: rows that stand as close as lines, with nothing between them but their labels."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 170, 340, 430)
PLACES = ("havnen", "skolen", "broen", "parken", "torvet", "hallen")


def table(number: int) -> list[list[list[str]]]:
    """The lines of the cells of an item's rows."""
    place = PLACES[number - 1]
    return [
        [[f"1.0{number}. Ved {place}"], ["Beskrivelse (drift)"], ["Tid"], ["Status"]],
        [[f"Der bygges {number} moler", f"nord for {place}."], ["Arbejdet er sat i gang."], [], []],
        [["Milepæl"], [f"Planen for {place}", "er lagt."], ["1. maj"], ["Nået"]],
        [["Milepæl"], [f"Der er ro om {place}.", "Ingen har klaget."], ["2. juni"], ["I gang"]],
        [["Økonomi"], [f"{number} mio. kr. er brugt."], [], ["Nået"]],
    ]


def printed() -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(520, 842), invariant=1)
    for number in range(1, len(PLACES) + 1):
        y = 780.0 if number % 2 else 480.0
        for at, row in enumerate(table(number)):
            canvas.setFont("Helvetica" if at else "Helvetica-Bold", SIZE)
            for x, lines in zip(XS, row, strict=True):
                for below, line in enumerate(lines):
                    canvas.drawString(x, y - LEADING * below, line)
            y -= LEADING * max(map(len, row))
        if number % 2 == 0:
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_labels_that_come_again_all_over_begin_rows(engine: str) -> None:
    """Though their rows stand no further apart than the lines of their cells."""
    rows = [row for number in range(1, len(PLACES) + 1) for row in table(number)]

    found = texts(read(printed(), Limits(), engine))

    assert found == [[" ".join(lines) for lines in row] for row in rows]
