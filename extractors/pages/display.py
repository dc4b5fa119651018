"""From the frame in which a page is read to the page as displayed: the places of a document.

A page is read in the direction of its text. One that is displayed on its side, or that a scanner
pulled in askew, is put back only here, so that nothing before has to know of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.document import Block, Cell, Document, Line, Mark, Paragraph, Place, Row, Table
from extractors.pages.lines import PackedLines
from extractors.pages.sheet import Box, turned_box
from extractors.shelf import PackedRows, packed_rows


class Display(NamedTuple):
    """How a page is displayed: its frame is tilted about its middle, turned, then enlarged."""

    turn: int  # quarter turns clockwise that lead from the page as displayed to its frame
    width: float  # of the frame
    height: float
    tilt: float = 0.0  # degrees counterclockwise that the page was turned to stand upright
    enlarged: float = 1.0  # points of the page as displayed to one of the frame

    @property
    def differs(self) -> bool:
        """Whether a page is displayed otherwise than it is read."""
        return bool(self.turn or self.tilt) or self.enlarged != 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as displayed."""
        width, height = self.width * self.enlarged, self.height * self.enlarged
        return (height, width) if self.turn % 2 else (width, height)


Displays = Mapping[int, Display]  # by page; only those that are displayed otherwise than read


def as_displayed(document: Document, displays: Displays) -> Document:
    """The document with the places of these pages as displayed.

    Of a turned line only the box is known, not the edges of its characters.
    """
    if not displays:
        return document
    notices = [
        notice if notice.place is None else notice._replace(place=_place(notice.place, displays))
        for notice in document.notices
    ]
    return replace(
        document,
        blocks=_blocks(document.blocks, displays),
        furniture=tuple(_paragraph(one, displays) for one in document.furniture),
        notices=tuple(notices),
    )


def _blocks(blocks: Sequence[Block], displays: Displays) -> tuple[Block, ...]:
    return tuple(
        _paragraph(block, displays) if isinstance(block, Paragraph) else _table(block, displays)
        for block in blocks
    )


def _table(table: Table, displays: Displays) -> Table:
    shown = (_row(row, displays) for row in table.rows)
    rows = packed_rows(shown) if isinstance(table.rows, PackedRows) else tuple(shown)
    return table._replace(rows=rows, places=_places(table.places, displays))


def _row(row: Row, displays: Displays) -> Row:
    return tuple(None if cell is None else _cell(cell, displays) for cell in row)


def _cell(cell: Cell, displays: Displays) -> Cell:
    return cell._replace(
        blocks=_blocks(cell.blocks, displays),
        marks=_marks(cell.marks, displays),
        places=_places(cell.places, displays),
    )


def _paragraph(paragraph: Paragraph, displays: Displays) -> Paragraph:
    first = next((line for line in paragraph.lines if line.place.page in displays), None)
    if first is None:
        return paragraph
    lines = PackedLines.of(_line(line, displays) for line in paragraph.lines)
    size = _size(paragraph.size, first.place.page, displays)
    return paragraph._replace(lines=lines, marks=_marks(paragraph.marks, displays), size=size)


def _line(line: Line, displays: Displays) -> Line:
    display = displays.get(line.place.page)
    if display is None:
        return line
    edges = () if display.turn else line.edges
    if display.enlarged != 1.0:
        edges = tuple(edge * display.enlarged for edge in edges)
    return line._replace(place=_place(line.place, displays), edges=edges)


def _marks(marks: Sequence[Mark], displays: Displays) -> tuple[Mark, ...]:
    return tuple(
        mark if mark.place is None else _mark(mark, mark.place, displays) for mark in marks
    )


def _mark(mark: Mark, place: Place, displays: Displays) -> Mark:
    return mark._replace(place=_place(place, displays), size=_size(mark.size, place.page, displays))


def _size(size: float | None, page: int, displays: Displays) -> float | None:
    times = displays[page].enlarged if page in displays else 1.0
    return size if size is None or times == 1.0 else round(size * times, 2)


def _places(places: Sequence[Place], displays: Displays) -> tuple[Place, ...]:
    return tuple(_place(place, displays) for place in places)


def _place(place: Place, displays: Displays) -> Place:
    display = displays.get(place.page)
    if display is None:
        return place
    turn, width, height, tilt, enlarged = display
    box = tilted(place[1:], tilt, width, height) if tilt else place[1:]
    box = turned_box(box, -turn % 4, width, height)
    return Place(place.page, *(round(side * enlarged, 2) for side in box))


def tilted(box: Box, angle: float, width: float, height: float) -> Box:
    """A box of a page that was set upright, on the page as scanned: moved with its middle."""
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    x, y = (box[0] + box[2] - width) / 2, (box[1] + box[3] - height) / 2
    right, down = cosine * x - sine * y - x, sine * x + cosine * y - y
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down
