"""Lines right above or below those of an unruled table's row, in its type, that no cell holds.

Where its columns were seen as they are, nothing of the text around a table stands so close. Nor
does a line with gaps begin with what begins the rows of tables, nor prose at the top of a page in
the middle of a sentence that the table before it leaves open, nor any text above the rest of a row
that a page cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.document import Notice
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part, last_row
from extractors.pages.sentences import ends_sentence, is_open

_CLOSE = 1.45  # of the size: lines of one text
_SAME_SIZE = 0.3  # points
_OUT = 2.0  # points by which a line may stand out of its table
_LEAST_EDGES = 3  # of columns: a table of one is none
_LONGEST_EVIDENCE = 200
_ROW = "A line begins with a label of rows and has gaps like theirs, and stands in no table."
_MESSAGE = "Lines stand as close to a table's rows as these are, in no column of it."
_BETWEEN = "Text stands where the end of a page may cut a row, and in no cell of it."

_REST = (
    "A line at the top of a page may be the rest of a text in the table above; no cell holds it."
)

_TITLE = re.compile(r"\d{1,2}\.(?:\d{1,2}\.?)? [A-ZÆØÅ]")  # "3.02. Nye kajer", "3. Børn og unge"

Setting = tuple[float, bool]  # size and bold


class _Table(NamedTuple):
    """From where to where a table reaches, and its lines."""

    left: float
    right: float
    lines: tuple[tuple[float, Setting], ...]  # from top to bottom


def left_out(
    parts: Iterable[Part], lines: Sequence[PrintedLine], labels: Iterable[str] = ()
) -> Notice | None:
    """What to tell of a page: the first of such lines, or of those that look like rows.

    `lines` are those outside of all tables, `labels` what begins rows all over the document.
    """
    tables = list(_tables(parts))
    for line in lines:
        is_row = line.wide and any(line.text.startswith(f"{label} ") for label in labels)
        if is_row or any(_is_beside(line, one) for one in tables):
            message = _ROW if is_row else _MESSAGE
            evidence, where = line.text[:_LONGEST_EVIDENCE], f"page[{line.page}]"
            return Notice("doubtful-columns", "warning", message, evidence, where, line.place)
    return None


def at_end(parts: Sequence[Part], lines: Sequence[PrintedLine]) -> Part | None:
    """The table with which a page ends, if it does; `lines` are those outside of all."""
    last = parts[-1] if parts else None
    return None if last is None or any(line.base > last.box[3] for line in lines) else last


def cut_off(
    above: Part | None,
    parts: Sequence[Part],
    lines: Sequence[PrintedLine],
    headers: Iterable[PrintedLine],
) -> Notice | None:
    """What to tell of the first line of a page where the one before ends with a table.

    It goes on with a text of the last row that ends in no sentence, in a small letter or behind a
    word that ends none. A numbered title does not. Right below a header it is of that: headings of
    two lines come again too.
    """
    if above is None or not lines or (parts and lines[0].base > parts[0].box[1]):
        return None
    line = lines[0]
    if _TITLE.match(line.text):
        return None
    begins_small = line.text[:1].islower()
    lasts = (cell.lines[-1] for cell in last_row(above) if cell.lines and _holds(cell, line))
    for last in lasts:
        is_cut = is_open(last.text) or (begins_small and not ends_sentence(last.text))
        if is_cut and abs(last.size - line.size) <= _SAME_SIZE:
            if any(0 < line.base - one.base <= _CLOSE * line.size for one in headers):
                return None
            evidence = f"{last.text} | {line.text}"[:_LONGEST_EVIDENCE]
            about = (_REST, evidence, f"page[{line.page}]", line.place)
            return Notice("doubtful-columns", "warning", *about)
    return None


def _holds(cell: Fragment, line: PrintedLine) -> bool:
    """Whether a line begins within the column of a cell."""
    return cell.box[0] - _OUT <= line.x0 < cell.box[2]


def left_between(below: Part, lines: Sequence[PrintedLine]) -> Notice | None:
    """What to tell of lines in no table between two parts that may be of one, `below` the lower.

    That is certain where it begins with the rest of a row, or where the lines stand in line with
    the texts of an inner column: titles do not, nor what is larger.
    """
    if below.drawn or not lines:
        return None
    held = [line for cell in below.cells if cell.span.row == 0 for line in cell.lines]
    if not held or all(line.bold for line in held):
        return None
    is_rest = not any(cell.lines for cell in below.cells if cell.span[:2] == (0, 0))
    if not is_rest and not any(_is_inside(line, below, held[0]) for line in lines):
        return None
    evidence = " ".join(line.text for line in lines)[:_LONGEST_EVIDENCE]
    where = f"page[{lines[0].page}]"
    return Notice("doubtful-rows", "warning", _BETWEEN, evidence, where, lines[0].place)


def _is_inside(line: PrintedLine, part: Part, other: PrintedLine) -> bool:
    """Whether a line stands in an inner column of a table, in type of the same size."""
    is_within = part.xs[1] - _OUT < line.x0 and line.x1 < part.xs[-1] + _OUT
    return is_within and abs(line.size - other.size) <= _SAME_SIZE


def _tables(parts: Iterable[Part]) -> Iterator[_Table]:
    for part in parts:
        if not part.drawn and len(part.xs) >= _LEAST_EDGES:
            held = ((one.base, (one.size, one.bold)) for cell in part.cells for one in cell.lines)
            yield _Table(part.xs[0], part.xs[-1], tuple(sorted(held)))


def _is_beside(line: PrintedLine, table: _Table) -> bool:
    """Whether a line stands within a table's width as close to one of its lines as these do."""
    if line.x0 < table.left - _OUT or line.x1 > table.right + _OUT or not line.text.strip():
        return False
    reach = _CLOSE * line.size
    first = bisect_left(table.lines, (line.base - reach,))
    for base, (size, bold) in table.lines[first:]:
        if base > line.base + reach:
            return False
        if bold == line.bold and abs(size - line.size) <= _SAME_SIZE:
            return True
    return False
