"""PDF: what the end of a page does to rows and merged cells, told by how the document draws it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import pytest
from drawn_tables import ENGINES, SIZE, STYLES, plain
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph, Table
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40, 120, 280, 360)
LEADING = 11
HEIGHT, TOP, BOTTOM = 200, 170, 30


class Row(NamedTuple):
    """A row as it stands on one page, with the lines of its cells."""

    label: str
    text: Sequence[str]
    deadline: str
    lines: int
    rule_above: float = XS[0]  # from where the rule above it runs


def pages(*parts: Sequence[Row], open_below: Sequence[int] = ()) -> bytes:
    """A part of the table on each page; no rule closes the parts named."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    for number, part in enumerate(parts):
        canvas.setFont("Helvetica", SIZE)
        y = TOP
        for row in part:
            canvas.line(row.rule_above, y, XS[-1], y)
            for x, lines in zip(XS, ((row.label,), row.text, (row.deadline,)), strict=False):
                for at, line in enumerate(lines):
                    canvas.drawString(x + 4, y - SIZE - 1 - at * LEADING, line)
            y -= 4 + LEADING * row.lines
        if number not in open_below:
            canvas.line(XS[0], y, XS[-1], y)
        canvas.lines([(x, TOP, x, y) for x in XS])
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def table(data: bytes, engine: str) -> Table:
    return read(data, Limits(), engine).tables[0]


def texts(found: Table) -> list[list[str | None]]:
    return [[cell and plain(cell.text) for cell in row] for row in found.rows]


