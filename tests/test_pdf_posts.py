"""PDF: rows that only the pieces of vertical rules show, between inner columns alone."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40, 150, 330, 400, 450)
ROWS = (
    ("1.01. Havnen", "Beskrivelse", "Tid", "Status"),
    ("Molen er gammel.", "Ansvarligt udvalg: Teknik", "", ""),
    ("Milepæl", "Molen er gjort sikker.", "1. maj", "Nået"),
    ("Milepæl", "Taget er lagt.", "2. juni", ""),
    ("Økonomi", "Der afsættes 2 mio. kr.", "", "Nået"),
)


@pytest.mark.parametrize("merged", [False, True], ids=["", "merged"])
@pytest.mark.parametrize("engine", ENGINES)
def test_rows_part_beside_the_outer_rules_as_between_them(engine: str, merged: bool) -> None:
    """Unless a rule in one piece shows that a cell beside it goes on."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(500, 300), invariant=1)
    ys = [270 - 2 * LEADING * at for at in range(len(ROWS) + 1)]
    for y, row in zip(ys, ROWS, strict=False):
        canvas.setFont("Helvetica-Bold" if y == ys[0] else "Helvetica", SIZE)
        for x, text in zip(XS, row, strict=False):
            if not (merged and x == XS[0] and y == ys[3]):
                canvas.drawString(x + 3, y - SIZE - 2, text)
    canvas.line(XS[0], ys[1], XS[-1], ys[1])
    canvas.lines([(x, top, x, low) for x in XS[1:-1] for top, low in pairwise(ys)])
    if merged:
        canvas.line(XS[1], ys[2], XS[1], ys[4])
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    if not merged:
        assert found == [list(row) for row in ROWS]
    assert [row[1:] for row in found] == [list(row[1:]) for row in ROWS]


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_closed_tables_part_where_all_posts_do(engine: str) -> None:
    """Two stand close to each other, and the next begins with a heading on the next page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(500, 300), invariant=1)
    expected: list[list[str]] = []
    for numbers in ((1, 2), (3,)):
        top = 290.0
        for number in numbers:
            rows = [(f"1.0{number}. Havnen", *ROWS[0][1:]), *ROWS[1:]]
            ys = [top - 2 * LEADING * at for at in range(len(ROWS) + 1)]
            for y, row in zip(ys, rows, strict=False):
                canvas.setFont("Helvetica-Bold" if y == top else "Helvetica", SIZE)
                for x, text in zip(XS, row, strict=False):
                    canvas.drawString(x + 3, y - SIZE - 2, text)
            canvas.lines([(XS[0], y, XS[-1], y) for y in (ys[0], ys[1], ys[-1])])
            canvas.lines([(x, high, x, low) for x in XS for high, low in pairwise(ys)])
            top = ys[-1] - 5
            expected += map(list, rows)
        canvas.showPage()
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_a_box_whose_sides_are_pieced_has_no_rows(engine: str) -> None:
    """So some programs frame each line of a listing."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(500, 300), invariant=1)
    canvas.setFont("Courier", SIZE)
    ys = [270 - LEADING * at for at in range(6)]
    for y in ys[:-1]:
        canvas.drawString(XS[0] + 3, y - SIZE, "let a = b")
    canvas.lines([(XS[0], y, XS[-1], y) for y in (ys[0], ys[-1])])
    canvas.lines([(x, high, x, low) for x in (XS[0], XS[-1]) for high, low in pairwise(ys)])
    canvas.save()

    assert not read(stream.getvalue(), Limits(), engine).tables


@pytest.mark.parametrize("engine", ENGINES)
def test_long_dashes_end_no_rows(engine: str) -> None:
    """Though they are longer than a line is high, and end at one height in all columns."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(500, 300), invariant=1)
    ys = [270 - 31 * at for at in range(len(ROWS) + 1)]
    for y, row in zip(ys, ROWS, strict=False):
        canvas.setFont("Helvetica", SIZE)
        for x, text in zip(XS, row, strict=False):
            for at, line in enumerate((text, "og mere.")):
                canvas.drawString(x + 3, y - SIZE - 2 - at * LEADING, line)
    for y in ys:
        canvas.lines([(x, y, min(x + 14, XS[-1]), y) for x in range(XS[0], XS[-1], 16)])
    for x in XS:
        canvas.lines([(x, y - at, x, y - at - 9) for y in ys[:-1] for at in (0, 11, 22)])
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert [row[0] for row in found] == [f"{row[0]} og mere." for row in ROWS]
