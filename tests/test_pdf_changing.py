"""PDF: page headers and numbers whose text is another on each page are told by rows that go on."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ENGINES = ("pdfium", "pdfplumber")
XS = (40.0, 130.0, 400.0, 480.0)
HEADINGS = ("Nr.", "Indsats", "Frist")
CHAPTERS = ("Skoler og dagtilbud", "Veje", "Havn og strand", "Ældre", "Klima")
ROMAN = ("i", "ii", "iii", "iv", "v")
# Rows of one page each; the last of a page may go on at the top of the next.
PAGES: Sequence[Sequence[tuple[str, str, str]]] = (
    (
        HEADINGS,
        ("1.01", "Skolerne får nye tage.", "1. maj"),
        ("1.02", "Der bygges to haller", "2. maj"),
    ),
    (("", "ved skolerne i nord.", ""), ("2.01", "Broen er lagt til.", "3. juni")),
    (("3.01", "Molen er gjort sikker.", "4. juli"), ("3.02", "Havnen ryddes for", "5. juli")),
    (("", "gamle både.", ""), ("4.01", "Hjemmet udvides.", "6. august")),
    (("5.01", "Diget er højere.", "7. september"),),
)
ROWS = [
    list(HEADINGS),
    ["1.01", "Skolerne får nye tage.", "1. maj"],
    ["1.02", "Der bygges to haller ved skolerne i nord.", "2. maj"],
    ["2.01", "Broen er lagt til.", "3. juni"],
    ["3.01", "Molen er gjort sikker.", "4. juli"],
    ["3.02", "Havnen ryddes for gamle både.", "5. juli"],
    ["4.01", "Hjemmet udvides.", "6. august"],
    ["5.01", "Diget er højere.", "7. september"],
]


def typeset(
    pages: Sequence[Sequence[tuple[str, str, str]]], *, repeated: bool = False, cut: bool = True
) -> bytes:
    """The pages, each with its chapter above and its number below the table."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 300), invariant=1)
    for chapter, number, rows in zip(CHAPTERS, ROMAN, pages, strict=False):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 280, chapter)
        canvas.drawString(290, 12, number)
        headed = (HEADINGS, *rows) if repeated and rows[0] != HEADINGS else rows
        y = 266.0
        for at, row in enumerate(headed):
            is_last = at == len(headed) - 1
            low = 26.0 if is_last and cut else y - 20
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x + 4, (low + 5) if is_last and cut else y - 13, text)
            canvas.grid(XS, [low, y])
            y = low
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def rows_of(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "" for cell in row] for row in table.rows]
        for table in document.tables
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("repeated", [False, True])
def test_a_row_goes_on_below_what_changes_from_page_to_page(engine: str, *, repeated: bool) -> None:
    """All rows are of one table then, and chapters and numbers stand around it."""
    document = read(typeset(PAGES, repeated=repeated), Limits(), engine)

    assert rows_of(document) == [ROWS]
    assert [one for one in document.blocks if isinstance(one, Paragraph)] == []
    furniture = {one.text for one in document.furniture}
    assert furniture >= set(CHAPTERS)
    assert dict(document.pages[1].ledger).keys() >= {"header", "footer"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_above_a_table_of_its_own_is_none(engine: str) -> None:
    """At one place of every page too: no row goes on below it."""
    own = [[HEADINGS, (f"{n}.01", "Taget er lagt.", "1. maj")] for n in range(1, 6)]

    document = read(typeset(own, cut=False), Limits(), engine)

    prose = " ".join(one.text for one in document.blocks if isinstance(one, Paragraph))
    assert [chapter for chapter in CHAPTERS if chapter not in prose] == []
    assert len(document.tables) == len(own)
    assert document.furniture == ()
