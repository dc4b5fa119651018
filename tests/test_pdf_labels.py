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


def lines_at(canvas: Canvas, y: float, row: list[list[str]], step: float = LEADING) -> None:
    """The lines of the cells of a row, each `step` below the one above."""
    for x, lines in zip(XS, row, strict=True):
        for below, line in enumerate(lines):
            canvas.drawString(x, y - step * below, line)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_goes_on_in_a_small_letter_though_its_lines_stand_further_apart(
    engine: str,
) -> None:
    """As where a sign of another font is higher than the others."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(520, 842), invariant=1)
    expected: list[list[str]] = []
    for number in range(1, len(PLACES) + 1):
        head, *rest = table(number)
        head[0] = [f"1.0{number}. Ombygning", f"nord for {PLACES[number - 1]}"]
        y = 780.0 if number % 2 else 480.0
        canvas.setFont("Helvetica-Bold", SIZE)
        lines_at(canvas, y, head, 1.2 * LEADING)
        y -= 2.6 * LEADING
        canvas.setFont("Helvetica", SIZE)
        for row in rest:
            lines_at(canvas, y, row)
            y -= LEADING * max(map(len, row))
        if number % 2 == 0:
            canvas.showPage()
        expected += [[" ".join(lines) for lines in row] for row in (head, *rest)]
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_alone_at_the_foot_of_a_page_begins_a_row(engine: str) -> None:
    """It is no footer, and the texts of its row stand on the next page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(520, 300), invariant=1)
    expected: list[list[str]] = []
    for number in range(1, len(PLACES) + 1):
        *rows, economy = table(number)
        rows.append([["Milepæl"], [f"Alle ved {PLACES[number - 1]} er spurgt."], ["3. juli"], []])
        y = 38.0 + LEADING * 8
        for at, row in enumerate(rows[:-1]):
            canvas.setFont("Helvetica" if at else "Helvetica-Bold", SIZE)
            lines_at(canvas, y, row)
            y -= LEADING * max(map(len, row))
        canvas.drawString(XS[0], 38, "Milepæl")
        canvas.showPage()
        canvas.setFont("Helvetica", SIZE)
        lines_at(canvas, 280, [[], *rows[-1][1:]])
        lines_at(canvas, 280 - 2 * LEADING, economy)
        canvas.showPage()
        expected += [[" ".join(lines) for lines in row] for row in (*rows, economy)]
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == expected


@pytest.mark.parametrize("gap", [0, 7], ids=["rows close", "rows apart"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_longer_than_its_column_is_of_its_row(engine: str, gap: int) -> None:
    """It stands over the texts of the next column, which has none beside it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(520, 842), invariant=1)
    expected: list[list[str]] = []
    for number in range(1, len(PLACES) + 1):
        rows = table(number)
        if number == 2:
            rows[2] = [
                ["Milepæl"],
                ["Planen for den er", "lagt."],
                ["3. budgetopfølgningsperiode"],
                [],
            ]
        y = 780.0 if number % 2 else 480.0
        for at, row in enumerate(rows):
            canvas.setFont("Helvetica" if at else "Helvetica-Bold", SIZE)
            lines_at(canvas, y, row)
            y -= LEADING * max(map(len, row)) + gap
        if number % 2 == 0:
            canvas.showPage()
        expected += [[" ".join(lines) for lines in row] for row in rows]
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == expected
