"""PDF: a spacing of two, where the lines of one paragraph stand as far apart as others' ends."""

from __future__ import annotations

import pytest
from drawn_tables import SIZE, drawn
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Cell, Document, Paragraph

XS = (40, 150, 330)
FIRST = (
    "Havnen skal ryddes for gamle skibe, som har ligget ved den ydre kaj siden den blev bygget,"
    " og bolværket skal rettes op, før de nye både kommer til byen igen."
)
SECOND = (
    "Planen er lagt og godkendt af dem, der har deres både ved kajen, men arbejdet er ikke gået"
    " i gang, da sandet først skal pumpes væk og lægges ud ved den nye mole."
)
GUIDE = ("Nået: Milepæl er nået", "Delvist: Milepæl er på vej", "Ikke nået: Milepæl er ikke nået")


def report(step: float, *guide: str, gap: float = 0.0, texts: tuple[str, ...] = ()) -> Document:
    """A reading guide set tight, and a row of ruled cells whose lines stand that far apart."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(guide):
            canvas.drawString(XS[0], 800 - 11 * number, line)
        top = 700
        columns = ((FIRST,), texts or (FIRST, SECOND))
        for x, right, own in zip(XS, XS[1:], columns, strict=False):
            y = top - 12.0
            for text in own:
                for line in simpleSplit(text, "Helvetica", SIZE, right - x - 4):
                    canvas.drawString(x + 2, y, line)
                    y -= step
                y -= gap
        canvas.grid(list(XS), [top, 60])

    return drawn(draw)


def cell(document: Document, column: int) -> list[str]:
    (table,) = document.tables
    found = table.rows[0][column]
    assert isinstance(found, Cell)
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("times", [1.3, 1.9, 2.15, 2.3, 2.6])
def test_lines_that_stand_far_apart_are_one_paragraph(times: float) -> None:
    """However far, if all lines of a document do, and they go on."""
    found = report(times * SIZE, gap=0.5 * SIZE)

    assert cell(found, 0) == [FIRST]
    assert cell(found, 1) == [FIRST, SECOND]


@pytest.mark.parametrize("times", [1.9, 2.3])
def test_a_tight_reading_guide_is_no_measure_of_what_goes_on(times: float) -> None:
    """Its lines follow each other closely, and none goes on with the one above."""
    found = report(times * SIZE, *GUIDE, *GUIDE, *GUIDE, gap=0.5 * SIZE)

    assert cell(found, 0) == [FIRST]


@pytest.mark.parametrize(("step", "guide"), [(22.0, ()), (22.0, GUIDE), (18.0, GUIDE * 3)])
def test_paragraphs_of_a_line_each_stay_apart(step: float, guide: tuple[str, ...]) -> None:
    """Each begins in a capital letter, though its column would hold no word more."""
    lines = tuple(f"Kajen ved mole {number} er rettet op, og sandet" for number in range(1, 20))
    found = report(step, *guide, texts=lines)

    assert len(cell(found, 1)) == len(lines)


@pytest.mark.parametrize(("step", "guide"), [(22.0, ()), (20.0, GUIDE), (18.0, GUIDE * 3)])
@pytest.mark.parametrize("text", ["drift af kaj {}: 2 mio. kr.", "molen ved kaj {} er nu i stand"])
def test_short_texts_in_small_letters_stay_apart(
    text: str, step: float, guide: tuple[str, ...]
) -> None:
    """Each would have had room for the first word of the next one."""
    lines = tuple(text.format(number) for number in range(1, 28))
    found = report(step, *guide, texts=lines)

    assert cell(found, 1) == [*lines]


def test_sentences_of_a_line_each_in_small_letters_stay_apart() -> None:
    """They fill their lines, but each ends with a full stop."""
    lines = tuple(f"kajen ved mole {number} i havnen er sat i stand." for number in range(10, 37))
    found = report(22.0, texts=lines)

    assert cell(found, 1) == [*lines]
