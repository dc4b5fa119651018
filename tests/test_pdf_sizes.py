"""PDF: a report reads the same on whatever paper it is printed, small or large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pytest
from drawn_tables import ENGINES, texts
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Mark
from extractors.formats.pdf import read
from extractors.formats.pdf.enlarging import times
from extractors.limits import Limits

SIZE, HIGH = 9.0, 11.0
XS = (40.0, 160.0, 380.0, 440.0)
ROWS = (("Havnen", "Molen er lagt, og kajen til skibene"), ("Skolen", "Taget er lagt"))
SMALL = (297.5, 421.0)  # the page at half the size
SCALES = (0.5, 0.71, 1.41, 2.0)


def drawn(scale: float, *, encrypt: str | None = None) -> bytes:
    """Two rows with a drawn sign each, close below each other, a first line of several words."""
    stream = BytesIO()
    size = (595 * scale, 842 * scale)
    canvas = Canvas(stream, pagesize=size, invariant=1, encrypt=encrypt)
    canvas.scale(scale, scale)
    canvas.setFont("Helvetica", SIZE)
    ys = [700 - 2 * HIGH * number for number in range(len(ROWS) + 2)]
    canvas.grid(list(XS), ys)
    for x, text in zip(XS, ("Indsats", "Milepæl", "Smiley"), strict=False):
        canvas.drawString(x + 4, ys[0] - HIGH, text)
    for number, (name, text) in enumerate(ROWS, start=1):
        canvas.drawString(XS[0] + 4, ys[number] - HIGH, name)
        canvas.drawString(XS[1] + 4, ys[number] - HIGH, text)
        canvas.drawString(XS[1] + 4, ys[number] - 2 * HIGH + 2, "og mere kommer til.")
        canvas.setFillColorRGB(0, 0.7 * (number % 2), 0.3)
        canvas.circle(XS[2] + 20, ys[number] - HIGH, 9.9, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
    canvas.save()
    return stream.getvalue()


def marks(document: Document) -> list[list[str | None]]:
    (table,) = document.tables
    return [[mark.colour for mark in signs(row[2])] for row in table.rows]


def signs(cell: object) -> Iterator[Mark]:
    yield from getattr(cell, "all_marks", ())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("scale", SCALES)
def test_a_report_reads_the_same_at_any_scale(scale: float, engine: str) -> None:
    """Signs that stand apart at the usual size stay apart, with their colours."""
    usual = read(drawn(1.0), Limits(), engine)
    document = read(drawn(scale), Limits(), engine)

    assert texts(document) == texts(usual)
    assert marks(document) == marks(usual)
    assert [len(row) for row in marks(usual)][1:] == [1, 1]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_places_are_those_of_the_page_as_displayed(scale: float, engine: str) -> None:
    """Whatever size it is read in; so are the edges of letters."""
    usual = read(drawn(1.0), Limits(), engine)
    document = read(drawn(scale), Limits(), engine)

    page, other = document.pages[0], usual.pages[0]
    assert (page.width, page.height) == (other.width * scale, other.height * scale)
    cell, same = (one.tables[0].rows[1][1] for one in (document, usual))
    assert cell is not None
    assert same is not None
    assert cell.places[0][1:] == pytest.approx([side * scale for side in same.places[0][1:]], abs=1)
    (line, *_), (like, *_) = (one.paragraphs[0].lines for one in (cell, same))
    assert list(line.edges) == pytest.approx([edge * scale for edge in like.edges], abs=0.1)
    assert cell.paragraphs[0].size == pytest.approx(SIZE * scale, abs=0.05)


def test_pages_that_take_their_boxes_from_above_are_read() -> None:
    """From the tree of pages, where the media box of a file may stand."""
    data = drawn(0.5)
    start = data.index(b"/MediaBox")
    box = data[start : data.index(b"]", start) + 1]
    moved = data.replace(box, b"").replace(b"/Type /Pages", box + b" /Type /Pages")

    assert texts(read(moved, Limits())) == texts(read(drawn(1.0), Limits()))


def test_a_file_with_a_password_is_read() -> None:
    document = read(drawn(0.5, encrypt="hemmelig"), Limits(password="hemmelig"))

    assert texts(document) == texts(read(drawn(1.0), Limits()))


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_filled_in_are_read(engine: str) -> None:
    """What lies over a page is as large as it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400), invariant=1)
    canvas.setFont("Helvetica", 5)
    canvas.grid([20, 80, 190], [370, 360, 340])
    for number, text in enumerate(("Taget er lagt, og porten", "males til foråret", "i byen")):
        canvas.drawString(22, 330 - 6 * number, text)
    canvas.drawString(22, 352, "Status")
    canvas.acroForm.textfield(
        name="status", x=82, y=345, width=80, height=12, fontSize=5, value="Den er i gang"
    )
    canvas.save()

    document = read(stream.getvalue(), Limits(), engine)

    assert ["Status", "Den er i gang"] in texts(document)


def three_pages(scale: float) -> tuple[bytes, list[bytes]]:
    """The same page three times, and how the tree of pages names each."""
    opened = pypdfium2.PdfDocument(drawn(scale))
    for _ in range(2):
        opened.import_pages(pypdfium2.PdfDocument(drawn(scale)))
    stream = BytesIO()
    opened.save(stream)
    data = stream.getvalue()
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", data)
    assert kids is not None
    return data, re.findall(rb"\d+ 0 R", kids[1])


def test_a_page_that_cannot_be_opened_leaves_the_others_readable() -> None:
    data, kids = three_pages(0.5)
    number = kids[1].split()[0]
    broken = re.sub(rb"(?<=\n)" + number + rb" 0 obj\s*<<", number + rb" 0 obj [[", data)

    document = read(broken, Limits())

    assert [(page.width, page.height) for page in document.pages] == [SMALL, (0, 0), SMALL]
    assert [notice.code for notice in document.notices] == ["broken-page"]
    assert len(document.tables) == 2


def test_a_page_that_the_file_has_twice_is_as_large_as_it_is() -> None:
    data, kids = three_pages(0.5)
    head, tail = data.split(kids[1], 1)

    document = read(head + kids[0].ljust(len(kids[1])) + tail, Limits())

    assert [(page.width, page.height) for page in document.pages] == [SMALL] * 3


@given(st.floats(0.5, 60), st.floats(100, 3000))
def test_type_is_read_in_a_size_that_is_usual(size: float, paper: float) -> None:
    """Small print on the usual paper is left as it is."""
    assert 5.6 <= size * times(size, paper) <= 17
    assert 7.4 <= size * times(size, 595.0) <= 12.4


def test_a_unit_that_the_file_states_changes_nothing() -> None:
    """Programs that display pages count its points as if there were none."""
    opened = pypdfium2.PdfDocument(drawn(0.5))
    stream = BytesIO()
    opened.save(stream, flags=raw.FPDF_NO_INCREMENTAL)
    data = stream.getvalue().replace(b"/Type /Page\n", b"/UserUnit 2/Type /Page\n")

    assert texts(read(data, Limits())) == texts(read(drawn(1.0), Limits()))
