"""PDF: what is filled in on a page is read with it, comments and links are not."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
from handmade import GRID, handmade
from hostile_pdfs import stream
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits
from pipeline.report.pictures import page_picture

PRINTED = ((64, 740, "Milepæl"), (204, 740, "Taget er lagt"), (64, 710, "Økonomi"))
FILLED = [["Milepæl", "Taget er lagt", "31.12.2025"], ["Økonomi", "0,57 mio. kr.", ""]]


def form() -> bytes:
    """A table with two cells that are fields, and a link."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1, pageCompression=0)
    canvas.grid([60, 200, 300, 400], [700, 730, 760])
    for x, y, text in PRINTED:
        canvas.drawString(x, y, text)
    look = {"width": 90, "height": 20, "borderWidth": 0, "fontSize": 10}
    canvas.acroForm.textfield(name="frist", x=304, y=735, value="31.12.2025", **look)
    canvas.acroForm.textfield(name="beløb", x=204, y=705, value="0,57 mio. kr.", **look)
    canvas.linkURL("http://klitsund.example", (64, 735, 100, 755))
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_filled_in_is_read(engine: str) -> None:
    """In its cell, and said once for the page."""
    document = read(form(), Limits(), engine)

    assert texts(document) == FILLED
    assert [(one.code, one.severity) for one in document.notices] == [("text-laid-over", "info")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_field_that_shows_nothing_is_told(engine: str) -> None:
    """With its value; an empty cell stays empty."""
    # The same length, so that the file's table of places holds.
    data = form().replace(b"/AP ", b"/XP ")

    document = read(data, Limits(), engine)

    assert texts(document) == [["Milepæl", "Taget er lagt", ""], ["Økonomi", "", ""]]
    told = [one.evidence for one in document.notices if one.code == "unseen-field"]
    assert told == ["31.12.2025", "0,57 mio. kr."]


def test_a_page_of_too_many_annotations_is_told() -> None:
    """Its fields are not read, so that nothing is lost in silence."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.drawString(64, 740, "Se bilag")
    for _ in range(5_001):
        canvas.linkURL("a", (64, 735, 100, 755))
    canvas.save()

    (notice,) = read(stream.getvalue(), Limits()).notices

    assert (notice.code, notice.severity) == ("unseen-field", "warning")
    assert notice.evidence == "5001 annotations"


def test_the_picture_of_a_page_shows_what_is_filled_in() -> None:
    """So that a value can be checked beside it."""
    shown, hidden = (
        page_picture(data, 1) for data in (form(), form().replace(b"/Annots", b"/Absent"))
    )

    assert shown is not None
    assert hidden is not None
    assert _ink(shown) > _ink(hidden)


def _ink(picture: bytes) -> int:
    grey = Image.open(BytesIO(picture)).convert("L")
    return sum(grey.histogram()[:100])


def test_links_change_nothing() -> None:
    """Nor does a page with them need a second look."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.drawString(64, 740, "Se bilag")
    canvas.linkURL("http://klitsund.example", (64, 735, 100, 755))
    canvas.save()

    assert read(stream.getvalue(), Limits()).notices == ()


STAMP = (
    b"/Annots [<< /Type /Annot /Subtype /Stamp /F 4 /Rect [280 205 300 225] /Contents (Ok) "
    b"/AP << /N 6 0 R >> >>]"
)
GREEN = b"0 0.69 0.31 rg 10 0 m 20 0 20 20 10 20 c 0 20 0 0 10 0 c f"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_stamped_on_a_cell_is_seen(engine: str) -> None:
    """As if it were printed; what somebody remarks on it is not."""
    look = stream(GREEN, b"/Type /XObject /Subtype /Form /BBox [0 0 20 20] /Resources << >>")
    content = GRID + b"BT /F1 10 Tf 30 220 Td (Havnen er ryddet.) Tj ET"

    row = read(handmade(content, page=STAMP, more={6: look}), Limits(), engine).tables[0].rows[0]

    assert [cell and cell.text for cell in row] == ["Havnen er ryddet.", "\ufffc"]
    assert row[1] is not None
    assert [mark.colour for mark in row[1].all_marks] == ["#00b04f"]


def test_a_stamp_that_shows_nothing_is_nothing() -> None:
    """Its remark is no part of the page."""
    data = handmade(GRID, page=STAMP.replace(b"/AP ", b"/XP "))

    assert read(data, Limits()).notices == ()
