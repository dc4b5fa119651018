"""Turns of registers that broke a reading once: each a small Word file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_reports import codes, fields, read

from klitsund.layouts.sheets import Field, Grid, Said


def test_a_second_status_is_the_economy_s() -> None:
    """Each dimension has its own row with its own smiley."""
    register = Grid(
        (
            fields("Indsats", "Beskrivelse", "Status indsats", "Status økonomi", "Frist"),
            fields("Nyt tag", "Taget lægges om", "Grøn", "Rød", "2025"),
            fields("Ny port", "Porten skiftes", "Gul", "Grøn", "2026"),
        ),
        (4, 5, 3, 3, 2),
    )

    found = [(row.kind, row.status) for row in read(register).follow_ups]

    assert found == [
        ("milestone", "met"),
        ("economy", "not_met"),
        ("milestone", "partly_met"),
        ("economy", "met"),
    ]


def test_two_statuses_of_one_thing_count_where_they_agree() -> None:
    """Where they differ both are candidates, and nobody is told which one counts."""
    register = Grid(
        (
            fields("Mål", "Handling", "Tid", "Status 1. halvår", "Status 2. halvår"),
            fields("Flere lånere", "Åbent hus", "2. kvartal 2024", "Grøn", "Gul"),
            fields("Bedre stier", "Nye stier", "3. kvartal 2024", "Rød", "Rød"),
            fields("Mindre støj", "Ny asfalt", "3. kvartal 2024", "", "Grøn"),
            fields("Renere luft", "Nye busser", "3. kvartal 2024", "☺", "☹"),
            fields("Flere træer", "Ny skov", "4. kvartal 2024", "Grøn", "Se bilag"),
            fields("Flere bænke", "Ny park", "4. kvartal 2024", "Grøn", "Opfyldt"),
        ),
        (4, 5, 3, 3, 3),
    )

    rows = read(register)

    assert [(row.status, row.status_candidates) for row in rows.follow_ups] == [
        (None, ("met", "partly_met")),
        ("not_met", ("not_met",)),
        ("met", ("met",)),
        (None, ("met", "not_met")),
        (None, ()),
        ("met", ("met",)),
    ]
    assert [row.smiley_raw for row in rows.follow_ups] == [
        "Grøn\nGul",
        "Rød",
        "Grøn",
        "☺\n☹",
        "Grøn\nSe bilag",
        "Grøn\nOpfyldt",
    ]
    assert sorted(codes(rows)) == [*["statuses-differ"] * 3, "unknown-symbol"]


def test_a_chapter_may_stand_above_the_headings_and_between_the_rows() -> None:
    """Its row is none of headings; percentages are no names of items."""
    headings = fields("Mål", "Måltal 2024", "Resultat", "Status", "Bemærkning")
    register = Grid(
        (
            (Field("1. Skole", across=5),),
            headings,
            fields("Trivsel", "80 %", "82 %", "☺", ""),
            fields("Fravær", "5 %", "7 %", "☹", "Mange var syge"),
            (Field("2. Miljø", across=5),),
            headings,
            fields("Mindre udslip", "-10 %", "-12 %", "☺", ""),
        ),
        (5, 3, 3, 2, 4),
    )

    rows = read(register)

    assert [(item.heading, item.chapter_title) for item in rows.items] == [
        ("Trivsel", "Skole"),
        ("Fravær", "Skole"),
        ("Mindre udslip", "Miljø"),
    ]
    assert [row.status for row in rows.follow_ups] == ["met", "not_met", "met"]


def test_signs_below_time_money_and_quality_are_no_dates() -> None:
    """The time's are told, the economy has a row of its own."""
    register = Grid(
        (
            fields(
                "Projekt",
                "Bevilling (mio. kr.)",
                "Forbrug (mio. kr.)",
                "Tid",
                "Økonomi",
                "Kvalitet",
            ),
            fields("Ny skole", "45,0", "12,3", "☺", "☹", "☺"),
            fields("Ny hal", "80,5", "79,9", "☹", "☺", "☺"),
        ),
        (4, 3, 3, 2, 2, 2),
    )

    rows = read(register)

    assert [(row.kind, row.status, row.deadline_raw) for row in rows.follow_ups] == [
        ("milestone", "met", None),
        ("economy", "not_met", None),
        ("milestone", "met", None),
        ("economy", "met", None),
    ]
    assert "unused-column" in codes(rows)


def test_sums_of_ledgers_are_numbers_whatever_their_minus() -> None:
    """A column of them is one of amounts, also without a heading that says so."""
    register = Grid(
        (
            fields("Anlægsprojekt", "Bevilling", "Rest", "Forventet færdig", "Status"),
            fields("Ny bro", "12.500.000 kr.", "500.000 kr.", "juni 2025", "Følger planen"),
            fields("Ny vej", "3.500.000 kr.", "÷200.000 kr.", "maj 2025", "Overskredet"),
        ),
        (4, 4, 4, 3, 4),
    )

    assert [one.low for one in read(register).amounts] == [12_500_000, 500_000, 3_500_000, -200_000]


def test_columns_without_known_headings_are_numbers_sums_and_comments() -> None:
    """A count of the rows is no sum, a text that names a year no deadline."""
    register = Grid(
        (
            fields("#", "Indsats", "Udmøntning", "Status", "Videre proces"),
            fields("1", "Flere ansatte", "1,5 mio. kr. årligt", "Gennemført", "Evalueres i 2025"),
            fields("2", "Flere biler", "0,5 mio. kr. i 2024", "Forsinket", "Udbud i oktober"),
        ),
        (1, 4, 4, 3, 4),
    )

    rows = read(register)

    assert [(item.number, item.heading) for item in rows.items] == [
        ("1", "Flere ansatte"),
        ("2", "Flere biler"),
    ]
    assert [(one.low, one.years) for one in rows.amounts] == [
        (Decimal(1_500_000), ()),
        (Decimal(500_000), (2024,)),
    ]
    assert {row.deadline_raw for row in rows.follow_ups} == {None}


