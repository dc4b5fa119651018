"""Parquet in and out: built beside the datasets that stand, then swapped in, with a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline import schema
from pipeline.datapackage import datapackage
from pipeline.options import software_version
from pipeline.parts import Part, Parts
from pipeline.records import DatasetFile
from pipeline.swap import exchange, flush_folder, flush_tree

BUILDING = ".building"
MANIFEST = "manifest.json"
DATAPACKAGE = "datapackage.json"
NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
# An empty file of this year stands where a table has no row of a known year: Arrow cannot tell
# the type of a partition column that it only ever sees as null.
EMPTY_YEAR = 0
ROW_GROUP_ROWS = 50_000


class Builder:
    """Datasets under construction; `finish` swaps them in, leaving without it discards them.

    Parts are to be added in order of document: a file holds its rows in the order they come.
    """

    def __init__(self, output: Path) -> None:
        self._output = output
        self._folder = output / BUILDING
        self._writers: dict[Part, pq.ParquetWriter] = {}
        self._waiting: dict[Part, list[pa.Table]] = {}
        self._rows: dict[Part, int] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, added: Parts) -> None:
        """Append the rows of one document (or of what concerns several)."""
        for part, table in added.items():
            waiting = self._waiting.setdefault(part, [])
            waiting.append(table)
            self._rows[part] = self._rows.get(part, 0) + table.num_rows
            if sum(one.num_rows for one in waiting) >= ROW_GROUP_ROWS:
                self._write(part)

    def finish(self) -> tuple[DatasetFile, ...]:
        """Write what waits, describe the files, and put them in place of the old ones."""
        years = {year for _, year in self._rows if year is not None} or {EMPTY_YEAR}
        names = [table.name for table in schema.tables()]
        for part in {(name, year) for name in names for year in years} | self._rows.keys():
            self._write(part)
            self._writers.pop(part).close()
        written = tuple(self._described())
        _write_json(self._folder / MANIFEST, manifest(written))
        _write_json(self._folder / DATAPACKAGE, datapackage(written))
        flush_tree(self._folder)
        for name in (*names, DATAPACKAGE, MANIFEST):
            exchange(self._folder / name, self._output / name)
        flush_folder(self._output)
        return written

    def _write(self, part: Part) -> None:
        """One row group of everything that waits; an empty file where nothing ever came."""
        arrow = schema.table(part[0]).arrow
        if part not in self._writers:
            path = self._folder / part_path(*part)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writers[part] = pq.ParquetWriter(
                path, arrow, compression="zstd", compression_level=3
            )
        waiting = self._waiting.pop(part, [])
        if waiting:
            whole = pa.concat_tables(waiting).unify_dictionaries().combine_chunks()
            self._writers[part].write_table(whole, row_group_size=ROW_GROUP_ROWS)

    def _described(self) -> Iterator[DatasetFile]:
        for path in sorted(self._folder.rglob("*.parquet")):
            relative = path.relative_to(self._folder)
            table, year = relative.parts[0], relative.parts[1].partition("=")[2]
            yield DatasetFile(
                path=relative.as_posix(),
                table=table,
                budget_year=None if year == NO_YEAR else int(year),
                rows=pq.read_metadata(path).num_rows,
                size_bytes=path.stat().st_size,
                sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            )


def part_path(table: str, year: int | None) -> str:
    return f"{table}/{schema.PARTITION}={NO_YEAR if year is None else year}/{table}.parquet"


def manifest(files: Sequence[DatasetFile]) -> dict[str, object]:
    """Every file with its rows and SHA-256, and what wrote them."""
    return {
        "schema_version": schema.version(),
        "software": "milepael",
        "software_version": software_version(),
        "files": [
            {
                "path": file.path,
                "table": file.table,
                "rows": file.rows,
                "bytes": file.size_bytes,
                "sha256": file.sha256,
            }
            for file in files
        ],
    }


def load(output: Path, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """One table of a finished output, `budget_year` among its columns."""
    partitioning = ds.partitioning(pa.schema([(schema.PARTITION, pa.int32())]), flavor="hive")
    return ds.dataset(output / table, format="parquet", partitioning=partitioning).to_table(
        columns=None if columns is None else list(columns)
    )


def of_document(output: Path, table: str, document_id: str) -> pa.Table:
    """One document's rows of a table, in their order, without the year."""
    found = ds.dataset(output / table, format="parquet", schema=schema.table(table).arrow)
    return found.to_table(filter=ds.field("document_id") == document_id)


def _write_json(path: Path, value: Mapping[str, object]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
