"""PDF: text that is told to be white is read wherever the page shows it."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (Havnen er ryddet) Tj ET"
WHITE = b"1 g " + TEXT
PATTERN = (
    b"/Pattern << /P1 << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB "
    b"/Coords [0 0 400 0] /Extend [true true] /Function << /FunctionType 2 /Domain [0 1] /N 1 "
    b"/C0 [0 0 0] /C1 [0 0 0.5] >> >> >> >>"
)
SHOWN = {
    "painted with a pattern": b"/Pattern cs /P1 scn " + TEXT,
    "on a pattern": b"/Pattern cs /P1 scn 20 180 180 70 re f " + WHITE,
    "on a rule on an area": (
        b"0 0.2 0.5 rg 20 190 m 190 190 l 200 220 l 190 245 l 20 245 l h f "
        + WHITE
        + b" 1 G 0.5 w 30 218 m 110 218 l S 0 G"
    ),
    "on an area of five corners": (
        b"0 0.2 0.5 rg 20 190 m 190 190 l 200 220 l 190 245 l 20 245 l h f " + WHITE
    ),
}
UNSEEN = {
    "on paper": WHITE,
    "on an area that was painted over": (
        b"0 0.2 0.5 rg 30 190 150 50 re f 1 g 20 180 180 70 re f " + WHITE
    ),
    "on a rule": WHITE + b" 0.5 w 20 224 m 200 224 l S",
    "under a rule": b"0.5 w 20 224 m 200 224 l S " + WHITE,
    "on rules both ways": WHITE + b" 1 w 20 223 m 200 223 l S 60 180 m 60 250 l S",
    "among the feet of other letters": (
        WHITE + b" 0 g BT /F1 10 Tf 30 227 Td (Nye opgaver og pligter) Tj ET"
    ),
    "at the border of its cell": WHITE.replace(b"30 220 Td", b"30 177 Td"),
    "under other text": WHITE + b" 0 g BT /F1 10 Tf 30 221 Td (Broen er lagt til) Tj ET",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SHOWN)
def test_white_is_read_where_it_shows(name: str, engine: str) -> None:
    """Whatever lies behind it, and also where only the program takes it for white."""
    data = handmade(SHOWN[name] + b" " + GRID, resources=PATTERN)

    document = read(data, Limits(), engine)

    assert first_cell(document).text == "Havnen er ryddet"
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", UNSEEN)
def test_white_is_left_out_where_nobody_sees_it(name: str, engine: str) -> None:
    """And told."""
    document = read(handmade(UNSEEN[name] + b" " + GRID), Limits(), engine)

    assert first_cell(document).text in ("", "Broen er lagt til", "Nye opgaver og pligter")
    assert [(one.code, one.evidence) for one in document.notices] == [
        ("white-text", "Havnen er ryddet")
    ]


PRINTED_AGAIN = {
    "invisible first": b"3 Tr " + TEXT + b" 0 Tr " + TEXT,
    "white around it": b"q 1 G 1 g 2 w 2 Tr " + TEXT + b" Q q 0.7 0 0 rg " + TEXT + b" Q",
    "without any cover first": b"q /G0 gs " + TEXT + b" Q " + TEXT,
}


@pytest.mark.parametrize("name", PRINTED_AGAIN)
def test_text_is_seen_as_it_is_printed_last(name: str) -> None:
    """However its first print is hidden."""
    states = b"/ExtGState << /G0 << /ca 0 >> >>"

    document = read(handmade(PRINTED_AGAIN[name] + b" " + GRID, resources=states), Limits())

    assert first_cell(document).text == "Havnen er ryddet"
    assert document.notices == ()


def test_text_that_is_printed_invisibly_twice_is_left_out() -> None:
    """Nothing of it is seen."""
    document = read(handmade(b"3 Tr " + TEXT + b" " + TEXT + b" 0 Tr " + GRID), Limits())

    assert first_cell(document).text == ""
    assert [one.code for one in document.notices] == ["invisible-text"]


NEAR = {"close by": 3.0, "further off": 5.0, "hardly off": 0.6}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("raised", [False, True])
@pytest.mark.parametrize("name", NEAR)
def test_letters_of_a_hidden_line_are_none_of_the_line_beside_it(
    name: str, engine: str, *, raised: bool
) -> None:
    """Though the same letters stand nearly on one spot."""
    rise = b"%.1f Ts " % NEAR[name] if raised else b""
    y = 220.0 if raised else 220 + NEAR[name]
    hidden = b"BT 3 Tr %s/F1 10 Tf 30 %.1f Td (Havnen er ny nu) Tj ET " % (rise, y)
    shown = b"0 Tr 0 Ts " + TEXT + b" "

    document = read(handmade(hidden + shown + GRID), Limits(), engine)

    assert first_cell(document).text == "Havnen er ryddet"
    assert [one.code for one in document.notices] == ["invisible-text"]
