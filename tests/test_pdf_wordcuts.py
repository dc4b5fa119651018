"""PDF: words that a narrow column may have cut without a hyphen."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Notice
from extractors.formats.pdf import read
from extractors.limits import Limits

LEFT, PADDING = 60.0, 4.0


def cell(
    lines: Sequence[str], room: float, engine: str = "pdfium", *, ruled: bool = True
) -> Document:
    """A table whose second column leaves so much room behind the widest of its lines."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    width = max(stringWidth(line, "Helvetica", SIZE) for line in lines) + room + 2 * PADDING
    bottom = 740 - 2 * PADDING - LEADING * len(lines)
    if ruled:
        canvas.grid([LEFT, LEFT + 60, LEFT + 60 + width], [bottom, 740, 760])
    for x, text in ((LEFT, "Indsats"), (LEFT + 60, "Milepæl")):
        canvas.drawString(x + PADDING, 747, text)
    canvas.drawString(LEFT + PADDING, 740 - LEADING, "Havnen")
    for number, line in enumerate(lines, start=1):
        canvas.drawString(LEFT + 60 + PADDING, 740 - LEADING * number, line)
    for number, name in enumerate(() if ruled else ("Skolen", "Broen", "Vejen"), start=1):
        canvas.drawString(LEFT + PADDING, bottom - 20 * number, name)
        canvas.drawString(LEFT + 60 + PADDING, bottom - 20 * number, "Taget er lagt")
    canvas.drawString(LEFT, 600, "Arbejdet i havnen kommer i gang, når planlægning er slut.")
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


def told(document: Document) -> list[Notice]:
    return [notice for notice in document.notices if notice.code == "word-cut"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "lines",
    [
        ("Totalentreprenør", "en er valgt"),
        ("Samarbejdsaftal", "en er på plads"),
        ("Klimatilpasning", "splan vedtaget"),
    ],
)
def test_a_line_filled_by_half_a_word_is_told(lines: Sequence[str], engine: str) -> None:
    """With both halves and the place of the cell; the text stays as it was printed."""
    document = cell(lines, 1.0, engine)

    (notice,) = told(document)
    assert (notice.severity, notice.evidence) == ("info", f"{lines[0]} | {lines[1].split()[0]}")
    assert notice.place is not None
    assert (notice.place.x0, notice.place.bottom > notice.place.top) == (LEFT + 60, True)


@pytest.mark.parametrize(
    ("lines", "room"),
    [
        (("Totalentreprenør", "en er valgt"), 6.0),
        (("Totalentreprenøren", "er valgt"), 1.0),
        (("Kystdirektoratets", "tilladelse"), 1.0),
        (("Klimatilpasning", "af havnen"), 1.0),
        (("Spunsvægge", "kommer snart"), 1.0),
        (("Planlægning", "bro lagt"), 1.0),
        (("Ny totalentreprenør", "en er valgt"), 1.0),
        (("Totalentreprenør:", "en er valgt"), 1.0),
        (("Totalentreprenør", "En er valgt"), 1.0),
    ],
    ids=[
        *("room for a letter", "a whole word", "a genitive", "a particle", "a word seen elsewhere"),
        *("a head seen elsewhere", "several words", "a colon", "a capital"),
    ],
)
def test_ordinary_lines_cut_no_word(lines: Sequence[str], room: float) -> None:
    """Though a line may happen to be filled."""
    assert told(cell(lines, room)) == []


def test_where_no_rule_stands_the_longest_line_fills_nothing() -> None:
    """How far the lines of a column may reach is not known there."""
    document = cell(("Totalentreprenør", "en er valgt"), 1.0, ruled=False)

    assert ["Havnen", "Totalentreprenør en er valgt"] in texts(document)
    assert told(document) == []
