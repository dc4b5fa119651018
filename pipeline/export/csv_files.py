"""Every table as a CSV file: RFC 4180 with LF, UTF-8, decimal point, ISO dates, lists as JSON.

A text is quoted and nothing else is, so that `""` is an empty text and nothing is null. A text that
a spreadsheet could take for a formula has an apostrophe in front, and so has one that begins with
an apostrophe: taking one leading apostrophe away gives every text back as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from pipeline import schema
from pipeline.export.beside import all_beside
from pipeline.export.output import Output, arrow_schema, batches, columns
from pipeline.export.plain import listed

# What a spreadsheet may begin a formula with, wide forms too; and the sign that neutralises it.
FORMULA_START: Final = r"^['=+\-@\t\r\n＝＋－＠]"
_NEUTRAL: Final = "'"


def write_csv(output: Output, folder: Path) -> None:
    """`folder`/<table>.csv for every table; other files in the folder stay."""
    with all_beside(folder) as new:
        for table in schema.tables():
            path = new / f"{table.name}.csv"
            with pyarrow.csv.CSVWriter(path, _written(table.name)) as writer:
                for batch in batches(output, table.name):
                    writer.write_batch(_as_written(table.name, batch))


def _written(table: str) -> pa.Schema:
    """Money, numbers and dates keep their types; everything else is text."""
    return pa.schema(
        [
            pa.field(field.name, pa.string() if _is_text(field.type) else field.type)
            for field in arrow_schema(table)
        ]
    )


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_nested(kind) or pa.types.is_dictionary(kind))


def _as_written(table: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    arrays = []
    for column, array in zip(columns(table), batch.columns, strict=True):
        if pa.types.is_nested(array.type):
            array = pa.array([listed(value) for value in array.to_pylist()], pa.string())  # noqa: PLW2901 - the same column in its written form
        elif column.type == "enum":
            array = array.cast(pa.string())  # noqa: PLW2901 - the same column in its written form
        arrays.append(neutral(array) if column.type in {"text", "enum"} else array)
    return pa.RecordBatch.from_arrays(arrays, schema=_written(table))


def neutral(texts: pa.Array) -> pa.Array:
    """The texts, each that could be taken for a formula behind an apostrophe."""
    behind = pc.binary_join_element_wise(_NEUTRAL, texts, "")
    return pc.if_else(pc.match_substring_regex(texts, FORMULA_START), behind, texts)
