"""PDF: tables beside each other are two, and a table with a wide gap is one."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from drawn_tables import ENGINES, SIZE, STYLES, Rows, texts
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Table
from extractors.formats.pdf import read
from extractors.limits import Limits
from extractors.pages.abreast import areas
from extractors.pages.gaps import Word, Words

LEFT, RIGHT = (60, 150, 210, 270), (330, 420, 480, 540)
LEADING = 14
DRIFT = (
    ("Konto", "Budget", "Forbrug"),
    ("Skoler", "12.345", "10.001"),
    ("Dagtilbud", "2.893", "41"),
    ("Veje", "1.100", "999"),
    ("I alt", "16.338", "11.041"),
)
INCOME = (
    ("Konto", "Budget", "Forbrug"),
    ("Renter", "345", "1"),
    ("Skatter", "93.001", "90.000"),
    ("Lån", "100", "99"),
    ("Tilskud", "7.000", "6.999"),
    ("I alt", "100.446", "97.099"),
)
BOARDS = (
    ("Udvalg", "2024", "2025"),
    ("Teknik", "345", "1"),
    ("Kultur og fritid", "93.001", "90.000"),
    ("Social", "100", "99"),
)


class Standing(NamedTuple):
    """A table on the page, and what shows it."""

    rows: Rows
    style: str
    top: float = 740


def typeset(left: Standing, right: Standing) -> bytes:
    """A page with both."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for standing, xs in ((left, LEFT), (right, RIGHT)):
        _draw(canvas, standing, xs)
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Canvas, standing: Standing, xs: Sequence[float]) -> None:
    ys = [standing.top - LEADING * number for number in range(len(standing.rows) + 1)]
    for number, (row, y) in enumerate(zip(standing.rows, ys[1:], strict=True)):
        canvas.setFont("Helvetica" if number else "Helvetica-Bold", SIZE)
        canvas.drawString(xs[0] + 4, y + 4, row[0])
        for x, text in zip(xs[2:], row[1:], strict=True):
            canvas.drawRightString(x - 4, y + 4, text)
    STYLES[standing.style](canvas, xs, ys)


