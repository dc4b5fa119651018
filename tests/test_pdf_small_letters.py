"""PDF: rows of tables without rules whose texts begin in small letters."""

from __future__ import annotations

import pytest
from drawn_tables import ENGINES, texts
from set_pages import LEADING, Cells, pressed

HEAD: Cells = (["Indsats"], ["Beskrivelse"], ["Tid"], ["Status"])
PLACES = ("Havnen", "molen og kajen", "Broen", "skolen", "torvet")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("between", [0.0, LEADING / 2])
def test_a_row_begins_in_small_letters_where_its_texts_had_room_above(
    engine: str, between: float
) -> None:
    """What goes on in a cell begins with a word for which the line above had no room."""
    rows: list[Cells] = [
        ([place], ["Der er lagt en plan."], [f"{at}. maj 2024"], ["Nået"])
        for at, place in enumerate(PLACES, start=1)
    ]

    found = texts(pressed([HEAD, *rows], engine=engine, between=between))

    assert [row[0] for row in found] == ["Indsats", *PLACES]
    assert [row[2] for row in found[1:]] == [f"{at}. maj 2024" for at in range(1, 6)]


def test_cells_that_go_on_in_small_letters_are_of_one_row() -> None:
    """In several columns the first word had no room above."""
    rows: list[Cells] = [
        (
            [f"Havn nummer {number} i hele", "kommunen"],
            ["Der lægges en plan for havnen og kajen, som alle kan", "være med til at drøfte."],
            ["2. maj 2024"],
            ["Nået"],
        )
        for number in range(4)
    ]

    found = texts(pressed([HEAD, *rows], between=0.0))

    names = [f"Havn nummer {number} i hele kommunen" for number in range(4)]
    assert [row[0] for row in found] == ["Indsats", *names]
