"""The datasets that stand in an output: their documents, and whether their manifest is right."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline import dataset, results, schema
from pipeline.dataset import MANIFEST, NO_YEAR
from pipeline.records import DatasetFile, DocumentRow


def files(output: Path) -> tuple[DatasetFile, ...] | None:
    """The files that the manifest lists; None where one is missing, damaged, or one too many."""
    try:
        listed: list[dict[str, Any]] = json.loads((output / MANIFEST).read_bytes())["files"]
        found = tuple(_file(one) for one in listed)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    tables = {one.table for one in found}
    present = {
        path.relative_to(output).as_posix()
        for table in tables
        for path in (output / table).rglob("*.parquet")
    }
    whole = present == {one.path for one in found} and all(_is_whole(output, one) for one in found)
    return found if whole else None


def documents(output: Path) -> tuple[DocumentRow, ...]:
    """The rows of `documents` that stand, in order of document."""
    rows = dataset.load(output, "documents").to_pylist()
    found = (results.document_row(row, row.pop(schema.PARTITION)) for row in rows)
    return tuple(sorted(found, key=lambda row: row.document_id))


def _file(listed: dict[str, Any]) -> DatasetFile:
    year = str(listed["path"]).split("/")[1].partition("=")[2]
    return DatasetFile(
        path=str(listed["path"]),
        table=str(listed["table"]),
        budget_year=None if year == NO_YEAR else int(year),
        rows=int(listed["rows"]),
        size_bytes=int(listed["bytes"]),
        sha256=str(listed["sha256"]),
    )


def _is_whole(output: Path, file: DatasetFile) -> bool:
    try:
        return hashlib.sha256((output / file.path).read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False
