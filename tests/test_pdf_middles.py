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


@pytest.mark.parametrize("engine", ENGINES)
def test_two_rows_are_what_three_rules_part(engine: str) -> None:
    """As the rest of a table has them on its last page: the label stands at the middle of a row."""
    head = [["1.01. Havnen"], ["Indsatsen"], ["Tid"], ["Status"]]
    plan = ["Planen for havnen", "er lagt, og alle er", "hørt.", "Status:", "Den er nu", "i gang."]
    rest = [[["Milepæl"], plan, ["1. maj"], ["Nået"]], table(1)[-1]]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(540, 842), invariant=1)
    for rows in ([head, *table(1)[1:3]], rest):
        canvas.setFont("Helvetica", SIZE)
        y = 780.0
        canvas.line(XS[0], y, XS[-1], y)
        for row in rows:
            most = max(map(len, row))
            for x, lines in zip(XS, row, strict=False):
                first = y - SIZE - 2 - LEADING * (most - len(lines)) / 2
                for below, line in enumerate(lines):
                    apart = 2 * (line in plan[3:])  # a paragraph of its own
                    canvas.drawString(x + 3, first - LEADING * below - apart, line)
            y -= LEADING * most + 8
            canvas.line(XS[0], y, XS[-1], y)
        canvas.showPage()
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    whole = [[" ".join(lines) for lines in row] for row in rest]
    assert found[-2:] == whole
