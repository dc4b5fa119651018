"""The text that an earlier recognition laid over a scan: kept where it says what the picture does.

Some of its words are read again from the picture; where enough of them are the same and little ink
lies outside its words, it is as good as a reading of our own, and a person may have mended it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from extractors.formats.scans import stack
from extractors.formats.scans.scene import Scene
from extractors.formats.scans.tesseract import Letter, Word
from extractors.pages.sheet import Sheet

_ASKED = 24  # words that are read again
_LEAST_ASKED = 6
_LEAST_SAME = 0.85  # of those
_LEAST_COVERED = 0.9  # of the ink, that lies inside its words
_LONG = 4  # letters of a word that is asked for
_PLAIN = re.compile(r"[^\w]")


class Layer(NamedTuple):
    """The words of a layer on the upright picture, and how many of those asked for are the same."""

    words: list[Word]
    same: float


def of_sheet(sheet: Sheet, scene: Scene) -> Layer | None:
    """The layer where it is good; None where there is none, or it is not."""
    if not len(sheet.glyphs):
        return None
    words = list(_words(sheet, scene))
    asked = [word for word in words if len(_plain(word.text)) >= _LONG]
    asked = asked[:: max(1, len(asked) // _ASKED)][:_ASKED]
    if len(asked) < _LEAST_ASKED or _covered(words, scene) < _LEAST_COVERED:
        return None
    again = stack.texts(scene.grey, [word.box for word in asked])
    pairs = zip(asked, again, strict=True)
    same = sum(_plain(word.text) == _plain(text) for word, text in pairs) / len(asked)
    return Layer(words, same) if same >= _LEAST_SAME else None


def _words(sheet: Sheet, scene: Scene) -> Iterator[Word]:
    """Its glyphs gathered into words, line by line, where the upright picture has them."""
    glyphs = sheet.glyphs
    boxes = _upright(np.asarray(glyphs.boxes, np.float64), sheet, scene)
    starts = [
        index
        for index in range(len(glyphs))
        if index == 0 or glyphs.spaced[index] or glyphs.run[index] != glyphs.run[index - 1]
    ]
    for start, end in zip(starts, [*starts[1:], len(glyphs)], strict=True):
        x0, top = boxes[start:end, :2].min(axis=0)
        x1, bottom = boxes[start:end, 2:].max(axis=0)
        letters = tuple(Letter(chr(code), 100.0) for code in glyphs.codes[start:end])
        if not glyphs.unmapped[start:end].any() and x1 > x0 and bottom > top:
            size = float(bottom - top)
            box = (float(x0), float(top), float(x1), float(bottom))
            line = int(glyphs.run[start])
            yield Word(letters, box, float(bottom) - 0.22 * size, size, line)


def _upright(boxes: np.ndarray, sheet: Sheet, scene: Scene) -> np.ndarray:
    """Boxes on the page as displayed, in pixels of the picture that was set upright."""
    angle = math.radians(-scene.tilt)
    sine, cosine = math.sin(angle), math.cos(angle)
    x = (boxes[:, 0] + boxes[:, 2] - sheet.width) / 2
    y = (boxes[:, 1] + boxes[:, 3] - sheet.height) / 2
    right, down = cosine * x - sine * y - x, sine * x + cosine * y - y
    return np.asarray((boxes + np.stack([right, down, right, down], axis=1)) * scene.scale)


def _covered(words: list[Word], scene: Scene) -> float:
    """The share of the ink that lies inside the words."""
    inside = np.zeros_like(scene.ink)
    for word in words:
        x0, top, x1, bottom = (max(0, round(edge)) for edge in word.box)
        inside[top:bottom, x0:x1] = 1
    ink = scene.ink > 0
    total = int(ink.sum())
    return float((ink & (inside > 0)).sum()) / total if total else 0.0


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).casefold()
