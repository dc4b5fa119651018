"""PDF: inks with names, palettes and bands that are drawn as wide lines."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells, first_cell
from handmade import GRID, handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (Havnen er ryddet) Tj ET "
FULL = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 1 1 0.2] >>"
SPACES = {
    "an ink": b"[/Separation /PANTONE#20186 /DeviceCMYK %s] " % FULL,
    "an ink of several": b"[/DeviceN [/Black] /DeviceCMYK %s] " % FULL,
    "a palette": b"[/Indexed /DeviceRGB 1 <FFFFFF C81428>] ",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SPACES)
def test_an_ink_is_the_colour_that_the_file_gives_it(name: str, engine: str) -> None:
    """One is the most of it, and no white: of letters and of backgrounds."""
    painted = b"/C0 cs 1 scn " + TEXT + b"BT /F1 10 Tf 30 150 Td (l) Tj ET 200 180 180 70 re f "
    spaces = b"/ColorSpace << /C0 %s >>" % SPACES[name]

    document = read(handmade(painted + GRID, resources=spaces), Limits(), engine)

    rows = document.tables[0].rows
    assert cells(document) == [["Havnen er ryddet", ""], ["l", ""]]
    (mark,) = rows[1][0].all_marks if rows[1][0] else ()
    assert mark.colour == (rows[0][1].shading if rows[0][1] else None)
    assert mark.colour is not None
    assert int(mark.colour[1:3], 16) > 2 * int(mark.colour[3:5], 16)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("scaled", [b"", b"0.1 0 0 0.1 0 0 cm "])
def test_a_wide_line_is_a_background(scaled: bytes, engine: str) -> None:
    """It parts no rows; a thin one of a page that is drawn larger stays a rule."""
    times = 10 if scaled else 1
    band = b"q %s0.1 0.3 0.6 RG %d w %d %d m %d %d l S Q " % (
        *(scaled, 70 * times),
        *(20 * times, 215 * times, 380 * times, 215 * times),
    )
    rule = b"1 0.9 0.6 rg 20 130 360 50 re f q %s8 w %d %d m %d %d l S Q " % (
        b"0.1 0 0 0.1 0 0 cm ",
        *(200, 1550, 3800, 1550),
    )
    content = band + b"1 g " + TEXT + rule + b"0 g BT /F1 10 Tf 30 140 Td (Klar) Tj ET " + GRID

    document = read(handmade(content), Limits(), engine)

    assert cells(document) == [["Havnen er ryddet", ""], ["", ""], ["Klar", ""]]
    assert first_cell(document).shading == "#1a4d99"


@pytest.mark.parametrize("engine", ENGINES)
def test_white_by_its_lightness_is_white(engine: str) -> None:
    """Whose numbers are no red, green and blue."""
    spaces = b"/ColorSpace << /C0 [/Lab << /WhitePoint [0.95 1 1.09] >>] >>"
    data = handmade(b"/C0 cs 100 0 0 scn " + TEXT + GRID, resources=spaces)

    document = read(data, Limits(), engine)

    assert cells(document)[0] == ["", ""]
    assert [one.code for one in document.notices] == ["white-text"]
