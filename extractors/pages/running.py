"""Headers, footers and page numbers printed inside the border of a table are taken out of it.

A frame may run around the whole page, and the table's own rules up to it. What then stands
furthest out in the cells, and comes again at one place of the pages, is no cell's text where it
counts the pages, stands outside the table on other pages, or is set apart in a frame that is the
same on all of them. A heading that a table repeats has columns of its own and stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, takewhile
from operator import attrgetter
from typing import NamedTuple

from extractors.document import joined_places
from extractors.pages.arrangement import Arranged
from extractors.pages.ends import Ends, Level, Piece, Reach, Told, at_ends
from extractors.pages.furniture import SAME_PLACE, coming_again
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part, in_reading_order
from extractors.pages.refrains import PAGE_NUMBER, numberless
from extractors.pages.sheet import DEPTH, RISE

_CLEAR = 1.7  # of the size: further from the text of its cell it is no part of it
_NEARLY_ALL = 0.8  # of the pages with one frame
_MOST_LEVELS = 4
_COUNTED = re.compile(r"\b(?:side|page|s\.|p\.)\s*\d", re.IGNORECASE)


class Again(NamedTuple):
    """What comes again at one place of enough pages."""

    texts: frozenset[str]  # more than one where its numbers count the pages
    outside: bool  # on some pages outside all tables
    reaches: Counter[Reach]  # of the tables it stands in: on how many pages each


Evidence = dict[int, Again]  # by the identity of what was told
Known = dict[int, tuple[Told, Again]]  # by the identity of a line


class Running:
    """What the pages of a document repeat inside their tables."""

    def __init__(self, pages: Sequence[Ends]) -> None:
        self._pages = pages
        is_reached = any(page.is_reached for page in pages)
        self._evidence = _evidence(pages) if is_reached else {}
        self._frames = Counter(reach for page in pages for reach in page.reaches)

    def may_stand_on(self, index: int) -> bool:
        """Whether a page (from 0) can have any of it."""
        return any(
            told.reach is not None
            for side in self._pages[index].sides
            for level in takewhile(self._may_be, _by_level(side))
            for told in level
        )

    def _may_be(self, level: Sequence[Told]) -> bool:
        if any(id(told) not in self._evidence or told.is_nested for told in level):
            return False
        known = [(told, self._evidence[id(told)]) for told in level]
        return _is_certain(known) or _is_framed(known, self._frames)

    def without(self, index: int, page: Arranged) -> Arranged:
        """The page with what is no cell's text as lines that are no part of the content."""
        sides = at_ends(page)
        known = {
            id(piece.line): (told, self._evidence[id(told)])
            for levels, told_of in zip(sides, self._pages[index].sides, strict=True)
            for piece, told in zip(chain.from_iterable(levels), told_of, strict=True)
            if id(told) in self._evidence
        }
        found = [_outermost(levels, known, self._frames) for levels in sides]
        return _cleared(page, *map(_with_rows, found))


