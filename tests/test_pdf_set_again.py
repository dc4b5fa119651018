"""PDF: reports without rules between columns, as page ends and producers leave them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from drawn_tables import ENGINES, texts
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from set_pages import (
    DUE,
    LEADING,
    LONG,
    SIZE,
    XS,
    Cells,
    Draw,
    Page,
    body,
    head,
    is_head,
    is_last,
    item,
    pressed,
    rows,
)

from extractors.document import Document, Paragraph

FIRSTS = ("Havn", "Mile", "Mile", "Mile", "Økon")


def firsts(document: Document) -> list[str]:
    """What each row begins with, empty ones left out."""
    return [(row[0] or "")[:4] for row in texts(document) if any(row)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def inside(canvas: Canvas, _: float, low: float, row: Cells) -> None:
    """Rules between the rows of a table; none closes it."""
    if not is_last(row):
        canvas.line(XS[0], low, XS[-1], low)


def ends(canvas: Canvas, high: float, low: float, row: Cells) -> None:
    """Rules above and below each table only, a piece for every column."""
    ys = ([high] if is_head(row) else []) + ([low] if is_last(row) else [])
    canvas.lines([(left, y, right, y) for y in ys for left, right in pairwise(XS)])


def second(canvas: Canvas, high: float, low: float, row: Cells) -> None:
    """A background behind descriptions and every other row below them."""
    if row[1] and row[1][0].startswith(("Ansvar", "Kajen")):
        canvas.saveState()
        canvas.setFillColor(HexColor("#e8eef6"))
        canvas.rect(XS[0], low, XS[-1] - XS[0], high - low, stroke=0, fill=1)
        canvas.restoreState()


def report(*more: Page) -> list[Page]:
    return [[*item(1), *item(2)], [*item(3), *item(4)], *more]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [inside, ends, second])
def test_rows_are_parted_whatever_rules_a_table_lacks(engine: str, draw: Draw) -> None:
    """A heading begins a table where no rule does, and labels rows that no rule parts."""
    found = pressed(*report([*item(5), *item(6)]), engine=engine, draw=draw)

    assert firsts(found) == [first for n in range(1, 7) for first in (f"3.0{n}", *FIRSTS)]


def test_a_cell_goes_on_where_its_lines_stand_as_far_apart_as_others_do() -> None:
    """Its first line on a page stands high and apart from the next, and is no header."""
    listed = ["fælles retning", "", "", "tydelig ledelse", "", "", "tidlig indsats"]
    pages = report([head(5), body(5)], [(listed, [], [], []), *rows(5), *item(6)])

    found = pressed(*pages)

    assert not prose(found)
    assert [row[0] for row in texts(found) if row[0] and "tydelig" in row[0]] == [
        " ".join([*LONG, "fælles retning tydelig ledelse tidlig indsats"])
    ]


def test_a_year_alone_at_the_top_of_a_page_is_the_rest_of_its_cell() -> None:
    """The page before begins with one as well, which makes it no page number."""
    cut: Cells = (["Milepæl"], ["Kajen er bygget."], ["2. opfølgning"], ["Nået"])
    rest: Cells = ([], [], ["2024"], [])
    page = [*item(5), *item(6), cut]
    pages = report(page, [rest, *page[:-1]], page, [rest, *page[:-1]])

    found = pressed(*pages, height=365.0)

    assert not prose(found)
    assert {row[2] for row in texts(found) if row[0] == "Milepæl"} == {DUE}


@pytest.mark.parametrize("before", ["", "af "])
@pytest.mark.parametrize("beside", [[], ["Ansvarligt center: Teknik"]])
def test_a_word_longer_than_its_column_is_read_in_it(beside: list[str], before: str) -> None:
    """Alone in its line or not, or with the next column's text printed over its end."""
    long = "havneforvaltningsmyndigheden"
    lines = [*LONG, before + long, "med hele byen"]
    cell: Cells = (lines, ["Plan er lagt.", "Den følges.", "Møder holdes.", *beside], [], [])

    found = pressed(*report([head(5), cell, *rows(5)]))

    assert not prose(found)
    row = next(row for row in texts(found) if long in (row[0] or ""))
    assert row[:2] == [" ".join(lines), " ".join(cell[1])]


