"""One database file with every table: SQLite, DuckDB; each with the data dictionary beside.

DuckDB holds money as DECIMAL(18, 2) and lists as lists. SQLite knows neither: money stands in whole
øre in `low_oere` and `high_oere`, which add up exactly, and `low` and `high` are columns computed
from them, in kroner, for reading; lists are JSON; dates are ISO 8601.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from pipeline import schema
from pipeline.datapackage import PRIMARY_KEYS
from pipeline.export.beside import beside
from pipeline.export.errors import LibraryMissing
from pipeline.export.output import Output, Row, arrow_schema, batches, columns, rows
from pipeline.export.plain import listed, plain
from pipeline.schema import Column, Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_OERE: Final = "_oere"
_DICTIONARY: Final = "data_dictionary"
_DICTIONARY_COLUMNS: Final = ("table_name", "column_name", "type", "unit", "description")
# Foreign keys, by the name of the column that points.
_POINTS_TO: Final = {"document_id": "documents", "item_id": "items"}
# One thread keeps the rows in order; nothing is fetched from anywhere.
_DUCKDB_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": "1",
    "autoinstall_known_extensions": "false",
}
_SQLITE_TYPES: Final = {
    "bool": "INTEGER",
    "int16": "INTEGER",
    "int32": "INTEGER",
    "int64": "INTEGER",
    "float": "REAL",
    "double": "REAL",
    "money": "INTEGER",
}
# By Arrow's own names, members of lists and records too.
_DUCKDB_TYPES: Final = {
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "decimal128(18, 2)": "DECIMAL(18, 2)",
}


def write_sqlite(output: Output, path: Path) -> None:
    with beside(path) as new:
        try:
            with closing(sqlite3.connect(new)) as connection, connection:
                _fill_sqlite(connection, output)
        except sqlite3.Error as error:
            raise OSError(f"{path}: {error}") from error


def write_duckdb(output: Output, path: Path) -> None:
    try:
        import duckdb
    except ImportError as error:
        raise LibraryMissing("duckdb", "DuckDB", "duckdb") from error
    with beside(path) as new:
        try:
            with duckdb.connect(new, config=_DUCKDB_SETTINGS) as connection:
                _fill_duckdb(connection, output)
        except duckdb.Error as error:
            raise OSError(f"{path}: {error}") from error


def _fill_sqlite(connection: sqlite3.Connection, output: Output) -> None:
    connection.execute(_dictionary_table("STRICT"))
    connection.executemany(_insert(_DICTIONARY, _DICTIONARY_COLUMNS), _dictionary())
    for table in schema.tables():
        connection.execute(_sqlite_table(table.name))
        own = columns(table.name)
        into = [column.name + _OERE * (column.type == "money") for column in own]
        values = (_sqlite_row(own, row) for row in rows(output, table.name))
        connection.executemany(_insert(table.name, into), values)
        for index in _indexes(table.name):
            connection.execute(index)


def _fill_duckdb(connection: DuckDBPyConnection, output: Output) -> None:
    connection.execute(_dictionary_table(""))
    connection.executemany(_insert(_DICTIONARY, _DICTIONARY_COLUMNS), list(_dictionary()))
    for table in schema.tables():
        connection.execute(_duckdb_table(table.name))
        for comment in _comments(table.name):
            connection.execute(comment)
        found = arrow_schema(table.name)
        reader = pa.RecordBatchReader.from_batches(found, batches(output, table.name))
        connection.from_arrow(reader).insert_into(table.name)


def _dictionary_table(kind: str) -> str:
    types = ("TEXT NOT NULL", "TEXT NOT NULL", "TEXT NOT NULL", "TEXT", "TEXT NOT NULL")
    listed = (f"{name} {kind}" for name, kind in zip(_DICTIONARY_COLUMNS, types, strict=True))
    return f"CREATE TABLE {_DICTIONARY} ({', '.join(listed)}) {kind}"


def _dictionary() -> Iterator[tuple[str, str, str, str | None, str]]:
    for table in schema.tables():
        for column in columns(table.name):
            yield table.name, column.name, column.type, column.unit, column.description


def _insert(table: str, names: tuple[str, ...] | list[str]) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(map(_quoted, names))}) VALUES ({marks})"  # noqa: S608 - names of the schema only


def _quoted(name: str) -> str:
    return f'"{name}"'


def _sqlite_table(table: str) -> str:
    parts = [part for column in columns(table) for part in _sqlite_column(column)]
    if table in PRIMARY_KEYS:
        parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, PRIMARY_KEYS[table]))})")
    parts += [
        f'FOREIGN KEY ("{column.name}") REFERENCES {target} ("{column.name}")'
        for column, target in _pointing(table)
    ]
    return f"CREATE TABLE {table} (\n  " + ",\n  ".join(parts) + "\n) STRICT"


def _sqlite_column(column: Column) -> Iterator[str]:
    kind = _SQLITE_TYPES.get(column.type, "TEXT")
    name = column.name + _OERE * (column.type == "money")
    yield f'"{name}" {kind}{_checked(column)}'
    if column.type == "money":
        yield f'"{column.name}" REAL GENERATED ALWAYS AS ("{name}" / 100.0) VIRTUAL'


def _duckdb_table(table: str) -> str:
    parts = [f'"{column.name}" {_duckdb_type(column)}' for column in columns(table)]
    if table in PRIMARY_KEYS:
        parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, PRIMARY_KEYS[table]))})")
    return f"CREATE TABLE {table} ({', '.join(parts)})"


def _duckdb_type(column: Column) -> str:
    return _duckdb_of(schema.TYPES[column.type]) + _checked(column)


def _duckdb_of(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return _duckdb_of(kind.value_type)
    if pa.types.is_list(kind):
        return _duckdb_of(kind.value_type) + "[]"
    if pa.types.is_struct(kind):
        fields = (f'"{field.name}" {_duckdb_of(field.type)}' for field in kind)
        return f"STRUCT({', '.join(fields)})"
    return _DUCKDB_TYPES[str(kind)]


def _checked(column: Column) -> str:
    """What the schema says may stand in a column."""
    checks = " NOT NULL" * column.required
    if column.values:
        listed = ", ".join(f"'{value}'" for value in column.values)
        checks += f' CHECK ("{column.name}" IN ({listed}))'
    return checks


def _comments(table: str) -> Iterator[str]:
    for column in columns(table):
        told = column.description.replace("'", "''")
        yield f"COMMENT ON COLUMN {table}.\"{column.name}\" IS '{told}'"


def _indexes(table: str) -> Iterator[str]:
    for column, _ in _pointing(table):
        yield f'CREATE INDEX {table}_{column.name} ON {table} ("{column.name}")'


def _pointing(table: str) -> list[tuple[Column, str]]:
    return [
        (column, _POINTS_TO[column.name])
        for column in columns(table)
        if _POINTS_TO.get(column.name, table) != table
    ]


def _sqlite_row(own: tuple[Column, ...], row: Row) -> tuple[Value, ...]:
    return tuple(_sqlite_value(column, row[column.name]) for column in own)


def _sqlite_value(column: Column, value: Value) -> Value:
    if isinstance(value, Decimal):
        return int(value.scaleb(2))
    return listed(value) if isinstance(value, list) else plain(column, value)
