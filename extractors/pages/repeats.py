"""Heading rows that a page repeats: they are read once.

A row cut by the page's end may have no border above its rest; the repeated heading then shares
cells with it, and only the heading's lines are taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import eq
from typing import NamedTuple

from extractors.pages.parts import Fragment, Part

_LEAST_COLUMNS = 2  # in which a heading must stand to be told from the text below it
_ABOVE_LAST = 2  # rows from the end of a page: what stands right above a row that it cuts

Row = dict[int, list[str]]  # printed lines by column
Same = Callable[[Row, Row], bool]


class Heading(NamedTuple):
    """What a part of a table begins with."""

    rows: list[Row]
    is_whole: bool  # it is not all of the part: the page's end may have cut that


class Headings:
    """What the parts of one table begin with, as far as a part below may repeat it."""

    def __init__(self) -> None:
        self._first = Heading([], is_whole=False)
        # Further down a table, what begins a page is mostly no heading. The latest stands last.
        self._others: dict[str, Heading] = {}

    def add(self, part: Part) -> None:
        """Take note of one more part of the table."""
        if not self._first.rows:
            self._first = _heading(part)
        elif _is_heading(part) or _is_alike(_row(part, 0), self._first.rows[0]):
            self._take(_heading(part))
        last = len(part.ys) - 1 - _ABOVE_LAST
        if last > 0 and _has_names(own := _row(part, last), self._first.rows[0]):
            self._take(Heading([own], is_whole=True))

    def _take(self, found: Heading) -> None:
        key = repr(found.rows)
        self._others.pop(key, None)
        self._others[key] = found

    def latest_first(self) -> Iterator[Heading]:
        """The table's own heading, then the others."""
        yield self._first
        yield from reversed(self._others.values())


class Unrepeated(NamedTuple):
    """A part without the heading it repeats."""

    part: Part | None  # None where nothing else stood in it
    rows: int  # heading rows taken out
    glyphs: int  # their characters


def unrepeated(above: Headings, part: Part, same: Same = eq) -> Unrepeated:
    """A part of a table, compared with the headings of its parts on the pages before.

    `same` tells whether a row of the part is one of the heading: on a scan it may be misread.
    """
    found = Unrepeated(part, 0, 0)
    for heading in above.latest_first():
        found = _compared(heading, part, same)
        if found.rows:
            break
    return found


def _heading(part: Part) -> Heading:
    most = _heading_rows(part) if not part.open_top else 1
    return Heading([_row(part, row) for row in range(most)], most < len(part.ys) - 1)


def _is_heading(part: Part, row: int = 0) -> bool:
    filled = [cell for cell in _cells(part, row) if cell.lines]
    return len(filled) >= _LEAST_COLUMNS and all(
        line.bold for cell in filled for line in cell.lines
    )


def _is_alike(own: Row, heading: Row) -> bool:
    """Whether a row is another heading of the same columns: all but one say the same."""
    filled = [column for column, lines in own.items() if lines]
    same = sum(own[column] == heading.get(column) for column in filled)
    return same >= max(_LEAST_COLUMNS, len(filled) - 1)


def _has_names(own: Row, heading: Row) -> bool:
    """Whether a row is the heading of another item: two columns have the same names.

    Above the last row of a page, as the next page repeats it above the rest of that row.
    """
    same = sum(bool(lines) and own.get(column) == lines for column, lines in heading.items())
    return same >= _LEAST_COLUMNS and len(list(filter(None, own.values()))) > _LEAST_COLUMNS


def _heading_rows(part: Part) -> int:
    """How many rows the heading has: one, or all that are set or shaded as headings are.

    Pages may hold the same rows for other reasons; those are kept.
    """
    shading = {cell.shading for cell in _cells(part, 0)}
    rows = 1
    while rows < len(part.ys) - 1:
        own = {cell.shading for cell in _cells(part, rows)}
        if not _is_heading(part, rows) and (own != shading or own == {None}):
            break
        rows += 1
    return rows if rows < len(part.ys) - 1 else 1


def _compared(above: Heading, part: Part, same: Same) -> Unrepeated:
    heading = above.rows
    rows = glyphs = 0
    while rows < min(len(part.ys) - 1, len(heading)):
        if not any(heading[rows].values()) or not same(heading[rows], _row(part, rows)):
            break
        glyphs += sum(line.printed for cell in _cells(part, rows) for line in cell.lines)
        rows += 1
    if rows == len(part.ys) - 1:
        return Unrepeated(None, rows, glyphs)
    if rows:
        cells = tuple([_moved(cell, rows) for cell in part.cells if cell.span.row >= rows])
        told = part.told and part.told._replace(rows=part.told.rows[rows:])
        kept = part._replace(ys=part.ys[rows:], cells=cells, open_top=False, told=told)
        return Unrepeated(kept, rows, glyphs)
    is_known = above.is_whole or _is_bold(part, heading[0])
    is_repeated = is_known and _begins_with(_row(part, 0), heading[0])
    if not is_repeated or _goes_on_bold(part, heading[0]) or _goes_on_beside(part, heading[0]):
        return Unrepeated(part, 0, 0)
    return _cut_out(part, heading[0])


def _cells(part: Part, row: int) -> list[Fragment]:
    return [cell for cell in part.cells if cell.span.row == row]


def _row(part: Part, row: int) -> Row:
    """The texts of a row's lines by column, as far as rows of one table can be compared."""
    return {cell.span.column: [line.text for line in cell.lines] for cell in _cells(part, row)}


def _moved(cell: Fragment, rows: int) -> Fragment:
    return cell._replace(span=cell.span._replace(row=cell.span.row - rows))


def _begins_with(own: Row, heading: Row) -> bool:
    """Every column begins with the heading's lines, and at least one goes on."""
    filled = [column for column, lines in heading.items() if lines]
    if len(filled) < _LEAST_COLUMNS or own.keys() != heading.keys():
        return False
    return all(own[column][: len(lines)] == lines for column, lines in heading.items())


def _is_bold(part: Part, heading: Row) -> bool:
    """Whether the lines of the heading are bold."""
    counts = ((cell, len(heading.get(cell.span.column, ()))) for cell in _cells(part, 0))
    return all(line.bold for cell, count in counts for line in cell.lines[:count])


def _goes_on_bold(part: Part, heading: Row) -> bool:
    """Whether a cell is bold beyond the heading's lines, as a longer heading is."""
    for cell in _cells(part, 0):
        count = len(heading.get(cell.span.column, ()))
        if count and len(cell.lines) > count and all(one.bold for one in cell.lines[: count + 1]):
            return True
    return False


def _goes_on_beside(part: Part, heading: Row) -> bool:
    """Whether more stands level with the heading's lines: the rest of a row stands below them.

    Where a page cut another heading above its title, it has the same names and none of that.
    """
    counts = [(cell.lines, len(heading.get(cell.span.column, ()))) for cell in _cells(part, 0)]
    lowest = max(line.base for lines, count in counts for line in lines[:count])
    return any(line.base <= lowest for lines, count in counts for line in lines[count:])


def _cut_out(part: Part, heading: Row) -> Unrepeated:
    """The part with the heading's lines taken out of its first row."""
    cells: list[Fragment] = []
    glyphs = 0
    for cell in part.cells:
        count = len(heading.get(cell.span.column, ())) if cell.span.row == 0 else 0
        glyphs += sum(line.printed for line in cell.lines[:count])
        cells.append(cell._replace(lines=cell.lines[count:]))
    return Unrepeated(part._replace(cells=tuple(cells), open_top=True), 1, glyphs)
