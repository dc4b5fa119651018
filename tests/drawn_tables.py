"""What shows a table on a page: rules of every kind, backgrounds, or columns alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

ENGINES = ("pdfium", "pdfplumber")
SIZE = 9.0
LEADING = 11.0
Rows = Sequence[Sequence[str]]


def nothing(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Columns alone."""


def across(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    canvas.lines([(xs[0], y, xs[-1], y) for y in ys])


def sides(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """The lower side of every cell."""
    canvas.lines([(left, y, right, y) for y in ys[1:] for left, right in pairwise(xs)])


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


def dashed(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every side of every cell drawn dash by dash, the last of which may miss the corner."""
    for top, low in pairwise(ys):
        for left, right in pairwise(xs):
            for y in (top, low):
                for start in range(int(left), int(right), 11):
                    canvas.line(start, y, min(start + 6, right), y)
            for x in (left, right):
                for start in range(int(top), int(low), -11):
                    canvas.line(x, start, x, max(start - 6, low))


def tiles(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A background for every cell, a little apart from the next."""
    canvas.setFillGray(0.9)
    for top, low in pairwise(ys):
        for left, right in pairwise(xs):
            canvas.rect(left + 0.5, low + 0.5, right - left - 1, top - low - 1, stroke=0, fill=1)
    canvas.setFillGray(0)


def frame(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A frame around the table and rules across: no rule parts the columns."""
    canvas.grid([xs[0], xs[-1]], list(ys))


def first(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Rules around the table and across, and one behind the first column."""
    canvas.grid([xs[0], xs[1], xs[-1]], list(ys))


def posts(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Vertical rules only, each in one piece."""
    canvas.lines([(x, ys[0], x, ys[-1]) for x in xs])


def pieced(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Vertical rules only, a piece for every cell."""
    canvas.lines([(x, top, x, low) for x in xs for top, low in pairwise(ys)])


def inner(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Vertical rules between the columns only."""
    pieced(canvas, xs[1:-1], ys) if len(xs) > 4 else posts(canvas, xs, ys)


def framed(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Vertical rules, a frame and a rule below the heading."""
    canvas.grid(list(xs), [ys[0], ys[1], ys[-1]])


def rounded(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A frame with rounded corners for every cell."""
    for top, low in pairwise(ys):
        for left, right in pairwise(xs):
            canvas.roundRect(left + 1, low + 1, right - left - 2, top - low - 2, 3)


def apart(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A frame for every cell, further from the next than rules of one border are."""
    for top, low in pairwise(ys):
        for left, right in pairwise(xs):
            canvas.rect(left + 1.8, low + 1.8, right - left - 3.6, top - low - 3.6)


STYLES: dict[str, Callable[[Canvas, Sequence[float], Sequence[float]], None]] = {
    "nothing": nothing,
    "zebra": nothing,
    "across": across,
    "sides": sides,
    "few": few,
    "ruled": ruled,
    "thin rectangles": thin_rectangles,
    "doubled": doubled,
    "broken": broken,
    "dashed": dashed,
    "tiles": tiles,
    "frame": frame,
    "first": first,
    "posts": posts,
    "pieced": pieced,
    "inner": inner,
    "framed": framed,
    "rounded": rounded,
    "apart": apart,
}


def plain(text: str) -> str:
    return " ".join(text.split())


def texts(document: Document) -> list[list[str | None]]:
    return [
        [None if cell is None else plain(cell.text) for cell in row]
        for table in document.tables
        for row in table.rows
    ]


def drawn(draw: Callable[[Canvas], None]) -> Document:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    draw(canvas)
    canvas.save()
    return read(stream.getvalue(), Limits())
