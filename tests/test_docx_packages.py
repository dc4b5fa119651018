"""Word files of every writer are read alike, and hostile ones end in a named error."""

from __future__ import annotations

import os
import random
import re
import shutil
import struct
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from word_files import RELATIONS, Part, cell, packed, paragraph, row, run, table, word_file

from extractors import formats
from extractors.document import Document, Table
from extractors.errors import (
    Damaged,
    Encrypted,
    ExtractionError,
    NotADocument,
    TooLarge,
    UnsupportedFormat,
)
from extractors.formats.converted import run_office
from extractors.formats.docx import read
from extractors.formats.docx.inflation import at_once
from extractors.limits import Limits

BODY = table(
    row(cell(paragraph(run("Økonomi"))), cell(paragraph(run("8 mio. kr.")))),
    row(
        cell(paragraph(run("Status"))),
        cell(paragraph("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>")),
    ),
)
PLAIN = word_file(BODY)
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.docx"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SMALL = Limits(part_bytes=300_000)


def files_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(change: Callable[[bytes], bytes], name: str = "word/document.xml") -> bytes:
    """The plain file with one part changed."""
    files = files_of(PLAIN)
    content = files[name]
    assert isinstance(content, bytes)
    return packed(files | {name: change(content)})


def content(found: Document) -> list[object]:
    """What stands in the tables, whatever wrote them."""
    return [
        [[None if one is None else (one.text, len(one.all_marks)) for one in line]
         for line in block.rows]
        for block in found.blocks if isinstance(block, Table)
    ]  # fmt: skip


def strict(xml: bytes) -> bytes:
    pattern = rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(\w+)"
    return re.sub(pattern, rb"http://purl.oclc.org/ooxml/\1/\2", xml)


def without_prefix(xml: bytes) -> bytes:
    """Word's own namespace as the default one, as some writers declare it."""
    plain = xml.replace(b"<w:", b"<").replace(b"</w:", b"</")
    return plain.replace(b"<document ", b"<document xmlns='" + xml.split(b'"')[1] + b"' ", 1)


def lying(data: bytes, size: int) -> bytes:
    """The archive with another inflated size in every header."""
    for lead, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        data = re.sub(
            re.escape(lead) + rb"(.{%d}).{4}" % (offset - 4),
            lambda found, lead=lead: lead + found[1] + struct.pack("<I", size),  # type: ignore[misc] # bound at once
            data,
            flags=re.DOTALL,
        )
    return data


