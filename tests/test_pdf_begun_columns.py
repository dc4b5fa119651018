"""PDF: columns that no line leaves a gap before, told by where texts begin on all pages."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.begun_columns import Begun
from extractors.pages.gaps import Word, Words

PAGES, SIZE, LEADING, TOP = 4, 9.0, 11.0, 780.0
NARROW = (40, 150, 400, 455)  # "budgetopfølgning" runs into the last column
Cells = Sequence[Sequence[str]]  # the lines of each cell of a row

HEAD = (["3.01. Havnen"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])
PLANS = ("Kajen ryddes for skibe.", "Der er bud på taget af hallen.", "Molen er lang.")
ROUND = ["2.", "budgetopfølgning", "2024"]
DUE = (["juni 2024"], ROUND, ["1. maj 2024"])


def pressed(xs: Sequence[float], rows: Sequence[Cells]) -> bytes:
    """Rows half a line apart, the same on each page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for _ in range(PAGES):
        canvas.setFont("Helvetica", SIZE)
        y = TOP
        for row in rows:
            for x, lines in zip(xs, row, strict=True):
                for at, line in enumerate(lines):
                    canvas.drawString(x, y - LEADING * at, line)
            y -= LEADING * (max(map(len, row)) + 0.5)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_word_that_runs_into_the_next_column_hides_none(engine: str) -> None:
    """It stands across the gap on every page, and what begins behind it begins a column."""
    rows = [HEAD, *((["Milepæl"], [PLANS[at % 3]], DUE[at % 3], ["Nået"]) for at in range(6))]

    found = read(pressed(NARROW, rows), Limits(), engine)

    read_rows = texts(found)
    assert ["3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"] in read_rows
    assert ["Milepæl", PLANS[1], "2. budgetopfølgning 2024", "Nået"] in read_rows
    assert all(len(row) == len(HEAD) and row[3] in {"Smiley", "Nået"} for row in read_rows)


def test_what_follows_one_phrase_begins_no_column() -> None:
    """A word begins at one place wherever the same words stand before it."""
    begun = Begun()
    begun.take(line(f"Status: {number} kr.") for number in range(9))

    assert begun.inside(40, 200, SIZE) == [40]


def test_what_follows_the_numbers_of_a_list_begins_no_column() -> None:
    """Its texts are set in line, wherever their numbers begin."""
    begun = Begun()
    for x, number in ((40, "9."), (40, "10."), (44, "1.")):
        begun.take([words((x, x + 4 * len(number)), (70, 120), text=number)] * 5)

    assert begun.inside(40, 200, SIZE) == [40]


def test_what_other_words_stand_across_begins_no_column() -> None:
    """Last words of lines that end at one margin begin at one place by chance."""
    begun = Begun()
    begun.take(words((40, end), (120, 130)) for end in range(60, 100, 5))
    assert begun.inside(40, 200, SIZE) == [40, 120]

    begun.take([words((40, 90), (95, 130), (135, 150))])
    assert begun.inside(40, 200, SIZE) == [40]


def test_what_is_centred_in_one_column_parts_it_nowhere() -> None:
    """Signs begin at one place in it, its heading at another, but never in one line."""
    begun = Begun()
    begun.take(words((40, end), (200, 205)) for end in range(100, 160, 10))
    begun.take(words((40, 80), (120, 150), (188, 217)) for _ in range(3))

    assert begun.inside(180, 220, SIZE) == [180]


def test_texts_that_hardly_stand_beside_others_of_a_column_do_not_part_it() -> None:
    """A note before a few signs makes no column of them."""
    begun = Begun()
    begun.take(words((40, 90 + at), (200, 205)) for at in range(30))
    begun.take(words((end - 20, end), (200, 205)) for end in (170, 180))
    assert begun.inside(140, 240, SIZE) == [140]

    begun.take(words((end - 20, end), (200, 205)) for end in (165, 175, 185))
    assert begun.inside(140, 240, SIZE) == [140, 200]


def test_last_words_of_others_stand_before_a_column() -> None:
    """On a few pages a blank between the words of a text may be in line."""
    begun = Begun()
    begun.take(words((40, 90), (98, 112 + end), (120, 190)) for end in range(3))
    assert begun.mended((90, 98), (120, None), SIZE) == (119, 120)

    begun.take([words((98, 101), (120, 170))])  # a bullet
    assert begun.mended((90, 98), (120, None), SIZE) == (90, 98)


def words(*sides: tuple[float, float], text: str = "Kaj") -> Words:
    """A line with words from there to there."""
    return Words(0, SIZE, bold=False, words=tuple(Word(*one, text) for one in sides))


def line(text: str) -> Words:
    """The words of a line as they are printed."""
    found, x = [], 40.0
    for word in text.split():
        width = stringWidth(word, "Helvetica", SIZE)
        found.append(Word(x, x + width, word))
        x += width + stringWidth(" ", "Helvetica", SIZE)
    return Words(0, SIZE, bold=False, words=tuple(found))
