"""Item tables whose columns stand in another order than usual."""

from __future__ import annotations

import pytest
from test_item_tables import BODY, HEAD, ROWS, reports, shape

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
