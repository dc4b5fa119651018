"""PDF: what chance leaves free between words, and what few rows show, where no rules do."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE, drawn, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (54, 134, 384, 464)
HEADING = ("Indsats", "Beskrivelse", "Tid", "Status")
LATER = "og besluttet at vente til|næste år med resten af arbejdet."
# The last words of the longest lines begin in line.
ROWS = (
    ("Milepæl", "Ingen har klaget over stien, og det fortsætter.", "ultimo 2018", "Nået"),
    ("Aktivitet", "Arbejdet er sat i gang ved bakken.", "ultimo 2018", "Nået"),
    ("Milepæl", "Der bygges en ny mole nord for kirken i løbet af året.", "", "Delvist nået"),
    ("Milepæl", "Ingen har klaget over havnen, og det fortsætter.", "ultimo 2018", "Delvist nået"),
    ("Aktivitet", f"Udvalget har set på skolen {LATER}", "2. kvartal 2018", "Nået"),
    ("Aktivitet", "Planen for broen er lagt.", "2. kvartal 2018", "Delvist nået"),
    ("Økonomi", f"Udvalget har set på skolen {LATER}", "ultimo 2018", "Ikke nået"),
    ("Økonomi", "Arbejdet er sat i gang ved havnen.", "", "Delvist nået"),
)


def printed(rows: tuple[tuple[str, ...], ...]) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    y = 760.0
    for number, row in enumerate((HEADING, *rows)):
        canvas.setFont("Helvetica" if number else "Helvetica-Bold", 10)
        for x, text in zip(XS, row, strict=True):
            for below, line in enumerate(text.split("|")):
                canvas.drawString(x, y - 12 * below, line)
        y -= 18 + 12 * max(text.count("|") for text in row)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_blanks_that_stand_below_each_other_part_no_column(engine: str) -> None:
    """Though the words before them end, and those behind them begin, nearly in line."""
    found = texts(read(printed(ROWS), Limits(), engine))

    assert found == [[text.replace("|", " ") for text in row] for row in (HEADING, *ROWS)]


def test_rows_of_one_line_are_none_of_one_cell() -> None:
    """So far from each other as no lines of a cell are, though some fill fewer columns."""
    rows = (
        ("Økonomi", "Planen for kirken er lagt.", "ultimo 2018", "Nået"),
        ("Milepæl", "Ingen har klaget over stien.", "2. kvartal 2018", ""),
        ("Aktivitet", "Arbejdet er sat i gang ved havnen.", "2. kvartal 2018", ""),
        ("Økonomi", "Ingen har klaget over engen.", "ultimo 2018", "Ikke nået"),
    )

    found = texts(read(printed(rows), Limits()))

    assert found == [list(row) for row in (HEADING, *rows)]


def test_a_heading_shows_a_column_with_one_text_inside_a_ruled_one() -> None:
    """A heading in bold is as good as two rows, where rules part other columns and the rows."""
    rows = (
        ("Økonomi", "Planen for bakken er lagt.", "", ""),
        ("Milepæl", "Ingen har klaget over stien.", "1. maj 2018", ""),
        ("Økonomi", "Der bygges en ny mole.", "ultimo 2018", "Delvist nået"),
    )

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate((HEADING, *rows)):
            canvas.setFont("Helvetica" if number else "Helvetica-Bold", SIZE)
            for x, text in zip(XS, row, strict=True):
                canvas.drawString(x, 748 - 18 * number, text)
        canvas.grid([50, 130, 550], [760 - 18 * line for line in range(len(rows) + 2)])

    assert texts(drawn(draw)) == [list(row) for row in (HEADING, *rows)]
