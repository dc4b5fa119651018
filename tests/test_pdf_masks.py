"""PDF: text that is painted through a soft mask is read where the mask lets it be seen."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import OBJECT
from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
BESIDE = b"BT /F1 10 Tf 230 220 Td (Ja) Tj ET "
WAYS = {"as it is": b"q /G gs " + TEXT + b"Q ", "in a form": b"q /G gs /X Do Q "}
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
GROUP = FORM + b"/Group << /S /Transparency /CS /DeviceGray >> "
NAMED = b"/ExtGState << /G << /SMask << /S /Luminosity /G 6 0 R >> >> >> /XObject << /X 7 0 R >>"
MASKS = {
    "nothing": (b"0 g 0 0 400 300 re f", "", [("invisible-text", "2,25 mio. kr.")]),
    "its beginning": (b"1 g 0 0 49 300 re f", "2,25", [("clipped-text", "mio. kr.")]),
    "half of its ink": (b"0.5 g 0 0 400 300 re f", "2,25 mio. kr.", []),
    "all": (b"1 g 0 0 400 300 re f", "2,25 mio. kr.", []),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lets", MASKS)
def test_a_mask_shows_what_it_lets_through(lets: str, way: str, engine: str) -> None:
    """What it does not is told."""
    mask, expected, told = MASKS[lets]
    form = stream(TEXT, FORM + b"/Resources << /Font << /F1 5 0 R >> >>")
    more = {6: stream(mask, GROUP), 7: form}
    data = handmade(WAYS[way] + BESIDE + GRID, resources=NAMED, more=more)

    document = read(data, Limits(), engine)

    assert cells(document) == [[expected, "Ja"], ["", ""]]
    assert [(one.code, one.evidence) for one in document.notices] == told


IMAGE = b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 "
SIGN = b"q 16 0 0 16 64 200 cm /X Do Q "
LOOKS = {
    "hidden": (b"/ColorSpace /DeviceRGB /SMask 8 0 R ", b"\0\x99\0" * 16, b"\0" * 16, False),
    "hardly seen": (b"/ColorSpace /DeviceRGB /SMask 8 0 R ", b"\0\x99\0" * 16, b"\3" * 16, False),
    "seen in part": (
        b"/ColorSpace /DeviceRGB /SMask 8 0 R ",
        *(b"\0\x99\0" * 16, b"\0" * 8 + b"\xff" * 8, True),
    ),
    "of one colour that is masked": (
        b"/ColorSpace /DeviceRGB /Mask [0 0 153 153 0 0] ",
        *(b"\0\x99\0" * 16, b"", False),
    ),
    "white": (b"/ColorSpace /DeviceRGB ", b"\xff" * 48, b"", True),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("turned", [b"", b"/Rotate 90"])
@pytest.mark.parametrize("look", LOOKS)
def test_a_picture_that_its_own_mask_hides_is_no_sign(
    look: str, turned: bytes, engine: str
) -> None:
    about, pixels, mask, is_seen = LOOKS[look]
    more = {
        7: stream(pixels, IMAGE + about),
        8: stream(mask, IMAGE + b"/ColorSpace /DeviceGray "),
    }
    data = handmade(SIGN + BESIDE + GRID, resources=NAMED, more=more, page=turned)

    document = read(data, Limits(), engine)

    assert cells(document)[0] == [OBJECT if is_seen else "", "Ja"]
    assert [one.code for one in document.notices] == ["covered-sign"] * (not is_seen)