def test_signs_below_time_and_money_alone_are_a_register_s() -> None:
    """The economy has its statuses, and the time's are told."""
    register = Grid(
        (
            fields("Indsats", "Milepæl", "Tid", "Økonomi"),
            fields("Ny skole", "Bygget", "☺", "☹"),
            fields("Ny hal", "Tegnet", "☹", "☺"),
        ),
        (4, 4, 2, 2),
    )

    rows = read(register)

    assert [row.status for row in rows.follow_ups if row.kind == "economy"] == ["not_met", "met"]
    assert "unused-column" in codes(rows)


@pytest.mark.parametrize("title", ["Rammeområde 5", "Budgetområde 5", "Serviceområde Skole"])
def test_a_title_over_all_columns_is_no_heading_of_them(title: str) -> None:
    """Whatever it says."""
    register = Grid(
        (
            (Field(title, across=4),),
            fields("Indsats", "Milepæl", "Tid", "Status"),
            fields("Nyt tag", "Taget er lagt", "1. maj 2024", "Grøn"),
            fields("Ny port", "Porten er sat i", "1. juni 2024", "Rød"),
        ),
        (4, 4, 3, 3),
    )

    rows = read(register)

    assert [item.heading for item in rows.items] == ["Nyt tag", "Ny port"]
    assert [row.status for row in rows.follow_ups] == ["met", "not_met"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [("1,5 mio. kr. årligt", 1), ("(0,5 mio. kr.) årligt", 0), ("500 (heraf 200 kr.)", 0)],
)
def test_prose_in_a_column_of_sums_is_read_only_whole(cell: str, found: int) -> None:
    """Where a number or a sign is left over, the cell is told instead."""
    register = Grid(
        (
            fields("Indsats", "Beløb (1.000 kr.)", "Status"),
            fields("Nyt tag", cell, "Grøn"),
            fields("Ny port", "200", "Rød"),
            fields("Ny sti", "300", "Rød"),
        ),
        (4, 4, 3),
    )

    rows = read(register)

    assert len(rows.amounts) == 2 + found
    assert codes(rows).count("unreadable-amount") == 1 - found


def test_sections_and_their_sums_are_no_items() -> None:
    """A name alone over an item is a chapter; "Kultur i alt" sums it up, also with one part."""
    register = Grid(
        (
            fields("Område", "Budget 2024", "Regnskab 2024", "Bemærkning"),
            fields("Kultur", "", "", ""),
            fields("Bibliotek", "10", "12", "Dyrere bøger"),
            fields("Kultur i alt", "10", "12", ""),
            fields("Fritid", "", "", ""),
            fields("Hal", "5", "5", ""),
            fields("Fritid i alt", "5", "5", ""),
            fields("I alt", "15", "18", ""),
        ),
        (4, 3, 3, 5),
    )

    rows = read(Said("Beløb i mio. kr."), register)

    assert [(item.heading, item.chapter_title) for item in rows.items] == [
        ("Bibliotek", "Kultur"),
        ("Hal", "Fritid"),
    ]
    assert codes(rows).count("total-mismatch") == 1


def test_a_first_row_without_status_words_of_columns_is_no_heading() -> None:
    """Dates and words in it may look like names of columns; headings in two rows have gaps."""
    register = Grid(
        (
            fields("Aftalepunkt", "Handling", "Deadline", "Fremdrift", "Bemærkninger"),
            fields(
                "1.1 Tidlig hjælp", "Ansætte to", "august 2024", "Opfyldt", "Kostede 0,9 mio. kr."
            ),
            fields("1.2 Grøn by", "Plante træer", "maj 2025", "Delvist opfyldt", "60 er plantet"),
        ),
        (4, 4, 3, 3, 4),
    )

    rows = read(register)

    assert [item.title for item in rows.items] == ["Tidlig hjælp", "Grøn by"]
    assert [row.status for row in rows.follow_ups] == ["met", "partly_met"]


def test_a_register_goes_on_in_the_next_table() -> None:
    """A table of as many columns without headings is read, and not told as left over."""
    first = Grid((fields("Indsats", "Frist", "Status"), fields("Nyt tag", "2025", "☺")), (5, 5, 5))
    second = Grid((fields("Ny port", "2026", "☹"), fields("Ny sti", "2026", "☹")), (5, 5, 5))

    rows = read(first, Said("Fortsættes."), second)

    assert [item.heading for item in rows.items] == ["Nyt tag", "Ny port", "Ny sti"]
    assert codes(rows) == []


def test_a_register_beside_item_tables_is_told() -> None:
    """What one layout leaves over and another would read is never silent."""
    item = Grid(
        (
            fields("3.01 Flere pædagoger", "Frist", "Smiley"),
            fields("Milepæl", "2025", "☺"),
        ),
        (8, 3, 3),
    )
    register = Grid(
        (
            fields("Område", "Budget 2024", "Regnskab 2024"),
            fields("Bibliotek", "10", "12"),
            fields("Hal", "5", "5"),
        ),
        (5, 5, 5),
    )

    rows = read(item, Said("Øvrige indsatser", 1), register)

    assert "looks-like-follow-ups" in codes(rows)
