"""PDF: signs are kept with their looks and place, and bullets are told from them."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, first_cell, grid, page
from handmade import GRID, handmade
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits


@pytest.mark.parametrize("engine", ENGINES)
def test_signs_are_kept_with_their_font_colour_and_place(engine: str) -> None:
    """A symbol font's glyph, a lone letter, a drawing, a background."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 110, 200, 290, 380], [200, 250])
        canvas.setFillColor(HexColor("#00b050"))
        canvas.setFont("ZapfDingbats", 14)
        canvas.drawString(30, 220, "✔")
        canvas.circle(155, 225, 9, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont("Helvetica", 12)
        canvas.drawString(215, 220, "J")
        canvas.setFillColor(HexColor("#ff0000"))
        canvas.rect(290, 200, 90, 50, stroke=0, fill=1)

    row = read(page(draw), Limits(), engine).tables[0].rows[0]
    marks = [cell.all_marks[0] if cell and cell.all_marks else None for cell in row]

    assert [(mark.kind, mark.colour) for mark in marks if mark] == [
        ("character", "#00b050"),
        ("drawing", "#00b050"),
        ("character", None),
        ("shading", "#ff0000"),
    ]
    glyph, drawing, letter, shading = marks
    assert glyph is not None
    assert drawing is not None
    assert letter is not None
    assert shading is not None
    assert (glyph.value, glyph.font) == ("✔", "ZapfDingbats")
    assert (letter.value, letter.font) == ("J", "Helvetica")
    assert shading.value == "#ff0000"
    assert drawing.shape == "circle"
    assert drawing.place is not None
    assert round(drawing.place.x0) == 146


@pytest.mark.parametrize("engine", ENGINES)
def test_a_glyph_without_a_character_is_kept_as_a_mark(engine: str) -> None:
    """With its font and code, where the file does not tell what letter it is."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [200, 250])
        canvas.setFont("Vera", 10)
        canvas.drawString(30, 230, "Tag \u25cf \u00e6")
        canvas.drawString(30, 100, "Der er lagt tag til og med kajen.")  # its letters are language

    # The same length, so that the file's table of places holds.
    data = page(draw).replace(b"/ToUnicode", b"/ToNothing")
    cell = first_cell(read(data, Limits(), engine))

    assert cell.text == "Tag \ufffd \ufffd"
    assert [(m.kind, m.value, m.font, m.code) for m in cell.all_marks] == [
        ("character", "\ufffd", "BitstreamVeraSans", 0),
        ("character", "\ufffd", "BitstreamVeraSans", 1),
    ]


LISTS = {
    "two symbols guide": (
        ("æ Indsatsen er i gang", "ø Indsatsen er stoppet"),
        ["\u25cf Indsatsen er i gang", "\u25cb Indsatsen er stoppet"],
    ),
    "one symbol is a bullet": (
        ("æ Indsatsen er i gang", "æ Indsatsen er stoppet"),
        ["Indsatsen er i gang", "Indsatsen er stoppet"],
    ),
    "a list in a list has its own": (
        ("æ Indsatsen er i gang", "    ø Indsatsen er stoppet"),
        ["Indsatsen er i gang", "Indsatsen er stoppet"],
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", LISTS)
def test_dots_of_two_kinds_are_no_bullets(name: str, engine: str) -> None:
    """Filled and empty circles one below the other say what they stand for."""
    printed, expected = LISTS[name]
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        for number, line in enumerate(printed):
            canvas.drawString(30, 230 - 20 * number, line)

    data = page(draw).replace(b"<00E6>", b"<25CF>").replace(b"<00F8>", b"<25CB>")
    blocks = read(data, Limits(), engine).blocks

    assert [block.text for block in blocks if isinstance(block, Paragraph)] == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("radius", "colour", "expected"),
    [
        (1.8, "#000000", [("Nyt tag", True, 0), ("Ny port", True, 0)]),
        (1.8, "#00b050", [("\ufffc Nyt tag", False, 1), ("\ufffc Ny port", False, 1)]),
        (4.5, "#000000", [("\ufffc Nyt tag", False, 1), ("\ufffc Ny port", False, 1)]),
    ],
    ids=["bullets", "coloured dots", "large dots"],
)
def test_small_black_dots_before_texts_are_bullets(
    radius: float, colour: str, expected: list[tuple[str, bool, int]], engine: str
) -> None:
    """Browsers draw them; what is coloured or as large as letters may be a status."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [200, 250])
        for y, text in ((235, "Nyt tag"), (212, "Ny port")):
            canvas.setFillColor(HexColor(colour))
            canvas.circle(34, y + 3, radius, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(44, y, text)

    cell = first_cell(read(page(draw), Limits(), engine))

    assert [(one.text, one.list_item, len(one.marks)) for one in cell.paragraphs] == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("behind", "between", "expected"),
    [
        (7.0, 7.0, [("Skolen er åben – også for alle", False)]),
        (12.0, 7.0, [("Skolen er åben", False), ("også for alle", True)]),
        (7.0, 0.0, [("Skolen er åben", False), ("også for alle", True)]),
    ],
    ids=["justified", "a tab in a justified line", "a tab"],
)
def test_a_dash_before_a_stretched_blank_is_no_bullet(
    behind: float, between: float, expected: list[tuple[str, bool]], engine: str
) -> None:
    """A justified line that begins with a dash of a sentence has it still."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 102, 380], [200, 250])
        canvas.drawString(24, 235, "Skolen er åben")
        x = 24.0
        words = ("også", "for", "alle") if between else ("også for alle",)
        for text, gap in (("–", behind), *((word, between) for word in words)):
            canvas.drawString(x, 223, text)
            x += canvas.stringWidth(text, "Helvetica", 10) + gap

    cell = first_cell(read(page(draw), Limits(), engine))

    assert [(one.text, one.list_item) for one in cell.paragraphs] == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("x", [31, 34, 36, 40, 43, 48])
def test_a_sign_over_a_letter_is_none_of_its_word(x: int, engine: str) -> None:
    """However far the pen is moved back for it."""
    signs = b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"
    shown = b"BT /F1 10 Tf 30 220 Td (Havn er god) Tj ET BT /F2 10 Tf %d 220 Td (4) Tj ET " % x

    data = handmade(shown + GRID, fonts=b"/Font << /F1 5 0 R /F2 6 0 R >>", more={6: signs})

    cell = first_cell(read(data, Limits(), engine))
    assert cell.text == "Havn er god ✔"
    (mark,) = cell.all_marks
    assert (mark.value, round(mark.place.x0 if mark.place else 0)) == ("✔", x)
