"""PDF: columns without rules whose texts reach nearly to those of the next column."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from drawn_tables import LEADING, SIZE, texts
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

Row = Sequence[Sequence[str]]
FONT = "Helvetica"
TIGHT = 3.2  # points, a blank has 2.5
ROWS: tuple[Row, ...] = (
    (("Indsats",), ("Milepæl",), ("Frist",), ("Status",)),
    (("Havnen",), ("Molen er sikret mod storm", "og is"), ("Den 1. maj",), ("Nået",)),
    (("Skolen",), ("Taget er lagt i løbet af april",), (), ("Nået",)),
    (("Broen",), ("Rækværket er malet",), ("Ultimo juni",), ("I gang",)),
    (("Vejen",), ("Der er åbent", "for alle"), (), ("I gang",)),
    (("Parken",), ("Der er sået græs på hele arealet",), ("2. kvartal",), ("Nået",)),
)
# The first text reaches further than any above.
MORE: tuple[Row, ...] = (
    (("Nordlige bydel",), ("Pladsen er ny",), ("3. kvartal",), ("Nået",)),
    (("Torvet",), ("Der er plantet træer",), ("Den 2. maj",), ("Nået",)),
)


def left(*rows: Row) -> list[float]:
    """Where columns begin so that the longest text of each ends right before the next one."""
    xs = [60.0]
    for column in range(3):
        held = [text for row in rows for text in row[column]]
        xs.append(xs[-1] + TIGHT + max(stringWidth(text, FONT, SIZE) for text in held))
    return [*xs[:3], xs[3] + 30]


def printed(*pages: Sequence[Row]) -> bytes:
    xs = left(*(row for rows in pages for row in rows))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number, rows in enumerate(pages):
        canvas.setFont(FONT, SIZE)
        y = 800.0 if number else 60 + sum(3 + LEADING * max(map(len, row)) for row in rows)
        for row in rows:
            for x, lines in zip(xs, row, strict=True):
                for at, line in enumerate(lines):
                    canvas.drawString(x, y - LEADING * at, line)
            y -= 3 + LEADING * max(map(len, row))
        if number:
            canvas.setFont(FONT, 1.6 * SIZE)
            canvas.drawString(xs[0], y - 6, "2. Velfærd")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def joined(rows: Sequence[Row]) -> list[list[str]]:
    return [[" ".join(cell) for cell in row] for row in rows]


def test_rows_without_a_text_in_a_column_do_not_hide_it() -> None:
    """What they have behind it is in line with the next column."""
    assert texts(read(printed(ROWS), Limits())) == joined(ROWS)


def test_a_longer_text_on_the_next_page_stays_in_its_column() -> None:
    """It crosses the middle of the gap above; a title in larger type ends the table."""
    found = texts(read(printed(ROWS, MORE), Limits()))

    assert found == joined((*ROWS, *MORE))
