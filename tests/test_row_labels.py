"""Rows of item tables whose labels say more than what kind of row it is."""

from __future__ import annotations

import pytest
from item_reports import BODY, HEAD, ROWS, reports

TERM = "1. budgetopfølgning 2024"


@pytest.mark.parametrize(
    "label",
    ["Milepæl Havnen", "Milepæl - fase 1", "Milepæl – Molen", "Milepæl: Kajen", "Delmål (Molen)"],
)
def test_a_label_with_more_words_begins_a_row(label: str) -> None:
    """Right below the description, where it would be read as part of it."""
    lines = (f"{label}\tPlan lagt.\t{TERM}\t☺", f"{label}\tMolen er ryddet.\t\t", ROWS[1])

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, *lines)

    (item,) = found.items
    assert item.description is not None
    assert item.description.text == "Havnen skal ryddes."
    assert [(row.kind, row.label) for row in item.follow_ups] == [
        ("milestone", label),
        ("milestone", label),
        ("economy", "Økonomi"),
    ]
    assert item.follow_ups[0].deadline is not None
    assert item.follow_ups[0].deadline.text == TERM


def test_the_economy_has_such_a_label_too() -> None:
    lines = (ROWS[0], "Økonomi - drift\t2 mio. kr.\t\t", "Økonomi Havnen\t3 mio. kr.\t\t☺")

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, *lines)

    assert [row.kind for row in found.items[0].follow_ups] == ["milestone", "economy", "economy"]


@pytest.mark.parametrize("label", ["Etape 1", "Økonomi- og Havneudvalget", "Økonomi og kaj"])
def test_a_row_with_a_deadline_or_a_status_and_no_known_label_is_told(label: str) -> None:
    """It is no description, though no row with a known label stands above it."""
    lines = (f"{label}\tPlan lagt.\t{TERM}\t☺", *ROWS)

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, *lines)

    (item,) = found.items
    assert item.description is not None
    assert item.description.text == "Havnen skal ryddes."
    assert len(item.follow_ups) == 2
    (left,) = [one for one in found.leftovers if one.reason == "unknown-row"]
    assert left.text == f"{label}\tPlan lagt.\t{TERM}\t☺"


@pytest.mark.parametrize(
    "row",
    [
        "Budget Havnen\tAnsvarligt center: Ejendomme\t2024\t",
        "Økonomi - kort sagt\tAnsvarligt center: Ejendomme\t\t☺",
        "Milepæl Havnen\tAnsvarligt center: Ejendomme\t\t",
        "Molen\tAnsvarligt center: Ejendomme\t2024\t",
    ],
)
def test_the_first_row_is_the_description(row: str) -> None:
    """Unless a milestone's label begins it, and a deadline or a status stands in it."""
    (found,) = reports(HEAD.format("3.01. Havnen"), row, *ROWS)

    (item,) = found.items
    assert item.description is not None
    assert item.description.text == row.partition("\t")[0]
    assert len(item.follow_ups) == 2


def test_a_description_in_several_rows_is_whole() -> None:
    """Its later rows have no deadline and no status."""
    rows = ("Budget og plan\tDer er lagt en plan.\t\t", "Milepæle følger\tSe nedenfor.\t\t")

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, *rows, *ROWS)

    (item,) = found.items
    assert item.description is not None
    assert item.description.text == "Havnen skal ryddes.\nBudget og plan\nMilepæle følger"
    assert len(item.follow_ups) == 2


@pytest.mark.parametrize("beside", ["Løbende, se sag 17/3344\t", "\t☺", "2024\t☺"])
def test_what_stands_beside_a_description_is_told(beside: str) -> None:
    """The tables have no place for a deadline or a status of an item."""
    row = f"Havnen skal ryddes.\tAnsvarligt center: Ejendomme\t{beside}"

    (found,) = reports(HEAD.format("3.01. Havnen"), row, *ROWS)

    assert len(found.items[0].follow_ups) == 2
    told = [one.text for one in found.leftovers if one.reason == "unused-cell"]
    headed = zip(("Tid", "Smiley"), beside.split("\t"), strict=True)
    assert told == [f"{heading}: {text}" for heading, text in headed if text]


def test_an_empty_cell_beside_a_description_is_no_news() -> None:
    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, *ROWS)

    assert found.leftovers == ()


@pytest.mark.parametrize(
    "row",
    [
        "Budget Havnen\tMolen ryddes.\t\t",
        "Økonomi 2024 er opbrugt.\tMolen ryddes.\t\t",
        "Økonomi: se bilag\tMolen ryddes.\t\t",
        "Milepæl 2 er nået.\tMolen ryddes.\t\t",
        "Molen skal ryddes.\tMolen ryddes.\t2025\t",
        "Og Molen\tMolen ryddes.\t\t☺",
    ],
)
@pytest.mark.parametrize("above", [BODY, "\tAnsvarligt center: Ejendomme\t\t"])
def test_a_second_row_of_a_description_is_no_follow_up(above: str, row: str) -> None:
    """It may begin with any word; what stands in one column beside it is told."""
    (found,) = reports(HEAD.format("3.01. Havnen"), above, row, *ROWS)

    (item,) = found.items
    assert item.description is not None
    assert item.effort is not None
    assert item.description.text.split("\n")[-1] == row.partition("\t")[0]
    assert item.effort.text == "Ansvarligt center: Ejendomme\nMolen ryddes."
    assert [row.label for row in item.follow_ups] == ["Milepæl", "Økonomi"]


def test_a_sentence_below_a_milestone_is_no_label() -> None:
    """Where neither a deadline nor a status stands beside it, nobody knows what it is."""
    line = "Økonomi 2024 er opbrugt.\tKajen er ny.\t\t"

    (found,) = reports(HEAD.format("3.01. Havnen"), BODY, ROWS[0], line, ROWS[1])

    assert [row.label for row in found.items[0].follow_ups] == ["Milepæl", "Økonomi"]
    assert [(left.reason, left.text) for left in found.leftovers] == [("unknown-row", line)]


def test_a_description_may_have_deadlines_in_all_its_rows() -> None:
    """Where its first row has one, a second one is no follow-up that nobody knows."""
    rows = ("Havnen skal ryddes.\tEffekt\t2024\t", f"Molen\tLagt ud.\t{TERM}\t☺")

    (found,) = reports(HEAD.format("3.01. Havnen"), *rows, *ROWS)

    (item,) = found.items
    assert item.description is not None
    assert item.description.text == "Havnen skal ryddes.\nMolen"
    assert "unknown-row" not in [one.reason for one in found.leftovers]
