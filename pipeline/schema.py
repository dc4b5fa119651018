"""The Arrow schema of each table, a sentence per column, and the check at the door.

Columns are declared in schema.toml and nowhere else; the Parquet files, `milepael schema`,
`datapackage.json` and the documentation's column tables are all made from it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from pipeline.records import NameReading, Position, Region, Review

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Rows cross the door as plain values keyed by column; Arrow checks their types.
Value: TypeAlias = Any

PARTITION = "budget_year"
SMILEY_PREFIX = "smiley_"
END_PREFIXES = ("from_", "to_")

_REGION = pa.struct(
    [
        ("page", pa.int32()),
        ("x0", pa.float32()),
        ("top", pa.float32()),
        ("x1", pa.float32()),
        ("bottom", pa.float32()),
    ]
)
_NAME_READING = pa.struct(
    [
        ("role", pa.string()),
        ("name", pa.string()),
        ("raw", pa.string()),
        ("score", pa.float32()),
        ("method", pa.string()),
    ]
)
_AT_ONCE = 1_000  # rows of a table that are made Arrow together
_REVIEW = pa.struct([(name, pa.string()) for name in Review._fields])
TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "enum": pa.dictionary(pa.int32(), pa.string()),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "money": pa.decimal128(18, 2),
    "names": pa.list_(pa.string()),
    "name_readings": pa.list_(_NAME_READING),
    "reviews": pa.list_(_REVIEW),
    "years": pa.list_(pa.int16()),
    "regions": pa.list_(_REGION),
}


# The partition column comes to pandas as a dictionary, which it cannot join where some rows have no
# year; in its own metadata a file may ask for integers that can be null instead.
_FOR_PANDAS = {
    "index_columns": [],
    "column_indexes": [],
    "columns": [
        {
            "name": PARTITION,
            "field_name": PARTITION,
            "pandas_type": "int32",
            "numpy_type": "int32[pyarrow]",
            "metadata": None,
        }
    ],
}


class SchemaError(Exception):
    """Rows that do not conform to their table: our own mistake, never a document's."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds and what may stand in it."""

    name: str
    type: str  # a key of TYPES
    description: str
    required: bool = False
    unit: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its columns, and those by which its rows are sorted."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema; descriptions and the schema version stand in its metadata."""
        metadata = {
            "milepael.schema_version": version(),
            "milepael.table": self.name,
            "pandas": json.dumps(_FOR_PANDAS),
        }
        return pa.schema([_field(column) for column in self.columns], metadata=metadata)


@cache
def version() -> str:
    return str(_declaration()["version"])


@cache
def tables() -> tuple[TableSchema, ...]:
    """Every table, in the order of the contract."""
    declared: Mapping[str, Value] = _declaration()["tables"]
    return tuple(_table(name, declaration) for name, declaration in declared.items())


def table(name: str) -> TableSchema:
    return next(found for found in tables() if found.name == name)


def arrow_table(name: str, rows: Iterable[DataclassInstance]) -> pa.Table:
    """Rows of one table as Arrow, sorted by its order; raises SchemaError where they don't conform.

    The partition column is left out: it stands in the path.
    """
    schema = table(name)
    ranked = sorted(rows, key=lambda row: _rank(schema, _conforming(schema, row)))
    # As dictionaries rows take many times the room.
    pieces = [
        pa.Table.from_pylist(list(map(_flat, ranked[start : start + _AT_ONCE])), schema.arrow)
        for start in range(0, len(ranked), _AT_ONCE)
    ]
    if len(pieces) == 1:
        return pieces[0]
    whole = pa.concat_tables([schema.arrow.empty_table(), *pieces])
    return whole.unify_dictionaries().combine_chunks()


def _conforming(schema: TableSchema, row: DataclassInstance) -> dict[str, Value]:
    flat = _flat(row)
    conforms(schema, flat)
    return flat


