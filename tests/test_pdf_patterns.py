"""PDF: what is painted with a pattern has the colours that the page shows; its texts are told."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import OBJECT
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
NAMED = b"/Pattern << /P 6 0 R >> /XObject << /X 7 0 R >>"
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

    assert cells(document) == [["", "Ja"], ["", ""]]
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


PRINTED = {
    "by itself": page(PAINTED % CELL, stream(WORDS, TILE % PAGE)),
    "in a form": page(
        b"/X Do ",
        stream(WORDS, TILE % PAGE),
        stream(PAINTED % CELL, FORM + b"/Resources << /Pattern << /P 6 0 R >> >>"),
    ),
    "by its form": page(
        PAINTED % CELL,
        stream(b"/X Do ", TILE % PAGE),
        b"null",
        stream(WORDS, FORM + b"/Resources << /Font << /F1 5 0 R >> >>"),
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", PRINTED)
def test_a_text_in_a_pattern_is_told(way: str, engine: str) -> None:
    document = read(PRINTED[way], Limits(), engine)

    (notice,) = document.notices
    assert (notice.code, notice.severity) == ("text-in-pattern", "warning")
    assert (notice.evidence, notice.locator) == ("page 1", "page[1]")


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
