"""A heading row that a page's end cuts, with footnotes between it and its rest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_tables import LEADING, SIZE, drawn
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.records import RawItem

XS = (50.0, 150.0, 380.0, 470.0, 545.0)
Cells = Sequence[Sequence[str]]  # lines of the cells of a row
ABOUT: Cells = (["Kajen ryddes."], ["Ansvarligt center: Teknik"], [], [])
PLAN: Cells = (["Milepæl"], ["Planen er lagt."], ["1. maj 2024"], ["Opfyldt"])
MONEY: Cells = (["Økonomi"], ["Der er brugt 2 mio. kr."], [], ["Opfyldt"])
FIRST = ((["3.01. Molen"], ["Kort beskrivelse (anlæg)"], ["Tid"], ["Smiley"]), ABOUT, PLAN, MONEY)


def table(canvas: Canvas, top: float, rows: Sequence[Cells], bold: int) -> None:
    """Ruled; so many of the first rows are in bold."""
    ys = [top]
    for number, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if number < bold else "Helvetica", SIZE)
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 4, ys[-1] - 10 - at * LEADING, line)
        ys.append(ys[-1] - LEADING * max(map(len, row)) - 4)
    canvas.grid(list(XS), ys)


def items(head: Cells, *below: Cells, bold: int) -> tuple[RawItem, ...]:
    """Two items; the page ends below the second's heading, above a footnote."""

    def draw(canvas: Canvas) -> None:
        table(canvas, 780, FIRST, bold=1)
        table(canvas, 140, [head], bold=1)
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(50, 90, "1 Det er opgjort ved årets udgang, og regnet i løbende priser.")
        canvas.showPage()
        table(canvas, 780, below, bold=bold)

    (report,) = layouts.recognize(drawn(draw))
    return tuple(report.items)


@pytest.mark.parametrize("below", [["(drift og anlæg)"], []])
def test_the_rest_of_a_heading_below_the_page_break_belongs_to_it(below: list[str]) -> None:
    """Its title goes on in bold as it began, and what heads a column in parentheses."""
    head: Cells = (["3.02. Broen over den"], ["Kort beskrivelse"], ["Tid"], ["Smiley"])
    rest: Cells = (["nye havn"], below, [], [])

    _, found = items(head, rest, ABOUT, PLAN, MONEY, bold=1)

    assert found.heading.text == "3.02. Broen over den nye havn"
    assert found.funding == ("drift og anlæg" if below else None)
    assert found.description is not None
    assert found.description.text == "Kajen ryddes."


@pytest.mark.parametrize("bold", [0, 1])
def test_a_description_below_the_page_break_is_none(bold: int) -> None:
    """Though it may be set in bold."""
    head: Cells = (["3.02. Broen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])

    _, found = items(head, ABOUT, PLAN, MONEY, bold=bold)

    assert found.heading.text == "3.02. Broen"
    assert found.description is not None
    assert found.description.text == "Kajen ryddes."


@pytest.mark.parametrize(
    "about",
    [
        (["molen skal ryddes."], ["Ansvarligt center: Teknik"], [], []),
        (["molen skal ryddes"], ["Ansvarligt center: Teknik"], [], []),
        (["molen skal ryddes."], [], [], []),
    ],
)
def test_a_description_in_bold_that_begins_small_is_none(about: Cells) -> None:
    """It is a sentence, or has beside it what is said of the item."""
    head: Cells = (["3.02. Broen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])

    _, found = items(head, about, PLAN, MONEY, bold=1)

    assert found.heading.text == "3.02. Broen"
    assert found.description is not None
    assert found.description.text == about[0][0]
