"""PDF: what typesetters do to text is undone, and nothing else is."""

from __future__ import annotations

from contextlib import closing

import pytest
from drawn_pages import ENGINES, cells, first_cell, grid, in_first_cell, page
from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.formats.pdf.pdfium import open_pages
from extractors.limits import Limits
from extractors.pages.hyphens import Hyphens


def fake_bold(canvas: Canvas) -> None:
    for offset in (0, 0.3, 0.3, 0):
        canvas.drawString(30 + offset, 230, "1.122,5 mio. kr. i alle 11 klasser")


def spread(canvas: Canvas) -> None:
    text = canvas.beginText(30, 230)
    text.setCharSpace(3)
    text.textOut("Status pr. 1. juni")
    canvas.drawText(text)


def spread_in_pieces(canvas: Canvas) -> None:
    """As browsers do it: each letter for itself, and no blanks."""
    for y, text in ((242, "Milepælen er helt nået"), (226, "Tid 1. juli 2025")):
        x = 30.0
        for letter in text:
            if letter != " ":
                canvas.drawString(x, y, letter)
            x += canvas.stringWidth(letter, "Helvetica", 10) + 2.25


def superscript(canvas: Canvas) -> None:
    canvas.drawString(30, 230, "Der spares 5 m")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(30 + canvas.stringWidth("Der spares 5 m", "Helvetica", 10), 233.4, "2")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(30, 218, "i hver bygning")


def note_mark(canvas: Canvas) -> None:
    x = 30.0
    for text, size in (("12.345", 10), ("1", 6), (" kr. til skolehjem", 10), ("12", 6)):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, 230 if size == 10 else 233.4, text)
        x += canvas.stringWidth(text, "Helvetica", size)


def large_note_mark(canvas: Canvas) -> None:
    """As browsers set it: five sixths of the size, rounded up."""
    x = 30.0
    for text, size in (("Der er afsat 12,5", 8.25), ("1", 7.2), (" mio. kr.", 8.25)):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, 230 if size == 8.25 else 233.6, text)
        x += canvas.stringWidth(text, "Helvetica", size)


def tight_columns(canvas: Canvas) -> None:
    canvas.drawRightString(199.5, 230, "2.893")
    canvas.drawString(200.5, 230, "41")


def line_ends(canvas: Canvas) -> None:
    for number, line in enumerate(
        ("Drifts-", "og anlægsudgifter", "for 0-25-", "årige i 2015-", "2017")
    ):
        canvas.drawString(30, 238 - 12 * number, line)


