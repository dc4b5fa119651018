"""A finished output as its manifest lists it, read in batches: no export holds a whole table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import schema
from pipeline.dataset import EMPTY_YEAR, MANIFEST, NO_YEAR
from pipeline.export.errors import Changed, Damaged, NoOutput
from pipeline.schema import Column, Value

BATCH_ROWS = 5_000
YEAR = Column(schema.PARTITION, "int32", "Year of the budget followed up; the partition.")

Row: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Output:
    """The files of every table, by year, the unknown year last."""

    folder: Path
    manifest: str
    files: Mapping[str, Sequence[tuple[int | None, Path]]]
    rows: Mapping[str, int]
    software_version: str
    schema_version: str


def opened(folder: Path) -> Output:
    """The output that stands in a folder; raises NoOutput where none was finished."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        manifest = json.loads(text)
    except (OSError, ValueError) as error:
        raise NoOutput(folder) from error
    files: dict[str, list[tuple[int | None, Path]]] = {}
    rows: dict[str, int] = {}
    for file in manifest["files"]:
        year = file["path"].split("/")[1].partition("=")[2]
        known = None if year == NO_YEAR else int(year)
        if known != EMPTY_YEAR:
            files.setdefault(file["table"], []).append((known, folder / file["path"]))
        rows[file["table"]] = rows.get(file["table"], 0) + file["rows"]
    ordered = {name: sorted(found, key=_unknown_last) for name, found in files.items()}
    return Output(
        folder, text, ordered, rows, manifest["software_version"], manifest["schema_version"]
    )


def same(output: Output) -> None:
    """Raise Changed where another output has taken the place of the one that was opened."""
    if (output.folder / MANIFEST).read_text(encoding="utf-8") != output.manifest:
        raise Changed(output.folder)


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table as they are exported: the year first, then as declared."""
    return (YEAR, *schema.table(table).columns)


def arrow_schema(table: str) -> pa.Schema:
    return pa.schema([(column.name, schema.TYPES[column.type]) for column in columns(table)])


def batches(output: Output, table: str) -> Iterator[pa.RecordBatch]:
    """The rows of a table in its own order, year by year; null where a file lacks a column."""
    for year, path in output.files.get(table, ()):
        for batch in _batches(output, path):
            yield _declared(table, batch, year)


def rows(output: Output, table: str, names: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a table as plain values; only these columns where any are named."""
    for batch in batches(output, table):
        yield from (batch if names is None else batch.select(list(names))).to_pylist()


def _batches(output: Output, path: Path) -> Iterator[pa.RecordBatch]:
    try:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(BATCH_ROWS)
    except FileNotFoundError as error:
        raise Changed(output.folder) from error
    except pa.ArrowInvalid as error:
        raise Damaged(path, error) from error


def _unknown_last(found: tuple[int | None, Path]) -> tuple[bool, int]:
    year = found[0]
    return (year is None, year or 0)


def _declared(table: str, batch: pa.RecordBatch, year: int | None) -> pa.RecordBatch:
    found = arrow_schema(table)
    arrays = [pa.array([year] * batch.num_rows, pa.int32())]
    for field in list(found)[1:]:
        here = batch.schema.get_field_index(field.name)
        arrays.append(pa.nulls(batch.num_rows, field.type) if here < 0 else batch.column(here))
    return pa.RecordBatch.from_arrays(arrays, schema=found)
