"""PDF: operators and fonts as few producers write them read like those that most write."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells, first_cell
from handmade import GRID, TIMES, TO_UNICODE, handmade
from hostile_pdfs import stream

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

# From the page as displayed to the page of the file, for each turn of it.
TURNED = {
    0: (b"1 0 0 1 0 0", (400, 300)),
    90: (b"0 1 -1 0 300 0", (300, 400)),
    180: (b"-1 0 0 -1 400 300", (400, 300)),
    270: (b"0 -1 1 0 0 400", (300, 400)),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("is_displayed_turned", [True, False])
@pytest.mark.parametrize("turn", TURNED)
def test_letters_of_one_glyph_stand_in_the_direction_of_reading(
    turn: int, engine: str, *, is_displayed_turned: bool
) -> None:
    """However the page is turned, or what is printed on it."""
    font = TIMES.replace(b">>", b"/ToUnicode 6 0 R >>")
    matrix, size = TURNED[turn]
    content = b"q %s cm %s BT /F1 10 Tf 30 220 Td (O%%cer) Tj 60 0 Td (p& ha'nen) Tj ET Q"

    data = handmade(
        content % (matrix, GRID),
        font=font,
        page=b"/Rotate %d" % (turn * is_displayed_turned),
        size=size,
        more={6: stream(TO_UNICODE)},
    )

    assert first_cell(read(data, Limits(), engine)).text == "Oficer på haffnen"


RISEN = {
    "a note mark behind an amount": (
        (
            b"BT /F1 10 Tf 30 220 Td (Der er afsat 12,5) Tj /F1 6 Tf 4 Ts (1) Tj "
            b"/F1 10 Tf 0 Ts ( mio. kr.) Tj ET"
        ),
        "Der er afsat 12,5\u00b9 mio. kr.",
    ),
    "lines set close": (
        (
            b"BT /F1 10 Tf -2 Ts 30 232 Td (Skolen er taget) Tj ET "
            b"BT /F1 10 Tf 6 Ts 30 213 Td (i brug af alle) Tj ET"
        ),
        "Skolen er taget i brug af alle",
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", RISEN)
def test_letters_stand_where_their_rise_lifts_them(name: str, engine: str) -> None:
    """A raised figure is no digit, and lines are not mixed up by baselines they are lifted from."""
    content, expected = RISEN[name]

    cell = first_cell(read(handmade(GRID + content), Limits(), engine))

    assert cell.text == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_of_a_negative_size_stand_on_their_heads(engine: str) -> None:
    """Turned back by their matrix they read as any others."""
    content = b"BT /F1 -10 Tf -1 0 0 -1 30 230 Tm (Der er afsat) Tj 0 14 Td (12,5 mio. kr.) Tj ET"

    cell = first_cell(read(handmade(GRID + content), Limits(), engine))

    assert cell.text == "Der er afsat 12,5 mio. kr."


CIRCLE = (
    b"130 215 m 130 220.5 125.5 225 120 225 c 114.5 225 110 220.5 110 215 c "
    b"110 209.5 114.5 205 120 205 c 125.5 205 130 209.5 130 215 c "
)
SHADING = (
    b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 202 0 228] /Extend [true true] /Function "
    b"<< /FunctionType 2 /Domain [0 1] /C0 [0.9 0.1 0.1] /C1 [0.8 0 0] /N 1 >> >>"
)
TILING = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4"
# How a red circle is painted.
PAINTED = {
    "shading": b"q " + CIRCLE + b"W n /S sh Q",
    "shading pattern": b"q /Pattern cs /P0 scn " + CIRCLE + b"f Q",
    "tiling pattern": b"q /Pattern cs /P1 scn " + CIRCLE + b"f Q",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", PAINTED)
def test_a_sign_painted_without_a_plain_colour_has_the_one_it_shows(way: str, engine: str) -> None:
    """Runs of colour and patterns are seen as pixels."""
    data = handmade(
        GRID + PAINTED[way],
        resources=b"/Shading << /S 6 0 R >> /Pattern << /P0 7 0 R /P1 8 0 R >>",
        more={
            6: SHADING,
            7: b"<< /Type /Pattern /PatternType 2 /Shading 6 0 R >>",
            8: stream(b"0.85 0 0 rg 0 0 4 4 re f", b"/Type /Pattern /Resources << >> " + TILING),
        },
    )

    (mark,) = first_cell(read(data, Limits(), engine)).all_marks

    assert mark.kind == "drawing"
    assert mark.colour is not None
    red, green, blue = (int(mark.colour[at : at + 2], 16) for at in (1, 3, 5))
    assert red > 180
    assert max(green, blue) < 60


def test_a_run_of_colours_behind_a_cell_is_its_shading() -> None:
    """And no sign in it."""
    behind = b"q 20 180 180 70 re W n /S sh Q BT /F1 10 Tf 30 220 Td (Forsinket) Tj ET "
    data = handmade(behind + GRID, resources=b"/Shading << /S 6 0 R >>", more={6: SHADING})

    cell = first_cell(read(data, Limits()))

    assert cell.text == "Forsinket"
    assert cell.shading is not None
    assert cell.shading[1] > "a"


@pytest.mark.parametrize("engine", ENGINES)
def test_words_printed_in_pieces_stand_apart(engine: str) -> None:
    """Some pieces of one letter, and narrow blanks that the file does not write."""
    words = ("fo r", "n ogle", "fa r", "s er", "de n", "g amle", "ha l", "b rug")
    advance = {"f": 3.33, "r": 3.33, "s": 3.89, "e": 4.44, "a": 4.44, "l": 2.78, "m": 7.78}
    content, x = [GRID], 24.0
    for word in words:
        for piece in word.split(" "):
            content.append(b"BT /F1 10 Tf %.2f 220 Td (%s) Tj ET " % (x, piece.encode()))
            x += sum(advance.get(letter, 5.0) for letter in piece)
        x += 2.5

    cell = first_cell(read(handmade(b"".join(content)), Limits(), engine))

    assert cell.text == " ".join(word.replace(" ", "") for word in words)


def test_a_heading_in_larger_type_is_one_without_being_bold() -> None:
    """The chapter above an item's table; text of the usual size is none."""
    head = b"BT /F1 15 Tf 20 270 Td (2. Klima og havne) Tj /F1 10 Tf 0 -14 Td (Om det) Tj ET "
    rows = b"BT /F1 10 Tf 24 235 Td (Havnen) Tj 0 -12 Td (er ny.) Tj 0 -12 Td (Det er godt.) Tj ET"

    document = read(handmade(GRID + head + rows), Limits())

    assert [(one.text, one.level) for one in document.blocks if isinstance(one, Paragraph)] == [
        ("2. Klima og havne", 1),
        ("Om det", None),
    ]


