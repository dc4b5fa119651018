"""Word files and other archives that are broken, encrypted or meant to do harm."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from hostile_pdfs import BROKEN, COSTLY, ELSEWHERE, SOUND, whole
from word_files import NAMESPACES, cell, paragraph, row, run, table, word_file

MAIN = "word/document.xml"
TABLE = table(row(cell(paragraph(run("Milepæl"))), cell(paragraph(run("☺")))))
CONVERTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGE = ("too-large",)
REFUSED = ("damaged", "too-large")


def repacked(
    changed: Mapping[str, bytes | str],
    data: bytes | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A sound Word file with these parts in place of its own, or beside them."""
    with zipfile.ZipFile(BytesIO(data or word_file(TABLE))) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, **changed}, method)


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def of_body(body: str, prolog: str = "") -> str:
    return f"{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def _laughs() -> str:
    """Ten entities, each ten times the one before."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def _lying_size() -> bytes:
    """An archive that states a size of one byte for its largest part."""
    data = bytearray(repacked({"word/styles.xml": b" " * 60_000_000}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            data[start + at : start + at + 4] = struct.pack("<I", 1)
            start += 4
    return bytes(data)


def _overlapping() -> bytes:
    """Every entry of the directory points to the same compressed data."""
    data = bytearray(packed({f"word/part{n}.xml": b" " * 1_000_000 for n in range(20)}))
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 42 : start + 46] = struct.pack("<I", 0)
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(data)


def _twice() -> bytes:
    out = BytesIO(word_file(TABLE))
    with zipfile.ZipFile(out, "a") as archive:
        name = "word/documenx.xml"
        archive.writestr(name, of_body(paragraph(run("en anden"))))
    return out.getvalue().replace(name.encode(), MAIN.encode())


def _encrypted() -> bytes:
    """The directory says that every part is encrypted."""
    data = bytearray(word_file(TABLE))
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            data[start + at] |= 1
            start += 4
    return bytes(data)


def _relations(target: str, mode: str = "") -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}officeDocument" Target="{MAIN}"/>'
        f'<Relationship Id="r2" Type="{kind}styles" Target="{target}" {mode}/></Relationships>'
    )


def _spans(value: str) -> str:
    spanning = cell(paragraph(run("x")), f'<w:gridSpan w:val="{value}"/>')
    return of_body(table(row(spanning), row(spanning)))


def _office_encrypted() -> bytes:
    """The head of a compound file, and the name of the stream that holds an encrypted package."""
    return CONVERTED + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096


def _grid(rows: int, columns: int) -> str:
    line = row(*[cell(paragraph(run("x")))] * columns)
    return of_body(f"<w:tbl><w:tblPr/>{line * rows}</w:tbl>")


PACKAGES: tuple[tuple[str, Callable[[], bytes], tuple[str, ...]], ...] = (
    ("sound.docx", lambda: word_file(TABLE), SOUND),
    ("entities.docx", lambda: repacked({MAIN: of_body(TABLE, _laughs())}), REFUSED),
    (
        "outer-entity.docx",
        lambda: repacked(
            {
                MAIN: of_body(
                    paragraph(run("&x;")), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                )
            }
        ),
        REFUSED,
    ),
    (
        "outer-dtd.docx",
        lambda: repacked({MAIN: of_body(TABLE, f'<!DOCTYPE x SYSTEM "{ELSEWHERE}">')}),
        REFUSED,
    ),
    (
        "late-dtd.docx",
        lambda: repacked({MAIN: of_body(TABLE, f"<!-- {' ' * 90_000} -->" + _laughs())}),
        REFUSED,
    ),
    (
        "utf-16-dtd.docx",
        lambda: repacked({MAIN: of_body(TABLE, _laughs()).encode("utf-16")}),
        REFUSED,
    ),
    (
        "dtd-in-styles.docx",
        lambda: repacked({"word/styles.xml": f"{_laughs()}<w:styles {NAMESPACES}>&a9;</w:styles>"}),
        (*SOUND, *REFUSED),
    ),
    ("deep.docx", lambda: repacked({MAIN: of_body("<w:p>" * 5_000 + "</w:p>" * 5_000)}), REFUSED),
    ("deeper.docx", lambda: repacked({MAIN: "<a>" * 3_000_000}), REFUSED),
    (
        "deep-tables.docx",
        lambda: repacked(
            {MAIN: of_body("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300)}
        ),
        (*SOUND, *REFUSED),
    ),
    ("wide-span.docx", lambda: repacked({MAIN: _spans("1000000000")}), LARGE),
    ("span-of-30-digits.docx", lambda: repacked({MAIN: _spans("9" * 30)}), LARGE),
    ("span-below-zero.docx", lambda: repacked({MAIN: _spans("-5")}), SOUND),
    ("span-at-the-limit.docx", lambda: repacked({MAIN: _spans("16384")}), SOUND),
    (
        "spans-in-crowds.docx",
        lambda: repacked(
            {MAIN: of_body(table(*[row(cell("", '<w:gridSpan w:val="16000"/>'))] * 500))}
        ),
        LARGE,
    ),
    ("many-cells.docx", lambda: repacked({MAIN: _grid(40_000, 30)}), COSTLY),
    ("many-rows.docx", lambda: repacked({MAIN: _grid(10_000, 2)}), COSTLY),
    ("spaces.docx", lambda: repacked({MAIN: b" " * 60_000_000}), REFUSED),
    (
        "long-text.docx",
        lambda: repacked({MAIN: of_body(paragraph(run("a" * 60_000_000)))}),
        REFUSED,
    ),
    (
        "long-attribute.docx",
        lambda: repacked({MAIN: of_body(f'<w:p w:x="{"a" * 60_000_000}"/>')}),
        REFUSED,
    ),
    ("lying-size.docx", _lying_size, (*SOUND, *REFUSED)),
    ("overlapping.docx", _overlapping, (*BROKEN, "too-large", "unsupported-format")),
    ("twice.docx", _twice, (*SOUND, "damaged")),
    ("encrypted-parts.docx", _encrypted, ("encrypted",)),
    ("encrypted-by-word.docx", _office_encrypted, ("encrypted", "unsupported-format")),
    ("many-parts.docx", lambda: repacked({f"x/{n}": b"" for n in range(12_000)}), LARGE),
    ("outside.docx", lambda: repacked({"../../../../tmp/x": b"x", "/etc/x": b"x"}), SOUND),
    (
        "styles-elsewhere.docx",
        lambda: repacked(
            {"word/_rels/document.xml.rels": _relations(ELSEWHERE, 'TargetMode="External"')}
        ),
        SOUND,
    ),
    (
        "styles-outside.docx",
        lambda: repacked({"word/_rels/document.xml.rels": _relations("../../../etc/passwd")}),
        SOUND,
    ),
    (
        "document-of-itself.docx",
        lambda: repacked({"word/_rels/document.xml.rels": _relations("document.xml")}),
        SOUND,
    ),
    ("no-body.docx", lambda: repacked({MAIN: f"<w:document {NAMESPACES}/>"}), BROKEN),
    ("empty-part.docx", lambda: repacked({MAIN: b""}), BROKEN),
    ("no-xml.docx", lambda: repacked({MAIN: b"\0\1\2"}), BROKEN),
    ("cut-xml.docx", lambda: repacked({MAIN: of_body(TABLE)[:-40]}), BROKEN),
    ("pdf-inside.docx", lambda: repacked({MAIN: whole()}), BROKEN),
    ("latin.docx", lambda: repacked({MAIN: of_body("<w:p>\xe6</w:p>").encode("latin-1")}), BROKEN),
    (
        "unknown-encoding.docx",
        lambda: repacked({MAIN: '<?xml version="1.0" encoding="x-no"?><a/>'}),
        BROKEN,
    ),
    ("stored.docx", lambda: repacked({}, method=zipfile.ZIP_STORED), SOUND),
    ("bzip.docx", lambda: repacked({}, method=zipfile.ZIP_BZIP2), (*SOUND, "damaged")),
    ("lzma.docx", lambda: repacked({}, method=zipfile.ZIP_LZMA), (*SOUND, "damaged")),
    (
        "bzip-bomb.docx",
        lambda: repacked({MAIN: b" " * 60_000_000}, method=zipfile.ZIP_BZIP2),
        REFUSED,
    ),
    (
        "lzma-bomb.docx",
        lambda: repacked({MAIN: b" " * 60_000_000}, method=zipfile.ZIP_LZMA),
        REFUSED,
    ),
    ("empty.docx", lambda: packed({}), ("unsupported-format", *BROKEN)),
    ("sheet.docx", lambda: packed({"xl/workbook.xml": "<x/>"}), ("unsupported-format",)),
    ("slides.docx", lambda: packed({"ppt/presentation.xml": "<x/>"}), ("unsupported-format",)),
    ("archive.docx", lambda: packed({"a.txt": "x"}), ("unsupported-format", "not-a-document")),
)


def _fetching() -> str:
    """A page that wants a sheet, a picture and another page."""
    parts = f"<link rel=stylesheet href={ELSEWHERE}><img src={ELSEWHERE}><iframe src={ELSEWHERE}>"
    return f"<html>{parts}<p>Milepæl</p></html>"


HTML = (
    "<!DOCTYPE html><html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"
)
REPORT = "Milepæl\tTid\tSmiley\nPlan er lagt\t1. kvartal 2024\t☺\n"

# Files by content and by name: what a crawl brings home under the name of a report.
OTHERS: tuple[tuple[str, Callable[[], bytes], tuple[str, ...]], ...] = (
    ("zero.pdf", lambda: b"", ("not-a-document",)),
    ("zero.docx", lambda: b"", ("not-a-document",)),
    ("nulls.pdf", lambda: b"\0" * 100_000, ("not-a-document",)),
    ("blanks.docx", lambda: b" \r\n" * 1_000, ("not-a-document",)),
    ("error-page.pdf", HTML.encode, ("not-a-document",)),
    ("error-page.docx", HTML.encode, ("not-a-document",)),
    ("error-in-utf-16.pdf", lambda: HTML.encode("utf-16"), ("not-a-document",)),
    ("error.pdf", lambda: b'{"error": "not found"}', ("not-a-document",)),
    (
        "error.docx",
        lambda: b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        ("not-a-document",),
    ),
    ("binary.pdf", lambda: bytes(range(256)) * 500, ("not-a-document",)),
    ("program.pdf", lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 10, ("not-a-document",)),
    ("picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, ("damaged",)),
    ("old.docx", lambda: CONVERTED + b"\0" * 9_999, ("unsupported-format",)),
    ("rich.pdf", lambda: b"{\\rtf1\\ansi Milep\\'e6l}", ("unsupported-format",)),
    ("gzip.pdf", lambda: b"\x1f\x8b\x08\0" + b"x" * 99, ("unsupported-format",)),
    ("really-word.pdf", lambda: word_file(TABLE), SOUND),
    ("really-pdf.docx", whole, SOUND),
    ("really-pdf.txt", whole, SOUND),
    ("report.txt", REPORT.encode, ("ok",)),
    ("report-utf-16.txt", lambda: REPORT.encode("utf-16"), ("ok",)),
    ("no-suffix", whole, SOUND),
    ("many-tabs.txt", lambda: b"\t" * 3_000_000, (*COSTLY, "not-a-document")),
    ("one-line.txt", lambda: b"Milepael " * 300_000, COSTLY),
    ("many-lines.txt", lambda: b"a\n" * 40_000, COSTLY),
    ("wide.txt", lambda: ("x\t" * 100_000 + "\n").encode() * 20, COSTLY),
    ("deep.html", lambda: b"<html>" + b"<div>" * 200_000, COSTLY),
    ("deep-tables.html", lambda: b"<html>" + b"<table><tr><td>" * 50_000, COSTLY),
    ("wide-span.html", lambda: b"<table><tr><td colspan=1000000000 rowspan=1000000000>x", COSTLY),
    (
        "crowded-spans.html",
        lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=60000>x" * 9_000,
        COSTLY,
    ),
    ("unclosed.html", lambda: b"<html><!--" + b"-" * 5_000_000, COSTLY),
    ("outer-parts.html", lambda: _fetching().encode(), SOUND),
)
