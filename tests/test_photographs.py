"""Picture files: a scan saved as a picture is read like one in a PDF."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

pytest.importorskip("cv2")

from extractors import formats
from extractors.errors import Damaged, TooLarge, Unreadable
from extractors.formats.scans import tesseract
from extractors.limits import Limits

SAMPLE = Path(__file__).parents[1] / "samples" / "layouts" / "sydhavn-one-table.pdf"
TOP, BOTTOM = 118, 226  # of its first item, in points
needs_tesseract = pytest.mark.usefixtures("tesseract_there")


@cache
def drawn(dpi: int) -> Image.Image:
    """The rows of one item as a scanner gives them."""
    with pdfium.PdfDocument(SAMPLE) as file:
        page: Image.Image = file[0].render(scale=dpi / 72).to_pil()
        return page.convert("L").crop((0, TOP * dpi // 72, page.width, BOTTOM * dpi // 72))


def saved(picture: Image.Image, kind: str, **about: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **about)
    return out.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")]
)
def test_a_picture_is_read(kind: str, media_type: str) -> None:
    """Whatever its kind; the page is as large as its dots per inch say."""
    document = formats.read(saved(drawn(200), kind, dpi=(200, 200)), Limits(), "scan.pdf")

    labels = [row[0].text for table in document.tables for row in table.rows if row[0]]
    assert document.media_type == media_type
    assert [label for label in labels if label in {"Milepæl", "Økonomi"}][:2] == [
        "Milepæl",
        "Økonomi",
    ]
    assert document.pages[0].width == pytest.approx(595, abs=1)
    assert "scanned-page" in {notice.code for notice in document.notices}


@needs_tesseract
def test_every_page_of_a_tiff_is_read() -> None:
    """In black and white as well; a picture that says nothing of its size is as long as A4."""
    black = drawn(150).point(lambda value: 255 * (value > 160)).convert("1")
    data = saved(black, "TIFF", save_all=True, append_images=[black], compression="group4")
    document = formats.read(data, Limits())

    assert [page.number for page in document.pages] == [1, 2]
    assert max(document.pages[0].width, document.pages[0].height) == pytest.approx(842, abs=1)
    places = {
        cell.places[0].page for t in document.tables for row in t.rows for cell in row if cell
    }
    assert places == {1, 2}


def test_a_broken_picture_is_damaged() -> None:
    """However it is broken."""
    whole = saved(drawn(72), "PNG")

    for data in (whole[:200], b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(40), b"II*\0" + bytes(40)):
        with pytest.raises(Damaged, match="the picture cannot be opened"):
            formats.read(data, Limits())


def test_too_many_pages_are_refused() -> None:
    """Before any of them is read."""
    data = saved(drawn(72), "TIFF", save_all=True, append_images=[drawn(72)] * 3)

    with pytest.raises(TooLarge, match="4 pages, more than 3"):
        formats.read(data, Limits(pages=3))


def test_without_tesseract_a_picture_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never an empty document."""
    monkeypatch.setenv("PATH", "")
    tesseract._program.cache_clear()

    with pytest.raises(Unreadable, match="apt-get install tesseract-ocr tesseract-ocr-dan"):
        formats.read(saved(drawn(72), "PNG"), Limits())
