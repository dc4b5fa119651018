"""Smileys that are missing, stand alone, or say something else than the text beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import UNMAPPED
from pipeline.findings import progress
from pipeline.findings.rule import Doubt, Report, Rule, of_row, shortened
from pipeline.findings.sentences import sentences
from pipeline.records import DocumentRow, FollowUpRow, LegendRow

# Why money is not kept to.
_REASON = re.compile(
    r"""
    \b (?: grund\w* | fordi | skyldes | idet | da | som\sfølge | overskr\w+ | overst[ei]g\w*
         | \w*merforbrug\w* | \w*mindreforbrug\w* | merudgift\w* | dyrere | risik\w+
         | forsink\w* | uds\w+t | udsky\w* | ikke | mang\w+ | højere | lavere | større | mindre
         | jævnfør | jf | se | flere | færre | ekstra | beslutning\w* | efterfølgende | først ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The red smiley once more, in words.
_RESTATED = re.compile(
    r"(?:Budgettet|Besparelsen|Målet|Økonomien|Rammen|Bevillingen|Indtægten|Gevinsten)\s(?:\w+\s){0,2}?"
    r"(?:ikke\s(?:overholdt|opnået|nået|realiseret|holdt)|(?:opnås|overholdes|holder|nås|holdes)\sikke"
    r"|overskredet|overskrides)(?:\si\s\d{4})?\.?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LEAST_SHARE = 0.5  # of a report's due rows that have a smiley, for one without to be odd


def legend_of_two_minds(report: Report) -> Iterator[Doubt]:
    """One symbol of the legend with two meanings, which nothing else tells apart.

    Letters that nobody knows are told apart by what they look like, where all rows could be read.
    """
    first: dict[tuple[str, str, str | None], LegendRow] = {}
    unread = _unread_dimensions(report)
    for row in report.legend:
        if row.symbol == UNMAPPED and row.dimension not in unread:
            continue
        known = first.setdefault((row.dimension, row.symbol, row.colour), row)
        if known.status != row.status and known.symbol_encoding == row.symbol_encoding:
            evidence = f"{row.symbol}: {known.meaning} | {row.meaning}"
            yield Doubt(None, None, shortened(evidence), row.place)


def _unread_dimensions(report: Report) -> set[str]:
    """Of the rows with a letter that nobody knows for a smiley, whose status is open."""
    rows = (row for item in report.items for row in item.follow_ups)
    open_rows = (row for row in rows if row.status is None and UNMAPPED in (row.smiley_raw or ""))
    return {"economy" if row.kind == "economy" else "effort" for row in open_rows}


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
    for row in _milestones(report, "met"):
        told = row.status_text or row.text
        found = progress.tells_delay(told, (row.plan_text or "") if row.status_text else "")
        if found:
            yield of_row(row, f"{row.smiley_raw} beside {found!r} in: {told}")


def finished_but_not_met(report: Report) -> Iterator[Doubt]:
    for row in _milestones(report, "not_met"):
        told = row.status_text or row.text
        if row.status_text or progress.is_all_finished(told):
            found = progress.tells_done(told)
            if found:
                yield of_row(row, f"{row.smiley_raw} beside {found!r} in: {told}")


def unexplained_economy(report: Report) -> Iterator[Doubt]:
    """A red smiley of the economy with nothing beside it but what was planned."""
    for item in report.items:
        for row in item.economy:
            plan = row.text if row.plan_text is None else row.plan_text
            if row.status == "not_met" and not (_says_why(row.status_text) or _explains(plan)):
                yield of_row(row, f"{row.smiley_raw or 'not_met'} {row.text}".strip())


def _says_why(told: str | None) -> bool:
    """Whether what is said of the progress is more than the smiley once more."""
    return any(not _RESTATED.fullmatch(one.text) for one in sentences(told or ""))


def _explains(plan: str) -> bool:
    """Whether a plan goes on to say how it went: with a reason, or without any amount."""
    said = list(sentences(plan))
    return bool(_REASON.search(plan)) or any(not _DIGIT.search(one.text) for one in said)


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


def _milestones(report: Report, status: str) -> Iterator[FollowUpRow]:
    for item in report.items:
        yield from (row for row in item.milestones if row.status == status)


RULES = (
    Rule(
        "symbol-with-two-meanings",
        "warning",
        "The legend gives one symbol two meanings.",
        legend_of_two_minds,
    ),
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
