"""The real report in all its forms against its gold answers, where they are at hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from extractors.limits import Limits
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRows

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FORMS = [
    ("tredje-opfolgning-2017.txt", None),
    ("tredje-opfolgning-2017.docx", None),
    ("tredje-opfolgning-2017.pdf", "pdfium"),
    ("kapitel-4-billeder.docx", None),
    ("kapitel-4-billeder.pdf", "pdfium"),
    ("kapitel-4-billeder.pdf", "pdfplumber"),
]
Gold: TypeAlias = Mapping[str, Any]

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not at hand")


@pytest.fixture(scope="module", params=FORMS, ids=lambda form: "-".join(filter(None, form)))
def read(request: pytest.FixtureRequest) -> tuple[Gold, DocumentRows]:
    name, engine = request.param
    data = (CORPUS / name).read_bytes()
    gold = json.loads((CORPUS / f"{name}.gold.json").read_text(encoding="utf-8"))
    return gold, read_document(data, Source(name, (name,)), Options(engine, Limits()))


def squeezed(text: str | None) -> str:
    """Blanks at line ends are not to be seen on a page, bullets are no text."""
    words = [word for word in (text or "").split() if word not in {"*", "•"}]
    return "".join(words)


def test_the_document_says_who_it_is(read: tuple[Gold, DocumentRows]) -> None:
    """Title, round, year, date, case number and publisher as in the gold."""
    gold, rows = read
    document = rows.documents[0]

    assert document.title == gold["doc"]["title"]
    assert document.round == gold["doc"]["round"]
    assert document.budget_year == gold["doc"]["budget_year"]
    assert str(document.published) == gold["doc"]["date"]
    assert document.case_id == gold["doc"]["case_id"]
    assert f"{document.municipality} Kommune" == gold["doc"]["publisher"]
    assert document.municipality_code == "0151"


def test_every_item_and_row_is_there(read: tuple[Gold, DocumentRows]) -> None:
    """Headings, numbers, names, labels, texts and deadlines, in order."""
    gold, rows = read

    assert [squeezed(item.heading) for item in rows.items] == [
        squeezed(item["heading"]) for item in gold["items"]
    ]
    assert [item.number for item in rows.items] == [item["number"] for item in gold["items"]]
    assert [item.part for item in rows.items] == [item["part"] for item in gold["items"]]
    for role, theirs in (
        ("responsible_center_raw", "responsible_center"),
        ("committee_raw", "committee"),
    ):
        assert [squeezed(getattr(item, role)) for item in rows.items] == [
            squeezed(item[theirs]) for item in gold["items"]
        ]
    told = [row for item in gold["items"] for row in item["rows"]]
    assert [row.label_raw for row in rows.follow_ups] == [row["label"] for row in told]
    assert [squeezed(row.text) for row in rows.follow_ups] == [
        squeezed(" ".join(row["text"])) for row in told
    ]
    assert [squeezed(row.deadline_raw) for row in rows.follow_ups] == [
        squeezed(row["deadline"]) for row in told
    ]


def test_statuses_are_right_or_unknown_with_their_candidates(
    read: tuple[Gold, DocumentRows],
) -> None:
    """Where one symbol has two meanings, both are named and none is chosen."""
    gold, rows = read
    told = [row for item in gold["items"] for row in item["rows"]]

    assert [row.status for row in rows.follow_ups] == [row["smiley"] for row in told]
    ambiguous = [
        list(row.status_candidates) for row in rows.follow_ups if len(row.status_candidates) > 1
    ]
    assert ambiguous == [row["status_candidates"] for row in told if row.get("status_candidates")]


def test_the_legend_is_read(read: tuple[Gold, DocumentRows]) -> None:
    """Each definition with its status, in order."""
    gold, rows = read

    assert [row.status for row in rows.legend] == [row["status"] for row in gold["legend"]]
    assert [squeezed(row.meaning) for row in rows.legend] == [
        squeezed(row["meaning_text"]) for row in gold["legend"]
    ]


def test_the_whole_report_has_150_amounts(read: tuple[Gold, DocumentRows]) -> None:
    """Each stands where its offsets say."""
    gold, rows = read
    texts = {(row.item_id, row.position): row.text for row in rows.follow_ups}
    items = {item.item_id: item for item in rows.items}

    if len(gold["items"]) == 101:
        assert len(rows.amounts) == 150
    for amount in rows.amounts:
        own = items[amount.item_id]
        field = (
            texts[amount.item_id, amount.follow_up_position]
            if amount.follow_up_position
            else getattr(own, amount.field)
        )
        assert field[amount.start : amount.end] == amount.raw


def test_every_value_of_a_paged_document_has_its_place(read: tuple[Gold, DocumentRows]) -> None:
    """PDF rows, smileys and amounts stand on a page, inside it; others have locators."""
    _, rows = read
    document = rows.documents[0]
    places = [row.place for row in rows.items]
    places += [row.place for row in rows.follow_ups]
    places += [row.place for row in rows.amounts]

    assert all(place.locator for place in places)
    if document.page_count:
        assert all(place.regions for place in places)
        assert all(
            1 <= region.page <= document.page_count and region.x0 < region.x1
            for place in places
            for region in place.regions
        )
        assert all(row.smiley_place for row in rows.follow_ups if row.smiley_raw)


def test_ids_follow_from_the_bytes(read: tuple[Gold, DocumentRows]) -> None:
    """document_id is the SHA-256; items are numbered through the file."""
    gold, rows = read
    digest = hashlib.sha256((CORPUS / gold["file"]).read_bytes()).hexdigest()

    assert rows.documents[0].document_id == digest
    assert rows.items[0].item_id == f"{digest[:12]}-0001"
