"""Scans: amounts that contradict one another and deadlines that lack a part are left open."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas
from test_findings import report_of
from test_scans import needs_tesseract, scan

from extractors.document import UNMAPPED, Cell, Mark, Paragraph, Table
from extractors.layouts.columns import read_columns
from normalizers import deadline_parts
from pipeline.assemble import recognition
from pipeline.assemble.reports import Source, read_document
from pipeline.findings import doubts
from pipeline.options import Options
from pipeline.records import AmountRow, Position, Region

SUM = "Der afsættes 2 mio. kr. til vejen, 1 mio. kr. til stien og 3 mio. kr. til broen, i alt {}."


def amounts_of(description: str, scanned: set[int]) -> tuple[list[str], list[str]]:
    """The amounts that stay, of a text on page 1, and those that are left open."""
    report = report_of([{"read": True, "description": description, "rows": []}], [])
    (item,) = report.items
    placed = tuple(map(on_page_one, item.amounts))
    report = replace(report, items=(replace(item, amounts=placed),))

    found = recognition.settled(placed, [doubt for _, doubt in doubts(report)], scanned)

    assert {one.code for one in found.findings} <= {"contradicted-amount"}
    return [one.raw for one in found.amounts], [one.evidence for one in found.findings]


def on_page_one(amount: AmountRow) -> AmountRow:
    return replace(amount, place=Position(None, (Region(1, 0.0, 0.0, 9.0, 9.0),)))


@pytest.mark.parametrize(
    ("total", "scanned", "open_amounts"),
    [("7 mio. kr", {1}, 4), ("6 mio. kr", {1}, 0), ("7 mio. kr", {2}, 0), ("7 mio. kr", set(), 0)],
)
def test_scanned_amounts_of_a_sum_that_differs_are_open(
    total: str, scanned: set[int], open_amounts: int
) -> None:
    """Any of them may be misread; on a printed page they are what the report says."""
    kept, unsure = amounts_of(SUM.format(total), scanned)

    assert len(unsure) == open_amounts
    assert len(kept) == 4 - open_amounts


@pytest.mark.parametrize(
    ("texts", "complete"),
    [
        (["1. budgetopfølgning 2024", "31.12.2024", "2. budgetopfølgning"], False),
        (["1. budgetopfølgning 2024", "31.12.2024", "Årsregnskab 2024", "3. kvartal"], True),
        (["1. budgetopfølgning", "2. budgetopfølgning"], False),
        ([], False),
    ],
)
def test_how_a_report_writes_its_deadlines_is_told_by_most(
    texts: list[str], *, complete: bool
) -> None:
    """Where it writes them out, one that lacks a part was not read in full."""
    assert deadline_parts.are_complete(texts, 2024) == complete


@needs_tesseract
def test_a_scanned_deadline_without_its_number_is_none() -> None:
    """Where the others of the report have one; the row stays, with a finding."""
    texts = ("1. budgetopfølgning 2017", "budgetopfølgning 2017", "31.12.2017", "1.6.2017")
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(560, 300), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.grid([20, 120, 340, 480, 540], [290, 250, 210, 170, 130, 90, 50, 10])
    rows = [("1.01. Havnen", "Kort beskrivelse af indsatsen", "Tid", "Smiley")]
    rows += [("Molen sikres", "Ansvarligt center: Havn og By", "", "")]
    rows += [("Milepæl", "Etapen er planlagt og meldt ud", text, "") for text in texts]
    rows += [("Økonomi", "Der er ingen effekt", "", "")]
    for number, row in enumerate(rows):
        for x, text in zip((26, 126, 346, 486), row, strict=True):
            canvas.drawString(x, 274 - 40 * number, text)
    canvas.save()

    def rounds(data: bytes) -> list[int | None]:
        read = read_document(data, Source("a.pdf", ("a.pdf",)), Options())
        return [row.deadline_year for row in read.follow_ups if row.kind == "milestone"]

    page = scan(dpi=200, askew=0.4, grey=True, source=stream.getvalue(), chosen=(0,))
    assert rounds(stream.getvalue()) == [2017] * 4
    assert rounds(page) == [2017, None, 2017, 2017]


def row_of(number: int, *texts: str) -> tuple[Cell, ...]:
    """A row of a table; what was not read in it has its marks."""
    return tuple(
        Cell(
            number,
            column,
            "",
            (
                Paragraph(
                    text,
                    "",
                    tuple(
                        Mark("character", UNMAPPED, offset=at)
                        for at, letter in enumerate(text)
                        if letter == UNMAPPED
                    ),
                ),
            ),
        )
        for column, text in enumerate(texts, 1)
    )


@pytest.mark.parametrize(
    ("texts", "role"),
    [
        (("\ufffd,\ufffd", "3,1", "\ufffd"), "amount"),
        (("\ufffd", "\ufffd", "\ufffd"), "economy_status"),
    ],
)
def test_numbers_with_unread_figures_are_amounts(texts: tuple[str, ...], role: str) -> None:
    """A figure that is left open is no smiley; where nothing was read, it may be one."""
    rows = (("Indsats", "Mål", "Økonomi"), *(("Nyt tag", "Lagt om", text) for text in texts))
    table = Table(tuple(row_of(number, *row) for number, row in enumerate(rows, 1)), "")

    found = read_columns(table)

    assert found is not None
    assert found.roles[2] == role
