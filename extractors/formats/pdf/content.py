"""What an engine hands over of a page: characters, rules, fills and pictures; nothing grouped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.document import Notice

Floats = NDArray[np.float32]


class Font(NamedTuple):
    """How a character is printed."""

    name: str  # without the subset prefix
    size: float  # points
    colour: str | None  # "#rrggbb"
    bold: bool


class Box(NamedTuple):
    """Points, origin at the top left of the page as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float


class Fill(NamedTuple):
    """A filled area or a drawn path that is no rule."""

    box: Box
    colour: str | None  # "#rrggbb"; None for white, black, grey or none
    is_rectangle: bool


class Picture(NamedTuple):
    """An image on the page; `key` is equal for equal pixels in the file."""

    box: Box
    key: str
    number: int  # of the object on its page


@dataclass(frozen=True, slots=True)
class Characters:
    """One entry per visible character, in the order of the file."""

    codes: NDArray[np.int32]  # Unicode; 0xFFFD where unknown
    x0: Floats
    x1: Floats
    baseline: Floats  # from the top of the page
    top: Floats
    bottom: Floats


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, its coordinates those of the page as displayed."""

    number: int
    width: float
    height: float
    characters: Characters
    horizontal: Floats  # (n, 3): top, x0, x1
    vertical: Floats  # (n, 3): x, top, bottom
    fills: tuple[Fill, ...]
    pictures: tuple[Picture, ...]
    # Asked for few characters only, as each answer costs several calls into the engine.
    font: Callable[[int], Font]
    # The pixels (RGBA) of an area of the page, for marks that are drawn.
    pixels: Callable[[Box], NDArray[np.uint8]]
    symbol_characters: frozenset[int] = frozenset()  # indices printed in a symbol font
    notices: tuple[Notice, ...] = field(default=())
