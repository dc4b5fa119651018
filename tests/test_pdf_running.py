"""PDF: what is printed on every page is no cell's text, also inside the frame of the table."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ENGINES = ("pdfium", "pdfplumber")
Rows = Sequence[Sequence[str]]

XS = (40.0, 110.0, 380.0, 470.0, 555.0)
TOP, BOTTOM = 812.0, 30.0  # of the frame around the page
HEADER = "Klitsund Kommune, budgetopfølgning pr. 31. august 2025"
FOOTER = "Udarbejdet af Center for Økonomi"
HEADINGS = ("Nr.", "Indsats", "Frist", "Status")
NAMES = ("Havnen ryddes", "Nyt tag", "Skolemad", "Stier i skoven", "Flere pladser", "Ny hal")


def written(page: int) -> Rows:
    """The rows that a page has of its own."""
    return tuple(
        (f"{page}.{row:02}", f"{name} i {page}. etape", f"{row}. juli 202{page % 10}", "Nået")
        for row, name in enumerate(NAMES, 1)
    )


class Style:
    """How the header and the footer stand in the frame."""

    def __init__(self, columns: tuple[float, float], bands: tuple[float, ...]) -> None:
        """How far up and down the rules between columns reach, and the rules that part bands."""
        self.columns, self.bands = columns, bands


INSIDE = (TOP - 30, BOTTOM + 30)
STYLES = {
    "bands": Style(INSIDE, INSIDE),
    "bands with columns through them": Style((TOP, BOTTOM), INSIDE),
    "no rule between": Style((TOP, BOTTOM), ()),
}


def typeset(pages: int, style: Style, *, numbered: str = "Side {} af {}") -> bytes:
    """Pages in a frame that holds the header, the rows and the footer with the page number."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in range(1, pages + 1):
        canvas.rect(XS[0], BOTTOM, XS[-1] - XS[0], TOP - BOTTOM)
        for x in XS[1:-1]:
            canvas.line(x, style.columns[0], x, style.columns[1])
        for y in style.bands:
            canvas.line(XS[0], y, XS[-1], y)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(XS[0] + 4, TOP - 16, HEADER)
        canvas.drawString(XS[0] + 4, BOTTOM + 10, FOOTER)
        canvas.drawRightString(XS[-1] - 4, BOTTOM + 10, numbered.format(page, pages))
        _rows(canvas, ((HEADINGS, *written(page)) if page == 1 else written(page)))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _rows(canvas: Canvas, rows: Rows, high: float = 90.0) -> None:
    canvas.setFont("Helvetica", 10)
    y = TOP - 40.0
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, y - 12, text)
        y -= 30 if row is HEADINGS else high
        if number < len(rows) - 1:
            canvas.line(XS[0], y, XS[-1], y)