TRAPS = {
    "fake bold is read once, and 11 stays": (fake_bold, "1.122,5 mio. kr. i alle 11 klasser"),
    "spread letters are words": (spread, "Status pr. 1. juni"),
    "a short word is spread as its page is": (
        spread_in_pieces,
        "Milepælen er helt nået Tid 1. juli 2025",
    ),
    "a raised figure stays in its line": (superscript, "Der spares 5 m2 i hver bygning"),
    "a note mark is no digit": (note_mark, "12.345¹ kr. til skolehjem¹²"),
    "a note mark nearly as large as its line is no digit": (
        large_note_mark,
        "Der er afsat 12,5¹ mio. kr.",
    ),
    "tight columns are not glued": (tight_columns, "2.893"),
    "hyphens of the words stay": (
        line_ends,
        "Drifts- og anlægsudgifter for 0-25-årige i 2015-2017",
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TRAPS)
def test_text_is_read_as_written(name: str, engine: str) -> None:
    """Whatever the typesetter did."""
    draw, expected = TRAPS[name]

    document = read(page(in_first_cell(draw)), Limits(), engine)

    assert " ".join(first_cell(document).text.split()) == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_as_displayed(rotation: int, engine: str) -> None:
    """By its /Rotate, with places on the page as displayed."""

    def draw(canvas: Canvas) -> None:
        if rotation in (90, 270):
            canvas.translate(*((0, 400) if rotation == 270 else (300, 0)))
            canvas.rotate(-90 if rotation == 270 else 90)
        elif rotation == 180:
            canvas.translate(400, 300)
            canvas.rotate(180)
        grid(canvas, [20, 200, 380], [150, 200, 250])
        canvas.drawString(30, 230, "Milepæl")
        canvas.drawString(210, 180, "Taget er lagt")

    # The size is that of the page as displayed; reportlab swaps it in the file.
    document = read(page(draw, rotation), Limits(), engine)

    assert cells(document) == [["Milepæl", ""], ["", "Taget er lagt"]]
    assert (document.pages[0].width, document.pages[0].height) == (400, 300)
    place = first_cell(document).places[0]
    assert (round(place.x0), round(place.top)) == (20, 50)
    assert round(first_cell(document).paragraphs[0].places()[0].x0) == 30


@pytest.mark.parametrize("engine", ENGINES)
def test_text_set_on_its_side_is_read_in_its_own_direction(engine: str) -> None:
    """On a page without /Rotate, places stand where it is displayed."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 0)
        canvas.rotate(90)
        grid(canvas, [20, 200, 380], [150, 200, 250])
        canvas.drawString(30, 230, "Milepæl")

    document = read(page(draw, size=(300, 400)), Limits(), engine)

    assert cells(document)[0] == ["Milepæl", ""]
    assert document.pages[0].width == 300
    place = first_cell(document).places[0]
    assert (round(place.x0), round(place.bottom)) == (50, 380)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_heading_set_upwards_is_a_cell_like_others(engine: str) -> None:
    """In a table that is read the usual way."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 60, 380], [150, 250])
        canvas.drawString(70, 230, "Taget er lagt, og gavlen males til foråret")
        canvas.saveState()
        canvas.translate(45, 160)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Plejehjem")
        canvas.restoreState()

    document = read(page(draw), Limits(), engine)

    assert cells(document) == [["Plejehjem", "Taget er lagt, og gavlen males til foråret"]]


def test_text_that_nobody_sees_is_left_out_and_named() -> None:
    """Invisible, white on white, outside the page, across the page; white on dark is seen."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [150, 200, 250])
        canvas.setFillColor(HexColor("#203864"))
        canvas.rect(20, 200, 180, 50, fill=1)
        canvas.setFillColor(white)
        canvas.drawString(30, 230, "Indsats")
        canvas.drawString(210, 230, "hvid")
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawString(30, 180, "synlig")
        canvas.drawString(-90, 180, "udenfor")
        canvas.saveState()
        text = canvas.beginText(210, 180)
        text.setTextRenderMode(3)
        text.textOut("skjult")
        canvas.drawText(text)
        canvas.restoreState()
        canvas.saveState()
        canvas.translate(100, 60)
        canvas.rotate(35)
        canvas.drawString(0, 0, "UDKAST")
        canvas.restoreState()

    document = read(page(draw), Limits())

    assert cells(document) == [["Indsats", ""], ["synlig", ""]]
    assert first_cell(document).shading == "#203864"
    assert {notice.code: notice.evidence for notice in document.notices} == {
        "white-text": "hvid",
        "text-outside-page": "udenfor",
        "invisible-text": "skjult",
        "slanted-text": "UDKAST",
    }
    assert sum(count for _, count in document.pages[0].ledger) == len(
        "IndsatshvidsynligudenforskjultUDKAST"
    )


# What a file says that the glyph of "æ" stands for, and how the text then reads.
MEANINGS = {
    "an accent drawn for itself belongs to its letter": (
        "030A",
        "Aærets aæben",
        "\u00c5rets \u00e5ben",
    ),
    "a ligature is opened": ("FB01", "ænans og æn", "finans og fin"),
    "a glyph may stand for several letters": ("00740074", "opsæe", "opstte"),
    "ghostscript swaps the bytes of ligatures": ("66007400", "driæ og haæet", "drift og haftet"),
    "a private character stays what it is": ("F04A", "æ ja", "\uf04a ja"),
    "in a word it is a letter that nobody knows": ("F06B", "sæal", "s\ufffdal"),
    "in a number it is a figure, all over the page": ("F031", "1.æ00 og æ", "1.\ufffd00 og \ufffd"),
    "before figures it is a minus": ("F02D", "æ0,4 mio.", "\ufffd0,4 mio."),
    "beside a word a face is one": ("F04A", "godæ", "god\uf04a"),
    "beside a word a bullet is one": ("F0A7", "ætekst", "\uf0a7tekst"),
    "signs alone are no number": ("F0AB", "ææ og ja", "\uf0ab\uf0ab og ja"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", MEANINGS)
def test_letters_are_what_the_file_says(name: str, engine: str) -> None:
    """Composed, opened, put right: whatever one glyph stands for."""
    meaning, drawn, expected = MEANINGS[name]
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [200, 250])
        canvas.setFont("Vera", 10)
        canvas.drawString(30, 230, drawn)

    data = page(draw).replace(b"<01> <00E6>", f"<01> <{meaning}>".encode())
    cell = first_cell(read(data, Limits(), engine))

    assert cell.text == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_a_glyph_of_which_nothing_is_said_and_nothing_seen_is_a_blank(engine: str) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [200, 250])
        canvas.setFont("Vera", 10)
        canvas.drawString(30, 230, "Havnen er ryddet æ")

    data = page(draw)
    assert data.count(b"<20> <0020>") == 1
    cell = first_cell(read(data.replace(b"<20> <0020>", b"<01> <00E6>"), Limits(), engine))

    assert cell.text == "Havnen er ryddet æ"


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_cell_cuts_off_is_left_out(engine: str) -> None:
    """As spreadsheets do with texts longer than their columns; the rest is told."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(20, 200, 80, 50)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.drawString(24, 230, "Havnen ryddes for gamle både")
        canvas.restoreState()
        canvas.drawString(101, 230, "Teknik")
        canvas.drawString(24, 210, "Nyt tag")

    document = read(page(draw), Limits(), engine)

    (text,) = [block.text for block in document.blocks if isinstance(block, Paragraph)][:1]
    assert text.startswith("Havnen ryddes fo Teknik")
    told = [(one.code, one.evidence) for one in document.notices]
    assert told == [("clipped-text", "r gamle både")]


def test_a_page_without_text_is_a_page() -> None:
    """Also where it is the first one."""
    document = read(page(lambda canvas: canvas.line(10, 10, 50, 10)), Limits())

    assert len(document.pages) == 1
    assert document.blocks == ()


def test_reading_that_stops_half_way_lets_the_file_go() -> None:
    """Pages are closed before their file, whatever raises in between."""
    opened = open_pages(page(spread), Limits())
    with closing(opened), closing(opened.sheets()) as sheets:
        assert next(sheets).number == 1


@pytest.mark.parametrize(
    ("above", "below", "torn"),
    [
        ("og på", "hallen", False),
        ("beskri", "velse", True),
        ("2.893.4", "15", True),
        ("31.12.20", "24", True),
        ("31.12.2024", "24", False),
    ],
)
def test_a_word_cut_without_a_hyphen_is_told_by_what_comes_again(
    above: str, below: str, torn: bool
) -> None:
    """A particle stands at many line ends, and is a word of its own."""
    hyphens = Hyphens([above, below, "x", above, below])

    assert hyphens.is_torn(above, below) is torn


@pytest.mark.parametrize(
    ("above", "below", "torn"),
    [
        ("omkringliggend", "e landsbyer", True),
        ("punkt", "e) om landsbyer", False),
        ("31. decembe", "r 2024", True),
        ("budgetop", "følgning", True),
        ("rådighedsbeløbe", "t er brugt", True),
        ("bestyr", "elsen har", True),
        ("Kommunens", "ernæring", False),
        ("i alt 20", "kr", False),
        ("beløb", "pr. borger", False),
    ],
)
def test_a_word_cut_without_a_hyphen_is_told_by_what_is_none(
    above: str, below: str, torn: bool
) -> None:
    """A few consonants are no word; the names of months and rounds are known."""
    assert Hyphens([above, below]).is_torn(above, below) is torn


@pytest.mark.parametrize("filled", [True, False])
def test_words_one_below_the_other_are_two_though_they_come_again(*, filled: bool) -> None:
    """The same text stands in many rows of a narrow column."""
    hyphens = Hyphens(["Ansvarligt", "center", "x", "Ansvarligt", "center"])

    assert not hyphens.is_torn("Ansvarligt", "center", filled=filled)
