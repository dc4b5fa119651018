"""PDF: what fonts say of the type they are."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_pages import ENGINES, first_cell, grid, page
from handmade import TIMES, handmade
from hostile_pdfs import stream
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits


def printed(file: str, name: str, stems: int) -> bytes:
    """A line in a font of that name, whose stems are said to be so wide."""
    font = TTFont(name, file)
    font.face.name = name.encode()
    font.face.stemV = 100
    pdfmetrics.registerFont(font)
    written = BytesIO()
    canvas = Canvas(written, pagesize=(300, 100), invariant=1)
    canvas.setFont(font.fontName, 10)
    canvas.drawString(30, 50, "Havnen er ryddet for gamle både.")
    canvas.save()
    return written.getvalue().replace(b"/StemV 100", b"/StemV %3d" % stems)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("stems", [50, 132, 268])
def test_a_font_with_a_name_is_as_bold_as_the_name_says(stems: int, engine: str) -> None:
    """Programs that rewrite files put in stems that are wide in plain type too."""
    plain = read(printed("Vera.ttf", "Carlito", stems), Limits(), engine).blocks[0]
    bold = read(printed("VeraBd.ttf", "Carlito-Bold", stems), Limits(), engine).blocks[0]

    assert isinstance(plain, Paragraph)
    assert isinstance(bold, Paragraph)
    assert (plain.bold, bold.bold) == (False, True)


@pytest.mark.parametrize(("stems", "bold"), [(50, False), (165, True)])
def test_a_font_without_a_name_is_as_bold_as_its_stems_are_wide(stems: int, *, bold: bool) -> None:
    """Nothing else tells."""
    found = read(printed("Vera.ttf", "F1", stems), Limits()).blocks[0]

    assert isinstance(found, Paragraph)
    assert found.bold is bold


# Of ligatures of three letters Ghostscript writes the first, and something that is none.
@pytest.mark.parametrize(
    ("engine", "meaning", "expected"),
    [
        ("pdfium", "7400DD00", "kort\ufffdds til drift"),
        ("pdfplumber", "7400DD00", "kor\ufffdds til drift"),
        ("pdfium", "6600FC00", "korf\ufffd\ufffdds til drift"),
        ("pdfplumber", "6600FC00", "korf\ufffdds til drift"),
    ],
)
def test_letters_that_the_file_spoils_are_unknown(engine: str, meaning: str, expected: str) -> None:
    """They are neither left out nor taken for what they are not."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [200, 250])
        canvas.setFont("Vera", 10)
        canvas.drawString(30, 230, "koræds til driö")

    data = page(draw).replace(b"<01> <00E6>", f"<01> <{meaning}>".encode())
    data = data.replace(b"<02> <00F6>", b"<02> <66007400>")

    document = read(data, Limits(), engine)

    assert first_cell(document).text == expected
    assert [one.code for one in document.notices] == ["spoilt-letters"]


# A font whose widths are told: of Times pdfminer takes those of what a letter is said to be.
BLACK = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Sort /Encoding /WinAnsiEncoding /FirstChar 32 "
    b"/LastChar 122 /Widths [%s] /FontDescriptor << /Type /FontDescriptor /FontName /Sort "
    b"/Flags 32 /Ascent 750 /Descent -250 /FontBBox [0 -250 600 750] >> >>" % (b"500 " * 91)
)


def meaning(letters: dict[bytes, bytes], text: bytes, font: bytes = TIMES) -> bytes:
    """A page with a text whose font says of some letters what they are."""
    chars = b"".join(
        b"<%s> <%s>\n" % (letter.hex().encode(), letters[letter]) for letter in letters
    )
    says = b"%d beginbfchar\n%sendbfchar" % (len(letters), chars)
    head = b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    font = font.removesuffix(b">>") + b"/ToUnicode 6 0 R >>"
    content = b"BT /F1 10 Tf 40 220 Td (%s) Tj ET" % text
    return handmade(content, font=font, more={6: stream(head + says)})


def test_a_letter_that_is_none_is_unknown_also_where_it_is_the_first_of_a_page() -> None:
    found = read(meaning({b"A": b"DD00"}, b"Avlen er lagt"), Limits()).blocks[0]

    assert isinstance(found, Paragraph)
    assert found.text == "\ufffdvlen er lagt"


def test_what_the_file_itself_calls_unknown_is_spoilt_by_none() -> None:
    """Though an accent of the page is written with its bytes moved."""
    document = read(meaning({b"A": b"61030A00", b"B": b"FFFD"}, b"AB er lagt"), Limits())

    (found,) = document.blocks
    assert isinstance(found, Paragraph)
    assert found.text == "å\ufffd er lagt"
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", [b"0000", b"0002", b"001F", b"007F", b"FFFE"])
def test_a_glyph_said_to_be_no_character_is_unknown(code: bytes, engine: str) -> None:
    """It is ink, and may be a figure: it is neither left out nor a character that nobody prints."""
    (found,) = read(meaning({b"A": code, b"B": code}, b"Der er A2B mio."), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Der er \ufffd2\ufffd mio."
    assert [mark.value for mark in found.marks] == ["\ufffd", "\ufffd"]


UNPRINTED = [b"200B", b"200D", b"2060", b"FEFF", b"FE0F", b"000A", b"000D", b"2028"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", UNPRINTED)
def test_a_printed_glyph_said_to_be_nothing_printed_is_unknown(code: bytes, engine: str) -> None:
    """Where the page shows it."""
    data = meaning({b"A": code, b"B": code}, b"Der er A2B mio.", BLACK)

    (found,) = read(data, Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Der er \ufffd2\ufffd mio."
    assert [mark.value for mark in found.marks] == ["\ufffd", "\ufffd"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", [b"0020", b"00A0", b"0009", b"2003", b"3000"])
def test_a_printed_glyph_that_is_alone_and_said_to_be_a_blank_is_unknown(
    code: bytes, engine: str
) -> None:
    """As a smiley may be that is a cell's only sign."""
    text = b"Der er) Tj 0 -14 Td (A) Tj 0 -14 Td (og B"

    (found,) = read(meaning({b"A": code}, text, BLACK), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Der er \ufffd og B"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", UNPRINTED)
def test_a_blank_said_to_be_nothing_printed_is_a_blank(code: bytes, engine: str) -> None:
    """It shows nothing, and makes room."""
    data = meaning({b" ": code}, b"Der er 2 mio.", BLACK)

    (found,) = read(data, Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Der er 2 mio."


SOFT = {
    "a sign": (b"-0,5 mio. kr.", "-0,5 mio. kr."),
    "a range": (b"For 0-25 aarige", "For 0-25 aarige"),
    "a pair": (b"drifts- og anlaeg", "drifts- og anlaeg"),
    "a dash": (b"Havnen - og broen", "Havnen - og broen"),
    "alone": (b"-", "-"),
    "broken": (
        b"Der er ryddet i kommu) Tj (-) Tj 0 -12 Td (nens havn",
        "Der er ryddet i kommunens havn",
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SOFT)
def test_a_hyphen_said_to_be_soft_is_one_only_where_it_breaks_a_word(
    name: str, engine: str
) -> None:
    """A font has one glyph for both, and a file may tell of it what the first one was."""
    text, expected = SOFT[name]

    (found,) = read(meaning({b"-": b"00AD"}, text, BLACK), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == expected
