"""Pictures of the pages of a PDF, as displayed, small enough for a file that is sent around."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2

DPI = 110  # eight-point print stays legible, a page of text stays below 60 kB
_POINTS_PER_INCH = 72
_QUALITY = 50
MOST_PIXELS = 4_000_000  # a page of a metre's width is shown smaller
MEDIA_TYPE = "image/webp"
SUFFIX = ".webp"


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points, as displayed."""

    width: float
    height: float


def page_sizes(data: bytes) -> tuple[PageSize, ...]:
    """Of every page; none where the bytes are no PDF that opens without a password."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ()
    try:
        return tuple(PageSize(*pdf.get_page_size(number)) for number in range(len(pdf)))
    finally:
        pdf.close()


def page_picture(data: bytes, number: int) -> bytes | None:
    """The page (from 1) as WebP; None where there is no such page."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        return _rendered(pdf, number) if 0 < number <= len(pdf) else None
    except pypdfium2.PdfiumError:
        return None
    finally:
        pdf.close()


def _rendered(pdf: pypdfium2.PdfDocument, number: int) -> bytes:
    pdf.init_forms()  # else what is filled in is not drawn
    page = pdf[number - 1]
    width, height = page.get_size()
    scale = DPI / _POINTS_PER_INCH
    scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=_QUALITY, method=4)
    return written.getvalue()
