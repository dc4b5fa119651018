"""Reports of which the archive holds several versions: all are kept, and each names the others.

Whoever sums over an output counts the money of such a report as often as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

import pyarrow as pa

from pipeline import dataset, schema
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
        own[1]: Others(_named([other for other in same if other != own]), _severity(same))
        for same in several
        for own in same
    }


def annotated(parts: dataset.Parts, known: Versions) -> dataset.Parts:
    """The parts of one file, with a finding for each report in it that has other versions."""
    added = {
        (year, row["document_id"]): known[row["document_id"]]
        for (name, year), table in parts.items()
        if name == "documents"
        for row in table.select(["document_id"]).to_pylist()
        if row["document_id"] in known
    }
    changed = dict(parts)
    for (year, document_id), others in added.items():
        row = _finding(document_id, year, others)
        own = changed.get(("findings", year))
        new = schema.arrow_table("findings", [row])
        changed["findings", year] = new if own is None else schema.merged("findings", own, new)
        changed["documents", year] = _counted(changed["documents", year], document_id)
    return changed


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


def _counted(table: pa.Table, document_id: str) -> pa.Table:
    rows = table.to_pylist()
    for row in rows:
        row["finding_count"] += row["document_id"] == document_id
    return pa.Table.from_pylist(rows, schema=table.schema)
