"""PDF: tables are read cell by cell, whatever shows them: rules, backgrounds or columns alone."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from reportlab.lib.colors import HexColor, black
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.formats.pdf import read
from extractors.limits import Limits

ENGINES = ("pdfium", "pdfplumber")
Rows = Sequence[Sequence[str]]

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
SIZE = 9.0
LEADING = 11.0


def typeset(
    rows: Rows,
    xs: Sequence[float],
    style: str,
    *,
    right: bool = False,
    padding: float = 4,
    top: float = 740,
) -> bytes:
    """A page with prose, a table and prose again."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    _prose(canvas, top + 60)
    ys = [top]
    for number, row in enumerate(rows):
        cells = [_wrapped(text, xs[i + 1] - xs[i] - 8) for i, text in enumerate(row)]
        high = padding + LEADING * max(len(lines) for lines in cells)
        if style == "zebra" and number % 2:
            canvas.setFillColor(HexColor("#eeeeee"))
            canvas.rect(xs[0], ys[-1] - high, xs[-1] - xs[0], high, stroke=0, fill=1)
        canvas.setFillColor(black)
        canvas.setFont("Helvetica-Bold" if not number else "Helvetica", SIZE)
        for column, lines in enumerate(cells):
            for at, line in enumerate(lines):
                y = ys[-1] - padding / 2 - SIZE - at * LEADING
                if right and column:
                    canvas.drawRightString(xs[column + 1] - 4, y, line)
                else:
                    canvas.drawString(xs[column] + 4, y, line)
        ys.append(ys[-1] - high)
    STYLES[style](canvas, xs, ys)
    canvas.setFont("Helvetica", SIZE)
    _prose(canvas, ys[-1] - 25)
    canvas.save()
    return stream.getvalue()


def _prose(canvas: Canvas, y: float) -> None:
    canvas.setFont("Helvetica", SIZE)
    for number, line in enumerate(PROSE):
        canvas.drawString(60, y - number * LEADING, line)


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, max(8, int(width / (0.5 * SIZE))), break_on_hyphens=False)


def nothing(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Columns alone."""


def across(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    canvas.lines([(xs[0], y, xs[-1], y) for y in ys])


def few(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    across(canvas, xs, (ys[0], ys[1], ys[-1]))


def ruled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    canvas.grid(list(xs), list(ys))


def thin_rectangles(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        canvas.rect(xs[0], y, xs[-1] - xs[0], 0.6, stroke=0, fill=1)
    for x in xs:
        canvas.rect(x, ys[-1], 0.6, ys[0] - ys[-1], stroke=0, fill=1)


def doubled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    for by in (0, 1.5):
        canvas.grid([x + by for x in xs], [y + by for y in ys])


def broken(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        canvas.lines([(x, y, x + 2.5, y) for x in range(int(xs[0]), int(xs[-1]), 4)])
    for x in xs:
        canvas.lines([(x, y, x, y - 2.5) for y in range(int(ys[0]), int(ys[-1]), -4)])


def frame(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A frame around the table and rules across: no rule parts the columns."""
    canvas.grid([xs[0], xs[-1]], list(ys))


STYLES: dict[str, Callable[[Canvas, Sequence[float], Sequence[float]], None]] = {
    "nothing": nothing,
    "zebra": nothing,
    "across": across,
    "few": few,
    "ruled": ruled,
    "thin rectangles": thin_rectangles,
    "doubled": doubled,
    "broken": broken,
    "frame": frame,
}


def plain(text: str) -> str:
    return " ".join(text.split())


def texts(document: Document) -> list[list[str | None]]:
    return [
        [None if cell is None else plain(cell.text) for cell in row]
        for table in document.tables
        for row in table.rows
    ]


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
