"""PDF: blanks that are no usual ones part words as a reader sees them parted."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell, in_first_cell, page
from handmade import GRID, handmade
from hostile_pdfs import stream
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

HARD = "\u00a0"


def _joined(engine: str, *lines: str) -> str:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(24, 236 - 12 * number, line)

    return first_cell(read(page(in_first_cell(draw)), Limits(), engine)).text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Formanden sagde på møderne i", "»Vi bygger« til alle"), "i »Vi bygger« til"),
        (("Der er brug for en bro og en", f"{HARD}vej i byen"), "og en vej i"),
        ((f"Der er brug for en bro og en{HARD}", "vej i byen"), "og en vej i"),
        ((f"Der er brug for en drifts-{HARD}", "og anlægsplan"), "drifts- og anlægsplan"),
        ((f"Der er brug for 2{HARD}mio.{HARD}kr.{HARD}, og", "mere til"), "2 mio. kr. , og mere"),
        (("Formanden sagde «det var", "det» og gik"), "«det var det» og"),
    ],
)
def test_lines_meet_as_they_are_read(engine: str, lines: tuple[str, ...], text: str) -> None:
    """A quotation begins with a blank before it, and a blank that breaks no line is one."""
    assert text in _joined(engine, *lines)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
def test_a_blank_that_makes_no_room_parts_no_word(engine: str, code: int) -> None:
    """One beside it does."""
    cmap = b"1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar "
    cmap += b"<42> <0042> <72> <0072> <6F> <006F> <01> <%04X> endbfchar" % code
    cmap += b" 1 beginbfchar <20> <0020> endbfchar"
    widths = b"0 " * 31 + b"500 " * 224
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 1 /LastChar 255 "
        b"/Widths [%s] /ToUnicode 6 0 R /Encoding /WinAnsiEncoding >>" % widths
    )
    content = GRID + b"BT /F1 10 Tf 30 220 Td (Bro\x01Bro \x01Bro\x01 Bro) Tj ET"
    cell = first_cell(read(handmade(content, font=font, more={6: stream(cmap)}), Limits(), engine))

    assert cell.text == "BroBro Bro Bro"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_gap_between_marked_contents_is_a_blank(engine: str) -> None:
    """As between the number of a list and its text, on a page that writes its blanks."""
    number = b"/Lbl << /MCID 0 >> BDC 1 0 0 1 30 220 Tm (2.) Tj EMC "
    text = b"/LBody << /MCID 1 >> BDC 1 0 0 1 42.5 220 Tm (maj er den ny frist) Tj EMC "

    data = handmade(GRID + b"BT /F1 10 Tf " + number + text + b"ET")

    assert first_cell(read(data, Limits(), engine)).text == "2. maj er den ny frist"
