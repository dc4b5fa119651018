"""PDF: tables are read cell by cell, whatever shows them: rules, backgrounds or columns alone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE, STYLES, Rows, drawn, texts
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import SimpleDocTemplate, Table

from extractors.document import Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

NUMBERS = (
    ("Konto", "Budget 2024", "Forbrug", "Rest"),
    ("Drift af skoler", "12.345", "10.001", "2.344"),
    ("Dagtilbud", "2.893", "41", "2.852"),
    ("Veje og parker", "1.100.000", "999.999", "100.001"),
    ("I alt", "1.115.238", "1.010.041", "105.197"),
)
REGISTER = (
    ("Nr.", "Indsats", "Ansvarlig", "Frist", "Status"),
    (
        "1.01",
        "Havnen ryddes for gamle både, og molen sikres mod storm",
        "Teknik",
        "Q3 2025",
        "Nået",
    ),
    ("1.02", "Nyt tag", "Byg og Ejendom", "31.12.2024", "Delvist nået, da taget først er lagt"),
    ("1.03", "Drifts- og anlægsudgifter for 0-25 år gennemgås", "Økonomi", "Ultimo 2025", "Nået"),
    ("2.01", "Skolemad", "Skole", "1. juli 2025", "Ikke nået"),
)
CARD = (
    ("Indsats", "Ny daginstitution i Vesterby"),
    ("Ansvarligt center", "Byg og Ejendom"),
    ("Beskrivelse", "Der bliver plads til 120 børn, når huset åbner i efteråret"),
    ("Frist", "31. marts 2025"),
    ("Status", "Opfyldt"),
)
TABLES: dict[str, tuple[Rows, tuple[float, ...], bool]] = {
    "numbers": (NUMBERS, (60, 200, 290, 370, 450), True),
    "register": (REGISTER, (60, 95, 260, 345, 430, 540), False),
    "card": (CARD, (60, 170, 420), False),
}
PROSE = (
    "Opfølgningen viser, hvor langt kommunen er med de indsatser, der indgår i aftalen.",
    "Tallene er opgjort ultimo august, og afvigelser over en halv million er forklaret nedenfor.",
)


def typeset(
    rows: Rows,
    xs: Sequence[float],
    style: str,
    *,
    right: bool = False,
    padding: float = 4,
    top: float = 740,
    level: float = 0,
    below: tuple[float, Sequence[str]] = (25, PROSE),
    underlined: bool = False,
) -> bytes:
    """A page with prose, a table and prose again; cells level at their tops, or feet (1)."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    _prose(canvas, top + 60)
    ys = [top]
    printed: list[tuple[str, float, float, str]] = []
    for number, row in enumerate(rows):
        cells = [_wrapped(text, xs[i + 1] - xs[i] - 8) for i, text in enumerate(row)]
        most = max(len(lines) for lines in cells)
        high = padding + LEADING * most
        if style == "zebra" and number % 2:
            _band(canvas, (xs[0], ys[-1] - high, xs[-1] - xs[0], high))
        font = "Helvetica" if number else "Helvetica-Bold"
        for column, lines in enumerate(cells):
            lower = level * (most - len(lines))
            y = ys[-1] - padding / 2 - SIZE - lower * LEADING
            for at, line in enumerate(lines):
                wide = canvas.stringWidth(line, font, SIZE)
                x = xs[column + 1] - 4 - wide if right and column else xs[column] + 4
                printed.append((font, x, y - at * LEADING, line))
        ys.append(ys[-1] - high)
    STYLES[style](canvas, xs, ys)
    _print(canvas, printed, underlined=underlined)
    canvas.setFont("Helvetica", SIZE)
    _prose(canvas, ys[-1] - below[0], below[1])
    canvas.save()
    return stream.getvalue()


def _print(
    canvas: Canvas, printed: Sequence[tuple[str, float, float, str]], *, underlined: bool
) -> None:
    """Lines in their fonts, each from its left end."""
    for font, x, y, line in printed:
        canvas.setFont(font, SIZE)
        canvas.drawString(x, y, line)
        if underlined:
            canvas.line(x, y - 1, x + canvas.stringWidth(line, font, SIZE), y - 1)


def _band(canvas: Canvas, box: tuple[float, float, float, float]) -> None:
    canvas.setFillColor(HexColor("#eeeeee"))
    canvas.rect(*box, stroke=0, fill=1)
    canvas.setFillColor(black)


