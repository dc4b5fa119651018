"""Outputs to take away, and what was taken: for the tests of exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa

from pipeline import dataset, schema
from pipeline.export import FORMS
from pipeline.schema import Column

NAMES = {form: f"taken.{form}" for form in FORMS}


def written(output: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """An output with one table's rows, each column that a row leaves out null or empty."""
    declared = schema.table(name)
    whole = [{c.name: row.get(c.name, absent(c)) for c in declared.columns} for row in rows]
    with dataset.Builder(output) as builder:
        builder.add({(name, 2024): pa.Table.from_pylist(whole, schema=declared.arrow)})
        builder.finish()


def absent(column: Column) -> Any:
    """What may stand in a column where a test says nothing of it."""
    if pa.types.is_list(schema.TYPES[column.type]):
        return []
    if not column.required:
        return None
    if column.values:
        return column.values[-1]
    return "" if column.type == "text" else 0


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def contents(path: Path) -> list[bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [file.read_bytes() for file in files]


def unescaped(text: str) -> str:
    """What Excel shows: openpyxl leaves Excel's escapes of control characters as they are."""
    return openpyxl.utils.escape.unescape(text)  # type: ignore[no-any-return]  # publishes no types
