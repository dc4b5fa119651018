"""Scans: pages that say they are larger than any paper are read as paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from drawn_pages import page
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("cv2")

from extractors import formats
from extractors.limits import Limits

SAMPLE = Path(__file__).parents[1] / "samples" / "layouts" / "sydhavn-one-table.pdf"
DPI = 200


def scan(resolution: int) -> bytes:
    """The upper part of a page, scanned, on paper of A4; the file says what it was scanned at."""
    with pdfium.PdfDocument(SAMPLE) as file:
        page: Image.Image = file[0].render(scale=DPI / 72).to_pil().convert("L")
    page.paste(255, (0, page.height * 2 // 5, page.width, page.height))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=resolution, quality=70)
    return out.getvalue()


@pytest.mark.usefixtures("tesseract_there")
def test_a_page_with_a_point_for_each_pixel_is_read_as_paper() -> None:
    """The same words and faces as at its true size, at places of the page as displayed."""
    paper, large = (formats.read(scan(dpi), Limits(), "scan.pdf") for dpi in (DPI, 72))

    ours, others = (
        [(cell.text, [(mark.mouth, mark.colour) for mark in cell.marks]) for cell in cells]
        for cells in (
            [cell for table in one.tables for row in table.rows for cell in row if cell]
            for one in (paper, large)
        )
    )
    assert len(ours) > 20
    assert ours == others
    assert large.pages[0].width == pytest.approx(paper.pages[0].width * DPI / 72, abs=1)
    place, enlarged = (one.tables[0].rows[1][1] for one in (paper, large))
    assert place is not None
    assert enlarged is not None
    assert enlarged.places[0][1:] == pytest.approx(
        [side * DPI / 72 for side in place.places[0][1:]], abs=2
    )


# The corners of an H and of a T, ten points high.
LETTERS = (
    (
        (0, 0),
        (2, 0),
        (2, 4),
        (5, 4),
        (5, 0),
        (7, 0),
        (7, 10),
        (5, 10),
        (5, 6),
        (2, 6),
        (2, 10),
        (0, 10),
    ),
    ((2, 0), (4, 0), (4, 8), (6, 8), (6, 10), (0, 10), (0, 8), (2, 8)),
)


@pytest.mark.usefixtures("tesseract_there")
def test_a_page_whose_letters_are_drawn_is_read_as_a_picture() -> None:
    """As print shops are sent them: it has no text at all."""

    def draw(canvas: Canvas) -> None:
        for number in range(60):
            column, row = number % 10, number // 10
            outline = canvas.beginPath()
            x, y = 40 + 24 * column, 60 + 30 * row
            corners = [(x + across, y + up) for across, up in LETTERS[number % 2]]
            outline.moveTo(*corners[0])
            for corner in corners[1:]:
                outline.lineTo(*corner)
            canvas.drawPath(outline, stroke=0, fill=1)

    document = formats.read(page(draw), Limits(), "drawn.pdf")

    assert "scanned-page" in {notice.code for notice in document.notices}
