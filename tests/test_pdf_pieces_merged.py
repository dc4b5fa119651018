"""PDF: rules drawn cell by cell, whose rows have merged cells, long texts or other columns."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, sides, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.gaps import Word, Words
from extractors.pages.stops import Stops, crossed

XS = (40, 140, 300, 360, 400)
HEAD = (("Indsats",), ("Beskrivelse",), ("Tid",), ("Status",))
ROW = (("Milepæl",), ("Molen er gjort sikker",), ("1. maj",), ("Nået",))
Row = Sequence[Sequence[str]]


def drawn(canvas: Canvas, row: Row, top: float, xs: Sequence[float] = XS) -> float:
    """The texts of a row; where it ends."""
    canvas.setFont("Helvetica-Bold" if row is HEAD else "Helvetica", SIZE)
    for x, lines in zip(xs, row, strict=False):
        for at, line in enumerate(lines):
            canvas.drawString(x + 2, top - SIZE - 1 - at * LEADING, line)
    return top - 4 - LEADING * max(len(lines) for lines in row)


def draw(canvas: Canvas, rows: Sequence[Row], top: float, xs: Sequence[float] = XS) -> float:
    """Rows with the lower side of every cell; where they end."""
    ys = [top]
    for row in rows:
        ys.append(drawn(canvas, row, ys[-1], xs))
    sides(canvas, xs, ys)
    return ys[-1]


def on_a_page(
    *tables: tuple[Sequence[Row], Sequence[float]], engine: str
) -> list[list[str | None]]:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(440, 300), invariant=1)
    y = 290.0
    for rows, xs in tables:
        y = draw(canvas, rows, y, xs) - 8
    canvas.save()
    return texts(read(stream.getvalue(), Limits(), engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_over_edges_of_columns_is_one_cell(engine: str) -> None:
    """Though the rule below it is pieced where the columns of the other rows end."""
    long = (
        "Ansvarligt udvalg: Teknik- og Miljøudvalget i byen",
        "Molen lægges om i samarbejde med havnens brugere,",
        "og der bygges en bro.",
    )
    merged = (("Havnen skal være", "sikker."), long, (), ())

    found = on_a_page(((HEAD, merged, ROW), XS), engine=engine)

    assert found == [
        ["Indsats", "Beskrivelse", "Tid", "Status"],
        ["Havnen skal være sikker.", " ".join(long), None, ""],
        ["Milepæl", "Molen er gjort sikker", "1. maj", "Nået"],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_belongs_to_the_rule_below_it(engine: str) -> None:
    """Not to the table above, whose columns are not quite the same."""
    xs = (40, 143, 312, 362, 400)
    rows = [["".join(cell) for cell in row] for row in (HEAD, ROW, ROW)]

    found = on_a_page(((HEAD, ROW, ROW), XS), ((HEAD, ROW, ROW), xs), engine=engine)

    assert found == [*rows, *rows]


# How far below the rule each line stands, and its texts in two columns.
FULL = (
    (12, "Havnen i Bakkerup og", "Ansvarligt center: Teknik"),
    (23, "årlige besøg ved Engsø", "Ansvarligt udvalg: Miljø"),
    (34, "EU-midler for i alt 25", ""),
    (43, "mio. kr. i år.", "Der bygges i april."),
    (58, "Ingen bro er nu helt i", "Hver uge ses på kajen."),
    (69, "god stand, og øen i", "bugten er uden lys."),
    (80, "fare.", "Den nye mole er lang."),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_full_lines_are_of_one_cell_though_few_rules_stand_on_the_page(engine: str) -> None:
    """Each next word had no room above, and need not begin in a small letter."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(440, 300), invariant=1)
    y = draw(canvas, (HEAD,), 160)
    canvas.setFont("Helvetica", SIZE)
    for down, *row in FULL:
        for x, line in zip(XS, row, strict=False):
            canvas.drawString(x + 2, y - down, line)
    sides(canvas, XS, (y, y - 88))
    canvas.drawString(XS[0] + 2, y - 100, "Milepæl")
    canvas.drawString(XS[1] + 2, y - 100, "Molen er gjort sikker")
    canvas.drawString(XS[2] + 2, y - 100, "1. maj")
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    left = [first for _, first, _ in FULL]
    right = [second for _, _, second in FULL if second]
    assert found[1] == [" ".join(left), " ".join(right), "", ""]
    assert len(found) == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_in_bold_begins_a_row_between_backgrounds(engine: str) -> None:
    """Neither it nor the row above has one, so that nothing else parts them."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(440, 300), invariant=1)
    y = 290.0
    rows = (HEAD, ROW, ROW) * 3
    for at, row in enumerate(rows):
        if at % 3 == 1:
            canvas.setFillGray(0.9)
            for left, right in pairwise(XS):
                canvas.rect(left, y - LEADING - 4, right - left, LEADING + 4, stroke=0, fill=1)
            canvas.setFillGray(0)
        y = drawn(canvas, row, y)
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found == [["".join(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_cut_below_the_last_rule_begins_with_what_stands_out(engine: str) -> None:
    """Its cells are level at their middles."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(440, 300), invariant=1)
    y = draw(canvas, (HEAD, ROW, ROW, ROW), 200) - SIZE - 1
    canvas.setFont("Helvetica", SIZE)
    for at, line in enumerate(("Der afsættes 2 mio. kr.", "Beløbet er brugt", "på skolen.")):
        canvas.drawString(XS[1] + 2, y - at * LEADING, line)
    canvas.drawString(XS[0] + 2, y - LEADING, "Økonomi")
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found[-1] == ["Økonomi", "Der afsættes 2 mio. kr. Beløbet er brugt på skolen.", "", ""]
    assert len(found) == 5


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_over_an_edge_merges_no_cells_where_the_next_text_begins(engine: str) -> None:
    """Behind it stands more than a blank, in line with the next column's texts but for a bit."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(440, 300), invariant=1)
    word = "opfølgning"
    end = draw(canvas, (HEAD, ROW, ROW, ROW), 290)
    canvas.setFont("Helvetica", SIZE)
    y = end - SIZE - 1
    canvas.drawString(XS[0] + 2, y, "Milepæl")
    canvas.drawString(XS[1] + 2, y, "Taget er lagt")
    canvas.drawString(XS[2] + 2, y, "2.")
    canvas.drawRightString(XS[3] + 1.5, y, word)
    canvas.drawString(XS[3] + 5, y, "Nået")
    sides(canvas, XS, (end, end - LEADING - 4))
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert [len([cell for cell in row if cell is not None]) for row in found] == [4] * 5
    assert found[-1][-1] == "Nået"


@pytest.mark.parametrize(
    ("word", "x", "expected"),
    [
        pytest.param("juni", 199.1, set(), id="its hook stands out"),
        pytest.param("juni", 198.0, {198.5}, id="further out"),
        pytest.param("maj", 199.1, {198.5}, id="no hook"),
    ],
)
def test_a_date_that_begins_with_a_hook_begins_its_column(
    word: str, x: float, expected: set[float]
) -> None:
    """Where the text before it fills its cell, so that hardly a blank is free between them."""
    words = (Word(100, 170, "Molen"), Word(173, 197, "også"), Word(x, 215, word))
    line = Words(100.0, 9.0, bold=False, words=words)

    assert crossed([line], Stops((98, 198.5, 260), (200.0,))) == expected
