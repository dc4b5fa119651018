"""PDF: backgrounds of cells that lie side by side show a table where no rule does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from drawn_tables import drawn, texts, tiles
from reportlab.pdfgen.canvas import Canvas

XS = [50.0, 130.0, 330.0, 430.0]
ROWS = (
    ("Indsats", "Beskrivelse", "Tid"),
    ("Milepæl", "Molen er bygget.", "1. maj"),
    ("Økonomi", "2 mio. kr. er brugt.", "2024"),
)
YS = [700.0 - 24 * row for row in range(len(ROWS) + 1)]


def _words(canvas: Canvas, top: float = YS[0]) -> None:
    for row, y in zip(ROWS, range(int(top), 0, -24), strict=False):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, y - 14, text)


def _plain(canvas: Canvas) -> None:
    tiles(canvas, XS, YS)


def _on_a_coloured_page(canvas: Canvas) -> None:
    canvas.setFillGray(0.97)
    canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
    tiles(canvas, XS, YS)


def _on_a_heading(canvas: Canvas) -> None:
    canvas.setFillGray(0.7)
    canvas.rect(XS[0], YS[1], XS[-1] - XS[0], YS[0] - YS[1], stroke=0, fill=1)
    tiles(canvas, XS, YS)


def _with_signs(canvas: Canvas) -> None:
    tiles(canvas, XS, YS)
    canvas.setFillColorRGB(0, 0.7, 0.3)
    canvas.rect(410, YS[1] - 18, 10, 10, stroke=0, fill=1)
    canvas.setFillGray(0)


@pytest.mark.parametrize("draw", [_plain, _on_a_coloured_page, _on_a_heading, _with_signs])
def test_tiles_are_cells(draw: Callable[[Canvas], None]) -> None:
    """Whatever lies below them or on them, and where texts show no columns."""

    def page(canvas: Canvas) -> None:
        draw(canvas)
        _words(canvas)

    document = drawn(page)

    found = [[(text or "").strip("\ufffc ") for text in row] for row in texts(document)]
    assert found == [list(row) for row in ROWS]
    assert [table.drawn for table in document.tables] == [True]
    assert [cell.shading for cell in document.tables[0].rows[2] if cell] == ["#e6e6e6"] * 3


def test_one_row_of_tiles_is_of_the_columns_of_others() -> None:
    """Else it may be anything, as the figures that head a page."""

    def page(canvas: Canvas) -> None:
        tiles(canvas, XS, YS)
        tiles(canvas, XS, [600.0, 576.0])
        tiles(canvas, [60.0, 200.0, 300.0, 420.0], [500.0, 476.0])
        _words(canvas)
        canvas.drawString(54, 586, "Økonomi")
        canvas.drawString(64, 486, "12 mål nået")

    document = drawn(page)

    assert [len(table.rows) for table in document.tables] == [3, 1]
    assert "12 mål nået" not in str(texts(document))


def test_tiles_further_apart_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        for top, low in pairwise(YS):
            for left, right in pairwise(XS):
                canvas.rect(left + 3, low + 3, right - left - 6, top - low - 6, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(57, YS[1] + 8, "12 mål nået")

    assert drawn(page).tables == ()


def test_every_other_row_with_tiles_shows_no_table_of_them() -> None:
    """The rows between them are of it too."""

    def page(canvas: Canvas) -> None:
        for high, low in ((YS[0], YS[1]), (YS[2], YS[3])):
            tiles(canvas, XS, [high, low])
        _words(canvas)

    assert texts(drawn(page)) == [list(row) for row in ROWS]


def test_a_heading_and_the_first_row_with_tiles_show_no_table_of_them() -> None:
    def page(canvas: Canvas) -> None:
        tiles(canvas, XS, YS[:3])
        _words(canvas)

    assert [text for row in texts(drawn(page)) for text in row] == [t for row in ROWS for t in row]
    assert [len(table.rows) for table in drawn(page).tables] == [len(ROWS)]
