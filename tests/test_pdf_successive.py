"""PDF: tables that follow each other in the same columns, where no rule parts these."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from drawn_tables import SIZE, drawn
from reportlab.pdfgen.canvas import Canvas

XS = (64, 164, 324, 384)
HEADING = ("Milepæl", "Frist", "Smiley")
PITCH = 18.0
APART = 12.0  # from table to table


def typeset(canvas: Canvas, tables: Sequence[Sequence[str]], *, ruled: bool) -> None:
    """Tables of names, each row below the other, with rules across or none."""
    y = 760.0
    for number, names in enumerate(tables):
        for index, name in enumerate((f"{number}. Havnen", *names)):
            canvas.setFont("Helvetica" if index else "Helvetica-Bold", SIZE)
            row = (name, *((f"Kajen ved {name} er ny", "1. maj", "god") if index else HEADING))
            for x, text in zip(XS, row, strict=True):
                canvas.drawString(x, y - 12, text)
            y -= PITCH
        if ruled:
            ys = [y + PITCH * line for line in range(len(names) + 2)]
            canvas.lines([(60, at, 420, at) for at in ys])
        y -= APART


@pytest.mark.parametrize(("ruled", "off"), [(True, 0.1), (False, 9.0)])
def test_each_ends_where_its_own_last_row_does(ruled: bool, off: float) -> None:
    """At its last rule, or below its text, and not where the next one begins."""
    names = (("Molen", "Broen", "Dækket"), ("Slusen", "Bolværket"), ("Sejlet", "Masten"))

    tables = drawn(lambda canvas: typeset(canvas, names, ruled=ruled)).tables

    assert [len(table.rows) for table in tables] == [4, 3, 3]
    for above, below in pairwise(tables):
        (last, *_), (first, *_) = above.rows[-1], below.rows[0]
        assert last is not None
        assert first is not None
        assert first.places[0].top - last.places[0].bottom == pytest.approx(APART, abs=off)


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_below_another_table_stand_below_it(rows: int) -> None:
    """Though nothing but their columns shows the table that goes on there."""
    names = ("Molen", "Broen", "Dækket", "Slusen", "Bolværket", "Masten")

    def draw(canvas: Canvas) -> None:
        y = 700.0
        for name in names[:3]:
            write(canvas, name, y)
            y -= PITCH
        canvas.grid(list(XS), [y - PITCH * line + PITCH - 6 for line in range(rows + 1)])
        for number in range(rows):
            write(canvas, f"Havn {number}", y - 1)
            y -= PITCH
        for name in names[3:]:
            write(canvas, name, y - 4)
            y -= PITCH

    def write(canvas: Canvas, name: str, y: float) -> None:
        for x, text in zip(XS, (name, f"Kajen ved {name}", f"{y:.0f}"), strict=False):
            canvas.drawString(x + 3, y, text)

    firsts = [row[0] for table in drawn(draw).tables for row in table.rows]

    ordered = [*names[:3], *(f"Havn {number}" for number in range(rows)), *names[3:]]
    assert [cell.text for cell in firsts if cell] == ordered


@pytest.mark.parametrize("gap", [0.0, 2.0, 4.0, 4.5, 5.0, 6.0, 8.0])
def test_ruled_tables_right_below_each_other_have_their_rows(gap: float) -> None:
    """They are two where their rules cannot be those of one, and no row is between them."""
    names = ("Molen", "Broen", "Slusen")

    def draw(canvas: Canvas) -> None:
        for top in (700.0, 700 - 3 * PITCH - gap):
            canvas.grid(list(XS), [top - PITCH * line for line in range(len(names) + 1)])
            for number, name in enumerate(names):
                for x in XS[:-1]:
                    canvas.drawString(x + 3, top - PITCH * number - 12, name)

    tables = drawn(draw).tables

    rows = [[cell.text for cell in row if cell] for table in tables for row in table.rows]
    assert rows == [[name] * 3 for name in names * 2]
    assert len(tables) == (2 if gap > 4 else 1)
