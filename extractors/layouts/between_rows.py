"""What stands between the rows of one item and is in none of them, to be told once.

A page that ends among the rows has notes and running texts at its foot and its head, which belong
to no row: they are set smaller, begin with the mark of a note, or come again on other pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.document import Block, Paragraph, Place, Row, Table, joined_places
from extractors.layouts.passages import is_heading, is_suspect, leftover, unread
from extractors.records import Leftover

BETWEEN = "text-between-rows"
_SMALLER = 0.9  # of the size of the texts in rows, at most
_NOTE = re.compile(r"\(?\d{1,2}\)|\[\d{1,2}\]|[*†‡]|[¹²³⁴-⁹]")  # how a note begins
_FIGURES = re.compile(r"\d+")


class Between:
    """Paragraphs and tables since the last table of items."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks  # of the document
        self._repeated: frozenset[str] | None = None  # texts, known when first asked for
        self._held: list[Block] = []
        self._around: Sequence[Place] = ()  # where the table of items stands

    def hold(self, block: Block) -> None:
        self._held.append(block)

    def take(self, table: Table) -> Iterator[Leftover]:
        """What is told at once: a table that stands inside the one of items, and all above it."""
        self.hold(table)
        if _is_inside_of(table, self._around):
            yield from self._told(self._held)
            self._held = []

    def pass_over(self, table: Table | None) -> Iterator[Leftover]:
        """What is told where no item goes on, in this table or at all: tables alone."""
        yield from _unread(self._held)
        self._begin(table)

    def tell(self, table: Table, above: Row) -> Iterator[Leftover]:
        """What stands between this table's first row and the row above it."""
        pages = {place.page for place in (*self._around[-1:], *table.places[:1])}
        if self._held and len(pages) > 1:
            size = max((one.size or 0.0 for one in _paragraphs(above)), default=0.0)
            self._held = [one for one in self._held if not self._is_running(one, size)]
        yield from self._told(self._held)
        self._begin(table)

    def _begin(self, table: Table | None) -> None:
        self._held, self._around = [], table.places if table is not None else ()

    def _told(self, blocks: Sequence[Block]) -> Iterator[Leftover]:
        """Headings are told elsewhere, and so are tables in which statuses seem to stand."""
        left = []
        for one in blocks:
            if isinstance(one, Table) and is_suspect(one):
                yield unread(one)
            elif isinstance(one, Table) or not is_heading(one):
                left.append(_leftover(one))
        if left:
            text = "\n".join(one.text for one in left)
            places = joined_places(place for one in left for place in one.places)
            yield Leftover(BETWEEN, text, left[0].locator, places)

    def _is_running(self, block: Block, size: float) -> bool:
        """Whether a paragraph at a page's foot or head belongs to the page and to no row."""
        if isinstance(block, Table) or not block.lines:
            return False
        is_small = block.size is not None and block.size < _SMALLER * size
        return is_small or _NOTE.match(block.text) is not None or self._is_repeated(block)

    def _is_repeated(self, block: Paragraph) -> bool:
        if self._repeated is None:
            texts = Counter(_core(one) for one in self._blocks if isinstance(one, Paragraph))
            self._repeated = frozenset(text for text, count in texts.items() if count > 1)
        return _core(block) in self._repeated


def _core(block: Paragraph) -> str:
    """Its text but for figures, which count pages."""
    return _FIGURES.sub("0", " ".join(block.text.split()))


def _paragraphs(row: Row) -> Iterator[Paragraph]:
    for cell in row:
        yield from cell.paragraphs if cell is not None else ()


def _unread(blocks: Sequence[Block]) -> Iterator[Leftover]:
    return (unread(one) for one in blocks if isinstance(one, Table))


def _leftover(block: Block) -> Leftover:
    if isinstance(block, Table):
        return leftover(BETWEEN, block.rows, block.locator)
    return Leftover(BETWEEN, block.text, block.locator, block.places())


def _is_inside_of(table: Table, around: Sequence[Place]) -> bool:
    """Whether a table stands where another one does, as one in a cell may."""
    return any(_are_over(one, other) for one in table.places for other in around)


def _are_over(one: Place, other: Place) -> bool:
    """Whether half of the height of one lies beside or over the other."""
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    is_level = one.page == other.page and 2 * high > one.bottom - one.top
    return is_level and one.x0 < other.x1 and other.x0 < one.x1