BESIDE = {
    "with one heading": (Standing(DRIFT, "nothing"), Standing(INCOME, "nothing")),
    "of other lengths": (Standing(DRIFT, "nothing"), Standing(BOARDS, "nothing")),
    "not level": (Standing(DRIFT, "nothing"), Standing((*BOARDS, DRIFT[-1]), "nothing", 733)),
    "ruled across": (Standing(DRIFT, "across"), Standing(BOARDS, "across")),
    "with few rules": (Standing(DRIFT, "few"), Standing((*BOARDS, DRIFT[-1]), "few")),
    "ruled and not": (Standing(DRIFT, "ruled"), Standing(BOARDS, "nothing")),
    "not ruled and ruled": (Standing(DRIFT, "nothing"), Standing(BOARDS, "ruled")),
    "ruled and ruled across": (Standing(DRIFT, "ruled"), Standing(BOARDS, "across")),
    "framed": (Standing(DRIFT, "frame"), Standing(BOARDS, "frame")),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", BESIDE)
def test_tables_beside_each_other_are_two(name: str, engine: str) -> None:
    """The left one is read first, whichever begins higher up."""
    left, right = BESIDE[name]

    document = read(typeset(left, right), Limits(), engine)

    assert texts(document) == [list(row) for row in (*left.rows, *right.rows)]
    assert len(document.tables) == 2


ONE = {
    "another name behind the amounts": [
        (*row, name, *more)
        for row, name, more in zip(
            DRIFT,
            ("Ansvarlig", "Skole", "Børn", "Teknik", ""),
            (("2026", "Afv."), ("345", "1"), ("93.001", "2"), ("100", "99"), ("1", "2")),
            strict=True,
        )
    ],
    "no amounts": [
        ("Indsats", "Frist", "Status", "Ansvarlig", "Udvalg", "Note"),
        ("Nyt tag", "2025", "Nået", "Teknik", "TMU", "3"),
        ("Skolemad", "2026", "Ikke nået", "Skole", "BUU", ""),
        ("Stier", "2026", "Nået", "Park", "TMU", ""),
    ],
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["nothing", "across", "ruled"])
@pytest.mark.parametrize("name", ONE)
def test_a_table_with_a_wide_gap_is_one(name: str, style: str, engine: str) -> None:
    """Its rows are level and end together, and no rule ends at the gap."""
    rows = ONE[name]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    ys = [740 - LEADING * number for number in range(len(rows) + 1)]
    for row, y in zip(rows, ys[1:], strict=True):
        for x, text in zip((*LEFT[:3], *RIGHT[:3]), row, strict=True):
            canvas.drawString(x + 4, y + 4, text)
    STYLES[style](canvas, (*LEFT[:3], *RIGHT), ys)
    canvas.save()

    document = read(stream.getvalue(), Limits(), engine)

    assert texts(document) == [list(row) for row in rows]
    assert len(document.tables) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_tables_that_flow_in_columns_are_read_column_by_column(engine: str) -> None:
    """With the headings that stand above them."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    standing = ((LEFT, 740, "Drift"), (LEFT, 600, "Anlæg"), (RIGHT, 690, "Renter"))
    for number, (xs, top, heading) in enumerate((*standing, (RIGHT, 560, "Lån"))):
        rows = [("Konto", "Budget", "Forbrug"), (f"Konto {number}", "1", "2")]
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(xs[0], top + 8, heading)
        _draw(canvas, Standing(rows, "ruled", top), xs)
    canvas.save()

    found = read(stream.getvalue(), Limits(), engine)

    order = [
        str(block.rows[1][0] and block.rows[1][0].text) if isinstance(block, Table) else block.text
        for block in found.blocks
    ]
    assert order == ["Drift", "Konto 0", "Anlæg", "Konto 1", "Renter", "Konto 2", "Lån", "Konto 3"]


ITEMS = (60, 180, 330, 420, 480), (500, 620, 770, 860, 920)
TEXT = ("Molen er gjort sikker", "mod storm, og kajen er", "sat i stand med nye sten.")


def item(number: int, lines: int) -> list[list[list[str]]]:
    """The lines of each cell of an item's rows; texts of that many lines, or less."""
    return [
        [[f"3.0{number}. Havn {number}"], ["Beskrivelse (drift)"], ["Tid"], ["Smiley"]],
        [[*TEXT], ["Center: Teknik", *TEXT[:lines]], [], []],
        [["Milepæl"], [*TEXT[: lines - 1]], [f"{number}. maj 2024"], ["Nået"]],
        [["Milepæl"], [*TEXT[:lines]], ["1. juni 2024"], ["Nået"]],
        [["Økonomi"], ["2 mio. kr."], [], ["Nået"]],
    ]


def set_rows(
    canvas: Canvas, xs: Sequence[float], rows: list[list[list[str]]], style: str, apart: float = 6
) -> None:
    """Rows that far apart, with a rule above and below each or none."""
    top = 740.0
    for row in rows:
        low = top - apart - 11 * max(map(len, row))
        for x, lines in zip(xs, row, strict=False):
            for at, line in enumerate(lines):
                canvas.drawString(x + 4, top - 11 - 11 * at, line)
        for y in (top, low):
            if style == "pieces":
                canvas.lines([(a, y, b, y) for a, b in pairwise(xs)])
            elif style == "across":
                canvas.line(xs[0], y, xs[-1], y)
        top = low


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("apart", [6, 7, 8])
@pytest.mark.parametrize("style", ["nothing", "across", "pieces"])
def test_heading_rows_with_the_same_names_on_one_line_are_of_two_tables(
    style: str, apart: float, engine: str
) -> None:
    """Each has a title of its own; their rows are level, or nearly so, by chance only."""
    left, right = item(1, 2), item(2, 3)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(1000, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(60, 780, "Opfølgning for havnene, som udvalget har bedt om at få i år.")
    set_rows(canvas, ITEMS[0], left, style)
    set_rows(canvas, ITEMS[1], right, style, apart)
    canvas.save()

    document = read(stream.getvalue(), Limits(), engine)

    assert texts(document) == [[" ".join(cell) for cell in row] for row in (*left, *right)]
    assert len(document.tables) == 2


SECOND = "Budgetopfølgning", "2. opfølgning", "3.02. Havn 2"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("style", ["nothing", "across"])
@pytest.mark.parametrize("name", SECOND[:2])
def test_two_deadlines_of_one_table_are_no_two_tables(name: str, style: str, engine: str) -> None:
    """Though labels of its rows stand in the column between them as well."""
    xs = (40, 130, 330, 400, 460, 640, 710, 790)
    rows = [
        [["3.01. Havn 1"], ["Beskrivelse"], ["Tid"], ["Status"], [name], ["Tid"], ["Status"]],
        [["Kajen"], ["Center: Teknik"], [], [], [], [], []],
        [["Milepæl"], [*TEXT[:2]], ["maj"], ["Nået"], ["Plan igen"], ["juni"], ["Nået"]],
        [["Milepæl"], ["Kaj"], ["juli"], ["Ikke nået"], ["Milepæl"], ["juli"], ["Ikke nået"]],
        [["Økonomi"], ["2 mio. kr."], [], ["Nået"], ["3 mio. kr."], [], ["Nået"]],
    ]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(842, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    set_rows(canvas, xs, rows, style)
    canvas.save()

    document = read(stream.getvalue(), Limits(), engine)

    assert texts(document) == [[" ".join(cell) for cell in row] for row in rows]


def abreast(second: str, *, labels: Sequence[str]) -> list[Words]:
    """The lines of a heading row whose second half begins so, and of rows with these labels."""
    heading = (("3.01. Havn 1", "Tid", "Smiley", second, "Tid", "Smiley"), 100.0)
    rows = [
        heading,
        *(((one, "maj", "Nået") * 2, 120.0 + 20 * at) for at, one in enumerate(labels)),
    ]
    return [
        Words(
            base,
            9,
            bold=False,
            words=tuple(Word(90 * at, 90 * at + 60, text) for at, text in enumerate(row)),
        )
        for row, base in rows
    ]


NO_RULES = np.zeros((0, 3), np.float32)
LABELS = ("Milepæl", "Økonomi")


def test_numbered_titles_and_labels_on_both_sides_are_of_two_tables() -> None:
    """Where no rule joins them."""
    assert len(areas(abreast(SECOND[2], labels=LABELS), NO_RULES)) == 2


@pytest.mark.parametrize("second", ["Budgetopfølgning", "2. opfølgning", "2. Havn", "3.01. Skole"])
def test_titles_of_two_tables_have_numbers_that_are_written_alike(second: str) -> None:
    """And differ; an ordinal before a word is no number of a title."""
    assert len(areas(abreast(second, labels=LABELS), NO_RULES)) == 1


def test_lines_of_a_description_in_the_column_of_labels_are_none() -> None:
    """There may be more of them; what begins rows again and again is a label."""
    heading, *rows = abreast(SECOND[2], labels=LABELS)
    described = [
        heading._replace(
            base=104.0 + 2 * at, words=(Word(0, 60, f"Havn {at}"), Word(270, 330, f"Skole {at}"))
        )
        for at in range(6)
    ]

    assert len(areas([heading, *described, *rows], NO_RULES)) == 2


def test_one_label_does_not_tell_two_tables() -> None:
    """It may be the text of a cell."""
    assert len(areas(abreast(SECOND[2], labels=LABELS[:1] * 2), NO_RULES)) == 1


@pytest.mark.parametrize("ends", [[(0, 510)], [(0, 250), (250, 510)]])
def test_a_rule_across_the_gutter_joins_what_stands_beside_it(
    ends: Sequence[tuple[float, float]],
) -> None:
    """Also one that is drawn in pieces."""
    across = np.array([(110, *own) for own in ends], np.float32)

    assert len(areas(abreast(SECOND[2], labels=LABELS), across)) == 1


@pytest.mark.parametrize("least", [5, 7])
def test_no_gutter_is_as_narrow_as_what_parts_columns(least: float) -> None:
    """Of a line that would end with the names of two heading rows."""
    texts = ("1. Havn", "Tid", "Smiley", "2. Skole", "Tid", "Smiley")
    words = tuple(Word(at * 40, at * 40 + 40 - least, text) for at, text in enumerate(texts))
    lines = [Words(100, 9, bold=False, words=words)]

    assert [area.lines for area in areas(lines, NO_RULES)] == [lines]


@pytest.mark.parametrize("engine", ENGINES)
def test_names_that_come_twice_over_one_list_of_labels_are_of_one_table(engine: str) -> None:
    """Nothing that begins rows at its left begins any in its middle."""
    heading = ["Indsats", "Tid", "Smiley", "Økonomi", "Tid", "Smiley"]
    rows = [heading, *([f"Havn {n}", f"{n}. maj", "Nået", f"Sum {n}", "maj", "J"] for n in "123")]
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            canvas.drawString(60 + 80 * at, 740 - LEADING * number, text)
    canvas.save()

    assert texts(read(stream.getvalue(), Limits(), engine)) == rows
