"""A format is told by content; what is no document says so in one clear error."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from extractors import formats
from extractors.errors import ExtractionError, NotADocument, TooLarge, UnsupportedFormat
from extractors.limits import Limits
from klitsund.documents import documents

ROW = "<tr><td>Milepæl</td><td>Plan</td><td>☺</td></tr>"
REPORT_PAGE = f"<!DOCTYPE html><html><body><table>{ROW}</table></body></html>".encode()
ERROR_PAGE = b"<html><head><title>404</title></head><body><h1>Not found</h1></body></html>"
ERROR_TABLE = b"<html><body><table><tr><td>HTTP Error 404</td></tr></table></body></html>"
TEXT = "Milepæl\tPlan lagt\tmaj\t☺\n"
GIF = b"GIF89a" + bytes(40)

NO_DOCUMENTS: dict[str, tuple[bytes, str, type[ExtractionError]]] = {
    "zero bytes": (b"", "a.pdf", NotADocument),
    "blanks only": (b" \r\n\0\0", "a.pdf", NotADocument),
    "a byte order mark only": (b"\xef\xbb\xbf", "a.txt", NotADocument),
    "an error page named pdf": (ERROR_PAGE, "a.pdf", NotADocument),
    "an error page set in a table": (ERROR_TABLE, "a.PDF", NotADocument),
    "an error in plain text": (b"Service unavailable\n", "a.docx", NotADocument),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(200), "a.pdf", NotADocument),
    "a database": (b"SQLite format 3\0" + bytes(200), "a.pdf", NotADocument),
    "random bytes": (bytes(range(256)) * 8, "a.pdf", NotADocument),
    "a picture": (GIF, "a.pdf", UnsupportedFormat),
    "a gzip": (b"\x1f\x8b\x08" + bytes(40), "a.pdf", UnsupportedFormat),
    "PostScript": (b"%!PS-Adobe-3.0\n", "a.pdf", UnsupportedFormat),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a", UnsupportedFormat),
    "rich text": (b"{\\rtf1\\ansi Hej}", "a.docx", UnsupportedFormat),
    "Word's flat XML": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
        "a.doc",
        UnsupportedFormat,
    ),
}


@pytest.mark.parametrize("case", NO_DOCUMENTS.values(), ids=NO_DOCUMENTS.keys())
def test_no_document(case: tuple[bytes, str, type[ExtractionError]]) -> None:
    """What cannot be read is refused by the error of its kind, which names the file or kind."""
    data, name, error = case

    with pytest.raises(error, match=r"expected|save it as \.docx"):
        formats.read(data, Limits(), name)


@pytest.mark.parametrize("name", ["a.html", "a.doc", "a.pdf", "a.txt", "a", "æ\n.xyz"])
def test_html_report_under_any_name(name: str) -> None:
    """A page with a report's table is read, whatever it is called."""
    assert formats.read(REPORT_PAGE, Limits(), name).engine == "html"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a"])
def test_text_report_under_any_name(name: str) -> None:
    """A text with a report's table is read, whatever it is called."""
    assert formats.read(TEXT.encode("utf-16"), Limits(), name).engine == "text"


@pytest.mark.parametrize(
    "start", ["<b>1.01</b>\t<p>Mål</p>\tx\n", "<p>Mål</p>\t<table><tr><td>a</table>\tx\n"]
)
def test_rows_that_begin_with_html_are_text(start: str) -> None:
    """HTML in the first cell of a text file does not make it a page."""
    document = formats.read(start.encode(), Limits(), "a.txt")

    assert document.engine == "text"
    assert len(document.tables[0].rows[0]) == 3


@pytest.mark.parametrize("data", [ERROR_PAGE, b"Kun lidt tekst.\n"])
def test_a_page_or_text_without_tables_is_a_document_under_its_own_name(data: bytes) -> None:
    """Only a name that promises something else makes a page without tables an error."""
    assert formats.read(data, Limits(), "a.html").tables == ()


def test_two_letters_do_not_make_a_picture() -> None:
    """Text that begins like a bitmap or a program is text."""
    for start in ("BM-mødet", "MZ", "GIF8 er et navn"):
        assert formats.read(f"{start} holdes i maj\n".encode(), Limits(), "a.txt").engine == "text"


def test_file_size_is_limited() -> None:
    """A file beyond the limit is not looked into."""
    with pytest.raises(TooLarge, match="30 bytes"):
        formats.read(b"x" * 30, Limits(file_bytes=29), "a.txt")


def test_a_zip_without_a_document_is_refused() -> None:
    """An archive of other things is of an unsupported kind or no document, never read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "hej")
        archive.writestr("a.pdf", "%PDF-1.4")  # stored as it is, near the beginning

    with pytest.raises(ExtractionError):
        formats.read(packed.getvalue(), Limits(), "a.zip")


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_samples_are_told_by_content(path: Path) -> None:
    """A report is of its own kind even where its name claims another."""
    engine = {".pdf": "pdfium", ".docx": "docx"}[path.suffix]

    assert formats.read(path.read_bytes(), Limits(), "a.txt").engine == engine


def test_formats_cost_nothing_until_asked() -> None:
    """Importing the formats imports no reader's library."""
    heavy = "lxml", "docx", "pypdfium2", "pdfplumber", "numpy", "PIL"
    code = f"import sys, extractors.formats; print([m for m in {heavy!r} if m in sys.modules])"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
