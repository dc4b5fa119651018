"""The story of one run, top to bottom: find the documents, read them, write the datasets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import batch, dataset
from pipeline.options import Options
from pipeline.records import DatasetFile, DocumentRow
from pipeline.sources import find_sources

Progress = Callable[[DocumentRow], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, counted."""

    documents: tuple[DocumentRow, ...]
    statuses: Counter[str] = field(default_factory=Counter)  # "none" for no smiley, "unknown"
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)  # (severity, code)
    files: tuple[DatasetFile, ...] = ()

    @property
    def failed(self) -> tuple[DocumentRow, ...]:
        return tuple(row for row in self.documents if row.outcome == "failed")


def run(
    inputs: Sequence[str], output: Path, options: Options, progress: Progress = lambda _: None
) -> Summary:
    """Read every document below the inputs and put their datasets into `output`."""
    sources = find_sources(inputs)
    results = batch.read_all(sources, options, progress)
    with dataset.Builder(output) as builder:
        for result in results:
            builder.add(result.parts)
        files = builder.finish()
    return Summary(
        documents=tuple(row for result in results for row in result.documents),
        statuses=_statuses(output),
        findings=_findings(output),
        files=files,
    )


def _statuses(output: Path) -> Counter[str]:
    rows = dataset.load(output, "follow_ups").select(["status", "smiley_raw"]).to_pylist()
    return Counter(row["status"] or ("unknown" if row["smiley_raw"] else "none") for row in rows)


def _findings(output: Path) -> Counter[tuple[str, str]]:
    rows = dataset.load(output, "findings").select(["severity", "code"]).to_pylist()
    return Counter((row["severity"], row["code"]) for row in rows)
