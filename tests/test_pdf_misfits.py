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
        (("Milepæl", "og er klar til brug.", "juni 2024", "☺"), "rows", "og er klar til brug."),
        (("Milepæl", PLAN, "1. kvartal", "☺"), "rows", "1. kvartal"),
        (("Milepæl", PLAN, "2024", "☺"), "rows", "2024"),
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
    """It may stand in another cell; where several lack one, they may have none."""
    without = ("Milepæl", "Kajen er sat i stand juni 2024 og klar.", "", "☺")

    assert told(*[ROW] * 12, without) == [("doubtful-rows", "Milepæl")]
    assert told(without, without) == []


def test_one_of_each_kind_is_told_for_a_page() -> None:
    """A column that is read wrongly is so in all its rows."""
    row = ("Milepæl", "Kajen er lagt i", "juni 2024", "☺")

    assert len(told(row, row, row)) == 1
    assert len(told(row, row, row, pages=(2, 2, 3))) == 2
