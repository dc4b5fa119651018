"""PDF: cells by their rules, whole over page breaks, everything in its place on the page."""

from __future__ import annotations

from io import BytesIO

import pytest
from hostile_pdfs import CONTENT, encrypted, stream, whole
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import SimpleDocTemplate, Spacer, Table

from extractors import formats
from extractors.document import Document, Paragraph
from extractors.errors import Damaged, Encrypted, TooLarge
from extractors.formats.pdf import read
from extractors.limits import Limits

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
SENTENCE = "Havnen ryddes for gamle både, og molen sikres mod storm, før arbejdet kan gå i gang"


def made(rows: list[list[str]], height: float = 842, size: float = 10, **style: object) -> bytes:
    """A page or more with one table; cells flow and split over pages."""
    stream = BytesIO()
    own = ParagraphStyle("own", fontName="Helvetica", fontSize=size, leading=1.2 * size)
    document = SimpleDocTemplate(
        stream, pagesize=(595, height), topMargin=50, bottomMargin=50, invariant=1, **style
    )
    cells = [[Flowing(text, own) for text in row] for row in rows]
    table = Table(cells, colWidths=[90, 250, 80, 50], style=GRID, splitInRow=1)
    document.build([Flowing("Anden opfølgning 2024", own), Spacer(1, 20), table])
    return stream.getvalue()


def texts(document: Document) -> list[list[str]]:
    return [
        ["" if cell is None else " ".join(cell.text.split()) for cell in row]
        for table in document.tables
        for row in table.rows
    ]


ROWS = [
    ["3.01. Havnen", "Kort beskrivelse (drift)", "Tid", "Smiley"],
    [". ".join([SENTENCE] * 6) + ".", "Ansvarligt center: Ejendomme", "", ""],
    *[["Milepæl", f"{SENTENCE} {n}. " * 3, "31.12.2024", "J"] for n in range(9)],
]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_cells_are_read_by_their_rules(engine: str) -> None:
    """Each cell's text, on its page, by both engines."""
    rows = [["a b", "c", "", "d"], ["e", SENTENCE * 3, "f", ""]]

    document = read(made(rows), Limits(), engine)

    assert texts(document) == [[" ".join(text.split()) for text in row] for row in rows]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "Anden opfølgning 2024"
    ]
    cell = document.tables[0].rows[1][1]
    assert cell is not None
    assert cell.places[0].page == 1
    assert cell.paragraphs[0].places()[0].x0 >= cell.places[0].x0


@pytest.mark.parametrize("height", [420, 480, 560, 640, 700, 842])
@pytest.mark.parametrize("size", [8, 10])
def test_twelve_layouts_give_one_dataset(height: int, size: int) -> None:
    """Rows that pages cut in two are whole, whatever the page and the type."""
    document = read(made(ROWS, height, size), Limits())

    table = [[" ".join(text.split()) for text in row] for row in ROWS]
    joined: list[list[str]] = []
    for index, row in enumerate(texts(document)):
        if index in document.tables[0].possible_continuations and not row[0]:
            joined[-1] = [f"{a} {b}".strip() for a, b in zip(joined[-1], row, strict=True)]
        else:
            joined.append(row)
    assert len(document.tables) == 1
    assert joined == table


def test_a_substring_is_found_on_the_page() -> None:
    """Its box is narrower than its line's, and stands where it is printed."""
    document = read(made([["a", "Der afsættes 7 mio. kr. i alt", "", ""]]), Limits())
    cell = document.tables[0].rows[0][1]
    assert cell is not None
    paragraph = cell.paragraphs[0]
    start = paragraph.text.index("7 mio.")

    place = paragraph.places(start, start + 6)[0]

    line = paragraph.places()[0]
    assert line.x0 < place.x0 < place.x1 < line.x1


def drawn(rotation: int = 0, repeat: int = 1, encrypt: str | None = None) -> bytes:
    """A page with a framed grid of two cells, a coloured one and a header."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4 if rotation in {0, 180} else landscape(A4), invariant=1)
    if encrypt is not None:
        from reportlab.lib.pdfencrypt import StandardEncryption

        canvas = Canvas(stream, pagesize=A4, encrypt=StandardEncryption(encrypt, "owner"))
    for number in range(repeat):
        canvas.setPageRotation(rotation)
        canvas.drawString(60, 560, "Klitsund Kommune")
        canvas.setFillColorRGB(0, 0.69, 0.31)
        canvas.rect(200, 300, 100, 40, fill=1, stroke=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(100, 300, 100, 40, fill=0, stroke=1)
        canvas.drawString(105, 320, f"Række {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_cell_s_background_is_seen() -> None:
    """As the cell's shading, not as a mark of its own."""
    cells = read(drawn(), Limits()).tables[0].rows[0]

    assert [cell.shading if cell else None for cell in cells] == [None, "#00b04f"]


def test_the_ledger_accounts_for_every_character() -> None:
    """Each visible character of a page went somewhere."""
    document = read(made(ROWS, 500), Limits())
    printed = sum(len(text.replace(" ", "")) for row in ROWS for text in row)

    counted = sum(count for page in document.pages for _, count in page.ledger)
    assert counted >= printed
    assert all(page.width == 595 for page in document.pages)


def test_a_password_is_asked_for_and_used() -> None:
    """An empty user password opens; a real one must be given."""
    assert read(drawn(encrypt=""), Limits()).tables
    with pytest.raises(Encrypted, match="--password"):
        read(drawn(encrypt="hemmelig"), Limits())
    assert read(drawn(encrypt="hemmelig"), Limits(password="hemmelig")).tables


def test_broken_and_overlong_files_end_in_a_named_error() -> None:
    """A truncated file is damaged; too many pages are too many."""
    with pytest.raises(Damaged):
        read(b"%PDF-1.7\nbroken", Limits())
    with pytest.raises(TooLarge, match="3 pages, more than 2"):
        read(drawn(repeat=3), Limits(pages=2))


def test_a_page_made_to_be_slow_is_cut_off_with_a_notice() -> None:
    """By a limit, not by patience."""
    document = read(made(ROWS), Limits(page_characters=100))

    assert document.notices[0].code == "page-cut-off"
    assert document.notices[0].place is not None
    assert document.notices[0].place.page == 1


def test_one_document_says_nothing_of_the_next() -> None:
    """The engine keeps the last error; a broken file after an encrypted one is still broken."""
    with pytest.raises(Encrypted):
        formats.read(encrypted("hemmelig"), Limits())

    with pytest.raises(Damaged):
        formats.read(whole(o2=b"<< /Type /Pages /Kids [] /Count 0 >>"), Limits())


def test_damage_inside_a_compressed_part_is_told() -> None:
    """A flipped bit can make other letters of a page without a word; its checksum knows."""
    sound = whole(o4=stream(CONTENT * 9, rounds=1))
    place = sound.index(b"stream\n") + 30
    broken = sound[:place] + bytes((sound[place] ^ 1,)) + sound[place + 1 :]

    assert {one.code for one in formats.read(sound, Limits()).notices} == {"text-outside-page"}
    notices = formats.read(broken, Limits()).notices
    assert [one.evidence for one in notices if one.severity == "error"] == ["object 4"]
