"""PDF: a row that a page cuts is whole where its cells are level at their middles or feet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, nothing, plain, ruled
from reportlab.pdfgen.canvas import Canvas
from tagged_pages import HEIGHT, Tag, Text, tagged

from extractors.document import Row
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = [60, 160, 380, 460, 520]
TOP, BOTTOM = 800.0, 76.0
Cells = Sequence[Sequence[str]]  # lines of the cells of a row, as they stand: blanks above too
Draw = Callable[[Canvas, Sequence[float], Sequence[float]], None]  # around columns and rows
HEAD: Cells = (["1.01. Havnen"], ["Indsatsen"], ["Tid"], ["Status"])
WHOLE: Cells = (["Milepæl"], ["Planen for havnen er lagt."], ["1. maj"], ["Nået"])
MONEY: Cells = (["Økonomi"], ["2 mio. kr. er brugt."], ["2024"], ["Nået"])
PLAN = ["Der bygges en mole nord for", "havnen, og den er drøftet med", "alle, der har sagt"]
LONG = [*PLAN, "noget om den, og som", "bor ved havnen. Den er nu", "nået halvvejs."]


def printed(*pages: Sequence[Cells], draw: Draw = ruled) -> bytes:
    """Tables with rules around each cell; those of all pages but the last end at its foot."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number, rows in enumerate(pages):
        high = sum(map(_height, rows))
        ys = [BOTTOM + high if number < len(pages) - 1 else TOP]
        for row in rows:
            canvas.setFont("Helvetica-Bold" if row is HEAD else "Helvetica", SIZE)
            for x, lines in zip(XS, row, strict=False):
                for at, line in enumerate(lines):
                    canvas.drawString(x + 4, ys[-1] - SIZE - 2 - at * LEADING, line)
            ys.append(ys[-1] - _height(row))
        draw(canvas, XS, ys)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _height(row: Cells) -> float:
    return max(map(len, row)) * LEADING + 6


def found(data: bytes, engine: str) -> list[Row]:
    return [row for table in read(data, Limits(), engine).tables for row in table.rows]


def words(row: Row) -> list[str]:
    return [plain(cell.text) if cell else "" for cell in row]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("cut", "level"),
    [(2, "middle"), (1, "middle"), (4, "foot"), (3, "foot")],
)
def test_a_cut_row_is_whole_wherever_its_label_stands(engine: str, cut: int, level: str) -> None:
    """Its places are on both pages."""
    above = 5 if level == "foot" else 2
    row = [["Milepæl"], LONG, ["1. juni"], ["Nået"]]
    row = [lines if lines is LONG else [""] * above + lines for lines in row]
    upper, lower = [one[:cut] for one in row], [one[cut:] for one in row]
    before, behind = (HEAD, WHOLE, WHOLE, WHOLE, MONEY), (WHOLE, MONEY)

    rows = found(printed((*before, *before, upper), (lower, *behind)), engine)

    whole = rows[len(before) * 2]
    assert words(whole) == ["Milepæl", " ".join(LONG), "1. juni", "Nået"]
    assert [cell and [place.page for place in cell.places] for cell in whole] == [[1, 2]] * 4
    assert len(rows) == len(before) * 2 + 1 + len(behind)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_without_a_label_stays_one(engine: str) -> None:
    """Where the row below has its own text, level with its label."""
    alone: Cells = ([], ["Molen er bygget."], ["1. juni"], ["Nået"])
    before = (HEAD, WHOLE, WHOLE, WHOLE, MONEY)

    rows = found(printed((*before, *before, alone), (WHOLE, MONEY)), engine)

    assert words(rows[-3]) == ["", "Molen er bygget.", "1. juni", "Nået"]
    assert words(rows[-2])[0] == "Milepæl"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_goes_on_without_a_label_where_others_have_none(engine: str) -> None:
    """Rows without one stand inside pages: none is taken for the upper half of another."""
    alone: Cells = ([], ["Molen er bygget, og"], ["1. juni"], ["Nået"])
    before = (HEAD, WHOLE, alone, WHOLE, alone, MONEY)
    lower: Cells = (["Milepæl"], ["der er ro om havnen."], ["1. maj"], ["Nået"])

    rows = found(printed((*before, *before, alone), (lower, MONEY)), engine)

    assert words(rows[-2])[0] == "Milepæl"
    assert words(rows[-2])[1] == "der er ro om havnen."


UPPER: Cells = (["Milepæl"], LONG[:2], ["1. juni"], ["Nået"])
REST: Cells = ([], LONG[2:], [], [])
TOPS: Cells = ([], LONG[:1], [], [])  # of a row whose label had no room beside it
LOWER: Cells = (["Milepæl"], LONG[1:], ["1. juli"], ["Nået"])
CUT_TWICE = (
    (HEAD, WHOLE, WHOLE, WHOLE, UPPER),
    (HEAD, REST, WHOLE, WHOLE, MONEY, TOPS),
    (HEAD, LOWER, MONEY),
)


def as_tagged(*pages: Sequence[Cells]) -> bytes:
    """Tables without rules, that of each page tagged for itself; all end at the foot of it."""
    return tagged([list(_texts(table, rows)) for table, rows in enumerate(pages)])


def _texts(table: int, rows: Sequence[Cells]) -> Iterator[Text]:
    y = HEIGHT - 20 - sum(map(_height, rows))
    for number, row in enumerate(rows):
        for cell, (x, lines) in enumerate(zip(XS, row, strict=False)):
            for at, line in enumerate(lines):
                yield Text(x - 30, y + at * LEADING, line, Tag(table, number, cell))
        y += _height(row)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data", [printed(*CUT_TWICE), as_tagged(*CUT_TWICE)])
def test_what_goes_on_below_a_repeated_heading_is_no_row(engine: str, data: bytes) -> None:
    """It has no label, and tells nothing of how rows without labels follow others."""
    rows = found(data, engine)

    assert words(rows[4])[1] == " ".join(LONG)
    assert words(rows[-2]) == ["Milepæl", " ".join(LONG), "1. juli", "Nået"]
    assert words(rows[-3])[0] == "Økonomi"
    assert len(rows) == 10


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draw", [ruled, nothing])
def test_a_sentence_that_ended_does_not_go_on(engine: str, draw: Draw) -> None:
    """What stands beside a label below, level with it, is that row's own."""
    alone: Cells = ([], ["Det er drøftet med alle."], [], [])
    pages = ((HEAD, WHOLE, WHOLE, WHOLE, MONEY, alone), (HEAD, WHOLE, MONEY))

    rows = found(printed(*pages, draw=draw), engine)

    assert [words(row)[:2] for row in rows[-2:]] == [words_of(WHOLE), words_of(MONEY)]


def words_of(cells: Cells) -> list[str]:
    return [" ".join(lines) for lines in cells[:2]]
