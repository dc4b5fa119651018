"""Item tables whose first column is not the one of titles and labels, put in the usual order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from extractors.document import Block, Row, Table
from extractors.layouts.vocabulary import field, named
from extractors.records import Words

_FIRST_ROWS = 7  # of a table, in which its heading row stands
_NUMBERED = re.compile(r"\d{1,2}(?:(?P<item>(?:\.\d{1,2})+[.:)]?)|[.:)])\s+\S")
_LEAST_ROLES = 2  # columns that a heading row names beside the one of the title


def in_order(blocks: Iterable[Block], words: Words) -> Iterator[Block]:
    """The blocks; in each table the column of titles and labels first.

    A table without a heading row of its own goes on with the order of the one above.
    """
    moved = width = 0
    for block in blocks:
        if isinstance(block, Table):
            found = _of_titles(block, words)
            if found:
                moved, width = found, _width(block)
            elif moved and _has_own_order(block, words):
                moved = 0
            if moved and _width(block) == width and (found or _goes_on(block, moved, words)):
                yield block._replace(rows=tuple(_with_first(row, moved) for row in block.rows))
                continue
        yield block


def _of_titles(table: Table, words: Words) -> int:
    """The column (from 0) whose heading is a title, and below it labels; 0 where it is the first.

    Where columns stand in another order, another one's name stands first in the heading row.
    """
    for row in islice(table.rows, _FIRST_ROWS):
        first = row[0] if row else None
        if first is None or named("columns", first.text, words) is None:
            continue
        roles = [named("columns", cell.text, words) if cell else None for cell in row]
        titles = [n for n, cell in enumerate(row) if cell and cell.text.strip() and not roles[n]]
        is_heading = len(set(filter(None, roles))) >= _LEAST_ROLES
        if is_heading and len(titles) == 1:
            kinds = _kinds(table, titles[0], words)
            title = row[titles[0]]
            if title and "milestone" in kinds and _may_head(title.text, kinds, words):
                return titles[0]
    return 0


def _may_head(title: str, kinds: frozenset[str], words: Words) -> bool:
    """Whether a text heads an item and no column: a register may have "Milepæl" for a title."""
    numbered = _NUMBERED.match(title.strip())
    if numbered is not None:  # columns are numbered too: "2. Titel"
        return numbered["item"] is not None or named("fields", title, words) is None
    return len(kinds) > 1 and field(title, words) is None


def _kinds(table: Table, column: int, words: Words) -> frozenset[str]:
    """The kinds of label in a column; none where the first one has labels."""
    if any(_role(row, 0, words) for row in table.rows):
        return frozenset()
    return frozenset(filter(None, (_role(row, column, words) for row in table.rows)))


def _goes_on(table: Table, column: int, words: Words) -> bool:
    """Whether labels show it, as any table may be as wide; "Budget" may head a column of one."""
    below = table.rows[1:] or table.rows
    return bool(_kinds(table._replace(rows=below), column, words))


def _has_own_order(table: Table, words: Words) -> bool:
    """Whether a first cell is a label, or names a column of a table that is no item's."""
    return any(
        _role(row, 0, words) or (row[0] and named("columns", row[0].text, words))
        for row in islice(table.rows, _FIRST_ROWS)
        if row
    )


def _role(row: Row, column: int, words: Words) -> str | None:
    cell = row[column] if column < len(row) else None
    return named("rows", cell.text, words) if cell is not None else None


def _with_first(row: Row, column: int) -> Row:
    """A row with that column first; one cell over all columns stays where it is."""
    if column >= len(row) or row[column] is None:
        return row
    return (row[column], *row[:column], *row[column + 1 :])


def _width(table: Table) -> int:
    return next((len(row) for row in islice(table.rows, 1)), 0)
