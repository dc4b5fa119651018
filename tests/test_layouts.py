"""Reports of every shape, against what was written into them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from extractors import formats, layouts
from extractors.limits import Limits
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRow, DocumentRows

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.stem for path in (ROOT / "tests" / "golden").glob("*.json"))
FILES = [f"{name}{suffix}" for name in NAMES for suffix in (".docx", ".pdf")]
# Heading rows that stand between the rows of one table.
LABELS = {"Beskrivelse", "(drift)", "Tidspunkt", "Smiley"}
Values: TypeAlias = dict[str, Any]


def read(file: str) -> DocumentRows:
    data = (ROOT / "samples" / "layouts" / file).read_bytes()
    return read_document(data, Source(file, (file,)), Options())


def expected(file: str) -> list[Values]:
    golden = ROOT / "tests" / "golden" / f"{Path(file).stem}.json"
    content: list[Values] = json.loads(golden.read_text(encoding="utf-8"))
    return content


def found_items(rows: DocumentRows, document: DocumentRow) -> list[Values]:
    return [
        {
            "heading": item.heading,
            "number": item.number,
            "chapter": item.chapter_title,
            "centers": list(item.responsible_centers),
            "committees": list(item.committees),
            "rows": found_rows(rows, item.item_id),
        }
        for item in rows.items
        if item.document_id == document.document_id
    ]


def found_rows(rows: DocumentRows, item_id: str) -> list[Values]:
    return [
        {
            "text": row.text,
            "label": row.label_raw,
            "kind": row.kind,
            "deadline": row.deadline_raw,
            "status": row.status,
            "comment": row.status_text,
            "amounts": [
                [amount.raw_heading or "", str(amount.low)]
                for amount in rows.amounts
                if (amount.item_id, amount.follow_up_position) == (item_id, row.position)
            ],
        }
        for row in rows.follow_ups
        if row.item_id == item_id
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_report_is_read_as_it_was_written(file: str) -> None:
    """Every report of the file, its items and rows with texts, statuses, deadlines and amounts."""
    rows = read(file)

    assert [row.error_message for row in rows.documents if row.outcome != "ok"] == []
    for document, wanted in zip(rows.documents, expected(file), strict=True):
        told = (document.title, document.municipality, document.budget_year, document.round)
        assert told == tuple(
            wanted[name] for name in ("title", "municipality", "budget_year", "round")
        )
        assert document.layout == wanted["layout"]
        assert found_items(rows, document) == wanted["items"]


@pytest.mark.parametrize("file", FILES)
def test_what_is_odd_is_found_and_nothing_else(file: str) -> None:
    """A wrong total, columns that only their contents tell; no false alarm of the reading."""
    rows = read(file)

    codes = sorted(finding.code for finding in rows.findings if finding.item_id is None)
    assert codes == sorted(code for wanted in expected(file) for code in wanted["findings"])


@pytest.mark.parametrize("file", FILES)
def test_every_cell_is_used_or_reported(file: str) -> None:
    """Each stands in a value, a finding or a row that sums up; headings and keys are labels."""
    data = (ROOT / "samples" / "layouts" / file).read_bytes()
    document = formats.read(data, Limits(), name=file)
    rows = read(file)
    told = "\n".join(
        [one.text for report in layouts.recognize(document) for one in report.leftovers]
        + [item.chapter_title or "" for item in rows.items]
        + [str(row) for row in (*rows.items, *rows.follow_ups, *rows.amounts, *rows.findings)]
    )

    for table in document.tables:
        is_card = rows.documents[0].layout == "cards"
        values = [row[1:] if is_card else row for row in table.rows[0 if is_card else 2 :]]
        words = {word for row in values for cell in row if cell for word in cell.text.split()}
        assert {word for word in words - LABELS if word not in told} == set()
