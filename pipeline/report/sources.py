"""The files that an output was read from, found again by their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from pipeline.report.rows import Row
from pipeline.sources import NoSuchInput, SourceFile, find_sources

# Hash of the bytes -> where they are.
Found: TypeAlias = Mapping[str, SourceFile]


def found_sources(documents: Iterable[Row], inputs: Sequence[str]) -> Found:
    """Below `inputs`, every file whose bytes are those of a document; others are not read whole.

    What is gone is left out: the page says so in its place.
    """
    wanted = {str(row["document_id"])[:64] for row in documents}
    sizes = {int(row["size_bytes"]) for row in documents}
    found: dict[str, SourceFile] = {}
    for source in _listed(inputs):
        if _size(source) in sizes:
            digest = _digest(source)
            if digest in wanted:
                found.setdefault(digest, source)
    return found


def read_source(source: SourceFile) -> bytes | None:
    try:
        with source.open() as opened:
            return opened.read()
    except OSError:
        return None


def _listed(inputs: Sequence[str]) -> Iterable[SourceFile]:
    for one in inputs:
        try:
            yield from find_sources([one]).sources
        except NoSuchInput:
            continue


def _size(source: SourceFile) -> int | None:
    """Of a file on disk; of everything else only its bytes tell."""
    if source.remote or source.member is not None:
        data = read_source(source)
        return None if data is None else len(data)
    try:
        return Path(source.location).stat().st_size
    except OSError:
        return None


def _digest(source: SourceFile) -> str | None:
    data = read_source(source)
    return None if data is None else hashlib.sha256(data).hexdigest()
