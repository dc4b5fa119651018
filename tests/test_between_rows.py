"""Text that a page's end brings between the rows of an item is told, unless it is the page's."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE, ruled
from item_reports import BODY, HEAD, ROWS, reports
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.formats.pdf import read
from extractors.layouts.between_rows import BETWEEN
from extractors.limits import Limits

XS = (60.0, 160.0, 380.0, 460.0, 520.0)
NAMES = ("Kort beskrivelse (drift)", "Tid", "Smiley")
ABOUT = ("Havnen skal ryddes.", "Arbejdet er delt.", "", "")
PLAN = ("Milepæl", "Planen er lagt.", "1. maj 2024", "Opfyldt")
MONEY = ("Økonomi", "Der er brugt 2 mio. kr.", "", "Opfyldt")


def report(foot: str, size: float, pages: int) -> bytes:
    """An item on each page but the last, its last row on the next one, and a line below it."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number in range(1, pages + 1):
        end = [MONEY] if number > 1 else []
        begun = [(f"3.0{number}. Havnen", *NAMES), ABOUT, PLAN] if number < pages else []
        bottom = _draw(canvas, [*end, *begun])
        canvas.setFont("Helvetica", size)
        if number < pages:
            canvas.drawString(XS[0] + 4 + 20 * number, bottom - 30, foot.format(number))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Canvas, rows: Sequence[Sequence[str]]) -> float:
    ys = [780.0 - 20 * at for at in range(len(rows) + 1)]
    for y, row in zip(ys, rows, strict=False):
        canvas.setFont("Helvetica-Bold" if row[1] == NAMES[0] else "Helvetica", SIZE)
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 4, y - 13, text)
    ruled(canvas, XS, ys)
    return ys[-1]


def told(data: bytes, engine: str) -> list[str]:
    (found,) = layouts.recognize(read(data, Limits(), engine))
    assert [len(item.follow_ups) for item in found.items] == [2] * len(found.items)
    return [one.text for one in found.leftovers if one.reason == BETWEEN]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sentence_at_a_page_end_inside_an_item_is_told(engine: str) -> None:
    """It is set as the rows are, and may belong to the one above."""
    assert told(report("Kajen er sat i stand.", SIZE, 2), engine) == ["Kajen er sat i stand."]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("foot", "size", "pages"),
    [
        ("1) Se bilag om havnen", SIZE, 2),
        ("* Se bilag om havnen", SIZE, 2),
        ("Se bilag om havnen", SIZE - 2, 2),
        ("Klitsund, blad {} om havnen", SIZE, 3),
    ],
)
def test_a_note_or_a_running_foot_is_not_told(
    foot: str, size: float, pages: int, engine: str
) -> None:
    """By its mark, its size, or as it comes again but for the number of the page."""
    assert told(report(foot, size, pages), engine) == []


def test_a_table_between_rows_is_told_once() -> None:
    """As what it may be; elsewhere as one that is none of follow-ups."""
    other = ("", "Fase\tSted", "Et\tHavnen", "")

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, ROWS[0], *other, ROWS[1], *other)

    assert [(one.reason, one.text) for one in found.leftovers] == [
        (BETWEEN, "Fase\tSted\tEt\tHavnen"),
        ("not-a-follow-up-table", "Fase\tSted\tEt\tHavnen"),
    ]
