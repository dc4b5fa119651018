"""Smileys that are missing, stand alone, or say something else than the text beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.findings.rule import Doubt, Report, Rule, of_row
from pipeline.records import DocumentRow, FollowUpRow

# A delay that is told as a fact. "udsat" alone is also said of people ("udsatte borgere").
_DELAYED = re.compile(
    r"""
    \b (?: forsinke(?:t|de) | er\s(?:blevet\s)?udskudt | udskydes | blev\sudskudt
         | udsat\s(?:til|på\sgrund) | er\s(?:endnu\s)?ikke\s(?:afsluttet|påbegyndt|gået\si\sgang)
         | ikke\s(?:er\s)?nået ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FINISHED = re.compile(
    r"""
    \b (?: er\s(?:nu\s)?(?:afsluttet|gennemført|færdig(?:gjort)?|i\smål|fuldt\simplementeret)
         | blev\s(?:afsluttet|gennemført) | milepælen\ser\snået ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What takes a statement back, before it in its sentence or anywhere in the text.
_GUARD_BEFORE = re.compile(
    r"""
    \b (?: ikke | uden | ingen | hvis | såfremt | risiko | risikerer | kan | kunne | undgå
         | hverken | delvist | forventes | skal | vil | når | tidligere | næsten ) \b [^.;\n]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GUARD = re.compile(
    r"\b(?:indhentet|men\ser\snu|dog|første\sdel|etape|bortset\sfra|mangler|resten|del\w*\saf)\b",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.5  # of a report's due rows that have a smiley, for one without to be odd


def passed_without_status(report: Report) -> Iterator[Doubt]:
    """A milestone that was due, with a text, in a report that gives such rows a smiley."""
    due = [
        row
        for item in report.items
        for row in item.milestones
        if row.text.strip() and _is_due(row, report.document)
    ]
    bare = [row for row in due if row.smiley_raw is None and row.status is None]
    if len(due) - len(bare) < _LEAST_SHARE * len(due):
        return
    for row in bare:
        yield of_row(row, f"{row.deadline_raw}: {row.text}")


def status_without_text(report: Report) -> Iterator[Doubt]:
    """A smiley beside an empty milestone."""
    for item in report.items:
        for row in item.milestones:
            if row.smiley_raw is not None and not row.text.strip():
                yield of_row(row, row.smiley_raw)


def delayed_but_met(report: Report) -> Iterator[Doubt]:
    for row, text in _commented(report, "met"):
        found = _stated(_DELAYED, text)
        if found and not _GUARD.search(text):
            yield of_row(row, f"{row.smiley_raw} beside {found!r} in: {text}")


def finished_but_not_met(report: Report) -> Iterator[Doubt]:
    for row, text in _commented(report, "not_met"):
        found = _stated(_FINISHED, text)
        if found and not _GUARD.search(text) and not _DELAYED.search(text):
            yield of_row(row, f"{row.smiley_raw} beside {found!r} in: {text}")


def unexplained_economy(report: Report) -> Iterator[Doubt]:
    """A red smiley of the economy with nothing beside it."""
    for item in report.items:
        for row in item.economy:
            if row.status == "not_met" and not row.text.strip():
                yield of_row(row, row.smiley_raw or "not_met")


def _is_due(row: FollowUpRow, document: DocumentRow) -> bool:
    """Whether the deadline had passed when the report was made; False where nobody can tell."""
    if row.deadline_kind == "round":
        ends = (document.budget_year, document.round, row.deadline_year, row.deadline_round)
        year, number, due_year, due_round = ends
        if year is None or number is None or due_year is None or due_round is None:
            return False
        return (due_year, due_round) <= (year, number)
    if row.deadline_date is None or document.published is None:
        return False
    return row.deadline_date < document.published


def _commented(report: Report, status: str) -> Iterator[tuple[FollowUpRow, str]]:
    for item in report.items:
        for row in item.milestones:
            if row.status == status and row.status_text:
                yield row, row.status_text


def _stated(pattern: re.Pattern[str], text: str) -> str | None:
    """The first words of the kind that are stated, and not denied, feared or hoped for."""
    for found in pattern.finditer(text):
        if not _GUARD_BEFORE.search(text[: found.start()]):
            return found[0]
    return None


RULES = (
    Rule(
        "due-without-status",
        "warning",
        "The milestone was due and has a text, but no smiley.",
        passed_without_status,
    ),
    Rule(
        "status-without-text",
        "warning",
        "A smiley stands beside an empty milestone.",
        status_without_text,
    ),
    Rule(
        "delayed-but-met",
        "warning",
        "The text tells of a delay beside a smiley that says met.",
        delayed_but_met,
    ),
    Rule(
        "finished-but-not-met",
        "warning",
        "The text says finished beside a smiley that says not met.",
        finished_but_not_met,
    ),
    Rule(
        "unexplained-economy",
        "warning",
        "The economy's smiley says not met, and no text says why.",
        unexplained_economy,
    ),
)
