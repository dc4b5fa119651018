"""PDF: numbers in the margin that count lines are no column, and part no table."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, STYLES, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60.0, 160.0, 330.0, 420.0, 480.0)
TOP, LOW = 760.0, 90.0
# The lines of the cells of a row.
ROWS = (
    (("Havnen",), ("Der bygges en ny mole nord", "for havnen"), ("1. maj",), ("Nået",)),
    (("Broen",), ("Den males",), ("2. juni",), ("I gang",)),
    (("Vejen",), ("Der lægges asfalt, og den får", "nye striber og", "nye skilte"), (), ("Nået",)),
)


def rows_of(page: int) -> list[tuple[tuple[str, ...], ...]]:
    """No two pages begin with one row, as they do with headings."""
    named = [((f"{first[0]} {at + 8 * page}",), *rest) for at in range(8) for first, *rest in ROWS]
    return [tuple(row) for row in named]


WHOLE = [[" ".join(lines) for lines in row] for page in range(3) for row in rows_of(page)]


def typeset(
    style: str,
    *,
    engine: str = "pdfium",
    step: float = LEADING,
    every: int = 1,
    empty: int = 0,
) -> Document:
    """Rows over three pages; numbers that far from each other, and pages that are empty."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in range(3):
        canvas.setFont("Helvetica", 7)
        for number in range(every, int((TOP - LOW) / step), every):
            canvas.drawRightString(40.0, TOP - step * number, str(number))
        canvas.setFont("Helvetica", SIZE)
        ys = [TOP]
        for row in rows_of(page):
            for left, lines in zip(XS, row, strict=False):
                for below, line in enumerate(lines):
                    canvas.drawString(left + 3, ys[-1] - LEADING * (below + 1), line)
            ys.append(ys[-1] - LEADING * max(map(len, row)) - 6)
        STYLES[style](canvas, XS, ys)
        canvas.showPage()
        for _ in range(empty if page == 0 else 0):
            canvas.showPage()
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["ruled", "across", "nothing"])
@pytest.mark.parametrize(("step", "every"), [(LEADING, 1), (13.0, 1), (LEADING, 5)])
def test_numbers_of_lines_are_left_out(style: str, step: float, every: int, engine: str) -> None:
    """And told, once for each page."""
    found = typeset(style, engine=engine, step=step, every=every)

    assert texts(found) == WHOLE
    assert len(found.tables) == 1
    told = [one for one in found.notices if one.code == "line-numbers"]
    assert [one.severity for one in told] == ["info"] * 3
    assert dict(found.pages[0].ledger)["line-numbers"] == len(told[0].evidence.replace(" ", ""))


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_of_rows_are_a_column(engine: str) -> None:
    """Though they count, and rows stand as far from each other as lines."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    rows = [[str(at), f"Sag {at}", f"Havn {at * 7}", "Nået"] for at in range(1, 15)]
    for number, row in enumerate(rows):
        for left, text in zip((40.0, *XS[:3]), row, strict=True):
            canvas.drawString(left + 3, TOP - 15 * number, text)
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    assert texts(found) == rows


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("values", [range(1, 9), range(10, 90, 10), range(2020, 2028)])
@pytest.mark.parametrize("column", [0, 2])
@pytest.mark.parametrize("style", ["ruled", "nothing"])
def test_numbers_in_a_table_are_never_line_numbers(
    style: str, column: int, values: range, engine: str
) -> None:
    """Shares, amounts, years and numbers of rows, where some texts begin in small letters."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    words = ("Havnen", "molen og kajen", "Broen", "skolen", "Hallen", "Parken", "stien", "Torvet")
    rows = [[word, "Ja"] for word in words]
    for row, value in zip(rows, values, strict=True):
        row.insert(column, str(value))
    xs, ys = (60.0, 160.0, 330.0, 420.0), [TOP - 20 * at for at in range(9)]
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 3, y - 13, text)
    STYLES[style](canvas, xs, ys)
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    held = " ".join(cell or "" for row in texts(found) for cell in row).split()
    assert [word for word in held if word.isdigit()] == list(map(str, values))


@pytest.mark.parametrize("style", ["ruled", "across", "nothing"])
@pytest.mark.parametrize("empty", [1, 2])
def test_an_empty_page_parts_no_table(style: str, empty: int) -> None:
    """As a printer puts in, or someone who blanked it."""
    found = typeset(style, every=1000, empty=empty)

    assert len(found.tables) == 1
    assert texts(found) == WHOLE


def numbered(pages: list[list[tuple[float, float, str, str]]], engine: str = "pdfium") -> Document:
    """Pages of lines, each with its height, its size, its number and its text; a table below."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in pages:
        for y, size, number, text in page:
            canvas.setFont("Helvetica", 6)
            canvas.drawRightString(50.0, y, number)
            canvas.setFont("Helvetica", size)
            canvas.drawString(60.0, y, text)
        canvas.grid([60.0, 160.0, 330.0], [300.0, 270.0, 240.0])
        for at, text in enumerate(("Havnen", "Der bygges", "Broen", "Den males")):
            canvas.drawString(64 + 100 * (at % 2), 280 - 30 * (at // 2), text)
        canvas.showPage()
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


SAID = (
    *("Dato: 27. oktober 2024", "Anden opfølgning 2024", "Læsevejledning", "Her er havnen."),
    *("Kajen er bygget,", "og molen er lagt.", "3. Byen"),
)
SIZES = (9, 16, 12, 9, 9, 9, 12)
LINES = [
    (780.0 - 30 * at, float(size), str(at + 1), text)
    for at, (size, text) in enumerate(zip(SIZES, SAID, strict=True))
]


def loose(found: Document) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("engine", ENGINES)
def test_small_numbers_beside_lines_out_of_tables_are_left_out(engine: str) -> None:
    """As Word sets them; few on a page are known by those on a page before."""
    below = [(780.0, 12.0, "1", "4. Havet")]
    found = numbered([LINES, [(780.0, 9.0, "", "Mere.")], below], engine)

    assert loose(found) == [*SAID, "Mere.", "4. Havet"]
    assert [one.code for one in found.notices].count("line-numbers") == 2


def test_a_number_alone_is_left_where_no_page_before_has_any() -> None:
    """It may be that of a chapter."""
    below = [(780.0, 12.0, "1", "Havet")]

    assert loose(numbered([below])) == ["1 Havet"]


@pytest.mark.parametrize(
    ("numbers", "sizes"),
    [
        ((1, 2, 3, 4, 5, 6, 8), SIZES),
        ((1, 2, 3, 4, 5, 6, 7), (9, 16, 6, 9, 9, 9, 12)),
        ((1, 2, 3, 4, 5, 6, 7), (9,) * 7),
    ],
    ids=["that do not count", "as large as the text", "of rows in one size"],
)
def test_other_numbers_in_the_margin_stay(numbers: tuple[int, ...], sizes: tuple[int, ...]) -> None:
    """Each is of its line."""
    said = zip(LINES, numbers, sizes, strict=True)
    found = numbered([[(y, float(size), str(n), text) for (y, _, _, text), n, size in said]])

    assert loose(found)[-1] == f"{numbers[-1]} 3. Byen"
