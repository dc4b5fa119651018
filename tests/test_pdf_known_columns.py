"""PDF: what goes on at the top of a page, in the columns that the document is known to have."""

from __future__ import annotations

import pytest

from extractors.pages.continuation import Columns
from extractors.pages.gaps import Word, Words
from extractors.pages.known_columns import known_regions
from extractors.pages.lessons import Learned

HEIGHT, SIZE = 842.0, 9.0
KNOWN = Columns(
    xs=(49.0, 193.0, 390.0, 483.0, 516.0),
    gaps=((160.0, 194.0), (384.0, 396.0), (460.0, 488.0)),
    sides=((50.0, None), (194.0, None), (397.0, None), (488.0, None)),
    size=SIZE,
)


def line(base: float, *words: tuple[float, float, str]) -> Words:
    return Words(base, SIZE, bold=False, words=tuple(Word(*word) for word in words))


def page(set_in: float, end: float) -> list[Words]:
    """The rest of a row, of which a line ends there, and the next row."""
    return [
        line(60, (194 + set_in, 300, "Kajen er hævet, og"), (303, 350, "den"), (353, end, "havn")),
        line(71, (194 + set_in, 260, "er klar.")),
        line(90, (50, 80, "Økonomi"), (194, 240, "2,4 mio. kr."), (488, 500, "god")),
    ]


@pytest.mark.parametrize("set_in", [0.0, 10.8])
def test_a_line_that_ends_before_the_texts_of_the_next_column_is_of_its_own(set_in: float) -> None:
    """Though it is longer than all others, so that it stands over the border, and is set in."""
    lines = page(set_in, 393.0)

    found = list(known_regions(lines, Learned((KNOWN,)), KNOWN, (), HEIGHT))

    assert [len(one.lines) for one in found] == [3]


def test_a_line_that_runs_into_the_texts_of_the_next_column_is_of_none() -> None:
    """Where it is set in as none of its column is."""
    lines = page(10.8, 420.0)

    found = list(known_regions(lines, Learned((KNOWN,)), KNOWN, (), HEIGHT))

    assert [one.lines[0].base for one in found] == [90.0]