ARROWS = {
    "up": b"110 210 m 120 220 l 130 210 l 123 210 l 123 200 l 117 200 l 117 210 l h f",
    "down": b"110 210 m 120 200 l 130 210 l 123 210 l 123 220 l 117 220 l 117 210 l h f",
    "right": b"120 220 m 130 210 l 120 200 l 120 207 l 110 207 l 110 213 l 120 213 l h f",
    "check": b"110 210 m 117 203 l 130 220 l S",
    "turned check": b"110 213 m 117 220 l 130 203 l S",
}


def test_drawings_that_point_different_ways_are_different() -> None:
    """Else one would have the meaning of the other."""
    marks = [
        first_cell(read(handmade(GRID + draw), Limits())).all_marks for draw in ARROWS.values()
    ]

    assert len({one.value for (one,) in marks}) == len(ARROWS)


def test_a_line_that_begins_with_a_colon_is_a_paragraph() -> None:
    """What stands before it was not seen: the meaning is not that of the sign above."""
    content = (
        GRID + b"BT /F1 10 Tf 20 280 Td (J: Planen holder) Tj 0 -12 Td (: Planen skrider) Tj ET"
    )

    blocks = read(handmade(content), Limits()).blocks

    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts == ["J: Planen holder", ": Planen skrider"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_letter_and_its_accent_moved_by_a_byte_are_read(engine: str) -> None:
    """Ghostscript rewrites them so."""
    unicode = TO_UNICODE.replace(b"<0061030A>", b"<61030A00>")
    content = GRID + b"BT /F1 10 Tf 30 220 Td (p& havnen) Tj ET"
    font = TIMES.replace(b">>", b"/ToUnicode 6 0 R >>")

    data = handmade(content, font=font, more={6: stream(unicode)})

    assert first_cell(read(data, Limits(), engine)).text == "på havnen"


def test_a_glyph_that_its_file_calls_unknown_has_no_code() -> None:
    """All glyphs of such a font have the same character; they are no one sign."""
    unicode = TO_UNICODE.replace(b"<0061030A>", b"<FFFD>")
    font = TIMES.replace(b">>", b"/ToUnicode 6 0 R >>")

    data = handmade(
        GRID + b"BT /F1 10 Tf 30 220 Td (&) Tj ET", font=font, more={6: stream(unicode)}
    )
    (mark,) = first_cell(read(data, Limits())).all_marks

    assert (mark.value, mark.code) == ("\ufffd", None)


def test_signs_of_lines_set_close_are_not_one_drawing() -> None:
    """A legend whose faces are nearly as high as its lines."""
    lines = b"".join(
        b"q 0.9 0 0 rg 1 0 0 1 -90 %d cm %sf Q BT /F1 10 Tf 45 %d Td (: %s) Tj ET "
        % (y - 210, CIRCLE, y, word)
        for y, word in ((281, b"Godt"), (260, b"Skidt"))
    )

    blocks = read(handmade(GRID + lines), Limits()).blocks

    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts == ["\ufffc : Godt", "\ufffc : Skidt"]


# A face of lines, in thousandths of the size; its mouth is put in.
FACE = (
    b"1000 0 d0 60 w 900 350 m 900 570 721 750 500 750 c 279 750 100 570 100 350 c "
    b"100 130 279 -50 500 -50 c 721 -50 900 130 900 350 c S "
    b"310 430 100 100 re f 590 430 100 100 re f %s S"
)
MOUTHS = {
    "up": b"280 220 m 380 80 620 80 720 220 c",
    "flat": b"280 170 m 720 170 l",
    "down": b"280 100 m 380 240 620 240 720 100 c",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mouth", MOUTHS)
def test_a_face_that_the_file_states_to_be_a_greek_letter_is_looked_at(
    mouth: str, engine: str
) -> None:
    """It stays as stated."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -100 1000 800] "
        b"/FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /g 7 0 R >> "
        b"/Encoding << /Type /Encoding /Differences [37 /g] >> "
        b"/FirstChar 37 /LastChar 37 /Widths [1000] /Resources << >> /ToUnicode 6 0 R >>"
    )
    stated = TO_UNICODE.replace(b"<00660069>", b"<03B8>")
    content = GRID + b"BT /F1 14 Tf 30 220 Td (%) Tj ET"

    data = handmade(content, font=font, more={6: stream(stated), 7: stream(FACE % MOUTHS[mouth])})

    (mark,) = first_cell(read(data, Limits(), engine)).all_marks
    assert (mark.value, mark.shape, mark.mouth) == ("\u03b8", "face", mouth)


def ring(x: int, y: int, wide: int, high: int, *, foot: int = 1) -> bytes:
    """A border of one point, painted as an area with a hole, which some name first."""
    area, hole = (x, y, wide, high), (x + 1, y + foot, wide - 2, high - 1 - foot)
    first, second = (area, hole) if x < 100 else (hole, area)
    return b"0.2 g %d %d %d %d re %d %d %d %d re f* " % (*first, *second)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_border_painted_as_an_area_with_a_hole_is_no_shading(engine: str) -> None:
    """So some programs draw every border; the last row is open below."""
    content = b"".join(
        (ring(20, 200, 180, 50), ring(200, 200, 180, 50), ring(20, 150, 180, 50, foot=0))
    )
    content += ring(200, 150, 180, 50, foot=0)
    content += b"0 g BT /F1 10 Tf 30 230 Td (Havnen) Tj 180 0 Td (ny) Tj 0 -50 Td (gammel) Tj ET"

    document = read(handmade(content), Limits(), engine)

    assert cells(document)[0] == ["Havnen", "ny"]
    assert [cell and cell.shading for cell in document.tables[0].rows[0]] == [None, None]
    assert "gammel" in (cells(document)[-1][-1] or "")


@pytest.mark.parametrize("engine", ENGINES)
def test_an_emoji_cut_to_four_digits_is_no_letter(engine: str) -> None:
    """Some producers write U+1F610 so, which reads as Greek with breathing and accent."""
    unicode = TO_UNICODE.replace(b"<0061030A>", b"<1F610>")
    font = TIMES.replace(b">>", b"/ToUnicode 6 0 R >>")

    data = handmade(
        GRID + b"BT /F1 10 Tf 30 220 Td (&) Tj ET", font=font, more={6: stream(unicode)}
    )
    cell = first_cell(read(data, Limits(), engine))

    assert cell.text == "\ufffd"
    assert [(mark.value, mark.code) for mark in cell.all_marks] == [("\ufffd", 0x1F61)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("corner", [(-300, 500), (20, -60)])
def test_a_page_may_begin_anywhere(corner: tuple[int, int], engine: str) -> None:
    """Its corner is no zero in files cut out of others."""
    x, y = corner
    content = b"q 1 0 0 1 %d %d cm %s" % (x, y, GRID)
    content += b"BT /F1 10 Tf 30 220 Td (Havnen) Tj 180 0 Td (ny) Tj ET Q"
    data = handmade(content).replace(
        b"/MediaBox [0 0 400 300]", b"/MediaBox [%d %d %d %d]" % (x, y, x + 400, y + 300)
    )

    document = read(data, Limits(), engine)

    assert cells(document)[0] == ["Havnen", "ny"]
    assert first_cell(document).places[0][1:] == (20.0, 50.0, 200.0, 120.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_text_of_no_size_is_not_read(engine: str) -> None:
    """It shows nothing, and would stand in front of what does."""
    shown = b"BT /F1 0 Tf 30 220 Td (9,99) Tj ET BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "

    assert first_cell(read(handmade(shown + GRID), Limits(), engine)).text == "2,25 mio. kr."
