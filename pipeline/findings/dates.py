"""Dates of one item that cannot all be right, such as a plan behind its own deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from normalizers import dates
from normalizers.dates import FoundDate
from pipeline.findings.rule import Doubt, Item, Report, Rule, of_item, of_row
from pipeline.findings.sentences import sentences
from pipeline.records import FollowUpRow

_NEAR = 40  # characters between what happens and when
# A day by which the plan says it is to be done.
_LATEST = re.compile(r"\b(?:senest|inden|pr\.)\s(?:den\s|d\.\s?|ved\s)?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:senest|inden|pr\.)\s", re.IGNORECASE)
# What is said of the end of it all, and whether it is another day now.
_END = re.compile(
    r"""
    \b (?: udsat\stil | udskudt\stil | udskydes\stil | flyttet\stil | rykket\stil | rykkes\stil
         | (?:forventes|ventes|forventet)\s(?:at\s(?:være|blive)\s)?
           (?:afsluttet|færdig\w*|gennemført|implementeret|ibrugtaget|taget\si\sbrug|i\sdrift)
         | (?:afsluttes|ibrugtages|tages\si\sbrug|står\s(?:\w+\s)?(?:færdig|klar)\w*|indvies)
         | fastsat\stil ) \b (?P<gap> [^.;\n]{0,40}? ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STARTS = r"(?:påbegyndes|begynder|starter|igangsættes|opstartes|går\si\sgang|indledes)"
_ENDS = r"(?:afsluttes|slutter|færdig\w*|ibrugtages|tages\si\sbrug|er\safsluttet|står\sklar)"
_START = re.compile(rf"\b{_STARTS}\b[^.;\n]{{0,{_NEAR}}}?$", re.IGNORECASE)
_FINISH = re.compile(rf"\b{_ENDS}\b[^.;\n]{{0,{_NEAR}}}?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:fra|perioden)\s(?:den\s|d\.\s?)?$", re.IGNORECASE)
_TO = re.compile(r"\s(?:til(?:\sog\smed)?|og\stil)\s(?:den\s|d\.\s?)?", re.IGNORECASE)
# What a text must say for any of this: looking for dates costs more.
_COURSE = re.compile(rf"\b(?:fra|perioden|{_STARTS})\b", re.IGNORECASE)
_MOST_DATES = 40  # of a text
_MOST_ENDS = 20  # of an item


class _End(NamedTuple):
    """A row that says when something will be over."""

    row: FollowUpRow
    first: date
    last: date
    sentence: str


def after_deadline(report: Report) -> Iterator[Doubt]:
    """The plan of a milestone names a latest day behind the milestone's deadline."""
    for item in report.items:
        for row in item.milestones:
            plan = row.plan_text if row.plan_text is not None else row.text
            if row.deadline_date is None:
                continue
            for found in _dates(plan, report.document.budget_year) if _BY.search(plan) else ():
                if _LATEST.search(plan[: found.start]) and found.first > row.deadline_date:
                    yield of_row(row, f"{row.deadline_raw}: {plan}")
                    break


def reversed_order(report: Report) -> Iterator[Doubt]:
    """A text lets something end before it begins."""
    year = report.document.budget_year
    for item in report.items:
        for text in (item.row.description, item.row.effort):
            for found in _reversed(text or "", year):
                yield of_item(item.row, found)
        for row in item.follow_ups:
            for found in _reversed(row.text, year):
                yield of_row(row, found)


def other_end(report: Report) -> Iterator[Doubt]:
    """The latest word of an item's rows on when it ends is not one and the same."""
    for item in report.items:
        told = list(islice(_ends(item, report), _MOST_ENDS))
        for one, other in combinations(told, 2):
            if one.row is not other.row and (one.last < other.first or other.last < one.first):
                yield of_row(other.row, f"{one.sentence} | {other.sentence}")
                break


def _dates(text: str, year: int | None) -> Sequence[FoundDate]:
    return dates.find(text, year)[:_MOST_DATES]


def _reversed(text: str, year: int | None) -> Iterator[str]:
    if not _COURSE.search(text):
        return
    for sentence in sentences(text):
        found = _dates(sentence.text, year)
        for one, other in pairwise(found):
            ahead, between = sentence.text[: one.start], sentence.text[one.end : other.start]
            stretch = _FROM.search(ahead) and _TO.fullmatch(between)
            course = _START.search(ahead) and _FINISH.search(between)
            if (stretch or course) and _is_dated(one, other) and other.last < one.first:
                yield sentence.text
                break


def _is_dated(one: FoundDate, other: FoundDate) -> bool:
    return one.is_year_printed == other.is_year_printed


def _ends(item: Item, report: Report) -> Iterator[_End]:
    """What the economy and the last milestone with a word on its progress say of the end."""
    told = [row for row in item.milestones if row.status_text]
    for row in [*told[-1:], *item.economy]:
        text = (row.status_text or "") if row.kind == "milestone" else row.text
        for sentence in sentences(text):
            for found in _dates(sentence.text, report.document.budget_year):
                if _END.search(sentence.text[: found.start]) and found.is_year_printed:
                    yield _End(row, found.first, found.last, sentence.text)
                    break


RULES = (
    Rule(
        "date-after-deadline",
        "warning",
        "The plan names a latest day that is behind the milestone's deadline.",
        after_deadline,
    ),
    Rule(
        "dates-reversed",
        "warning",
        "The text lets something end before it begins.",
        reversed_order,
    ),
    Rule(
        "dates-differ",
        "warning",
        "Two rows of the item name different days for when it ends.",
        other_end,
    ),
)
