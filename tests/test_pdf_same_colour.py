"""PDF: text in the colour of what lies behind it is left out and told, as nobody sees it."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
AREA = b"21 181 178 68 re f "
MARK = b"29 217 60 12 re f "  # of the text alone
UNSEEN = {
    "black in black": (b"0 g " + AREA + TEXT, "same-colour-text"),
    "black marked in black": (b"0 g " + MARK + TEXT, "same-colour-text"),
    "red in nearly red": (b"0.99 0 0 rg " + AREA + b"1 0 0 rg " + TEXT, "same-colour-text"),
    "nearly white": (b"0.985 g " + TEXT, "white-text"),
}
SEEN = {
    "red in dark red": b"0.8 0 0 rg " + AREA + b"1 0 0 rg " + TEXT,
    "black beside black": b"0 g 201 181 178 68 re f " + TEXT,
    "on white on black": b"0 g " + AREA + b"1 g " + MARK + b"0 g " + TEXT,
    "nearly white in blue": b"0 0 1 rg " + AREA + b"0.985 g " + TEXT,
    "light grey": b"0.9 g " + TEXT,
    "on a run of black that ends before it": b"0 g 21 181 178 30 re f " + TEXT,
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", UNSEEN)
def test_text_that_nobody_can_tell_from_the_page_is_left_out(name: str, engine: str) -> None:
    """And told."""
    content, code = UNSEEN[name]

    document = read(handmade(content + b"0 g " + GRID), Limits(), engine)

    assert first_cell(document).text == ""
    assert [(one.code, one.evidence) for one in document.notices] == [(code, "2,25 mio. kr.")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SEEN)
def test_text_that_shows_is_read(name: str, engine: str) -> None:
    """Also in colours that are much alike."""
    document = read(handmade(SEEN[name] + b"0 g " + GRID), Limits(), engine)

    assert first_cell(document).text == "2,25 mio. kr."
    assert document.notices == ()


def test_the_seen_rest_of_a_marked_text_is_read() -> None:
    """The area ends in the middle of it."""
    document = read(handmade(b"0 g 21 181 29 68 re f " + TEXT + GRID), Limits())

    assert first_cell(document).text == "mio. kr."
    assert [one.evidence for one in document.notices] == ["2,25"]
