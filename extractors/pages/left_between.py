"""Text between two rules of a table beside that of its row, in no cell: the row was read in part.

Between two rules of one table stands a row and nothing else. Where rules part tables only, as
where the last row of each has none below, prose and titles may stand there as well: what begins
at the left, below all texts of several rows and without columns. An auditor is told of other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.document import Notice
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.frames import are_same
from extractors.pages.letters import PrintedLine
from extractors.pages.separators import Separator, separators
from extractors.pages.sheet import Sheet

_OUT = 1.0  # points by which a line may stand out of its rules
_MOST = 200  # rules of a page, and lines in no cell, each held against all in cells
_LONGEST_EVIDENCE = 200
_MESSAGE = "Text stands between two rules of a table, beside texts of its row and in no cell."


def left_between(
    sheet: Sheet, cells: Cells, lines: Mapping[int, Sequence[PrintedLine]]
) -> tuple[Notice, ...]:
    """What to tell of the first such line of a page; `lines` are those of each cell."""
    if not len(sheet.across) or all(grid.drawn for grid in cells.grids):
        return ()
    loose = [line for line in lines.get(OUTSIDE, ()) if not line.artifact and line.text.strip()]
    rules = [one for one in separators(sheet) if one.drawn][:_MOST]
    held = list(_held(cells, lines)) if loose and rules else ()
    for line in loose[:_MOST]:
        band = _band(line, rules)
        if band and any(_is_beside(line, band, own) for own in held):
            where, evidence = f"page[{sheet.number}]", line.text[:_LONGEST_EVIDENCE]
            about = (_MESSAGE, evidence, where, line.place)
            return (Notice("left-between-rules", "warning", *about),)
    return ()


def _held(cells: Cells, lines: Mapping[int, Sequence[PrintedLine]]) -> Iterator[list[PrintedLine]]:
    """What stands in each of the tables that no rules draw."""
    for grid, start in zip(cells.grids, cells.starts, strict=False):
        if not grid.drawn:
            groups = range(start, start + len(grid.spans))
            yield [line for group in groups for line in lines.get(group, ()) if line.text.strip()]


def _band(line: PrintedLine, rules: Sequence[Separator]) -> tuple[Separator, Separator] | None:
    """The rules right above and below a line, if they are as long as each other."""
    around = [one for one in rules if one.x0 <= line.x0 + _OUT and one.x1 >= line.x1 - _OUT]
    above = max((one for one in around if one.y < line.base), default=None)
    below = min((one for one in around if one.y >= line.base), default=None)
    if above is None or below is None:
        return None
    return (above, below) if are_same((above.x0, above.x1), (below.x0, below.x1)) else None


def _is_beside(
    line: PrintedLine, band: tuple[Separator, Separator], held: Sequence[PrintedLine]
) -> bool:
    """Whether it may be of a row of a table, which has texts between the same rules."""
    if not any(_is_in(other, band) for other in held):
        return False
    if line.wide or all(_is_in(other, band) for other in held):
        return True  # it has columns, or the table is a heading row alone, with no row below
    is_left = line.x0 <= min(other.x0 for other in held) + _OUT
    return not is_left or line.base <= max(other.base for other in held)


def _is_in(line: PrintedLine, band: tuple[Separator, Separator]) -> bool:
    above, below = band
    return above.y < line.base < below.y and above.x0 - _OUT <= line.x0 <= above.x1
