"""PDF: tables with rules between their rows, whose cells are level at their middles."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 160, 330, 420, 480)
PLACES = ("havnen", "skolen", "broen", "parken", "torvet", "hallen")


def table(number: int) -> list[list[list[str]]]:
    """The lines of the cells of an item's rows."""
    place = PLACES[number - 1]
    plan = [f"Planen for {place} er lagt, og den", "er drøftet med alle, der har", "noget at sige."]
    calm = [f"Der er ro om {place}, og ingen", "har klaget."]
    return [
        [
            [f"1.0{number}. Alt om", f"{place} og alt det", "rundt om"],
            ["Indsatsen"],
            ["Tid"],
            ["Status"],
        ],
        [[f"Der bygges {number} moler", f"nord for {place}."], ["Arbejdet er sat i gang."], [], []],
        [["Milepæl"], plan, ["1. maj"], ["Nået"]],
        [["Milepæl"], calm, ["2. kvartal", "2024"], ["I gang"]],
        [["Økonomi"], [f"{number} mio. kr. er brugt."], [], ["Nået"]],
    ]


def printed() -> bytes:
    """Two tables on a page; no rule stands above the first row or below the last."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(540, 842), invariant=1)
    for number in range(1, len(PLACES) + 1):
        y = 780.0 if number % 2 else 580.0
        for at, row in enumerate(table(number)):
            canvas.setFont("Helvetica" if at else "Helvetica-Bold", SIZE)
            most = max(map(len, row))
            for x, lines in zip(XS, row, strict=False):
                first = y - SIZE - LEADING * (most - len(lines)) / 2
                for below, line in enumerate(lines):
                    canvas.drawString(x + 3, first - LEADING * below, line)
            y -= LEADING * most + 3
            if at < len(table(number)) - 1:
                canvas.line(XS[0], y, XS[-1], y)
        if number % 2 == 0:
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_what_rules_part_and_headings_are_whole(engine: str) -> None:
    """Though a heading's first line stands above all others of its row."""
    rows = [row for number in range(1, len(PLACES) + 1) for row in table(number)]

    found = texts(read(printed(), Limits(), engine))

    assert found == [[" ".join(lines) for lines in row] for row in rows]
