"""PDF: a blank that is printed by itself parts words, however narrow its gap looks."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, page
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

Text = tuple[str, str, float]  # font, text, and how far it is moved to the right
SLANTED, UPRIGHT = "Helvetica-Oblique", "Times-Roman"


def printed(texts: tuple[Text, ...], engine: str, low: float = 0.0) -> str:
    """Texts of one line, each by itself, with blanks so much lower."""

    def draw(canvas: Canvas) -> None:
        x = 30.0
        for font, text, by in texts:
            canvas.setFont(font, 10)
            canvas.drawString(x + by, 200 if text.strip() else 200 - low, text)
            x += by + stringWidth(text, font, 10)

    found = read(page(draw), Limits(), engine).blocks
    return " | ".join(one.text for one in found if isinstance(one, Paragraph))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("blank", [SLANTED, UPRIGHT])
def test_a_blank_by_itself_parts_words_of_two_fonts(blank: str, engine: str) -> None:
    """Slanted letters reach over the blank behind them."""
    texts = ((SLANTED, "Konkursboet", 0.0), (blank, " ", 0.0), (UPRIGHT, "efter dem", 0.0))

    assert printed(texts, engine) == "Konkursboet efter dem"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_narrow_gap_without_a_blank_parts_nothing(engine: str) -> None:
    """As between letters of two fonts."""
    texts = ((UPRIGHT, "Konkurs", 0.0), (UPRIGHT, "boet", 1.3), (UPRIGHT, " efter", 0.0))

    assert printed(texts, engine) == "Konkursboet efter"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_blank_in_another_line_parts_nothing(engine: str) -> None:
    texts = ((UPRIGHT, "Konkurs", 0.0), (UPRIGHT, "boet", 1.3), (UPRIGHT, " ", -19.0))

    assert printed(texts, engine, low=3.0) == "Konkursboet"
