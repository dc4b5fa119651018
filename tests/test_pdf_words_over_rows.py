"""PDF: a word that is cut between two rows of a table which only a layout joins is whole again."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn_tables import ENGINES, SIZE
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors import layouts
from extractors.formats.pdf import read
from extractors.limits import Limits

PADDING, LEADING, HIGH = 4.0, 11.0, 26.0


def deadline(above: tuple[str, ...], below: str, engine: str, room: float = 1.0) -> str:
    """What is read of two rows; the longest line above leaves so much room in its column."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    width = max(stringWidth(line, "Helvetica", SIZE) for line in above) + room + 2 * PADDING
    xs = (40, 160, 360, 360 + width, 420 + width)
    rows = (
        ("3.01. Ny havn", "Kort beskrivelse (drift)", "Tid", "Smiley"),
        ("Molen er lagt.", "Ansvarligt center: Havnen", "", ""),
        ("Milepæl", "Kajen er lagt.", above, "Nået"),
        ("", "Status: Den ligger der nu.", below, ""),
        ("Milepæl", "Broen er lagt.", "Uge 3, 2024", "Nået"),
    )
    canvas.grid(xs, [760 - HIGH * row for row in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for x, lines in zip(xs, row, strict=False):
            for at, line in enumerate([lines] if isinstance(lines, str) else lines):
                y = 760 - HIGH * number - LEADING * (at + 1)
                canvas.drawString(x + PADDING, y, line)
    canvas.save()
    (report,) = layouts.recognize(read(stream.getvalue(), Limits(), engine))
    found = report.items[0].follow_ups[0].deadline
    assert found is not None
    return " ".join(found.text.split())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("above", "below", "read_as"),
    [
        (("2.", "budgetopfølgnin"), "g 2024", "2. budgetopfølgning 2024"),
        (("Ved", "budgetopfølgningen"), "i 2024", "Ved budgetopfølgningen i 2024"),
        (("Ved", "budgetopfølgningen"), "er det", "Ved budgetopfølgningen er det"),
    ],
)
def test_a_word_that_fills_its_line_goes_on_in_the_next_row(
    above: tuple[str, ...], below: str, read_as: str, engine: str
) -> None:
    """Where its halves are no words of their own."""
    assert deadline(above, below, engine) == read_as


@pytest.mark.parametrize("room", [12.0, 40.0])
def test_a_word_that_had_room_is_not_cut(room: float) -> None:
    """Whatever its end looks like."""
    assert deadline(("2.", "budgetopfølgnin"), "g 2024", "pdfium", room).endswith("nin g 2024")