def merged(name: str, *tables: pa.Table) -> pa.Table:
    """The rows of several pieces of one table, sorted by its order."""
    schema = table(name)
    rows = [row for piece in tables for row in piece.to_pylist()]
    rows.sort(key=lambda row: _rank(schema, row))
    return pa.Table.from_pylist(rows, schema=schema.arrow)


def _rank(schema: TableSchema, row: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(_sortable(row[column]) for column in schema.order)


def conforms(schema: TableSchema, row: Mapping[str, Value]) -> None:
    """Raise SchemaError for unknown or missing keys, nulls in required columns, foreign values."""
    names = {column.name for column in schema.columns}
    if row.keys() != names:
        odd = sorted(row.keys() ^ names)
        raise SchemaError(f"{schema.name}: columns {odd!r} are not the declared ones")
    for column in schema.columns:
        value = row[column.name]
        if value is None and column.required:
            raise SchemaError(f"{schema.name}.{column.name}: null, expected a value in {row!r}")
        if value is not None and column.values and value not in column.values:
            raise SchemaError(
                f"{schema.name}.{column.name}: {value!r}, expected one of {column.values!r}"
            )


@cache
def _declaration() -> Mapping[str, Value]:
    return tomllib.loads(files("pipeline").joinpath("schema.toml").read_text(encoding="utf-8"))


def _table(name: str, declared: Mapping[str, Value]) -> TableSchema:
    columns = [_column(column) for column in declared["columns"]]
    if declared.get("place"):
        columns += _place(declared["thing"])
    if declared.get("smiley"):
        columns += _box(SMILEY_PREFIX, "smiley")
    if declared.get("ends"):
        columns += [
            *_box(END_PREFIXES[0], "earlier value"),
            *_box(END_PREFIXES[1], "later value"),
        ]
    return TableSchema(
        name, declared["title"], declared["description"], tuple(columns), tuple(declared["order"])
    )


def _column(declared: Mapping[str, Value]) -> Column:
    return Column(**{**declared, "values": tuple(declared.get("values", ()))})


def _place(thing: str) -> list[Column]:
    locator = "Where in the file's own structure, e.g. table[12]/row[3]/cell[2]."
    return [
        Column("locator", "text", locator),
        *_box("", thing),
        Column("regions", "regions", f"Every fragment of the {thing}, one box per page.", True),
    ]


def _box(prefix: str, thing: str) -> Iterator[Column]:
    for name, kind, description, *unit in _declaration()["groups"]["box"]:
        yield Column(prefix + name, kind, description.format(thing=thing), False, *unit)


def _field(column: Column) -> pa.Field:
    metadata = {"description": column.description}
    if column.unit:
        metadata["unit"] = column.unit
    if column.values:
        metadata["values"] = "|".join(column.values)
    return pa.field(
        column.name, TYPES[column.type], nullable=not column.required, metadata=metadata
    )


def _flat(row: DataclassInstance) -> dict[str, Value]:
    flat: dict[str, Value] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name == PARTITION:
            continue
        if isinstance(value, Position):
            flat |= {"locator": value.locator, **_edges("", value.first)}
            flat["regions"] = [region._asdict() for region in value.regions]
        elif field.name.endswith("_place"):
            flat |= _edges(field.name.removesuffix("place"), value)
        else:
            flat[field.name] = [_plain(one) for one in value] if isinstance(value, tuple) else value
    return flat


def _plain(value: Value) -> Value:
    """A member of a list as Arrow takes it: a record as a mapping."""
    return value._asdict() if isinstance(value, NameReading | Review) else value


def _edges(prefix: str, region: Region | None) -> dict[str, Value]:
    values: Sequence[Value] = region if region is not None else (None,) * len(Region._fields)
    return {prefix + name: value for name, value in zip(Region._fields, values, strict=True)}


def _sortable(value: Value) -> tuple[bool, Value]:
    """Nulls first; values of one column share a type."""
    return (value is not None, value if value is not None else 0)
