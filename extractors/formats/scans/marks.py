"""Check marks, arrows and crosses that stand alone: left unread, or read as a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.shapes import shape_of
from extractors.formats.scans.signs import Box, Sign
from extractors.formats.scans.tesseract import Word
from extractors.looks import grey_of

_SIZE = (4.2, 40.0)  # points, the longer side
_NARROWEST = 2.0  # points, the shorter side
_ALONE = 0.3  # of its longer side, without ink to the left and right
_LOOKS_LIKE = frozenset("vVyYxX×√><»«→^~J/+*-=")  # what recognition takes a sign for
_CROSSES = frozenset("xX×+*")  # in prose, one is a letter or a sign of arithmetic
_PAPER, _PALE, _DARKEST = 255.0, 0.5, 10  # half as far from paper as the sign's darkest tenth
_SPECK = 1.0  # points; a full stop is larger
_EDGE = 3  # pixels around a word's box that belong to it


class ShapedSign(NamedTuple):
    """A sign and what it shows."""

    sign: Sign
    shape: str


def shaped_signs(
    colours: Pixels, ink: Pixels, unread: Sequence[Box], scale: float
) -> Iterator[ShapedSign]:
    """Those of these boxes that hold such a sign; `scale` is pixels to a point."""
    for box in unread:
        x0, top, x1, bottom = box
        if not is_of_size(box, scale) or not _is_alone(colours, ink, box):
            continue
        own = np.asarray(ink[top:bottom, x0:x1] > 0)
        alpha = np.where(own, 255, 0).astype(np.uint8)
        pixels = np.asarray(np.dstack([colours[top:bottom, x0:x1], alpha]), np.uint8)
        shape = shape_of(pixels)
        if shape is not None:
            yield ShapedSign(Sign(box, pixels), shape)


def without_specks(ink: Pixels, scale: float) -> Pixels:
    """The ink without what is smaller than a full stop: a sign with dust beside it is alone."""
    labels, stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[1:3]
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    kept = np.asarray(sides > _SPECK * scale, np.uint8) * np.uint8(255)
    kept[0] = 0
    return np.asarray(kept[labels], np.uint8)


def is_of_size(box: Box, scale: float) -> bool:
    """Whether a box is as large as such a sign."""
    shortest, longest = sorted((box[2] - box[0], box[3] - box[1]))
    return shortest >= _NARROWEST * scale and _SIZE[0] * scale <= longest <= _SIZE[1] * scale


def sign_letters(ink: Pixels, found: Sequence[Word]) -> dict[Box, Word]:
    """The words that may be a sign, by the box of their ink."""
    lines = Counter(word.line for word in found)
    likely = [
        word
        for word, after in zip_longest(found, found[1:])
        if set(word.text) <= _LOOKS_LIKE
        and (not set(word.text) <= _CROSSES or lines[word.line] == 1 or _is_explained(word, after))
    ]
    boxes = ((_inked(ink, word), word) for word in likely)
    return {box: word for box, word in boxes if box is not None}


def _is_explained(word: Word, after: Word | None) -> bool:
    """Whether what it means follows, as in a legend."""
    return after is not None and after.line == word.line and after.text[0] in "=:-–"


def _inked(ink: Pixels, word: Word) -> Box | None:
    """The box around the ink of a word; recognition's own may cut some off."""
    x0, top, x1, bottom = (round(side) for side in word.box)
    x0, top = max(0, x0 - _EDGE), max(0, top - _EDGE)
    own = ink[top : bottom + _EDGE, x0 : x1 + _EDGE]
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    if not len(rows):
        return None
    left, upper = x0 + int(columns[0]), top + int(rows[0])
    return left, upper, x0 + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def _is_alone(colours: Pixels, ink: Pixels, box: Box) -> bool:
    """Whether nothing as dark stands to the left and right; a pale stain may."""
    x0, top, x1, bottom = box
    reach = max(2, round(_ALONE * max(x1 - x0, bottom - top)))
    columns = slice(x0, x1), slice(max(0, x0 - reach), x0), slice(x1, x1 + reach)
    own, *beside = (_greys(colours[top:bottom, one], ink[top:bottom, one]) for one in columns)
    pale = _PAPER - _PALE * (_PAPER - float(np.percentile(own, _DARKEST))) if own.size else 0.0
    return not any((one < pale).any() for one in beside)


def _greys(colours: Pixels, ink: Pixels) -> Pixels:
    """How light the ink is."""
    return grey_of(colours).astype(np.uint8)[ink > 0]
