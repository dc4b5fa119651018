"""Scans: faces that a grey stamp or ring runs across or around."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

cv2 = pytest.importorskip("cv2")

from extractors.formats.scans import faces, picture, signs  # noqa: E402
from extractors.formats.scans.veiled import veiled_faces  # noqa: E402
from extractors.looks import Mouth, look  # noqa: E402

Pixels = NDArray[np.uint8]
SCALE = 300 / 72
MIDDLE = (100, 100)
BENDS: dict[Mouth, tuple[int, int]] = {"up": (20, 160), "down": (200, 340)}


def face(mouth: Mouth = "up", *, rim: bool = True) -> Pixels:
    """A page with a face as large as a letter."""
    paper = np.full((200, 200), 250, np.uint8)
    if rim:
        cv2.circle(paper, MIDDLE, 18, 60, 2)
    for x in (94, 106):
        cv2.circle(paper, (x, 95), 2, 60, -1)
    start, end = BENDS[mouth]
    base = 101 if mouth == "up" else 111
    cv2.ellipse(paper, (100, base), (9, 7), 0, start, end, 60, 2)
    return paper


def mouths(stained: Pixels, cleaned: Pixels) -> list[Mouth | None]:
    """What is told of the faces beside those that are seen without more ado."""
    ink = picture.ink_of(cleaned, SCALE)
    black = np.repeat(cleaned[..., None], 3, axis=2)
    seen = signs.signs(black, ink, SCALE)
    found = veiled_faces(stained, cleaned, ink, seen, SCALE)
    return [look(sign.pixels, faces.mouth_of).mouth for sign in found]


def crossed(page: Pixels) -> Pixels:
    """The same with the stroke of a stamp across the rim."""
    done = page.copy()
    cv2.line(done, (60, 60), (93, 93), 150, 7)
    return done


def broken(page: Pixels) -> Pixels:
    """The same with what the stroke covered taken off."""
    done = page.copy()
    cv2.line(done, (60, 60), (90, 90), 255, 7)
    return done


@pytest.mark.parametrize("mouth", ["up", "down"])
def test_a_face_whose_rim_a_stamp_crossed_is_told(mouth: Mouth) -> None:
    """Its rim is put together where the stamp was taken off, and nowhere else."""
    drawn = face(mouth)

    assert mouths(crossed(drawn), broken(drawn)) == [mouth]
    assert mouths(broken(drawn), broken(drawn)) == []


def test_a_face_that_lost_its_rim_is_told() -> None:
    """A thin rim within a ring is taken for the letters of a stamp."""
    assert mouths(face(), face(rim=False)) == ["up"]


def test_a_face_seen_without_more_ado_is_no_second_one() -> None:
    """Only what was missed is looked for."""
    stained = face()
    stained[20:30, 20:60] = 150

    assert mouths(stained, face()) == []


def test_a_face_of_two_mouths_is_none() -> None:
    """What was taken off may have been a part of it."""
    assert mouths(face("down"), broken(face("up"))) == []
