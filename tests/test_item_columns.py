"""Item tables whose columns stand in another order than usual."""

from __future__ import annotations

import pytest
from item_reports import BODY, HEAD, ROWS, reports, shape

from extractors import formats
from extractors.document import Table
from extractors.layouts.column_order import in_order
from extractors.limits import Limits

ORDERS = {
    "smiley first": (3, 0, 1, 2),
    "the title last": (1, 2, 3, 0),
    "deadline and smiley first": (2, 3, 0, 1),
    "turned round": (3, 2, 1, 0),
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_columns_may_stand_in_any_order(order: tuple[int, ...]) -> None:
    """Titles and labels stand in one column, and names of the others in the heading row."""

    def turned(line: str) -> str:
        cells = line.split("\t")
        return "\t".join(cells[at] for at in order)

    tables = [(HEAD.format(title), BODY, *ROWS, "") for title in ("3.01. Havn", "3.02. Mole")]
    (usual,) = reports(*(line for one in tables for line in one))
    (found,) = reports(*(turned(line) if line else line for one in tables for line in one))

    assert found.layout == usual.layout
    assert shape(found) == shape(usual)
    assert [item.funding for item in found.items] == ["drift", "drift"]
    assert [item.effort and item.effort.text for item in found.items] == [
        "Ansvarligt center: Ejendomme"
    ] * 2


REGISTERS = {
    "the title is a column's": (
        "Status\tTitel\tTid\tBeskrivelse",
        "Nået\tHavnen\t2024\tKajen bygges",
        "Ikke nået\tMilepæl\t2025\tKajen er klar",
        "Nået\tBroen\t2025\tBroen males",
    ),
    "of two words": (
        "Status\tIndsats og milepæl\tTid",
        "Nået\tHavnen\t2024",
        "Ikke nået\tMilepæl\t2025",
        "Nået\tBroen\t2025",
    ),
    "of a numbered column": (
        "Status\t2. Titel\tTid\tBeskrivelse",
        "Nået\tHavnen\t2024\tKajen bygges",
        "Ikke nået\tMilepæl\t2025\tKajen er klar",
    ),
    "of a year's column": (
        "Status\t2024 i alt\tTid\tBeskrivelse",
        "Nået\tHavnen\t2024\tKajen bygges",
        "Ikke nået\tMilepæl\t2025\tKajen er klar",
    ),
    "of no known word, with labels of one kind": (
        "Status\tSkridt\tTid\tBeskrivelse",
        "Nået\tHavnen\t2024\tKajen bygges",
        "Ikke nået\tMilepæl\t2025\tKajen er klar",
    ),
}
MOVED = ("Smiley\t3.01. Havn\tKort beskrivelse\tTid", "☺\tMilepæl\tPlan lagt.\t2024")


def ordered(*lines: str) -> list[list[list[str]]]:
    """The tables of a report as they are put in order."""
    document = formats.read("\n".join(lines).encode(), Limits(), name="rapport.txt")
    return [
        [[cell.text if cell else "" for cell in row] for row in block.rows]
        for block in in_order(document.blocks, ())
        if isinstance(block, Table)
    ]


def printed(*lines: str) -> list[list[str]]:
    return [line.split("\t") for line in lines]


@pytest.mark.parametrize("lines", REGISTERS.values(), ids=REGISTERS)
def test_a_register_is_no_item_in_another_order(lines: tuple[str, ...]) -> None:
    """One of its rows may be called as a milestone is."""
    assert ordered(*lines) == [printed(*lines)]


@pytest.mark.parametrize(
    "below",
    [
        ("2023\t100\t200\t300", "2024\t1\t2\t3"),
        ("Udvalg\tBudget\tForbrug\tRest", "Teknik\t100\t20\t80"),
        REGISTERS["the title is a column's"],
    ],
    ids=["of numbers", "of money", "a register"],
)
def test_an_order_goes_on_in_no_table_of_another_kind(below: tuple[str, ...]) -> None:
    """Its width alone does not show that it goes on."""
    moved, other = ordered(*MOVED, "", "Tekst", "", *below)

    assert moved[0][0] == "3.01. Havn"
    assert other == printed(*below)


def test_an_order_goes_on_where_labels_do() -> None:
    """A page may end between two rows of an item."""
    _, rest = ordered(*MOVED, "", "Tekst", "", "☹\tØkonomi\t2 mio. kr.\t", "☺\tMilepæl\tEn\t2025")

    assert [row[0] for row in rest] == ["Økonomi", "Milepæl"]
