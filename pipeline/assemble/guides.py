"""Lines that may belong to a document's reading guide: all that stands outside its items."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeGuard

from extractors.document import Block, Document, Line, Mark, Paragraph, Place, Row, Table
from extractors.records import RawReport
from normalizers import legends
from pipeline.provenance import regions
from pipeline.records import Position

_AWAY = 36.0  # points from a mark to the meaning beside it
_TOUCHING = 1.0  # points
_SEPARATORS = (":", "=")


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line that may belong to a legend: its text, and the marks in it."""

    text: str
    marks: tuple[Mark, ...]
    place: Position


def guide_lines(
    report: RawReport, used: Collection[str], document: Document
) -> Iterator[GuideLine]:
    """Paragraphs outside the items and rows of tables without items, then what pages repeat.

    So is what stands above the items in a table of theirs. A mark that stands alone beside a
    paragraph is in one line with it.
    """
    front = {block.locator for block in report.front}
    outside: list[Block] = []
    for block in report.blocks:
        if isinstance(block, Table) and block.locator in used:
            outside += [one for one in report.front if table_of(one.locator) == block.locator]
        elif isinstance(block, Table) or block.locator in front:
            outside.append(block)
    above: Paragraph | None = None  # a mark alone
    for block in outside:
        if above and isinstance(block, Paragraph) and _is_beside(above, block):
            yield _together(above, block)
            above = None
            continue
        if above is not None:
            yield _line(above)
        above = block if _is_lone_mark(block) else None
        if above is None:
            yield from _lines(block)
    if above is not None:
        yield _line(above)
    yield from _furniture_lines(document)


def guide_tables(document: Document) -> frozenset[str]:
    """Tables that are nothing but a guide: what has a sign in them defines it, by its words."""
    found: set[str] = set()
    for table in document.tables:
        lines = [_row_line(row) for row in table.rows]
        told = {one.position for one in legends.find(lines) if one.status is not None}
        if told and all(at in told for at, line in enumerate(lines) if line.marks):
            found.add(table.locator)
    return frozenset(found)


def _lines(block: Block) -> Iterator[GuideLine]:
    if isinstance(block, Table):
        yield from map(_row_line, block.rows)
    else:
        yield _line(block)


def _is_lone_mark(block: Block) -> TypeGuard[Paragraph]:
    if isinstance(block, Table):
        return False
    return len(block.marks) == 1 and block.marks[0].offset == 0 and len(block.text) == 1


def _is_beside(mark: Paragraph, meaning: Paragraph) -> bool:
    """Whether a paragraph begins right of a mark, somewhere along its height.

    Where no page shows it, a meaning begins with what parts it from its mark.
    """
    if not meaning.text or meaning.marks:
        return False
    place, line = _place_of(mark), next(iter(meaning.lines), None)
    if place is None or line is None:
        return meaning.text.startswith(_SEPARATORS)
    return _is_right_of(place, line)


def _is_right_of(place: Place, line: Line) -> bool:
    left, right = place.x1 - _TOUCHING, place.x1 + _AWAY
    is_level = line.place.top < place.bottom + _TOUCHING and line.place.bottom > place.top
    return line.place.page == place.page and left <= line.place.x0 <= right and is_level


def _place_of(mark: Paragraph) -> Place | None:
    return mark.marks[0].place or next(iter(mark.places()), None)


def _together(mark: Paragraph, meaning: Paragraph) -> GuideLine:
    return replace(_line(mark), text=f"{mark.text} {meaning.text}")


def _line(block: Paragraph) -> GuideLine:
    return GuideLine(block.text, block.marks, Position(block.locator, regions(block.places())))


def _furniture_lines(document: Document) -> Iterator[GuideLine]:
    """Page headings and footers, each once: a guide may stand below every page."""
    seen: set[str] = set()
    for block in document.furniture:
        if block.text not in seen:
            seen.add(block.text)
            yield _line(block)


def table_of(locator: str) -> str:
    """The locator of the outermost table that something stands in."""
    return locator.partition("/")[0]


def _row_line(row: Row) -> GuideLine:
    cells = [cell for cell in row if cell is not None]
    marks = tuple(mark for cell in cells for mark in cell.all_marks)
    place = Position(cells[0].locator, regions(cells[0].places)) if cells else Position(None)
    return GuideLine("\t".join(cell.text for cell in cells), marks, place)