def test_a_text_that_begins_where_a_long_word_ends_is_of_the_next_column() -> None:
    """Nothing is free between them, or they overlap by less than a letter."""
    letters = "havneforvaltningsmyndighedsområdet"
    ends = [XS[0] + stringWidth(letters[:at], "Helvetica", SIZE) for at in range(len(letters))]
    at = next(at for at, x in enumerate(ends) if x > XS[1])
    lines = [*LONG, letters[: at - 1], "med", letters[:at], "med hele byen"]
    cell: Cells = (
        lines,
        ["Planen", "er", "lagt", "Den følges", "og", "Alle er spurgt om den"],
        [],
        [],
    )

    found = pressed(*report([head(5), cell, *rows(5)]))

    assert not prose(found)
    row = next(row for row in texts(found) if "forvaltning" in (row[0] or ""))
    assert row[:2] == [" ".join(lines), " ".join(cell[1])]


def test_a_title_between_tables_is_no_row_of_theirs() -> None:
    """Its words stand on either side of a border, between the rules of two tables."""
    title = "4. Havn og by for alle i hele kommunen"

    def titled(canvas: Canvas, high: float, low: float, row: Cells) -> None:
        ends(canvas, high, low, row)
        if row[0] == head(6)[0]:
            canvas.setFont("Helvetica", 1.5 * SIZE)
            canvas.drawString(XS[0] + 2, high + 2.2 * SIZE, title)
            canvas.setFont("Helvetica", SIZE)

    space = [""] * 8
    last: Cells = (["Økonomi"], ["Der afsættes 2,4 mio. kr.", *space], [], ["Nået"])
    page: Page = [*item(5)[:-1], last, *item(6)]

    def closed(canvas: Canvas, high: float, low: float, row: Cells) -> None:
        titled(canvas, high, low + (4 * LEADING if row is last else 0), row)

    found = pressed(*report(page), draw=closed)

    assert title in prose(found)


def test_a_heading_ends_where_labels_begin_beside_it() -> None:
    """Though the next row stands no further below it than its own lines do."""
    found = pressed(*report([*item(5), *item(6)]), between=0.0)

    assert firsts(found) == [first for n in range(1, 7) for first in (f"3.0{n}", *FIRSTS)]


@pytest.mark.parametrize("draw", [inside, ends])
def test_a_sign_alone_at_the_top_of_a_page_is_of_its_row(draw: Draw) -> None:
    """It is larger than its row's text, so that the page before had no room for it."""
    cut: Cells = (["Økonomi"], ["Der afsættes 2,4 mio. kr."], [], [])

    def signed(canvas: Canvas, high: float, low: float, row: Cells) -> None:
        if row[3] == ["*"]:
            canvas.setFont("Helvetica", 1.5 * SIZE)
            canvas.drawString(XS[3], high - LEADING, "*")
            canvas.setFont("Helvetica", SIZE)
        draw(canvas, high, low, row)

    pages = report([*item(5)[:-1], cut], [([], [], [], ["*"]), *item(6)])
    found = pressed(*pages, draw=signed)

    assert not [text for text in prose(found) if "*" in text]


def test_the_background_of_a_high_row_parts_it_from_its_heading() -> None:
    """It is more than half as high as the page, and not the page's own."""
    high: Cells = ([*LONG * 15], ["Ansvarligt center: Teknik"], [], [])
    found = pressed(*report([head(5), high, *rows(5)]), draw=second, between=3.0)

    assert firsts(found)[-6:] == ["3.05", *FIRSTS]
