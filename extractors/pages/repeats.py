"""Heading rows that a page repeats: they are read once.

A row cut by the page's end may have no border above its rest; the repeated heading then shares
cells with it, and only the heading's lines are taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.pages.parts import Fragment, Part

_LEAST_COLUMNS = 2  # in which a heading must stand to be told from the text below it

Heading = dict[int, list[str]]  # printed lines by column


class Unrepeated(NamedTuple):
    """A part without the heading it repeats."""

    part: Part | None  # None where nothing else stood in it
    rows: int  # heading rows taken out
    glyphs: int  # their characters


def unrepeated(above: Sequence[Part], part: Part) -> Unrepeated:
    """A part of a table, compared with the headings of its parts on the pages before."""
    found = _compared(above[0], part)
    for other in reversed(above[1:]):
        if found.rows:
            break
        # Further down a table, what begins a page is mostly no heading.
        if _is_heading(other):
            found = _compared(other, part)
    return found


def _is_heading(part: Part, row: int = 0) -> bool:
    filled = [cell for cell in _cells(part, row) if cell.lines]
    return len(filled) >= _LEAST_COLUMNS and all(
        line.bold for cell in filled for line in cell.lines
    )


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


def _compared(first: Part, part: Part) -> Unrepeated:
    rows = 0
    glyphs = 0
    most = _heading_rows(first) if not first.open_top else 1
    while rows < min(len(part.ys) - 1, most):
        heading, own = _row(first, rows), _row(part, rows)
        if not any(heading.values()) or heading != own:
            break
        glyphs += sum(line.printed for cell in _cells(part, rows) for line in cell.lines)
        rows += 1
    if rows == len(part.ys) - 1:
        return Unrepeated(None, rows, glyphs)
    kept = part._replace(
        ys=part.ys[rows:],
        cells=tuple(_moved(cell, rows) for cell in part.cells if cell.span.row >= rows),
        open_top=part.open_top and not rows,
    )
    if rows or not _begins_with(_row(kept, 0), _row(first, 0)):
        return Unrepeated(kept, rows, glyphs)
    return _cut_out(kept, _row(first, 0))


def _cells(part: Part, row: int) -> list[Fragment]:
    return [cell for cell in part.cells if cell.span.row == row]


def _row(part: Part, row: int) -> Heading:
    """The texts of a row's lines by column, as far as rows of one table can be compared."""
    return {cell.span.column: [line.text for line in cell.lines] for cell in _cells(part, row)}


def _moved(cell: Fragment, rows: int) -> Fragment:
    return cell._replace(span=cell.span._replace(row=cell.span.row - rows)) if rows else cell


def _begins_with(own: Heading, heading: Heading) -> bool:
    """Every column begins with the heading's lines, and at least one goes on."""
    filled = [column for column, lines in heading.items() if lines]
    if len(filled) < _LEAST_COLUMNS or own.keys() != heading.keys():
        return False
    return all(own[column][: len(lines)] == lines for column, lines in heading.items())


def _cut_out(part: Part, heading: Heading) -> Unrepeated:
    """The part with the heading's lines taken out of its first row."""
    cells: list[Fragment] = []
    glyphs = 0
    for cell in part.cells:
        count = len(heading.get(cell.span.column, ())) if cell.span.row == 0 else 0
        glyphs += sum(line.printed for line in cell.lines[:count])
        cells.append(cell._replace(lines=cell.lines[count:]))
    return Unrepeated(part._replace(cells=tuple(cells), open_top=True), 1, glyphs)
