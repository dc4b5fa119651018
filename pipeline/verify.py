"""Proof: the sources found by their hash, every value read again, and who agrees.

What stands in an output is compared with another reading of the same bytes: by the other engine
where the format has two, else by the same engine once more. The other engine's readings are kept
beside the results, so that every later run hears the same witnesses; then the datasets are built
anew beside the old ones and swapped, as a run does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from extractors.limits import Limits
from pipeline import batch, dataset, results, second, standing, witnesses
from pipeline.archive import Archive
from pipeline.batch import Workers
from pipeline.cache import FOLDER, Cache, failure_key, result_key
from pipeline.corrections import entries
from pipeline.gather import Gatherer
from pipeline.lock import locked
from pipeline.options import Options
from pipeline.outcomes import Failure
from pipeline.parts import Parts
from pipeline.plan import Content, Plan, plan
from pipeline.record import FOLDER as RECORDS
from pipeline.records import DocumentRow
from pipeline.sources import Found, NoSuchInput, Refused, SourceFile, find_sources
from pipeline.worker import Task


class NothingToVerify(Exception):  # noqa: N818 - named for what was found
    """An output that is not whole, or whose run left no record."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One document: by whom it was read again, and how many values agree, by table."""

    document_id: str
    source: str
    engine: str | None  # None: not read again; `reason` says why
    reason: str = ""
    compared: Mapping[str, int] = field(default_factory=dict)
    agreed: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[witnesses.Difference, ...] = ()
    files: tuple[str, ...] = ()  # other files of the report that agree on at least one row


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found."""

    documents: tuple[Checked, ...]
    written: bool  # whether the datasets have it now: not where results are no longer kept

    def totals(self) -> Iterator[tuple[str, int, int]]:
        """Per table: how many values were compared, and how many agree."""
        for table in witnesses.TABLES:
            compared = sum(one.compared.get(table, 0) for one in self.documents)
            yield table, compared, sum(one.agreed.get(table, 0) for one in self.documents)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the last run was asked, from its record."""

    inputs: tuple[str, ...]
    options: Options
    workers: Workers


def verify(
    output: Path, source: Path | None = None, *, jobs: int = 1, password: str | None = None
) -> Verification:
    """Every document of an output, checked.

    Raises NothingToVerify, NoSuchInput where the sources are not where they were, or OSError as a
    run does.
    """
    with locked(output):
        if standing.files(output) is None:
            raise NothingToVerify(f"{output}: files are missing or not those of the manifest")
        asked = _asked(output, jobs, password)
        stood = _stood(output)
        found = _sources(asked, source)
        present = {
            one.task.content: one for one in plan(found, asked.options, asked.workers).contents
        }
        cache = Cache(output / FOLDER)
        wanted = [
            (row, present[_content(key)])
            for key, row in stood.items()
            if _content(key) in present and row.outcome != "failed"
        ]
        readings = _readings(wanted, asked, cache)
        checked = [_checked(output, row, readings, present) for row in stood.values()]
        written = _rebuild(output, _plan(output, stood, present, asked), asked, cache)
        return Verification(tuple(_with_files(output, checked)), written)


def _asked(output: Path, jobs: int, password: str | None) -> _Asked:
    """The last run's inputs and options; a password is not in its record."""
    records = sorted((output / RECORDS).glob("*.json"))
    if not records:
        raise NothingToVerify(f"{output}: no record of a run in {RECORDS}/")
    record: dict[str, Any] = json.loads(records[-1].read_bytes())
    known = {one.name for one in fields(Limits)}
    limits = {name: value for name, value in record["options"]["limits"].items() if name in known}
    options = Options(
        engine=record["options"]["engine"], limits=Limits(**{**limits, "password": password})
    )
    workers = Workers(**{**record["workers"], "jobs": jobs, "scheduler": None})
    return _Asked(tuple(record["inputs"]), options, workers)


def _stood(output: Path) -> dict[str, DocumentRow]:
    return {row.document_id: row for row in standing.documents(output)}


def _sources(asked: _Asked, source: Path | None) -> Found:
    inputs = asked.inputs if source is None else (str(source),)
    try:
        return find_sources(inputs)
    except NoSuchInput as error:
        raise NoSuchInput(f"{error}; say by --source where the sources are") from error


def _content(document_id: str) -> str:
    """The hash of the bytes: a further report of a file has its number behind it."""
    return document_id.partition("-")[0]


