"""PDF: where lines and boxes stand is kept small, and is the same however it is asked."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from extractors.document import Line, Paragraph, Place
from extractors.pages.edges import Edges
from extractors.pages.lines import PackedLines, places_of, together
from extractors.pages.sheet import turned_box, turned_boxes

LINES = (
    Line(0, 3, Place(7, 60.0, 100.01, 75.5, 110.25), Edges([60.0, 65.25, 70.5, 75.5])),
    Line(4, 6, Place(7, 60.0, 112.0, 70.0, 122.0)),  # turned: only its box is known
    Line(6, 6, Place(8, 60.0, 40.0, 60.0, 50.0), Edges([60.0])),
)


def test_packed_lines_are_the_lines_that_were_packed() -> None:
    """However they are looked at: one after the other, by number, in part, or as a whole."""
    packed = PackedLines.of(LINES)

    assert tuple(packed) == LINES
    assert packed == LINES
    assert [packed[i] for i in (0, 1, -1)] == [LINES[0], LINES[1], LINES[2]]
    assert packed[1:] == LINES[1:]
    assert len(packed) == len(LINES)
    assert repr(packed) == repr(LINES)


def test_packed_lines_are_equal_by_value() -> None:
    """So that documents can be compared, kept in sets and sent to other processes."""
    packed, again = PackedLines.of(LINES), PackedLines.of(iter(LINES))

    assert packed == again
    assert hash(packed) == hash(again) == hash(LINES)
    assert packed != PackedLines.of(LINES[:2])
    assert packed != PackedLines.of((LINES[0], LINES[2], LINES[1]))
    assert packed != "lines"
    assert pickle.loads(pickle.dumps(packed)) == packed


@pytest.mark.parametrize("pack", [tuple, PackedLines.of], ids=["plain", "packed"])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_lines_of_two_pages_stand_together(pack: Callable[..., Sequence[Line]], count: int) -> None:
    """Those above end in a hyphen that is taken off, those below begin where the text goes on."""
    above, below = LINES[:count], LINES[:2]

    found = together(pack(above), pack(below), 1, 9)

    ends = {
        0: (),
        1: (Line(0, 2, LINES[0].place, Edges([60.0, 65.25, 70.5])),),
        2: (LINES[0], Line(4, 5, LINES[1].place)),
    }
    moved = (Line(9, 12, *LINES[0][2:]), Line(13, 15, *LINES[1][2:]))
    assert tuple(found) == (*ends[count], *moved)
    assert found[-1] == moved[-1]
    assert places_of(found) == [line.place for line in (*above, *below)] == places_of(tuple(found))


def test_a_part_of_a_paragraph_stands_on_its_lines() -> None:
    """Packed or not: the box of a word is as wide as its characters."""
    plain = Paragraph("abc de", "", lines=LINES)
    packed = Paragraph("abc de", "", lines=PackedLines.of(LINES))

    assert packed.places(1, 2) == plain.places(1, 2) == (Place(7, 65.25, 100.01, 70.5, 110.25),)
    assert packed.places() == plain.places()


@pytest.mark.parametrize("turns", range(4))
def test_many_boxes_are_turned_as_one_is(turns: int) -> None:
    """And four quarter turns lead back."""
    boxes = np.array([(10, 20, 30, 25), (0, 0, 200, 400), (5.5, 6.5, 7.5, 8.5)], np.float64)
    size = (200.0, 400.0)

    turned = turned_boxes(boxes, turns, *size)

    assert [tuple(row) for row in turned.tolist()] == [
        turned_box(tuple(row), turns, *size) for row in boxes.tolist()
    ]
    back = turned_boxes(turned, -turns % 4, *(size[::-1] if turns % 2 else size))
    assert back.tolist() == boxes.tolist()
