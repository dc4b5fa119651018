"""Item tables with the number of each item in a column of its own, which is put before its title.

"3.01" stands left of the title in the heading row, alone in its column or beside all of the rows
below, where a cell is merged over them. A register numbers its rows instead, below a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from extractors.document import Block, Cell, Paragraph, Row, Table, joined_places
from extractors.layouts.item_headings import columns_of, label_of
from extractors.layouts.vocabulary import field, named
from extractors.records import Words

_NUMBER = re.compile(r"\d{1,2}(?P<item>(?:\.\d{1,2}){1,2}[a-z]?)?[.:)]?")
_FIRST_ROWS = 7  # of a table, in which its heading row stands
_LEAST_WIDTH = 4  # columns: number, title, and two that are named


def with_titles(blocks: Iterable[Block], words: Words) -> Iterator[Block]:
    """The blocks; in each table with a column of numbers this and the next one are one.

    A table without a heading row of its own goes on as the one above.
    """
    width = 0
    for block in blocks:
        if isinstance(block, Table):
            first = list(islice(block.rows, _FIRST_ROWS))
            if any(_heads(row, words) for row in first):
                width = len(first[0]) if _is_numbered(block.rows, words) else 0
            elif width and not _goes_on(block, width, words):
                width = 0
            if width:
                yield block._replace(rows=tuple(_joined(block.rows, words)))
                continue
        yield block


def _is_numbered(rows: Sequence[Row], words: Words) -> bool:
    """Whether labels stand in the second column, and in the first one nothing but numbers.

    What stands alone in a row, as the title of a chapter, may begin in either.
    """
    number, labels = "", set[str]()
    for row in rows:
        first = row[0].text.strip() if row[0] else ""
        if _heads(row, words):
            number = first or number
        elif first not in {"", number} and _is_filled(row[2:]):
            return False
        labels.add(label_of(row[1:], words) or "")
    return bool(number) and "milestone" in labels


def _goes_on(table: Table, width: int, words: Words) -> bool:
    """Whether a table is as wide as the one above, and has nothing in the column of numbers."""
    return all(
        len(row) == width and not _is_filled(row[:1]) and columns_of(row, words) is None
        for row in table.rows
    )


def _heads(row: Row, words: Words) -> bool:
    """Whether a row has a number before a title and the names of columns."""
    if len(row) < _LEAST_WIDTH or row[1] is None or not row[1].text.strip():
        return False
    first, title = row[0].text.strip() if row[0] else "", row[1].text
    found = _NUMBER.fullmatch(first)
    if found is None or columns_of(row[1:], words) is None:
        return False
    if any(named(section, title, words) for section in ("columns", "rows", "generic")):
        return False
    return found["item"] is not None or field(title, words) is None  # columns are numbered too


def _is_filled(cells: Sequence[Cell | None]) -> bool:
    return any(cell is not None and (cell.text.strip() or cell.all_marks) for cell in cells)


def _joined(rows: Sequence[Row], words: Words) -> Iterator[Row]:
    number = ""
    for row in rows:
        first, second, *others = row
        if _heads(row, words):
            number = first.text.strip() if first else ""
        elif first is not None and first.text.strip() == number and second is not None:
            first = None  # it comes again in each row
        yield (_one_cell(first, second), *others)


def _one_cell(first: Cell | None, second: Cell | None) -> Cell | None:
    """Both cells as one; what is merged over rows has its text in the first of them alone."""
    if first is None or second is None or not (first.blocks or first.marks):
        return first if second is None else second
    printed = (place for one in first.paragraphs for place in one.places())
    return second._replace(
        blocks=_one_text(first.blocks, second.blocks),
        marks=first.marks + second.marks,
        places=joined_places(iter((*printed, *second.places))),
    )


def _one_text(number: tuple[Block, ...], title: tuple[Block, ...]) -> tuple[Block, ...]:
    if number and title and isinstance(number[-1], Paragraph) and isinstance(title[0], Paragraph):
        return (*number[:-1], _one_line(number[-1], title[0]), *title[1:])
    return number + title


def _one_line(number: Paragraph, title: Paragraph) -> Paragraph:
    by = len(number.text) + 1
    marks = [
        mark if mark.offset is None else mark._replace(offset=mark.offset + by)
        for mark in title.marks
    ]
    lines = [one._replace(start=one.start + by, end=one.end + by) for one in title.lines]
    return title._replace(
        text=f"{number.text} {title.text}",
        marks=(*number.marks, *marks),
        lines=(*number.lines, *lines),
        bold=title.bold and number.bold,
    )
