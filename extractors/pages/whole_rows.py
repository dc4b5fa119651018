"""Halves of rows that pages cut -> whole rows: cells, and paragraphs in them, are one again."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.document import Block, Cell, Paragraph, Row, Table, joined_places
from extractors.pages.hyphens import Hyphens
from extractors.pages.lines import places_of
from extractors.pages.paragraphs import continues, joined
from extractors.pages.seams import NOWHERE
from extractors.pages.torn import UNKNOWN, LineEnds


def join_rows(
    upper: Row,
    lower: Row,
    hyphens: Hyphens | None = None,
    ends: Mapping[int, LineEnds] = NOWHERE,
) -> Row:
    """One row of two halves: each cell keeps its texts, marks and places of both pages.

    The locators are those of the upper half. `ends` is how far the lines of its columns, from 1,
    reach.
    """
    known = hyphens or Hyphens()
    return tuple(
        _joined_cell(above, below, known, ends) for above, below in zip(upper, lower, strict=True)
    )


def with_texts_that_go_on(upper: Row, lower: Row, ends: Mapping[int, LineEnds]) -> Row:
    """The lower row with what the page shows of its texts, should a layout join the two."""
    return tuple(_told(above, below, ends) for above, below in zip(upper, lower, strict=True))


def _told(above: Cell | None, below: Cell | None, ends: Mapping[int, LineEnds]) -> Cell | None:
    if above is None or below is None or not (above.blocks and below.blocks):
        return below
    last, first = above.blocks[-1], below.blocks[0]
    if not (isinstance(last, Paragraph) and isinstance(first, Paragraph)):
        return below
    if not continues(last, first, _reach(above, ends)):
        return below
    return below._replace(blocks=(first._replace(goes_on=True), *below.blocks[1:]))


def _joined_cell(
    above: Cell | None, below: Cell | None, hyphens: Hyphens, ends: Mapping[int, LineEnds]
) -> Cell | None:
    if above is None:
        return below if below and (below.blocks or below.all_marks) else None
    if below is None:
        return above
    reach = _reach(above, ends) if above.blocks and below.blocks else UNKNOWN
    return above._replace(
        blocks=joined_blocks(above.blocks, below.blocks, hyphens, reach),
        marks=above.marks + below.marks,
        places=joined_places(iter((*above.places, *below.places))),
    )


def _reach(above: Cell, ends: Mapping[int, LineEnds]) -> LineEnds:
    """How far the lines of a cell that a page ends reach."""
    return ends.get(above.column, UNKNOWN)._replace(possible=edge_of(above))


def edge_of(cell: Cell) -> float | None:
    """As near to its border as on the left the lines of a cell that a page cuts may reach."""
    if not cell.places:
        return None
    page, x0, _, x1, _ = cell.places[-1]
    starts = [
        place.x0
        for paragraph in cell.paragraphs
        for place in places_of(paragraph.lines)
        if place.page == page
    ]
    return x1 - (min(starts) - x0) if starts else None


def joined_blocks(
    above: tuple[Block, ...],
    below: tuple[Block, ...],
    hyphens: Hyphens | None = None,
    ends: LineEnds = UNKNOWN,
) -> tuple[Block, ...]:
    """A paragraph that the page cut in two is one again."""
    if not above or not below:
        return above or below
    last, first = above[-1], below[0]
    if isinstance(last, Paragraph) and isinstance(first, Paragraph):
        if continues(last, first, ends):
            whole = joined(last, first, hyphens or Hyphens(), ends)
            return (*above[:-1], whole, *below[1:])
    elif isinstance(last, Table) and isinstance(first, Table) and _same_width(last, first):
        rows = (*last.rows, *first.rows)
        return (
            *above[:-1],
            last._replace(rows=rows, places=last.places + first.places),
            *below[1:],
        )
    return above + below


def _same_width(a: Table, b: Table) -> bool:
    return {len(row) for row in a.rows} == {len(row) for row in b.rows}
