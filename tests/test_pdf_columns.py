"""PDF: which rows and columns a table has that rules show in part only."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, drawn, plain, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits


@pytest.mark.parametrize("engine", ENGINES)
def test_justified_words_are_no_column(engine: str) -> None:
    """Though the last word of each text stands in line at the margin, far from the others."""
    names = (("Ny daginstitution", "i", "Vesterby"), ("Støttemure ved", "og", "under havnen"))
    rows = [(names[number % 2], "Teknik", f"{number}. maj") for number in range(1, 6)]

    def draw(canvas: Canvas) -> None:
        y = 740.0
        for x, text in ((60, "Indsats"), (200, "Center"), (300, "Frist")):
            canvas.drawString(x, y, text)
        for (first, last, rest), center, deadline in rows:
            canvas.line(60, y - 4, 400, y - 4)
            y -= 16
            canvas.drawString(60, y, first)
            canvas.drawRightString(180, y, last)
            canvas.drawString(60, y - 11, rest)
            canvas.drawString(200, y, center)
            canvas.drawString(300, y, deadline)
            y -= 11
        canvas.line(60, y - 4, 400, y - 4)

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    draw(canvas)
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == [
        ["Indsats", "Center", "Frist"],
        *([" ".join(words), center, deadline] for words, center, deadline in rows),
    ]


def test_a_heading_shows_columns_that_hardly_any_row_fills() -> None:
    """Where it is set in bold and leaves wide gaps."""
    rows = (("Havnen", "Molen er sikret"), ("Skolen", "Taget er lagt"), ("Broen", "Den er åben"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", SIZE)
        for x, text in ((60, "Indsats"), (160, "Milepæl"), (300, "Frist"), (360, "Status")):
            canvas.drawString(x, 740, text)
        canvas.setFont("Helvetica", SIZE)
        for number, row in enumerate(rows, start=1):
            for x, text in zip((60, 160), row, strict=True):
                canvas.drawString(x, 740 - 16 * number, text)

    assert texts(drawn(draw)) == [
        ["Indsats", "Milepæl", "Frist", "Status"],
        *([*row, "", ""] for row in rows),
    ]


@pytest.mark.parametrize("pitch", [14, 26])
def test_a_cell_below_which_no_rule_runs_is_merged_over_rows(pitch: int) -> None:
    """Rules across only, which leave the label out where it goes on."""
    rows = (
        ("Indsats", "Milepæl", "Frist"),
        ("Havnen", "Molen er sikret", "1. maj"),
        ("", "Kajen er hævet", "1. juni"),
        ("", "Broen er åben", "1. august"),
        ("Skolen", "Taget er lagt", "1. maj"),
        ("", "Salen er malet", "1. juni"),
    )
    xs, starts = (60, 160, 320, 400), (60, 60, 160, 160, 60, 160, 60)

    def draw(canvas: Canvas) -> None:
        for number, x in enumerate(starts):
            canvas.line(x, 740 - pitch * number, xs[-1], 740 - pitch * number)
        for number, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 4, 730 - pitch * number, text)

    table = drawn(draw).tables[0]

    assert texts(drawn(draw)) == [
        [text or None if number else text for text in row] for number, row in enumerate(rows)
    ]
    spans = [cell.row_span for row in table.rows if (cell := row[0])]
    assert spans == [1, 3, 2]


def test_tables_with_rules_around_their_headings_only_have_all_their_rows() -> None:
    """However many follow each other closely, each with a rule above and below its heading."""
    rows = (("Havnen", "Molen er", "1. maj"), ("", "sikret", ""), ("Skolen", "Taget", "1. juni"))

    def draw(canvas: Canvas) -> None:
        for top in (740, 670, 600):
            canvas.lines([(60, top - by, 400, top - by) for by in (0, 14, 62)])
            for font, by, row in (
                ("Helvetica-Bold", 10, ("Indsats", "Milepæl", "Frist")),
                *(("Helvetica", y, row) for y, row in zip((25, 36, 55), rows, strict=True)),
            ):
                canvas.setFont(font, SIZE)
                for x, text in zip((64, 164, 324), row, strict=True):
                    canvas.drawString(x, top - by, text)

    assert texts(drawn(draw)) == 3 * [
        ["Indsats", "Milepæl", "Frist"],
        ["Havnen", "Molen er sikret", "1. maj"],
        ["Skolen", "Taget", "1. juni"],
    ]


def test_paragraphs_beside_each_other_are_one_row() -> None:
    """However many stand level, where rules run across the table and part other rows."""
    ys = (760, 740, 620)
    cells = (
        (65, 700, ("Havnen ryddes", "for gamle både.", "", "Molen sikres", "mod storm.")),
        (205, 700, ("Center: Teknik", "", "", "Udvalg: Havn", "", "", "Bidrag: Vej")),
        (345, 700, ("Maj 2025", "", "", "Juni 2025")),
    )

    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 200, 340, 480], list(ys))
        for x, text in ((65, "Indsats"), (205, "Hvem"), (345, "Frist")):
            canvas.drawString(x, 746, text)
        for x, y, lines in cells:
            for number, line in enumerate(lines):
                canvas.drawString(x, y - LEADING * number, line)

    found = texts(drawn(draw))

    assert len(found) == 2
    assert found[1] == [plain(" ".join(lines)) for _, _, lines in cells]
