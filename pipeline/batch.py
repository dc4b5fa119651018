"""Documents to workers: every file read, each result with its rows as Arrow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline import dataset
from pipeline.assemble.reports import Source, read_document
from pipeline.options import Options
from pipeline.records import DocumentRow
from pipeline.sources import SourceFile


@dataclass(frozen=True, slots=True)
class Result:
    """What was read from one set of bytes."""

    documents: tuple[DocumentRow, ...]
    parts: dataset.Parts


def read_all(
    sources: Sequence[SourceFile], options: Options, progress: Callable[[DocumentRow], None]
) -> tuple[Result, ...]:
    """A result per distinct content, in order of document; the same bytes twice are one."""
    by_content: dict[str, list[SourceFile]] = {}
    for source in sources:
        digest = hashlib.sha256(source.path.read_bytes()).hexdigest()
        by_content.setdefault(digest, []).append(source)
    results = []
    for _, same in sorted(by_content.items()):
        names = tuple(sorted(source.name for source in same))
        rows = read_document(same[0].path.read_bytes(), Source(names[0], names), options)
        for row in rows.documents:
            progress(row)
        results.append(Result(rows.documents, dataset.parts(rows)))
    return tuple(results)
