"""PDF: pdfium reads the pages, pdfplumber is the second witness; both fill the same sheets."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from extractors.document import Document
from extractors.errors import UnsupportedFormat
from extractors.limits import Limits

if TYPE_CHECKING:  # neither library is loaded before a PDF is read
    from extractors.formats.pdf.pdfium import Opened
    from extractors.pages.sheet import Sheet

NAME = "pdf"
ENGINES = ("pdfium", "pdfplumber")
_HEADER_WITHIN = 1024  # bytes; readers forgive what stands before the header


def recognizes(head: bytes) -> bool:
    """Whether a file begins as a PDF."""
    return b"%PDF-" in head[:_HEADER_WITHIN]


def read(data: bytes, limits: Limits, engine: str = "pdfium") -> Document:
    """The document as the engine sees it; raises an ExtractionError where it cannot be read."""
    from extractors.formats.pdf.pdfium import open_pages

    if engine not in ENGINES:
        raise UnsupportedFormat(f"no PDF engine is called {engine!r}, expected one of {ENGINES!r}")
    # Pages are closed before their file: pdfium does not survive the other order.
    with closing(open_pages(data, limits)) as opened:
        if engine == "pdfium":
            with _uncollected():
                return _read(opened, type(opened).sheets, engine)
        from extractors.formats.pdf import plumber

        return _read(opened, plumber.sheets, engine)


def _read(opened: Opened, sheets: Callable[[Opened], Generator[Sheet]], engine: str) -> Document:
    """The document, read anew with larger or smaller pages where its type is of no usual size."""
    from extractors.formats.pdf.enlarging import times
    from extractors.formats.pdf.reader import document, surveyed

    found = surveyed(partial(sheets, opened))
    by = times(found.type_size, found.paper)
    if by == 1.0:
        return document(found, engine, opened.properties)
    del found
    with closing(opened.enlarged(by)) as enlarged:
        found = surveyed(partial(sheets, enlarged))
        return document(found, engine, opened.properties)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles: these records have none, and looking takes a tenth longer.

    What was made is put with what is old, or all of it would be looked at right afterwards.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_enabled:
            gc.enable()
