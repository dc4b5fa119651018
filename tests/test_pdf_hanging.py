"""PDF: numbers of lists that hang before their texts in tables without rules."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.continuation import Columns
from extractors.pages.gaps import Word, Words
from extractors.pages.hanging import without_hanging
from extractors.pages.known_columns import known_regions
from extractors.pages.lessons import Learned

XS, STEP, SIZE, LEADING, TOP = (48, 180, 402, 497), 14, 9.0, 11.0, 780.0
GAP = (412.0, 416.0)
HEAD = ["3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"]
PLAN = "Molen er lang, og kajen er ny."
HELD = "Aftalt"  # beside the texts


def pressed(rounds: Sequence[Sequence[str]]) -> bytes:
    """A page of rows whose deadlines are numbers with texts set in behind them."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", SIZE)
    for x, text in zip(XS, HEAD, strict=True):
        canvas.drawString(x, TOP, text)
    canvas.setFont("Helvetica", SIZE)
    y = TOP - 2 * LEADING
    for number, *lines in rounds:
        for x, text in zip(XS, ["Milepæl", PLAN, number, HELD], strict=True):
            canvas.drawString(x, y, text)
        for line in lines:
            canvas.drawString(XS[2] + STEP, y, line)
            y -= LEADING
        y -= LEADING
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_that_hang_before_their_texts_are_no_column(engine: str) -> None:
    """What is set in below them goes on with them, and the heading stands over both."""
    rounds = [("1.", "maj", "2025"), ("2.", "runde", "2024")]

    found = read(pressed(rounds * 3), Limits(), engine)

    rows = texts(found)
    assert HEAD in rows
    assert ["Milepæl", PLAN, "1. maj 2025", HELD] in rows
    assert ["Milepæl", PLAN, "2. runde 2024", HELD] in rows
    assert all(len(row) == len(XS) for row in rows)


def test_tables_may_have_paddings_of_three_points_and_of_five() -> None:
    """What begins two points further right begins there, as far as numbers in a file are exact."""
    sides = ((48.4, None), (179.5, None), (401.6, None), (497.4, None))
    columns = Columns((47.4, 176.3, 398.3, 496.8, 534.4), (), sides, SIZE)
    right_before = line((403.6, "2."), (424.4, "budgetopfølgningen"), (499.40001, HELD))
    words = (*line((50.40001, "Milepæl"), (181.5, "Planen er lagt.")).words, *right_before.words)
    lines = [
        line((50.4, "3.01."), (181.5, "Plan"), (403.6, "Tid")),
        right_before._replace(words=words),
    ]

    (found,) = known_regions(lines, Learned((columns,)), None, (), 842)

    assert len(found.lines) == len(lines)


def test_a_word_may_end_right_before_the_next_column() -> None:
    """It stands over the border that others leave in the middle, and nothing behind it does."""
    sides = ((50.0, None), (180.0, None), (400.0, None), (497.4, None))
    columns = Columns((48.0, 176.0, 398.0, 485.0, 534.0), (), sides, SIZE)
    lines = [
        line((50, "3.01."), (180, "Plan"), (400, "Tid")),
        line((50, "Milepæl"), (180, "Plan"), (400, "2."), (430, "budgetopfølgning"), (497.4, HELD)),
    ]

    (found,) = known_regions(lines, Learned((columns,)), None, (), 842)

    assert len(found.lines) == len(lines)


def test_a_heading_over_the_texts_shows_that_numbers_are_a_column() -> None:
    """So does anything else that stands beside them at that step."""
    lines = [line((402, "Tid")), *[line((402, "2."), (416, "opfølgning"))] * 3]
    assert without_hanging(lines, (GAP,)) == ()

    lines[0] = line((402, "Nr"), (416, "Tid"))
    assert without_hanging(lines, (GAP,)) == (GAP,)


def test_numbers_alone_show_nothing() -> None:
    """Other texts begin where those of a list do: here none does, or further left."""
    numbers = [line((402, "2."), (416, "opfølgning"))] * 3
    assert without_hanging(numbers, (GAP,)) == (GAP,)

    assert without_hanging([line((390, "Tid")), *numbers], (GAP,)) == (GAP,)


def test_texts_far_behind_numbers_do_not_belong_to_them() -> None:
    """They are a column of their own, though its heading runs on over both."""
    lines = [line((380, "Alt")), *[line((380, "2."), (416, "opfølgning"))] * 3]
    assert without_hanging(lines, (GAP,)) == (GAP,)


def line(*words: tuple[float, str]) -> Words:
    """Words that begin there, each letter four points wide."""
    found = tuple(Word(x, x + 4.0 * len(text), text) for x, text in words)
    return Words(0, SIZE, bold=False, words=found)
