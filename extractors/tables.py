"""Tables over page breaks: fragments that go on, rows cut in two, headings repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import (
    Block,
    Cell,
    Paragraph,
    Place,
    Row,
    Table,
    joined_places,
)
from extractors.lines import continues

SAME_COLUMN = 4.0  # points
BLANK = 2.0  # points between words, at least
FILLED = 1.9  # lines; a cell with more room left below was not cut by the page's end


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that stands on one page."""

    rows: tuple[Row, ...]
    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def goes_on(self, below: Fragment) -> bool:
        """Whether the fragment on the next page is of the same table: the same columns."""
        return (
            below.page == self.page + 1
            and len(self.xs) == len(below.xs)
            and all(abs(a - b) <= SAME_COLUMN for a, b in zip(self.xs, below.xs, strict=True))
        )


def join_fragments(fragments: Sequence[Fragment], locator: str) -> Table:
    """One table; rows that certainly go on are joined, others that may be are named."""
    rows: list[Row] = []
    possible: list[int] = []
    for number, fragment in enumerate(fragments):
        own = list(fragment.rows)
        if number and own and rows:
            while len(own) > 1 and _same_texts(own[0], rows[0]):
                own.pop(0)
            verdict = _continuation(rows[-1], own[0])
            if verdict == "certain":
                rows[-1] = join_rows(rows[-1], own.pop(0))
            elif verdict == "possible":
                possible.append(len(rows))
        rows.extend(own)
    numbered = tuple(_numbered(row, index, locator) for index, row in enumerate(rows))
    places = joined_places(Place(f.page, f.xs[0], f.ys[0], f.xs[-1], f.ys[-1]) for f in fragments)
    return Table(numbered, locator, places, possible_continuations=tuple(possible))


def join_rows(upper: Row, lower: Row) -> Row:
    """One row of two halves: each cell keeps its text and places from both pages."""
    return tuple(_joined_cell(above, below) for above, below in zip(upper, lower, strict=True))


def _joined_cell(above: Cell | None, below: Cell | None) -> Cell | None:
    if above is None or below is None:
        return above or below
    return replace(
        above,
        blocks=joined_blocks(above.blocks, below.blocks),
        marks=above.marks + below.marks,
        places=joined_places(iter((*above.places, *below.places))),
    )


def joined_blocks(above: tuple[Block, ...], below: tuple[Block, ...]) -> tuple[Block, ...]:
    """A paragraph that the page cut in two is one again."""
    if not above or not below:
        return above or below
    last, first = above[-1], below[0]
    if not (isinstance(last, Paragraph) and isinstance(first, Paragraph)):
        return above + below
    if first.list_item or not continues(last.text, first.text):
        return above + below
    return (*above[:-1], _joined_paragraph(last, first), *below[1:])


def _joined_paragraph(above: Paragraph, below: Paragraph) -> Paragraph:
    blank = "" if above.text.endswith("-") and below.text[:1].isdigit() else " "
    shift = len(above.text) + len(blank)
    return replace(
        above,
        text=above.text + blank + below.text,
        marks=above.marks
        + tuple(replace(mark, offset=(mark.offset or 0) + shift) for mark in below.marks),
        lines=above.lines
        + tuple(
            line._replace(start=line.start + shift, end=line.end + shift) for line in below.lines
        ),
    )


def _same_texts(a: Row, b: Row) -> bool:
    """A heading row that the page repeats."""
    texts = [cell.text if cell else None for cell in a]
    return any(texts) and texts == [cell.text if cell else None for cell in b]


def _continuation(upper: Row, lower: Row) -> str | None:
    """Whether the lower row goes on with the upper one: certain, possible, or None.

    Only cells that were filled to the end of the page can go on; a text that breaks off in the
    middle of a sentence certainly does.
    """
    pairs = [(a, b) for a, b in zip(upper, lower, strict=True) if b is not None and b.text]
    if not pairs:
        return "possible" if any(cell and cell.all_marks for cell in lower) else "certain"
    if any(a is None or not a.text or not _is_filled(a) for a, _ in pairs):
        return None
    broken = [_breaks_off(a, b) for a, b in pairs if a is not None]
    first_goes_on = lower[0] is None or not lower[0].text or broken[0]
    return "certain" if any(broken) and first_goes_on else "possible"


def _breaks_off(above: Cell, below: Cell) -> bool:
    """No sentence ends, and the next word is small or had no room left on the line."""
    last, first = above.paragraphs[-1], below.paragraphs[0]
    if first.list_item or last.bold != first.bold or not continues(last.text, first.text):
        return False
    return first.text[:1].islower() or not _has_room(above, last, first)


def _has_room(cell: Cell, last: Paragraph, first: Paragraph) -> bool:
    """Whether the first word below would have fitted behind the last line above."""
    if not last.lines or not first.lines or not cell.places:
        return True
    line, word = first.lines[0], len(first.text.split(" ", 1)[0])
    if not line.edges:
        return True
    width = line.edges[min(word, len(line.edges) - 1)] - line.edges[0]
    padding = max(0.0, line.place.x0 - cell.places[-1].x0)
    return last.lines[-1].place.x1 + BLANK + width < cell.places[-1].x1 - padding


def _is_filled(cell: Cell) -> bool:
    """Whether the text reaches down to the cell's lower edge."""
    lines = cell.paragraphs[-1].lines
    if not lines or not cell.places:
        return True
    last = lines[-1].place
    height = max(6.0, last.bottom - last.top)
    return cell.places[-1].bottom - last.bottom <= FILLED * height


def _numbered(row: Row, index: int, table: str) -> Row:
    cells: list[Cell | None] = []
    for column, cell in enumerate(row):
        if cell is None:
            cells.append(None)
            continue
        locator = f"{table}/row[{index + 1}]/cell[{column + 1}]"
        blocks = tuple(
            replace(block, locator=f"{locator}/paragraph[{number}]")
            for number, block in enumerate(cell.blocks, start=1)
        )
        cells.append(replace(cell, row=index + 1, locator=locator, blocks=blocks))
    return tuple(cells)
