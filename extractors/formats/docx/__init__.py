"""Word documents: what Word shows is what we read.

The package is opened with limits (`package`), its tree normalized so that every Word construct
is gone that only wraps or hides text (`tree`), then read in one pass (`reader`, `whole`).
"""

from __future__ import annotations

from extractors.document import Document
from extractors.limits import Limits

NAME = "docx"


def recognizes(head: bytes) -> bool:
    """Any zip; `read` tells a Word document from other packages."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(data: bytes, limits: Limits) -> Document:
    """The document as Word shows it: final view, hidden text out."""
    from extractors.formats.docx.whole import read_package

    return read_package(data, limits)
