"""PDF: columns of tables with rules across only, where texts run over several of them."""

from __future__ import annotations

from collections.abc import Sequence

from drawn_tables import SIZE, drawn, texts
from reportlab.pdfgen.canvas import Canvas

XS = (64, 144, 324, 404)
HEADING = ("1. Havnen", "Beskrivelse (drift)", "Tid", "Status")
WIDE = (
    "Molen er sikret mod storm og højvande fra alle sider, og den nye",
    "kaj er taget i brug af både lystsejlere og fiskere, som nu betaler",
    "for deres plads i havnen hele året, og ingen har klaget over det.",
)
ROWS = (
    ("Milepæl", "Kajen er hævet", "1. maj", "Nået"),
    ("Milepæl", "Broen er malet, og den er åben", "1. juni", "Ikke nået"),
    ("Økonomi", "Der er brugt 2 mio. kr.", "", "Nået"),
)


def typeset(canvas: Canvas, top: float, rows: Sequence[tuple[str, ...]]) -> float:
    """Rows with a rule above and below each; one of a name and three lines runs over the rest."""
    canvas.line(60, top, 460, top)
    for row in rows:
        is_wide = row[1:] == WIDE
        canvas.setFont("Helvetica-Bold" if row[1:] == HEADING[1:] else "Helvetica", SIZE)
        canvas.drawString(XS[0], top - 12, row[0])
        for number, text in enumerate(row[1:]):
            x, down = (XS[1], 11 * number) if is_wide else (XS[number + 1], 0)
            canvas.drawString(x, top - 12 - down, text)
        top -= 40 if is_wide else 18
        canvas.line(60, top, 460, top)
    return top


def expected(rows: Sequence[tuple[str, ...]]) -> list[list[str | None]]:
    return [[row[0], " ".join(WIDE), None, None] if row[1:] == WIDE else list(row) for row in rows]


def test_a_text_over_several_columns_hides_none_of_them() -> None:
    """It is one cell in its row; the other rows show where the columns are."""
    rows = (HEADING, ("Den er ny.", *WIDE), *ROWS)

    def draw(canvas: Canvas) -> None:
        low = typeset(canvas, 740, rows)
        typeset(canvas, low - 14, rows)

    document = drawn(draw)

    assert texts(document) == [*expected(rows), *expected(rows)]
    assert len(document.tables) == 2


def test_a_page_with_few_rows_has_the_columns_of_the_others() -> None:
    """Though a text over several of them is all that stands below its heading."""
    text = ("Den er ny.", *WIDE)
    pages = ((HEADING, text), (("2. Skolen", *HEADING[1:]), text, *ROWS))

    def draw(canvas: Canvas) -> None:
        typeset(canvas, 200, pages[0])
        canvas.showPage()
        typeset(canvas, 740, pages[1])

    assert texts(drawn(draw)) == [row for rows in pages for row in expected(rows)]


def test_a_sign_in_the_middle_stands_below_its_heading() -> None:
    """Free room between both parts no columns, where none of their rows has both."""
    rows = [(f"Mål {number}", f"Kajen er hævet {number} m", "1. maj") for number in range(6)]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate((("Indsats", "Beskrivelse", "Tid", "Smiley"), *rows)):
            top = 740 - 18 * number
            canvas.setFont("Helvetica" if number else "Helvetica-Bold", SIZE)
            canvas.line(60, top, 560, top)
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x, top - 12, text)
            if number:
                canvas.drawString(500, top - 12, "J")
        canvas.line(60, 740 - 18 * 7, 560, 740 - 18 * 7)

    heading, *found = texts(drawn(draw))

    assert heading == ["Indsats", "Beskrivelse", "Tid", "Smiley"]
    assert found == [[*row, "J"] for row in rows]


def test_paragraphs_between_the_rules_of_a_page_are_no_rows() -> None:
    """Though the rules below its header and above its footer are as long as those of a table."""
    rows = (HEADING, ("Den er ny.", *WIDE), *ROWS)

    def draw(canvas: Canvas) -> None:
        canvas.lines([(60, y, 460, y) for y in (790, 60)])
        canvas.setFont("Helvetica", SIZE)
        for number in range(3):
            canvas.drawString(64, 760 - 11 * number, "Om havnen er der meget at sige, men ikke nu.")
            canvas.drawString(64, 300 - 11 * number, "Om skolen er der kun lidt at sige i år.")
        typeset(canvas, 700, rows)

    assert texts(drawn(draw)) == expected(rows)


def test_a_page_header_between_rules_is_no_row() -> None:
    """Though its rules are as long as those of the tables, and it has two texts."""
    rows = (HEADING, ("Den er ny.", *WIDE), *ROWS)

    def draw(canvas: Canvas) -> None:
        canvas.lines([(60, y, 460, y) for y in (480, 500)])
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(64, 488, "Havnby")
        canvas.drawString(144, 488, "Økonomi")
        canvas.showPage()
        typeset(canvas, 740, rows)

    assert texts(drawn(draw)) == expected(rows)


def test_the_numbers_of_dates_that_hang_like_lists_are_no_column() -> None:
    """A typesetter takes "31. december" for the first point of a list, in row after row."""
    heading = ("Indsats", "Beskrivelse (drift)", "Tid", "Status")
    rows = [(f"Mål {number}", *WIDE[:2]) for number in range(4)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", SIZE)
        canvas.line(60, 740, 520, 740)
        for x, text in zip((64, 124, 404, 484), heading, strict=True):
            canvas.drawString(x, 728, text)
        for number, (label, above, below) in enumerate(rows):
            top = 722 - 30 * number
            canvas.line(60, top, 520, top)
            for x, down, text in (
                *((64, 17, label), (124, 12, above), (124, 22, below), (484, 17, "J")),
                *((404, 12, "31."), (424, 12, "december"), (424, 22, "2024")),
            ):
                canvas.drawString(x, top - down, text)
        canvas.line(60, 602, 520, 602)

    assert texts(drawn(draw)) == [
        list(heading),
        *([label, f"{above} {below}", "31. december 2024", "J"] for label, above, below in rows),
    ]
