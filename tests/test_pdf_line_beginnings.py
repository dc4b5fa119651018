"""PDF: what the beginning of a line says: a label, a number of a list, the rest of a word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cells_over_pages import MIDDLE, PADDING, cell, pages, width
from drawn_tables import ENGINES, SIZE


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Molen er gjort sikker pr.", "1. oktober 2021"),
        ("Molen er gjort sikker.", "1. oktober 2021"),
        ("Molen er gjort sikker nr.", "2. Det er den nye"),
    ],
    ids=["both", "a day", "a word that a number follows on"],
)
def test_a_number_behind_a_wide_blank_may_be_no_list_item(
    first: str, second: str, engine: str
) -> None:
    """As justified lines have them: the line above is full."""
    right = MIDDLE + 2 * PADDING + width(first) + 1

    found = cell(pages([first, second], right=right, blank=0.3 * SIZE), engine)

    assert found.text == f"{first} {second}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("first", "second", "between"),
    [("Molen er gjort sikre", "d. Det er", " "), ("Molen og kajen", "a. Det er", "\n")],
)
def test_a_letter_that_a_line_cut_off_begins_no_list_item(
    first: str, second: str, between: str, engine: str
) -> None:
    """Which begins with the first one, or below the end of a sentence."""
    right = MIDDLE + 2 * PADDING + width(first) + 0.9 * SIZE

    found = cell(pages([first, second], right=right, blank=0.3 * SIZE), engine)

    assert found.text == f"{first}{between}{second}"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_at_the_end_of_a_line_belongs_to_what_follows(engine: str) -> None:
    """Which had no room beside it, though it begins with a capital."""
    lines = ["I 2017: * Udgift 3 mio. kr. *", "Besparelse: 2 mio. kr."]
    right = MIDDLE + 2 * PADDING + width(lines[0]) + width(" Bes")

    found = cell(pages(lines, right=right), engine)

    assert found.text == " ".join(lines)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("sign", "second", "between"),
    [
        (")", "2) Den skal", "\n"),
        (")", "3) Den skal", " "),
        (")", "2. Den skal", " "),
        (")", "2) den skal", "\n"),
        (".", "2. Den skal", "\n"),
        (".", "2. del skal", " "),
    ],
)
def test_the_next_number_begins_the_next_list_item(
    sign: str, second: str, between: str, engine: str
) -> None:
    """Though the line above is full and nothing stands apart; "2. del" may go on with it."""
    first = f"1{sign} Molen er gjort sikker nu"
    right = MIDDLE + 2 * PADDING + width(first) + 1

    found = cell(pages([first, second], right=right), engine)

    assert found.text == f"{first}{between}{second}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("second", "between"),
    [("2) Den skal", "\n"), ("3) Den skal", " "), ("2. Den skal", " ")],
)
def test_the_next_number_begins_the_next_list_item_on_the_next_page(
    second: str, between: str, engine: str
) -> None:
    """Though the line above is full."""
    first = "1) Molen er gjort sikker."
    right = MIDDLE + 2 * PADDING + width(first) + 1
    upper = [*["Molen."] * 10, first]

    found = cell(pages(upper, [second], right=right), engine)

    assert found.text.endswith(f"{first}{between}{second}")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("below", "expected"),
    [("Ejendomme", "bidragsyder: Ejendomme"), ("I 2015 sker det", "bidragsyder:\nI 2015 sker det")],
)
def test_what_a_label_at_the_end_of_a_page_is_told_by_room(
    below: str, expected: str, engine: str
) -> None:
    """A name that had no room beside it goes on there; a sentence that had some is another's."""
    full = "Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1
    upper = [*[full] * 10, "Væsentlig bidragsyder:"]

    found = cell(pages(upper, [below], right=right), engine)

    assert found.text.endswith(expected)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Molen er lagt. Status: Alt er", ". Status: Ny"),
        ("Molen er lagt, og alt er fint", ".\nStatus: Ny"),
    ],
    ids=["seen inside a line", "seen nowhere else"],
)
def test_a_label_at_the_beginning_of_a_line_is_told_by_where_else_it_stands(
    first: str, expected: str, engine: str
) -> None:
    """One that the document writes in the middle of lines may come to stand there by chance."""
    full = "Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1

    found = cell(pages([first, full, "Status: Ny mole på vej"], right=right), engine)

    assert expected in found.text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("gaps", "expected"),
    [((), ".\nMål:"), (("Status:",) * 3, ". Mål:"), (("Mål:",) * 3, ". Mål:")],
    ids=["no label behind a gap", "others behind a gap", "itself behind a gap"],
)
def test_a_label_without_a_gap_above_is_in_a_sentence_where_others_have_one(
    gaps: Sequence[str], expected: str, engine: str
) -> None:
    """The line above is full, and its paragraph begins with a label too."""
    full = "Her: Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1
    lines = [full, "Mål: Ny mole på vej"]
    apart = [one for label in gaps for one in ("Molen er sat i stand.", "", f"{label} Nået")]

    found = cell(pages([*lines, "", *apart], right=right), engine)

    assert f"sikker{expected} Ny mole" in found.text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_that_often_begins_lines_without_a_gap_begins_a_paragraph(engine: str) -> None:
    """Though others have a gap above."""
    full = "Her: Molen er nu gjort mere sikker."
    right = MIDDLE + 2 * PADDING + width(full) + 1
    apart = [one for _ in range(3) for one in ("Molen er i stand.", "", "Status: Nået")]

    found = cell(
        pages([full, "Mål: Ny mole", *["Mål: En bro"] * 2, "", *apart], right=right), engine
    )

    assert "sikker.\nMål: Ny mole\nMål: En bro\nMål: En bro\n" in found.text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_label_that_begins_many_lines_begins_one_below_a_name_that_a_page_cuts(
    engine: str,
) -> None:
    """The label of that name stands on the page above, and nothing has a gap."""
    name = "Havneudviklingssekretariatet"
    right = MIDDLE + 2 * PADDING + width(name) + 6
    labelled = ["Center: Havn", "Udvalg: Havn"]

    found = cell(pages([*labelled * 5, "Center:"], [name, "Udvalg: Havn"], right=right), engine)

    assert found.text.endswith(f"Center: {name}\nUdvalg: Havn")


@pytest.mark.parametrize("engine", ENGINES)
def test_such_a_label_begins_one_behind_a_name_that_fills_its_line(engine: str) -> None:
    """Which no full stop ends, and no label begins."""
    full = "Havneudviklingssekretariatet"
    right = MIDDLE + 2 * PADDING + width("Molen er i stand til sidst. ") + 1
    apart = [one for _ in range(3) for one in ("Molen er i stand.", "", "Status: Nået")]

    lines = [full, "Mål: Ny mole", *["Mål: En bro"] * 2, "", *apart]
    found = cell(pages(lines, right=right), engine)

    assert found.text.startswith(f"{full}\nMål: Ny mole\nMål: En bro")
