"""PDF: a minus or currency that a spreadsheet sets apart belongs to its number."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells, grid, page
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

# What stands at the left of its cell, and what at its right.
SIGNED = (("-", "1.234"), ("", "2.500"), ("-", "41"), ("-", "3.000,5"), ("", "7"), ("-", "12"))
EURO = (("kr.", "1.234"), ("kr.", "(2.500)"), ("kr.", "-41"), ("kr.", "3,5"), ("kr.", "7"))
NAMES = ("Ny bro", "Ny vej", "Ny havn", "Ny hal", "Ny skole", "Ny sti")


def sheet(sums: tuple[tuple[str, str], ...], dash: str = "-") -> bytes:
    def draw(canvas: Canvas) -> None:
        ys = [250.0 - 18 * number for number in range(len(sums) + 2)]
        grid(canvas, [20, 180, 320], ys)
        canvas.drawString(24, 237, "Indsats")
        canvas.drawString(184, 237, "Regnskab i 1.000 kr.")
        for y, name, (left, right) in zip(ys[1:], NAMES, sums, strict=False):
            canvas.drawString(24, y - 13, name)
            canvas.drawString(184, y - 13, left.replace("-", dash))
            canvas.drawRightString(316, y - 13, right)

    return page(draw)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("dash", ["-", "\u2013"])
def test_a_minus_far_from_its_number_is_no_bullet(dash: str, engine: str) -> None:
    """Nor is there a column of minuses."""
    rows = cells(read(sheet(SIGNED, dash), Limits(), engine))

    assert [row[1:] for row in rows] == [
        ["Regnskab i 1.000 kr."],
        *([f"{left} {right}".strip().replace("-", dash)] for left, right in SIGNED),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_currency_far_from_its_number_is_no_column(engine: str) -> None:
    """Both are one text."""
    rows = cells(read(sheet(EURO), Limits(), engine))

    assert [row[1:] for row in rows[1:]] == [[f"{left} {right}"] for left, right in EURO]


@pytest.mark.parametrize("engine", ENGINES)
def test_dashes_before_words_are_bullets(engine: str) -> None:
    """And numbers begin some of those."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 320, 380], [190, 250])
        for y, text in ((237, "Molen er sikret"), (223, "2 nye haller er bygget"), (209, "Klar")):
            canvas.drawString(24, y, "-")
            canvas.drawString(36, y, text)

    (row,) = cells(read(page(draw), Limits(), engine))

    assert row == ["Molen er sikret\n2 nye haller er bygget\nKlar", ""]
