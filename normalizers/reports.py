"""What a report says of itself: title, round, budget year, date and case number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from normalizers import case_numbers, dates, rounds
from normalizers.reading import Reading
from normalizers.unknown_letters import UNKNOWN


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


LONGEST_TITLE = 160
_NAMES_REPORT = re.compile(
    r"op?f[øo]lgning|budgetrevision|budgetkontrol|forventet\s+regnskab|økonomirapport"
    r"|økonomisk\s+redegørelse|økonomikontrol|regnskabsprognose|statusrapport|kvartalsrapport"
    r"|status\s+(?:på|pr\.|for)|statusnotat|halvårsregnskab|\b[1-6]\.\s?(?:FR|BO|BR)\b|\b(?:FR|BO|BR)\s?[1-6]\b",
    re.IGNORECASE,
)
# A line that is not over: the next one of the same looks belongs to the title.
_GOES_ON = re.compile(
    r"(?:[-–:,/]|\b(?:på|om|for|af|til|og|samt|i|med|vedr(?:ørende)?\.?|pr\.|over|fra|den))$",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"[a-zæøå(–-]|(?:Aftale|Budgetaftale|Budget|Budgettet)\b|(?:19|20)\d\d\b|Pr\."
)
_BUDGET_YEAR = re.compile(
    r"(?:\bbudget\w*\s+(?:for\s+)?(?:år(?:et)?\s+)?|\b[Bb]\s?|\bBO\w*\s+)(?P<budget>20\d\d)(?!\d)"
    r"|(?<![\w./-])(?P<any>20\d\d)(?![\d/]|\.\d|-[A-Za-z]|-?\s?(?:pris|p/?l\b))",
)
_SHORT_BUDGET_YEAR = re.compile(r"\bbudget\w*\s+(?P<budget>[12]\d)(?![\w.,-])", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:^|[\t|])\s*(?:dato|udgivet|udgivelsesdato|udsendt|offentliggjort|udarbejdet|rapportdato"
    r"|dokumentdato|notatdato|revideret|den|d\.)(?:\s+d(?:en|\.))?\s*:?\s*(?=\d)",
    re.IGNORECASE,
)
_BARE_DATE_LABEL = re.compile(r"\s*(?:dato|udgivet|udgivelsesdato)\s*:?\s*", re.IGNORECASE)
# "Nørresund, den 3. maj 2018", "Nørresund Rådhus, maj 2018" has no day and counts for nothing.
_PLACE_AND_DATE = re.compile(
    r"\s*(?!\S*(?:møde|udvalg|råd\b|rådet|bestyrelse|frist|vedtag|godkend|behandl|gælde))"
    r"[A-ZÆØÅ][\wæøåÆØÅ. -]{1,40}(?:,\s+(?:d(?:en|\.)\s*)?|\s+d(?:en|\.)\s*)(?=\d{1,2}\D)",
)
_FILE_NAME = re.compile(r"^Microsoft\s+\w+\s+-\s+|\.(?:docx?|pdf|odt|rtf|dotx?|xlsx?)$")
# Small words of which sentences are made; titles do without them.
_SENTENCE = re.compile(r"\b(?:er|sker|skal|der|bliver|viser|har|kan|vil|denne|det|vi)\b")
_NO_TITLE = re.compile(
    r"(?:[A-ZÆØÅ][\wæøåÆØÅ-]*\s?-?\s?){1,3}\s[Kk]ommunes?|(?:side|dato|sags?)\b.{0,40}",
    re.IGNORECASE,
)


def read(lines: Sequence[FrontLine], properties: Mapping[str, str] | None = None) -> ReportIdentity:
    """The report's own facts from its front, the file's properties where the front is silent.

    What only prose says is not the report's own: a reading guide names rounds and years too.
    """
    title = _title(lines, properties or {})
    texts = [title.value] if title else []
    others = [
        line.text for line in lines if _may_be_title(line) and _NAMES_REPORT.search(line.text)
    ]
    return ReportIdentity(
        title=title,
        round=_sole(_rounds(texts)) or _sole(_rounds(others)),
        budget_year=next(_budget_years(texts), None) or _sole(_budget_years(others)),
        published=_published(lines),
        case_id=_case_id(lines),
    )


def _title(lines: Sequence[FrontLine], properties: Mapping[str, str]) -> Reading[str] | None:
    """By rank: set as title, then a heading, large or bold line that names a report."""
    whole = [line for line in _joined(lines) if _may_be_title(line)]
    naming = [line for line in whole if _NAMES_REPORT.search(line.text)]
    largest = max((line.size for line in whole if line.size), default=None)
    smallest = min((line.size for line in whole if line.size), default=None)
    headings = [line for line in naming if line.level is not None]
    ranked: tuple[tuple[str, list[FrontLine]], ...] = (
        ("title-style", [line for line in naming if line.level == 0]),
        ("heading", sorted(headings, key=lambda line: line.level or 0)),
        ("largest", [line for line in naming if line.size == largest != smallest]),
        ("bold", [line for line in naming if line.bold]),
        ("title-style", [line for line in whole if line.level == 0 and _is_named(line)]),
        (
            "largest-line",
            [one for one in whole if one.size == largest != smallest and _names_year(one)],
        ),
    )
    for rule, chosen in ranked:
        if chosen:
            return _told(max(chosen, key=_certainty).text, rule)
    printed = _FILE_NAME.sub("", properties.get("title", "").strip())
    if printed and printed == properties["title"].strip() and _NAMES_REPORT.search(printed):
        return _told(printed, "file-property")
    return next((_told(line.text, "first-line") for line in naming if _certainty(line)), None)


def _certainty(line: FrontLine) -> int:
    """How many of the things that a report's title says it says."""
    return bool(rounds.find(line.text)) + bool(_BUDGET_YEAR.search(line.text))


