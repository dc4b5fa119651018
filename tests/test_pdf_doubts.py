"""PDF: what is told of tables that may have been read wrongly, as nothing parts them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from drawn_tables import ENGINES, LEADING, SIZE
from level_tables import FEET, MIDDLES, TOPS, typeset
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.formats.pdf import read
from extractors.limits import Limits

Placed = Sequence[tuple[float, float, str]]  # x, lines further down, and a text


def written(texts: Placed, engine: str = "pdfium") -> Document:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    for x, down, text in texts:
        canvas.drawString(x, 780 - LEADING * down, text)
    canvas.save()
    return read(stream.getvalue(), Limits(), engine)


def told(document: Document, code: str) -> list[str]:
    return [one.evidence for one in document.notices if one.code == code]


def run_over(word: str) -> Placed:
    """Rows whose labels and texts are hardly ever level, and in which one word is too long."""
    found: list[tuple[float, float, str]] = []
    for row in range(6):
        high = 4.0 * row
        label = word if row == 2 else "Havnen"
        found += [(40, high + 1.5, label), (40, high + 2.5, "og molen")]
        found += [(92, high + line, f"Kajen er {row} m") for line in range(3)]
        found += [(220, high + 1.5, "1. maj"), (300, high + 1.5, "Nået")]
    return found


def test_a_column_that_begins_at_two_places_is_told() -> None:
    """Where a word is too long for its column, nothing is free between that and the next one."""
    found = written(run_over("Havnebassinerne"))

    assert "Kajen er 0 m | Havnen" in told(found, "doubtful-columns")


def test_a_column_with_gaps_in_line_is_told() -> None:
    """Two of its texts are too long, so that nothing is free between it and the next one."""
    places = ("Havnen", "Broen", "Vejen", "Skolen", "Torvet", "Parken", "Hallen", "Molen")
    texts: list[tuple[float, float, str]] = []
    for row, place in enumerate(places):
        down = 1.6 * row
        is_long = row in (2, 5)
        texts += [(40, down, "Havnebassinerne og" if is_long else place)]
        texts += [(92, down + 0.8 * is_long, f"Kajen {place} {row}")]
        texts += [(220, down, "1. maj"), (300, down, "Nået")]

    found = written(texts)

    assert told(found, "doubtful-columns") == ["Havnen Kajen Havnen 0 | Broen Kajen Broen 1"]


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_may_be_hidden_in_another_are_told(engine: str) -> None:
    """Where labels stand at no height that rows have in common, and rows no further than lines."""
    texts: list[tuple[float, float, str]] = []
    for row, down in enumerate((1, 0.3, 0.6, 1.3, 0.2)):
        high = 2.0 * row
        texts += [(40, high + down, f"Sag {row}"), (300, high + down, "1. maj")]
        texts += [(120, high, "Den er lagt, og alle har set den"), (120, high + 1, "og er glade.")]

    found = written(texts, engine)

    assert told(found, "doubtful-rows") == ["Sag 0 | Sag 1"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", [TOPS, MIDDLES, FEET])
def test_nothing_is_told_of_rows_as_they_are(way: float, engine: str) -> None:
    """Wherever their cells are level."""
    found = read(typeset(way=way), Limits(), engine)

    assert {one.code for one in found.notices} == {"read-by-texts"}
