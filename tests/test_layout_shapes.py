"""Turns of the shapes that broke a reading once: each a small Word file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from klitsund.layouts import writers
from klitsund.layouts.sheets import Field, Grid, Said, Sheet
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

TITLE = Said("2. budgetopfølgning 2024", 0)


def fields(*texts: str) -> tuple[Field, ...]:
    return tuple(Field(text) for text in texts)


def read(*blocks: Said | Grid) -> DocumentRows:
    data = writers.write_docx(Sheet((TITLE, Said("Skovby Kommune"), *blocks), ()))
    return read_document(data, Source("a.docx", ("a.docx",)), Options())


def codes(rows: DocumentRows) -> list[str]:
    return [finding.code for finding in rows.findings]


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


def test_a_second_status_of_the_same_thing_is_told() -> None:
    """The first is the row's; that there is another is a finding."""
    register = Grid(
        (
            fields("Mål", "Handling", "Tid", "Status 1. halvår", "Status 2. halvår"),
            fields("Flere lånere", "Åbent hus", "2. kvartal 2024", "Grøn", "Gul"),
            fields("Bedre stier", "Nye stier", "3. kvartal 2024", "Rød", "Grøn"),
        ),
        (4, 5, 3, 3, 3),
    )

    rows = read(register)

    assert [row.status for row in rows.follow_ups] == ["met", "not_met"]
    assert codes(rows) == ["unused-column"]


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


def test_a_register_goes_on_in_the_next_table() -> None:
    """A table of as many columns without headings is read, and not told as left over."""
    first = Grid((fields("Indsats", "Frist", "Status"), fields("Nyt tag", "2025", "☺")), (5, 5, 5))
    second = Grid((fields("Ny port", "2026", "☹"), fields("Ny sti", "2026", "☹")), (5, 5, 5))

    rows = read(first, Said("Fortsættes."), second)

    assert [item.heading for item in rows.items] == ["Nyt tag", "Ny port", "Ny sti"]
    assert codes(rows) == []


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
