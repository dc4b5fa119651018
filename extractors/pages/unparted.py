"""Rows that may have been read as one, in tables that rules do not part into cells.

Where rows stand no further apart than the lines of their cells, nothing parts them. What still
tells of them are new texts that begin in several columns of one row level with each other, in the
first one perhaps a label of other rows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from extractors.document import Cell, Notice, Paragraph, Place

_COLUMNS = 3  # in which texts begin level: in two they may by chance, ...
_WITH_LABEL = 2  # ... but not where one is what begins rows
_LEVEL = 0.4  # of the height of a line
_LONGEST_EVIDENCE = 200
_MESSAGE = "Texts begin level with each other in one row, which may be several."


def unparted_rows(rows: Sequence[Sequence[Cell | None]]) -> Notice | None:
    """What to tell of these rows: the first texts that may begin a row of their own."""
    labels: set[str] = set()
    for row in rows:
        labels.update(_label(row))
        if sum([cell is not None and len(cell.blocks) > 1 for cell in row]) < _WITH_LABEL:
            continue  # most rows
        starts = sorted(_starts(row), key=_bottom)
        for number in range(len(starts) - _WITH_LABEL + 1):
            level = list(_level(starts[number:]))
            if _begins_row(level, labels):
                return _notice(level)
    return None


def _label(row: Sequence[Cell | None]) -> Iterator[str]:
    """What the row begins with."""
    first = row[0].paragraphs[:1] if row and row[0] else ()
    yield from (one.text for one in first if one.text)


def _begins_row(level: Sequence[Start], labels: Container[str]) -> bool:
    columns = {column for column, _, _ in level}
    is_labelled = any(column == 1 and text in labels for column, text, _ in level)
    return len(columns) >= (_WITH_LABEL if is_labelled else _COLUMNS)


Start = tuple[int, str, Place]  # the column of a text below another one, and its first line


def _starts(row: Sequence[Cell | None]) -> Iterator[Start]:
    for cell in row:
        for block in cell.blocks[1:] if cell else ():
            if cell and isinstance(block, Paragraph) and block.lines:
                line = block.lines[0]
                yield cell.column, block.text[: line.end], line.place


def _level(starts: Sequence[Start]) -> Iterator[Start]:
    """Those level with the first one."""
    first = starts[0][2]
    for start in starts:
        place = start[2]
        if place.bottom - first.bottom > _LEVEL * (place.bottom - place.top):
            break
        if place.page == first.page:
            yield start


def _bottom(start: Start) -> tuple[int, float, int]:
    column, _, place = start
    return place.page, place.bottom, column


def _notice(level: Sequence[Start]) -> Notice:
    own = sorted(level)
    texts = " | ".join(text for _, text, _ in own)
    places = [place for _, _, place in own]
    box = (
        *(min(place.x0 for place in places), min(place.top for place in places)),
        *(max(place.x1 for place in places), max(place.bottom for place in places)),
    )
    place = Place(places[0].page, *box)
    evidence = texts[:_LONGEST_EVIDENCE]
    return Notice("unparted-rows", "warning", _MESSAGE, evidence, f"page[{place.page}]", place)
