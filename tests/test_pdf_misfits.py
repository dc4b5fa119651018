"""Cells of tables without rules that look as if they lacked text, or held that of others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.document import Cell, Paragraph, Place
from extractors.pages.misfits import Misfits

Texts = Sequence[str]
PLAN = "Kajen er nu sat i stand, og havnen er klar."
ROW: Texts = ("Milepæl", PLAN, "1. kvartal 2024", "☺")
USUAL: list[Texts] = [ROW, ("Milepæl", PLAN, "ultimo 2024", "☹"), ("Økonomi", PLAN, "", "☺")] * 4


def cell(text: str, column: int, page: int) -> Cell:
    blocks = (Paragraph(text, ""),) if text else ()
    return Cell(1, column, "", blocks, places=(Place(page, 10.0 * column, 0.0, 9.0, 9.0),))


def told(*rows: Texts, pages: Sequence[int] = ()) -> list[tuple[str, str]]:
    """What is told of these rows among usual ones, on pages of their own."""
    misfits = Misfits()
    own = [*[1] * len(USUAL), *(pages or [2] * len(rows))]
    misfits.take(
        tuple(cell(text, column, page) for column, text in enumerate(row, start=1))
        for row, page in zip([*USUAL, *rows], own, strict=True)
    )
    return [(notice.code, notice.evidence) for notice in misfits.notices()]


def test_rows_as_all_others_are_not_told() -> None:
    """Nor are headings, cells without a text, or a word in a deadline's column."""
    heading = ("3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley")

    assert told(heading, ROW, ("Milepæl", PLAN, "Løbende", ""), ("Økonomi", "-", "", "-")) == []


@pytest.mark.parametrize(
    ("row", "code", "evidence"),
    [
        (("Milepæl", "Kajen er lagt i", "juni 2024", "☺"), "rows", "Kajen er lagt i"),
        (("Milepæl", PLAN, "1. kvartal", "☺"), "rows", "1. kvartal"),
        (("Milepæl", PLAN, "ultimo 2024 1.", "☺"), "rows", "ultimo 2024 1."),
        (("Milepæl", PLAN, "2024 ultimo 2024", "☺"), "rows", "2024 ultimo 2024"),
        (("Milepæl", PLAN, "1. kvartal", "2024 ☺"), "columns", "2024 ☺"),
        (
            ("Milepæl", "Kajen er sat i år,juni 2024", "", "☺"),
            "columns",
            "Kajen er sat i år,juni 2024",
        ),
    ],
)
def test_a_cell_that_differs_from_all_others_is_told(row: Texts, code: str, evidence: str) -> None:
    """With its text, as it may be in the wrong row or column."""
    assert (f"doubtful-{code}", evidence) in told(row)


def test_a_row_that_a_page_cuts_may_go_on_below() -> None:
    """In a row without a label; where it has one, the text is another's."""
    above = ("Milepæl", "Kajen er lagt med", "juni 2024", "☺")
    below = "den gamle færge."

    assert told(above, ("", below, "", ""), pages=(2, 3)) == []
    found = told(above, ("Økonomi", below, "", ""), pages=(2, 3))
    assert found == [("doubtful-rows", "Kajen er lagt med"), ("doubtful-rows", below)]


def test_no_row_goes_on_below_a_text_between_two_tables() -> None:
    """Nothing joins what stands above and below it."""
    misfits = Misfits()
    misfits.take([(cell("Kajen er lagt med", 1, 1), cell("", 2, 1))])
    misfits.end()
    misfits.take([(cell("den gamle færge.", 1, 2), cell("", 2, 2))])

    assert [notice.evidence for notice in misfits.notices()] == ["Kajen er lagt med"]


def test_a_row_without_the_deadline_that_all_others_of_its_label_have_is_told() -> None:
    """It may stand in another cell that names a year; where several lack one, they have none."""
    without = ("Milepæl", "Kajen er sat i stand juni 2024 og klar.", "", "☺")

    assert told(*[ROW] * 12, without) == [("doubtful-rows", "Milepæl")]
    assert told(without, without) == []
    assert told(*[ROW] * 12, ("Milepæl", PLAN, "", "☺")) == []


def test_a_text_below_an_open_one_that_begins_in_a_small_letter_is_told() -> None:
    """Below a whole one a few may begin so; a single one among very many is told."""
    above = ("Milepæl", "Kajen er lagt om og fyldt", "juni 2024", "☺")
    small = ("Milepæl", "havnen er klar til brug.", "juni 2024", "☺")
    told_small = ("doubtful-rows", small[1])

    assert told_small in told(above, small)
    assert told(small) == []
    assert told(*[ROW] * 30, small) == [told_small]


@pytest.mark.parametrize("others", [(), ("ultimo 2024", "juni 2024")])
def test_a_year_alone_may_be_a_whole_deadline(others: Texts) -> None:
    """Where several are; a single one among many lacks something."""
    years = [("Milepæl", PLAN, due, "☺") for due in ("2024", "2025", "2024", *others)]

    assert told(*years) == []
    assert told(*[ROW] * 10, years[0]) == [("doubtful-rows", "2024")]


def test_a_comma_without_a_blank_alone_makes_no_text_of_two_columns() -> None:
    """It does where a deadline begins behind it, or in a deadline's own column."""
    assert told(("Milepæl", "Skoler,haller og kajen er med i planen.", "juni 2024", "☺")) == []

    mixed = "Kajen er klar,juni"
    assert told(("Milepæl", PLAN, mixed, "☺")) == [("doubtful-columns", mixed)]


def test_one_of_each_kind_is_told_for_a_page() -> None:
    """A column that is read wrongly is so in all its rows."""
    row = ("Milepæl", "Kajen er lagt i", "juni 2024", "☺")

    assert len(told(row, row, row)) == 1
    assert len(told(row, row, row, pages=(2, 2, 3))) == 2
