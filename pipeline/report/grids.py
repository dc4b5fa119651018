"""The tables of a document as they stand in it, cell by cell, to show values in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extractors import formats
from extractors.document import Block, Cell, Document, Paragraph, Table
from extractors.errors import ExtractionError
from extractors.limits import Limits


class Grids(NamedTuple):
    """A document's tables by locator, and its paragraphs outside them in reading order."""

    tables: Mapping[str, Table]
    paragraphs: Sequence[Paragraph]


NO_GRIDS = Grids({}, ())
_ROW = re.compile(r"(?P<table>.*?table\[\d+\])/row\[(?P<row>\d+)\](?!.*/row\[)")
_LEAD = 48  # letters of a value by which its cell is found
_AFTER = 4  # paragraphs shown after the last known place: what belongs to it stands there


def read_grids(data: bytes, name: str, engine: str | None) -> Grids:
    """Every table by its locator; nothing where the document can't be read again."""
    chosen = engine if engine == "pdfplumber" else None
    try:
        document: Document = formats.read(data, Limits(), name=name, engine=chosen)
    except ExtractionError:
        return NO_GRIDS
    tables = {table.locator: table for table in _tables(document.blocks)}
    return Grids(tables, [one for one in document.blocks if isinstance(one, Paragraph)])


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
    listed = list(locators)
    for place in filter(None, map(row_of, listed)):
        spans.setdefault(place[0], []).append(place[1])
    found = [
        {"at": table, "rows": _rows(grids.tables[table], min(rows), max(rows))}
        for table, rows in spans.items()
        if table in grids.tables
    ]
    return found or _lines(grids.paragraphs, listed)


def _lines(paragraphs: Sequence[Paragraph], locators: Sequence[str | None]) -> list[dict[str, Any]]:
    """A report without tables: the paragraphs from the first place to the last, one per row."""
    at = [number for number, one in enumerate(paragraphs) if one.locator in locators]
    if not at:
        return []
    own = paragraphs[at[0] : at[-1] + 1 + _AFTER]
    return [{"at": own[0].locator, "rows": [[_line(one)] for one in own]}]


def _line(paragraph: Paragraph) -> dict[str, Any]:
    marks = [mark.value for mark in paragraph.marks if mark.kind == "character"]
    plain = {"text": paragraph.text, "marks": marks, "shade": None, "span": [1, 1]}
    return {"at": paragraph.locator, **plain}


def cells_between(grids: Grids, first: str | None, last: str | None) -> tuple[Cell, ...]:
    """The cells of the rows from one locator to another of the same table."""
    start, stop = row_of(first), row_of(last)
    if start is None or start[0] not in grids.tables:
        return ()
    end = stop[1] if stop is not None and stop[0] == start[0] else start[1]
    rows = grids.tables[start[0]].rows[start[1] - 1 : end]
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
