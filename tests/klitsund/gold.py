"""What a reader must find in a report, from the content itself and not from any extraction."""

from __future__ import annotations

import re
from typing import Any

from klitsund.reports import ANY, Amount, Item, Report, Row, open_deadlines, plain, plain_lines

FUNDING = {
    "drift": "operations",
    "anlæg": "capital",
    "drift og anlæg": "operations_and_capital",
    "øvrig finansiering": "other_financing",
}
DEADLINE = (
    "deadline_raw",
    "deadline_kind",
    "deadline_round",
    "deadline_year",
    "deadline_date",
)
_CHAPTER = re.compile(r"(\d+)\. (.+)")


def expected(report: Report) -> dict[str, Any]:
    """The report's values under the names of the dataset's columns."""
    return {
        "title": report.title,
        "municipality": report.municipality.removesuffix(" Kommune"),
        "municipality_code": None,
        "round": report.round,
        "budget_year": report.budget_year,
        "published": report.published.isoformat(),
        "case_id": report.case_id,
        "legend": [entry._asdict() for entry in report.legend],
        "items": [_item(item) for item in report.items],
    }


def _item(item: Item) -> dict[str, Any]:
    chapter = _CHAPTER.fullmatch(item.chapter)
    assert chapter is not None, item.chapter
    suffix = f" - {item.part_suffix}" if item.part_suffix else ""
    return {
        "chapter_number": int(chapter[1]),
        "chapter_title": chapter[2],
        "number": item.number,
        "part": item.part,
        "heading": item.heading,
        "title": item.title + suffix,
        "funding": FUNDING[item.funding],
        "funding_raw": item.funding,
        "description": plain_lines(item.description),
        "effort": plain_lines(item.effort),
        "responsible_center_raw": item.center,
        "committee_raw": item.committee,
        "contributors_raw": item.contributors or None,
        "amounts": [_amount(amount) for amount in item.amounts],
        "follow_ups": [_row(row) for row in item.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "text": plain_lines(row.lines),
        "plan_text": plain_lines(row.plan),
        "status_text": _status_text(row),
        **_deadline(row.deadline),
        "status": row.status,
        "has_economic_effect": row.economic_effect if row.kind == "economy" else None,
        "amounts": [_amount(amount) for amount in row.amounts],
    }


def _deadline(raw: str) -> dict[str, Any]:
    if not raw:
        return dict.fromkeys(DEADLINE)
    return dict(zip(DEADLINE, (raw, *_meant(raw)), strict=True))


def _meant(raw: str) -> tuple[str, int | None, int, str | None]:
    """Kind, round, year and last day of a deadline."""
    meaning = open_deadlines()
    for text, number, year in meaning["rounds"]:
        if text == raw:
            return "round", number, year, None
    for text, day in meaning["days"]:
        if text == raw:
            return "date", None, day.year, day.isoformat()
    return "date", None, dict(meaning["years"])[raw], ANY


def _status_text(row: Row) -> str | None:
    if not row.comment:
        return None
    words = plain_lines(row.comment)
    # A bare label says nothing; a dated one does.
    return words if row.comment_lead == "Status:" else f"{plain(row.comment_lead)}\n{words}"


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "field": amount.field,
        "raw": amount.raw,
        "low": f"{amount.low:.2f}",
        "high": f"{amount.high:.2f}",
        "qualifier": amount.qualifier,
        "kind": amount.kind,
        "years": amount.years if isinstance(amount.years, str) else list(amount.years),
        "recurrence": amount.recurrence,
    }
