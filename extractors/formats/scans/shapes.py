"""Signs on a scanned page that are not round: check marks, arrows and crosses, told from letters.

The ink of a sign is compared with that of drawn signs of many forms, and of letters and figures;
it is told where one of the first fits well and nothing else nearly as well. A cross is called a
"saltire", which means nothing by convention: in one column it stands for a tick, in another for
what failed, and it may be a letter. Only a legend can say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.formats.scans.correlation import normal
from extractors.looks import grey_of
from extractors.pages.sheet import Pixels

_SIDE, _LONGEST = 40, 32  # of the grid, and of the longer side of a sign on it
_FITS, _CLEARLY = 0.72, 0.05  # correlation, and how much better than anything else
# Crosses differ much, and a wrong one means nothing without a legend; no letter is a check mark.
_FITS_OF = {"saltire": 0.66, "check": 0.68}
_LARGE = 160  # pixels on which a form is drawn
_THICK, _HEAVY = (0.08, 0.13, 0.2), (0.27, 0.33)
_LETTERS = "ABCDEFHIJKLMNOPRSTUVYZabdefghjklmnrstuvyz0123456789/\\|-+()[]{}<>=*%#?!"
_FONTS = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX)

Points = Sequence[tuple[float, float]]


class _Drawn(NamedTuple):
    names: tuple[str, ...]  # of each row
    rows: NDArray[np.floating]


def shape_of(pixels: Pixels) -> str | None:
    """The shape of a sign that was cut out of a page (RGBA); None where it is none of these."""
    paper = np.where(pixels[..., 3] > 0, grey_of(pixels[..., :3]), 255)
    ink = np.asarray(255 - paper, np.float32)
    drawn = _drawn()
    fits = np.einsum("fvp,vp->fv", drawn.rows, _placed(ink)).min(axis=1)
    best: dict[str, float] = {}
    for name, fit in zip(drawn.names, fits.tolist(), strict=True):
        best[name] = max(fit, best.get(name, -1.0))
    (name, first), (_, second) = sorted(best.items(), key=lambda one: -one[1])[:2]
    is_told = first >= _FITS_OF.get(name, _FITS) and first - second >= _CLEARLY
    return name or None if is_told else None


def _placed(ink: NDArray[np.floating]) -> NDArray[np.floating]:
    """The sign on the grid twice: in its own form, and drawn out to a square.

    In the one an arrow is told from a check mark, in the other from a mere stroke.
    """
    height, width = ink.shape
    share = _LONGEST / max(height, width)
    own = max(1, round(width * share)), max(1, round(height * share))
    return np.stack([_centred(ink, own), _centred(ink, (_LONGEST, _LONGEST))])


def _centred(ink: NDArray[np.floating], size: tuple[int, int]) -> NDArray[np.floating]:
    small = cv2.resize(np.asarray(ink, np.float32), size, interpolation=cv2.INTER_AREA)
    found = np.zeros((_SIDE, _SIDE), np.float32)
    top, left = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    found[top : top + size[1], left : left + size[0]] = small
    return normal(np.asarray(cv2.GaussianBlur(found, (0, 0), 0.8)))


@cache
def _drawn() -> _Drawn:
    forms = [*_checks(), *_arrows(), *_crosses(), *_letters()]
    return _Drawn(
        tuple(name for name, _ in forms),
        np.array([_placed(_cropped(picture)) for _, picture in forms]),
    )


def _cropped(picture: Pixels) -> NDArray[np.floating]:
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    own = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.asarray(own, np.float32)


def _checks() -> Iterator[tuple[str, Pixels]]:
    for turn, begin, wide, thick in product(
        (0.25, 0.34, 0.42), (0.35, 0.5, 0.65), (0.75, 0.95, 1.15), _THICK
    ):
        points = ((0, begin), (turn * wide, 1), (wide, 0))
        yield "check", _lines([points], thick)


def _crosses() -> Iterator[tuple[str, Pixels]]:
    """Two strokes that cross, either of them leaning as far as the other or less; the letter."""
    for wide, lean, thick in product((0.65, 0.75, 0.85, 1.0), (-0.15, 0.0, 0.12, 0.24), _THICK):
        strokes = (((0, 0), (wide, 1)), ((wide - lean, 0), (lean / 2, 1)))
        yield "saltire", _lines(strokes, thick)
    for wide, lean, thick in product((0.65, 0.8, 0.95), (0.12, 0.24), _THICK):
        upright = ((lean * wide, 0), (wide * (1 - lean / 2), 1))
        yield "saltire", _lines((((wide, 0), (0, 1)), upright), thick)
    for wide, thick in product((0.8, 1.0), _HEAVY):
        yield "saltire", _lines((((0, 0), (wide, 1)), ((wide, 0), (0, 1))), thick)
    yield from (("saltire", picture) for picture in _written("Xx"))


def _arrows() -> Iterator[tuple[str, Pixels]]:
    """Pointing up, then turned: open heads on a shaft, filled heads, and blocks."""
    turns = (("arrow_up", 0), ("arrow_level", 3), ("arrow_down", 2), ("", 1))
    for (name, quarter), form in product(turns, _pointing_up()):
        yield name, np.ascontiguousarray(np.rot90(form, quarter))


def _pointing_up() -> Iterator[Pixels]:
    for half, high, thick in product((0.22, 0.32, 0.42), (0.25, 0.4), _THICK):
        shaft = ((0, 0), (0, 1))
        yield _lines([shaft, ((-half, high), (0, 0), (half, high))], thick)
        yield _filled(_lines([shaft], thick), ((-half, high), (0, 0), (half, high)))
        inner = half * 0.5
        block = ((-half, high), (0, 0), (half, high), (inner, high), (inner, 1), (-inner, 1))
        yield _filled(_lines([], thick), (*block, (-inner, high)))


def _letters() -> Iterator[tuple[str, Pixels]]:
    """What is none of the signs looked for."""
    yield from (("", picture) for picture in _written(_LETTERS))


def _written(letters: str) -> Iterator[Pixels]:
    for letter, font, thick in product(letters, _FONTS, (4, 9)):
        picture = np.zeros((_LARGE + 60, _LARGE + 60), np.uint8)
        cv2.putText(picture, letter, (40, _LARGE), font, 4.0, 255, thick, cv2.LINE_AA)
        if picture.any():
            yield picture


def _lines(parts: Sequence[Points], thick: float) -> Pixels:
    picture = np.zeros((2 * _LARGE, 2 * _LARGE), np.uint8)
    for points in parts:
        drawn = _at(points)
        cv2.polylines(picture, [drawn], False, 255, round(thick * _LARGE), cv2.LINE_AA)
    return picture


def _filled(picture: Pixels, points: Points) -> Pixels:
    cv2.fillPoly(picture, [_at(points)], 255, cv2.LINE_AA)
    return picture


def _at(points: Points) -> NDArray[np.int32]:
    return np.rint((np.array(points) + 0.5) * _LARGE).astype(np.int32).reshape(-1, 1, 2)
