"""What a report says of itself: title, round, budget year, date and case number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from normalizers import case_numbers, dates
from normalizers.reading import Reading
from normalizers.rounds import read_round


class FrontLine(NamedTuple):
    """A paragraph before the first table, a page header or a footer."""

    text: str
    level: int | None  # 0 title, 1.. heading
    bold: bool
    size: float | None


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """None where the document does not say."""

    title: Reading[str] | None
    round: Reading[int] | None
    budget_year: Reading[int] | None
    published: Reading[date] | None
    case_id: Reading[str] | None


_LONGEST_TITLE = 200
_REPORT = re.compile(
    r"opfølgning|budgetrevision|budgetkontrol|forventet\s+regnskab|økonomirapport|statusrapport"
    r"|status\s+på|halvårsregnskab|\b[1-6]\.\s?FR\b|\bBO\s?[1-6]\b",
    re.IGNORECASE,
)
_BUDGET_YEAR = re.compile(
    r"\bbudget\w*\s+(?:for\s+)?(?P<budget>(?:19|20)\d\d)|(?P<any>\b(?:19|20)\d\d)\b", re.IGNORECASE
)
_DATE_LABEL = re.compile(
    r"^\s*(?:dato|udgivet|den|udarbejdet|revideret|version)\b\s*:?", re.IGNORECASE
)
_PLACE_AND_DATE = re.compile(r"^\s*[A-ZÆØÅ][\wæøåÆØÅ ]{1,30},?\s+d(?:en|\.)\s+\d")


def read(lines: Sequence[FrontLine], properties: Mapping[str, str] | None = None) -> ReportIdentity:
    """The report's own facts from its front, the file's properties where the front is silent."""
    title = _title(lines, properties or {})
    said = [title.value] if title else []
    texts = said + [line.text for line in lines if _REPORT.search(line.text[:_LONGEST_TITLE])]
    return ReportIdentity(
        title=title,
        round=next(_rounds(texts), None),
        budget_year=_budget_year(said, texts),
        published=next(_published(lines), None),
        case_id=next((c for line in lines if (c := case_numbers.find(line.text[:300]))), None),
    )


def _title(lines: Sequence[FrontLine], properties: Mapping[str, str]) -> Reading[str] | None:
    """By rank: set as title, then a heading, large or bold line that names a report."""
    short = [line for line in lines if 0 < len(line.text) <= _LONGEST_TITLE]
    titles = [line for line in short if line.level == 0]
    if titles:
        return _told(titles[0].text, "title-style")
    naming = [line for line in short if _REPORT.search(line.text)]
    largest = max((line.size for line in short if line.size), default=None)
    for rule, chosen in (
        ("heading", [line for line in naming if line.level is not None]),
        ("largest", [line for line in naming if largest and line.size == largest]),
        ("bold", [line for line in naming if line.bold]),
    ):
        if chosen:
            return _told(chosen[0].text, rule)
    printed = properties.get("title", "").strip()
    if printed and _REPORT.search(printed):
        return _told(printed, "file-property")
    return next((_told(line.text, "first-line") for line in naming), None)


def _told(text: str, rule: str) -> Reading[str]:
    return Reading(text.replace("\n", " "), text, rule)


def _rounds(texts: Sequence[str]) -> Iterator[Reading[int]]:
    for text in texts:
        found = read_round(text[:_LONGEST_TITLE])
        if found:
            yield Reading(found.number, text, found.rule)


def _budget_year(title: Sequence[str], texts: Sequence[str]) -> Reading[int] | None:
    """The year behind "budget" before any other; the title before the rest of the front."""
    for chosen in (title, texts):
        for group in ("budget", "any"):
            for text in chosen:
                for found in _BUDGET_YEAR.finditer(text[:_LONGEST_TITLE]):
                    if found[group]:
                        return Reading(int(found[group]), text, f"{group}-year")
    return None


def _published(lines: Sequence[FrontLine]) -> Iterator[Reading[date]]:
    """A labelled date first, then a line that is nothing but a date."""
    for rule, wanted in (("label", _DATE_LABEL), ("place", _PLACE_AND_DATE)):
        for line in lines:
            if wanted.search(line.text) and len(line.text) <= _LONGEST_TITLE:
                yield from (_day(found, line.text, rule) for found in _days(line.text))
    for line in lines:
        for found in _days(line.text[:_LONGEST_TITLE]):
            if found.end - found.start >= len(line.text.strip(" .")):
                yield _day(found, line.text, "alone")


def _days(text: str) -> Iterator[dates.FoundDate]:
    return (found for found in dates.find(text) if found.span.precision == "day")


def _day(found: dates.FoundDate, raw: str, rule: str) -> Reading[date]:
    return Reading(found.span.first, raw, rule)
