"""PDF: text under an area that is painted over it is left out and told, where nobody sees it."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import OBJECT
from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
BESIDE = b"BT /F1 10 Tf 230 220 Td (Ja) Tj ET "  # a page of pictures alone is read as a scan
OVER = b"21 181 178 68 re f "
STATES = (
    b"/ExtGState << /H << /ca 0.4 >> /M << /BM /Multiply >> >> "
    b"/XObject << /X 6 0 R /Y 7 0 R /P 8 0 R >> /Shading << /S << /ShadingType 2 "
    b"/ColorSpace /DeviceGray /Coords [0 0 400 0] /Function << /FunctionType 2 /Domain [0 1] "
    b"/C0 [0.2] /C1 [0.1] /N 1 >> >> >>"
)
PICTURE = b"q 178 0 0 68 21 181 cm %s Q "
GREY = b"/W 1 /H 1 /BPC 8 /CS /G "
STENCIL = b"/W 8 /H 1 /BPC 1 /IM true "
FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 400 300] /Length %d >>\nstream\n%s\nendstream"
AREA, WORDS = b"1 g " + OVER, b"/Fm BMC " + TEXT + b"EMC"
MORE = {
    6: FORM % (len(AREA), AREA),
    7: FORM.replace(b"/BBox", b"/Resources << /Font << /F1 5 0 R >> >> /BBox")
    % (len(WORDS), WORDS),
    8: stream(
        b"\x80",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray",
    ),
}
COVERED = {
    "white": TEXT + b"1 g " + OVER,
    "black": TEXT + b"0 g " + OVER,
    "by a form": TEXT + b"/X Do ",
    "in a form": b"/Y Do 1 g " + OVER,
    "both in forms": b"/Y Do /X Do ",
    "by a picture": BESIDE + TEXT + PICTURE % b"/P Do",
    "by a picture in the text": BESIDE + TEXT + PICTURE % (b"BI " + GREY + b"ID \x80 EI"),
    "by a run of colours": TEXT + b"q 21 181 178 68 re W n /S sh Q ",
    "by a wide line": TEXT + b"q 12 w 21 223 m 199 223 l S Q ",
    "by a pen": TEXT + b"q 12 w 21 222 m 100 224 l 199 223 l S Q ",
}
SEEN = {
    "before": b"0.9 g " + OVER + b"0 g " + TEXT,
    "before, by a form": b"/X Do " + TEXT,
    "before, both in forms": b"/X Do /Y Do ",
    "half opaque": TEXT + b"q /H gs 1 1 0 rg " + OVER + b"Q ",
    "multiplied": TEXT + b"q /M gs 1 1 0 rg " + OVER + b"Q ",
    "cut off": TEXT + b"q 21 181 178 20 re W n 0.9 g " + OVER + b"Q ",
    "on a picture": PICTURE % b"/P Do" + TEXT,
    "half opaque picture": TEXT + b"q /H gs " + PICTURE % b"/P Do" + b"Q ",
    "stencil": TEXT + PICTURE % (b"BI " + STENCIL + b"ID \xff EI"),
    "framed": TEXT + b"q 8 w 24 184 172 62 re S Q ",
    "printed again": TEXT + b"1 g " + OVER + b"0 g " + TEXT,
}


def _page(content: bytes) -> bytes:
    return handmade(content + b"0 g " + GRID, resources=STATES, more=MORE)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", COVERED)
def test_covered_text_is_left_out_and_told(name: str, engine: str) -> None:
    """As amounts that were blacked out, or corrected in the PDF."""
    document = read(_page(COVERED[name]), Limits(), engine)

    assert first_cell(document).text.strip(OBJECT) == ""
    told = [(one.code, one.evidence) for one in document.notices]
    assert told == [("covered-text", "2,25 mio. kr.")]
    assert ("covered-text", 11) in document.pages[0].ledger


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SEEN)
def test_text_that_shows_through_is_read(name: str, engine: str) -> None:
    """Also what stands on the area, or is printed on it once more."""
    document = read(_page(SEEN[name]), Limits(), engine)

    assert first_cell(document).text == "2,25 mio. kr."
    # A stencil that paints nothing is a picture that nobody sees.
    assert [one.code for one in document.notices] == ["covered-sign"] * (name == "stencil")


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_printed_on_the_cover_is_read(engine: str) -> None:
    """And what it covers is not."""
    corrected = TEXT.replace(b"2,25", b"3,25")

    document = read(_page(TEXT + b"1 g " + OVER + b"0 g " + corrected), Limits(), engine)

    assert first_cell(document).text == "3,25 mio. kr."
    assert [(one.code, one.evidence) for one in document.notices] == [
        ("covered-text", "2,25 mio. kr.")
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_seen_rest_of_a_covered_text_is_read(engine: str) -> None:
    """A box over the figures leaves the unit."""
    document = read(_page(TEXT + b"0 g 25 210 24.2 30 re f "), Limits(), engine)

    assert first_cell(document).text == "mio. kr."
    assert [(one.code, one.evidence) for one in document.notices] == [("covered-text", "2,25")]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_covered_text_is_told_on_turned_pages(turn: int) -> None:
    """By where the page shows it."""
    content = TEXT + b"1 g " + OVER + b"0 g " + TEXT.replace(b"30 220", b"210 220") + GRID
    data = handmade(content, page=b"/Rotate %d" % turn)

    document = read(data, Limits())

    assert [cell.text for row in document.tables[0].rows for cell in row if cell] == [
        *("", "2,25 mio. kr."),
        *("", ""),
    ]
    assert [one.code for one in document.notices] == ["covered-text"]
