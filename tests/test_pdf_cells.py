"""PDF: the cell in which a point of a page stands, whatever tables the page has."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.grids import Grid, Span, grid_of

XS = (10.0, 50.0, 90.0)
# By column, at the heights of TOPS: above, in and between two tables below each other, and below.
TOPS = np.array((5.0, 10.0, 10.5, 20.0, 30.0, 35.0, 40.0, 45.0, 55.0, 60.5))
STACKED = {
    30.0: [OUTSIDE, OUTSIDE, 0, 0, 2, OUTSIDE, OUTSIDE, 4, 6, OUTSIDE],
    50.0: [OUTSIDE, OUTSIDE, 0, 0, 2, OUTSIDE, OUTSIDE, 4, 6, OUTSIDE],
    70.0: [OUTSIDE, OUTSIDE, 1, 1, 3, OUTSIDE, OUTSIDE, 5, 7, OUTSIDE],
    95.0: [OUTSIDE] * 10,
}


def _table(top: float, xs: tuple[float, ...] = XS) -> Grid:
    spans = [Span(row, column, 1, 1) for row in (0, 1) for column in (0, 1)]
    return grid_of(xs, (top, top + 10, top + 20), spans)


@pytest.mark.parametrize("x", STACKED)
@pytest.mark.parametrize(
    "further", [(), (_table(100, (11.0, 50.0, 90.0)),), (_table(0, (200.0, 250.0, 300.0)),)]
)
def test_a_point_stands_in_the_cell_around_it(x: float, further: tuple[Grid, ...]) -> None:
    """Also where another table has other columns, or stands beside."""
    cells = Cells((_table(10), _table(40), *further))

    found = cells.at(np.full(len(TOPS), x), TOPS)

    assert found.tolist() == STACKED[x]


def test_many_points_on_few_heights_are_found_as_each_alone() -> None:
    """The heights are then looked up once."""
    cells = Cells((_table(10), _table(40)))
    x, level = np.array((30.0, 70.0, 30.0, 5.0)), np.array((2, 2, 7, 7))

    found = cells.at(x, TOPS, level)

    assert found.tolist() == cells.at(x, TOPS.take(level)).tolist() == [0, 1, 4, OUTSIDE]


def test_the_innermost_table_has_the_point() -> None:
    """And a cell that holds it is told, one beside it not."""
    outer, inner = (
        _table(10),
        grid_of((60.0, 70.0, 80.0), (12.0, 18.0), [Span(0, 0, 1, 1), Span(0, 1, 1, 1)]),
    )
    cells = Cells((outer, inner))

    found = cells.at(np.array((55.0, 65.0, 75.0, 65.0)), np.array((15.0, 15.0, 15.0, 25.0)))

    assert found.tolist() == [1, 4, 5, 3]
    assert cells.inner() == {1: 1}
    assert Cells((_table(40), inner)).inner() == {}
