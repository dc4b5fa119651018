"""PDF: lines that stand beside a table's rows and in none of them are told."""

from __future__ import annotations

import pytest
from drawn_tables import ENGINES
from set_pages import Cells, Page, item, pressed

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
