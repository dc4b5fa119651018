"""PDF: pictures of smileys stand in their cells, also over the sides of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE, STYLES
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60.0, 160.0, 330.0, 420.0, 480.0)
HIGH, WIDE = 22.0, 14.0
ROWS = (
    ("1.01. Havnen", "Indsatsen", "Tid", "Smiley"),
    ("Milepæl", "Planen er lagt, og alle er hørt", "1. maj 2024", ""),
    ("Milepæl", "Der er ro om havnen nu", "2. kvartal", ""),
    ("Økonomi", "Der er brugt 2 mio. kr.", "", ""),
)


def typeset(
    draw: Callable[[Canvas, Sequence[float], Sequence[float]], None],
    *,
    left: float,
    engine: str = "pdfium",
    wide: float = WIDE,
    xs: Sequence[float] = XS,
) -> Document:
    """The rows, with a picture of that width in each but the first."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    picture = ImageReader(Image.new("RGB", (32, 32), (0, 160, 60)))
    ys = [780 - HIGH * row for row in range(len(ROWS) + 1)]
    for number, row in enumerate(ROWS):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 4, ys[number] - 14, text)
        if number:
            canvas.drawImage(picture, left, ys[number + 1] + (HIGH - WIDE) / 2, wide, WIDE)
    draw(canvas, xs, ys)
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


def columns_with_pictures(document: Document) -> list[list[int]]:
    return [
        [
            at
            for at, cell in enumerate(row)
            if cell and any(mark.kind == "picture" for mark in cell.all_marks)
        ]
        for table in document.tables
        for row in table.rows
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["ruled", "framed", "posts", "sides", "rounded"])
@pytest.mark.parametrize("left", [414.0, 424.0, 466.0, 475.0])
def test_a_picture_over_the_side_of_a_cell_stands_in_it(
    style: str, left: float, engine: str
) -> None:
    """Also where most of it is outside of the table."""
    found = typeset(STYLES[style], left=left, engine=engine)

    assert columns_with_pictures(found) == [[], [3], [3], [3]]


@pytest.mark.parametrize("wide", [18.0, 26.0, 34.0])
def test_a_picture_too_wide_for_its_cell_begins_there(wide: float) -> None:
    """Its middle is in the next cell."""
    xs = (60.0, 160.0, 330.0, 420.0, 432.0, 520.0)

    found = typeset(STYLES["ruled"], left=xs[3] + 3, wide=wide, xs=xs)

    assert columns_with_pictures(found) == [[], [3], [3], [3]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["nothing", "across", "few", "frame"])
@pytest.mark.parametrize("left", [424.0, 450.0, 462.0, 471.0])
def test_pictures_aside_of_their_heading_are_no_column_of_their_own(
    style: str, left: float, engine: str
) -> None:
    """Where nothing parts columns but what stands in them."""
    found = typeset(STYLES[style], left=left, engine=engine)

    assert columns_with_pictures(found) == [[], [3], [3], [3]]
    assert {len(row) for table in found.tables for row in table.rows} == {4}


RED, GREEN, BLUE = (200, 0, 0), (0, 160, 60), (0, 0, 200)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("high", [14, 20, 30, 50, 62, 90])
@pytest.mark.parametrize("level", [0.0, 0.5, 1.0], ids=["tops", "middles", "feet"])
def test_a_picture_that_is_higher_than_its_row_stands_in_it(
    high: int, level: float, engine: str
) -> None:
    """Where no rule shows how high rows are, in the last row as in the others."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    rows = [("Milepæl", "Planen er lagt og godkendt.", "2. opfølgning 2024")] * 3
    for number, row in enumerate([("1.01. Havnen", "Indsatsen", "Tid", "Smiley"), *rows]):
        top = 760 - 20 * min(number, 1) - max(number - 1, 0) * (high + 14)
        for x, text in zip((40, 150, 380, 480), row, strict=False):
            canvas.drawString(x, top - level * (high - 9) * (number > 0), text)
        if number:
            picture = ImageReader(Image.new("RGB", (32, 32), (RED, GREEN, BLUE)[number - 1]))
            canvas.drawImage(picture, 480, top - high + 7, high, high)
    canvas.save()

    (table,) = read(stream.getvalue(), Limits(), engine).tables

    colours = [[mark.colour for mark in row[3].all_marks] if row[3] else [] for row in table.rows]
    assert colours == [[], ["#c80000"], ["#00a03c"], ["#0000c8"]]