def _prose(canvas: Canvas, y: float, lines: Sequence[str] = PROSE) -> None:
    canvas.setFont("Helvetica", SIZE)
    for number, line in enumerate(lines):
        canvas.drawString(60, y - number * LEADING, line)


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, max(8, int(width / (0.5 * SIZE))), break_on_hyphens=False)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("style", STYLES)
def test_every_cell_is_read_whatever_shows_it(style: str, name: str, engine: str) -> None:
    """Cells that run over several lines too, and the prose around the table is not in it."""
    rows, xs, right = TABLES[name]

    document = read(typeset(rows, xs, style, right=right), Limits(), engine)

    assert texts(document) == [list(row) for row in rows]
    prose = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert prose == [" ".join(PROSE)] * 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("padding", [2, 6, 10])
@pytest.mark.parametrize("level", [0.5, 1], ids=["middles", "feet"])
@pytest.mark.parametrize("name", ["register", "card"])
@pytest.mark.parametrize("style", ["nothing", "few", "across", "frame"])
def test_cells_may_be_level_at_their_middles_or_feet(
    style: str, name: str, level: float, padding: float, engine: str
) -> None:
    """A row is what stands in one band, wherever in it its cells begin."""
    rows, xs, _ = TABLES[name]

    document = read(typeset(rows, xs, style, padding=padding, level=level), Limits(), engine)

    assert texts(document) == [list(row) for row in rows]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["register", "card"])
@pytest.mark.parametrize("style", ["nothing", "few", "across", "ruled"])
def test_underlined_text_has_no_rules(style: str, name: str, engine: str) -> None:
    """A line below words, as long as they are, parts no rows."""
    rows, xs, _ = TABLES[name]

    document = read(typeset(rows, xs, style, padding=8, underlined=True), Limits(), engine)

    assert texts(document) == [list(row) for row in rows]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("distance", [20, 30])
def test_a_short_line_below_a_table_is_none_of_its_rows(
    distance: float, style: str, name: str, engine: str
) -> None:
    """It fits into the first column, and is a paragraph."""
    rows, xs, right = TABLES[name]
    below = (distance, ["Se bilag 4."])

    document = read(typeset(rows, xs, style, right=right, below=below), Limits(), engine)

    assert texts(document) == [list(row) for row in rows]
    assert isinstance(document.blocks[-1], Paragraph)
    assert document.blocks[-1].text == "Se bilag 4."


