"""PDF: what fonts say of the type they are."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits


def printed(file: str, name: str, stems: int) -> bytes:
    """A line in a font of that name, whose stems are said to be so wide."""
    font = TTFont(name, file)
    font.face.name = name.encode()
    font.face.stemV = 100
    pdfmetrics.registerFont(font)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(300, 100), invariant=1)
    canvas.setFont(font.fontName, 10)
    canvas.drawString(30, 50, "Havnen er ryddet for gamle både.")
    canvas.save()
    return stream.getvalue().replace(b"/StemV 100", b"/StemV %3d" % stems)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("stems", [50, 132, 268])
def test_a_font_with_a_name_is_as_bold_as_the_name_says(stems: int, engine: str) -> None:
    """Programs that rewrite files put in stems that are wide in plain type too."""
    plain = read(printed("Vera.ttf", "Carlito", stems), Limits(), engine).blocks[0]
    bold = read(printed("VeraBd.ttf", "Carlito-Bold", stems), Limits(), engine).blocks[0]

    assert isinstance(plain, Paragraph)
    assert isinstance(bold, Paragraph)
    assert (plain.bold, bold.bold) == (False, True)


@pytest.mark.parametrize(("stems", "bold"), [(50, False), (165, True)])
def test_a_font_without_a_name_is_as_bold_as_its_stems_are_wide(stems: int, *, bold: bool) -> None:
    """Nothing else tells."""
    found = read(printed("Vera.ttf", "F1", stems), Limits()).blocks[0]

    assert isinstance(found, Paragraph)
    assert found.bold is bold
