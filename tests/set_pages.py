"""Pages of follow-up tables set line by line, with or without anything that shows their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (40, 150, 400, 500, 550)
SIZE, LEADING, TOP = 9.0, 11.0, 62.0
Cells = Sequence[Sequence[str]]  # the lines of each cell of a row; "" is half a line
Page = Sequence[Cells | str]  # a text is a line of prose
Draw = Callable[[Canvas, float, float, Cells], None]  # between two heights, around a row

LONG = ("Havnen skal ryddes", "for gamle skibe, og", "kajen sættes i stand")
DUE = "2. opfølgning 2024"


def nothing(canvas: Canvas, high: float, low: float, row: Cells) -> None:
    """Columns alone."""


def head(number: int) -> Cells:
    return ([f"3.0{number}. Havn {number}"], ["Kort beskrivelse (drift)"], ["Tid"], ["Smiley"])


def body(number: int) -> Cells:
    return ([*LONG], ["Ansvarligt center: Teknik", f"Plan {number} er lagt."], [], [])


def rows(number: int) -> list[Cells]:
    return [
        (["Milepæl"], [f"Plan {number} er lagt", "og godkendt."], [DUE], ["Nået"]),
        (["Milepæl"], [], [DUE], []),
        (["Milepæl"], [], [DUE], ["Nået"]),
        (["Økonomi"], ["Der afsættes 2,4 mio. kr."], [], ["Nået"]),
    ]


def item(number: int) -> list[Cells]:
    return [head(number), body(number), *rows(number)]


def is_head(row: Cells) -> bool:
    return bool(row[3]) and row[3][0] == "Smiley"


def is_last(row: Cells) -> bool:
    return bool(row[0]) and row[0][0] == "Økonomi"


def press(
    *pages: Page, draw: Draw = nothing, between: float = LEADING / 2, height: float = 842
) -> bytes:
    """Pages of that height; rows stand that far apart, and further above headings."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, height), invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", SIZE)
        y = height - TOP
        for index, row in enumerate(page):
            if isinstance(row, str):
                canvas.drawString(XS[0], y, row)
                y -= LEADING
                continue
            y -= 2 * between if index and is_head(row) else 0
            low = y - _height(row) - between
            draw(canvas, y + LEADING, low + LEADING, row)
            for x, own in zip(XS, row, strict=False):
                _column(canvas, x, y, own)
            y = low
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _height(row: Cells) -> float:
    return LEADING * max((sum(1 if line else 0.5 for line in own) for own in row), default=0)


def _column(canvas: Canvas, x: float, y: float, lines: Sequence[str]) -> None:
    for line in lines:
        if line:
            canvas.drawString(x, y, line)
        y -= LEADING if line else LEADING / 2


def pressed(
    *pages: Page,
    engine: str = "pdfium",
    draw: Draw = nothing,
    between: float = LEADING / 2,
    height: float = 842,
) -> Document:
    return read(press(*pages, draw=draw, between=between, height=height), Limits(), engine)
