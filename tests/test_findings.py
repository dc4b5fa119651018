"""The auditor's rules: each with cases for and against, and a word in the documentation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from normalizers import comments
from normalizers.amounts import find as find_amounts
from pipeline import dataset
from pipeline.findings import RULES, examine
from pipeline.findings.rule import Item, Report
from pipeline.records import AmountRow, DocumentRow, FollowUpRow, ItemRow, Position

ROOT = Path(__file__).parents[1]
CASES = json.loads((ROOT / "tests/cases/findings.json").read_text(encoding="utf-8"))


def row_of(record: Any, /, **values: Any) -> Any:
    """A record with nothing in it but these values."""
    found: dict[str, Any] = {}
    for field in fields(record):
        found[field.name] = () if str(field.type).startswith("tuple") else None
    if "place" in found:
        found["place"] = Position(None)
    return record(**found | values)


def report_of(items: list[Mapping[str, Any]]) -> Report:
    document = row_of(
        DocumentRow, document_id="d", budget_year=2024, round=2, published=date(2024, 9, 2)
    )
    return Report(
        document, tuple(item_of(f"d-{number:04d}", one) for number, one in enumerate(items, 1))
    )


def item_of(item_id: str, told: Mapping[str, Any]) -> Item:
    own = {name: value for name, value in told.items() if name not in {"rows", "amounts", "read"}}
    row = row_of(ItemRow, **{"item_id": item_id, "title": item_id, "heading": item_id, **own})
    rows = [
        row_of(FollowUpRow, item_id=item_id, position=number, **plain(one), **parted(one))
        for number, one in enumerate(told["rows"], start=1)
    ]
    listed: list[tuple[int | None, Any]] = [(None, one) for one in told.get("amounts", ())]
    listed += [
        (number, one)
        for number, of_row in enumerate(told["rows"], start=1)
        for one in of_row.get("amounts", ())
    ]
    amounts = [
        row_of(
            AmountRow,
            item_id=item_id,
            follow_up_position=number,
            **{"field": "text" if number else "description", "start": 0, "end": 0} | plain(one),
        )
        for number, one in listed
    ]
    if told.get("read"):
        texts = [("description", None, row.description), ("effort", None, row.effort)]
        texts += [("text", one.position, one.text) for one in rows]
        for field, number, text in texts:
            amounts += amounts_in(text or "", item_id, field, number)
    return Item(row, tuple(rows), tuple(amounts))


def amounts_in(text: str, item_id: str, field: str, number: int | None) -> list[AmountRow]:
    """What the program itself finds in a text."""
    return [
        row_of(
            AmountRow,
            item_id=item_id,
            follow_up_position=number,
            field=field,
            start=one.start,
            end=one.end,
            raw=one.reading.raw,
            **{
                name: getattr(one.reading.value, name)
                for name in ("low", "high", "qualifier", "kind", "years", "recurrence")
            },
        )
        for one in find_amounts(text).found
    ]


def parted(told: Mapping[str, Any]) -> dict[str, Any]:
    """The plan and the word on progress, as the program parts them; a case may give its own."""
    if "status_text" in told or "plan_text" in told:
        return {}
    turn = comments.split(told["text"])
    status = None if turn.status_start is None else told["text"][turn.status_start :]
    return {"plan_text": told["text"][: turn.plan_end], "status_text": status}


def plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a case as a record has them."""
    found = {name: value for name, value in told.items() if name != "amounts"}
    for name in ("low", "high"):
        if name in found:
            found[name] = Decimal(found[name])
    if found.get("deadline_date"):
        found["deadline_date"] = date.fromisoformat(found["deadline_date"])
    if "years" in found:
        found["years"] = tuple(found["years"])
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['code']}: {case['label']}")
def test_a_rule_speaks_where_it_should(case: Mapping[str, Any]) -> None:
    """And is silent where it should be."""
    found = Counter(row.code for row in examine(report_of(case["items"])))

    assert found[case["code"]] == case["expect"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_cases_for_and_against_and_its_words(rule: Any) -> None:
    """In the cases, in docs/findings.md with its severity, and on the page in both languages."""
    expected = {bool(case["expect"]) for case in CASES if case["code"] == rule.code}
    words = (ROOT / "pipeline/report/page/words.json").read_text(encoding="utf-8")
    told = (ROOT / "docs/findings.md").read_text(encoding="utf-8")

    assert expected == {True, False}
    assert words.count(f'"finding.{rule.code}"') == 2
    assert f"| `{rule.code}` | {rule.severity} |" in told


def test_a_finding_names_its_row_its_evidence_and_its_place(samples_output: Path) -> None:
    """What the rules find in the samples stands where the row stands."""
    codes = {rule.code for rule in RULES}
    rows = {
        (row["item_id"], row["position"]): row
        for row in dataset.load(samples_output, "follow_ups").to_pylist()
    }
    found = [
        row
        for row in dataset.load(samples_output, "findings").to_pylist()
        if row["code"] in codes and row["follow_up_position"] is not None
    ]

    assert found
    for row in found:
        own = rows[row["item_id"], row["follow_up_position"]]
        assert row["evidence"]
        assert (row["locator"], row["page"], row["top"]) == (
            own["locator"],
            own["page"],
            own["top"],
        )


def test_the_counts_of_a_document_are_its_rows(samples_output: Path) -> None:
    """Findings of every origin are counted."""
    counted = Counter(
        row["document_id"] for row in dataset.load(samples_output, "findings").to_pylist()
    )

    for row in dataset.load(samples_output, "documents").to_pylist():
        assert row["finding_count"] == counted[row["document_id"]], row["source"]
