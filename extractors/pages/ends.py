"""What stands at the top and the bottom of a page, level by level, inside its tables and outside.

What is told of it is all that other pages are compared with, so that the page may be put away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import NamedTuple

from extractors.pages.arrangement import Arranged
from extractors.pages.furniture import SAME_PLACE, ZONE
from extractors.pages.letters import PrintedLine, side_by_side
from extractors.pages.parts import Fragment, Part

_ONE_LEVEL = 0.5  # of the size: baselines no further apart are level
_TORN = 0.35  # of the size: a rule through a text leaves no wider gap
_FRAME = 0.6  # of the page's height, at least

Reach = tuple[int, int]  # from which height to which depth of its page a table goes, roughly


class Piece(NamedTuple):
    """A text as printed, whole again where rules between columns run through it."""

    line: PrintedLine
    torn: tuple[PrintedLine, ...]
    holders: tuple[Fragment | None, ...]  # the cell of each; None outside all tables
    part: Part | None
    nested: bool = False  # in a table inside a cell


class Told(NamedTuple):
    """A piece as far as those of other pages are compared with it."""

    page: int
    text: str
    distance: float  # from the top of the page, or (negative) from its bottom
    level: int  # from the edge inwards
    is_nested: bool
    artifact: bool
    reach: Reach | None  # of the table it stands in
    is_high: bool  # whether that is nearly as high as the page


class Ends(NamedTuple):
    """What stands at the top and the bottom of one page: the page itself may be put away."""

    sides: tuple[tuple[Told, ...], ...]  # of each, from the edge inwards
    reaches: frozenset[Reach]
    is_reached: bool  # by a table


Level = list[Piece]


def ends(page: Arranged) -> Ends:
    """What has to be known of a page to tell what others repeat."""
    reaches = {id(part): _reach(part) for part in page.parts}
    return Ends(
        tuple(
            tuple(
                [
                    _told(piece, page, (side, number), reaches)
                    for number, level in enumerate(levels)
                    for piece in level
                ]
            )
            for side, levels in enumerate(at_ends(page))
        ),
        frozenset(reaches.values()),
        _reaches_out(page),
    )


def _told(piece: Piece, page: Arranged, at: tuple[int, int], reaches: dict[int, Reach]) -> Told:
    """What is told of a piece on a level of a side."""
    (side, level), line, part = at, piece.line, piece.part
    distance = line.base - side * page.height
    # A text that comes again is kept once.
    about = (intern(line.text), distance, level, piece.nested, line.artifact)
    if part is None:
        return Told(page.number, *about, None, is_high=False)
    is_high = part.box[3] - part.box[1] >= _FRAME * page.height
    return Told(page.number, *about, reaches.get(id(part)) or _reach(part), is_high)


def at_ends(page: Arranged) -> tuple[list[Level], list[Level]]:
    """The levels at the top of a page and those at its bottom, each from its edge inwards."""
    top, bottom = ZONE * page.height, (1 - ZONE) * page.height
    held = [
        tuple.__new__(Piece, (line, (line,), (cell,), part, is_nested))
        for part, cell, is_nested in _cells(page.parts)
        if cell.lines and (cell.box[1] < top or cell.box[3] > bottom)
        for line in cell.lines
        if not top <= line.base <= bottom
    ]
    held += [
        Piece(line, (line,), (None,), None) for line in page.lines if not top <= line.base <= bottom
    ]
    held.sort(key=lambda piece: piece.line.base)
    above = [piece for piece in held if piece.line.base < top]
    return _levels(above), _levels(held[len(above) :])[::-1]


def _cells(parts: Iterable[Part], *, nested: bool = False) -> Iterator[tuple[Part, Fragment, bool]]:
    for part in parts:
        for cell in part.cells:
            yield part, cell, nested or not part.drawn
            if cell.parts:
                yield from _cells(cell.parts, nested=True)


def _levels(pieces: Sequence[Piece]) -> list[Level]:
    found: list[Level] = []
    for piece in pieces:
        line = piece.line
        if found and line.base - found[-1][0].line.base < _ONE_LEVEL * line.size:
            found[-1].append(piece)
        else:
            found.append([piece])
    return [_mended(level) for level in found]


def _mended(level: Level) -> Level:
    """The level with texts whole that stand across rules between columns."""
    if len(level) == 1:
        return level
    found: Level = []
    for piece in sorted(level, key=lambda one: one.line.x0):
        last = found[-1] if found else None
        if last and last.part is piece.part is not None and _is_torn(last.line, piece.line):
            found[-1] = Piece(
                side_by_side(last.line, piece.line),
                last.torn + piece.torn,
                last.holders + piece.holders,
                piece.part,
                last.nested or piece.nested,
            )
        else:
            found.append(piece)
    return found


def _is_torn(left: PrintedLine, right: PrintedLine) -> bool:
    return left.size == right.size and -1 < right.x0 - left.x1 < _TORN * left.size


def _reaches_out(page: Arranged) -> bool:
    return any(
        part.drawn and (part.box[1] < ZONE * page.height or part.box[3] > (1 - ZONE) * page.height)
        for part in page.parts
    )


def _reach(part: Part) -> Reach:
    return round(part.box[1] / SAME_PLACE), round(part.box[3] / SAME_PLACE)
