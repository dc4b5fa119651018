"""One document's result as bytes: what a worker hands over and what the cache keeps.

Arrow streams behind a list of what they are, led by a checksum: a result that was damaged on the
disk or on its way is no result. No pickle, since an output folder may come from anyone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache

import pyarrow as pa

from pipeline import schema
from pipeline.parts import Part, Parts, each_part
from pipeline.records import DocumentRow, DocumentRows, FindingRow

MAGIC = b"milepael-result-1\n"
_DIGEST_BYTES = 32


class DamagedResult(Exception):  # noqa: N818 - named for what the bytes are
    """Bytes that are no result, or not the one that was written."""


def encoded(rows: DocumentRows) -> bytes:
    """The rows of one input file as bytes; the same rows give the same bytes."""
    streams = {part: _stream(table) for part, table in each_part(rows)}
    listed = [(name, year, len(stream)) for (name, year), stream in streams.items()]
    body = b"".join((json.dumps(listed).encode(), b"\n", *streams.values()))
    return MAGIC + hashlib.sha256(body).digest() + body


def decoded(data: bytes, tables: Container[str] | None = None) -> Parts:
    """The parts, or those of some tables only; raises DamagedResult."""
    start = len(MAGIC) + _DIGEST_BYTES
    body = memoryview(data)[start:]
    if not data.startswith(MAGIC) or hashlib.sha256(body).digest() != data[len(MAGIC) : start]:
        raise DamagedResult(f"{len(data)} bytes that are no whole result")
    head, _, _ = data[start:].partition(b"\n")
    found: dict[Part, pa.Table] = {}
    offset = start + len(head) + 1
    for name, year, length in json.loads(head):
        if tables is None or name in tables:
            found[name, year] = _table(name, data[offset : offset + length])
        offset += length
    return found


def named(parts: Parts, sources: Sequence[str]) -> Parts:
    """The parts as read from files of these names; results are kept without any."""
    first = sources[0]
    values = {
        "source": first,
        "sources": list(sources),
        "file_name": first.rpartition("/")[2],
    }
    return {
        part: _with_values(table, values) if part[0] == "documents" else table
        for part, table in parts.items()
    }


def with_findings(parts: Parts, added: Iterable[FindingRow]) -> Parts:
    """The parts with these findings, each in its document's year and counted there."""
    by_document: dict[str, list[FindingRow]] = {}
    for row in added:
        by_document.setdefault(row.document_id, []).append(row)
    changed = dict(parts)
    for part, table in parts.items() if by_document else ():
        if part[0] != "documents":
            continue
        rows = table.to_pylist()
        own = [one for row in rows for one in by_document.get(row["document_id"], ())]
        for row in rows:
            row["finding_count"] += len(by_document.get(row["document_id"], ()))
        if own:
            changed[part] = pa.Table.from_pylist(rows, schema=table.schema)
            new = schema.arrow_table("findings", own)
            old = parts.get(("findings", part[1]))
            both = new if old is None else schema.merged("findings", old, new)
            changed["findings", part[1]] = both
    return changed


def document_rows(parts: Parts) -> tuple[DocumentRow, ...]:
    """The rows of `documents` in these parts."""
    rows: list[DocumentRow] = []
    for (name, year), table in parts.items():
        if name == "documents":
            rows.extend(document_row(row, year) for row in table.to_pylist())
    return tuple(sorted(rows, key=lambda row: row.document_id))


def document_row(row: Mapping[str, schema.Value], year: int | None) -> DocumentRow:
    values: dict[str, schema.Value] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return DocumentRow(**values, budget_year=year)


@cache
def _arrow(name: str) -> pa.Schema:
    return schema.table(name).arrow


@cache
def _bare(name: str) -> pa.Schema:
    """The schema without its descriptions, which would outweigh a small document's rows."""
    fields = [field.remove_metadata() for field in _arrow(name)]
    return pa.schema(fields)


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    bare = pa.schema([field.remove_metadata() for field in table.schema])
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, bare, options=options) as writer:
        writer.write_table(pa.Table.from_arrays(table.columns, schema=bare))
    return bytes(sink.getvalue())


def _table(name: str, stream: bytes) -> pa.Table:
    # Threads for a few kilobytes cost more than they give.
    with pa.ipc.open_stream(stream, options=pa.ipc.IpcReadOptions(use_threads=False)) as reader:
        table = reader.read_all()
    if table.schema != _bare(name):
        raise DamagedResult(f"{name}: columns {table.schema.names!r} are not the declared ones")
    return pa.Table.from_arrays(table.columns, schema=_arrow(name))


def _with_values(table: pa.Table, values: Mapping[str, schema.Value]) -> pa.Table:
    for name, value in values.items():
        index = table.schema.get_field_index(name)
        field = table.schema.field(index)
        table = table.set_column(index, field, pa.array([value] * table.num_rows, field.type))
    return table
