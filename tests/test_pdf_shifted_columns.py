"""PDF: a column may stand a little lower than others all over, and is level with them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_pages import ENGINES
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf import read
from extractors.limits import Limits

XS = (50.0, 150.0, 350.0, 470.0)
Cells = tuple[tuple[str, ...], ...]  # the lines of each cell of a row
LONG = (
    "Hallen planlægges i 2024, og",
    "molen udbygges for byens borgere",
    "efter aftale med udvalget.",
)
ROWS: tuple[Cells, ...] = (
    (("1.01. Molen",), ("Beskrivelse (drift)",), ("Tid",), ("Smiley",)),
    (
        ("Havnen ryddes.",),
        ("Ansvarligt center: Miljø", "Politisk udvalg: Økonomiudvalget"),
        (),
        (),
    ),
    (("Milepæl",), (LONG[0], LONG[2]), ("1. kvartal 2024", "eller senere"), ("Opfyldt",)),
    (("Milepæl",), ("Kajen males af kommunen.",), ("juni 2024",), ("Opfyldt",)),
    (("Milepæl",), LONG, ("juni 2024",), ("Opfyldt",)),
    (("Økonomi",), ("Der er brugt 2 mio. kr.",), (), ("Opfyldt",)),
)


def shifted(down: float, columns: Sequence[int], leading: float, gap: float) -> bytes:
    """Three items without rules, with these columns so much lower than the others."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    y = 790.0
    for number, row in enumerate(ROWS * 3):
        is_heading = number % len(ROWS) == 0
        canvas.setFont("Helvetica-Bold" if is_heading else "Helvetica", 9)
        for column, (x, lines) in enumerate(zip(XS, row, strict=True)):
            lower = down if column in columns and not is_heading else 0.0
            for at, line in enumerate(lines):
                canvas.drawString(x, y - 8 - leading * at - lower, line)
        y -= max(map(len, row)) * leading + gap
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("down", "columns", "leading", "gap"),
    [(3.0, (1,), 13.0, 4.0), (-3.0, (0, 2, 3), 11.0, 4.0), (5.0, (0,), 13.0, 8.0)],
)
def test_columns_that_stand_lower_all_over_are_level(
    engine: str, down: float, columns: Sequence[int], leading: float, gap: float
) -> None:
    found = read(shifted(down, columns, leading, gap), Limits(), engine)

    texts = [
        [cell.text if cell else "" for cell in row] for one in found.tables for row in one.rows
    ]
    read_rows = [[" ".join(text.split()) for text in row] for row in texts]
    assert read_rows == [[" ".join(lines) for lines in row] for row in ROWS * 3]
