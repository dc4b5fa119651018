"""Turns of cards and item tables that broke a reading once: each a small Word file."""

from __future__ import annotations

import pytest
from small_reports import codes, fields, read

from klitsund.layouts.sheets import Field, Grid, Said


def test_a_card_may_be_named_in_a_row_of_empty_cells() -> None:
    """Two such cards are two items, and their comments are the milestones'."""
    cards = [
        Grid(
            (
                fields(name, "", "", ""),
                fields("Mål", "Alle er ansat", "Deadline", "1.3.2025"),
                fields("Status", "Nået", "Budget", "0,5 mio. kr."),
                fields("Bemærkning", "Det gik godt.", "", ""),
            ),
            (3, 5, 3, 5),
        )
        for name in ("Flere pædagoger", "Grøn varme")
    ]

    rows = read(*cards)

    assert [item.heading for item in rows.items] == ["Flere pædagoger", "Grøn varme"]
    assert [(row.kind, row.status, row.status_text) for row in rows.follow_ups[:2]] == [
        ("milestone", "met", "Det gik godt."),
        ("economy", None, None),
    ]


def test_a_sign_in_the_text_of_a_card_s_row_is_its_status() -> None:
    """Where no key names a status of its own."""
    card = Grid(
        (
            fields("Titel", "Ny svømmehal"),
            fields("Mål", "Hallen står færdig"),
            fields("Deadline", "31. december 2025"),
            fields("Status", "☹"),
            fields("Økonomi", "80 mio. kr. ☺"),
        ),
        (3, 8),
    )

    assert [(row.kind, row.status) for row in read(card).follow_ups] == [
        ("milestone", "not_met"),
        ("economy", "met"),
    ]


def test_the_title_of_an_item_may_stand_above_the_names_of_its_columns() -> None:
    """In a row of its own, with what is said of the item below it, in one table per item."""
    tables = [
        Grid(
            (
                (Field(name, across=4),),
                (Field("Der bygges for 12,5 mio. kr.", across=4),),
                (
                    Field("Ansvarligt center: Kultur", across=2),
                    Field("Udvalg: Økonomiudvalget", across=2),
                ),
                fields("Delmål", "Beskrivelse", "Tidsfrist", "Smiley"),
                fields("Delmål 1", "Udbud er holdt", "1. kvartal 2024", "☺"),
                fields("Delmål 2", "Huset er bygget", "4. kvartal 2024", "☹"),
                fields("Økonomi", "Anlæg 12,5 mio. kr.", "2024", "☺"),
            ),
            (3, 6, 4, 2),
        )
        for name in ("3.02 Nyt bibliotek", "3.03 Ny hal")
    ]

    rows = read(*tables)

    assert [item.title for item in rows.items] == ["Nyt bibliotek", "Ny hal"]
    assert {item.responsible_centers for item in rows.items} == {("Kultur",)}
    assert {item.committees for item in rows.items} == {("Økonomiudvalget",)}
    assert [(row.label_raw, row.status, row.deadline_raw) for row in rows.follow_ups[:3]] == [
        ("Delmål 1", "met", "1. kvartal 2024"),
        ("Delmål 2", "not_met", "4. kvartal 2024"),
        ("Økonomi", "met", "2024"),
    ]


def test_rows_below_the_name_of_their_column_are_milestones() -> None:
    """Where that column has numbers only, and the item's heading stands above the table."""
    tables = [
        (
            Said(name, 1),
            Grid(
                (
                    fields("Milepæl", "Beskrivelse", "Tid", "Status"),
                    fields("1", "Udbud er holdt", "1. kvartal 2024", "☺"),
                    fields("2", "Huset er bygget", "4. kvartal 2024", "☹"),
                    fields("Økonomi", "12,5 mio. kr.", "2024", "☺"),
                ),
                (3, 6, 4, 2),
            ),
        )
        for name in ("3.02 Nyt bibliotek", "3.03 Ny hal")
    ]

    rows = read(*(block for table in tables for block in table))

    assert [item.title for item in rows.items] == ["Nyt bibliotek", "Ny hal"]
    assert [(row.kind, row.label_raw, row.status) for row in rows.follow_ups[:3]] == [
        ("milestone", "1", "met"),
        ("milestone", "2", "not_met"),
        ("economy", "Økonomi", "met"),
    ]


def test_a_register_of_headings_only_has_no_items() -> None:
    """Nothing is read of it, and nothing breaks."""
    rows = read(Grid((fields("Indsats", "Frist", "Status"),), (5, 5, 5)))

    assert rows.items == ()
    assert rows.documents[0].outcome == "no_follow_up_tables"


def test_signs_beside_names_that_fit_no_shape_are_found() -> None:
    """A table of two columns is no register; that statuses stand in it is said."""
    rows = read(Grid((fields("Noget", "☺"), fields("Andet", "☹"), fields("Tredje", "☺")), (6, 4)))

    assert codes(rows) == ["looks-like-follow-ups"]


@pytest.mark.parametrize(
    ("labels", "found"),
    [(("Milepæl", "Økonomi"), ["looks-like-follow-ups"]), (("Budget", "Økonomi"), [])],
)
def test_labels_of_rows_whose_columns_cannot_be_told_are_found(
    labels: tuple[str, str], found: list[str]
) -> None:
    """As where texts run across all columns, and the headings stand in one cell."""
    rows = (fields("1.01. Havnen", "Beskrivelse Tid Status"), *(fields(one, "x") for one in labels))

    assert codes(read(Grid(rows, (6, 4)))) == found


def test_one_amount_beside_a_status_is_a_milestone_s() -> None:
    """A measure and what it costs is no economy row; two amounts and no status are."""
    told = Grid(
        (
            fields("Indsats", "Budget (mio. kr.)", "Status", "Bemærkning"),
            fields("Nyt tag", "1,5", "Grøn", "Lagt i maj."),
        ),
        (4, 4, 3, 5),
    )

    assert [row.kind for row in read(told).follow_ups] == ["milestone"]