def test_a_heading_over_several_columns_is_a_merged_cell() -> None:
    """As is a text that runs on over empty cells; no column is lost by either."""
    ends = (200, 280, 370, 450)
    rows = (
        ("Skoler", "12.345", "10.001", "2.344"),
        ("Dagtilbud", "2.893", "41", "2.852"),
        ("Ældre og handicappede borgere i egen bolig",),
        ("Pleje", "1.200", "1.100", "100"),
        ("Hjælpemidler", "7", "6", "1"),
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", SIZE)
        canvas.drawString(64, 760, "Konto")
        canvas.drawCentredString(310, 760, "Budget og forbrug 2024")
        canvas.drawRightString(450, 760, "Afvigelse")
        for x, text in zip(ends[1:], ("Budget", "Forbrug", "i kr."), strict=True):
            canvas.drawRightString(x, 748, text)
        canvas.setFont("Helvetica", SIZE)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                y = 732 - 14 * number
                if column:
                    canvas.drawRightString(ends[column], y, text)
                else:
                    canvas.drawString(64, y, text)

    found = texts(drawn(draw))

    assert found[:2] == [
        ["Konto", "Budget og forbrug 2024", None, "Afvigelse"],
        ["", "Budget", "Forbrug", "i kr."],
    ]
    assert [row[0] for row in found[2:]] == [row[0] for row in rows]
    assert found[2:4] + found[5:] == [list(row) for row in rows if len(row) > 1]


def test_a_cell_merged_over_all_columns_is_one() -> None:
    """However many columns it covers."""

    def draw(canvas: Canvas) -> None:
        for y in (760, 740, 700):
            canvas.line(60, y, 460, y)
        canvas.line(160, 720, 460, 720)
        canvas.grid([60, 460], [700, 760])
        for x in (160, 310):
            canvas.line(x, 740, x, 700)
        for x, y, text in ((65, 746, "Over alle"), (65, 724, "Milepæl"), (165, 724, "A")):
            canvas.drawString(x, y, text)

    assert texts(drawn(draw)) == [["Over alle", None, None], ["Milepæl", "A", ""], [None, "", ""]]


def test_lists_and_legends_are_no_tables() -> None:
    """Numbers, bullets and faces stand before a text, not in a column."""

    def draw(canvas: Canvas) -> None:
        for number in range(4):
            canvas.drawString(60, 780 - 13 * number, f"{number + 1}.")
            canvas.drawString(90, 780 - 13 * number, PROSE[number % 2])
            canvas.circle(66, 683 - 16 * number, 5, fill=1)
            canvas.drawString(100, 680 - 16 * number, f"Milepælen er opfyldt på {number} måder")

    document = drawn(draw)

    assert document.tables == ()
    assert len([block for block in document.blocks if isinstance(block, Paragraph)]) == 8


def test_a_letterhead_is_told_from_a_ruled_table() -> None:
    """Its lines are cells, so that none is glued to its neighbour."""
    left = ("Klitsund Kommune", "Havnegade 4", "9999 Klitsund")
    right = ("Dato: 6. maj 2025", "Sagsid: 00.30.00-S00-9-25", "Kontakt: Center for Økonomi")

    def draw(canvas: Canvas) -> None:
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(60, 780 - 12 * number, one)
            canvas.drawRightString(535, 780 - 12 * number, other)

    table = drawn(draw).tables[0]

    assert not table.drawn
    assert [[cell.text for cell in row if cell] for row in table.rows] == [
        list(row) for row in zip(left, right, strict=True)
    ]


def test_tables_below_each_other_have_borders_of_their_own() -> None:
    """Double ones, one of which stands closer to those of the other tables than borders may be."""
    middles = [*[200.4] * 6, 203.3]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", SIZE)
        for number, middle in enumerate(middles):
            y = 780 - 60 * number
            for by in (0, 0.8):
                canvas.grid([60 + by, middle + by, 400 + by], [y - by, y - 20 - by, y - 40 - by])
            for row, names in enumerate((("Havnen", "Molen"), ("Skolen", "Taget"))):
                for left, text in zip((60, middle), names, strict=True):
                    canvas.drawString(left + 4, y - 13 - 20 * row, text)

    assert texts(drawn(draw)) == [["Havnen", "Molen"], ["Skolen", "Taget"]] * len(middles)


def test_tables_beside_each_other_stay_apart() -> None:
    """Each has its own cells."""

    def draw(canvas: Canvas) -> None:
        for x in (60, 330):
            canvas.grid([x, x + 120, x + 200], [700, 720, 740])
            canvas.drawString(x + 4, 725, f"Konto {x}")
            canvas.drawRightString(x + 196, 725, f"1.{x}")

    assert texts(drawn(draw)) == [
        ["Konto 60", "1.60"],
        ["", ""],
        ["Konto 330", "1.330"],
        ["", ""],
    ]


@pytest.mark.parametrize("style", ["nothing", "across", "zebra", "ruled"])
@pytest.mark.parametrize("height", [330, 480])
def test_a_register_goes_on_over_pages(style: str, height: int) -> None:
    """With its columns where few lines are left, without headers, footers and page numbers."""
    rows = [
        REGISTER[0],
        *((f"{n}.0{m}", *REGISTER[m][1:]) for n in range(1, 7) for m in (1, 2, 3, 4)),
    ]

    document = read(flowed(rows, style, height), Limits())

    assert texts(document) == [list(row) for row in rows]
    assert len(document.tables) == 1
    assert {line.text for line in document.furniture} >= {"Klitsund Kommune"}


def flowed(rows: Rows, style: str, height: int) -> bytes:
    """A table over pages, with a header and a page number on each."""
    plain_style = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=11)
    looks: dict[str, list[tuple[object, ...]]] = {
        "nothing": [],
        "across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, black)],
        "zebra": [("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor("#eeeeee")])],
        "ruled": [("GRID", (0, 0), (-1, -1), 0.5, black)],
    }

    def furniture(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, height - 28, "Klitsund Kommune")
        canvas.drawRightString(540, 22, f"Side {canvas.getPageNumber()} af 9")

    stream = BytesIO()
    template = SimpleDocTemplate(
        stream, pagesize=(595, height), topMargin=60, bottomMargin=50, invariant=1
    )
    cells = [[Flowing(text, plain_style) for text in row] for row in rows]
    table = Table(
        cells,
        colWidths=[40, 170, 90, 80, 100],
        repeatRows=1,
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *looks[style]],
    )
    template.build(
        [Flowing(PROSE[0], plain_style), table], onFirstPage=furniture, onLaterPages=furniture
    )
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ruled_row_is_one_whatever_its_lines_say(engine: str) -> None:
    """Names that fill cells elsewhere stand below each other in one, beside texts of two lines."""
    rows = [
        ["Ansvarlig", "Milepæl", "Frist", "Status"],
        ["Skole", "Ny sal", "2024", "Ja"],
        ["Kultur", "Anden etape", "2024", "Nej"],
        ["Skole\nKultur", "Etape 1\nEtape 2", "2024\n2025", "Ja"],
        ["Kultur", "Bogbus", "2025", "Ja"],
    ]
    stream = BytesIO()
    SimpleDocTemplate(stream).build([Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])])

    (table,) = read(stream.getvalue(), Limits(), engine).tables

    found = [[" ".join(cell.text.split()) if cell else None for cell in row] for row in table.rows]
    assert found == [[" ".join(text.split()) for text in row] for row in rows]
