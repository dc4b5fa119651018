"""Cells and rows to what the records hold: passages, places, leftovers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractors.document import Block, Cell, Paragraph, Place, Row, Table, joined_places
from extractors.layouts.line_breaks import Asked
from extractors.pages.broken import HYPHENS
from extractors.pages.hyphens import Hyphens
from extractors.pages.torn import LineEnds
from extractors.pages.whole_rows import edge_of, join_rows, joined_blocks
from extractors.records import Leftover, Passage

LONGEST_HEADING = 300


def passage(cells: Sequence[Cell], hyphens: Asked = Hyphens) -> Passage:
    """The paragraphs of cells that form one value, in order."""
    paragraphs: tuple[Paragraph, ...] = ()
    above: Cell | None = None
    for cell in cells:
        if above is not None and _are_beside(above, cell):
            paragraphs += cell.paragraphs
        else:
            paragraphs = _gone_on(above, (paragraphs, cell.paragraphs), hyphens)
        above = cell if cell.paragraphs else above
    places = joined_places(place for cell in cells for place in cell.places)
    return Passage(paragraphs, places, cells[0].locator if cells else "")


def optional(cells: Sequence[Cell], hyphens: Asked = Hyphens) -> Passage | None:
    """None where no such cell was ever seen: absent is not empty."""
    return passage(cells, hyphens) if cells else None


def row_places(rows: Sequence[Row]) -> tuple[Place, ...]:
    return joined_places(
        place for row in rows for cell in row if cell is not None for place in cell.places
    )


def row_locator(row: Row) -> str:
    first = next((cell for cell in row if cell is not None), None)
    return first.locator.rpartition("/")[0] if first else ""


def leftover(reason: str, rows: Sequence[Row], locator: str) -> Leftover:
    texts = (cell.text for row in rows for cell in row if cell is not None)
    return Leftover(reason, "\t".join(texts), locator, row_places(rows))


def unread(table: Table) -> Leftover:
    """A table that is none of a layout's; one in which statuses seem to stand is told so."""
    reason = "looks-like-follow-ups" if is_suspect(table) else "not-a-follow-up-table"
    return leftover(reason, table.rows, table.locator)


def is_suspect(table: Table) -> bool:
    """Whether one sign stands alone in several cells, as statuses do."""
    signs = [
        (mark.kind, mark.value, mark.colour)
        for row in table.rows
        for cell in row
        if cell is not None and len(cell.text.strip()) <= 2
        for mark in cell.all_marks
        if mark.kind not in {"text_colour", "shading"}
    ]
    return len(signs) > len(set(signs))


def around(blocks: Sequence[Block], holds_items: Callable[[Table], bool]) -> Iterator[Paragraph]:
    """What stands around the items; a letterhead in two columns is text, not a table."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif not block.drawn and not holds_items(block):
            for row in block.rows:
                for cell in row:
                    yield from cell.paragraphs if cell is not None else ()


def is_heading(block: Paragraph) -> bool:
    """Short, and set as a heading or in bold; a title is none."""
    short = 0 < len(block.text.strip()) <= LONGEST_HEADING and not block.list_item
    return short and (block.level is not None or block.bold) and block.level != 0


def joined_row(upper: Row, lower: Row, hyphens: Asked) -> Row:
    """One row of two halves that the page does not show to be one."""
    is_broken = any(cell is not None and cell.text.endswith(HYPHENS) for cell in upper)
    return join_rows(upper, lower, hyphens() if is_broken else None)


def _are_beside(above: Cell, below: Cell) -> bool:
    """Whether cells stand in several columns of one table, as those of a table in a cell do."""
    if above.column == below.column:
        return False
    return above.locator.partition("/row[")[0] == below.locator.partition("/row[")[0]


def _gone_on(
    cell: Cell | None, halves: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]], hyphens: Asked
) -> tuple[Paragraph, ...]:
    """On pages a sentence may go on in the next fragment; other formats cut between paragraphs.

    `cell` is the one whose paragraphs stand last in the upper half.
    """
    above, below = halves
    if cell is None or not above or not below or not above[-1].lines:
        return above + below
    if _may_be_cut(above[-1], below[0]):
        edge = edge_of(cell)
        joined = joined_blocks(above, below, hyphens(), LineEnds(edge, edge))
    else:
        is_broken = above[-1].text.endswith(HYPHENS)
        joined = joined_blocks(above, below, hyphens() if is_broken else None)
    return tuple(block for block in joined if isinstance(block, Paragraph))


def _may_be_cut(upper: Paragraph, lower: Paragraph) -> bool:
    """Whether letters of one word may stand on both sides, alone in the last line of the upper."""
    last = upper.text[upper.lines[-1].start :]
    return last.isalpha() and lower.text[:1].islower()
