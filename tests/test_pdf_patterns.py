"""PDF: what is painted with a pattern has the colours that the page shows, and its texts are read.

They are told instead where the pattern stands there more than once.
"""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import OBJECT, Document
from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT 0 g /F1 10 Tf 230 220 Td (Ja) Tj ET "
PAINTED = b"/Pattern cs /P scn %s re f "
CELL, SQUARE = b"20 180 180 70", b"64 214 16 16"
TILE = (
    b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 %s] /Matrix [1 0 0 1 %s]"
    b" /XStep %d /YStep %d /Resources << /Font << /F1 5 0 R >> /XObject << /X 8 0 R >> >> "
)
SHADED = (
    b"<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 180 0 250] "
    b"/Function << /FunctionType 2 /Domain [0 1] /C0 [%s] /C1 [%s] /N 1 >> >> >>"
)
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
NAMED = (
    b"/ColorSpace << /C [/Pattern /DeviceRGB] >> /Pattern << /P 6 0 R >> /XObject << /X 7 0 R >>"
)
HATCH = stream(b"1 0.6 0.6 rg 0 0 4 4 re f", TILE % (b"4 4", b"0 0", 4, 4))
WORDS = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
PAGE = (b"400 300", b"0 0", 400, 300)
EYES = b"0 0.8 0 rg 0 0 16 16 re f 1 g 4 10 2 2 re f 10 10 2 2 re f 4 4 8 2 re f "


def page(content: bytes, pattern: bytes, *more: bytes) -> bytes:
    return handmade(
        content + TEXT + GRID, resources=NAMED, more={6: pattern, **dict(enumerate(more, 7))}
    )


