"""Scans: pages that say they are larger than any paper are read as paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

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
