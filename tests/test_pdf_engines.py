"""PDF: pages that one library tells otherwise, or not at all, read the same by both engines."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from drawn_pages import cells, first_cell, page
from handmade import GRID, handmade
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ROOT = Path(__file__).parent.parent
TEXT = b"BT /F1 10 Tf 30 220 Td (2,25 mio. kr.) Tj ET "
READ = [["2,25 mio. kr.", ""], ["", ""]]
SHIFTED = b"q 1 0 0 1 100 200 cm %s Q" % (TEXT + GRID)
NO_INK = b"/ExtGState << /N << /ca 0 >> >>"


def _both(data: bytes) -> tuple[Document, Document]:
    one, other = (read(data, Limits(), engine) for engine in ("pdfium", "pdfplumber"))
    return one, other


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("content", "boxes"),
    [
        (TEXT + GRID, b"/CropBox [10 100 390 290]"),
        (TEXT + GRID, b"/CropBox [10 100 900 290]"),
        (SHIFTED, b"/MediaBox [100 200 500 500]"),
        (SHIFTED, b"/MediaBox [100 200 500 500] /CropBox [110 310 480 490]"),
        (SHIFTED, b"/MediaBox [100 200 500 500] /CropBox [480 490 110 310]"),
    ],
)
def test_what_is_shown_of_a_page_is_the_same(content: bytes, boxes: bytes, turn: int) -> None:
    """Wherever its boxes begin, and however it is turned."""
    one, other = _both(handmade(content, page=b"/Rotate %d %s" % (turn, boxes)))

    assert cells(one) == cells(other) == READ
    assert one.pages == other.pages
    assert one.notices == other.notices == ()


@pytest.mark.parametrize("way", [b"3 Tr", b"7 Tr", b"/N gs"])
def test_what_nobody_sees_is_told_by_both(way: bytes) -> None:
    """Text that is set to be invisible is in no cell, and what is printed beside it is."""
    hidden = b"q BT /F1 10 Tf " + way + b" 30 220 Td (skjult) Tj ET Q "
    shown = b"BT /F1 10 Tf 30 206 Td (2,25 mio. kr.) Tj ET "

    one, other = _both(handmade(hidden + shown + GRID, resources=NO_INK))

    assert cells(one) == cells(other) == READ
    told = [[(notice.code, notice.evidence) for notice in found.notices] for found in (one, other)]
    assert told == [[("invisible-text", "skjult")]] * 2
    assert one.pages == other.pages


GAPS = {
    "by one instruction": b"30 220 Td [(12,5 mio.) -300 (kr. til ny bro)] TJ",
    "by two instructions": b"30 220 Td (12,5 mio.) Tj 43 0 Td (kr. til ny bro) Tj",
    "by two on lines of their own": b"1 0 0 1 30 220 Tm (12,5 mio.) Tj 1 0 0 1 73 220 Tm "
    b"(kr. til ny bro) Tj",
}


@pytest.mark.parametrize("name", GAPS)
def test_a_move_of_the_pen_is_a_blank_by_both(name: str) -> None:
    """Also on a page that writes its blanks, where letters of one text may stand apart."""
    content = b"BT /F1 10 Tf " + GAPS[name] + b" ET BT /F1 10 Tf 3 Tc 30 206 Td (i alt) Tj ET "

    one, other = _both(handmade(content + GRID))

    assert cells(one) == cells(other)
    assert cells(one)[0][0] == "12,5 mio. kr. til ny bro i alt"


@pytest.mark.parametrize("text", [b"\xde", b"A\xdford", b"\xde\xdf"])
def test_ligatures_are_letters_by_both(text: bytes) -> None:
    """And no signs of their cells, however few letters stand in them."""
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Type /Encoding "
        b"/Differences [222 /fi /fl] >> >>"
    )
    content = b"BT /F1 10 Tf 30 220 Td (%s) Tj ET " % text

    one, other = _both(handmade(content + GRID, font=font))

    assert cells(one) == cells(other)
    assert first_cell(one).all_marks == first_cell(other).all_marks == ()


def test_scanned_pages_are_read_by_both() -> None:
    """The second library has no eyes of its own."""
    paper = Image.new("L", (900, 300), 255)
    font = ImageFont.load_default(48)
    ImageDraw.Draw(paper).text((100, 100), "Havnen er ryddet for skibe", 0, font)
    stream = BytesIO()
    paper.save(stream, "PDF", resolution=200)

    one, other = _both(stream.getvalue())

    assert one.blocks == other.blocks
    assert [block.text for block in one.blocks if isinstance(block, Paragraph)]


def test_dashes_drawn_by_three_of_their_sides_are_rules() -> None:
    """Browsers draw dashed borders so; pdfminer takes them for curves."""
    dash = "{0} {1} m {0} {3} l {2} {3} l {2} {1} l f\n"
    across = [(x, y, x + 2.5, y + 0.8) for y in (130, 190, 250) for x in range(20, 380, 4)]
    down = [(x, y, x + 0.8, y + 2.5) for x in (20, 200, 380) for y in range(130, 250, 4)]
    drawn = "".join(dash.format(*box) for box in (*across, *down))
    texts = "BT /F1 10 Tf 30 220 Td (Havnen) Tj 180 0 Td (Molen) Tj -180 -60 Td (Skolen) Tj ET\n"

    one, other = _both(handmade((drawn + texts).encode()))

    for document in (one, other):
        (table,) = document.tables
        found = [[cell.text if cell else None for cell in row] for row in table.rows]
        assert (table.drawn, found) == (True, [["Havnen", "Molen"], ["Skolen", ""]])


def test_a_font_without_descriptor_has_the_name_that_the_file_calls_it_by() -> None:
    """ "J" is a smiley only in some fonts."""
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Wingdings >>"
    data = handmade(b"BT /F1 14 Tf 60 215 Td (J) Tj ET " + GRID, font=font)

    for engine in ("pdfium", "pdfplumber"):
        (mark,) = first_cell(read(data, Limits(), engine)).all_marks
        assert (mark.value, mark.font) == ("J", "Wingdings"), engine


def test_rules_of_short_strokes_are_rules_for_both() -> None:
    """A stroke ends as far from the next one as their pen leaves free, not their points."""
    strokes = [
        b"%.1f %d m %.1f %d l S" % (x, y, x + 1.5, y)
        for y in (200, 225, 250)
        for x in _steps(20, 380)
    ]
    strokes += [
        b"%d %.1f m %d %.1f l S" % (x, y, x, y + 1.5)
        for x in (20, 200, 380)
        for y in _steps(200, 250)
    ]

    one, other = _both(handmade(TEXT + b"1 w " + b" ".join(strokes)))

    assert cells(one) == cells(other) == [["", ""], ["2,25 mio. kr.", ""]]


def _steps(start: int, stop: int) -> list[float]:
    return [start + 6.0 * step for step in range((stop - start) // 6 + 1)]


def test_the_second_library_prints_nothing(tmp_path: Path) -> None:
    """What it misses in a font is no matter of who runs the program."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        canvas.drawString(30, 220, "Planen er lagt")

    path = tmp_path / "a.pdf"
    path.write_bytes(page(draw).replace(b"/FontBBox", b"/FontBbox"))
    run = "from extractors.formats import read; from extractors.limits import Limits; import sys; "
    run += "read(open(sys.argv[1], 'rb').read(), Limits(), engine='pdfplumber')"
    told = subprocess.run(
        [sys.executable, "-c", run, path], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert (told.stdout, told.stderr) == ("", "")
