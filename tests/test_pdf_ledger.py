"""PDF: every visible character of a page is in a value, in a named exclusion or in a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("samples/**/*.pdf"), *(ROOT.parent / "shared" / "corpus").glob("*.pdf")])
HEADING = ("Indsats", "Frist", "Status")
ROWS = tuple((f"Molen sikres mod storm {n}", f"{n}. juni 2025", "Nået") for n in range(1, 25))
EXCLUSIONS = {"header", "footer", "page_number", "repeated-heading", "doubled-characters"}
FINDINGS = {"invisible-text", "white-text", "text-outside-page", "slanted-text", "page-cut-off"}


class Recorder:
    """Draws on a page and counts what it draws."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._canvas = Canvas(self._stream, pagesize=(595, 500), invariant=1)
        self.drawn: Counter[str] = Counter()

    def text(self, x: float, y: float, text: str, font: str = "Helvetica") -> None:
        self._canvas.setFont(font, 9)
        self._canvas.drawString(x, y, text)
        self.drawn.update(text.replace(" ", ""))

    def row(self, y: float, cells: Iterable[str], *, ruled: bool, font: str = "Helvetica") -> None:
        xs = [50, 250, 400, 500]
        for x, cell in zip(xs, cells, strict=False):
            self.text(x + 4, y + 4, cell, font)
        if ruled:
            self._canvas.grid(xs, [y, y + 15])

    def furniture(self) -> None:
        number = self._canvas.getPageNumber()
        self.text(50, 480, "Klitsund Kommune")
        self.text(50, 20, "Center for Økonomi")
        self.text(500, 20, f"Side {number}")

    def hide(self) -> None:
        text = self._canvas.beginText(300, 440)
        text.setTextRenderMode(3)
        text.textOut("skjult")
        text.setTextRenderMode(0)
        self._canvas.drawText(text)
        self.drawn.update("skjult")
        self._canvas.setFillColor(white)
        self.text(300, 425, "hvidt")
        self._canvas.setFillColorRGB(0, 0, 0)
        self.text(-80, 425, "udenfor")
        self.text(50, 440, "Fedt")
        self.text(50.2, 440, "Fedt")

    def turn(self) -> None:
        self._canvas.showPage()

    def save(self) -> bytes:
        self._canvas.save()
        return self._stream.getvalue()


def report() -> tuple[bytes, Counter[str]]:
    """Two pages with everything on them, a ruled table over the break among it."""
    page = Recorder()
    for first in (0, 12):
        page.furniture()
        page.row(400, HEADING, ruled=True, font="Helvetica-Bold")
        for number, row in enumerate(ROWS[first : first + 12]):
            page.row(385 - 15 * number, row, ruled=True)
        if first:
            page.text(50, 180, "Tabellen nedenfor viser, hvad der er brugt i året.")
            for number, row in enumerate(ROWS[:4]):
                page.row(140 - 14 * number, row, ruled=False)
        else:
            page.hide()
        page.turn()
    return page.save(), page.drawn


def letters(texts: Iterable[str]) -> int:
    return sum(len("".join(text.split())) for text in texts)


def in_cells(document: Document) -> int:
    return letters(
        cell.text for table in document.tables for row in table.rows for cell in row if cell
    )


def total(document: Document, name: str) -> int:
    return sum(count for page in document.pages for key, count in page.ledger if key == name)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_nothing_that_is_printed_is_lost(engine: str) -> None:
    """The account is that of what was drawn, and of what the document holds."""
    data, drawn = report()

    document = read(data, Limits(), engine)

    ledger = Counter(
        {name: total(document, name) for page in document.pages for name, _ in page.ledger}
    )
    assert sum(ledger.values()) == drawn.total()
    assert ledger.keys() <= EXCLUSIONS | FINDINGS | {"cell", "paragraph"}
    assert ledger["cell"] == in_cells(document)
    prose = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert ledger["paragraph"] == letters(prose)
    assert ledger["repeated-heading"] == letters(HEADING)
    assert ledger["doubled-characters"] == len("Fedt")
    for notice in document.notices:
        if notice.code in FINDINGS:
            assert ledger[notice.code] == letters([notice.evidence])


def test_a_page_cut_off_tells_how_much_was_not_read() -> None:
    """What lies beyond the limit is in the account too."""
    data, drawn = report()

    document = read(data, Limits(page_characters=100))

    assert total(document, "page-cut-off") > 0
    # What is printed twice, pdfium hands over once; past the limit it is not looked for.
    counted = sum(count for page in document.pages for _, count in page.ledger)
    assert counted == drawn.total() - len("Fedt")
    assert {notice.code for notice in document.notices} >= {"page-cut-off"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_account_is_complete(path: Path) -> None:
    """Each page's sum is the number of characters that another library sees on it."""
    data = path.read_bytes()
    with pdfplumber.open(BytesIO(data)) as file:
        pages = file.pages[:6]
        printed = [letters(char["text"] for char in page.chars) for page in pages]

    document = read(data, Limits())

    assert [sum(n for _, n in page.ledger) for page in document.pages[: len(pages)]] == printed
    held = sum(total(document, name) for name in ("cell", "paragraph"))
    assert held > 0.9 * sum(n for page in document.pages for _, n in page.ledger)
