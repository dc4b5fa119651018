"""PDF: rows of tables without rules that stand further apart than lines of one text ever do."""

from __future__ import annotations

import pytest
from drawn_tables import ENGINES, texts
from set_pages import Cells, head, item, pressed, rows

FAR = 26.0  # points from the end of a row to the next


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_far_apart_are_of_one_table(engine: str) -> None:
    """They begin in its columns; each alone would have too few lines to show any."""
    document = pressed(item(1), engine=engine, between=FAR)

    assert len(document.tables) == 1
    assert texts(document)[2:] == [
        ["Milepæl", "Plan 1 er lagt og godkendt.", "2. opfølgning 2024", "Nået"],
        ["Milepæl", "", "2. opfølgning 2024", ""],
        ["Milepæl", "", "2. opfølgning 2024", "Nået"],
        ["Økonomi", "Der afsættes 2,4 mio. kr.", "", "Nået"],
    ]


def alone(number: int) -> list[Cells]:
    """An item without a description."""
    return [head(number), ([], ["Ansvarligt center: Teknik"], [], []), *rows(number)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_far_below_a_heading_in_one_column_is_a_row(engine: str) -> None:
    """Where all pages show the columns, it stands in one behind the first."""
    document = pressed(*map(alone, range(1, 5)), engine=engine, between=FAR)

    assert texts(document).count(["", "Ansvarligt center: Teknik", "", ""]) == len(range(1, 5))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_alone_far_below_the_last_row_of_a_page_is_in_the_table(engine: str) -> None:
    """It begins a row whose texts had no room."""
    whole = [item(number) for number in range(1, 5)]
    cut: Cells = (["Milepæl"], [], [], [])
    rest: Cells = ([], ["Kajen er færdig."], ["1. maj 2024"], ["Nået"])

    pages = (*whole, [*item(5), cut], [rest, *rows(6)])
    document = pressed(*pages, engine=engine, between=FAR, height=400)

    assert ["Milepæl", "", "", ""] in texts(document)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_that_comes_again_begins_another_table(engine: str) -> None:
    """It stands no further from the rows above than these from each other."""
    heading: Cells = (["Indsats"], ["Milepæl"], ["Frist"], ["Status"])
    places = ("Molen", "Broen", "Kajen", "Skolen")
    own: list[Cells] = [([one], ["Den er sikret."], ["1. maj"], ["Nået"]) for one in places]

    document = pressed([heading, *own, heading, *own], engine=engine, between=FAR)

    assert [len(table.rows) for table in document.tables] == [1 + len(places)] * 2
