"""PDF: lines that stand beside a table's rows and in none of them are told."""

from __future__ import annotations

from array import array

import pytest
from drawn_tables import ENGINES
from set_pages import Cells, Page, item, pressed

from extractors.pages.left_out import left_out
from extractors.pages.letters import PrintedLine

LEFT_OUT = "Hele havnen, kajen og molen ryddes for gamle skibe, og byen får en ny plads ved vandet."


def report(*last: Cells | str) -> list[Page]:
    return [[*item(1), *item(2)], [*item(3), *item(4)], [*item(5), *last]]


def told(pages: list[Page], engine: str, between: float) -> list[str]:
    found = pressed(*pages, engine=engine, between=between)
    return [one.evidence for one in found.notices if one.code == "doubtful-columns"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_as_close_to_rows_as_theirs_is_told(engine: str) -> None:
    """It stands across the columns, so that no cell has it; a table alone tells nothing."""
    assert told(report(LEFT_OUT), engine, between=0.0) == [LEFT_OUT]
    assert not told(report(), engine, between=0.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_apart_from_rows_is_not_told(engine: str) -> None:
    """Nor one that is wider than the table."""
    wide = f"{LEFT_OUT} {LEFT_OUT}"

    assert not told(report(LEFT_OUT), engine, between=11.0)
    assert not told(report(wide), engine, between=0.0)


@pytest.mark.parametrize(
    ("text", "wide", "expected"),
    [
        ("Milepæl Kajen er sat i stand. juni 2024", True, True),
        ("Milepæl og økonomi er forklaret her.", False, False),
        ("Kajen er sat i stand. juni 2024", True, False),
    ],
)
def test_a_row_that_stands_in_no_table_is_told(text: str, wide: bool, expected: bool) -> None:
    """It begins with what begins rows in all others, and has gaps between its texts."""
    spot = array("d", [40.0, 100.0, 500.0, 109.0]).tobytes()
    about = (1, text, bytes(8), 108.0, 9.0)
    line = PrintedLine(*about, bold=False, glyphs=9, x0=40, x1=500, spot=spot, wide=wide)

    found = left_out((), [line], {"Milepæl"})

    assert (found is not None) == expected


REST: Cells = ([], ["Besparelse 2025: 0,4 mio. kr."], [], [])


def between(*top: Cells | str, engine: str) -> list[str]:
    """What is told of the text above the first table of a page, where rows go on."""
    pages: list[Page] = [[*item(1), *item(2)], [*top, *item(3)], [*item(4), *item(5)]]
    found = pressed(*pages, engine=engine, height=300)
    return [one.evidence for one in found.notices if "may cut a row" in one.message]


@pytest.mark.parametrize("engine", ENGINES)
def test_text_above_the_rest_of_a_row_is_told(engine: str) -> None:
    """A table goes on below it, so that it may be of its cells; above a heading it is prose."""
    assert between(LEFT_OUT, REST, engine=engine) == [f"{LEFT_OUT} Besparelse 2025: 0,4 mio. kr."]
    assert not between(LEFT_OUT, engine=engine)
    assert not between(REST, engine=engine)
