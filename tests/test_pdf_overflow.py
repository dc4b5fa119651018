"""PDF: a word too long for its cell is whole, and its neighbour has none of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, drawn, plain, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (60, 120, 165, 250)


def cells(data: bytes, engine: str) -> list[str | None]:
    row = read(data, Limits(), engine).tables[0].rows[0]
    return [cell and plain(cell.text) for cell in row]


def page(*texts: tuple[float, float, str]) -> bytes:
    """A row of three cells and texts at these places in it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=1)
    canvas.grid(list(XS), [200, 240])
    canvas.setFont("Helvetica", SIZE)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_that_runs_over_the_border_stays_whole(engine: str) -> None:
    """Where it begins, and so do the words printed on behind it."""
    lines = [(XS[1] + 2, 228, "2."), (XS[1] + 2, 217, "budgetopfølgning"), (XS[1] + 2, 206, "2024")]
    wrapped = page((XS[0] + 2, 228, "Milepæl"), *lines, (XS[2] + 30, 228, "Nået"))
    printed_on = page((XS[0] + 2, 228, "Milepæl"), (XS[1] + 2, 217, "2. budgetopfølgning 2024"))

    assert cells(wrapped, engine) == ["Milepæl", "2. budgetopfølgning 2024", "Nået"]
    assert cells(printed_on, engine) == ["Milepæl", "2. budgetopfølgning 2024", ""]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_that_runs_out_of_the_table_is_its_last_cell_s(engine: str) -> None:
    """And one set from the right is of the cell that has most of it."""
    data = page((XS[2] + 60, 228, "Bemærkninger"), (XS[1] - 8, 228, "1.950.000"))

    assert cells(data, engine) == ["", "1.950.000", "Bemærkninger"]


@pytest.mark.parametrize("engine", ENGINES)
def test_texts_that_touch_the_border_are_two(engine: str) -> None:
    """However narrow their columns are."""
    texts = ((XS[0] + 1, 228, "Konto"), (XS[1] + 1, 228, "12.345.67"), (XS[2] + 1, 228, "345"))

    assert cells(page(*texts), engine) == ["Konto", "12.345.67", "345"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_printed_letter_by_letter_runs_over_as_well(engine: str) -> None:
    """Each letter begins where the one before ends; a text that begins further on is another."""
    texts = ((XS[0] + 2, 228, "Kommunalbestyrelsen"), (XS[2] + 2, 228, "Den"))
    letters = [
        (x + stringWidth(text[:at], "Helvetica", SIZE), y, letter)
        for x, y, text in texts
        for at, letter in enumerate(text)
    ]

    assert cells(page(*letters), engine) == ["Kommunalbestyrelsen", "", "Den"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_word_behind_others_is_of_their_cell(engine: str) -> None:
    """Though most of it stands in the next one; a number there is set from the right."""
    texts = ((XS[0] + 2, 228, "samt for Kommunalbestyrelsen"), (XS[2] + 30, 228, "Den"))
    number = ((XS[0] + 2, 228, "i alt"), (XS[1] - 12, 228, "1.950.000"))

    assert cells(page(*texts), engine) == ["samt for Kommunalbestyrelsen", "", "Den"]
    assert cells(page(*number), engine) == ["i alt", "1.950.000", ""]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("ends", ["in a letter", "behind a letter", "before a letter"])
@pytest.mark.parametrize("beside", ["", "Nået"])
def test_words_are_printed_on_into_the_next_cell(ends: str, beside: str, engine: str) -> None:
    """As spreadsheets do with texts that are longer than their columns."""
    first = stringWidth("Ældreboliger", "Helvetica", SIZE)
    over = {"in a letter": 1.2, "behind a letter": -0.2, "before a letter": -2.3}[ends]
    x = XS[1] - first + over
    data = page((x, 228, "Ældreboliger ved"), (XS[1] + 2, 228, beside), (XS[2] + 2, 228, "1. maj"))

    assert cells(data, engine) == ["Ældreboliger ved", beside, "1. maj"]


@pytest.mark.parametrize("engine", ENGINES)
def test_figures_at_a_border_are_two_numbers(engine: str) -> None:
    """Though one text holds both, with a mere blank between."""
    first = stringWidth("2.893", "Helvetica", SIZE)
    data = page((XS[1] - first - 0.3, 228, "2.893 41"), (XS[2] + 2, 228, "1. maj"))

    assert cells(data, engine) == ["2.893", "41", "1. maj"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("at", "over"), [(0, "Børnehaven"), (3, "ved åen"), (0, "41")])
def test_texts_printed_over_each_other_are_read_one_by_one(
    at: float, over: str, engine: str
) -> None:
    """As where a line is too much for the height of the row above: no word is made of both."""
    data = page((XS[0] + 2, 228, "Ny skole"), (XS[0] + 2 + at, 228.4, over))

    (first, *rest) = cells(data, engine)

    assert first in (f"Ny skole {over}", f"{over} Ny skole")
    assert rest == ["", ""]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by", [0.0, 0.3])
def test_a_text_printed_again_is_read_once(by: float, engine: str) -> None:
    """However little it was moved to look bold."""
    data = page((XS[0] + 2, 228, "Ny skole 11"), (XS[0] + 2 + by, 228, "Ny skole 11"))

    assert cells(data, engine) == ["Ny skole 11", "", ""]


def test_a_word_too_long_for_its_column_merges_no_cells() -> None:
    """Other lines of its row stand on both sides of what it stands over."""
    xs = (40.0, 100.0, 260.0, 330.0)
    names = ("Havnen", "Broen", "Vejen", "Skolen", "Torvet", "Parken", "Hallen", "Molen")
    rows = [([names[n]], [f"Kajen er {n} m lang"], ["1. maj"], ["Nået"]) for n in range(8)]
    rows[4] = (["Mødet i", "forsamlingshuset"], ["Der er ro"], ["2. maj"], ["Nået"])

    def draw(canvas: Canvas) -> None:
        y = 700.0
        for row in rows:
            for x, lines in zip(xs, row, strict=True):
                for below, line in enumerate(lines):
                    canvas.drawString(x, y - LEADING * below, line)
            y -= LEADING * max(map(len, row)) + 6

    assert texts(drawn(draw)) == [[" ".join(lines) for lines in row] for row in rows]