MERGED = (
    Row("Milepæl", ("Teamet er ansat.",), "1. maj", 3),
    Row("", ("Kurset er holdt.",), "1. juni", 3, XS[1]),
    Row("Økonomi", ("Der afsættes 2 mio. kr.",), "", 3),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_merged_over_rows_goes_on_over_a_page_break(engine: str) -> None:
    """The row below is one of its own, and the label's cell is as many rows higher."""
    above = (Row("Milepæl", ("Havnen er åben.",), "1. marts", 3), MERGED[1])
    below = (Row("", ("Mødet er holdt.",), "1. august", 3), MERGED[2])

    found = table(pages(MERGED, above, below), engine)

    assert texts(found)[3:] == [
        ["Milepæl", "Havnen er åben.", "1. marts"],
        [None, "Kurset er holdt.", "1. juni"],
        [None, "Mødet er holdt.", "1. august"],
        ["Økonomi", "Der afsættes 2 mio. kr.", ""],
    ]
    label = found.rows[3][0]
    assert label is not None
    assert (label.row_span, len(label.places)) == (3, 2)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("is_cut", [True, False], ids=["cut", "whole"])
def test_a_row_goes_on_where_no_rule_closes_it(is_cut: bool, engine: str) -> None:
    """In a document that leaves cut rows open, a closed one is whole whatever stands below."""
    rows = [Row("Milepæl", (f"Molen er {n} m lang.",), f"{n}. maj", 2) for n in range(1, 6)]
    rest = Row("", ("Den er bygget.",), "", 2)
    cut = pages(
        rows[:5], [rest, *rows[:4]], [rest, *rows[:2]], open_below=(0, 1) if is_cut else (0,)
    )

    found = texts(table(cut, engine))

    assert found[4] == ["Milepæl", "Molen er 5 m lang. Den er bygget.", "5. maj"]
    whole = [["Milepæl", "Molen er 4 m lang.", "4. maj"], ["", "Den er bygget.", ""]]
    together = [["Milepæl", "Molen er 4 m lang. Den er bygget.", "4. maj"]]
    assert found[8:-2] == (together if is_cut else whole)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_lines_kept_together_leave_room_above(engine: str) -> None:
    """So that no line stands alone, the line before them went with the last to the next page."""
    rows = [Row("Milepæl", (f"Molen er {n} m lang.",), f"{n}. maj", 2) for n in range(1, 6)]
    last = Row("Økonomi", ("Der afsættes 2 mio. kr. i", "2024 og 3 mio. kr. i"), "", 4)
    rest = Row("", ("2025 til drift af", "havnen."), "", 2)

    found = texts(table(pages([*rows[:3], last], [rest, *rows[3:]]), engine))

    assert found[3] == [
        "Økonomi",
        "Der afsættes 2 mio. kr. i 2024 og 3 mio. kr. i 2025 til drift af havnen.",
        "",
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("over", [0.4, 0.7])
def test_a_row_higher_than_its_page_holds_the_line_on_its_last_rule(
    over: float, engine: str
) -> None:
    """A row that must not be cut ends where the page does, though its text stands on its rule."""
    lines = ["Skibene og", *["alle de andre"] * 8, "ved kajen."]
    low = TOP - SIZE - 1 - 9 * LEADING + over * SIZE
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    canvas.grid(XS, [TOP, low])
    for at, line in enumerate(lines):
        canvas.drawString(XS[1] + 4, TOP - SIZE - 1 - at * LEADING, line)
    canvas.drawString(XS[0] + 4, TOP - SIZE - 1, "Havnen")
    canvas.drawString(XS[1] + 4, low - 1.6 * LEADING, "Side 1 af 7")
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    (row,) = texts(found.tables[0])
    assert row[1] == plain(" ".join(lines))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["Side 1 af 7"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_merged_cell_cut_by_the_page_holds_the_line_below_its_last_rule(engine: str) -> None:
    """The page ends below its rows, and the label's last line a little further down."""
    label = Row("Havnen", ("Molen er sikret.",), "1. maj", 1)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    for number in range(2):
        canvas.setFont("Helvetica", SIZE)
        y = TOP
        for row in (label._replace(label=f"Havnen {number}"), MERGED[1]):
            canvas.line(row.rule_above, y, XS[-1], y)
            for x, text in zip(XS, (row.label, row.text[0], row.deadline), strict=False):
                canvas.drawString(x + 4, y - SIZE - 1, text)
            y -= 4 + LEADING
        canvas.line(XS[1] if number == 0 else XS[0], y, XS[-1], y)
        canvas.lines([(x, TOP, x, y) for x in XS])
        for at, text in enumerate(("og alle dens", "kajer")):
            canvas.drawString(XS[0] + 4, TOP - SIZE - 1 - (at + 1) * LEADING, text)
        canvas.showPage()
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    assert len(found.tables) == 1
    assert next(row[0] for row in texts(found.tables[0])) == "Havnen 0 og alle dens kajer"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_shaded_row_goes_on_over_a_page_break(engine: str) -> None:
    """The background of its empty cells is no content, and a heading in bold is no half of it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    halves = (("Havnen", "Molen er gjort sikker", "1. maj"), ("", "mod storm.", ""))
    for number, half in enumerate(halves):
        canvas.setFillColorRGB(0.9, 0.9, 0.9)
        canvas.rect(XS[0], 40, XS[-1] - XS[0], 20 if number == 0 else 50, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.grid(list(XS), [40, 60] if number == 0 else [40, 60, 90])
        rows = (half,) if number == 0 else (("Skolen", "Taget", "1. juni"), half)
        for at, row in enumerate(rows):
            for x, text in zip(XS, row, strict=False):
                canvas.setFont("Helvetica", SIZE)
                canvas.drawString(x + 4, 48 + 30 * at, text)
        canvas.showPage()
    canvas.setFont("Helvetica-Bold", SIZE)
    canvas.grid(list(XS), [40, 60])
    for x, text in zip(XS, ("Indsats", "Milepæl", "Tid"), strict=False):
        canvas.drawString(x + 4, 48, text)
    canvas.showPage()
    canvas.setFont("Helvetica", SIZE)
    canvas.grid(list(XS), [40, 60])
    for x, text in zip(XS, ("molen", "broen er åben", "2025"), strict=False):
        canvas.drawString(x + 4, 48, text)
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine).tables[0]) == [
        ["Havnen", "Molen er gjort sikker mod storm.", "1. maj"],
        ["Skolen", "Taget", "1. juni"],
        ["Indsats", "Milepæl", "Tid"],
        ["molen", "broen er åben", "2025"],
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["ruled", "across", "nothing"])
def test_rows_in_small_letters_are_rows_on_the_next_page_too(style: str, engine: str) -> None:
    """A status may begin in a small letter: no sentence goes on where all columns begin anew."""
    states = ("nået", "i gang", "ikke nået")
    rows = [
        [str(at), f"projekt {at}", f"arbejdet er i gang ved {at}", states[at % 3]]
        for at in range(1, 22)
    ]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(500, 200), invariant=1)
    xs = (40, 80, 180, 330, 420)
    for first in (0, 7, 14):
        canvas.setFont("Helvetica", SIZE)
        ys = [170 - 20 * at for at in range(8)]
        for y, row in zip(ys, rows[first : first + 7], strict=False):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 4, y - SIZE - 3, text)
        STYLES[style](canvas, xs, ys)
        canvas.showPage()
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    assert [row for table in found.tables for row in texts(table)] == rows
