"""Glyphs of fonts without a name, as Type 3 fonts are: how large they are, and how wide.

Each is as wide as it moves the pen: pdfium gives them the boxes that their own procedures state,
which may be as small as the ink or so large that every glyph of the font would fit in. And such a
font has units of its own, so that the size of its text may tell nothing.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from pypdfium2 import raw

from extractors.formats.pdf import calls
from extractors.formats.pdf.loops import Integers, each
from extractors.formats.pdf.runs import States
from extractors.pages.order import ACCENTS
from extractors.pages.sheet import DEPTH, RISE, Flags, Floats, Glyphs
from extractors.thousands import is_any

_ALONG = 0.01  # points that a pen may move sideways
_SMALLEST = 0.5  # points; smaller text is hidden
_LEGIBLE = 3.0  # points; where the size is smaller and ...
_LARGER = 2.0  # ... glyphs are so many times as high, they tell it


def sized(text: Any, glyphs: Glyphs, found: States, kept: Integers) -> States:
    """The states with the sizes that nameless fonts show, and tiny text hidden.

    `kept` are the characters that the glyphs are.
    """
    if not is_any(found.size < _LEGIBLE):
        return found
    nameless = np.array([not font.name for font in found.fonts], np.bool_)
    if is_any(nameless):
        found = found._replace(size=_shown_sizes(text, glyphs, found, (nameless, kept)))
    return found._replace(hidden=found.hidden | (found.size < _SMALLEST))


def _shown_sizes(text: Any, glyphs: Glyphs, found: States, about: tuple[Flags, Integers]) -> Floats:
    """The size of each run; of one whose glyphs are far larger, that of the tallest in its font."""
    nameless, kept = about
    kinds = np.stack((found.font.astype(np.float64), found.size, found.turn))
    kind = np.unique(kinds, axis=1, return_inverse=True)[1].reshape(-1)
    own = nameless[found.font].take(glyphs.run).nonzero()[0]
    told = np.stack((kind[glyphs.run[own]], glyphs.codes[own].astype(np.int64)))
    own = own[np.unique(told, axis=1, return_index=True)[1]]  # one of each
    tallest = np.zeros(len(kind))
    for character, run in zip(kept[own].tolist(), glyphs.run[own].tolist(), strict=True):
        high = _height(text, character, lying=bool(found.turn[run] % 2))
        tallest[kind[run]] = max(tallest[kind[run]], high)
    shown = tallest[kind]
    wrong = (found.size < _LEGIBLE) & (shown > _LARGER * found.size)
    sizes: Floats = np.where(wrong, shown / RISE, found.size)
    return sizes


def _height(text: Any, character: int, *, lying: bool) -> float:
    """How high the ink of a character is, as it is read."""
    left, right, low, top = sides = [ctypes.c_double() for _ in range(4)]
    calls.tight_box(text, character, *map(ctypes.byref, sides))
    return right.value - left.value if lying else top.value - low.value


def advanced(
    text: Any, glyphs: Glyphs, found: States, characters: tuple[Integers, Integers]
) -> Floats:
    """The boxes of glyphs as in the file, those of nameless fonts from pen to pen.

    `characters` are the text objects of all characters, and which characters the glyphs are.
    """
    nameless = np.array([not font.name for font in found.fonts], np.bool_)
    if not is_any(nameless):
        return glyphs.boxes
    own = nameless[found.font].take(glyphs.run).nonzero()[0]
    objects, kept = characters
    starts, widths = _pens(text, objects, kept[own], glyphs.codes[own].tolist())
    ends = _ends(starts, widths, objects[kept[own]])
    sizes = found.size[glyphs.run[own]]
    boxes = glyphs.boxes.copy(order="K")
    for index, start, end, size in zip(own.tolist(), starts, ends, sizes.tolist(), strict=True):
        box = _box(start, end, size)
        if box is not None:
            boxes[index] = box
    return boxes


def _pens(
    text: Any, objects: Integers, characters: Integers, codes: Sequence[int]
) -> tuple[Floats, Floats]:
    """Where the pen stands before each character, and how far it moves by the font's widths."""
    count = len(characters)
    points, matrices, sizes = calls.Slots(4), calls.Slots(6), calls.Slots(1)
    x, _, y, _ = points.fields(count)
    each(calls.origin_of, count, calls.address(text), characters, x, y)
    starts = points.rows(count).view(np.float64).copy()
    across = matrices.of_page(calls.matrix_of, text, characters)[:, :2]
    height = sizes.of_objects(calls.font_size, objects[characters])[:, 0]
    fonts = [calls.font_of(ctypes.c_void_p(one)) for one in objects[characters].tolist()]
    width_of = cache(_width_of)
    widths = np.array([width_of(*pair) for pair in zip(fonts, codes, strict=True)], np.float64)
    return starts, across * (widths * height)[:, None]


def _width_of(font: int, code: int) -> float:
    """The advance width of a character at the size of one point; NaN where it is not known."""
    if ACCENTS[0] <= code < ACCENTS[1]:
        return 0.0  # it is part of the glyph of its letter
    width = ctypes.c_float()
    handle = ctypes.cast(font, raw.FPDF_FONT)
    known = raw.FPDFFont_GetGlyphWidth(handle, code, 1.0, ctypes.byref(width))
    return width.value if known and width.value else math.nan


def _ends(starts: Floats, widths: Floats, objects: Integers) -> Floats:
    """Where the pen stands behind each; letters of one glyph share what it moves.

    How far that is the next glyph tells; where there is none, a letter with its accent moves it as
    far as without, and of ligatures nothing is said.
    """
    same = (objects[1:] == objects[:-1]) & (starts[1:] == starts[:-1]).all(axis=1)
    shared = same.nonzero()[0].tolist()
    for index in shared:
        is_accent = not widths[index + 1].any()
        widths[index + 1] = widths[index] if is_accent else math.nan
    ends = starts + widths
    for index in reversed(shared):
        behind = index + 2
        if behind < len(starts) and objects[behind] == objects[index] and not same[index + 1]:
            ends[index + 1] = starts[behind]
        ends[index] = ends[index + 1]
    return ends


def _box(start: Floats, end: Floats, size: float) -> tuple[float, float, float, float] | None:
    """The box from pen to pen; None where these are not known, stand at an angle or are one."""
    (x, y), (right, high) = start.tolist(), end.tolist()
    up, below = RISE * size, DEPTH * size
    if abs(right - x) > _ALONG > abs(high - y):
        turned = -1 if right < x else 1
        low, top = sorted((y - turned * below, y + turned * up))
        return min(x, right), low, max(x, right), top
    if abs(high - y) > _ALONG > abs(right - x):
        turned = -1 if high < y else 1
        left, far = sorted((x - turned * up, x + turned * below))
        return left, min(y, high), far, max(y, high)
    return None
