"""Scans: what several readings of a word agree on, and how a word is read in company."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

pytest.importorskip("cv2")

from extractors.formats.scans import readings, residue, scene, stained, strips, votes
from extractors.formats.scans.tesseract import Letter, Word

SCALE = 300 / 72
SIZE = 40.0  # pixels of the letters


def word(text: str, x0: float, x1: float, sure: float = 99.0, line: int = 1) -> Word:
    """On the base line at 130, or 60 pixels lower for each line more."""
    letters = tuple(Letter(letter, sure) for letter in text)
    base = 70.0 + 60 * line
    return Word(letters, (x0, base - 30, x1, base), base, SIZE, line)


def written(*lines: str) -> np.ndarray:
    sheet = Image.new("L", (800, 300), 255)
    for number, text in enumerate(lines):
        at = 120, 130 + 60 * number
        ImageDraw.Draw(sheet).text(at, text, 0, ImageFont.load_default(40), anchor="ls")
    return np.asarray(sheet, np.uint8)


@pytest.mark.parametrize(
    ("first", "others", "expect"),
    [
        ("31.:12:2017", ["31.12.2017", "31.12.2017"], "31.12.2017"),
        ("312.2017", ["31.12.2017", "31.12.2017"], "312.2017"),
        ("2024", ["202", "202"], "2024"),
        ("0775", ["0,75", "0,75", "0,75", "0,75"], "0,75"),
        ("0775", ["0,75", "0,75", "0,75", "075"], "0775"),
        ("0775", ["0,75", "0,75"], "0775"),
        ("0775", ["075", "075", "075", "075"], "0775"),
    ],
)
def test_a_point_too_many_is_no_figure(first: str, others: Sequence[str], expect: str) -> None:
    """It is left out where the others do; a figure that was seen once never is.

    Only where all four others have a comma in its place it was none.
    """
    done = votes.voted(word(first, 120, 320), others)

    assert done is not None
    assert done.text == expect
    assert any(letter.is_open for letter in done.letters) == (expect == first)


@pytest.mark.parametrize(("sure", "expect"), [(votes.SURE, "2."), (99.0, "2,")])
def test_the_mark_behind_a_number_that_was_voted_is_told_by_its_ink(
    sure: float, expect: str
) -> None:
    """The first reading was another word; where it was this one, it has the mark."""
    ink = np.zeros((300, 600), np.uint8)
    ink[124:130, 154:160] = 255

    pieces = residue.with_points(ink, [word("2,", 120, 150, sure)], SCALE)

    assert [one.text for one in pieces.words] == [expect]


def test_a_lone_word_is_set_before_a_long_one_of_its_column() -> None:
    """On a strip below the page; what stands in another column is no company."""
    page = written("1.", "opfølgning")
    lone, long = word("1.", 120, 150), word("opfølgning", 120, 330, line=2)

    picture, found = strips.set_before(page, [lone, long], [0])
    x0, top, x1, bottom = (int(side) for side in found[0].span)

    assert picture.shape[1] == page.shape[1]
    assert (picture[: len(page)] == page).all()
    own = picture[top:bottom, : int(found[0].own[2])]
    assert own.min() == page[90:140, 117:153].min() == 0
    assert (picture[top:bottom, int(found[0].own[2]) : x1] < 128).sum() == (page[152:] < 128).sum()
    assert x0 == 0
    assert strips.set_before(page, [lone, word("opfølgning", 400, 610, line=2)], [0])[1] == {}


@pytest.mark.usefixtures("tesseract_there")
def test_a_line_is_read_again_with_what_was_not_read_in_it() -> None:
    """Recognition took its beginning for another word and left out the rest."""
    page = written("budgetrammen")
    ink = (255 - page > 100).astype(np.uint8) * np.uint8(255)
    end = int(np.flatnonzero(ink.any(axis=0))[-1]) + 1
    found = [word("ESS", 120, 260, sure=60.0)]

    done = readings.whole_lines(page, found, residue.spots(ink, found))

    assert [one.text for one in done] == ["budgetrammen"]
    assert done[0].box[2] == pytest.approx(end, abs=8)


@pytest.mark.parametrize(("x", "expect"), [(165, ["0", "1"]), (190, ["0"])])
def test_numbers_that_a_stain_may_part_are_open(x: int, expect: Sequence[str]) -> None:
    """What stood between them may have gone with it: no amount is made of the last figure."""
    nothing = np.zeros((300, 600), np.uint8)
    dark = nothing.copy()
    dark[100:130, 140:160] = 255
    found = [word("0", 120, 148), word("1", x, x + 20)]

    done = stained.checked(found, stained.Taken(nothing, dark, nothing + 255))

    assert [one.text for one in done if any(letter.is_open for letter in one.letters)] == expect


@pytest.mark.parametrize(
    ("first", "second", "is_open"),
    [("BO2", "2024", False), ("BO2", "20", True), ("2", "2024", True)],
)
def test_a_year_behind_a_name_is_no_part_of_it(first: str, second: str, *, is_open: bool) -> None:
    """Nothing that a stain may hide makes one number of the two."""
    nothing = np.zeros((300, 600), np.uint8)
    dark = nothing.copy()
    dark[100:130, 240:243] = 255
    found = [word(first, 120, 250), word(second, 262, 330)]

    done = stained.checked(found, stained.Taken(nothing, dark, nothing + 255))

    assert any(letter.is_open for letter in done[1].letters) == is_open


@pytest.mark.parametrize(("side", "is_open"), [(3, False), (5, True)])
def test_what_is_smaller_than_a_point_hides_nothing(side: int, *, is_open: bool) -> None:
    """Crumbs of a stamp are taken off beside many numbers."""
    nothing = np.zeros((300, 600), np.uint8)
    dark = nothing.copy()
    dark[110 : 110 + side, 140 : 140 + side] = 255

    done = stained.checked([word("2024", 120, 200)], stained.Taken(dark, nothing, nothing + 255))

    assert any(letter.is_open for letter in done[0].letters) == is_open


@pytest.mark.parametrize(
    ("text", "side", "expect"), [("+", 8, False), ("+", 20, True), (".", 8, True)]
)
def test_a_dot_that_was_taken_for_a_sign_is_dirt(text: str, side: int, *, expect: bool) -> None:
    """Behind a date a plus would mean that it is open."""
    dot = word(text, 120, 120 + side)._replace(box=(120, 110, 120 + side, 110 + side))

    assert scene.is_text(dot) == expect
