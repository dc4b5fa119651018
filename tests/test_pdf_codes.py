"""PDF: what the codes of a text mean, as the file's own maps and names of glyphs tell it."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells, first_cell
from handmade import GRID, TIMES, handmade
from hostile_pdfs import stream

from extractors.document import UNMAPPED, Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

MAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def "
    b"/WMode %d def\n%s\nendcmap end end"
)
SYSTEM = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding %s /DescendantFonts [7 0 R] "
    b"/ToUnicode 8 0 R >>"
)
GLYPHS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /DW 600 /FontDescriptor 9 0 R "
    + SYSTEM
    + b">>"
)
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Arial /Flags 32 /FontBBox [0 -200 1000 900] "
    b"/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>"
)
ONE = b"1 begincodespacerange <00> <FF> endcodespacerange\n"
TWO = b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
MIXED = b"2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange\n"
OF_ONE = ONE + b"1 beginbfrange <20> <7E> <0020> endbfrange"
OF_TWO = TWO + b"1 beginbfrange <0020> <007E> <0020> endbfrange"
OF_MIXED = MIXED + b"2 beginbfrange <20> <7E> <0020> <8020> <807E> <0020> endbfrange"
# The map's codes of glyphs, what the codes mean, and the codes of "Ja".
MAPS = {
    "of one byte": (ONE + b"1 begincidrange <20> <7E> 3 endcidrange", OF_ONE, b"<4A61>"),
    "of two bytes": (TWO + b"1 begincidrange <0020> <007E> 3 endcidrange", OF_TWO, b"<004A0061>"),
    "of single codes": (ONE + b"2 begincidchar <4A> 7 <61> 9 endcidchar", OF_ONE, b"<4A61>"),
    "of one and two bytes": (
        MIXED + b"2 begincidrange <20> <7E> 3 <8020> <807E> 200 endcidrange",
        *(OF_MIXED, b"<4A8061>"),
    ),
    "of another map": (b"/Identity-H usecmap\n" + TWO, OF_TWO, b"<004A0061>"),
    "of no glyphs": (ONE, OF_ONE, b"<4A61>"),
}


def _page(encoding: bytes, own: bytes, meaning: bytes, codes: bytes) -> bytes:
    shown = b"BT /F1 10 Tf 30 240 Td %s Tj ET BT /F2 10 Tf 230 220 Td (Nej) Tj ET " % codes
    more = {
        6: stream(own, b"/Type /CMap /CMapName /Own " + SYSTEM),
        7: GLYPHS,
        8: stream(MAP % (0, meaning)),
        9: DESCRIPTOR,
        10: TIMES,
    }
    fonts = b"/Font << /F1 5 0 R /F2 10 0 R >>"
    return handmade(shown + GRID, font=FONT % encoding, fonts=fonts, more=more)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", MAPS)
def test_a_text_is_coded_as_the_file_says_itself(way: str, engine: str) -> None:
    glyphs, meaning, codes = MAPS[way]

    document = read(_page(b"6 0 R", MAP % (0, glyphs), meaning, codes), Limits(), engine)

    assert cells(document) == [["Ja", "Nej"], ["", ""]]
    assert document.notices == ()


@pytest.mark.parametrize("encoding", [b"/Identity-V", b"6 0 R"])
def test_writing_that_runs_down_stands_in_its_cell(encoding: bytes) -> None:
    """Where one engine has it, the other has it as well."""
    own = MAP % (1, TWO + b"1 begincidrange <0020> <007E> 3 endcidrange")
    data = _page(encoding, own, OF_TWO, b"<004A00610020006A0061>")

    fast, second = (read(data, Limits(), engine) for engine in ENGINES)

    assert cells(second) == cells(fast)
    assert cells(second)[0][1] == "Nej"
    assert _lines(second) == _lines(fast)


def _lines(document: Document) -> list[tuple[int, ...]]:
    return [
        tuple(map(round, line.place))
        for one in first_cell(document).paragraphs
        for line in one.lines
    ]


TOLD = {
    "/g23": None,
    "/c24": None,
    "/uni0042": "B",
    "/b": "b",
    "/aring": "å",
    "/fi": "fi",
    "/.notdef": " ",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("base", [b"/BaseEncoding /WinAnsiEncoding", b""])
@pytest.mark.parametrize("name", TOLD)
def test_a_glyph_is_the_letter_that_its_name_tells(name: str, base: bytes, engine: str) -> None:
    """Not the one that stands there in the encoding that the file changes."""
    encoding = b"/Encoding << %s /Differences [72 %s] >> >>" % (base, name.encode())
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman " + encoding
    data = handmade(b"BT /F1 10 Tf 30 220 Td (JHJ) Tj ET " + GRID, font=font)

    cell = first_cell(read(data, Limits(), engine))

    assert cell.text == "J" + (TOLD[name] or UNMAPPED) + "J"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("encoding", [b"%s", b"<< /BaseEncoding %s >>"])
def test_a_soft_hyphen_inside_a_line_is_printed(encoding: bytes, engine: str) -> None:
    font = TIMES.replace(b"/WinAnsiEncoding", encoding % b"/WinAnsiEncoding")
    data = handmade(b"BT /F1 10 Tf 30 220 Td (UCC\\255bygning) Tj ET " + GRID, font=font)

    assert first_cell(read(data, Limits(), engine)).text == "UCC-bygning"


SIGNS = {
    "ZapfDingbats": {b"4": "✔", b"8": "✘", b"l": "●", b"n": "■", b"\\200": "❨", b"\\254": "①"},
    "Symbol": {b"b": "β", b"\\267": "•", b"-": "−", b"\\263": "≥"},
}
CODES = [(font, code) for font, signs in SIGNS.items() for code in signs]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("encoding", [b"", b"/Encoding /WinAnsiEncoding"])
@pytest.mark.parametrize(("name", "code"), CODES)
def test_a_sign_of_the_fonts_that_every_program_has_is_one(
    name: str, code: bytes, encoding: bytes, engine: str
) -> None:
    """Their codes are no figures and letters."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s %s >>" % (name.encode(), encoding)

    data = handmade(b"BT /F1 10 Tf 30 220 Td (Ja %s) Tj ET " % code + GRID, font=font)

    assert first_cell(read(data, Limits(), engine)).text[-1] == SIGNS[name][code]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", [0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_codes_that_windows_does_not_use_are_bullets(code: int, engine: str) -> None:
    """As the format says of its encoding; programs write bullets so."""
    content = b"BT /F1 10 Tf 40 220 Td (2%bved havnen) Tj ET" % bytes((code,))

    (found,) = read(handmade(content), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "2\u2022ved havnen"
