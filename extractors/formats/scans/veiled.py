"""Faces that a stain without a colour touches or surrounds.

What takes the stain off may take some of a rim, which is as thin as a stamp's own strokes and as
pale. So where the rim is broken it is put together beside what was taken off, and faces are also
looked for on the page with its stains. One counts where its mouth is told, and alike in both.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.formats.scans import faces, picture, signs
from extractors.formats.scans.picture import Pixels
from extractors.formats.scans.signs import Sign
from extractors.looks import Mouth, look

_GAP = 2.6  # points of a rim that a stamp's stroke crossed
_NEAR = 3.0  # points from what was taken off


def veiled_faces(
    stained: Pixels, grey: Pixels, ink: Pixels, seen: Sequence[Sign], scale: float
) -> list[Sign]:
    """Those beside the signs seen; `stained` is the grey picture before stains were taken off."""
    off = np.asarray(cv2.absdiff(stained, grey) > 0, np.uint8)
    if not off.any():
        return []
    joined = _joined(ink, off, scale)
    found = [
        sign
        for own, inked in ((grey, joined), (stained, picture.ink_of(stained, scale)))
        for sign in signs.signs(np.repeat(own[..., None], 3, axis=2), inked, scale)
        if not any(signs.meet(sign.box, one.box) for one in seen)
    ]
    told = _told(found, seen)
    return [
        sign
        for at, (sign, mouth) in enumerate(told)
        if mouth is not None and _is_alone(sign, mouth, told[:at], told[at + 1 :])
    ]


def _joined(ink: Pixels, off: Pixels, scale: float) -> Pixels:
    """The ink, with its pieces put together where something was taken off."""
    gap, near = (max(3, round(side * scale)) | 1 for side in (_GAP, _NEAR))
    disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (gap, gap))
    closed = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, disk), np.uint8)
    there = np.asarray(cv2.dilate(off, np.ones((near, near), np.uint8)))
    return np.where(there > 0, closed, ink)


def _told(found: Sequence[Sign], seen: Sequence[Sign]) -> list[tuple[Sign, Mouth | None]]:
    """The signs and their mouths; a face among faces is told more easily."""
    among = faces.are_among_faces([sign.pixels for sign in (*seen, *found)])[len(seen) :]
    rules = [faces.mouth_among_faces if one else faces.mouth_of for one in among]
    return [(sign, look(sign.pixels, rule).mouth) for sign, rule in zip(found, rules, strict=True)]


def _is_alone(
    sign: Sign,
    mouth: Mouth,
    before: Sequence[tuple[Sign, Mouth | None]],
    behind: Sequence[tuple[Sign, Mouth | None]],
) -> bool:
    """Whether no other sign was found there first, and none with another mouth."""
    return not any(signs.meet(sign.box, one.box) for one, other in before if other) and all(
        other in (mouth, None) for one, other in behind if signs.meet(sign.box, one.box)
    )
