"""Every table in one JSON file, a row a line, keys in the order of the schema.

    {"schema_version": "1", "software_version": "...", "tables": {"documents": [{...}, ...], ...}}

Money is text with two decimals ("570000.00"), because JSON's numbers are read as floats; dates are
ISO 8601; null is null. The same output gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pipeline import schema
from pipeline.export.beside import beside
from pipeline.export.output import Output, columns, rows
from pipeline.export.plain import plain


def write_json(output: Output, path: Path) -> None:
    with beside(path) as new, new.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(output))


def _lines(output: Output) -> Iterator[str]:
    versions = {
        "schema_version": output.schema_version,
        "software_version": output.software_version,
    }
    yield json.dumps(versions)[:-1] + ', "tables": {\n'
    names = [table.name for table in schema.tables()]
    for name in names:
        yield f'"{name}": ['
        separator = "\n"
        for row in rows(output, name):
            told = {column.name: plain(column, row[column.name]) for column in columns(name)}
            yield separator + json.dumps(told, ensure_ascii=False)
            separator = ",\n"
        yield "\n]" + ",\n" * (name != names[-1])
    yield "\n}}\n"
