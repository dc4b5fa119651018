"""What pdfium says of a text object: font, size, colour, direction, and whether it is seen."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from extractors.formats.pdf import calls
from extractors.formats.pdf.fonts import Font, font

_INVISIBLE_MODES = frozenset((3, 7))
_STROKED_TOO = 2
_SLANT = 0.06  # quarter turns that a baseline may lean
_SMALLEST = 0.5  # points; smaller text is hidden
_ARTIFACT = "Artifact".encode("utf-16-le")


class State(NamedTuple):
    """What holds for all glyphs of a text object, in the file's own coordinates."""

    font: Font
    bold: bool
    size: float
    colour: str | None
    turn: int | None  # quarter turns clockwise that make it upright
    x: float
    y: float
    hidden: str | None
    artifact: bool


# Of blanks that pdfium puts in between text objects.
_NOTHING = State(Font("", bold=False), False, 0.0, None, None, 0.0, 0.0, None, False)


class States:
    """Asks the text objects of one document; its buffers are made once."""

    def __init__(self) -> None:
        self._matrix = (ctypes.c_float * 6)()
        self._size = ctypes.c_float()
        self._rgba = (ctypes.c_uint * 4)()
        first = ctypes.addressof(self._rgba)
        self._channels = [ctypes.c_void_p(first + 4 * i) for i in range(4)]
        self._fonts: dict[int, Font] = {}

    def of(self, text: Any, objects: Iterable[tuple[int, int]]) -> list[State]:
        """The states of one page's text objects, each given with the index of a character."""
        self._fonts = {}  # addresses hold while a page is open
        matrix, size = ctypes.byref(self._matrix), ctypes.byref(self._size)
        return [
            self._of(text, address, index, matrix, size) if address else _NOTHING
            for address, index in objects
        ]

    def _of(self, text: Any, address: int, index: int, matrix: Any, size: Any) -> State:
        handle = ctypes.c_void_p(address)
        calls.matrix_of(text, index, matrix)
        calls.font_size(handle, size)
        a, b, c, d, x, y = self._matrix
        height = abs(self._size.value) * (abs(d) if c == 0.0 else math.hypot(c, d))
        mode = calls.render_mode(handle)
        colour, alpha = self._colour(handle)
        hidden = mode in _INVISIBLE_MODES or alpha == 0 or height < _SMALLEST
        of_font = calls.font_of(handle) or 0
        face = self._fonts.get(of_font) or self._fonts.setdefault(of_font, font(of_font))
        return State(
            *(face, face.bold or mode == _STROKED_TOO, height, colour),
            *(0 if b == 0.0 and a > 0 else _turn(a, b), x, y),
            *("invisible-text" if hidden else None, _is_artifact(handle)),
        )

    def _colour(self, handle: Any) -> tuple[str | None, int]:
        """Ink as "#rrggbb", None for black, and its alpha."""
        if not calls.fill_colour(handle, *self._channels):
            return None, 255
        red, green, blue, alpha = self._rgba
        if red == green == blue == 0:
            return None, alpha
        return f"#{red:02x}{green:02x}{blue:02x}", alpha


def _turn(a: float, b: float) -> int | None:
    angle = math.atan2(b, a) / (math.pi / 2)
    nearest = round(angle)
    return nearest % 4 if abs(angle - nearest) < _SLANT else None


def _is_artifact(handle: Any) -> bool:
    for index in range(calls.count_marks(handle)):
        mark = ctypes.c_void_p(calls.mark_at(handle, index))
        name = ctypes.create_string_buffer(64)
        length = ctypes.c_ulong()
        calls.mark_name(mark, ctypes.byref(name), 64, ctypes.byref(length))
        if name.raw[: len(_ARTIFACT)] == _ARTIFACT:
            return True
    return False
