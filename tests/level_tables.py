"""Tables wrapped and set as programs do, with all cells of a row level at one height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise

from drawn_tables import SIZE
from reportlab.pdfgen.canvas import Canvas

XS = (40.0, 150.0, 350.0, 440.0, 550.0)
PADDING = 4.0
TOP, BOTTOM = 790.0, 60.0
Texts = Sequence[str]  # of the cells of a row
Draw = Callable[[Canvas, float, float, bool], None]  # a row between two heights; if a heading
TOPS, MIDDLES, FEET = 0.0, 0.5, 1.0


def nothing(_canvas: Canvas, _high: float, _low: float, _is_heading: bool) -> None:
    """Columns alone."""


def headline(canvas: Canvas, _high: float, low: float, is_heading: bool) -> None:
    """A rule below headings only, cell by cell."""
    for left, right in pairwise(XS):
        if is_heading:
            canvas.line(left, low, right, low)


def across(canvas: Canvas, high: float, _low: float, _is_heading: bool) -> None:
    """Rules between rows, cell by cell: none above the first one and below the last."""
    for left, right in pairwise(XS):
        if high < TOP:
            canvas.line(left, high, right, high)


def frame(canvas: Canvas, high: float, low: float, is_heading: bool) -> None:
    """A frame around tables, and a rule below headings."""
    canvas.lines([(x, high, x, low) for x in (XS[0], XS[-1])])
    if is_heading:
        canvas.lines([(XS[0], y, XS[-1], y) for y in (high, low)])


def posts(canvas: Canvas, high: float, low: float, is_heading: bool) -> None:
    """Rules between columns, and below headings."""
    canvas.lines([(x, high, x, low) for x in XS[1:-1]])
    headline(canvas, high, low, is_heading)


def shade(canvas: Canvas, high: float, low: float, is_heading: bool) -> None:
    """A background behind each cell of headings only."""
    canvas.setFillGray(0.85)
    for left, right in pairwise(XS):
        if is_heading:
            canvas.rect(left, low, right - left, high - low, stroke=0, fill=1)
    canvas.setFillGray(0)


ITEMS = (
    (
        ("1.01. Havnen", "Indsatsen", "Tid", "Smiley"),
        (
            "Molen er gammel, og den skal bygges om, før det bliver vinter.",
            "Ansvarligt center: Teknik. Der lægges en plan for havnen, som alle kan se.",
            "",
            "",
        ),
        (
            "Milepæl",
            "Planen er lagt, og den er drøftet med alle, der har både ved molen. Alle har sagt ja.",
            "1. opfølgning 2024",
            "Nået",
        ),
        ("Milepæl", "Der er ro om havnen, og ingen har klaget over larm.", "Maj 2024", "I gang"),
        ("Økonomi", "Der er brugt 2 mio. kr. af de 3 mio. kr.", "", "Nået"),
    ),
    (
        ("1.02. Skolen", "Indsatsen", "Tid", "Smiley"),
        (
            "Taget tætnes.",
            "Ansvarligt center: Skoler. Der søges om penge hos staten, når prisen er kendt.",
            "",
            "",
        ),
        ("Milepæl", "Taget er lagt.", "2. opfølgning 2024", "Nået"),
        (
            "Milepæl",
            "Vinduerne er skiftet mod gården, men ikke mod vejen, hvor træerne står for tæt.",
            "3. opfølgning 2024",
            "Ikke nået",
        ),
        ("Økonomi", "Der er ikke brugt penge ud over de 4 mio. kr.", "Maj 2024", "Nået"),
    ),
)
ROWS: Sequence[Texts] = tuple(row for item in ITEMS for row in item)
LONG = "1.01. Havnen og alt det, der er rundt om den"  # a title of several lines
TITLED = ((LONG, *ROWS[0][1:]), *ROWS[1:])


def typeset(
    rows: Sequence[Texts] = ROWS,
    *,
    way: float,
    pitch: float = 11.0,
    padding: float = 0.0,
    apart: float = 3.0,
    draw: Draw = nothing,
) -> bytes:
    """A table on as many pages as it takes; rows have that padding above and below.

    Paragraphs stand further apart than lines, by that much.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    y = TOP
    for row in rows:
        cells = [_set(canvas, (text, at), pitch, apart) for at, text in enumerate(row)]
        most = max(pitch + own[-1][0] for own in cells if own)
        high = most + 2 * padding
        if y - high < BOTTOM:
            canvas.showPage()
            canvas.setFont("Helvetica", SIZE)
            y = TOP
        draw(canvas, y, y - high, row[-1] == "Smiley")
        for x, lines in zip(XS, cells, strict=False):
            free = most - pitch - (lines[-1][0] if lines else 0.0)
            first = y - padding - (pitch + SIZE) / 2 + 2 - way * free
            for below, line in lines:
                canvas.drawString(x + PADDING, first - below, line)
        y -= high
    canvas.save()
    return stream.getvalue()


def _set(
    canvas: Canvas, cell: tuple[str, int], pitch: float, apart: float
) -> list[tuple[float, str]]:
    """The lines of a cell of a column, each with how far below the first one it stands."""
    text, column = cell
    lines = [
        (apart * number, line)
        for number, paragraph in enumerate(text.split("\n"))
        for line in _wrapped(canvas, paragraph, column)
    ]
    return [(below + pitch * at, line) for at, (below, line) in enumerate(lines)]


def _wrapped(canvas: Canvas, text: str, column: int) -> list[str]:
    room = XS[column + 1] - XS[column] - 2 * PADDING
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and canvas.stringWidth(longer, "Helvetica", SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
