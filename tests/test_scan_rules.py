"""Scans: rules that a fill or a stamp lies on, and lines of a stamp that are none."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractors.formats.scans import fills, picture, stains
from extractors.formats.scans.gaps import with_crumbs
from extractors.formats.scans.ruling import Ruling

SCALE = 300 / 72
GREEN, PALE = (0, 176, 80), (150, 150, 150)


def pixels(points: float) -> int:
    return round(points * SCALE)


def table(rows: int, thick: int = 3) -> np.ndarray:
    """Rows of 16 points with a column of labels and one of text, drawn in grey."""
    page = np.full((pixels(300), pixels(560), 3), 255, np.uint8)
    bottom = pixels(50 + 16 * rows)
    for row in range(rows + 1):
        y = pixels(50 + 16 * row)
        cv2.line(page, (pixels(50), y), (pixels(505), y), (90, 90, 90), thick)
    for x in (50, 165, 505):
        cv2.line(page, (pixels(x), pixels(50)), (pixels(x), bottom), (90, 90, 90), thick)
    for row in range(rows):
        at = pixels(60), pixels(62 + 16 * row)
        cv2.putText(page, "Status", at, cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    return page


def ruling(page: np.ndarray) -> Ruling:
    coloured = stains.coloured(page)
    grey = stains.cleaned(picture.grey_of(page), page, SCALE).near
    return picture.rules(grey, fills.filled_areas(grey, coloured, SCALE), SCALE).found


def cells(found: Ruling) -> set[tuple[int, ...]]:
    return {tuple(map(round, box)) for box in fills.cells(found.across, found.down)}


@pytest.mark.parametrize("colour", [GREEN, (255, 192, 0), (255, 0, 0), (190, 190, 190)])
def test_a_filled_cell_is_a_cell(colour: tuple[int, int, int]) -> None:
    """The rules at its edges stand out from it little, and part the labels beside it."""
    page = table(4)
    cv2.rectangle(
        page,
        (pixels(165) + 2, pixels(82) + 2),
        (pixels(505) - 2, pixels(98) - 2),
        colour,
        -1,
    )

    whole, found = cells(ruling(table(4))), cells(ruling(page))
    assert len(whole) == 8
    assert all(any(np.allclose(one, other, atol=2) for other in found) for one in whole)


def test_the_sides_of_a_pale_stamp_are_no_rules() -> None:
    """They are thicker than the rules of the page and still lighter."""
    page = table(4, thick=2)
    askew = ((pixels(210), pixels(70)), (pixels(100), pixels(36)), 2.0)
    cv2.polylines(page, [np.rint(cv2.boxPoints(askew)).astype(int)], True, PALE, pixels(2))

    assert cells(ruling(page)) == cells(ruling(table(4, thick=2)))


@pytest.mark.parametrize(("left", "is_whole"), [(0.9, True), (0.5, False)])
def test_a_rule_of_which_crumbs_are_left_is_whole(left: float, *, is_whole: bool) -> None:
    """Where its ink is seen nearly all along, to the next piece or the next rule across."""
    ink = np.zeros((400, 1000), np.uint8)
    ink[200:203] = 255
    for at in range(300, 500, 20):
        ink[:, at + round(20 * left) : at + 20] = 0
    pieces, sides = [(201.0, 0.0, 300.0), (201.0, 500.0, 1000.0)], [(300.0, 0.0, 400.0)]

    joined = with_crumbs(pieces, [], ink, SCALE)
    drawn_out = with_crumbs(pieces[1:], sides, ink, SCALE)

    assert joined == ([(201.0, 0.0, 1000.0)] if is_whole else pieces)
    assert drawn_out == [(201.0, 300.0 if is_whole else 500.0, 1000.0)]


def test_the_blurred_edge_of_a_stamp_is_taken_off() -> None:
    """It has hardly a colour; the edge of print beside it stays."""
    page = table(4)
    print_ = picture.ink_of(picture.grey_of(page), SCALE) > 0
    cv2.circle(page, (pixels(75), pixels(82)), pixels(30), (60, 140, 90), pixels(2))
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 2.0), np.uint8)

    near, far = stains.cleaned(picture.grey_of(page), page, SCALE)

    beside = cv2.dilate(print_.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    crumbs = [int(((picture.ink_of(one, SCALE) > 0) & beside).sum()) for one in (near, far)]
    assert crumbs[0] > 2 * crumbs[1]


def test_a_cell_filled_without_a_colour_is_told() -> None:
    """On a grey scan its colour may have been its status; a coloured one is read."""
    page = table(4)
    for row, colour in enumerate(((120, 120, 120), GREEN)):
        corner = pixels(165) + 2, pixels(66 + 16 * row) + 2
        cv2.rectangle(page, corner, (pixels(505) - 2, pixels(82 + 16 * row) - 2), colour, -1)
    coloured, found = stains.coloured(page), ruling(page)
    grey = stains.cleaned(picture.grey_of(page), page, SCALE).near
    boxes = fills.cells(found.across, found.down)

    told = list(fills.greyed(fills.filled_areas(grey, coloured, SCALE), coloured, boxes, SCALE))

    assert [[round(side / SCALE) for side in box] for box in told] == [[165, 66, 505, 82]]


def test_rows_are_filled_where_most_rows_are() -> None:
    """Most of what lies around is paper, but not everywhere."""
    page = np.full((pixels(320), pixels(560)), 252, np.uint8)
    rows = [slice(pixels(20 + 32 * row), pixels(42 + 32 * row)) for row in range(9)]
    for row in rows:
        page[row, pixels(40) : pixels(520)] = 217

    filled = fills.filled_areas(page, np.zeros_like(page), SCALE)

    assert all(filled[row, pixels(44) : pixels(516)].mean() > 0.9 for row in rows)
    assert filled[:, : pixels(36)].mean() == 0.0


def test_a_cell_in_a_dark_colour_is_taken_off_whole() -> None:
    """Pure red is darker than much print on worn paper; the grain of a scan is no print on it."""
    page = np.full((pixels(120), pixels(300), 3), 250, np.uint8)
    page[pixels(20) : pixels(80), pixels(40) : pixels(200)] = (255, 0, 0)
    cv2.putText(page, "Nej", (pixels(60), pixels(60)), cv2.FONT_HERSHEY_SIMPLEX, 3.0, (0, 0, 0), 9)
    grain = np.random.default_rng(4).normal(0, 7, page.shape[:2])[..., None]
    page = np.clip(page + grain, 0, 255).astype(np.uint8)
    print_ = picture.grey_of(page) < 40

    done = stains.cleaned(picture.grey_of(page), page, SCALE).far

    inner = slice(pixels(24), pixels(76)), slice(pixels(44), pixels(196))
    beside = cv2.dilate(print_.astype(np.uint8), np.ones((15, 15), np.uint8))[inner] == 0
    assert (done[inner][beside] == 255).all()
    assert (done[print_] < 60).all()
