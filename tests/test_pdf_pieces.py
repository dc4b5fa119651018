"""PDF: rules drawn cell by cell show columns that their texts leave no gap between."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, SIZE, sides, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40, 120, 240, 285, 330)
LEADING = 11
HEAD = (("Indsats",), ("Milepæl",), ("Tid",), ("Status",))
# The deadline runs over the border of its cell.
FULL = (("Havnen",), ("Molen er gjort sikker mod", "storm."), ("2.", "budgetopfølgning"), ("Nået",))
LAST = (("Skolen",), ("Taget er lagt",), ("1. maj",), ("Nået",))
REST = ((), ("og bjælkerne er skiftet.",), (), ())
READ = [
    ["Indsats", "Milepæl", "Tid", "Status"],
    ["Havnen", "Molen er gjort sikker mod storm.", "2. budgetopfølgning", "Nået"],
    ["Skolen", "Taget er lagt", "1. maj", "Nået"],
]
Cells = Sequence[Sequence[str]]


def draw(canvas: Canvas, rows: Sequence[Cells], top: float, *, closed: bool = True) -> float:
    """Rows with the lower side of every cell, the last row perhaps without; where they end."""
    ys = [top]
    for row in rows:
        canvas.setFont("Helvetica-Bold" if row is HEAD else "Helvetica", SIZE)
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 2, ys[-1] - SIZE - 1 - at * LEADING, line)
        ys.append(ys[-1] - 4 - LEADING * max(len(lines) for lines in row))
    sides(canvas, XS, ys if closed else ys[:-1])
    return ys[-1]


def document(*pages: Sequence[Cells], engine: str, cut: bool = False) -> Document:
    """A page for each part of a table; `cut` leaves its rows open at the ends of pages."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    for number, rows in enumerate(pages):
        draw(canvas, rows, 270, closed=not cut or number == len(pages) - 1)
        canvas.showPage()
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_are_where_rules_are_pieced(engine: str) -> None:
    """Though a word runs over a border, and no rule stands above the heading."""
    assert texts(document((HEAD, FULL, LAST), engine=engine)) == READ


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_without_a_rule_below_is_cut_by_the_page(engine: str) -> None:
    """Its rest stands above the first rule of the next page, in the same columns."""
    found = document((HEAD, FULL, LAST), (REST, FULL, LAST), engine=engine, cut=True)

    assert texts(found) == [
        *READ[:2],
        ["Skolen", "Taget er lagt og bjælkerne er skiftet.", "1. maj", "Nået"],
        *READ[1:],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_texts_that_run_on_below_the_only_rule_of_a_page_are_one_row(engine: str) -> None:
    """The page cuts it; its texts are not level, and go on in the middle of a sentence."""
    left = ("Havnen er gjort", "sikker mod vind", "og mod vand fra", "vest og fra nord", "og øst.")
    right = (
        "Ansvarligt center:",
        "Havnen",
        "Molen er lagt om, og",
        "kajer er nu højere",
        "end før",
    )
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 200), invariant=1)
    y = draw(canvas, (HEAD,), 70 + LEADING * len(left)) - SIZE - 1
    for at, lines in enumerate(zip(left, right, strict=True)):
        canvas.drawString(XS[0] + 2, y - at * LEADING, lines[0])
        canvas.drawString(XS[1] + 2, y - at * LEADING - (5 if at > 2 else 0), lines[1])
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found == [READ[0], [" ".join(left), " ".join(right), "", ""]]


@pytest.mark.parametrize("engine", ENGINES)
def test_prose_between_two_such_tables_is_in_neither(engine: str) -> None:
    """Nor what stands close above the first heading."""
    prose = "Indsatserne følges af udvalget, som får en status til hvert møde i 2025."
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(XS[0], 275, prose)
    end = draw(canvas, (HEAD, FULL, LAST), 260)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(XS[0], end - 22, prose)
    draw(canvas, (HEAD, FULL, LAST), end - 36)
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    assert texts(found) == READ + READ
    assert [one.text for one in found.blocks if isinstance(one, Paragraph)] == [prose, prose]


