"""PDF: words whose letters stand apart are words."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_pages import ENGINES, first_cell, in_first_cell, page
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits


def _spread(canvas: Canvas, place: tuple[float, float], text: str, by: float) -> None:
    """By character spacing, or by blanks where that is 0."""
    line = canvas.beginText(*place)
    if by:
        line.setCharSpace(by)
    line.textOut(text if by else "   ".join(" ".join(word) for word in text.split(" ")))
    line.setCharSpace(0)
    canvas.drawText(line)


def _printed(by: float, size: float) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 1.3 * size)
    _spread(canvas, (50, 800), "Budget", by)
    _spread(canvas, (50, 770), "Anden opfølgning 2024", by)
    canvas.setFont("Helvetica", size)
    for y in range(750, 690, -12):
        canvas.drawString(50, y, "Kommunen har fulgt op på de indsatser, der er aftalt.")
    canvas.grid([50, 180, 340, 460, 545], [650, 626, 602, 578])
    for x, text in ((54, "Indsats"), (184, "Beskrivelse (drift)"), (344, "Tid"), (464, "Status")):
        _spread(canvas, (x, 638), text, by)
    for y, label in ((614, "Milepæl"), (590, "Økonomi")):
        _spread(canvas, (54, y), label, by)
        for x, text in ((184, "Plan A er lagt."), (344, "1. juni 2024"), (464, "Nået")):
            canvas.drawString(x, y, text)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by", [0, 1.5, 2, 3, 4])
@pytest.mark.parametrize("size", [8, 10])
def test_headings_and_labels_with_their_letters_apart_are_words(
    engine: str, by: float, size: float
) -> None:
    document = read(_printed(by, size), Limits(), engine)

    headings = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    assert headings[:2] == ["Budget", "Anden opfølgning 2024"]
    assert [[cell and cell.text for cell in row] for row in document.tables[0].rows] == [
        ["Indsats", "Beskrivelse (drift)", "Tid", "Status"],
        ["Milepæl", "Plan A er lagt.", "1. juni 2024", "Nået"],
        ["Økonomi", "Plan A er lagt.", "1. juni 2024", "Nået"],
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Det er i k k e muligt i år.", "Det er ikke muligt i år."),
        ("M i l e p æ l: Planen er lagt.", "Milepæl: Planen er lagt."),
        ("Planen er s t r a k s   l a g t ud.", "Planen er straks lagt ud."),
        ("Skole A B C D E og F er med.", "Skole A B C D E og F er med."),
        ("Det er 1 2 3 4 5 skoler i byen.", "Det er 1 2 3 4 5 skoler i byen."),
        ("Punkt a, b og c er nu med i å.", "Punkt a, b og c er nu med i å."),
        ("Model x y z er nu med i år.", "Model x y z er nu med i år."),
    ],
)
def test_a_word_of_a_line_may_be_spread(engine: str, printed: str, text: str) -> None:
    """Single letters beside each other are a word where there are several and small ones."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.drawString(50, 700, printed)
    canvas.save()

    (found,) = read(stream.getvalue(), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_of_short_words_is_not_spread(engine: str) -> None:
    """It has nearly as many blanks as spread letters have gaps, but letters that stand close."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(24, 230, "n - del 1 -")

    assert first_cell(read(page(in_first_cell(draw)), Limits(), engine)).text == "n - del 1 -"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("gaps", [(1.5,), (0.9, 1.7), (0.0, 0.1)], ids=["wide", "uneven", "close"])
def test_a_text_printed_letter_by_letter_has_its_blanks(gaps: Sequence[float], engine: str) -> None:
    """However far apart its letters are set, digits too."""
    texts = ("1.01. Indsats 25 i havnen", "Tid 12. til 31. maj", "Ansvarlig for den: Teknik")

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for line, text in enumerate(texts):
            x = 24.0
            for number, letter in enumerate(text):
                if letter != " ":
                    canvas.drawString(x, 230 - 12 * line, letter)
                x += canvas.stringWidth(letter, "Helvetica", 9) + gaps[number % len(gaps)]

    document = read(page(draw), Limits(), engine)

    found = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert " ".join(" ".join(found).split()) == " ".join(texts)


def test_a_heading_whose_letters_are_set_apart_has_its_blanks_among_other_lines() -> None:
    """As small capitals are of which a file says only where their ink is."""
    lines = [("Indsats 25 i havnen", (0.6, 1.2, 1.7)), *[("Molen er sikret mod storm", (0.0,))] * 8]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for line, (text, gaps) in enumerate(lines):
            x = 24.0
            for number, letter in enumerate(text):
                if letter != " ":
                    canvas.drawString(x, 230 - 12 * line, letter)
                x += canvas.stringWidth(letter, "Helvetica", 9) + gaps[number % len(gaps)]

    document = read(page(draw), Limits())

    found = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert " ".join(found) == " ".join(text for text, _ in lines)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_blank_that_takes_no_room_parts_no_word(engine: str) -> None:
    """As browsers print soft hyphens where no word is broken."""

    def draw(canvas: Canvas) -> None:
        for before, text in (("", "Kom"), ("Kom", "mune"), ("Kommune", "plan")):
            x = 30 + canvas.stringWidth(before, "Helvetica", 10)
            if before:
                canvas.drawString(x, 230, " ")
            canvas.drawString(x, 230, text)

    assert first_cell(read(page(in_first_cell(draw)), Limits(), engine)).text == "Kommuneplan"
