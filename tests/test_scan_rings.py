"""Scans: rings of pale ink are taken off the print that they lie over."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractors.formats.scans import picture, rings, stamps

SCALE = 300 / 72
PAPER, PRINT, RING = 250, 40, 150


def page(*, is_round: bool = True) -> np.ndarray:
    """Lines of print, and an uneven ring of which a fifth is missing, or its pieces in a row."""
    grey = np.full((1600, 1600), PAPER, np.uint8)
    for start in range(0, 288, 12):
        thick = 8 + start % 17
        if is_round:
            cv2.ellipse(grey, (800, 800), (250, 250), 0, start, start + 12, RING, thick)
        else:
            at = 100 + 52 * (start // 12)
            cv2.line(grey, (at, 1300), (at + 52, 1300), RING, thick)
    for y in range(200, 1200, 60):
        text = "afleveret 24 mio. kr. i 2025"
        cv2.putText(grey, text, (300, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, PRINT, 4)
    return grey


def unringed(grey: np.ndarray) -> rings.Unringed:
    return rings.unringed(grey, stamps.pale_ink(grey, picture.ink_of(grey, SCALE)), SCALE)


def test_a_broken_ring_is_taken_off_print() -> None:
    """What it covers is paper, and what is print stays as dark as it was."""
    grey = page()
    done = unringed(grey).off

    ring, print_ = grey == RING, grey == PRINT
    assert (done[ring] > 230).mean() > 0.99
    assert (done[print_] <= PRINT + 5).all()


def test_pale_ink_that_is_no_ring_stays() -> None:
    """A band across the page may be a rule or a picture."""
    grey = page(is_round=False)

    assert unringed(grey).off is grey
