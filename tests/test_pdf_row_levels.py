"""PDF: what the cells of rows are level at all over a document."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.document import Place
from extractors.pages.grids import Span
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part
from extractors.pages.row_levels import ALL, FEET, MIDDLES, RowLevels

PLACE, BOX = Place(1, 0.0, 0.0, 100.0, 9.0), (0.0, 0.0, 100.0, 9.0)
TEXT = (0.0, 11.0, 22.0)  # the lines of each row, from its first one


def part(labels: Sequence[float]) -> Part:
    """A heading and a last row of one line each, and between them rows with labels there."""
    rows = [((0.0,), (0.0,)), *(((label,), TEXT) for label in labels), ((0.0,), (0.0,))]
    cells = tuple(
        Fragment(
            Span(row, column, 1, 1), BOX, PLACE, tuple(line(100.0 + 50 * row + y) for y in own)
        )
        for row, both in enumerate(rows)
        for column, own in enumerate(both)
    )
    ys = tuple(100.0 + 50 * row for row in range(len(rows) + 1))
    return Part(1, BOX, PLACE, (0.0, 50.0, 100.0), ys, cells, drawn=False)


def line(base: float) -> PrintedLine:
    return PrintedLine(1, "x", bytes(8), base, 9.0, bold=False, glyphs=1, x0=0, x1=9, spot=b"")


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param([11.0] * 6, (MIDDLES,), id="middles"),
        pytest.param([22.0] * 6, (FEET,), id="feet"),
        pytest.param([0.0] * 6, ALL, id="tops"),
        pytest.param([11.0] * 5, ALL, id="few"),
        pytest.param([11.0] * 6 + [0.0] * 2, ALL, id="several ways"),
        pytest.param([11.0] * 8 + [0.0] * 2, (MIDDLES,), id="nearly all"),
        pytest.param([15.0] * 6, ALL, id="none"),
    ],
)
def test_nearly_all_rows_show_the_way(labels: Sequence[float], expected: Sequence[float]) -> None:
    """But for tops, as rows that are read wrongly mostly begin with their labels."""
    levels = RowLevels()

    levels.take(part(labels))

    assert levels.learned() == expected
