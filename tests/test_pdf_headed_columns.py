"""PDF: columns that names in headings begin, and long words hide on every page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas
from set_pages import SIZE, Cells, body, head, is_head, press

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.begun_columns import Begun
from extractors.pages.continuation import Columns
from extractors.pages.gaps import Word, Words
from extractors.pages.headed_columns import Start, with_headed

LONG = "1. midtvejsbudgetopfølgning 2024"
PLAN = ["Kajen er lagt om, og", "molen er forlænget."]
COLUMNS = Columns((10, 105, 330), ((100, 110),), ((11, None), (None, 329)), 9)
HEADINGS = [(111.0, 201.0)] * 3
STARTS = (Start(111, 112), Start(200, 202))


def bold(canvas: Canvas, _high: float, _low: float, row: Cells) -> None:
    canvas.setFont("Helvetica-Bold" if is_head(row) else "Helvetica", SIZE)


def item(number: int) -> list[Cells]:
    due = (LONG, LONG, "maj 2024", LONG, "juni 2024")
    found = [(["Milepæl"], PLAN, one.rsplit(" ", 1), ["", "J"]) for one in due]
    return [head(number), body(number), *found, (["Økonomi"], ["Der er 2,4 mio. kr."], [], ["L"])]


@pytest.mark.parametrize("engine", ENGINES)
def test_long_words_hide_no_column_that_a_name_heads(engine: str) -> None:
    """They are on every page, so that no gap is free on any."""
    pages = [item(number) for number in range(1, 5)]

    found = texts(read(press(*pages, draw=bold), Limits(), engine))

    assert [row[2:] for row in found if row[0] == "Milepæl"] == [
        *([LONG, "J"], [LONG, "J"], ["maj 2024", "J"], [LONG, "J"], ["juni 2024", "J"])
    ] * 4


def begun(*lines: Sequence[tuple[float, float]]) -> Begun:
    """Words from there to there, line by line."""
    found = Begun()
    found.take(
        Words(100.0, 9.0, bold=False, words=tuple(Word(*one, "Kaj") for one in own))
        for own in lines
    )
    return found


SIGN, TEXT, LONG_WORD, ACROSS = ((201, 210),), ((111, 190),), ((111, 215),), ((150, 215),)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([SIGN] * 5 + [TEXT] * 9 + [LONG_WORD] * 3, (105, 199.5), id="long words"),
        pytest.param([SIGN] * 2 + [TEXT] * 9, (105,), id="few texts"),
        pytest.param([SIGN] * 5 + [LONG_WORD] * 4, (105,), id="many long words"),
        pytest.param([SIGN] * 5 + [ACROSS] * 2, (105,), id="other words"),
        pytest.param([((111, 198), (201, 230))] * 5, (105,), id="words of one text"),
    ],
)
def test_names_begin_columns_where_texts_do(
    lines: Sequence[Sequence[tuple[float, float]]], expected: Sequence[float]
) -> None:
    assert with_headed(COLUMNS, STARTS, HEADINGS, [begun(*lines)]).xs[1:-1] == expected


def test_names_tell_nothing_of_columns_that_they_do_not_head() -> None:
    """So the one known would have another name."""
    assert with_headed(COLUMNS, STARTS[1:], HEADINGS, [begun(*[SIGN] * 5)]) == COLUMNS


def test_names_of_another_table_part_no_columns() -> None:
    """They stand beside none that begin the columns known."""
    headings = [*[(111.0,)] * 5, *[(201.0,)] * 5, *HEADINGS[:2]]

    assert with_headed(COLUMNS, STARTS, headings, [begun(*[SIGN] * 5)]) == COLUMNS
