"""PDF: characters and rules by pdfium, cells by geometry; pdfplumber as an independent witness."""

from __future__ import annotations

from extractors.document import Document
from extractors.errors import UnsupportedFormat
from extractors.limits import Limits

NAME = "pdf"
HEADER_WITHIN = 1024
ENGINES = ("pdfium", "pdfplumber")


def recognizes(head: bytes) -> bool:
    return b"%PDF-" in head[:HEADER_WITHIN]


def read(data: bytes, limits: Limits, engine: str = "pdfium") -> Document:
    """The pages of a PDF as blocks; raises an ExtractionError where they cannot be read."""
    from extractors.formats.pdf.assembly import assembled
    from extractors.formats.pdf.engine import pages, properties

    if engine == "pdfplumber":
        from extractors.formats.pdf import plumber

        return assembled(plumber.pages(data, limits), engine, properties(data, limits))
    if engine == "pdfium":
        return assembled(pages(data, limits), engine, properties(data, limits))
    raise UnsupportedFormat(f"no PDF engine is called {engine!r}, expected one of {ENGINES!r}")
