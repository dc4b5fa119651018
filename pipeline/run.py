"""The story of one run, top to bottom: find the documents, read them, write the datasets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline import dataset, standing
from pipeline.archive import Archive
from pipeline.batch import Workers
from pipeline.cache import FOLDER, Cache
from pipeline.corrections import entries
from pipeline.corrections.entries import Correction
from pipeline.gather import Gatherer
from pipeline.lock import locked
from pipeline.options import Options
from pipeline.plan import State, load_state, plan, store_state
from pipeline.progress import Follower, Nobody
from pipeline.record import write_record
from pipeline.records import DatasetFile, DocumentRow
from pipeline.sources import Refused, find_sources


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, counted."""

    documents: tuple[DocumentRow, ...]
    statuses: Counter[str] = field(default_factory=Counter)  # "none" for no smiley, "unknown"
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)  # (severity, code)
    files: tuple[DatasetFile, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # new, changed, ..., gone
    left_out: tuple[Refused, ...] = ()  # what is no document by its name
    read: int = 0  # how many contents were read, and not taken from an earlier run
    corrections: str = ""  # a digest of those that were replayed
    unused: tuple[Correction, ...] = ()  # of sources that are no longer there

    @property
    def failed(self) -> tuple[DocumentRow, ...]:
        return tuple(row for row in self.documents if row.outcome == "failed")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do."""

    names: Mapping[str, tuple[str, ...]]  # new, changed, unchanged, gone
    unread: int  # how many contents it would read


def run(
    inputs: Sequence[str],
    output: Path,
    options: Options,
    workers: Workers | None = None,
    follower: Follower | None = None,
) -> Summary:
    """Read every document below the inputs and put their datasets into `output`.

    Only what is new or changed is read; the datasets are those of a run from nothing, byte for
    byte, but that what a password opened earlier stands without it. Raises OSError where the run
    cannot finish; what stood before then still stands.
    """
    started = datetime.now(UTC)
    chosen = workers or Workers()
    with locked(output):
        kept, before = output / FOLDER, load_state(output / FOLDER)
        reviewed = entries.load(output / entries.FILE)
        planned = plan(find_sources(inputs), options, chosen, entries.digest(reviewed))
        gatherer = Gatherer(planned, Cache(kept), options, chosen)
        archive = Archive(gatherer, reviewed)
        read = gatherer.read_missing(follower or Nobody())
        files = standing.files(output) if not read and before.fits(planned) else None
        files = _built(output, archive) if files is None else files
        summary = Summary(
            documents=standing.documents(output),
            statuses=_statuses(output),
            findings=_findings(output),
            files=files,
            names=before.compared(planned),
            left_out=planned.left_out,
            read=read,
            corrections=planned.corrections,
            unused=archive.unused,
        )
        store_state(kept, State(gatherer.lasting_fingerprint, planned.documents))
        gatherer.prune()
        write_record(output, started, (inputs, options, chosen), summary)
    return summary


def _built(output: Path, archive: Archive) -> tuple[DatasetFile, ...]:
    """The datasets, made anew beside those that stand and then put in their place."""
    with dataset.Builder(output) as builder:
        for parts in archive.all_parts():
            builder.add(parts)
        return builder.finish()


def preview(
    inputs: Sequence[str], output: Path, options: Options, workers: Workers | None = None
) -> Preview:
    """What a run would find new, changed, unchanged and gone; nothing is written."""
    chosen = workers or Workers()
    planned = plan(find_sources(inputs), options, chosen)
    gatherer = Gatherer(planned, Cache(output / FOLDER), options, chosen)
    names = load_state(output / FOLDER).compared(planned)
    return Preview(names, len(gatherer.missing()))


def _statuses(output: Path) -> Counter[str]:
    rows = dataset.load(output, "follow_ups", ["status", "smiley_raw"]).to_pylist()
    return Counter(row["status"] or ("unknown" if row["smiley_raw"] else "none") for row in rows)


def _findings(output: Path) -> Counter[tuple[str, str]]:
    rows = dataset.load(output, "findings", ["severity", "code"]).to_pylist()
    return Counter((row["severity"], row["code"]) for row in rows)
