"""PDF: headings and totals that only a background shows are rows of the table they touch."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from drawn_pages import ENGINES, cells, grid, page
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = [20.0, 80.0, 240.0, 300.0, 380.0]
HEADING = ("Nr.", "Indsats", "Frist", "Beløb")
ROWS = (("1.01", "Molen sikres mod storm", "1. maj", "2.893"), ("1.02", "Nyt tag", "2. maj", "41"))
TOTAL = ("I alt", "", "", "2.934")
TOP, LOW = 220.0, 180.0  # of the rules


def row(canvas: Canvas, y: float, texts: tuple[str, ...]) -> None:
    for x, text in zip(XS, texts, strict=False):
        canvas.drawString(x + 3, y - 14, text)


def ruled(canvas: Canvas) -> None:
    grid(canvas, XS, [TOP, 200, LOW])
    for y, texts in zip((TOP, 200), ROWS, strict=True):
        row(canvas, y, texts)


def whole(canvas: Canvas, low: float) -> None:
    canvas.rect(XS[0], low, XS[-1] - XS[0], 20, stroke=0, fill=1)


def tiles(canvas: Canvas, low: float) -> None:
    for left, right in pairwise(XS):
        canvas.rect(left + 0.5, low, right - left - 1, 20, stroke=0, fill=1)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("band", [whole, tiles])
@pytest.mark.parametrize("ink", [0, 1])
def test_a_band_that_touches_the_rules_is_a_row(
    band: Callable[[Canvas, float], None], ink: int, engine: str
) -> None:
    """The heading above, and the total below."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.3, 0.5, 0.8)
        band(canvas, TOP)
        band(canvas, LOW - 20)
        canvas.setFillGray(ink)
        row(canvas, TOP + 20, HEADING)
        row(canvas, LOW, TOTAL)
        canvas.setFillGray(0)
        ruled(canvas)

    document = read(page(draw), Limits(), engine)

    assert cells(document) == [list(one) for one in (HEADING, *ROWS, TOTAL)]
    places = [one[0].places[0] for one in document.tables[0].rows if one[0]]
    assert [(round(one.top), round(one.bottom)) for one in places] == [
        *((60, 80), (80, 100)),
        *((100, 120), (120, 140)),
    ]
    heading = document.tables[0].rows[0][1]
    assert heading is not None
    assert heading.shading == "#4d80cc"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_over_two_columns_is_one_cell(engine: str) -> None:
    """Where its background shows it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        for left, right in ((20, 239), (241, 380)):
            canvas.rect(left, TOP, right - left, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(60, TOP + 6, "Aftalen om budgettet")
        canvas.drawString(270, TOP + 6, "Frist og beløb")
        ruled(canvas)

    found = cells(read(page(draw), Limits(), engine))

    assert found == [["Aftalen om budgettet", None, "Frist og beløb", None], *map(list, ROWS)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "title", ["1. Havn og strand", "Kapitel 1. Havnen, stranden og vejene dertil i 2031"]
)
def test_a_title_on_a_band_stays_above(title: str, engine: str) -> None:
    """It has one text, or runs on over the columns."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        whole(canvas, TOP)
        canvas.setFillGray(0)
        canvas.drawString(24, TOP + 6, title)
        canvas.drawString(24, 280, "Status:             nået")  # a wide gap elsewhere
        ruled(canvas)

    document = read(page(draw), Limits(), engine)

    assert cells(document) == [list(one) for one in ROWS]
    assert title in [one.text for one in document.blocks if isinstance(one, Paragraph)]
