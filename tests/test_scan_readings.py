"""Scans: words are read again where they are doubtful, and numbers are left open where unsure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

from extractors.document import Place  # noqa: E402
from extractors.formats.scans import readings, residue, ruling, sizes, surroundings  # noqa: E402 - needs OpenCV
from extractors.formats.scans.tesseract import Letter, Word  # noqa: E402
from extractors.pages.grids import Span  # noqa: E402
from extractors.pages.letters import PrintedLine  # noqa: E402
from extractors.pages.misread import is_misread  # noqa: E402
from extractors.pages.parts import Fragment, Part  # noqa: E402
from extractors.pages.repeats import Headings, unrepeated  # noqa: E402

needs_tesseract = pytest.mark.usefixtures("tesseract_there")
DPI = 300
SIZE = 40.0  # pixels of the letters


def word(text: str, x0: float, x1: float, line: int = 1) -> Word:
    letters = tuple(Letter(letter, 99.0) for letter in text)
    return Word(letters, (x0, 100.0, x1, 130.0), 130.0, SIZE, line)


def open_words(ink: np.ndarray, found: Sequence[Word]) -> list[str]:
    pieces = residue.with_points(ink, found, DPI / 72)
    done = surroundings.doubted(ink, found, [*pieces.unread, *pieces.narrow])
    return [one.text for one in done if any(letter.is_open for letter in one.letters)]


def page() -> np.ndarray:
    return np.zeros((300, 600), np.uint8)


def test_a_number_beside_something_unread_is_open() -> None:
    """A figure may be left out; what stands further away is none of it."""
    near, far = page(), page()
    near[102:130, 205:222] = 255
    far[102:130, 260:277] = 255
    found = [word("12,5", 120, 200)]

    assert open_words(near, found) == ["12,5"]
    assert open_words(far, found) == []


def test_a_number_that_a_dark_stain_was_taken_off_is_open() -> None:
    """Strokes of it went with the stain: all readings may miss the same ones."""
    stain, clean = page(), page()
    stain[100:130, 150:156] = 255
    number, name = word("120.009", 120, 220), word("Havnen", 120, 220)

    def is_open(word: Word, wiped: np.ndarray) -> bool:
        return any(one.is_open for one in readings.unless_wiped(word, wiped).letters)

    assert is_open(number, stain)
    assert not is_open(number, clean)
    assert not is_open(name, stain)


def test_a_minus_that_was_left_out_makes_a_number_open() -> None:
    """Beside the word's box or within it; a figure is no minus."""
    outside, within, figure = page(), page(), page()
    outside[118:122, 104:116] = 255
    within[118:122, 121:131] = 255
    figure[102:130, 121:138] = 255
    found = [word("0,2", 120, 180)]

    assert open_words(outside, found) == ["0,2"]
    assert open_words(within, found) == ["0,2"]
    assert open_words(figure, found) == []


def test_two_numbers_that_may_be_one_are_open() -> None:
    """A blank before three figures parts thousands."""
    split = [word("31.12.20", 100, 200), word("17", 206, 230, line=2)]
    thousands = [word("75", 100, 130), word("000", 139, 180)]

    assert open_words(page(), split) == ["31.12.20", "17"]
    assert open_words(page(), thousands) == []


def test_a_point_is_put_behind_its_word_once() -> None:
    """Recognition may read it and leave it out of the word's box."""
    ink = page()
    ink[125:130, 144:149] = 255

    texts = {
        text: residue.with_points(ink, [word(text, 120, 138)], DPI / 72).words[0].text
        for text in ("2", "2.")
    }
    assert texts == {"2": "2.", "2.": "2."}


def test_lines_of_one_type_have_one_size() -> None:
    """Whatever letters they hold; a heading keeps its own."""
    told = (("2017", 37.0), ("mio. kr. til vejen", 44.0), ("Status", 35.0), ("Havnen", 60.0))
    lines = [
        [word(text, 100, 300)._replace(size=size, box=(100, 130 - high, 300, 130))]
        for (text, size), high in zip(told, (28, 30, 29, 44), strict=True)
    ]

    found = sizes.sizes(lines)

    assert found[0] == found[1] == found[2] == pytest.approx(30 / 0.73)
    assert found[3] == pytest.approx(44 / 0.73)


def part(*rows: Sequence[str]) -> Part:
    """A table of one line in each cell."""
    box, place = (0.0, 0.0, 100.0, 100.0), Place(1, 0.0, 0.0, 100.0, 100.0)
    cells = [
        Fragment(Span(row, column, 1, 1), box, place, (printed(text),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    edges = tuple(map(float, range(len(rows) + 1)))
    return Part(1, box, place, (0.0, 50.0, 100.0), edges, tuple(cells))


def printed(text: str) -> PrintedLine:
    return PrintedLine(1, text, b"", 0.0, 9.0, False, len(text), 0.0, 50.0, b"")


@pytest.mark.parametrize(
    ("again", "rows"),
    [("4.01, Bogbussen tilbage'", 1), ("�.��. Bogbussen tilbage", 1), ("4.02. Bogbussen", 0)],
)
def test_a_heading_that_was_misread_is_still_repeated(again: str, rows: int) -> None:
    """Another number is another heading."""
    above = Headings()
    above.add(part(("4.01. Bogbussen tilbage", "Tid"), ("Milepæl", "2024")))
    below = part((again, "Tid"), ("Milepæl", "2025"))

    assert unrepeated(above, below, is_misread).rows == rows
    assert unrepeated(above, below).rows == 0


def test_a_rule_that_a_large_stamp_hides_is_bridged() -> None:
    """Where both pieces end at the sides of the table and nowhere else."""
    sides = [(x, 10.0, 90.0) for x in (0.0, 150.0, 300.0)]
    rows = [(10.0, 0.0, 300.0), (50.0, 0.0, 100.0), (50.0, 165.0, 300.0), (90.0, 0.0, 300.0)]
    merged = [(10.0, 0.0, 300.0), (50.0, 0.0, 100.0), (50.0, 150.0, 300.0), (90.0, 0.0, 300.0)]

    assert ruling.settled(rows, sides).across[1] == (50.0, 0.0, 300.0)
    assert ruling.settled(rows, sides).mended == 1
    assert ruling.settled(merged, sides).mended == 0


def test_a_line_alone_between_two_tables_is_no_rule() -> None:
    """The side of a stamp that fills the gap between them."""
    rows = [(y, 0.0, 300.0) for y in (10.0, 60.0, 80.0, 140.0)]
    sides = [(x, *ends) for x in (0.0, 300.0) for ends in ((10.0, 60.0), (80.0, 140.0))]

    found = ruling.settled(rows, [*sides, (100.0, 61.0, 79.0)])

    assert sorted(found.down) == sorted(sides)
    assert found.dropped == 1
