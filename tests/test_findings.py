"""The auditor's rules: each with cases for and against, and a word in the documentation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from report_rounds import read, written

from klitsund.reports import Line, open_report
from klitsund.reports import Report as Klitsund
from normalizers import comments
from normalizers.amounts import find as find_amounts
from pipeline import dataset
from pipeline.changes import history, rounds
from pipeline.findings import RULES, across, examine
from pipeline.findings.rule import Item, Report
from pipeline.options import Options
from pipeline.records import (
    AmountRow,
    DocumentRow,
    FindingRow,
    FollowUpRow,
    ItemRow,
    LegendRow,
    Position,
)
from pipeline.run import run

ROOT = Path(__file__).parents[1]
ACROSS = json.loads((ROOT / "tests/cases/findings_across.json").read_text(encoding="utf-8"))
CASES = json.loads((ROOT / "tests/cases/findings.json").read_text(encoding="utf-8"))


def row_of(record: Any, /, **values: Any) -> Any:
    """A record with nothing in it but these values."""
    found: dict[str, Any] = {}
    for field in fields(record):
        found[field.name] = () if str(field.type).startswith("tuple") else None
    if "place" in found:
        found["place"] = Position(None)
    return record(**found | values)


def report_of(items: list[Mapping[str, Any]], legend: list[Mapping[str, Any]]) -> Report:
    document = row_of(
        DocumentRow, document_id="d", budget_year=2024, round=2, published=date(2024, 9, 2)
    )
    return Report(
        document,
        tuple(item_of(f"d-{number:04d}", one) for number, one in enumerate(items, 1)),
        tuple(row_of(LegendRow, **one) for one in legend),
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
    found = Counter(row.code for row in examine(report_of(case["items"], case.get("legend", []))))

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


def in_round(number: int, told: Mapping[str, str]) -> Klitsund:
    """The sample report of a round, with another first milestone."""
    plain_report = open_report("2024")
    item = plain_report.items[0]
    first = replace(
        item.rows[0],
        plan=(Line(told["plan"]),),
        comment=(Line(told["comment"]),) if told["comment"] else (),
        status=told["status"],
    )
    items = (replace(item, rows=(first, *item.rows[1:])), *plain_report.items[1:3])
    ordinal = {2: "Anden", 3: "Tredje"}[number]
    title = f"{ordinal} opfølgning på Aftale om budget 2024"
    return replace(plain_report, title=title, round=number, items=items)


@pytest.mark.parametrize("case", ACROSS, ids=lambda case: case["label"])
def test_two_rounds_of_an_item_are_held_against_each_other(case: Mapping[str, Any]) -> None:
    """What the later one says is a finding where the earlier one denies it, at the later's row."""
    written_reports = [
        written(in_round(number, case[end]), "docx")
        for number, end in ((2, "earlier"), (3, "later"))
    ]
    doubts: list[FindingRow] = []
    listed, items = [], {}
    for name, data in written_reports:
        found, own = read(name, data)
        assert found is not None
        listed.append(found)
        items[found.document_id] = own
    shelf = rounds.Shelf(lambda one: tuple(item.title for item in items[one]), items.__getitem__)

    list(across.examined(history.comparisons(listed, shelf), doubts))

    assert [row.code for row in doubts] == case["expect"]
    assert all(row.follow_up_position == 1 and row.place.locator for row in doubts)
    assert {row.document_id for row in doubts} <= {listed[1].document_id}


def test_a_run_tells_what_two_rounds_deny(tmp_path: Path) -> None:
    """The finding is in the output, counted, and in the later document only."""
    case = next(one for one in ACROSS if one["expect"] == ["target-falls"])
    for number, end in ((2, "earlier"), (3, "later")):
        _, data = written(in_round(number, case[end]), "docx")
        (tmp_path / f"{number}.docx").write_bytes(data)

    run([str(tmp_path / "2.docx"), str(tmp_path / "3.docx")], tmp_path / "out", Options())

    found = dataset.load(tmp_path / "out", "findings").to_pylist()
    documents = dataset.load(tmp_path / "out", "documents").to_pylist()
    told = [row["document_id"] for row in found if row["code"] == "target-falls"]
    assert told == [row["document_id"] for row in documents if row["round"] == 3]
    counted = Counter(row["document_id"] for row in found)
    assert all(row["finding_count"] == counted[row["document_id"]] for row in documents)
