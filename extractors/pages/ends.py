"""What stands at the top and the bottom of a page, level by level, inside its tables and outside.

What is told of it is all that other pages are compared with, so that the page may be put away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import intern
from typing import NamedTuple

from extractors.pages.arrangement import Arranged
from extractors.pages.furniture import SAME_PLACE
from extractors.pages.letters import PrintedLine, side_by_side
from extractors.pages.parts import Fragment, Part
from extractors.pages.refrains import ZONE

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
    is_high: bool  # whether that is a frame nearly as high as the page


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
        tuple([_side(levels, page, side, reaches) for side, levels in enumerate(at_ends(page))]),
        frozenset(reaches.values()),
        _reaches_out(page),
    )


def _side(
    levels: Iterable[Level], page: Arranged, side: int, reaches: dict[int, Reach]
) -> tuple[Told, ...]:
    """What is told of the pieces at the top (0) or at the bottom (1) of a page."""
    number, edge, high = page.number, side * page.height, _FRAME * page.height
    found: list[Told] = []
    for level, pieces in enumerate(levels):
        for line, _, _, part, is_nested in pieces:
            # A text that comes again is kept once.
            text, distance = intern(line.text), line.base - edge
            reach, is_high = None, False
            if part is not None:
                reach = reaches.get(id(part)) or _reach(part)
                is_high = part.drawn and part.box[3] - part.box[1] >= high
            found.append(
                tuple.__new__(
                    Told,
                    (number, text, distance, level, is_nested, line.artifact, reach, is_high),
                )
            )
    return tuple(found)


def at_ends(page: Arranged) -> tuple[list[Level], list[Level]]:
    """The levels at the top of a page and those at its bottom, each from its edge inwards."""
    zones = top, bottom = ZONE * page.height, (1 - ZONE) * page.height
    held = _held(page.parts, zones)
    held += [
        Piece(line, (line,), (None,), None) for line in page.lines if not top <= line.base <= bottom
    ]
    held.sort(key=lambda piece: piece.line.base)
    above = [piece for piece in held if piece.line.base < top]
    return _levels(above), _levels(held[len(above) :])[::-1]


def _held(
    parts: Iterable[Part], zones: tuple[float, float], *, nested: bool = False
) -> list[Piece]:
    """What stands in cells above the one height and below the other."""
    top, bottom = zones
    found: list[Piece] = []
    for part in parts:
        for cell in part.cells:
            _, (_, high, _, low), _, lines, _, _, inner = cell
            if lines and (high < top or low > bottom):
                found += [
                    tuple.__new__(Piece, (line, (line,), (cell,), part, nested))
                    for line in lines
                    if not top <= line.base <= bottom
                ]
            if inner:
                found += _held(inner, zones, nested=True)
    return found


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
        part.box[1] < ZONE * page.height or part.box[3] > (1 - ZONE) * page.height
        for part in page.parts
    )


def _reach(part: Part) -> Reach:
    return round(part.box[1] / SAME_PLACE), round(part.box[3] / SAME_PLACE)
