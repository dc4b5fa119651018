"""The data dictionary in the forms people read it: Frictionless Data Package and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from pipeline import schema
from pipeline.records import DatasetFile
from pipeline.schema import Column, TableSchema

Descriptor: TypeAlias = dict[str, Any]

# Frictionless names of our types; a decimal is a number there.
_FRICTIONLESS = {
    "text": "string",
    "enum": "string",
    "bool": "boolean",
    "date": "date",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "money": "number",
    "names": "array",
    "years": "array",
    "name_readings": "array",
    "reviews": "array",
    "regions": "array",
}
_PRIMARY_KEYS = {
    "documents": ["document_id"],
    "legend": ["document_id", "position"],
    "items": ["item_id"],
    "follow_ups": ["item_id", "position"],
}


def datapackage(files: Sequence[DatasetFile]) -> Descriptor:
    """The descriptor of an output: every table, column, unit and enumeration, and its files."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "milepael",
        "title": "Municipal budget follow-ups",
        "version": schema.version(),
        "resources": [
            _resource(table, [file for file in files if file.table == table.name])
            for table in schema.tables()
        ],
    }


def markdown() -> str:
    """The data dictionary as Markdown, one section per table."""
    return "\n".join(_sections())


def _resource(table: TableSchema, files: Sequence[DatasetFile]) -> Descriptor:
    described: Descriptor = {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "description": table.description,
        "path": [file.path for file in files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(file.size_bytes for file in files),
        "schema": {"fields": [_field(column) for column in (*table.columns, _partition())]},
    }
    if table.name in _PRIMARY_KEYS:
        described["schema"]["primaryKey"] = _PRIMARY_KEYS[table.name]
    return described


def _partition() -> Column:
    return Column(schema.PARTITION, "int32", "Year of the budget followed up; the partition.")


def _field(column: Column) -> Descriptor:
    field: Descriptor = {
        "name": column.name,
        "type": _FRICTIONLESS[column.type],
        "description": column.description,
        "arrowType": str(schema.TYPES[column.type]),
    }
    constraints: Descriptor = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    if column.unit:
        field["unit"] = column.unit
    return field


def _sections() -> Iterator[str]:
    for table in schema.tables():
        yield f"### `{table.name}`\n"
        yield f"{table.description} Sorted by {', '.join(table.order)}.\n"
        yield "| column | type | null | what it holds |"
        yield "|---|---|---|---|"
        for column in table.columns:
            yield _line(column)
        yield ""


def _line(column: Column) -> str:
    values = f" One of {', '.join(f'`{value}`' for value in column.values)}." * bool(column.values)
    unit = f" In {column.unit}." if column.unit else ""
    null = "no" if column.required else "yes"
    return f"| `{column.name}` | {column.type} | {null} | {column.description}{unit}{values} |"
