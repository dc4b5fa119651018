"""Reports of which the archive holds several versions: all are kept, and each names the others.

Whoever sums over an output counts the money of such a report as often as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from pipeline.records import DocumentRow, FindingRow, Position

CODE = "another-version"
MESSAGE = "Another document has the same title, round and year; both are kept."
_MOST_NAMED = 20


class Report(NamedTuple):
    """What two versions of one report have in common."""

    municipality: str | None
    title: str
    round: int
    budget_year: int | None


class Others(NamedTuple):
    """The other versions of a document's report."""

    names: Sequence[str]
    formats: Sequence[str]  # the ids of those in another format, where each format is there once
    severity: Literal["info", "warning"]  # info: the one report in several formats


Versions: TypeAlias = Mapping[str, Others]  # by document


def versions(rows: Iterable[DocumentRow]) -> Versions:
    """The documents that have other versions, each with the others' names."""
    found: dict[Report, list[tuple[str, str, str | None]]] = {}
    for row in rows:
        if row.title is not None and row.round is not None and row.outcome == "ok":
            title = " ".join(row.title.casefold().split())
            report = Report(row.municipality, title, row.round, row.budget_year)
            found.setdefault(report, []).append((row.source, row.document_id, row.media_type))
    several = (sorted(same) for same in found.values() if len(same) > 1)
    return {
        own[1]: _others([other for other in same if other != own], _severity(same))
        for same in several
        for own in same
    }


def findings(documents: Iterable[DocumentRow], known: Versions) -> Iterator[FindingRow]:
    """One for each of these documents that has other versions."""
    for row in documents:
        if row.document_id in known:
            yield _finding(row.document_id, row.budget_year, known[row.document_id])


def _others(
    same: Sequence[tuple[str, str, str | None]], severity: Literal["info", "warning"]
) -> Others:
    formats = [document_id for _, document_id, _ in same] if severity == "info" else []
    return Others(_named(same), formats, severity)


def _severity(same: Sequence[tuple[str, str, str | None]]) -> Literal["info", "warning"]:
    """A PDF beside the Word file that it was printed from is usual; two PDFs are a question."""
    formats = [media_type for _, _, media_type in same]
    return "info" if len(set(formats)) == len(formats) else "warning"


def _named(others: Sequence[tuple[str, str, str | None]]) -> list[str]:
    names = [f"{source} ({document_id})" for source, document_id, _ in others[:_MOST_NAMED]]
    rest = len(others) - len(names)
    return names + [f"and {rest} more"] * bool(rest)


def _finding(document_id: str, year: int | None, others: Others) -> FindingRow:
    return FindingRow(
        budget_year=year,
        document_id=document_id,
        item_id=None,
        follow_up_position=None,
        code=CODE,
        severity=others.severity,
        message=MESSAGE,
        evidence="; ".join(others.names),
        place=Position(None),
    )
