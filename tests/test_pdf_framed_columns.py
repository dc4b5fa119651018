"""PDF: columns between rules across that a long word hides on many pages."""

from __future__ import annotations

import pytest
from drawn_tables import texts
from reportlab.pdfgen.canvas import Canvas
from set_pages import XS, Cells, body, head, pressed

from extractors.pages.continuation import Columns
from extractors.pages.framed_columns import with_framed
from extractors.pages.frames import Frame, parts_texts
from extractors.pages.gaps import Word, Words

LONG = "1. midtvejsbudgetopfølgning 2024"
SHORT = ("maj 2024", "juni 2024", "juli 2024", "1. marts 2024")
PLAN = ["Kajen er lagt om, og", "molen er forlænget."]
COLUMNS = Columns((10, 105, 330), ((100, 110),), ((11, None), (None, 329)), 9)


def rule(canvas: Canvas, high: float, low: float, _row: Cells) -> None:
    """One above and below each row, from side to side."""
    canvas.lines([(XS[0] - 4, y, XS[-1], y) for y in (high, low)])


def item(number: int, *due: str) -> list[Cells]:
    found = [(["Milepæl"], PLAN, one.rsplit(" ", 1), ["J"]) for one in due]
    return [head(number), body(number), *found, (["Økonomi"], ["Der er 2,4 mio. kr."], [], ["L"])]


def test_a_long_word_that_hides_a_gap_on_many_pages_hides_no_column() -> None:
    """The rows of the other pages show it, with rules around them as wide as theirs."""
    pages = [item(1, LONG, LONG), item(2, LONG, LONG), item(3, LONG, LONG)]
    pages += [item(number, *SHORT) for number in range(4, 7)]

    found = texts(pressed(*pages, draw=rule))

    assert found[0] == ["3.01. Havn 1", "Kort beskrivelse (drift)", "Tid", "Smiley"]
    assert [row[2:] for row in found if row[0] == "Milepæl"] == [
        *[[LONG, "J"]] * 6,
        *[[one, "J"] for one in SHORT] * 3,
    ]


@pytest.mark.parametrize(
    ("sides", "gaps", "sure", "expected"),
    [
        pytest.param((8, 332), ((101, 109), (200, 230)), 2, (105, 229.5), id="more"),
        pytest.param((8, 332), ((101, 109), (200, 230)), 1, (105,), id="not sure"),
        pytest.param((8, 332), ((101, 109), (200, 230), (280, 299)), 2, (105,), id="another kind"),
        pytest.param((8, 332), ((120, 130), (200, 230)), 2, (105,), id="other borders"),
        pytest.param((40, 332), ((101, 109), (200, 230)), 2, (105,), id="not around"),
    ],
)
def test_columns_are_parted_where_the_rows_between_their_rules_show_more(
    sides: tuple[float, float],
    gaps: tuple[tuple[float, float], ...],
    sure: int,
    expected: tuple[float, ...],
) -> None:
    """Where these have all of their borders, and are sure of another one."""
    found = with_framed(COLUMNS, [Frame(sides, gaps, gaps[:sure])])

    assert found.xs[1:-1] == expected
    assert len(found.gaps) == len(expected)
    assert len(found.sides) == len(expected) + 1


def test_a_column_that_rows_show_begins_where_its_texts_do() -> None:
    gaps = ((101.0, 109.0), (200.0, 230.0))

    found = with_framed(COLUMNS, [Frame((8, 332), gaps, gaps)])

    assert found.sides == ((11, None), (109, None), (230, 329))


def row(before: str, x1: float, *more: Word) -> list[Words]:
    words = (Word(10, x1, before), Word(60, 80, "Kajen"), *more)
    return [Words(100.0, 9.0, bold=False, words=words)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(("maj", "juni", "juli"), True, id="texts"),
        pytest.param(("1.", "2.", "3."), False, id="a list"),
        pytest.param(("maj", "maj", "juni"), False, id="two texts"),
    ],
)
def test_a_gap_is_sure_behind_several_texts(before: tuple[str, ...], *, expected: bool) -> None:
    """The numbers of a list stand before a gap in every row, too."""
    rows = [row(text, 30 + 5 * number) for number, text in enumerate(before)]

    assert parts_texts(rows, (40, 60), [(40, 60)]) is expected


def test_rows_with_more_columns_are_of_another_table() -> None:
    """An overview of figures between the same rules, whose columns are no others' ones."""
    rows = [row(text, 30, Word(120, 140, "12.800")) for text in ("maj", "juni", "juli")]

    assert not parts_texts(rows, (40, 60), [(40, 60)])
    assert parts_texts(rows, (40, 60), [(40, 60), (85, 110)])
