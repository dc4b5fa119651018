"""A table in a cell: what stands in it is part of that cell's text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, across, plain, ruled, sides
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.formats.pdf import read
from extractors.layouts.between_rows import BETWEEN
from extractors.limits import Limits
from extractors.records import RawItem

XS = (60.0, 160.0, 380.0, 460.0, 520.0)
WITHIN = (166.0, 270.0, XS[2])  # the last of them is the border of that cell
Draw = Callable[[Canvas, Sequence[float], Sequence[float]], None]  # around columns and rows
Cells = Sequence[Sequence[str]]  # lines of the cells of a row
HEAD: Cells = (["3.01. Havnen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])
ABOUT = ["Havnen ryddes for", "skibe, og molen", "bygges op på ny", "af kommunen."]
BODY: Cells = (ABOUT, ["Arbejdet er delt."], [], [])
PLAN: Cells = (["Milepæl", "", "", ""], ["Planen er lagt."], ["1. maj 2024"], ["Opfyldt"])
REST: Cells = (["Milepæl"], ["Kajen er sat i stand."], ["1. juni 2024"], ["Opfyldt"])
MONEY: Cells = (["Økonomi"], ["Der er brugt 2 mio. kr."], [], ["Opfyldt"])
ROWS = (PLAN, REST, MONEY)
INNER = (("Fase", "Sted"), ("Et", "Havnen"))


def report(holder: Cells, draw: Draw = ruled, xs: Sequence[float] = WITHIN) -> bytes:
    """An item with a small table in the second cell of a row, between its own columns."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    y = 780.0
    ys = [y]
    for row in (HEAD, BODY, *ROWS):
        canvas.setFont("Helvetica-Bold" if row is HEAD else "Helvetica", SIZE)
        for x, lines in zip(XS, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 4, y - 11 - at * LEADING, line)
        if row is holder:
            _draw_inner(canvas, xs, y - 18)
        y -= 8 + LEADING * max(map(len, row))
        ys.append(y)
    draw(canvas, XS, ys)
    canvas.save()
    return stream.getvalue()


def _draw_inner(canvas: Canvas, xs: Sequence[float], top: float) -> None:
    ys = (top, top - 14, top - 28)
    canvas.grid(list(xs), list(ys))
    for y, texts in zip(ys, INNER, strict=False):
        for x, text in zip(xs, texts, strict=False):
            canvas.drawString(x + 4, y - 10, text)


def item(data: bytes, engine: str) -> RawItem:
    (found,) = layouts.recognize(read(data, Limits(), engine))
    assert found.leftovers == ()
    (one,) = found.items
    return one


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [ruled, sides, across])
def test_a_table_in_the_effort_belongs_to_it(engine: str, draw: Draw) -> None:
    """It shares a rule with the cell around it and parts that, or stands over no rule's border."""
    found = item(report(BODY, draw), engine)

    assert found.effort is not None
    assert found.effort.text == "Arbejdet er delt.\nFase\nSted\nEt\nHavnen"
    assert [row.text.text for row in found.follow_ups] == [plain(row[1][0]) for row in ROWS]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_in_a_milestone_belongs_to_its_text(engine: str) -> None:
    """No further milestone begins where label, deadline and status go on beside it."""
    found = item(report(PLAN), engine)

    texts = [row.text.text.split() for row in found.follow_ups]
    assert texts[0] == ["Planen", "er", "lagt.", "Fase", "Sted", "Et", "Havnen"]
    assert [row.label for row in found.follow_ups] == ["Milepæl", "Milepæl", "Økonomi"]
    assert [row.smiley and row.smiley.text for row in found.follow_ups] == ["Opfyldt"] * 3


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_over_several_columns_of_another_is_told(engine: str) -> None:
    """In whose cell it stands no rule shows."""
    data = report(BODY, across, (166.0, 300.0, 470.0))

    (found,) = layouts.recognize(read(data, Limits(), engine))

    assert [(one.reason, one.text) for one in found.leftovers if one.reason == BETWEEN] == [
        (BETWEEN, "Fase\tSted\tEt\tHavnen")
    ]
