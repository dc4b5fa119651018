"""PDF: tables with a rule around each alone, drawn cell by cell, that pages cut."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40, 120, 240, 285, 330)
LEADING, PADDING = 11, 5
Cells = Sequence[Sequence[str]]
NAMES = (("Milepæl",), ("Tid",), ("Status",))
DESCRIPTION = (
    ("Molen er lang,", "og den er ny."),
    ("Center for Teknik", "Udvalget for havne"),
    (),
    (),
)
MILESTONE = (("Milepæl",), ("Molen er gjort sikker mod", "storm."), ("juni 2024",), ("Nået",))
ECONOMY = (("Økonomi",), ("Taget er lagt",), ("1. maj",), ("Nået",))
ROWS = (DESCRIPTION, MILESTONE, MILESTONE, ECONOMY)
LONG = ("3.02. Broen", "og kajen"), ("ved molen",)  # a title in two halves


def framed(canvas: Canvas, rows: Sequence[Cells], top: float, low: float | None = None) -> float:
    """Rows in a frame, which goes on to the page's end where `low` says where that is."""
    y = top
    for row in rows:
        is_heading = row[1:] == NAMES or row[0] in LONG
        canvas.setFont("Helvetica-Bold" if is_heading else "Helvetica", SIZE)
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 2, y - SIZE - 1 - at * LEADING, line)
        y -= PADDING + LEADING * max(map(len, row))
    for height in ([top] if rows[0][1:] == NAMES else []) + ([y] if low is None else []):
        for left, right in pairwise(XS):
            canvas.line(left, height, right, height)
    for x in (XS[0], XS[-1]):
        canvas.line(x, top, x, y if low is None else low)
    return y


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_that_a_page_cuts_is_whole(engine: str) -> None:
    """What the sides of its frame leave free below it at the page's end is no row."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 260), invariant=1)
    low = framed(canvas, ((("3.01. Havnen",), *NAMES), *ROWS), 175)
    framed(canvas, ((LONG[0], *NAMES),), low - 10, 18)
    canvas.showPage()
    framed(canvas, ((LONG[1], (), (), ()), *ROWS), 240)
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert ["3.02. Broen og kajen ved molen", "Milepæl", "Tid", "Status"] in found