SPELLINGS = {
    "strict": changed(strict),
    "UTF-16": changed(lambda xml: xml.decode().encode("utf-16")),
    "UTF-16 declared": changed(
        lambda xml: ('<?xml version="1.0" encoding="UTF-16"?>' + xml.decode()).encode("utf-16-be")
    ),
    "default namespace": changed(without_prefix),
    "no styles": packed({k: v for k, v in files_of(PLAIN).items() if "styles" not in k}),
    "no relationships": packed({k: v for k, v in files_of(PLAIN).items() if "rels" not in k}),
    "other case": packed(
        {k.replace("document.xml", "Document.xml"): v for k, v in files_of(PLAIN).items()}
    ),
    "Windows' separators": packed({k.replace("/", "\\"): v for k, v in files_of(PLAIN).items()}),
    "comments and instructions": changed(
        lambda xml: xml.replace(b"<w:p>", b"<!-- x --><?y z?><w:p>").replace(b"<w:t ", b"<w:t ")
    ),
    "runs without properties": changed(lambda xml: xml.replace(b"<w:rPr></w:rPr>", b"")),
    "no properties at all": changed(
        lambda xml: re.sub(rb"<w:(?:p|r|tc|tr|tbl)Pr></w:\w+>", b"", xml)
    ),
    "grid and automatic widths": changed(
        lambda xml: xml.replace(
            b"<w:tblPr></w:tblPr>",
            b"<w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr><w:tblGrid/>",
        )
    ),
    "indented": changed(lambda xml: re.sub(rb"><w:(p|tc|tr|tbl|r)>", rb">\n  <w:\1>", xml)),
    "sizes that are not so": lying(PLAIN, 2**31),
    "stored": packed(files_of(PLAIN)),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_one_document_in_many_spellings(name: str) -> None:
    """How the file is spelt changes nothing of what is read."""
    assert content(read(SPELLINGS[name], Limits())) == content(read(PLAIN, Limits()))


def test_macros_are_ignored() -> None:
    """A .docm is read as what it is; its macros are not looked at."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = files_of(PLAIN)["[Content_Types].xml"]
    assert isinstance(types, bytes)
    told = types.replace(
        b"</Types>",
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'.encode(),
    )
    extra = {"[Content_Types].xml": told, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}

    found = read(packed(files_of(PLAIN) | extra), Limits())

    assert found.media_type == "application/vnd.ms-word.document.macroEnabled.12"
    assert content(found) == content(read(PLAIN, Limits()))


def test_emoji_as_runs_of_their_own() -> None:
    """Google Docs sets a smiley as a run with a font of its own, among runs without."""
    fonts = (
        '<w:rFonts w:ascii="Arial Unicode MS" w:cs="Arial Unicode MS" w:hAnsi="Arial Unicode MS"/>'
    )
    inner = "<w:r><w:t>Mål: </w:t></w:r>" + run("☺", fonts + '<w:rtl w:val="0"/>')

    found = read(word_file(table(row(cell(paragraph(inner))))), Limits())

    assert content(found) == [[[("Mål: ☺", 1)]]]


def nested(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * levels


def entries(count: int) -> bytes:
    return packed({f"word/{number}.xml": "" for number in range(count)})


TO_WORKBOOK = RELATIONS.replace("word/document", "xl/workbook")
SPREADSHEET = packed({"_rels/.rels": TO_WORKBOOK, "xl/workbook.xml": "<workbook/>"})
WIDE_ROW = row(cell(paragraph("")), properties='<w:gridBefore w:val="16000"/>')
HOSTILE: dict[str, tuple[Callable[[], bytes], Limits, type[ExtractionError]]] = {
    "a part beyond the limit": (lambda: word_file(" " * 400_000), SMALL, TooLarge),
    "a bomb": (lambda: word_file(" " * 80_000_000), Limits(), TooLarge),
    "a bomb that says it is small": (
        lambda: lying(word_file(" " * 80_000_000), 100),
        Limits(),
        Damaged,
    ),
    "many parts": (lambda: entries(10_001), Limits(), TooLarge),
    "deep": (lambda: word_file("<w:p>" * 900 + "</w:p>" * 900), Limits(depth=800), TooLarge),
    "very deep": (lambda: word_file("<w:p>" * 100_000 + "</w:p>" * 100_000), Limits(), TooLarge),
    "tables in tables": (lambda: word_file(nested(200)), Limits(), TooLarge),
    "a wide grid of many rows": (lambda: word_file(table(*[WIDE_ROW] * 100)), Limits(), TooLarge),
    "many cells": (
        lambda: word_file(table(*[row("<w:tc/>" * 100)] * 101)),
        Limits(cells=10_000),
        TooLarge,
    ),
    "spans that add up": (
        lambda: word_file(table(row(cell("", '<w:gridSpan w:val="16384"/>') * 99))),
        Limits(),
        TooLarge,
    ),
    "a span of a billion": (
        lambda: word_file(table(row(cell("", '<w:gridSpan w:val="1000000000"/>')))),
        Limits(),
        TooLarge,
    ),
    "an external entity": (
        lambda: word_file("", prolog='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        Limits(),
        Damaged,
    ),
    "entities late in the file": (
        lambda: word_file("", prolog=f'<!--{" " * 70_000}--><!DOCTYPE a [<!ENTITY e "x">]>'),
        Limits(),
        Damaged,
    ),
    "entities in UTF-16": (
        lambda: changed(
            lambda xml: ('<!DOCTYPE a [<!ENTITY e "x">]>' + xml.decode()).encode("utf-16")
        ),
        Limits(),
        Damaged,
    ),
    "no body": (lambda: changed(lambda _: b"<x/>"), Limits(), Damaged),
    "an empty part": (lambda: changed(lambda _: b""), Limits(), Damaged),
    "cut off": (lambda: PLAIN[: len(PLAIN) // 2], Limits(), Damaged),
    "a spreadsheet": (lambda: SPREADSHEET, Limits(), UnsupportedFormat),
    "a zip of anything": (lambda: packed({"a.txt": "x"}), Limits(), NotADocument),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    """What would fill memory or time, or reach outside, is refused by the error of its kind."""
    make, limits, error = HOSTILE[name]

    with pytest.raises(error):
        read(make(), limits)


def test_an_encrypted_part_is_encrypted() -> None:
    """A password on the zip itself is told as such."""
    flagged = PLAIN.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")

    with pytest.raises(Encrypted):
        read(flagged, Limits())


def test_a_password_on_a_word_file_is_told() -> None:
    """An encrypted .docx is an OLE file, and no old .doc."""
    data = OLE + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(Encrypted, match="password"):
        formats.read(data, Limits(), "a.docx")


def test_long_runs_of_anything_are_read_in_linear_time() -> None:
    """Many wrappers, runs, fields and deleted ends in one place do not multiply."""
    wrapped = "<w:ins w:author='A'><w:r><w:t>x</w:t></w:r></w:ins>" * 20_000
    fields = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 20_000
    ends = paragraph(run("x"), "<w:rPr><w:del w:author='A'/></w:rPr>") * 5_000
    added = paragraph("<w:ins w:author='A'><w:r><w:t>x</w:t></w:r></w:ins>") * 20_000

    found = read(word_file(paragraph(wrapped) + paragraph(fields) + added + ends), Limits())

    lengths = [len(block.text) for block in found.blocks if not isinstance(block, Table)]
    assert lengths == [20_000, 0, *[1] * 20_000, 5_000]
    assert found.revisions[-1].locator == "paragraph[20003]"


def test_relationships_to_the_outside_are_not_followed() -> None:
    """Styles, headers and notes outside the file are not there."""
    parts = [
        Part("http://192.0.2.1/x.xml", "", kind, f"e{number}", external=True)
        for number, kind in enumerate(("header", "footnotes", "theme", "settings"))
    ]

    assert content(read(word_file(BODY, parts=parts), Limits())) == content(read(PLAIN, Limits()))


def test_damaged_files_are_refused_or_read() -> None:
    """Any bytes changed: the file is read, or refused by an error of ours."""
    chance = random.Random(4)
    refused = 0
    for _ in range(300):
        data = bytearray(PLAIN)
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read(bytes(data), Limits())
        except ExtractionError:
            refused += 1

    assert refused > 0


def test_a_part_is_inflated_at_once_only_to_what_the_archive_says() -> None:
    """Whatever byte is spoilt: the same as the archive itself reads, or nothing at all."""
    intact = packed({"word/document.xml": "<w:t>8 mio. kr.</w:t>" * 9})
    taken = 0
    for place in range(len(intact)):
        data = intact[:place] + bytes([intact[place] ^ 0x41]) + intact[place + 1 :]
        for info in infos(data):
            found = at_once(data, info, 1 << 20)
            taken += found is not None

            assert found is None or found == zipfile.ZipFile(BytesIO(data)).read(info)
    assert taken


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return []


@pytest.mark.parametrize("most", [999, 20_000])
def test_a_part_that_may_inflate_to_too_much_is_counted(most: int) -> None:
    """By what it says of its size, and by what as many bytes may become at most."""
    data = packed({"word/document.xml": "Drift og anlæg " * 66})
    (info,) = zipfile.ZipFile(BytesIO(data)).infolist()

    assert at_once(data, info, 1 << 20) is not None
    assert at_once(data, info, most) is None


@pytest.fixture
def office() -> None:
    """LibreOffice, without which a test is left out, or fails where it must not be."""
    if shutil.which("soffice") is None:
        leave = pytest.fail if os.environ.get("MILEPAEL_REQUIRE_PROGRAMS") else pytest.skip
        leave("LibreOffice is not installed")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("suffix", [".odt", ".doc", ".rtf"])
def test_libreoffice_s_files_say_the_same(suffix: str, tmp_path: Path) -> None:
    """A sample in another format, and then in LibreOffice's own DOCX, holds the same cells."""
    source = SAMPLES[0]
    made = run_office(source.read_bytes(), ".docx", suffix, tmp_path)

    found = formats.read(made, replace(Limits(), convert=True), f"a{suffix}")

    assert content(found) == content(read(source.read_bytes(), Limits()))
    assert found.media_type != read(PLAIN, Limits()).media_type


@pytest.mark.parametrize("data", [OLE + "WordDocument\0".encode("utf-16-le"), b"{\\rtf1 Hej}"])
def test_other_formats_need_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Off by default; where it is asked for and not installed, the error says what to do."""
    with pytest.raises(UnsupportedFormat, match=r"--convert .* or save it as \.docx"):
        formats.read(data, Limits(), "a.doc")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedFormat, match=r"install it or save it as \.docx"):
        formats.read(data, Limits(convert=True), "a.doc")


@pytest.mark.parametrize("stream", ["Workbook", "PowerPoint Document"])
def test_other_old_files_are_named(stream: str) -> None:
    """An old spreadsheet is no old Word file."""
    data = OLE + f"{stream}\0".encode("utf-16-le")

    with pytest.raises(UnsupportedFormat, match="expected a Word document"):
        formats.read(data, Limits(), "a.doc")
