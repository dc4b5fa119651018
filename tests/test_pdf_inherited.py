"""PDF: a page that inherits its fonts and size keeps them where a field is made part of it."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, TIMES
from hostile_pdfs import pdf, stream

from extractors.document import OBJECT
from extractors.formats.pdf import read
from extractors.limits import Limits

FONT = TIMES.replace(b"/WinAnsiEncoding", b"<< /Type /Encoding /Differences [37 /aring] >>")
CONTENT = (
    b"BT /F1 10 Tf 30 220 Td (Sk%len) Tj ET q 16 0 0 16 230 214 cm /I Do Q "
    b"BT /F1 10 Tf 30 150 Td (Vej) Tj ET " + GRID
)
PICTURE = stream(
    b"\xff\x00\x00",
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
)
LOOK = stream(
    b"BT /F1 10 Tf 2 3 Td (Felt) Tj ET",
    b"/Type /XObject /Subtype /Form /BBox [0 0 50 14] /Resources << /Font << /F1 5 0 R >> >>",
)
FIELD = (
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Felt) /Rect [230 150 280 164] /F 4 "
    b"/AP << /N 7 0 R >> >>"
)
SAID = {
    "the size": b"/MediaBox [-50 -40 420 310]",
    "what is shown": b"/MediaBox [-90 -90 900 900] /CropBox [-50 -40 420 310]",
    "fonts and pictures": b"/Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >>",
    "the turn": b"/Rotate 90",
}


def page(inherited: str) -> bytes:
    """A page that says all of this but what it inherits."""
    chosen = {name: said for name, said in SAID.items() if name != "what is shown"}
    if inherited == "what is shown":
        chosen["the size"] = SAID[inherited]
    name = "the size" if inherited == "what is shown" else inherited
    above = chosen.pop(name, b"")
    own = b" ".join(chosen.values())
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s >>" % above,
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [8 0 R] /A#20b (x) %s >>"
            % own,
            4: stream(CONTENT),
            5: FONT,
            6: PICTURE,
            7: LOOK,
            8: FIELD,
        }
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("inherited", [*SAID, "nothing"])
def test_a_page_with_a_field_has_what_it_inherits(inherited: str, engine: str) -> None:
    document = read(page(inherited), Limits(), engine)

    assert cells(document) == [["Skålen", OBJECT], ["Vej", "Felt"]]
    assert [(one.width, one.height) for one in document.pages] == [(350, 470)]
    (place,) = document.tables[0].places
    assert place[1:] == (170.0, 70.0, 290.0, 430.0)
