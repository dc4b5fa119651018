"""Rows that only a layout joins are joined as the document breaks its words elsewhere."""

from __future__ import annotations

import pytest

from extractors import layouts
from extractors.document import Block, Cell, Document, Line, Mark, Paragraph, Place, Row, Table

SMILEY = Mark("character", "☺")
BREAKING = ("Stierne i områ|det er lagt", "Hele områ|det er ryddet", "Alle områ|der er med")
WRITTEN = ("Et område er ryddet",)


def paragraph(text: str) -> Paragraph:
    """Lines end at bars, where a hyphen that stood before one was taken out."""
    lines: list[Line] = []
    start = 0
    for piece in text.split("|"):
        lines.append(Line(start, start + len(piece), Place(1, 0, 0, 100, 10)))
        start += len(piece)
    return Paragraph(text.replace("|", ""), "", lines=tuple(lines))


def row(*texts: str) -> Row:
    return tuple(
        Cell(1, n, "", (paragraph(text),) if text else (), marks=(SMILEY,) * (text == "☺"))
        for n, text in enumerate(texts, start=1)
    )


def table(*rows: Row) -> Table:
    return Table(rows, "table[1]")


ITEMS = table(
    row("3.01. Havnen", "Kort beskrivelse af indsatsen (drift)", "Tid", "Smiley"),
    row("Havnens områ-", "Ansvarligt center: Ejendomme", "", ""),
    row("de skal ryddes.", "", "", ""),
    row("Milepæl", "Planen for områ-", "1. juni 2024", "☺"),
    row("", "de er lagt.", "", ""),
)
REGISTER = table(
    row("Nr.", "Indsats", "Milepæl", "Deadline", "Status"),
    row("1", "Havnen", "Planen for områ-", "1. juni 2024", "☺"),
    row("", "", "de er lagt.", "", ""),
)._replace(possible_continuations=(2,))


def read(around: tuple[str, ...], found: Table) -> str:
    blocks: tuple[Block, ...] = (paragraph("Anden opfølgning 2024"), *map(paragraph, around), found)
    (report,) = layouts.recognize(Document("application/pdf", "pdfium", blocks))
    (item,) = report.items
    texts = [item.description, *(one.text for one in item.follow_ups)]
    return " / ".join(one.text for one in texts if one)


@pytest.mark.parametrize("around", [BREAKING, WRITTEN], ids=["breaks words", "writes the word"])
def test_a_word_broken_between_rows_of_an_item_is_whole(around: tuple[str, ...]) -> None:
    assert read(around, ITEMS) == "Havnens område skal ryddes. / Planen for område er lagt."


@pytest.mark.parametrize("around", [BREAKING, WRITTEN], ids=["breaks words", "writes the word"])
def test_a_word_broken_between_rows_of_a_register_is_whole(around: tuple[str, ...]) -> None:
    assert read(around, REGISTER) == "Planen for område er lagt."


def test_a_word_keeps_its_hyphen_where_the_document_writes_it() -> None:
    assert "områ-de" in read(("Et områ-de er et ord med streg.",), ITEMS)
