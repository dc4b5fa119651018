"""PDF: pdfium reads the pages, pdfplumber is the second witness; both fill the same sheets."""

from __future__ import annotations

from extractors.document import Document
from extractors.errors import UnsupportedFormat
from extractors.limits import Limits

NAME = "pdf"
ENGINES = ("pdfium", "pdfplumber")
_HEADER_WITHIN = 1024  # bytes; readers forgive what stands before the header


def recognizes(head: bytes) -> bool:
    """Whether a file begins as a PDF."""
    return b"%PDF-" in head[:_HEADER_WITHIN]


def read(data: bytes, limits: Limits, engine: str = "pdfium") -> Document:
    """The document as the engine sees it; raises an ExtractionError where it cannot be read."""
    # Imported here: neither library is loaded before a PDF is read.
    from extractors.formats.pdf.pdfium import open_pages
    from extractors.formats.pdf.reader import document

    if engine not in ENGINES:
        raise UnsupportedFormat(f"no PDF engine is called {engine!r}, expected one of {ENGINES!r}")
    opened = open_pages(data, limits)
    try:
        if engine == "pdfium":
            return document(opened.sheets(), engine, opened.properties)
        from extractors.formats.pdf.plumber import sheets

        return document(sheets(data, opened), engine, opened.properties)
    finally:
        opened.close()
