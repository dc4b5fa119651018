"""PDF: titles between tables without rules down, which stand closer than rows may."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from drawn_tables import drawn
from reportlab.pdfgen.canvas import Canvas

XS = (50, 200, 420, 500)
SIZE, PITCH, TITLE = 8.0, 20.0, "4. Havn, kyst og natur"
HEADING = ("Kort beskrivelse (drift)", "Tid", "Smiley")


def typeset(canvas: Canvas, larger: float, bold: str, shown: str) -> None:
    """Tables in the same columns, the third below a title in larger type."""
    y = 780.0
    for number, name in enumerate(
        ("3.01. Molen", "3.02. Broen", "4.01. Lys på kajen", "4.02. Sti")
    ):
        if number == 2:
            canvas.setFont(bold, SIZE * larger)
            canvas.drawString(XS[0], y, TITLE)
            y -= PITCH
        for index, row in enumerate(rows(name)):
            canvas.setFont("Helvetica" if index else bold, SIZE)
            show(canvas, y - 6, index, shown)
            for x, text in zip(XS, row, strict=True):
                canvas.drawString(x + 4, y, text)
            y -= PITCH


def show(canvas: Canvas, y: float, index: int, shown: str) -> None:
    """A rule below a row, or a background behind every other one, from its heading or below it."""
    if shown == "rules":
        canvas.line(XS[0], y, 545, y)
    elif index % 2 == {"zebra": 1, "from heading": 0}.get(shown):
        canvas.setFillGray(0.9)
        for left, right in pairwise((*XS, 545)):
            canvas.rect(left, y, right - left, PITCH, stroke=0, fill=1)
        canvas.setFillGray(0)


def rows(name: str) -> list[Sequence[str]]:
    return [
        (name, *HEADING),
        ("Milepæl", f"Planen for {name} er lagt", "1. opfølgning", "god"),
        ("Milepæl", "Kajen er sat i stand", "2. opfølgning", "god"),
        ("Økonomi", "Der afsættes 2,4 mio. kr.", "", "god"),
    ]


@pytest.mark.parametrize("larger", [1.2, 1.25, 1.5])
@pytest.mark.parametrize("bold", ["Helvetica-Bold", "Helvetica"])
@pytest.mark.parametrize("shown", ["rules", "zebra", "from heading", "nothing"])
def test_a_title_in_larger_type_is_of_no_table(larger: float, bold: str, shown: str) -> None:
    """The table above ends there, and the table below has its own heading."""
    document = drawn(lambda canvas: typeset(canvas, larger, bold, shown))

    firsts = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert TITLE in [block.text for block in document.blocks if not hasattr(block, "rows")]
    assert [text for text in firsts if text[:1].isdigit()] == [
        "3.01. Molen",
        "3.02. Broen",
        "4.01. Lys på kajen",
        "4.02. Sti",
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_title_at_the_top_of_a_page_ends_the_table_of_the_page_before(ruled: bool) -> None:
    """Though all that stands below it is in the columns of that table."""

    def draw(canvas: Canvas) -> None:
        for chapter, title in enumerate(("Byen og vejene", "Havn, kyst og natur", "Skolerne"), 1):
            canvas.setFont("Helvetica-Bold", SIZE * 1.25)
            canvas.drawString(XS[0], 780, title)
            y = 760.0
            for number in (1, 2, 3):
                for index, row in enumerate(rows(f"{chapter}.0{number}. Molen")):
                    canvas.setFont("Helvetica" if index else "Helvetica-Bold", SIZE)
                    for x, text in zip(XS, row, strict=True):
                        canvas.drawString(x, y, text)
                    if ruled:
                        canvas.line(XS[0], y - 6, 545, y - 6)
                    y -= PITCH
            canvas.showPage()

    document = drawn(draw)

    firsts = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert not [text for text in firsts if text.startswith(("Byen", "Havn", "Skolerne"))]
    assert len([text for text in firsts if text.endswith("Molen")]) == 9


@pytest.mark.parametrize("larger", [1.2, 1.5])
@pytest.mark.parametrize(
    ("shown", "header"),
    [("zebra", 815), ("from heading", 815), ("nothing", 815), ("from heading", 802)],
)
def test_a_title_at_the_top_of_a_page_is_no_rest_of_a_row(
    larger: float, shown: str, header: float
) -> None:
    """Though nothing but the first cell of a table's row may seem to go on there."""

    def draw(canvas: Canvas) -> None:
        for first in (1, 10):
            y = 780.0
            canvas.setFont("Helvetica", SIZE * larger)
            canvas.drawString(XS[0], header, "Klitsund Kommune")
            if first > 1:
                canvas.setFont("Helvetica-Bold", SIZE * larger)
                canvas.drawString(XS[0], y, TITLE)
                y -= PITCH
            for number in range(first, first + 9 - first // 10):
                for index, row in enumerate(rows(f"3.{number:02}. Molen")):
                    canvas.setFont("Helvetica" if index else "Helvetica-Bold", SIZE)
                    show(canvas, y - 6, index, shown)
                    for x, text in zip(XS, row, strict=True):
                        canvas.drawString(x + 4, y, text)
                    y -= PITCH
            canvas.showPage()

    document = drawn(draw)

    firsts = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert firsts.count("Økonomi") == 17
    assert not [text for text in firsts if TITLE in text and text != TITLE]


def in_two_lines(canvas: Canvas, *, ruled: bool) -> None:
    """Tables whose title has two lines in bold, while what heads the last column is plain."""
    y = 780.0
    for number in range(1, 6):
        heading = [(f"3.0{number}. Molen og den", *HEADING[:2], HEADING[2]), ("lange bro",)]
        body: list[Sequence[str]] = [("Molen er gammel,", "Ansvarligt center: Teknik")]
        body += [("og skal bygges om.",), *rows("")[1:]]
        for index, row in enumerate([*heading, *body]):
            for at, (x, text) in enumerate(zip(XS, row, strict=False)):
                is_bold = index < len(heading) and at < len(XS) - 1
                canvas.setFont("Helvetica-Bold" if is_bold else "Helvetica", SIZE)
                canvas.drawString(x, y, text)
            is_last = index not in (0, 2)
            if ruled and is_last:
                canvas.line(XS[0], y - 4, 545, y - 4)
            y -= 16.0 if is_last else 10.0
        y -= 12.0


@pytest.mark.parametrize("ruled", [True, False])
def test_a_title_of_two_lines_is_one_though_not_all_of_its_heading_is_bold(ruled: bool) -> None:
    """Its second line is no row of its own, and of no other row."""
    document = drawn(lambda canvas: in_two_lines(canvas, ruled=ruled))

    firsts = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert [" ".join(text.split()) for text in firsts if text[:1].isdigit()] == [
        f"3.0{number}. Molen og den lange bro" for number in range(1, 6)
    ]
    assert "Molen er gammel, og skal bygges om." in [" ".join(text.split()) for text in firsts]


def above_rows(canvas: Canvas, leading: float, shown: str, *between: str) -> None:
    """Tables whose title stands in larger type in the heading row, in two lines."""
    y = 780.0
    for number in (1, 2, 3):
        for index, row in enumerate(rows(f"3.0{number}. Molen")):
            if shown == "rules":
                canvas.line(XS[0], y + 13, 545, y + 13)
            canvas.setFont("Helvetica", 11 if index == 0 else 9)
            canvas.drawString(XS[0] + 2, y, row[0])
            if index == 0:
                canvas.drawString(XS[0] + 2, y - leading, "og den lange")
            canvas.setFont("Helvetica", 9)
            level = y - leading / 2 if index == 0 and shown == "middles" else y
            for x, text in zip(XS[1:], row[1:], strict=True):
                canvas.drawString(x + 2, level, text)
            y -= 2 * leading + 6 if index == 0 else 17
        y -= 14
        for text in between:
            canvas.drawString(XS[0], y, text)
            y -= 25


@pytest.mark.parametrize("leading", [11, 13])
@pytest.mark.parametrize("shown", ["nothing", "rules", "middles"])
def test_the_second_line_of_a_title_in_its_heading_is_no_title_above_a_table(
    leading: float, shown: str
) -> None:
    """Though its type is larger than that of the heading it stands in, and of the row below."""
    document = drawn(lambda canvas: above_rows(canvas, leading, shown))

    firsts = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert [" ".join(text.split()) for text in firsts if text[:1].isdigit()] == [
        f"3.0{number}. Molen og den lange" for number in (1, 2, 3)
    ]
    assert not [block for block in document.blocks if not hasattr(block, "rows")]


@pytest.mark.parametrize("leading", [11, 13])
def test_a_row_above_prose_before_such_a_heading_stays_in_its_table(leading: float) -> None:
    """With a rule above each row the last one has none below it."""
    document = drawn(lambda canvas: above_rows(canvas, leading, "rules", "Her er havnen."))

    found = [[cell.text for cell in row if cell] for one in document.tables for row in one.rows]
    assert [row for row in found if "Økonomi" in row] == [
        ["Økonomi", "Der afsættes 2,4 mio. kr.", "", "god"]
    ] * 3


def in_paragraphs(canvas: Canvas, size: float) -> None:
    """Tables with a rule above each row, texts in paragraphs, and prose right above the next."""
    y = 780.0
    for number in (1, 2):
        for index, row in enumerate(rows(f"3.0{number}. Molen")):
            canvas.line(XS[0], y + 11, 545, y + 11)
            canvas.setFont("Helvetica", 9 if index else size)
            canvas.drawString(XS[0] + 2, y, row[0])
            if index == 0:
                canvas.drawString(XS[0] + 2, y - 11, "og den lange")
            canvas.setFont("Helvetica", 9)
            for x, text in zip(XS[1:], row[1:], strict=True):
                canvas.drawString(x + 2, y, text)
            y -= 11 if index in (0, 3) else 22
            if index:
                canvas.drawString(XS[1] + 2, y, "Det er nok.")
            y -= 20
        canvas.drawString(XS[0], y - 14, "Herunder følger status.")
        y -= 25


@pytest.mark.parametrize("size", [10.5, 11])
def test_prose_above_such_a_heading_joins_no_label(size: float) -> None:
    """Though it stands as close below the label as lines of the rows do."""
    document = drawn(lambda canvas: in_paragraphs(canvas, size))

    firsts = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert [text for text in firsts if "Økonomi" in text] == ["Økonomi"] * 2
    assert "Herunder følger status." not in " ".join(firsts)
