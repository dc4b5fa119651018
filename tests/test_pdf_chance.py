"""PDF: what words leave free by chance parts no columns where no rule does."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
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
