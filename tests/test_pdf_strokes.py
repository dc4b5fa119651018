"""PDF: a short stroke in a cell is a sign, and what borders, parts or decorates is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from drawn_pages import ENGINES, first_cell, grid, in_first_cell, page
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import OBJECT, Cell, Mark, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

Draw = Callable[[Canvas], None]


def _cell(draw: Draw, engine: str) -> Cell:
    return first_cell(read(page(in_first_cell(draw)), Limits(), engine))


def _drawn(cell: Cell) -> list[Mark]:
    return [mark for mark in cell.all_marks if mark.kind == "drawing"]


def _dash(canvas: Canvas) -> None:
    canvas.line(100, 215, 110, 215)


def _plus(canvas: Canvas) -> None:
    canvas.lines([(100, 215, 108, 215), (104, 211, 104, 219)])


def _equals(canvas: Canvas) -> None:
    canvas.lines([(100, 213, 108, 213), (100, 216, 108, 216)])


def _bar(canvas: Canvas) -> None:
    canvas.rect(100, 214, 12, 2, stroke=0, fill=1)


def _box(canvas: Canvas) -> None:
    canvas.rect(100, 210, 9, 9)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [_dash, _plus, _equals, _bar, _box])
def test_short_strokes_in_a_cell_are_one_sign(draw: Draw, engine: str) -> None:
    """With its place."""
    cell = _cell(draw, engine)

    (mark,) = cell.all_marks
    assert mark.kind == "drawing"
    assert mark.place is not None
    assert mark.place.x0 == pytest.approx(100, abs=1)
    assert mark.place.x1 == pytest.approx(109, abs=4)
    assert (mark.place.top + mark.place.bottom) / 2 == pytest.approx(85, abs=2)
    assert cell.text == OBJECT


@pytest.mark.parametrize("engine", ENGINES)
def test_signs_of_strokes_differ_in_form_and_colour(engine: str) -> None:
    """One sign has one value at any place and size."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 80, 140, 200, 260, 320], [200, 250])
        canvas.line(30, 220, 40, 220)
        canvas.line(95, 230, 109, 230)
        canvas.lines([(160, 220, 168, 220), (164, 216, 164, 224)])
        canvas.line(224, 216, 224, 226)
        canvas.setStrokeColor(HexColor("#ff0000"))
        canvas.line(280, 220, 290, 220)

    row = read(page(draw), Limits(), engine).tables[0].rows[0]

    values = [cell.all_marks[0].value for cell in row if cell]
    colours = [cell.all_marks[0].colour for cell in row if cell]
    assert values[0] == values[1]
    assert len(set(values)) == 4
    assert colours == [None] * 4 + ["#ff0000"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stroke_stands_in_its_line(engine: str) -> None:
    """Where text is beside it."""

    def draw(canvas: Canvas) -> None:
        canvas.line(30, 223, 38, 223)
        canvas.drawString(44, 220, ": Ikke relevant")

    assert _cell(draw, engine).text == f"{OBJECT} : Ikke relevant"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stroke_of_a_legend_is_its_sign(engine: str) -> None:
    """Outside of all tables, on a level with the words that say what it means."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor("#00b050"))
        canvas.circle(34, 223, 5, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawString(44, 220, ": Indsatsen er gennemført")
        canvas.line(30, 203, 38, 203)
        canvas.drawString(44, 200, ": Ikke relevant")

    blocks = read(page(draw), Limits(), engine).blocks

    assert [one.text for one in blocks if isinstance(one, Paragraph)] == [
        f"{OBJECT} : Indsatsen er gennemført",
        f"{OBJECT} : Ikke relevant",
    ]


def _underlined(canvas: Canvas) -> None:
    canvas.drawString(30, 220, "En ny bro")
    canvas.line(45, 218.6, 55, 218.6)


def _struck(canvas: Canvas) -> None:
    canvas.drawString(30, 220, "En ny bro")
    canvas.line(45, 223, 55, 223)


def _fraction(canvas: Canvas) -> None:
    canvas.drawString(40, 225, "1")
    canvas.line(38, 223, 48, 223)
    canvas.drawString(40, 213, "2")


def _leaders(canvas: Canvas) -> None:
    canvas.drawString(30, 220, "Bro")
    canvas.lines([(x, 220, x + 5, 220) for x in range(60, 180, 10)])


def _parting(canvas: Canvas) -> None:
    canvas.drawString(30, 235, "Bro")
    canvas.line(30, 222, 45, 222)
    canvas.drawString(30, 206, "Vej")


def _touching(canvas: Canvas) -> None:
    canvas.line(20, 215, 34, 215)


def _long(canvas: Canvas) -> None:
    canvas.line(60, 215, 90, 215)


def _blank_to_fill(canvas: Canvas) -> None:
    canvas.drawString(30, 220, "Dato:")
    canvas.line(60, 220, 78, 220)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "draw",
    [_underlined, _struck, _fraction, _leaders, _parting, _touching, _long, _blank_to_fill],
)
def test_strokes_that_border_part_or_decorate_are_no_signs(draw: Draw, engine: str) -> None:
    """The words are read as without them."""
    cell = _cell(draw, engine)

    assert _drawn(cell) == []
    assert OBJECT not in cell.text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_nested_table_and_its_borders_are_no_signs(engine: str) -> None:
    """However small its cells are."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [100, 112, 124], [200, 212, 224])
        canvas.drawString(103, 203, "1")

    assert _drawn(_cell(draw, engine)) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_borders_of_cells_that_stand_apart_are_no_signs(engine: str) -> None:
    """As browsers set them, however narrow a column is."""
    rows = (("Molen er sikret", "1"), ("Havnen er ryddet for", "2"), ("Broen er lagt", "3"))

    def draw(canvas: Canvas) -> None:
        y = 250.0
        for name, number in rows:
            canvas.drawString(24, y - 14, name)
            canvas.drawString(206, y - 14, number)
            y -= 34 if name == rows[1][0] else 20
            canvas.lines([(20, y, 200, y), (201.5, y, 219, y)])
        canvas.drawString(24, 204, "gamle både")

    (table,) = read(page(draw), Limits(), engine).tables

    assert [row[1].text for row in table.rows if row[1]] == ["1", "2", "3"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_sides_of_a_frame_around_a_line_are_no_signs(engine: str) -> None:
    """However low it is, and whether a table is seen in it or not."""

    def draw(canvas: Canvas) -> None:
        canvas.lines([(20, 230, 200, 230), (20, 214, 200, 214)])
        canvas.lines([(20, 214, 20, 230), (200, 214, 200, 230)])
        canvas.drawString(26, 219, "Budget 2024")
        canvas.line(26, 155, 26, 165)
        canvas.drawString(30, 157, "En rettet linje")

    blocks = read(page(draw), Limits(), engine).blocks

    assert not any(OBJECT in one.text for one in blocks if isinstance(one, Paragraph))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_stroke_at_the_middle_of_merged_rows_is_a_sign(engine: str) -> None:
    """No border is drawn there."""

    def draw(canvas: Canvas) -> None:
        canvas.lines([(20, y, 380, y) for y in (250, 150)])
        canvas.lines([(x, 250, x, 150) for x in (20, 200, 380)])
        canvas.line(20, 200, 200, 200)
        canvas.line(280, 200, 290, 200)

    row = read(page(draw), Limits(), engine).tables[0].rows[0]

    assert row[1] is not None
    assert [mark.kind for mark in row[1].all_marks] == ["drawing"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_shaft_belongs_to_its_arrow(engine: str) -> None:
    """One drawing is one mark."""

    def draw(canvas: Canvas) -> None:
        canvas.line(104, 205, 104, 215)
        path = canvas.beginPath()
        path.moveTo(100, 215)
        path.lineTo(104, 221)
        path.lineTo(108, 215)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    assert len(_cell(draw, engine).all_marks) == 1
