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
from pipeline.findings.sentences import sentences, shared
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


# What happens once; the words for it are one event.
_EVENTS = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "in use": r"ibrugtag\w*|tages\si\sbrug|taget\si\sbrug|sættes\si\sdrift|går\si\sdrift"
        r"|driftsstart\w*|\w*åbner|åbnes|åbnet|\w*åbning\w*|indvie\w*|indvielse\w*",
        "moved in": r"indflyt\w*|flytter\sind|flyttet\sind|flyttes\sind",
        "begun": r"byggestart\w*|byggeriet\sbegynder|byggeriet\spåbegyndes|første\sspadestik"
        r"|anlægsstart\w*",
        "finished": r"stå(?:r)?\s(?:\w+\s)?(?:færdig|klar)\w*|er\sfærdig\w*|afleveres|aflevering\w*"
        r"|afleveret|færdiggøres|afsluttes|er\safsluttet",
    }.items()
}
# A part of it, or another one: its day is its own.
_ANOTHER = re.compile(
    r"\b(?:etape\w*|fase\w*|første|anden|andet|tredje|del|delvis\w*|ny|nyt|nye|pilot\w*"
    r"|prøve\w*|midlertidig\w*|udsk\w+|udsat|oprindelig\w*|rykke\w*|flyttet\stil|fremrykk\w*"
    r"|ansøgning\w*|tilmelding\w*|møde\w*)\b",
    re.IGNORECASE,
)


class _Event(NamedTuple):
    """What a text plans to happen, and when."""

    name: str
    row: FollowUpRow | None  # None for the item's own texts
    first: date
    last: date
    sentence: str
    about: str  # the sentence without event and day


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
            plan = _plan(row)
            if row.deadline_date is None:
                continue
            for found in _dates(plan, report.document.budget_year) if _BY.search(plan) else ():
                if _LATEST.search(plan[: found.start]) and found.first > row.deadline_date:
                    yield of_row(row, f"{row.deadline_raw}: {plan}")
                    break


def event_after_deadline(report: Report) -> Iterator[Doubt]:
    """The plan of a milestone plans what is to happen behind the milestone's deadline."""
    for item in report.items:
        for row in item.milestones:
            last = _last_day(row)
            for event in _events(_plan(row), row, report):
                if last is not None and event.first > last:
                    yield of_row(row, f"{row.deadline_raw}: {_plan(row)}")
                    break


def other_event(report: Report) -> Iterator[Doubt]:
    """Description and milestones plan one event for different days."""
    for item in report.items:
        texts = (item.row.description, item.row.effort)
        planned = [event for text in texts for event in _events(text or "", None, report)]
        planned += [event for row in item.milestones for event in _events(_plan(row), row, report)]
        for one, other in combinations(planned[:_MOST_ENDS], 2):
            apart = one.last < other.first or other.last < one.first
            same = one.name == other.name and one.row is not other.row
            if apart and same and other.row and shared(one.about, other.about):
                yield of_row(other.row, f"{one.sentence} | {other.sentence}")
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


def _plan(row: FollowUpRow) -> str:
    return row.plan_text if row.plan_text is not None else row.text


def _last_day(row: FollowUpRow) -> date | None:
    """The deadline's last day; of a round nobody can tell more than its year."""
    if row.deadline_kind == "round" and row.deadline_year is not None:
        return date(row.deadline_year, 12, 31)
    return row.deadline_date


def _events(text: str, row: FollowUpRow | None, report: Report) -> Iterator[_Event]:
    """Every sentence that plans one event for one day, month or year that is printed."""
    for sentence in sentences(text):
        names = [name for name, words in _EVENTS.items() if words.search(sentence.text)]
        if len(names) != 1 or _ANOTHER.search(sentence.text):
            continue
        found = _dates(sentence.text, report.document.budget_year)
        if len(found) == 1 and found[0].is_year_printed:
            when = found[0]
            about = f"{sentence.text[: when.start]} {sentence.text[when.end :]}"
            about = _EVENTS[names[0]].sub(" ", about)
            yield _Event(names[0], row, when.first, when.last, sentence.text, about)


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


def planned_late(report: Report) -> Iterator[Doubt]:
    """A plan that names a day behind its deadline, as a latest day or as the event's."""
    seen = set()
    for doubt in (*after_deadline(report), *event_after_deadline(report)):
        if (doubt.item_id, doubt.follow_up) not in seen:
            seen.add((doubt.item_id, doubt.follow_up))
            yield doubt


def days_differ(report: Report) -> Iterator[Doubt]:
    """The end of it all, or one event, is told for different days."""
    yield from other_end(report)
    yield from other_event(report)


RULES = (
    Rule(
        "date-after-deadline",
        "warning",
        "The plan names a day that is behind the milestone's deadline.",
        planned_late,
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
        "The item names different days for one event.",
        days_differ,
    ),
)
