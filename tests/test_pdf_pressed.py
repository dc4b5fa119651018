"""PDF: texts that end less than a blank before the next column's, in tables without its rules."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

SIZE = 9.0
XS = (64, 124, 340, 440, 500)  # the last one is the end of the table
HEAD = ("Indsats", "Milepæl", "Frist", "Status")
LONG = "Kursusforløbet er afholdt for alle i hjemmeplejen"
MORE = "og på alle genoptræningscentre i Klitsund"
ROWS = (
    ("Molen", ("Broen er malet, og den er åben",), "31.12.2024", "J"),
    ("Kajen", ("Seks medarbejdere er ansat til opgaven",), "Ultimo juni 2024", "K"),
    ("Bolværket", ("Alle har fået svar fra de tre udvalg",), "31.12.2024", "J"),
    ("Havnen", ("Prisen er fundet for den nye mole", "og den gamle"), "Medio maj 2024", "J"),
    ("Fyret", ("Evalueringen af hele forløbet er klar nu",), "31.12.2024", "K"),
)
Row = tuple[str, tuple[str, ...], str, str]


def typeset(canvas: Canvas, rows: Sequence[Row], *, before: float) -> None:
    """Rows whose long text ends so many points before the deadline."""
    top = 740.0
    for number, (name, lines, deadline, status) in enumerate(
        ((HEAD[0], HEAD[1:2], HEAD[2], HEAD[3]), *rows)
    ):
        canvas.line(XS[0], top, XS[-1], top)
        canvas.setFont("Helvetica" if number else "Helvetica-Bold", SIZE)
        size = SIZE
        for x, text in zip((XS[0], *XS[2:4]), (name, deadline, status), strict=True):
            canvas.drawString(x, top - 11, text)
        for down, line in enumerate(lines):
            if line == LONG:
                size = SIZE * (XS[2] - XS[1] - before) / stringWidth(LONG, "Helvetica", SIZE)
                canvas.setFont("Helvetica", size)
            canvas.drawString(XS[1], top - 11 - 11 * down, line)
        top -= 11 * len(lines) + 5
    canvas.line(XS[0], top, XS[-1], top)


def expected(rows: Sequence[Row]) -> list[list[str | None]]:
    found: list[list[str | None]] = [[a, " ".join(lines), c, d] for a, lines, c, d in rows]
    return [list(HEAD), *found]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("before", [0.2, 0.8, 1.6, 2.4])
@pytest.mark.parametrize("deadline", ["31.12.2024", "Ultimo juni 2024"])
def test_what_begins_where_the_texts_of_a_column_do_is_one_of_it(
    engine: str, before: float, deadline: str
) -> None:
    """Though the text of the column before ends less than a blank before it."""
    rows = (*ROWS, ("Skolen", (LONG, MORE), deadline, "J"))

    found = texts(printed(rows, before=before, engine=engine))

    assert found == expected(rows)


def test_a_text_over_two_columns_stays_one() -> None:
    """Where no word of it begins exactly where others do, or a small letter stands there."""
    rows = [
        *ROWS,
        ("Skolen", ("Den nye skole er bygget i 2024, og genoptræningscentret er i brug",), "", "J"),
    ]

    found = texts(printed(rows))

    assert found[-1][2] is None
    assert found[:-1] == expected(ROWS)


def test_a_row_alone_of_which_two_columns_are_merged_is_told() -> None:
    """It may be that the text of one column begins right behind that of the other."""
    rows = (*ROWS, ("Skolen", (LONG, MORE), "ultimo juni 2024", "J"))

    document = printed(rows)

    assert [one.code for one in document.notices if one.code.startswith("doubtful")] == [
        "doubtful-columns"
    ]


def printed(rows: Sequence[Row], *, before: float = 0.8, engine: str = "pdfium") -> Document:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    typeset(canvas, rows, before=before)
    canvas.save()
    return read(buffer.getvalue(), Limits(), engine)