def grid(document: Document) -> list[tuple[str, ...]]:
    """The texts of all rows of all tables."""
    return [
        tuple(cell.text for cell in row if cell is not None and cell.text)
        for table in document.tables
        for row in table.rows
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pages", [2, 4, 9])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_what_runs_inside_a_frame_is_in_no_cell(style: Style, pages: int, engine: str) -> None:
    """Header, footer and page number of every page are furniture; every row is whole."""
    document = read(typeset(pages, style), Limits(), engine)

    expected = [HEADINGS, *(row for page in range(1, pages + 1) for row in written(page))]
    assert [row for row in grid(document) if row] == expected
    around = " ".join(one.text for one in document.furniture)
    assert HEADER in around
    assert FOOTER in around
    assert f"Side 1 af {pages}" in around


def framed(pages: Sequence[Rows]) -> bytes:
    """A page for each table, with six rows or more in a frame as high as the page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for rows in pages:
        high = (TOP - BOTTOM) / max(len(rows), 6)
        for number, row in enumerate(rows):
            y = TOP - high * number
            canvas.rect(XS[0], y - high, XS[-1] - XS[0], high)
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x + 4, y - 14, text)
            for x in XS[1:-1] if len(row) > 1 else ():
                canvas.line(x, y, x, y - high)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


KEPT: dict[str, Sequence[Rows]] = {
    "a heading that every page repeats": [(HEADINGS, *written(page)) for page in range(1, 5)],
    "cards whose titles count": [
        ((f"Indsats {page}/4",), *written(page), ("Økonomi", f"{page},5 mio. kr."))
        for page in range(1, 5)
    ],
    "a part's name over headings that every page repeats": [
        (("Teknik- og Miljøudvalget",), HEADINGS, *written(page)[: 6 if page < 4 else 2])
        for page in range(1, 5)
    ],
    "a total at every foot": [
        (*written(page), ("I alt", "Alle", f"{page}.000", "Nået")) for page in range(1, 5)
    ],
    "one status at every foot": [
        (*written(page), ("Status", "Delvist nået")) for page in range(1, 5)
    ],
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("pages", KEPT.values(), ids=KEPT)
def test_what_a_table_repeats_stays_in_it(pages: Sequence[Rows], engine: str) -> None:
    """Headings, titles that count, totals: they stand in cells of their own, and are kept."""
    document = read(framed(pages), Limits(), engine)

    expected = [tuple(row) for page in pages for row in page]
    found = [row for row in grid(document) if row]
    assert [row for row in found if expected.count(row) == 1] == [
        row for row in expected if expected.count(row) == 1
    ]
    assert set(found) == set(expected)


def ending_in(last: str, pages: int) -> bytes:
    """Tables whose last rows end at one place with a text; below it the pages are numbered."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        for number, (first, name, *_) in enumerate(written(page)):
            y = 700 - 100 * number
            for left, right in pairwise(XS):
                canvas.rect(left, y - 100, right - left, 100)
            for x, text in zip(XS, (first, name, "3. budget-", "Nået"), strict=False):
                canvas.drawString(x + 4, y - 70, text)
            canvas.drawString(XS[2] + 4, y - 82, "opfølgning")
            canvas.drawString(XS[2] + 4, y - 94, last)
        canvas.drawCentredString(297, 30, str(page))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("last", ["2025", "4"])
def test_a_number_that_ends_tables_is_no_page_number(last: str, engine: str) -> None:
    """It comes again at one place too, but that is not where pages are numbered."""
    document = read(ending_in(last, 5), Limits(), engine)

    texts = [row[2] for row in grid(document)]
    assert texts == [f"3. budgetopfølgning {last}"] * 5 * len(NAMES)
    assert [one.text for one in document.furniture] == ["1"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_that_ends_a_few_pages_far_apart_is_no_footer(engine: str) -> None:
    """It stands at one place of them, as others do on all pages between."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    names = "abcdefghijkl"
    for page, name in enumerate(names, start=1):
        canvas.drawString(60, 700, f"Havnen {name} får en ny mole, og skolen et nyt tag i år.")
        canvas.drawString(60, 80, "Se bilaget" if page in {1, 6, 11} else f"Punkt {name} udgår")
        canvas.drawCentredString(297, 30, str(page))
        canvas.showPage()
    canvas.save()

    document = read(stream.getvalue(), Limits(), engine)

    assert [one.text for one in document.furniture] == ["1"]
    prose = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert sum("Se bilaget" in text for text in prose) == 3


LONG = (
    "3.01. Havnen og",
    "alt det, der er",
    "rundt om den, og",
    "som er blevet",
    "bygget om i år",
    "og i fjor",
)


def repeating(pages: int) -> bytes:
    """A table with a long heading, which its file marks as repeated on all pages but the first."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in range(pages):
        canvas.grid([40, 200, 400, 550], [TOP, TOP - 90, TOP - 110 - 10 * page])
        canvas.addLiteral("/Artifact BMC" if page else "/Span BMC")
        for number, text in enumerate(LONG):
            canvas.drawString(44, TOP - 14 - 14 * number, text)
        for x, text in ((204, "Milepæl"), (404, "Tid")):
            canvas.drawString(x, TOP - 14, text)
        canvas.addLiteral("EMC")
        for x, text in ((44, f"Del {page}"), (204, "Kajen er hævet."), (404, "Maj")):
            canvas.drawString(x, TOP - 104, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_all_of_a_heading_that_the_file_marks_as_repeated_is_read_once(engine: str) -> None:
    """However many lines it has."""
    found = grid(read(repeating(3), Limits(), engine))

    assert found == [
        (" ".join(LONG), "Milepæl", "Tid"),
        *((f"Del {page}", "Kajen er hævet.", "Maj") for page in range(3)),
    ]


SHORT = 300.0  # points: the height of a page of which a heading fills more than a header may
BESIDE = ("Milepæl", "Maj", "Nået")


def low(pages: Sequence[Sequence[tuple[Sequence[str], ...]]]) -> bytes:
    """Low pages of rows between rules; all but the first begin with the heading, so marked."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, SHORT), invariant=1)
    for page, rows in enumerate(pages):
        top = SHORT - 32
        for number, row in enumerate(rows):
            is_heading = number == 0
            canvas.line(40, top, 550, top)
            canvas.setFont("Helvetica-Bold" if is_heading else "Helvetica", 9)
            canvas.addLiteral("/Artifact BMC" if page and is_heading else "/Span BMC")
            for x, lines in zip((44, 150, 400, 500), row, strict=True):
                for down, line in enumerate(lines):
                    canvas.drawString(x, top - 12 - 11 * down, line)
            canvas.addLiteral("EMC")
            top -= 11 * max(map(len, row)) + 8
        if page:
            canvas.line(40, top, 550, top)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_marked_as_repeated_is_no_text_however_low_its_page_is(engine: str) -> None:
    """All of it stands above the table, and none of it parts the row that the page before cut."""
    heading = (
        ("3.01. Nyt tag på", "skolens bygninger", "i Nørre Klit"),
        ("Beskrivelse",),
        ("Tid",),
        ("Mål",),
    )
    row = (
        ("Milepæl",),
        ("Skolen har fået et nyt tag på", "alle de gamle bygninger."),
        ("Maj",),
        ("Nået",),
    )
    cut = (("Økonomi",), ("Investering 2024: 1,2 mio. kr.",), ("Juni",), ("Nået",))
    rest = ((), ("Besparelse 2025: 0,4 mio. kr.",), (), ())

    document = read(low([[heading, row, row, cut], [heading, rest]]), Limits(), engine)

    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == []
    assert grid(document)[-2:] == [
        ("Økonomi", "Investering 2024: 1,2 mio. kr.", "Juni", "Nået"),
        ("Besparelse 2025: 0,4 mio. kr.",),
    ]
    assert "skolens bygninger" in [one.text for one in document.furniture]
