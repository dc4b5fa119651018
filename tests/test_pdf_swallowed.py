"""PDF: a text printed over one that nobody sees has all of its letters."""

from __future__ import annotations

import pytest
from drawn_pages import cells
from handmade import GRID, handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

BESIDE = b"BT /F1 10 Tf 230 220 Td (Ja) Tj ET "
AREA = b"1 g 25 215 60 14 re f 0 g "
# How the text below is hidden.
WAYS = {
    "covered": (b"0 g", AREA),
    "white": (b"1 g", b"0 g "),
    "invisible": (b"3 Tr", b"BT 0 Tr ET "),
}
# The text below, and the one that is printed over it.
CORRECTED = {
    "a comma": ("9,99", "2,25 mio. kr."),
    "a figure in front": ("2,99", "2,25 mio. kr."),
    "all but the last": ("0,57", "0,75"),
    "all but one": ("2,35", "2,25"),
    "a minus": ("-9", "-2,5"),
    "a blank": ("9,99", "2 25"),
    "nothing": ("7-88", "2,25"),
}


def _text(text: str, ink: bytes = b"") -> bytes:
    return b"BT %s /F1 10 Tf 30 220 Td (%s) Tj ET " % (ink, text.encode())


@pytest.mark.parametrize("turn", [b"", b"/Rotate 90"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CORRECTED)
def test_a_text_over_a_hidden_one_has_all_of_its_letters(name: str, way: str, turn: bytes) -> None:
    """Though pdfium leaves out those that stand where the same letters stand already."""
    below, text = CORRECTED[name]
    ink, between = WAYS[way]

    data = handmade(_text(below, ink) + between + _text(text) + BESIDE + GRID, page=turn)

    assert cells(read(data, Limits()))[0] == [text, "Ja"]
