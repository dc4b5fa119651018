"""The frame of a page: from where its file counts to the top left, in the way its text is read."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import numpy as np
from pypdfium2 import raw

from extractors.formats.pdf import calls
from extractors.pages.sheet import SLANTED, Floats, Ints, turned_boxes
from extractors.thousands import is_any

_NOTHING = np.zeros((0, 4), np.float32)


class Frame(NamedTuple):
    """The page's box as in the file, and by how many quarter turns it is seen."""

    box: tuple[float, float, float, float]  # left, bottom, right, top
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        left, low, right, high = self.box
        width, height = right - left, high - low
        return (height, width) if self.turn % 2 else (width, height)

    def framed(self, boxes: Floats) -> Floats:
        """Boxes (x0, bottom, x1, top as in the file) in this frame."""
        left, low, right, high = self.box
        if len(boxes) == 0:
            return _NOTHING
        plain = np.empty_like(boxes)
        np.subtract(boxes[:, ::2], left, out=plain[:, ::2])
        np.subtract(high, boxes[:, :0:-2], out=plain[:, 1::2])
        return turned_boxes(plain, self.turn, right - left, high - low)

    def turned(self, turns: Ints) -> Ints:
        """The turns of texts as seen from here."""
        if not self.turn:
            return turns
        return np.where(turns == SLANTED, SLANTED, (turns - self.turn) % 4)

    def as_most_are(self, turns: Ints, runs: Ints) -> Frame:
        """The frame in which most glyphs stand upright, given the turn of each run, and its run."""
        turn = int(turns[0])
        if is_any(turns != turn):
            counts = np.bincount(turns[runs] + 1, minlength=5)[1:]
            turn = int(counts.argmax()) if counts.any() else SLANTED
        return self if turn == SLANTED else self._replace(turn=turn)


def frame_of(page: Any) -> Frame:
    """The frame of an open page as it is displayed."""
    box = raw.FS_RECTF()
    calls.page_box(page, ctypes.byref(box))
    return Frame((box.left, box.bottom, box.right, box.top), calls.rotation(page) % 4)
