"""PDF: fonts whose glyphs are drawings (Type 3): how wide and large they are, and what they say."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, TIMES, TO_UNICODE, handmade
from hostile_pdfs import stream

from extractors.document import Paragraph
from extractors.formats.pdf import read, sight
from extractors.limits import Limits

# Every glyph of this font but the blank is a box of 400 units with the advance of 600; what each
# procedure states of its box is put in.
DRAWN = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] "
    b"/CharProcs << /g 7 0 R >> /Encoding << /Type /Encoding /Differences [33 %s] >> "
    b"/FirstChar 32 /LastChar 127 /Widths [%s] /Resources << >> /ToUnicode 6 0 R >>"
) % (b"/g " * 95, b"600 " * 96)
BOXES = {"as small as the ink": b"50 0 450 700", "as large as any": b"-900 -500 3000 2500"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("stated", BOXES)
def test_a_drawn_font_is_as_wide_as_it_moves_the_pen(stated: str, engine: str) -> None:
    """Whatever boxes its glyphs state: words are apart, and letters are not."""
    unicode = TO_UNICODE.replace(b"<30> <7A> <0030>", b"<20> <7A> <0020>")
    glyph = b"600 0 %s d1 50 0 400 700 re f" % BOXES[stated]
    content = GRID + b"BT /F1 10 Tf 30 230 Td (Der er 12,5 mio.) Tj 0 -14 Td (kr. til havnen) Tj ET"

    data = handmade(content, font=DRAWN, more={6: stream(unicode), 7: stream(glyph)})

    assert first_cell(read(data, Limits(), engine)).text == "Der er 12,5 mio. kr. til havnen"


def headed(kind: bytes, size: int) -> bytes:
    """Two lines in a drawn font, of which tags call the first one of this kind."""
    unicode = TO_UNICODE.replace(b"<30> <7A> <0030>", b"<20> <7A> <0020>")
    lines = ((size, 230, b"3. Havne og moler"), (10, 190, b"Havnen skal"), (10, 178, b"ryddes."))
    content = b"".join(
        b"/P << /MCID %d >> BDC BT /F1 %d Tf 30 %d Td (%s) Tj ET EMC\n" % (min(at, 1), *line)
        for at, line in enumerate(lines)
    )
    element = b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s] >>"
    piece = b"<< /Type /MCR /Pg 3 0 R /MCID %d >>"
    numbers = b"<< /Nums [0 [14 0 R 13 0 R]] >>"
    more = {
        6: stream(unicode),
        7: stream(b"600 0 50 0 450 700 d1 50 0 400 700 re f"),
        10: b"<< /Type /StructTreeRoot /K 11 0 R /ParentTree %s >>" % numbers,
        11: element % (b"Document", 10, b"12 0 R 13 0 R"),
        12: element % (kind, 11, b"14 0 R"),
        13: element % (b"P", 11, piece % 1),
        14: element % (b"NonStruct", 12, piece % 0),
    }
    catalog = b"/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R"
    return handmade(content, font=DRAWN, more=more, catalog=catalog, page=b"/StructParents 0")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("kind", "size", "bold"), [(b"H2", 10, True), (b"P", 10, False), (b"H2", 16, False)]
)
def test_a_heading_in_a_drawn_font_is_one_by_its_tag(
    kind: bytes, size: int, bold: bool, engine: str
) -> None:
    """No name tells that such a font is bold; a larger one needs no telling."""
    heading, text, *_ = read(headed(kind, size), Limits(), engine).blocks

    assert isinstance(heading, Paragraph)
    assert isinstance(text, Paragraph)
    assert (heading.text, heading.bold) == ("3. Havne og moler", bold)
    assert bold or (heading.level == 1) == (size > 10)
    assert not text.bold


# What a glyph's unit is, and the size and scale at which it is set: 10 points all the same.
SCALES = {
    "points": (b"1 0 0 1", b"/F1 1 Tf 0.1 0 0 0.1 30 230 Tm"),
    "points, upside down": (b"1 0 0 -1", b"/F1 1 Tf 0.1 0 0 -0.1 30 230 Tm"),
    "tenths": (b"0.1 0 0 0.1", b"/F1 1 Tf 1 0 0 1 30 230 Tm"),
    "thousandths": (b"0.01 0 0 0.01", b"/F1 10 Tf 1 0 0 1 30 230 Tm"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("scale", SCALES)
def test_a_drawn_font_is_as_large_as_its_glyphs(scale: str, engine: str) -> None:
    """Whatever size its text is said to be set at, as of fonts that Ghostscript makes."""
    matrix, setting = SCALES[scale]
    names = b"/g " * 95
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -20 60 80] /FontMatrix [%s 0 0] "
        b"/CharProcs << /g 7 0 R >> /Encoding << /Type /Encoding /Differences [33 %s] >> "
        b"/FirstChar 32 /LastChar 127 /Widths [%s] /Resources << >> /ToUnicode 6 0 R >>"
    ) % (matrix, names, b"60 " * 96)
    unicode = TO_UNICODE.replace(b"<30> <7A> <0030>", b"<20> <7A> <0020>")
    up = b"-70" if b"-" in matrix else b"0"
    glyph = b"60 0 5 %s 45 %d d1 5 %s 40 70 re f" % (up, int(up) + 70, up)
    below = setting.replace(b"230", b"218")
    content = GRID + b"BT %s (Der er 12,5 mio.) Tj %s (kr. til havnen) Tj ET" % (setting, below)

    data = handmade(content, font=font, more={6: stream(unicode), 7: stream(glyph)})

    document = read(data, Limits(), engine)
    assert first_cell(document).text == "Der er 12,5 mio. kr. til havnen"
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_drawn_letter_of_two_characters_ends_where_it_moves_the_pen(engine: str) -> None:
    """Behind it nothing else tells how wide it is, though its box reaches up to the next text."""
    unicode = TO_UNICODE.replace(b"1 beginbfrange", b"2 beginbfrange <20> <20> <0020>").replace(
        b"<30> <7A> <0030>", b"<2E> <7A> <002E>"
    )
    glyph = b"600 0 %s d1 50 0 400 700 re f" % BOXES["as large as any"]
    content = GRID + b"BT /F1 10 Tf 30 230 Td (Bygges p&) Tj 75 0 Td (20.4.2033) Tj ET"

    data = handmade(content, font=DRAWN, more={6: stream(unicode), 7: stream(glyph)})

    assert first_cell(read(data, Limits(), engine)).text == "Bygges på 20.4.2033"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ligature_of_a_drawn_font_keeps_its_place(engine: str) -> None:
    """Browsers so print single ligatures, letters of other fonts around them."""
    glyph = stream(b"560 0 20 0 540 700 d1 20 0 520 700 re f")
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] "
        b"/CharProcs << /g 7 0 R >> /Encoding << /Type /Encoding /Differences [37 /g] >> "
        b"/FirstChar 37 /LastChar 105 /Widths [560 %s] /Resources << >> /ToUnicode 6 0 R >>"
    ) % (b"170 " * 68)
    content = GRID + b"BT /F1 10 Tf 30 230 Td (o) Tj /F2 10 Tf (%) Tj /F1 10 Tf (cer) Tj ET"
    fonts = b"/Font << /F1 5 0 R /F2 8 0 R >>"

    data = handmade(content, fonts=fonts, more={6: stream(TO_UNICODE), 7: glyph, 8: font})

    assert first_cell(read(data, Limits(), engine)).text == "oficer"


def _of_many_shapes(shapes: int, content: bytes) -> bytes:
    """A page of that content with a font whose glyphs have so many shapes."""
    unicode = TO_UNICODE.replace(b"<30> <7A> <0030>", b"<20> <7A> <0020>")
    glyph = b"600 0 d0\n" + b"50 0 400 700 re f\n" * shapes
    more = {6: stream(unicode), 7: stream(glyph), 8: TIMES}
    fonts = b"/Font << /F1 5 0 R /F2 8 0 R >>"
    return handmade(content + GRID, font=DRAWN, fonts=fonts, more=more)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_whose_glyphs_have_more_shapes_than_a_page_may_is_told(engine: str) -> None:
    """To open it takes time for each letter."""
    data = _of_many_shapes(1200, b"BT /F1 10 Tf 30 230 Td (Ja) Tj ET ")

    document = read(data, Limits(page_segments=1000), engine)

    (notice,) = document.notices
    assert (notice.code, notice.severity) == ("page-cut-off", "error")
    assert notice.evidence == "glyphs of 1200 shapes, none read"
    assert first_cell(read(data, Limits(), engine)).text == "Ja"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_that_takes_long_to_be_drawn_by_its_glyphs_is_read_and_not_looked_at(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though a part of its text may be painted over."""
    monkeypatch.setattr(sight, "_MOST_SHAPES", 1000)
    covered = b"BT /F2 10 Tf 30 205 Td (skjult) Tj ET 1 g 25 200 60 15 re f 0 g "
    data = _of_many_shapes(200, covered + b"BT /F1 10 Tf 30 230 Td (Ja tak) Tj ET ")

    document = read(data, Limits(), engine)

    assert first_cell(document).text == "Ja tak\nskjult"
    (notice,) = document.notices
    told = "glyphs of 200 shapes, what the page looks like was not looked at"
    assert (notice.code, notice.evidence) == ("page-cut-off", told)
