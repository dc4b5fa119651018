"""PDF: letters printed in another order than that of reading are read where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from drawn_pages import ENGINES, cells, grid, page
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

Letter = tuple[float, float, str]
SIZE = 9
ROWS = (
    ("Milepæl", "Effekten er målt og beskrevet", "1. kvartal 2024"),
    ("Milepæl", "Kajen er bygget ved molen", "31.12.2024"),
    ("Økonomi", "Der er afsat 1,5 mio. kr. i 2024", "11.1.2025"),
)


def _letters(x: float, y: float, text: str) -> Iterable[Letter]:
    for letter in text:
        if letter != " ":
            yield x, y, letter
        x += stringWidth(letter, "Helvetica", SIZE)


def by_letter(letter: Letter) -> tuple[str, float, float]:
    """All of one kind at once, from the top of the page, as drivers of printers do."""
    x, y, sign = letter
    return sign, -y, x


def by_column(letter: Letter) -> tuple[float, float]:
    """All that stand below each other."""
    x, y, _ = letter
    return round(x), y


def upwards(letter: Letter) -> tuple[float, float]:
    """From the end of the page."""
    x, y, _ = letter
    return y, -x


ORDERS: tuple[Callable[[Letter], tuple[object, ...]], ...] = (by_letter, by_column, upwards)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("order", ORDERS)
def test_letters_one_above_the_other_are_no_word(
    order: Callable[[Letter], tuple[object, ...]], engine: str
) -> None:
    """Though one begins where the one printed before it ends, a row further up."""
    xs, tops = (20.0, 90.0, 270.0, 380.0), (250.0, 210.0, 170.0, 130.0)

    def draw(canvas: Canvas) -> None:
        grid(canvas, list(xs), list(tops))
        canvas.setFont("Helvetica", SIZE)
        letters = [
            one
            for row, top in zip(ROWS, tops, strict=False)
            for x, text in zip(xs, row, strict=False)
            for one in _letters(x + 4, top - 14, text)
        ]
        for x, y, letter in sorted(letters, key=order):
            canvas.drawString(x, y, letter)

    found = read(page(draw), Limits(), engine)

    assert cells(found) == [list(row) for row in ROWS]


LATE = (
    "Der er sat penge af til året, også for de øvrige",
    "11-årige børn i Ådal får ét år mere",
    "på é n å og Ø ny",
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("late", ["æøåÆØÅé", "0123456789-", "aeiou"])
@pytest.mark.parametrize("line", LATE)
def test_letters_printed_later_stand_behind_the_blanks_before_them(
    line: str, late: str, engine: str
) -> None:
    """As those of a second subset of a font, printed when the rest of the page is."""

    def draw(canvas: Canvas) -> None:
        x, rest = 30.0, []
        parts = re.split(f"([{late}])", line)
        for number, part in enumerate(parts):
            if number % 2:
                rest.append((x, part))
            elif part:
                canvas.drawString(x, 200, part)
            x += stringWidth(part, "Helvetica", 10)
        canvas.drawString(30, 100, "Havnen er ryddet.")
        for at, part in rest:
            canvas.drawString(at, 200, part)

    found, _ = read(page(draw), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == line


@pytest.mark.parametrize("engine", ENGINES)
def test_a_blank_printed_in_another_line_parts_no_word(engine: str) -> None:
    """Though the file has it between two letters of that."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(30, 200, "Havnen og m")
        canvas.drawString(60, 100, " ")
        canvas.drawString(30 + stringWidth("Havnen og m", "Helvetica", 10), 200, "olen")

    (found,) = read(page(draw), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Havnen og molen"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("note", ["2", "*"])
def test_a_note_printed_later_on_a_blank_leaves_it_behind_itself(note: str, engine: str) -> None:
    """A small figure has room there."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(30, 200, "Der er 1,1 mio. kr. til det")
        canvas.drawString(30, 100, "Havnen er ryddet.")
        canvas.setFont("Helvetica", 5)
        canvas.drawString(30 + stringWidth("Der er 1,1", "Helvetica", 10), 203, note)

    found, _ = read(page(draw), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == f"Der er 1,1{'²' if note == '2' else note} mio. kr. til det"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_letter_printed_later_may_begin_a_line(engine: str) -> None:
    """The blank at the end of the line above is of that."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(30, 200, "Der er ryddet op i havnen i ")
        canvas.drawString(30 + stringWidth("å", "Helvetica", 10), 188, "ret der gik")
        canvas.drawString(30, 100, "Havnen er ryddet.")
        canvas.drawString(30, 188, "å")

    found, *_ = read(page(draw), Limits(), engine).blocks

    assert isinstance(found, Paragraph)
    assert found.text == "Der er ryddet op i havnen i året der gik"