COLOURS = {
    "a hatch": (HATCH, "#ff9999"),
    "a run of colours": (SHADED % (b"0 0.8 0", b"0 0.8 0"), "#00cc00"),
    "words on white": (stream(WORDS, TILE % PAGE), None),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", COLOURS)
def test_the_background_of_a_cell_is_what_its_pattern_shows(way: str, engine: str) -> None:
    pattern, expected = COLOURS[way]

    document = read(page(PAINTED % CELL, pattern), Limits(), engine)

    text = "2,25 mio. kr." if way == "words on white" else ""
    assert cells(document) == [[text, "Ja"], ["", ""]]
    assert [cell and cell.shading for cell in document.tables[0].rows[0]] == [expected, None]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("grey", [b"0.75 g ", b"1 g "])
def test_a_plain_area_is_none_of_a_pattern(grey: bytes, engine: str) -> None:
    """pdfium tells a grey and a white one where there are patterns."""
    red = b"1 0 0 rg BT /F1 10 Tf 30 220 Td (Havnen er ryddet) Tj ET "

    document = read(page(grey + CELL + b" re f " + red, HATCH), Limits(), engine)

    expected = "#bfbfbf" if b"75" in grey else None
    assert [cell and cell.shading for cell in document.tables[0].rows[0]] == [expected, None]


SIGNS = {
    "tile": stream(EYES, TILE % (b"16 16", b"64 214", 16, 16)),
    "shaded": SHADED % (b"0 0.8 0", b"0 0.8 0"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", SIGNS)
def test_a_sign_that_a_pattern_paints_is_seen(way: str, engine: str) -> None:
    document = read(page(PAINTED % SQUARE, SIGNS[way]), Limits(), engine)

    assert cells(document) == [[OBJECT, "Ja"], ["", ""]]
    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert mark.colour == "#00cc00"


IN_FORM = stream(PAINTED % CELL, FORM + b"/Resources << /Pattern << /P 6 0 R >> >>")
PRINTED = {
    "by itself": page(PAINTED % CELL, stream(WORDS, TILE % PAGE)),
    "in a form": page(b"/X Do ", stream(WORDS, TILE % PAGE), IN_FORM),
    "by its form": page(
        PAINTED % CELL,
        stream(b"/X Do ", TILE % PAGE),
        b"null",
        stream(WORDS, FORM + b"/Resources << /Font << /F1 5 0 R >> >>"),
    ),
    "moved": page(
        b"q 2 0 0 2 20 180 cm /Pattern cs /P scn 0 0 90 35 re f Q ",
        stream(WORDS, TILE % PAGE),
    ),
    "of its own": page(
        PAINTED % CELL,
        stream(
            b"BT /F1 10 Tf 10 40 Td (2,25 mio. kr.) Tj ET ", TILE % (b"180 70", b"20 180", 180, 70)
        ),
    ),
    "many steps away": page(
        PAINTED % CELL,
        stream(
            b"BT /F1 10 Tf 10 40 Td (2,25 mio. kr.) Tj ET ",
            TILE % (b"180 70", b"-520 -240", 180, 70),
        ),
    ),
    "within a clip": page(
        b"q 20 180 180 70 re W n /Pattern cs /P scn 0 0 400 300 re f Q ",
        stream(
            b"BT /F1 10 Tf 10 40 Td (2,25 mio. kr.) Tj ET ", TILE % (b"180 70", b"20 180", 180, 70)
        ),
    ),
    "behind a picture": page(
        b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q " + PAINTED % CELL,
        stream(WORDS, TILE % PAGE),
    ),
    "outlined": page(
        b"0 G /Pattern cs /P scn 20 180 m 200 180 l 200 250 l 20 250 l b* ",
        stream(WORDS, TILE % PAGE),
    ),
    "in one colour": page(
        b"/C cs 1 0 0 /P scn 20 180 180 70 re f ",
        stream(WORDS, (TILE % PAGE).replace(b"/PaintType 1", b"/PaintType 2")),
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", PRINTED)
def test_a_text_in_a_pattern_that_stands_there_once_is_read(way: str, engine: str) -> None:
    document = read(PRINTED[way], Limits(), engine)

    assert cells(document) == [["2,25 mio. kr.", "Ja"], ["", ""]]
    assert document.notices == ()
    plain = read(page(WORDS, HATCH), Limits(), engine)
    assert _boxes(document) == _boxes(plain)


def _boxes(document: Document) -> list[tuple[float, ...]]:
    """Where the lines of the first cell stand, to a point."""
    (paragraph,) = document.tables[0].rows[0][0].paragraphs  # type: ignore[union-attr]  # one cell
    return [tuple(map(round, place[1:])) for place in paragraph.places()]


FINE = TILE % (b"60 70", b"20 180", 60, 70)
ONE = b"BT /F1 10 Tf 5 40 Td (2 mio.) Tj ET "
REPEATED = {
    "three times": page(PAINTED % CELL, stream(ONE, FINE)),
    "of letters": page(
        b"BT /F1 40 Tf 30 200 Td /Pattern cs /P scn (O) Tj ET ", stream(ONE, TILE % PAGE)
    ),
    "of lines": page(b"/Pattern CS /P SCN 9 w 20 200 m 200 200 l S ", stream(ONE, FINE)),
    "by its form": page(PAINTED % CELL, stream(b"/X Do ", FINE), b"null", stream(ONE, FORM)),
    "without a step": page(PAINTED % CELL, stream(ONE, FINE.replace(b"/XStep 60", b"/XStep 0"))),
    "several in one": page(PAINTED % CELL, stream(ONE, TILE % (b"400 300", b"0 0", 60, 70))),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", REPEATED)
def test_a_text_in_a_pattern_that_stands_there_otherwise_is_told(way: str, engine: str) -> None:
    document = read(REPEATED[way], Limits(), engine)

    (notice,) = document.notices
    assert (notice.code, notice.severity) == ("text-in-pattern", "warning")
    assert (notice.evidence, notice.locator) == ("page 1", "page[1]")


def test_a_pattern_that_draws_itself_ends() -> None:
    pattern = stream(
        WORDS + PAINTED % CELL,
        (TILE % PAGE).replace(b"/Font <<", b"/Pattern << /P 6 0 R >> /Font <<"),
    )

    document = read(page(PAINTED % CELL, pattern), Limits())

    assert cells(document)[0] == ["2,25 mio. kr.", "Ja"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "data",
    [
        page(PAINTED % CELL, HATCH),  # prints none
        page(b"", stream(WORDS, TILE % PAGE)),  # is not painted with
    ],
)
def test_other_patterns_are_no_finding(data: bytes, engine: str) -> None:
    assert read(data, Limits(), engine).notices == ()
