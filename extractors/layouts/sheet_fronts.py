"""What stands above the items in one table with them, as spreadsheets are printed with a grid.

Title, date and reading guide have a row each there, each in the first cell; they are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from extractors.document import Block, Paragraph, Row, Table
from extractors.layouts.item_headings import columns_of, label_of, title_rows
from extractors.records import Words

_LEAST, _MOST = 3, 60  # rows with text: fewer are titles of items, more are no front
_OF_ITEM = re.compile(r"^\d{1,2}\.\d|\bkr\b")


def parted(blocks: Iterable[Block], words: Words) -> Iterator[Block]:
    """The blocks; of the first table of items the text above them on its own."""
    is_first = True
    for block in blocks:
        if isinstance(block, Table) and is_first:
            rows = _above_items(block, words)
            is_first = rows is None
            if rows:
                yield from _texts(block.rows[:rows])
                yield _below(block, rows)
                continue
        yield block


def _above_items(table: Table, words: Words) -> int | None:
    """How many rows stand above the first item's, text alone; 0 where not, None without items.

    What may be of an item, by its number or a sum, is left to be told.
    """
    rows = tuple(islice(table.rows, _MOST))
    texts = 0
    for count, row in enumerate(rows):
        if title_rows(rows[count:], words) or columns_of(row, words):
            return count if texts >= _LEAST else 0
        if label_of(row, words) is not None:
            return 0
        if not _is_text(row):
            return None
        text = row[0].text.strip() if row and row[0] is not None else ""
        if _OF_ITEM.search(text):
            return 0
        texts += bool(text)
    return None


def _is_text(row: Row) -> bool:
    """Whether nothing stands in it but in the first cell."""
    return not any(cell.text.strip() or cell.all_marks for cell in row[1:] if cell is not None)


def _texts(rows: Iterable[Row]) -> Iterator[Paragraph]:
    for row in rows:
        first = row[0] if row else None
        yield from first.paragraphs if first is not None else ()


def _below(table: Table, rows: int) -> Table:
    possible = tuple(at - rows for at in table.possible_continuations if at > rows)
    header = max(0, table.header_rows - rows)
    own = tuple(table.rows[rows:])
    return table._replace(rows=own, header_rows=header, possible_continuations=possible)