def painted(canvas: Canvas, rows: Sequence[Cells], gap: float, bare: Sequence[int]) -> None:
    """Rows with a background for each cell but in those that are bare."""
    y = 270.0
    for number, row in enumerate(rows):
        high = 4 + LEADING * max(len(lines) for lines in row)
        if number not in bare:
            canvas.setFillColorRGB(0.9, 0.9, 0.95)
            for left, right in pairwise(XS):
                canvas.rect(left, y - high, right - left - gap, high - gap, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", SIZE)
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 2, y - SIZE - 2 - at * LEADING, line)
        y -= high


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("gap", [0, 2])
def test_columns_are_where_backgrounds_of_cells_end(gap: float, engine: str) -> None:
    """Close together or with a little white between them, every second row without any."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    painted(canvas, (HEAD, FULL, LAST), gap, () if gap else (1,))
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == READ


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_without_background_at_the_end_of_a_page_is_whole(engine: str) -> None:
    """What begins the next page is a row of its own."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    painted(canvas, (HEAD, FULL, LAST, FULL), 0, (1, 3))
    canvas.showPage()
    painted(canvas, (LAST, FULL), 0, (1,))
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    assert texts(found) == [*READ, READ[1], READ[2], READ[1]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("left", [0, 40], ids=["in the first column", "over a border"])
def test_a_title_in_larger_type_is_no_row(left: int, engine: str) -> None:
    """Neither between two tables nor above one; their texts reach no further for it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    top = 270.0
    for title in ("1. Havne", "2. Skoler"):
        canvas.setFont("Helvetica-Bold", 1.5 * SIZE)
        canvas.drawString(XS[0] + left, top, title)
        top = draw(canvas, (HEAD, FULL, LAST), top - 5) - 20
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    assert texts(found) == [*READ, *READ]
    assert [one.text for one in found.blocks if isinstance(one, Paragraph)] == [
        "1. Havne",
        "2. Skoler",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rest_of_a_row_and_the_next_one_stand_above_the_first_background(engine: str) -> None:
    """At the top of a page, where only headings have one: they are two rows."""
    rest = ((), ("og bjælkerne er", "skiftet."), (), ())
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    for rows, bare in (((HEAD, FULL, LAST), (1, 2)), ((rest, LAST, HEAD, FULL), (0, 1, 3))):
        painted(canvas, rows, 0, bare)
        canvas.showPage()
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    whole = ["Skolen", "Taget er lagt og bjælkerne er skiftet.", "1. maj", "Nået"]
    assert found == [*READ[:2], whole, READ[2], *READ[:2]]


# How far below the rule each line stands, and its texts in two columns.
LEVEL = (
    (12, "Broen over", "Ansvarligt center: Teknik"),
    (23, "åen er sat i", "og Miljø"),
    (38, "stand, og den", "Ansvarligt udvalg:"),
    (45, "er nu", ""),
    (52, "åben.", "Bidragydere: ingen"),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_cut_below_the_last_rule_is_one_where_rules_part_all_others(engine: str) -> None:
    """Though its texts are level in two columns, as those of rows are."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    end = draw(canvas, (HEAD, FULL, LAST, FULL), 270)
    canvas.setFont("Helvetica", SIZE)
    for down, *row in LEVEL:
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 2, end - down, text)
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found[:4] == [*READ, READ[1]]
    assert [row[0] for row in found[4:]] == [" ".join(first for _, first, _ in LEVEL)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_alone_below_the_last_rule_begins_the_row_of_the_next_page(engine: str) -> None:
    """Its texts had no room for two of their lines; other rows have the same label."""
    labelled = [(("Milepæl",), *row[1:]) for row in (FULL, LAST, FULL)]
    alone = (("Milepæl",), (), (), ())
    rest = ((), *FULL[1:])

    found = document((HEAD, *labelled, alone), (rest, LAST), engine=engine, cut=True)

    rows = [["Milepæl", *READ[at][1:]] for at in (1, 2, 1, 1)]
    assert texts(found) == [READ[0], *rows, READ[2]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("below", [1.0, 2.5])
def test_a_coloured_sign_close_below_a_rule_begins_no_column(below: float, engine: str) -> None:
    """It stands alone inside a piece of the rule; backgrounds of cells stand beside each other."""
    labelled = [(("Milepæl",), *row[1:]) for row in (FULL, LAST, FULL)]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    end = draw(canvas, (HEAD, *labelled), 270)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(XS[0] + 2, end - SIZE - 1, "Milepæl")
    canvas.setFillColorRGB(0, 0.6, 0.3)
    disc = canvas.beginPath()
    disc.circle(XS[3] + 10, end - below - 4.5, 4.5)
    canvas.clipPath(disc, stroke=0)
    canvas.rect(XS[3] + 5.5, end - below - 9, 9, 9, stroke=0, fill=1)
    canvas.save()

    (table,) = read(stream.getvalue(), Limits(), engine).tables

    assert [len(row) for row in table.rows] == [4] * 5
    assert table.rows[4][3] is not None
    assert [mark.colour for mark in table.rows[4][3].all_marks] == ["#00994d"]
