"""A page drawn by a few lines of a test, and its first cell."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from extractors.document import Cell, Document

Draw = Callable[[Canvas], None]
ENGINES = ("pdfium", "pdfplumber")


def page(draw: Draw, rotation: int = 0, size: tuple[float, float] = (400, 300)) -> bytes:
    """One page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1, pageCompression=0)
    canvas.setPageRotation(rotation)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    canvas.grid(xs, ys)


def cells(document: Document) -> list[list[str | None]]:
    return [
        [None if cell is None else cell.text for cell in row]
        for table in document.tables
        for row in table.rows
    ]


def first_cell(document: Document) -> Cell:
    cell = document.tables[0].rows[0][0]
    assert cell is not None
    return cell


def in_first_cell(draw: Draw) -> Draw:
    def drawn(canvas: Canvas) -> None:
        grid(canvas, [20, 200, 380], [130, 180, 250])
        draw(canvas)

    return drawn
