"""PDF: a page ends right below a heading row, and the next one repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas
from set_pages import LONG, Cells, Draw, item, press, rows

from extractors.document import Place
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.grids import Span
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part
from extractors.pages.repeats import Headings, unrepeated

EDGES = (36, 146, 396, 496, 560)
HEAD: Cells = (["3.02. Havn 2"], ["Kort beskrivelse (anlæg)"], ["Tid"], ["Smiley"])
CENTER = "Ansvarligt center: Teknik"


def pieces(canvas: Canvas, high: float, low: float, _: Cells) -> None:
    """A rule above every cell and one below."""
    for y in (high, low):
        canvas.lines([(left, y, right, y) for left, right in pairwise(EDGES)])


def ruled(canvas: Canvas, high: float, low: float, _: Cells) -> None:
    canvas.grid(list(EDGES), [high, low])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [pieces, ruled])
@pytest.mark.parametrize("first", [[], LONG[:1]], ids=["one column", "two columns"])
def test_a_heading_row_repeated_above_the_rest_of_a_row_is_read_once(
    first: Sequence[str], draw: Draw, engine: str
) -> None:
    """It is no rest of the row, though it has what that one lacks."""
    upper: Cells = (list(first), [CENTER], [], [])
    lower: Cells = ([*LONG[len(first) :]], ["Plan 2 er lagt."], [], [])
    pages = ([*item(1), HEAD, upper], [HEAD, lower, *rows(2)])

    found = texts(read(press(*pages, draw=draw, between=3), Limits(), engine))

    firsts = [row[0] or "" for row in found]
    assert firsts.count("3.02. Havn 2") == 1
    at = firsts.index("3.02. Havn 2") + 1
    below = found[at : firsts.index("Milepæl", at)]
    assert " ".join(row[0] for row in below if row[0]) == " ".join(LONG)
    assert " ".join(row[1] for row in below if row[1]) == f"{CENTER} Plan 2 er lagt."


NAMES = ("Kort beskrivelse", "Tid", "Smiley")
PLACE, BOX = Place(1, 0.0, 0.0, 100.0, 9.0), (0.0, 0.0, 100.0, 9.0)


def part(first: Sequence[tuple[float, str]]) -> Part:
    """A row with these lines in its first column and the names in the others, and one below."""
    names = [[(100.0, name)] for name in NAMES]
    rows: list[list[Sequence[tuple[float, str]]]] = [[first, *names], [[(140.0, "Milepæl")]]]
    cells = tuple(
        Fragment(Span(row, column, 1, 1), BOX, PLACE, tuple(line(*one) for one in own))
        for row, columns in enumerate(rows)
        for column, own in enumerate(columns)
    )
    return Part(1, BOX, PLACE, (0.0, 100, 200, 300, 400), (90.0, 130, 150), cells, drawn=False)


def line(base: float, text: str) -> PrintedLine:
    width = 4.0 * len(text)
    about = (bytes(4 * len(text)), base, 9.0)
    return PrintedLine(1, text, *about, bold=True, glyphs=1, x0=0, x1=width, spot=b"")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param([(94.5, "3.02. Havnen"), (105.5, "og kajen")], 0, id="another heading"),
        pytest.param([(100.0, "3.02. Havnen")], 0, id="another short heading"),
        pytest.param([(111.0, "og kajen")], 1, id="the rest of a row"),
    ],
)
def test_names_below_which_a_page_ends_are_no_heading_of_the_next_item(
    first: Sequence[tuple[float, str]], expected: int
) -> None:
    """That has the same names, and a title beside them."""
    above = Headings()
    above.add(part([]))

    assert unrepeated(above, part(first)).rows == expected