def _is_named(line: FrontLine) -> bool:
    return not _NO_TITLE.fullmatch(line.text.strip())


def _names_year(line: FrontLine) -> bool:
    return _is_named(line) and _BUDGET_YEAR.search(line.text) is not None


def _may_be_title(line: FrontLine) -> bool:
    """Short, and no sentence."""
    text = line.text.strip()
    if not 0 < len(text) <= LONGEST_TITLE:
        return False
    if line.level is None and not line.bold and _SENTENCE.search(text):
        return False
    return text[-1] not in ".?!:;" or line.level == 0


def _joined(lines: Sequence[FrontLine]) -> Iterator[FrontLine]:
    """The lines, those that one title was broken into as one."""
    held: FrontLine | None = None
    for line in lines:
        if held and _is_one_title(held, line):
            held = held._replace(text=f"{held.text.rstrip()} {line.text.lstrip()}")
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _is_one_title(above: FrontLine, below: FrontLine) -> bool:
    if (above.level, above.bold, above.size) != (below.level, below.bold, below.size):
        return False
    if len(above.text) + len(below.text) >= LONGEST_TITLE or not below.text.strip():
        return False
    # Plain lines of body text are joined to nothing.
    if above.level is None and not above.bold and above.size is None:
        return False
    if not _NAMES_REPORT.search(above.text + below.text):
        return False
    ends_open = _GOES_ON.search(above.text.strip()) is not None
    return ends_open or _CONTINUES.match(below.text.strip()) is not None


def _told(text: str, rule: str) -> Reading[str]:
    return Reading(re.sub(r"\s+", " ", text).strip(), text, rule)


def _sole(readings: Iterator[Reading[int]]) -> Reading[int] | None:
    """The first of them where all say the same."""
    found = list(readings)
    return found[0] if len({reading.value for reading in found}) == 1 else None


def _rounds(texts: Sequence[str]) -> Iterator[Reading[int]]:
    for text in texts:
        for found in rounds.find(text[:LONGEST_TITLE]):
            if found.number is not None:
                yield Reading(found.number, text, found.rule)


def _budget_years(texts: Sequence[str]) -> Iterator[Reading[int]]:
    """The year behind "budget" before any other, text by text."""
    for text in texts:
        head = text[:LONGEST_TITLE]
        found = list(_BUDGET_YEAR.finditer(head))
        named = [one for one in found if one["budget"]]
        short = _SHORT_BUDGET_YEAR.search(head)
        if named:
            yield Reading(int(named[0]["budget"]), text, "budget-year")
        elif short:
            yield Reading(2000 + int(short["budget"]), text, "budget-year")
        elif found:
            yield Reading(int(found[0]["any"]), text, "any-year")


def _published(lines: Sequence[FrontLine]) -> Reading[date] | None:
    """A labelled date first, then a place and a date, then a line that is nothing but a date."""
    short = [line.text for line in lines if len(line.text) <= LONGEST_TITLE]
    for text in short:
        for label in _DATE_LABEL.finditer(text):
            if day := _day_at(text, label.end(), "label"):
                return day
    for above, below in pairwise(short):
        if _BARE_DATE_LABEL.fullmatch(above) and (day := _day_at(below, 0, "label")):
            return day
    for rule, lead in (("place", _PLACE_AND_DATE), ("alone", re.compile(r"\s*"))):
        for text in short:
            start = lead.match(text)
            day = _day_at(text, start.end(), rule) if start else None
            if day and _ends(text):
                return day
    return None


def _day_at(text: str, start: int, rule: str) -> Reading[date] | None:
    for found in dates.find(text):
        around = text[max(found.start - 1, 0) : found.end + 1]
        if UNKNOWN in around:  # it may be a digit of the day
            continue
        if start <= found.start <= start + 1 and found.precision == "day":
            return Reading(found.last, text, rule)
    return None


def _ends(text: str) -> bool:
    """Whether nothing follows the last date."""
    return not text[dates.find(text)[-1].end :].strip(" .")


def _case_id(lines: Sequence[FrontLine]) -> Reading[str] | None:
    """A labelled number, on its line or below the label; else the only one that is in KLE form."""
    for line in lines:
        if ":" in line.text or re.search(r"(?i)sag|j\.?\s?nr|journal", line.text[:100]):
            found = case_numbers.find(line.text)
            if found:
                return found
    for above, below in pairwise(lines):
        if case_numbers.is_label(above.text):
            found = case_numbers.find(f"Sagsnr.: {below.text}")
            if found:
                return Reading(found.value, below.text, found.rule)
    plain = [found for line in lines if (found := case_numbers.find(line.text))]
    return plain[0] if len({found.value for found in plain}) == 1 else None
