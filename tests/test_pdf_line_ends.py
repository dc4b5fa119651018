"""PDF: what the end of a line says, inside a page and at its end, by the widths printed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Cell
from extractors.formats.pdf import read
from extractors.limits import Limits

HEIGHT, TOP, BOTTOM = 200, 170, 30
LEADING, PADDING = 11.0, 4.0
LEFT, MIDDLE = 40.0, 120.0


def pages(*parts: Sequence[str], right: float, blank: float = 0.0, spread: float = 0.0) -> bytes:
    """A table of one row over pages: a label, and lines each of which begins at the cell's left.

    `blank` is added to every blank, `spread` to every letter of each part's first line.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, HEIGHT), invariant=1)
    for number, lines in enumerate(parts):
        low = BOTTOM if number + 1 < len(parts) else TOP - 8 - LEADING * len(lines)
        canvas.grid([LEFT, MIDDLE, right], [TOP, low])
        for place, own in ((LEFT, ["Milepæl"] if number == 0 else []), (MIDDLE, lines)):
            for at, line in enumerate(own):
                text = canvas.beginText(place + PADDING, TOP - SIZE - 1 - at * LEADING)
                text.setFont("Helvetica", SIZE)
                text.setWordSpace(blank)
                text.setCharSpace(0 if at else spread)
                text.textOut(line)
                canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def width(text: str, blank: float = 0.0) -> float:
    canvas = Canvas(BytesIO())
    return float(canvas.stringWidth(text, "Helvetica", SIZE)) + blank * text.count(" ")


def cell(data: bytes, engine: str) -> Cell:
    found = read(data, Limits(), engine).tables[0].rows[0][1]
    assert found is not None
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_torn_by_the_end_of_a_page_is_whole(engine: str) -> None:
    """As one torn inside a page is: the column has no room for another letter."""
    right = MIDDLE + 2 * PADDING + width("budgetopfølgni") + 1
    # Elsewhere it is whole, and lines reach as far.
    upper = [*["1.", "budgetopfølgni", "ng 2017"] * 3, "2.", "budgetopfølgni"]

    found = cell(pages(upper, ["ng 2017"], right=right), engine)

    assert found.text.replace("\n", " ").endswith("2. budgetopfølgning 2017")


@pytest.mark.parametrize("engine", ENGINES)
def test_two_words_are_not_glued_by_the_end_of_a_page(engine: str) -> None:
    """Where the word below would not have fitted, but a letter of it would have."""
    right = MIDDLE + 2 * PADDING + width("havnen er bygget helt om") + 1
    upper = ["havnen er bygget helt om", *["og molen er gjort sikker"] * 9, "og kajen til skibene"]

    found = cell(pages(upper, ["forlænges"], right=right), engine)

    assert found.text.endswith("og kajen til skibene forlænges")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("spare", "expected"), [(-0.1, " "), (1.2, "\n")])
def test_a_line_ended_early_if_the_next_word_and_the_printed_blank_had_room(
    spare: float, expected: str, engine: str
) -> None:
    """A blank may be wider than most are, as in many screen fonts: here 0.35 of the size."""
    blank = 0.35 * SIZE - width(" ")
    full = "Molen er gjort sikker"
    reach = width("Det sker i Klitsund By", blank) + spare
    spread = (reach - width(full, blank)) / (len(full) - 1)

    lines = [full, "Det sker i Klitsund", "By for by er det nu"]
    right = MIDDLE + 2 * PADDING + reach
    found = cell(pages(lines, right=right, blank=blank, spread=spread), engine)

    assert found.text == f"{full} Det sker i Klitsund{expected}By for by er det nu"
