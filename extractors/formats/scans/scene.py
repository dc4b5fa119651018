"""The picture of a page made ready: upright, clean, with its rules, signs and words apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import cv2
import numpy as np

from extractors.formats.scans import (
    chips,
    fills,
    picture,
    readings,
    residue,
    rings,
    signs,
    stained,
    stains,
    stamps,
)
from extractors.formats.scans.company import mistaken, with_crosses
from extractors.formats.scans.marks import ShapedSign, shaped_signs, sign_letters, without_specks
from extractors.formats.scans.picture import Pixels, Rules
from extractors.formats.scans.shades import Shade, disks, shades
from extractors.formats.scans.signs import Box, Sign
from extractors.formats.scans.stained import Taken
from extractors.formats.scans.surroundings import beside_tables, doubted
from extractors.formats.scans.tesseract import Word, words
from extractors.formats.scans.veiled import veiled_faces
from extractors.pages.sheet import Fill

_POINTS = 72.0
_PALE = 150  # of 255: strokes are darker, even of worn print
_SPECK = 30.0  # of a word; below it is dirt on the paper
_DOT = 0.3  # of the size, what is higher or wider in a letter
_SMALL = frozenset(".,:;'’`´\"“”-–—·•")  # what is no larger
_COARSE = 110  # dots per inch; enough to see which way letters stand
_SURE = 96.0  # of every letter of a word, to speak for a direction
_LETTERS = 3  # of such a word
_LEAST_READABLE = 0.6  # of its words; on a page that stands on its head fewer are
_LEAST_TURNED = 3  # such words, for a page that is turned
_UPRIGHT = 12  # such words, for a page that stands upright and asks no further


class Scene(NamedTuple):
    """An upright page, in pixels."""

    colours: Pixels
    grey: Pixels  # without rules, signs, bullets and stains
    ink: Pixels  # the same, black on white turned to 255 on 0
    rules: Rules
    signs: list[Sign]
    bullets: list[Box]
    shaded: tuple[Fill, ...]  # cells in a colour
    greyed: tuple[Box, ...]  # cells that are filled without one
    scale: float  # pixels to a point
    taken: Taken  # stains and stamps
    tilt: float  # degrees that it was turned counterclockwise

    @property
    def dpi(self) -> int:
        return round(self.scale * _POINTS)


@contextmanager
def within_memory() -> Iterator[None]:
    """OpenCV's word for too little memory is Python's."""
    try:
        yield
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem or "bad_alloc" in str(error):
            raise MemoryError(str(error)) from error
        raise


def is_unclear(found: Sequence[Word]) -> bool:
    """Whether so few words were read that the page may lie on its side."""
    long = [word for word in found if len(word.letters) >= _LETTERS]
    return sum(map(_is_readable, long)) < max(_UPRIGHT, _LEAST_READABLE * len(long))


def upright_turn(colours: Pixels, scale: float) -> int:
    """Quarter turns clockwise that make the page upright, 0 where nothing speaks for another."""
    share = min(1.0, _COARSE / (scale * _POINTS))
    grey = picture.grey_of(colours)
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    small = np.asarray(small, np.uint8)
    turned = (np.asarray(np.rot90(small, -turn), np.uint8).copy() for turn in range(4))
    counts = [sum(map(_is_readable, words(one, _COARSE))) for one in turned]
    return counts.index(max(counts)) if max(counts) > max(_LEAST_TURNED, 2 * counts[0]) else 0


def _is_readable(word: Word) -> bool:
    sure = min(letter.sure for letter in word.letters) >= _SURE
    return sure and word.text.isalpha() and len(word.letters) >= _LETTERS


def prepared(colours: Pixels, scale: float) -> Scene:
    """The page with all that is no letter set apart."""
    tilt = picture.tilt(picture.grey_of(colours))
    colours = picture.turned(colours, tilt)
    coloured = stains.coloured(colours)
    plain = picture.grey_of(colours)
    near, grey = stains.cleaned(plain, colours, scale)
    wiped = np.asarray(cv2.absdiff(grey, plain), np.uint8)
    filled = fills.filled_areas(near, coloured, scale)
    rules = picture.rules(near, filled, scale)
    cells = fills.cells(rules.found.across, rules.found.down)
    grey = fills.grounded(grey, filled, cells, scale)
    grey[rules.mask > 0] = 255
    taken = Taken(np.zeros_like(grey), wiped, stains.lifted(colours, scale))
    stained = grey
    grey, taken = _unstained(grey, plain, rules, taken, scale)
    ink = picture.ink_of(grey, scale)
    seen = _round(colours, grey, ink, coloured, scale)
    seen += veiled_faces(stained, grey, ink, seen, scale)
    bullets = signs.bullets(ink, scale)
    for x0, top, x1, bottom in (*(sign.box for sign in seen), *bullets):
        grey[top:bottom, x0:x1] = 255
        ink[top:bottom, x0:x1] = 0
    labels = list(chips.chips(colours, coloured, scale))
    for label in labels:
        x0, top, x1, bottom = label.box
        grey[top:bottom, x0:x1] = chips.written_on(grey, label.box)
        ink[top:bottom, x0:x1] = 0
    shaded = tuple(fills.shadings(colours, coloured, cells, scale))
    greyed = tuple(fills.greyed(filled, coloured, cells, scale))
    found = [*seen, *chips.beside_cells(labels, shaded, scale)]
    return Scene(*(colours, grey, ink, rules, found, bullets, shaded, greyed, scale), taken, tilt)


def _unstained(
    grey: Pixels, plain: Pixels, rules: Rules, taken: Taken, scale: float
) -> tuple[Pixels, Taken]:
    """The grey picture without rings and stamps, and all that was taken off it until now."""
    ruled = np.where(rules.mask > 0, np.uint8(255), plain)
    pale = stamps.pale_ink(ruled, picture.ink_of(ruled, scale))
    unringed, paler, ringed = rings.unringed(grey, pale, scale)
    under = unringed != grey
    wiped = np.where(under, np.uint8(255), taken.coloured)
    lifted = np.where(under, paler, taken.lifted)
    lifted[rules.mask > 0] = 255
    done = stamps.unstamped(unringed, picture.ink_of(unringed, scale), ringed, scale)
    stamped = np.asarray(cv2.absdiff(done, unringed), np.uint8)
    for off in (wiped, stamped):
        off[plain > _PALE] = 0  # print shows through a pale stain
    return done, Taken(stamped, wiped, lifted)


def _round(
    colours: Pixels, grey: Pixels, ink: Pixels, coloured: Pixels, scale: float
) -> list[Sign]:
    """Faces and dots."""
    # A yellow face is hardly darker than the paper.
    inked = np.maximum(ink, coloured * np.uint8(255))
    seen = signs.signs(colours, inked, scale)
    across = signs.crossed(colours, coloured, scale)
    seen += [one for one in across if not _meets(one.box, seen)]
    # A coloured stamp that touches a face is off the ink.
    black = np.repeat(grey[..., None], 3, axis=2)
    return seen + [one for one in signs.signs(black, ink, scale) if not _meets(one.box, seen)]


def _meets(box: Box, others: Sequence[Sign]) -> bool:
    return any(signs.meet(box, other.box) for other in others)


class Read(NamedTuple):
    """Words, numbers read three times; signs among what was not read, and what is left."""

    words: list[Word]
    shaped: list[ShapedSign]
    unread: list[Box]
    shades: list[Shade]  # cells without signs, and disks


def read(scene: Scene) -> Read:
    """What stands on the page."""
    found = [word for word in words(scene.grey, scene.dpi) if is_text(word)]
    found = residue.with_whole_letters(scene.ink, found)
    rest = residue.with_points(scene.ink, found, scene.scale)
    letters = sign_letters(scene.ink, rest.words)
    left = [*rest.unread, *rest.narrow, *letters]
    clean = without_specks(scene.ink, scene.scale)
    seen = list(shaped_signs(scene.colours, clean, left, scene.scale))
    taken = {id(letters[one.sign.box]) for one in seen if one.sign.box in letters}
    for one, own in list(mistaken(scene.colours, clean, rest.words, seen, scene.scale)):
        if taken.isdisjoint(map(id, own)):
            seen.append(one)
            taken.update(map(id, own))
    seen = with_crosses(seen, scene.scale)
    ink = scene.ink.copy()
    for x0, top, x1, bottom in (one.sign.box for one in seen):
        ink[top:bottom, x0:x1] = 0
    kept = [word for word in rest.words if id(word) not in taken]
    kept = readings.whole_lines(scene.grey, kept, residue.spots(ink, kept))
    again = readings.checked(scene.grey, [*kept, *residue.spots(ink, kept)])
    again = stained.checked(again, scene.taken)
    rest = residue.with_points(ink, again, scene.scale)
    sure = doubted(ink, rest.words, [*rest.unread, *rest.narrow])
    dirt = beside_tables(sure, scene.rules.found, scene.scale)
    kept = [word for word in sure if word not in dirt]
    filled, empty = _in_grey(scene, kept)
    return Read(kept, seen, [*rest.unread, *map(_rounded, dirt), *empty], filled)


def with_words(scene: Scene, found: list[Word]) -> Read:
    """What stands on a page whose words are known."""
    return Read(found, [], [], _in_grey(scene, found)[0])


def _in_grey(scene: Scene, found: Sequence[Word]) -> tuple[list[Shade], list[Box]]:
    """The cells without signs that have one level of grey, and others in which nothing stands."""
    empty = [box for box in scene.greyed if not _holds_any(box, found, scene.signs)]
    greyed = [box for box in scene.greyed if not _holds_any(box, (), scene.signs)]
    filled = list(shades(scene.colours, greyed, empty, scene.scale))
    known = {one.box for one in filled}
    round_ = disks(scene.colours, scene.signs, scene.scale)
    return [*filled, *round_], [box for box in empty if box not in known]


def _holds_any(box: Box, found: Sequence[Word], signs_: Sequence[Sign]) -> bool:
    """Whether the middle of a word or sign lies in a cell."""
    boxes = (*(word.box for word in found), *(sign.box for sign in signs_))
    return any(
        box[0] <= (one[0] + one[2]) / 2 <= box[2] and box[1] <= (one[1] + one[3]) / 2 <= box[3]
        for one in boxes
    )


def _rounded(word: Word) -> Box:
    x0, top, x1, bottom = map(round, word.box)
    return x0, top, x1, bottom


def is_text(word: Word) -> bool:
    """Whether it is no dirt: recognition doubts it, or took a dot for a letter or a sign."""
    sure = sum(letter.sure for letter in word.letters) / len(word.letters)
    sides = word.box[2] - word.box[0], word.box[3] - word.box[1]
    is_dot = len(word.letters) == 1 and max(sides) < _DOT * word.size
    return sure >= _SPECK and (not is_dot or word.text in _SMALL)
