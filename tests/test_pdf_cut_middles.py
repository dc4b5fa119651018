"""PDF: a row that a page cuts is whole where its cells are level at their middles or feet."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, plain
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Row
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = [60, 160, 380, 460, 520]
TOP, BOTTOM = 800.0, 76.0
Cells = Sequence[Sequence[str]]  # lines of the cells of a row, as they stand: blanks above too
HEAD: Cells = (["1.01. Havnen"], ["Indsatsen"], ["Tid"], ["Status"])
WHOLE: Cells = (["Milepæl"], ["Planen for havnen er lagt."], ["1. maj"], ["Nået"])
MONEY: Cells = (["Økonomi"], ["2 mio. kr. er brugt."], ["2024"], ["Nået"])
PLAN = ["Der bygges en mole nord for", "havnen, og den er drøftet med", "alle, der har sagt"]
LONG = [*PLAN, "noget om den, og som", "bor ved havnen. Den er nu", "nået halvvejs."]


def printed(*pages: Sequence[Cells]) -> bytes:
    """Tables with rules around each cell; that of the first page ends at its foot."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number, rows in enumerate(pages):
        high = sum(map(_height, rows))
        ys = [TOP if number else BOTTOM + high]
        for row in rows:
            canvas.setFont("Helvetica-Bold" if row is HEAD else "Helvetica", SIZE)
            for x, lines in zip(XS, row, strict=False):
                for at, line in enumerate(lines):
                    canvas.drawString(x + 4, ys[-1] - SIZE - 2 - at * LEADING, line)
            ys.append(ys[-1] - _height(row))
        canvas.grid(XS, ys)
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
