"""PDF: lines that a row of fixed height has no room for are read in their own row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_pages import ENGINES, cells
from handmade import handmade

from extractors.formats.pdf import read
from extractors.limits import Limits

XS, TOP, SIZE, LEADING = (20, 120, 260, 340), 280, 9, 11
LINES = 3
ROWS = (
    ("Indsats", "Plan", "Status"),
    ("Havnen", "Molen sikres\nog kajen\nmed sten", "Ja"),
    ("Skolen", "Taget er lagt", "Delvist"),
    ("Broen", "", "Ja"),
    ("Torvet", "Nye fliser\nog lygter\nog en brønd", "Nej"),
    ("Parken", "", "Ja"),
)
READ = [[cell.replace("\n", " ") for cell in row] for row in ROWS]
Order = Sequence[tuple[int, int]]
BY_ROWS = tuple((row, column) for row in range(len(ROWS)) for column in range(3))
BY_COLUMNS = tuple((row, column) for column in range(3) for row in range(len(ROWS)))
LABELS_FIRST = (
    *((row, 0) for row in range(len(ROWS))),
    *((row, column) for row in range(len(ROWS)) for column in (1, 2)),
)


def _page(
    rows: Sequence[Sequence[str]], order: Order, high: int, raised: int = 0, note: str = ""
) -> bytes:
    """A ruled table whose rows are that high; texts of three lines begin so much further up.

    A note stands right below it.
    """
    low = TOP - high * len(rows)
    content = "".join(f"{x} {low} m {x} {TOP} l S " for x in XS)
    content += "".join(f"{XS[0]} {y} m {XS[-1]} {y} l S " for y in range(low, TOP + 1, high))
    for row, column in order:
        lines = rows[row][column].split("\n")
        first = TOP - high * row - SIZE + (raised if len(lines) == LINES else 0)
        for number, line in enumerate(lines):
            y = first - LEADING * number
            content += f"BT /F1 {SIZE} Tf {XS[column] + 4} {y} Td ({line}) Tj ET "
    content += f"BT /F1 {SIZE} Tf {XS[0] + 4} {low - SIZE} Td ({note}) Tj ET "
    return handmade(content.encode("cp1252"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("high", "raised"), [(24, 0), (28, 0), (24, 15), (28, 15), (24, 5)], ids=str
)
def test_lines_over_a_rule_belong_to_their_row(high: int, raised: int, engine: str) -> None:
    """They run over its lower or upper rule, or over both."""
    document = read(_page(ROWS, BY_ROWS, high, raised), Limits(), engine)

    assert cells(document) == READ
    assert document.notices == ()


DENSE = tuple((f"Havn {n}", f"Mole {n}", "Ja") for n in range(1, 6))
LONG = tuple((f"Havn {n}\nog kaj", f"Mole {n}", "Ja") for n in range(1, 6))


@pytest.mark.parametrize("order", [BY_ROWS, BY_COLUMNS, LABELS_FIRST])
@pytest.mark.parametrize(("rows", "high"), [(DENSE, 11), (DENSE, 13), (LONG, 22)])
def test_rows_as_close_as_lines_keep_their_texts(
    rows: Sequence[Sequence[str]], high: int, order: Order
) -> None:
    """In whatever order the file has them."""
    own = [place for place in order if place[0] < len(rows)]

    document = read(_page(rows, own, high), Limits())

    assert cells(document) == [[cell.replace("\n", " ") for cell in row] for row in rows]


def test_where_the_file_goes_by_columns_lines_stay_where_they_stand() -> None:
    """Nothing tells whose they are; that they stand on others is told."""
    document = read(_page(ROWS, BY_COLUMNS, 24), Limits())

    plans = [row[1] for row in cells(document)]
    assert plans[1] == "Molen sikres og kajen"
    assert plans[2] in ("med sten Taget er lagt", "Taget er lagt med sten")
    assert [notice.code for notice in document.notices] == ["overprinted-text"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("rows", "high", "told"),
    [(ROWS, 22, ["med sten", "og en brønd"]), (LONG, 11, ["og kaj"] * 4)],
    ids=["the third", "the second"],
)
def test_a_line_level_with_the_texts_of_the_next_row_is_told(
    rows: Sequence[Sequence[str]], high: int, told: list[str], engine: str
) -> None:
    """It may be one of them, but the file goes on with the row before."""
    own = [place for place in BY_ROWS if place[0] < len(rows)]

    document = read(_page(rows, own, high), Limits(), engine)

    found = [one for one in document.notices if one.code == "line-of-two-rows"]
    assert [one.evidence for one in found] == told
    assert {one.severity for one in found} == {"warning"}
    first = TOP - high - SIZE - LEADING * (2 if rows is ROWS else 1)
    place = found[0].place
    assert place is not None
    assert place.top < 300 - (first if rows is ROWS else first + high) < place.bottom


EDGES = (
    ("Havnen", "Molen sikres\nog kajen\nmed sten", "Ja"),
    ("Skolen", "Taget er lagt", "Delvist"),
    ("Torvet", "Nye fliser\nog lygter\nog en brønd", "Nej"),
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("raised", [0, 15])
def test_lines_that_run_out_of_the_table_belong_to_their_row(raised: int, engine: str) -> None:
    """At its foot, and at its head; the file goes on with the next cell."""
    own = [place for place in BY_ROWS if place[0] < len(EDGES)]

    document = read(_page(EDGES, own, 24, raised), Limits(), engine)

    assert cells(document) == [[cell.replace("\n", " ") for cell in row] for row in EDGES]
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_note_below_a_table_is_not_its_last_row_s(engine: str) -> None:
    """Also right below it, where the file has it behind the table."""
    own = [place for place in BY_ROWS if place[0] < len(DENSE)]

    document = read(_page(DENSE, own, 13, note="Opdateret i maj"), Limits(), engine)

    assert cells(document) == [list(row) for row in DENSE]
