"""A page of a PDF as an engine hands it over: glyphs, rules, fills and figures, nothing arranged.

Coordinates are points from the top left of the page in the direction most of its text is read
(its frame); `display` puts the places of a document on the page as displayed. Everything that
arranges a page works on this record, so two engines that fill it alike give the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.document import Mark, Notice, Place
from extractors.pages.decimals import hundredth

if TYPE_CHECKING:  # shapes are made of what is here
    from extractors.pages.shapes import Shape

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Codes = NDArray[np.uint32]
Flags = NDArray[np.bool_]
Pixels = NDArray[np.uint8]

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
SLANTED = -1  # in place of quarter turns
RISE, DEPTH = 0.78, 0.22  # of the size: a line's box above and below its baseline
MIDDLE = 0.3  # of the size, above the baseline: where a glyph is taken to stand
UNTAGGED = -1  # in place of the number of a piece or an element


@dataclass(frozen=True, slots=True)
class Runs:
    """Glyphs set by one instruction each, of one font, size, colour and direction.

    Parallel arrays, one entry per run.
    """

    fonts: tuple[str, ...]  # family names, without the subset prefix
    font: Ints  # index in `fonts`
    bold: Flags
    size: Floats  # height in points
    colour: Ints  # red, green, blue as one number; 0 for black
    turn: Ints  # quarter turns clockwise that make it upright in the frame, or `SLANTED`
    points: Floats  # rows of x, y: where its baseline begins
    hidden: Flags  # nobody can see it
    artifact: Flags  # the file itself marks it as no part of the content
    tagged: Ints  # the piece of a cell that the file's tags call it, or `UNTAGGED`

    def __len__(self) -> int:
        return len(self.font)

    def font_of(self, run: int) -> str:
        """The family name of a run's font."""
        return self.fonts[self.font.item(run)]

    def colour_of(self, run: int) -> str | None:
        """The ink of a run as "#rrggbb"; None for black."""
        colour = self.colour.item(run)
        return f"#{colour:06x}" if colour else None


def no_runs() -> Runs:
    """Of a page without text."""
    none, flags = np.zeros(0, np.int32), np.zeros(0, np.bool_)
    sizes = np.zeros(0, np.float32)
    return Runs((), none, flags, sizes, none, none, sizes.reshape(0, 2), flags, flags, none)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Parallel arrays, one entry per character that is no blank."""

    codes: Codes  # code points; the font's own code where `unmapped`
    boxes: Floats  # rows of x0, top, x1, bottom: advance width, any height
    run: Ints
    unmapped: Flags
    spaced: Flags  # a blank stands before it in the file
    clipped: Flags | None = None  # cut off, so that nobody sees it; None for none
    covered: Flags | None = None  # the same of what is painted over

    def __len__(self) -> int:
        return len(self.codes)


class Fill(NamedTuple):
    """A filled rectangle."""

    box: Box
    colour: str


class Figure(NamedTuple):
    """A picture, a drawing or a glyph that the text leaves out; `look` makes its mark."""

    kind: Literal["picture", "drawing", "glyph"]
    box: Box
    look: Callable[[], Mark]


class TaggedPiece(NamedTuple):
    """What tags say a piece of content stands in; elements have the same numbers on every page."""

    cell: int
    row: int
    table: int
    paragraph: int  # `UNTAGGED` where it is in none


class Tags(NamedTuple):
    """What a file's tags say of the cells of a page."""

    contents: Mapping[int, int]  # by the number of a piece of content its place in `pieces`
    pieces: tuple[TaggedPiece, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `turn` quarter turns clockwise lead from the page as displayed to its frame."""

    number: int
    width: float  # of the frame
    height: float
    turn: int
    glyphs: Glyphs
    runs: Runs
    across: Floats  # horizontal rules: rows of y, x0, x1
    down: Floats  # vertical rules: rows of x, top, bottom
    fills: tuple[Fill, ...] = ()
    figures: tuple[Figure, ...] = ()
    strokes: tuple[Fill, ...] = ()  # rules and frames, also among the others, as short as a sign
    notices: tuple[Notice, ...] = ()
    unread: int = 0  # characters beyond the limit
    doubled: int = 0  # characters printed twice that the engine hands over once
    # Draws what stands in a box, for glyphs whose character is unknown.
    look: Callable[[Box], Mark] | None = field(default=None, repr=False)
    # Whether anything but white is seen in a box; None where the page is not at hand.
    shows: Callable[[Box], bool] | None = field(default=None, repr=False)
    # Whether nothing but one colour is seen in a box; the same.
    plain: Callable[[Box], bool] | None = field(default=None, repr=False)
    tilt: float = 0.0  # degrees counterclockwise that a scanned page was turned to stand upright
    tags: Tags | None = None
    # What is cut off of the page's shapes, in which inks, and what is seen of each.
    cuts: tuple[tuple[Box, frozenset[str], tuple[Shape, ...]], ...] = ()
    enlarged: float = 1.0  # points of the page as displayed to one of the frame

    def place(self, box: Box) -> Place:
        """A box of the frame, to the hundredth of a point; `display` puts it on the page."""
        x0, top, x1, bottom = box
        return Place(
            *(self.number, hundredth(x0), hundredth(top)),
            *(hundredth(x1), hundredth(bottom)),
        )


def turned_box(box: Box, turns: int, width: float, height: float) -> Box:
    """A box after the page of that width and height is turned clockwise.

    >>> turned_box((0, 0, 10, 20), 1, 100, 200)
    (180.0, 0.0, 200.0, 10.0)
    """
    x0, top, x1, bottom = (float(value) for value in box)
    if turns == 1:
        return height - bottom, x0, height - top, x1
    if turns == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turns == 3:
        return top, width - x1, bottom, width - x0
    return x0, top, x1, bottom


def turned_boxes(boxes: Floats, turns: int, width: float, height: float) -> Floats:
    """`turned_box` of many."""
    if turns == 0:
        return boxes
    turned = np.empty_like(boxes)
    if turns == 1:
        turned[:, ::2] = height - boxes[:, :0:-2]
        turned[:, 1::2] = boxes[:, ::2]
    elif turns == 2:
        turned[:, ::2] = width - boxes[:, 2::-2]
        turned[:, 1::2] = height - boxes[:, :0:-2]
    else:
        turned[:, ::2] = boxes[:, 1::2]
        turned[:, 1::2] = width - boxes[:, 2::-2]
    return turned