def _readings(
    wanted: Sequence[tuple[DocumentRow, Content]], asked: _Asked, cache: Cache
) -> dict[str, Parts | Failure]:
    """Another reading of every content; the other engine's from where they are kept."""
    found: dict[str, Parts | Failure] = {}
    by_other, again = {}, {}
    for row, content in wanted:
        task = content.task
        if row.media_type != second.PDF:
            again[task.content] = task
            continue
        key = second.key(task, asked.options)
        kept = cache.load(key)
        if kept is None:
            by_other[task.content] = replace(task, key=key)
        else:
            found[task.content] = kept
    others = second.options(asked.options)
    for task, outcome in batch.read_all(list(by_other.values()), others, asked.workers):
        if not isinstance(outcome, Failure):
            cache.store(task.key, outcome)
        found[task.content] = _decoded(outcome)
    for task, outcome in batch.read_all(list(again.values()), asked.options, asked.workers):
        found[task.content] = _decoded(outcome)
    return found


def _decoded(outcome: bytes | Failure) -> Parts | Failure:
    return outcome if isinstance(outcome, Failure) else results.decoded(outcome)


def _checked(
    output: Path,
    row: DocumentRow,
    readings: Mapping[str, Parts | Failure],
    present: Mapping[str, Content],
) -> Checked:
    content = _content(row.document_id)
    unchecked = Checked(row.document_id, row.source, None)
    if row.outcome == "failed":
        return replace(unchecked, reason=f"never read: {row.error_code}")
    if content not in present:
        return replace(unchecked, reason="no source has this hash")
    found = readings[content]
    if isinstance(found, Failure):
        return replace(unchecked, reason=f"{found.code}: {found.message}")
    there = witnesses.reading(found, row.document_id)
    here = witnesses.reading(_standing_parts(output, row), row.document_id)
    if here is None or there is None:
        return replace(unchecked, reason="the other reading has no such report")
    engine = str(there.document["engine"])
    said = witnesses.of_one_file(here, there)
    return replace(
        unchecked,
        engine=engine if engine != row.engine else f"{engine}, again",
        compared=dict(said.compared),
        agreed=dict(said.agreed),
        differences=tuple(said.differences),
    )


def _standing_parts(output: Path, row: DocumentRow) -> Parts:
    """What the output has of one document."""
    return {
        (name, row.budget_year): dataset.of_document(output, name, row.document_id)
        for name in witnesses.TABLES
    }


def _plan(
    output: Path, stood: Mapping[str, DocumentRow], present: Mapping[str, Content], asked: _Asked
) -> Plan:
    """The plan of the run that wrote the output, whose sources may be elsewhere now."""
    contents, refused = {}, []
    for key, row in stood.items():
        content = _content(key)
        if row.media_type is None and row.size_bytes == 0 and row.error_code == "unreadable":
            refused.append(Refused(row.source, row.error_message or ""))
            continue
        suffix = PurePosixPath(row.source).suffix.lower()
        where = present[content].task.source if content in present else SourceFile(row.source, "")
        result = result_key(content, suffix, asked.options)
        task = Task(content, row.size_bytes, suffix, where, result)
        limits = (asked.workers.seconds(task), asked.workers.memory, asked.options.limits.password)
        failed = failure_key(result, *limits)
        contents[content] = Content(task, row.sources, failed)
    reviewed = entries.digest(entries.load(output / entries.FILE))
    ordered = tuple(contents[one] for one in sorted(contents))
    return Plan(ordered, tuple(sorted(refused)), (), "", reviewed)


def _rebuild(output: Path, planned: Plan, asked: _Asked, cache: Cache) -> bool:
    """Swap in the datasets with what was learned, where every result is still kept."""
    gatherer = Gatherer(planned, cache, asked.options, asked.workers)
    if gatherer.missing():
        return False
    with dataset.Builder(output) as builder:
        for parts in Archive(gatherer, entries.load(output / entries.FILE)).all_parts():
            builder.add(parts)
        builder.finish()
    return True


def _with_files(output: Path, checked: Sequence[Checked]) -> Iterator[Checked]:
    """With the other files that witness for each document."""
    names: dict[str, set[str]] = {}
    sources = {row.source for row in standing.documents(output)}
    for row in dataset.load(output, "follow_ups", ["document_id", "witnesses"]).to_pylist():
        names.setdefault(row["document_id"], set()).update(sources & set(row["witnesses"]))
    for one in checked:
        yield replace(one, files=tuple(sorted(names.get(one.document_id, ()))))


def as_values(found: Verification) -> dict[str, object]:
    """A verification as plain values, for JSON."""
    documents = [asdict(one) for one in found.documents]
    totals = {
        table: {"compared": compared, "agreed": agreed}
        for table, compared, agreed in found.totals()
    }
    return {"written": found.written, "totals": totals, "documents": documents}
