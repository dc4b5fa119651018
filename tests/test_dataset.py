"""Datasets are built beside the old ones and swapped; every reader opens them as they are."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipeline import dataset, schema
from pipeline.parts import Parts, parts_of
from pipeline.records import DocumentRows, LegendRow, Position

LEGEND = LegendRow(
    budget_year=2024,
    document_id="a",
    position=1,
    dimension="effort",
    symbol="☺",
    symbol_encoding="unicode",
    colour=None,
    meaning="Milepælen er nået",
    status="met",
    place=Position("paragraph[3]"),
)


def rows(*years: int | None) -> list[Parts]:
    """One document per year, each with one legend row."""
    documents = [
        dataclasses.replace(LEGEND, budget_year=year, document_id=f"{number:04d}")
        for number, year in enumerate(years)
    ]
    return [parts_of(DocumentRows(documents=(), legend=(row,))) for row in documents]


def build(output: Path, added: list[Parts]) -> None:
    with dataset.Builder(output) as builder:
        for one in added:
            builder.add(one)
        builder.finish()


def content(output: Path) -> dict[str, bytes]:
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("years", [(2024, 2024, 2025), (2024, None), (None,), ()])
def test_every_reader_opens_every_table(tmp_path: Path, years: tuple[int | None, ...]) -> None:
    """pandas, Polars, DuckDB and pyarrow read each table, empty ones and unknown years too."""
    build(tmp_path, rows(*years))

    for table in schema.tables():
        folder = tmp_path / table.name
        expected = len(years) if table.name == "legend" else 0
        files = f"'{folder}/**/*.parquet', hive_partitioning=true"
        query = f"select count(*) from read_parquet({files})"
        assert len(pd.read_parquet(folder, dtype_backend="pyarrow")) == expected
        assert len(pl.read_parquet(folder)) == expected
        assert duckdb.execute(query).fetchall() == [(expected,)]
        assert ds.dataset(folder, partitioning="hive").count_rows() == expected


@pytest.mark.parametrize("years", [(2024, 2024, 2025), (2024, None), (None, 2023, None), ()])
def test_pandas_needs_no_option(tmp_path: Path, years: tuple[int | None, ...]) -> None:
    """Its default reader joins unknown years to others; years are integers that can be null."""
    build(tmp_path, rows(*years))

    for table in schema.tables():
        found = pd.read_parquet(tmp_path / table.name)
        expected = years if table.name == "legend" else ()
        read = [None if pd.isna(year) else int(year) for year in found["budget_year"]]
        assert sorted(map(repr, read)) == sorted(map(repr, expected))
    alone = pq.ParquetFile(next((tmp_path / "legend").rglob("*.parquet"))).read().to_pandas()
    assert "meaning" in alone.columns


def test_the_manifest_tells_every_file(tmp_path: Path) -> None:
    """Each file with its rows and SHA-256, and no file besides."""
    build(tmp_path, rows(2024, 2025))

    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet")}
    assert {file["path"] for file in told} == found
    for file in told:
        data = (tmp_path / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert pq.read_metadata(tmp_path / file["path"]).num_rows == file["rows"]


def test_a_smaller_second_run_leaves_nothing_stale(tmp_path: Path) -> None:
    """The output is what one run from nothing gives, to the byte."""
    build(tmp_path / "twice", rows(2023, 2024, 2025))
    build(tmp_path / "twice", rows(2024))
    build(tmp_path / "once", rows(2024))

    assert content(tmp_path / "twice") == content(tmp_path / "once")


def test_a_run_that_breaks_off_leaves_the_old_output(tmp_path: Path) -> None:
    """What stood before still stands, and nothing half-built remains."""
    build(tmp_path, rows(2024))
    before = content(tmp_path)

    with pytest.raises(AttributeError):
        build(tmp_path, [rows(2025)[0], None])  # type: ignore[list-item]  # breaks in the middle

    assert content(tmp_path) == before


def test_files_carry_the_whole_schema(tmp_path: Path) -> None:
    """A column that is null throughout keeps its type, and metadata stay."""
    build(tmp_path, rows(2024))

    read = pq.read_schema(tmp_path / dataset.part_path("legend", 2024))
    assert read.equals(schema.table("legend").arrow, check_metadata=False)
    assert read.metadata[b"milepael.schema_version"] == b"1"
    assert read.field("meaning").metadata[b"description"] == b"The document's words."
