"""One file (or folder) per file format; a format is told by content, never by name.

Each format module offers `NAME`, `recognizes(head)` and `read(data, limits)`: bytes in, so that
what was hashed is what was read, and nothing but the run itself opens files.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePosixPath
from types import ModuleType

from extractors.counting import counted
from extractors.document import Document, Table
from extractors.errors import Damaged, Encrypted, NotADocument, TooLarge, UnsupportedFormat
from extractors.limits import Limits

HEAD_BYTES = 4096
# Tried in order: a module, and what the content must hold for it to be asked, and so imported:
# one format costs nothing of the others.
_BINARY = (
    ("pdf", re.compile(rb"(?!PK\x03\x04).{0,1023}%PDF", re.DOTALL)),  # not one inside a zip
    ("converted", re.compile(rb"\xd0\xcf\x11\xe0|\s*\{\\rtf|PK\x03\x04")),
    ("docx", re.compile(rb"PK")),
    (
        "photographs",
        re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL),
    ),
)
_TEXTS = ("markup", "text")

# Documents of kinds that have no reader here: what the content begins with, what it is.
_OTHER_DOCUMENTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(lead, re.DOTALL), what)
    for lead, what in (
        (rb"GIF8[79]a", "a GIF picture"),
        (rb"BM.{4}\0\0\0\0", "a BMP picture"),
        (rb".{4}ftyp", "a video or HEIF picture"),
        (rb"%!PS|\xc5\xd0\xd3\xc6", "a PostScript file"),
        (rb"AT&TFORM", "a DjVu file"),
        (rb"PK\x03\x04|PK\x05\x06", "a zip archive"),
        (rb"\x1f\x8b|BZh\d|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd", "a compressed archive"),
        (
            rb"\s*<\?xml.{0,300}(?:Word\.Document|office:document|pkg:package)",
            "a Word or ODF document in flat XML",
        ),
        (rb"MIME-Version:.{0,2000}multipart/related", "a web archive"),
    )
)
# A page of HTML or a text under one of these names, without any table that could be a report's,
# is the answer of a web server and not the document.
_NAMED_OTHERWISE = frozenset((".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf"))
_LEAST_COLUMNS = 3  # of a report's table; error pages set their text in tables of one or two


def read(data: bytes, limits: Limits, name: str = "", engine: str | None = None) -> Document:
    """The document in `data`; the suffix of `name` helps to tell a report from an error page.

    `engine` chooses between the readers of a format that has several. Raises an ExtractionError
    for whatever cannot be read.
    """
    if len(data) > limits.file_bytes:
        raise TooLarge(f"{len(data)} bytes, most {limits.file_bytes}")
    if not data.strip(b"\0 \t\r\n"):
        raise NotADocument(f"{counted(len(data), 'byte')} without content, expected a document")
    module = _format(data[:HEAD_BYTES])
    if module.NAME == "pdf":
        found: Document = _read_pdf(module, data, limits, engine)
    else:
        found = module.read(data, limits)
    suffix = PurePosixPath(name).suffix.lower()
    if module.NAME in {"html", "text"} and not _could_be_meant(found, suffix):
        kind = "an HTML page" if module.NAME == "html" else "plain text"
        raise NotADocument(f"{kind} without a report, expected what a name in {suffix!r} promises")
    return found


def _read_pdf(module: ModuleType, data: bytes, limits: Limits, engine: str | None) -> Document:
    from extractors.formats.pdf.soundness import checked

    chosen = () if engine is None else (engine,)
    try:
        found: Document = module.read(data, limits, *chosen)
    except Encrypted as error:
        # pdfium may still speak of the document before, so that the file itself is asked too.
        if b"/Encrypt" in data:
            raise
        raise Damaged("the PDF cannot be opened, and is not encrypted either") from error
    return checked(found, data, limits)


def _format(head: bytes) -> ModuleType:
    for name, lead in _BINARY:
        if lead.match(head):
            module = import_module(f"extractors.formats.{name}")
            if module.recognizes(head):
                return module
    for lead, what in _OTHER_DOCUMENTS:
        if lead.match(head):
            raise UnsupportedFormat(
                f"{what}, expected PDF, DOCX, a scan as PNG, JPEG or TIFF, HTML or text"
            )
    for name in _TEXTS:
        module = import_module(f"extractors.formats.{name}")
        if module.recognizes(head):
            return module
    raise NotADocument(
        "content of no known kind, expected PDF, DOCX, a scan as PNG, JPEG or TIFF, HTML or text"
    )


def _could_be_meant(document: Document, suffix: str) -> bool:
    if suffix not in _NAMED_OTHERWISE:
        return True
    return any(_columns(table) >= _LEAST_COLUMNS for table in document.tables)


def _columns(table: Table) -> int:
    return len(table.rows[0]) if table.rows else 0
