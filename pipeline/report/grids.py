"""The tables of a document as they stand in it, cell by cell, to show values in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from extractors import formats
from extractors.document import Block, Cell, Document, Table
from extractors.errors import ExtractionError
from extractors.limits import Limits

# Table locator -> the table.
Grids: TypeAlias = Mapping[str, Table]
_ROW = re.compile(r"(?P<table>.*?table\[\d+\])/row\[(?P<row>\d+)\](?!.*/row\[)")
_LEAD = 48  # letters of a value by which its cell is found


def read_grids(data: bytes, name: str, engine: str | None) -> Grids:
    """Every table by its locator; none where the document can't be read again."""
    chosen = engine if engine == "pdfplumber" else None
    try:
        document: Document = formats.read(data, Limits(), name=name, engine=chosen)
    except ExtractionError:
        return {}
    return {table.locator: table for table in _tables(document.blocks)}


def row_of(locator: str | None) -> tuple[str, int] | None:
    """The table and row that a locator leads to.

    >>> row_of("table[2]/row[5]/cell[1]/paragraph[1]")
    ('table[2]', 5)
    """
    found = _ROW.match(locator or "")
    return (found["table"], int(found["row"])) if found else None


def item_grids(grids: Grids, locators: Iterable[str | None]) -> list[dict[str, Any]]:
    """The rows of the item, from its first to its last in each table, for the page."""
    spans: dict[str, list[int]] = {}
    for place in filter(None, map(row_of, locators)):
        spans.setdefault(place[0], []).append(place[1])
    return [
        {"at": table, "rows": _rows(grids[table], min(rows), max(rows))}
        for table, rows in spans.items()
        if table in grids
    ]


def cells_between(grids: Grids, first: str | None, last: str | None) -> tuple[Cell, ...]:
    """The cells of the rows from one locator to another of the same table."""
    start, stop = row_of(first), row_of(last)
    if start is None or start[0] not in grids:
        return ()
    end = stop[1] if stop is not None and stop[0] == start[0] else start[1]
    rows = grids[start[0]].rows[start[1] - 1 : end]
    return tuple(cell for row in rows for cell in row if cell is not None)


def cell_with(cells: Sequence[Cell], raw: str | None) -> Cell | None:
    """The cell in which a value's text stands; the shortest, where several hold it."""
    lead = _plain(raw or "")[:_LEAD]
    holding = [cell for cell in cells if lead and lead in _plain(cell.text)]
    return min(holding, key=lambda cell: len(cell.text), default=None)


def marked_cell(cells: Sequence[Cell]) -> Cell | None:
    """The cell that holds a mark, the shortest of them: a smiley stands alone."""
    return min(
        (cell for cell in cells if cell.all_marks), key=lambda cell: len(cell.text), default=None
    )


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in filter(None, row):
                    yield from _tables(cell.blocks)


def _rows(table: Table, first: int, last: int) -> list[list[dict[str, Any]]]:
    return [
        [_cell(cell) for cell in row if cell is not None] for row in table.rows[first - 1 : last]
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    marks = [mark.value for mark in cell.all_marks if mark.kind == "character"]
    return {
        "at": cell.locator,
        "text": cell.text,
        "marks": marks,
        "shade": cell.shading,
        "span": [cell.row_span, cell.column_span],
    }


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
