"""PDF: rules and fills of a page, asked for together, up to the limit of a page."""

from __future__ import annotations

from contextlib import closing

import pytest
from drawn_pages import page
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf.pdfium import open_pages
from extractors.limits import Limits
from extractors.pages.sheet import Sheet

COLOURS = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
SEGMENTS = 2  # of a line


def _lines(canvas: Canvas) -> None:
    """Ten rules, the last four of them in a form."""
    canvas.beginForm("last")
    for number in range(6, 10):
        canvas.line(20, 20 + 20 * number, 200, 20 + 20 * number)
    canvas.endForm()
    for number in range(6):
        canvas.line(20, 20 + 20 * number, 200, 20 + 20 * number)
    canvas.doForm("last")


def _areas(canvas: Canvas) -> None:
    """Areas of several colours among rules, some of them in a form."""
    canvas.beginForm("areas")
    _area(canvas, 1)
    canvas.endForm()
    for number in (0, 2):
        canvas.line(20, 40 + 60 * number, 200, 40 + 60 * number)
        _area(canvas, number)
        canvas.saveState()
        canvas.translate(150, 0)
        canvas.doForm("areas")
        canvas.restoreState()


def _area(canvas: Canvas, number: int) -> None:
    canvas.setFillColorRGB(*COLOURS[number])
    canvas.rect(20, 50 + 60 * number, 100, 30, stroke=0, fill=1)


def _sheet(data: bytes, limits: Limits) -> Sheet:
    with closing(open_pages(data, limits)) as opened, closing(opened.sheets()) as sheets:
        return next(sheets)


@pytest.mark.parametrize(("most", "read"), [(1, 0), (7, 3), (8, 4), (15, 7), (19, 9), (20, 10)])
def test_paths_are_read_up_to_the_limit_of_a_page(most: int, read: int) -> None:
    """On the page and in forms together; that more were left out is told."""
    sheet = _sheet(page(_lines), Limits(page_segments=most))

    assert len(sheet.across) == read
    assert [notice.code for notice in sheet.notices] == ["page-cut-off"] * (most < 10 * SEGMENTS)


def test_every_path_keeps_its_own_colour_and_place() -> None:
    """Whatever is asked of the others, and whether it stands in a form."""
    sheet = _sheet(page(_areas), Limits())

    found = [(fill.colour, fill.box[0], fill.box[3]) for fill in sheet.fills]
    assert found == [
        *(("#ff0000", 20, 250), ("#00ff00", 170, 190)),
        *(("#0000ff", 20, 130), ("#00ff00", 170, 190)),
    ]
    assert sorted(sheet.across[:, 0].tolist()) == [140, 260]


def _dots(canvas: Canvas) -> None:
    """A dotted border as browsers draw it, of a rectangle for every dot."""
    for number in range(60):
        canvas.rect(20 + 2 * number, 100, 1, 1, stroke=0, fill=1)


@pytest.mark.parametrize(("most", "read"), [(60, 60), (59, 59)])
def test_a_dot_counts_as_one_segment(most: int, read: int) -> None:
    """Tables with dotted borders have ten thousand on a page."""
    sheet = _sheet(page(_dots), Limits(page_segments=most))

    assert len(sheet.across) == read
    assert [notice.code for notice in sheet.notices] == ["page-cut-off"] * (most < 60)
