"""One file (or folder) per file format; a format is told by content, never by name.

Each format module offers `NAME`, `recognizes(head)` and `read(data, limits)`: bytes in, so that
what was hashed is what was read, and nothing but the run itself opens files.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from types import ModuleType

from extractors.document import Document
from extractors.errors import NotADocument, TooLarge, UnsupportedFormat
from extractors.limits import Limits

HEAD_BYTES = 4096
# Tried in order; imported when asked, so that one format costs nothing of the others.
FORMATS = ("converted", "docx", "markup", "text")

# Content that is known, and is no report: leading bytes, what it is.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"%!PS", "a PostScript file"),
)
# A page of HTML under one of these names is the answer of a web server, not the document.
_NAMED_OTHERWISE = frozenset((".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf"))


def read(data: bytes, limits: Limits, *, name: str = "", engine: str | None = None) -> Document:
    """The document in `data`; `name` only helps to word an error.

    Raises an ExtractionError for whatever cannot be read.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise NotADocument(f"{name or 'the file'}: {len(data)} bytes without content")
    if len(data) > limits.file_bytes:
        raise TooLarge(f"{len(data)} bytes, more than {limits.file_bytes}")
    module = _format(data[:HEAD_BYTES], name)
    if engine is not None and module.NAME == "pdf":
        found: Document = module.read(data, limits, engine)
    else:
        found = module.read(data, limits)
    return found


def _format(head: bytes, name: str) -> ModuleType:
    for lead, what in _FOREIGN:
        if head.startswith(lead):
            raise UnsupportedFormat(f"{name or 'the file'} is {what}, expected PDF, DOCX or text")
    suffix = PurePosixPath(name).suffix.lower()
    for known in FORMATS:
        module = import_module(f"extractors.formats.{known}")
        if not module.recognizes(head):
            continue
        if known == "markup" and suffix in _NAMED_OTHERWISE:
            raise NotADocument(f"{name!r} holds an HTML page, expected a document")
        if known == "text" and suffix in _NAMED_OTHERWISE:
            raise NotADocument(f"{name!r} holds plain text, expected a document")
        return module
    raise NotADocument(f"{name or 'the file'} is of no known kind, expected PDF, DOCX or text")
