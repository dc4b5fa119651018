"""PDF: a page ends right below a heading row, and the next one repeats it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas
from set_pages import LONG, Cells, Draw, item, press, rows

from extractors.formats.pdf import read
from extractors.limits import Limits

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
