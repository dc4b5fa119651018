"""PDF: what the file marks as no part of its content, as a converter may mark all of a page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas
from set_pages import LEADING, SIZE, XS, Cells, item

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

ALL = (0, 1, 2)


def report(marked: Sequence[int], engine: str, rows: int | None = None) -> Document:
    """Three pages of rows between rules, each with a header and a footer; some pages are marked."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in ALL:
        canvas.setFont("Helvetica", SIZE)
        canvas.addLiteral("/Artifact BMC")
        canvas.drawString(XS[0], 810, "Klitsund Kommune")
        canvas.drawString(XS[0], 30, f"Side {page + 1} af 3")
        canvas.addLiteral("EMC")
        canvas.addLiteral("/Artifact BMC" if page in marked else "/Span BMC")
        _set(canvas, [*item(2 * page + 1), *item(2 * page + 2)][:rows])
        canvas.addLiteral("EMC")
        canvas.showPage()
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


def _set(canvas: Canvas, rows: Sequence[Cells]) -> None:
    y = 770.0
    for row in rows:
        canvas.line(XS[0], y + LEADING, XS[-1], y + LEADING)
        for x, own in zip(XS, row, strict=False):
            for number, line in enumerate(own):
                canvas.drawString(x, y - LEADING * number, line)
        y -= LEADING * max(map(len, row)) + LEADING / 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("marked", [(0,), (1,), (1, 2), ALL])
def test_a_page_of_which_all_is_marked_is_read(engine: str, marked: Sequence[int]) -> None:
    """As if nothing but its header and footer were."""
    assert texts(report(marked, engine)) == texts(report((), engine))


def test_a_header_and_a_footer_alone_on_a_page_are_none_of_its_content() -> None:
    """However little else stands there."""
    found = report((), "pdfium", rows=2)

    told = {one.text for one in found.furniture}
    assert "Klitsund Kommune" in told
    assert all("Klitsund" not in (cell or "") for row in texts(found) for cell in row)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("count", [3, 9, 15])
def test_a_letterhead_above_the_rest_of_a_row_is_none_of_the_content(
    engine: str, count: int
) -> None:
    """Though it differs from page to page, and is most of what stands on the last one."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    plan = (["Milepæl"], ["Kajen rettes op,", "sammen med"], ["1. maj 2024"], ["Opfyldt"])
    rest: Cells = ([], ["borgerne i byen."], [], [])
    for own, rows in (("efghijklmnopqrs", [*item(1)[:-1], plan]), ("EFGHIJKLMNOPQRS", [rest])):
        canvas.setFont("Helvetica", SIZE)
        canvas.addLiteral("/Artifact BMC")
        for number in range(count):
            canvas.drawString(XS[0], 830 - 9 * number, f"{own[number]}-notat, se bilag")
        canvas.addLiteral("EMC")
        _grid(canvas, 680, rows)
        canvas.showPage()
    canvas.save()

    found = texts(read(stream.getvalue(), Limits(), engine))

    assert found[-1][1] == "Kajen rettes op, sammen med borgerne i byen."


def _grid(canvas: Canvas, top: float, rows: Sequence[Cells]) -> None:
    ys = [top]
    for row in rows:
        for x, own in zip(XS, row, strict=False):
            for number, line in enumerate(own):
                canvas.drawString(x + 3, ys[-1] - LEADING * (number + 1), line)
        ys.append(ys[-1] - LEADING * max(map(len, row)) - 6)
    canvas.grid(list(XS), ys)