def _by_level(side: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    return (tuple(level) for _, level in groupby(side, key=attrgetter("level")))


def _evidence(pages: Sequence[Ends]) -> Evidence:
    """What comes again at one place of enough pages, and where else."""
    alike: defaultdict[tuple[str, bool], list[Told]] = defaultdict(list)
    for page in pages:
        for side, told in enumerate(page.sides):
            for piece in told:
                alike[numberless(piece.text), bool(side)].append(piece)
    found: Evidence = {}
    groups = [group for group in alike.values() if len(group) > 1]
    for group in chain.from_iterable(map(_by_place, groups)):
        again = coming_again(group, len(pages))
        if not again:
            continue
        pieces = [piece for piece in group if id(piece) in again]
        held = {(piece.page, piece.reach) for piece in pieces if piece.reach}
        facts = Again(
            frozenset(piece.text for piece in pieces),
            any(piece.reach is None for piece in pieces),
            Counter(reach for _, reach in held),
        )
        found.update((id(piece), facts) for piece in pieces)
    return found


def _by_place(pieces: Iterable[Told]) -> list[list[Told]]:
    """Pieces that stand equally far from the edge of their pages.

    A number that ends tables is no page number because those stand further out.
    """
    found: list[list[Told]] = []
    for piece in sorted(pieces, key=attrgetter("distance")):
        if found and piece.distance - found[-1][-1].distance <= SAME_PLACE:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _outermost(levels: Sequence[Level], known: Known, frames: Counter[Reach]) -> list[Piece]:
    """The running pieces in cells, from the edge of the page inwards."""
    again: list[Level] = []
    for level in levels[:_MOST_LEVELS]:
        if not all(id(piece.line) in known and not piece.nested for piece in level):
            break
        again.append(level)
    while again:
        own = {id(line) for level in again for piece in level for line in piece.torn}
        if all(_is_running(level, own, known, frames) for level in again):
            return [piece for level in again for piece in level if piece.part is not None]
        again.pop()
    return []


def _with_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, and of rows whose texts the file marks so all that it does: a long heading."""
    taken = {id(line) for piece in pieces for line in piece.torn}
    rows = {
        (id(piece.part), cell.span.row): piece.part
        for piece in pieces
        if piece.line.artifact and piece.part is not None
        for cell in piece.holders
        if cell is not None
    }
    more = [
        Piece(line, (line,), (cell,), part)
        for (_, row), part in rows.items()
        for cell in part.cells
        if cell.span.row == row
        for line in cell.lines
        if line.artifact and id(line) not in taken
    ]
    return [*pieces, *more]


def _is_running(level: Level, own: set[int], known: Known, frames: Counter[Reach]) -> bool:
    """Whether what comes again on a level is known to be no part of a table."""
    of_level = [known[id(piece.line)] for piece in level]
    if _is_certain(of_level):
        return True
    if not _is_framed(of_level, frames):
        return False
    held = [piece for piece in level if piece.part is not None]
    stands = [
        _stand(piece, line, cell, own)
        for piece in held
        for line, cell in zip(piece.torn, piece.holders, strict=True)
    ]
    is_set_apart = "apart" in stands or any(map(_runs_across, held))
    return is_set_apart and "close" not in stands


def _runs_across(piece: Piece) -> bool:
    """Whether rules between columns run through a text."""
    cell = piece.holders[0]
    return len(piece.torn) > 1 or (cell is not None and piece.line.x1 > cell.box[2])


def _is_certain(level: Iterable[tuple[Told, Again]]) -> bool:
    """Counting pages, or outside the tables of other pages, or so marked by the file itself."""
    held = [one for one in level if one[0].reach]
    return not held or any(
        told.artifact
        or again.outside
        or (len(again.texts) > 1 and _COUNTED.search(told.text) is not None)
        for told, again in held
    )


def _is_framed(level: Iterable[tuple[Told, Again]], frames: Counter[Reach]) -> bool:
    """In frames as high as the page, the same on all pages that have the text.

    A table that repeats its headings ends higher on its last page; a title that counts
    ("Indsats 2 af 4") stands at one place of the pages too.
    """
    for told, again in level:
        if told.reach is None:
            continue
        is_title = len(again.texts) > 1 and not PAGE_NUMBER.fullmatch(told.text)
        same = again.reaches[told.reach]
        is_one = len(again.reaches) == 1 and same > 1
        if is_title or not (told.is_high and is_one and same >= _NEARLY_ALL * frames[told.reach]):
            return False
    return True


def _stand(piece: Piece, line: PrintedLine, cell: Fragment | None, own: set[int]) -> str:
    """Whether a text stands alone in its cell, apart from its other text, or close to that."""
    if cell is None or piece.part is None:
        return "alone"
    others = [other for other in cell.lines if id(other) not in own]
    if not others and not cell.parts and not cell.marks:
        is_band = cell.span.column_span == len(piece.part.xs) - 1
        return "apart" if is_band else "alone"
    near = min((abs(other.base - line.base) for other in others), default=line.base)
    return "apart" if near >= _CLEAR * line.size else "close"


def _cleared(page: Arranged, above: Sequence[Piece], below: Sequence[Piece]) -> Arranged:
    """The page with these pieces out of its tables, which end where they stood."""
    if not above and not below:
        return page
    taken = {id(line): piece.line for piece in (*above, *below) for line in piece.torn}
    framed, parts = _unframed((part, _without(part, taken, page)) for part in page.parts)
    ledger = Counter(page.ledger)
    moved = sum(piece.line.printed for piece in (*above, *below))
    moved += sum(line.printed for line in framed)
    ledger.update({"cell": -moved, "paragraph": moved})
    marked = [[piece.line._replace(artifact=True) for piece in side] for side in (above, below)]
    lines = sorted((*page.lines, *framed), key=lambda line: line.base) if framed else page.lines
    return replace(page, parts=parts, lines=(*marked[0], *lines, *marked[1]), ledger=ledger)


def _unframed(
    parts: Iterable[tuple[Part, Part | None]],
) -> tuple[list[PrintedLine], tuple[Part, ...]]:
    """A frame of which one cell is left is no table: the lines and the tables in it."""
    lines: list[PrintedLine] = []
    found: list[Part] = []
    for before, part in parts:
        if part is None:
            continue
        if part is not before and len(part.cells) == 1 and not part.cells[0].marks:
            lines += part.cells[0].lines
            found += part.cells[0].parts
        else:
            found.append(part)
    return lines, in_reading_order(found)


def _without(part: Part, taken: dict[int, PrintedLine], page: Arranged) -> Part | None:
    """The part without the lines taken out, and without rows that held nothing else."""
    emptied = {
        row
        for cell in part.cells
        if any(id(line) in taken for line in cell.lines)
        for row in range(cell.span.row, cell.span.row + cell.span.row_span)
    }
    if not emptied:
        return part
    cells = [_rest(cell, taken, page) for cell in part.cells]
    filled = {
        row
        for cell in cells
        if cell.lines or cell.marks or cell.parts or cell.span.row_span > 1
        for row in range(cell.span.row, cell.span.row + cell.span.row_span)
    }
    first, stop = 0, len(part.ys) - 1
    while first < stop and first in emptied - filled:
        first += 1
    while first < stop and stop - 1 in emptied - filled:
        stop -= 1
    if first == stop:
        return None
    kept = [cell for cell in cells if first <= cell.span.row < stop]
    return _of(part, kept, part.ys[first : stop + 1], first)


def _of(part: Part, cells: Sequence[Fragment], ys: tuple[float, ...], first: int) -> Part:
    top, bottom = (side([cell.box[at] for cell in cells]) for side, at in ((min, 1), (max, 3)))
    moved = [
        cell._replace(span=cell.span._replace(row=cell.span.row - first)) if first else cell
        for cell in cells
    ]
    return part._replace(
        box=(part.box[0], top, part.box[2], bottom),
        place=joined_places(cell.place for cell in cells)[0],
        ys=(top, *ys[1:-1], bottom),
        cells=tuple(moved),
        open_top=part.open_top and not first,
        open_bottom=part.open_bottom and len(ys) + first == len(part.ys),
    )


def _rest(cell: Fragment, taken: dict[int, PrintedLine], page: Arranged) -> Fragment:
    """The cell without the lines taken out; it ends before them."""
    own = [line for line in cell.lines if id(line) in taken]
    if not own:
        return cell
    lines = tuple(line for line in cell.lines if id(line) not in taken)
    x0, top, x1, bottom = cell.box
    for line in own:
        if lines and line.base < lines[0].base:
            top = max(top, line.base + DEPTH * line.size)
        elif line.base > page.height / 2:
            bottom = min(bottom, line.base - RISE * line.size)
    place = cell.place._replace(top=round(top, 2), bottom=round(bottom, 2))
    return cell._replace(lines=lines, box=(x0, top, x1, bottom), place=place)
