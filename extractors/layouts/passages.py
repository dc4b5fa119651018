"""Cells and rows to what the records hold: passages, places, leftovers."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Cell, Paragraph, Place, Row, Table, joined_places
from extractors.records import Leftover, Passage
from extractors.tables import joined_blocks


def passage(cells: Sequence[Cell]) -> Passage:
    """The paragraphs of cells that form one value, in order."""
    paragraphs: tuple[Paragraph, ...] = ()
    for cell in cells:
        paragraphs = _gone_on(paragraphs, cell.paragraphs)
    places = joined_places(place for cell in cells for place in cell.places)
    return Passage(paragraphs, places, cells[0].locator if cells else "")


def optional(cells: Sequence[Cell]) -> Passage | None:
    """None where no such cell was ever seen: absent is not empty."""
    return passage(cells) if cells else None


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


def _gone_on(above: tuple[Paragraph, ...], below: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """On pages a sentence may go on in the next fragment; other formats cut between paragraphs."""
    if not above or not below or not above[-1].lines:
        return above + below
    joined = joined_blocks(above, below)
    return tuple(block for block in joined if isinstance(block, Paragraph))
