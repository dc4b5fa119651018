"""PDF: codes mean what a font program in the compact format calls their glyphs."""

from __future__ import annotations

from struct import pack

import pytest
from drawn_pages import ENGINES
from handmade import handmade
from hostile_pdfs import stream

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.formats.pdf.compact import names_of_codes
from extractors.limits import Limits

OWN = 391  # the first number of a name that a program has itself
HEAD = b"\1\0\4\1"
A, B, C, TWO, THREE = 66, 67, 68, 19, 20  # the numbers of the names of "a", "b", "c", "two", ...


def number(value: int) -> bytes:
    return b"\x1d" + pack(">i", value)


def index(*parts: bytes) -> bytes:
    places, at = [1], 1
    for part in parts:
        at += len(part)
        places.append(at)
    body = b"".join(pack(">H", one) for one in places)
    return pack(">H", len(parts)) + (b"\2" + body + b"".join(parts) if parts else b"")


BOX = (
    b"".join(
        pack(">Bh", 28, value) + operator
        for value, operator in ((50, b""), (0, b"\x15"), (400, b"\6"), (700, b"\7"), (-400, b"\6"))
    )
    + b"\x0e"
)


def program(glyphs: tuple[int, ...], codes: bytes, *names: bytes) -> bytes:
    """A font of boxes, with the number of the name of each, and a table of their codes."""
    strings = index(*names)
    charset = b"\0" + b"".join(pack(">H", one) for one in glyphs)
    boxes = index(*[BOX] * (len(glyphs) + 1))
    size = len(index(_top(0, 0, 0)))
    start = len(HEAD) + len(index(b"Foo")) + size + len(strings) + len(index())
    top = index(_top(start, start + len(charset), start + len(charset) + len(codes)))
    return HEAD + index(b"Foo") + top + strings + index() + charset + codes + boxes


def _top(charset: int, codes: int, glyphs: int) -> bytes:
    real = b"\x1e\x2a\x5f\x0c\x04"  # an operand that is no whole number, and what it is of
    own = ((charset, b"\x0f"), (codes, b"\x10"), (glyphs, b"\x11"))
    return real + b"".join(number(value) + operator for value, operator in own)


def page(data: bytes, text: bytes, encoding: bytes = b"") -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Foo /FirstChar 32 /LastChar 127 "
        b"/Widths [%s] /FontDescriptor 6 0 R %s >>" % (b"500 " * 96, encoding)
    )
    about = (
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Foo /Flags 4 /FontBBox [0 0 500 800] "
        b"/Ascent 750 /Descent -250 /ItalicAngle 0 /StemV 80 /FontFile3 7 0 R >>"
    )
    more = {6: about, 7: stream(data, b"/Subtype /Type1C")}
    return handmade(b"BT /F1 10 Tf 40 220 Td (%s) Tj ET" % text, font=font, more=more)


def codes_of(*codes: int) -> bytes:
    return bytes((0, len(codes), *codes))


@pytest.mark.parametrize("engine", ENGINES)
def test_codes_are_the_letters_that_their_glyphs_are_called(engine: str) -> None:
    """Not those that other programs have for them."""
    data = program((B, A, THREE), codes_of(97, 98, 49))

    (found,) = read(page(data, b"ab1"), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "ba3"


@pytest.mark.parametrize("engine", ENGINES)
def test_glyphs_whose_names_tell_nothing_are_unknown(engine: str) -> None:
    data = program((OWN, OWN + 1, A), codes_of(97, 49, 98), b"G01", b"G02")

    (found,) = read(page(data, b"a1b"), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "\ufffd\ufffda"
    assert [mark.code for mark in found.marks] == [97, 49]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_encoding_of_the_file_goes_before_the_program(engine: str) -> None:
    data = program((B, A), codes_of(97, 98))
    encoding = b"/Encoding << /Differences [97 /a] >>"

    (found,) = read(page(data, b"ab", encoding), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "aa"


def test_codes_may_be_told_in_ranges_and_besides() -> None:
    """Those of glyphs in a row, and further ones by the number of a name."""
    ranges = bytes((0x81, 2, 97, 1, 49, 0)) + b"\1" + pack(">BH", 120, TWO)

    assert names_of_codes(program((C, B, THREE), ranges)) == {
        97: "c",
        98: "b",
        49: "three",
        120: "two",
    }


@pytest.mark.parametrize("data", [b"", HEAD, b"\1\0\4\1\xff\xff\1", HEAD + index(b"Foo") * 9])
def test_a_program_that_is_none_says_nothing(data: bytes) -> None:
    assert names_of_codes(data) is None


def test_a_program_with_the_codes_that_all_know_says_nothing() -> None:
    top = number(0) + b"\x10"

    assert names_of_codes(HEAD + index(b"Foo") + index(top) + index()) is None
