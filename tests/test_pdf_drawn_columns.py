"""PDF: rules drawn cell by cell above and below a table alone tell its columns all over."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

BORDERS = (54, 116, 238, 300, 338)
XS = (60, 122, 244, 306)
SIZE, LEADING, APART = 7.5, 10.5, 16.0  # so far apart that every row could be a table
TOP, BELOW = 590.0, 36.0  # too far from the rules for a row of theirs
BETWEEN = 8.0  # points between the rules of two tables


def rows(number: int) -> list[list[list[str]]]:
    """The lines of the cells of an item's rows; only one row shows three columns."""
    due = [f"{number}.", "budgetopfølgning", "2024"]
    return [
        [[f"3.0{number}. Molen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"]],
        [["Molen er", "gammel, og", "den skal", "gøres ny."], ["Ansvarligt center: Havn"], [], []],
        [["Milepæl"], [f"Planen nr. {number} er lagt", "og godkendt af", "alle."], due, ["x"]],
        [["Milepæl"], ["Kajen er færdig, og", "alt er i orden, siger", "havnen."], due, ["y"]],
        [["Økonomi"], [f"Der afsættes {number},4 mio. kr."], [], ["x"]],
    ]


def printed() -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 600), invariant=1)
    y = TOP
    for number in range(1, 9):
        canvas.setFont("Helvetica", SIZE)
        ends = [y]
        y -= BELOW
        for row in rows(number):
            for x, lines in zip(XS, row, strict=True):
                for at, line in enumerate(lines):
                    canvas.drawString(x, y - LEADING * at, line)
            y -= LEADING * max(map(len, row)) + APART
        y -= BELOW - LEADING - APART
        ends.append(y)
        canvas.lines([(left, end, right, end) for end in ends for left, right in pairwise(BORDERS)])
        y -= BETWEEN
        if number % 2 == 0:
            canvas.showPage()
            y = TOP
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_rules_of_cells_above_and_below_tables_show_their_columns(engine: str) -> None:
    """What single rows leave free shows fewer, and others."""
    expected = [row for number in range(1, 9) for row in rows(number)]

    found = texts(read(printed(), Limits(), engine))

    assert [row for row in found if any(row)] == [
        [" ".join(lines) for lines in row] for row in expected
    ]
