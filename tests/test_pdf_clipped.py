"""PDF: of an area or picture that a clip cuts off, what is inside the clip is seen, and no more."""

from __future__ import annotations

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import OBJECT, Document
from extractors.formats.pdf import read
from extractors.limits import Limits

TEXT = (
    b"0 g BT /F1 10 Tf 230 220 Td (Ja) Tj ET BT /F1 10 Tf 30 150 Td (Vej) Tj ET "
    b"BT /F1 10 Tf 230 150 Td (Nej) Tj ET "
)
OVER_ALL = b"1 0 0 rg 0 0 400 300 re f "
CELL = b"20 180 180 70 re W n "
SQUARE = b"64 214 16 16 re W n "
CIRCLE = (
    b"80 222 m 80 226.4 76.4 230 72 230 c 67.6 230 64 226.4 64 222 c "
    b"64 217.6 67.6 214 72 214 c 76.4 214 80 217.6 80 222 c W n "
)
FORM = b"/Type /XObject /Subtype /Form /BBox [%s] "
PICTURE = b"q 400 0 0 300 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \xff\x00\x00 EI Q "


def page(content: bytes, box: bytes = b"0 0 400 300", matrix: bytes = b"1 0 0 1 0 0") -> bytes:
    form = stream(OVER_ALL, FORM % box + b"/Matrix [%s] " % matrix)
    return handmade(content + TEXT + GRID, resources=b"/XObject << /X 6 0 R >>", more={6: form})


BACKGROUNDS = {
    "by a clip": page(b"q " + CELL + OVER_ALL + b"Q "),
    "by one within another": page(
        b"q 0 180 200 90 re W n q 20 0 180 300 re W n " + OVER_ALL + b"Q Q "
    ),
    "by the last of many": page(
        b"q "
        + b"".join(b"%d 0 390 300 re W n %d 0 300 300 re W n " % (at, at) for at in range(6))
        + CELL
        + OVER_ALL
        + b"Q "
    ),
    "of a wide line": page(b"q " + CELL + b"70 w 1 0 0 RG 0 215 m 400 215 l S Q "),
    "by the box of a form": page(b"/X Do ", b"20 180 200 250"),
    "by the box of a form that is moved": page(b"q 1 0 0 1 0 60 cm /X Do Q ", b"20 120 200 190"),
    "by the box of a form that moves itself": page(b"/X Do ", b"20 120 200 190", b"1 0 0 1 0 60"),
    "by a clip around a form": page(b"q " + CELL + b"/X Do Q "),
}


def colours(document: Document) -> list[list[str | None]]:
    return [[cell and cell.shading for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", BACKGROUNDS)
def test_a_background_is_where_its_clip_shows_it(way: str, engine: str) -> None:
    document = read(BACKGROUNDS[way], Limits(), engine)

    assert cells(document) == [["", "Ja"], ["Vej", "Nej"]]
    assert colours(document) == [["#ff0000", None], [None, None]]


SIGNS = {
    "square": page(b"q " + SQUARE + OVER_ALL + b"Q "),
    "circle": page(b"q " + CIRCLE + OVER_ALL + b"Q "),
    "picture": page(b"q " + CIRCLE + PICTURE + b"Q "),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", SIGNS)
def test_a_sign_is_what_its_clip_shows_of_an_area(way: str, engine: str) -> None:
    """In the colour of that area, and in its cell alone."""
    document = read(SIGNS[way], Limits(), engine)

    assert cells(document) == [[OBJECT, "Ja"], ["Vej", "Nej"]]
    assert colours(document) == [[None, None], [None, None]]
    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert (mark.colour, mark.place and mark.place[1:]) == ("#ff0000", (64.0, 70.0, 80.0, 86.0))
    assert mark.shape == ("square" if way == "square" else "circle")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("content", [OVER_ALL, PICTURE, b"1 0 0 RG 25 140 350 100 re S "])
def test_what_a_clip_hides_is_not_there(content: bytes, engine: str) -> None:
    data = page(b"q 500 180 200 70 re W n " + content + b"Q ")

    document = read(data, Limits(), engine)

    assert cells(document) == [["", "Ja"], ["Vej", "Nej"]]
    assert colours(document) == [[None, None], [None, None]]


@pytest.mark.parametrize("engine", ENGINES)
def test_rules_end_where_their_clip_does(engine: str) -> None:
    """And a frame has no side along it."""
    rule, frame = b"0 215 m 400 215 l S ", b"110 0 400 300 re S "

    parted = read(page(b"q " + CELL + rule + b"Q "), Limits(), engine)
    framed = read(page(b"q 20 130 180 120 re W n " + frame + b"Q "), Limits(), engine)

    assert cells(parted) == [["", "Ja"], ["", None], ["Vej", "Nej"]]
    assert cells(framed) == [["", "", "Ja"], ["Vej", "", "Nej"]]


YELLOW = "#ffff00"
UPPER, LOWER = b"20 180 180 70 re ", b"200 130 180 50 re "
TABLE, CORNER = (
    b"20 130 360 120 re ",
    b"20 180 m 20 130 l 380 130 l 380 250 l 200 250 l 200 180 l h ",
)
PARTS = {
    "two rectangles": (UPPER + LOWER + b"W n ", [[YELLOW, None], [None, YELLOW]]),
    "two of one column": (b"20 130 180 50 re " + UPPER + b"W n ", [[YELLOW, None]] * 2),
    "a hole": (TABLE + UPPER + b"W* n ", [[None, YELLOW], [YELLOW, YELLOW]]),
    "no hole": (TABLE + UPPER + b"W n ", [[YELLOW, YELLOW], [YELLOW, YELLOW]]),
    "an outline without a corner": (CORNER + b"W n ", [[None, YELLOW], [YELLOW, YELLOW]]),
    "a frame": (UPPER + b"24 184 172 62 re W* n ", [[None, None], [None, None]]),
    "a triangle": (b"20 130 m 380 130 l 20 250 l h W n ", [[None, None], [None, None]]),
    "one in two": (
        UPPER + LOWER + b"W n 0 0 200 300 re W n ",
        [[YELLOW, None], [None, None]],
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", PARTS)
def test_of_a_clip_in_parts_each_part_is_seen_and_nothing_between(way: str, engine: str) -> None:
    clip, expected = PARTS[way]

    document = read(page(b"q " + clip + b"1 1 0 rg 0 0 400 300 re f Q "), Limits(), engine)

    assert cells(document) == [["", "Ja"], ["Vej", "Nej"]]
    assert colours(document) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_beside_the_leaning_side_of_a_clip_is_not_there(engine: str) -> None:
    """Though it stands within its hull; on the other side it is."""
    triangle = b"q 20 180 m %d 250 l 200 180 l h W n 1 0 0 rg "
    circle = CIRCLE.replace(b"W n ", b"f Q ")

    outside = read(page(triangle % 200 + circle), Limits(), engine)
    inside = read(page(triangle % 72 + circle), Limits(), engine)

    assert cells(outside) == [["", "Ja"], ["Vej", "Nej"]]
    assert cells(inside) == [[OBJECT, "Ja"], ["Vej", "Nej"]]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_in_the_hole_of_a_clip_gives_its_cell_no_colour(engine: str) -> None:
    content = b"q " + TABLE + UPPER + b"W* n 1 1 0 rg 0 0 400 300 re f Q 0 1 0 rg "

    document = read(page(content + CIRCLE.replace(b"W n ", b"f ")), Limits(), engine)

    assert cells(document) == [[OBJECT, "Ja"], ["Vej", "Nej"]]
    assert colours(document) == [[None, YELLOW], [YELLOW, YELLOW]]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sign_between_the_parts_of_a_clip_is_not_there(engine: str) -> None:
    clip = b"20 180 20 70 re 200 130 180 50 re W n "
    circle = CIRCLE.replace(b"W n ", b"f ")

    document = read(page(b"q " + clip + b"1 0 0 rg " + circle + b"Q "), Limits(), engine)

    assert cells(document) == [["", "Ja"], ["Vej", "Nej"]]


FRAME, INNER = b"0 130 400 140 re ", b"20 180 180 70 re "
TURNED = b"20 180 m 20 250 l 200 250 l 200 180 l h "
HOLES = {
    "every other": FRAME + INNER + b"f* ",
    "first": INNER + FRAME + b"f* ",
    "turned": FRAME + TURNED + b"f ",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", HOLES)
def test_what_a_path_leaves_free_is_not_painted(way: str, engine: str) -> None:
    document = read(page(b"1 0 0 rg " + HOLES[way]), Limits(), engine)

    assert cells(document) == [["", "Ja"], ["Vej", "Nej"]]
    assert colours(document) == [[None, "#ff0000"], ["#ff0000", "#ff0000"]]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rectangle_that_runs_the_way_of_the_one_around_it_is_painted(engine: str) -> None:
    document = read(page(b"1 0 0 rg " + FRAME + INNER + b"f "), Limits(), engine)

    assert colours(document) == [["#ff0000", "#ff0000"], ["#ff0000", "#ff0000"]]


FRAMES = {
    "a thick frame": (b"1 0 0 rg 20 180 180 70 re 30 190 160 50 re f* ", ["#0000ff", None]),
    "a hole": (b"1 0 0 rg 0 130 400 140 re " + UPPER + b"f* ", ["#0000ff", "#ff0000"]),
    "a hole that is cut off": (
        b"q 20 180 300 70 re W n 1 0 0 rg 0 130 400 140 re " + UPPER + b"f* Q ",
        ["#0000ff", "#ff0000"],
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", FRAMES)
def test_what_was_painted_before_is_seen_through_a_hole(way: str, engine: str) -> None:
    """A sign and its background."""
    content, expected = FRAMES[way]
    under = b"0 0 1 rg " + UPPER + b"f 0 1 0 rg " + CIRCLE.replace(b"W n ", b"f ")

    document = read(page(under + content), Limits(), engine)

    assert cells(document) == [[OBJECT, "Ja"], ["Vej", "Nej"]]
    assert colours(document)[0] == expected
    assert document.notices == ()


def double(x0: int, low: int, x1: int, high: int) -> bytes:
    """A border of two lines as one path: four rectangles, each in the next one."""
    frames = [(x0 + by, low + by, x1 - x0 - 2 * by, high - low - 2 * by) for by in (3, 1, 2, 0)]
    return b"".join(b"%d %d %d %d re " % frame for frame in frames) + b"f* "


def side_by_side(x0: int, low: int, x1: int, high: int) -> bytes:
    """The same, once for each side, cut off where the next side begins."""
    corners = [(x0, low), (x1, low), (x1, high), (x0, high)]
    inner = [(x0 + 3, low + 3), (x1 - 3, low + 3), (x1 - 3, high - 3), (x0 + 3, high - 3)]
    found = b""
    for at in range(4):
        around = (corners[at - 1], corners[at], inner[at], inner[at - 1])
        clip = b"%d %d m %d %d l %d %d l %d %d l W* n " % tuple(
            side for xy in around for side in xy
        )
        found += b"q " + clip + double(x0, low, x1, high) + b"Q "
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_double_borders_part_cells_whole_or_side_by_side(engine: str) -> None:
    """As where a heading's cells are painted in one way and those below in another."""
    heading = double(20, 180, 203, 250) + double(200, 180, 380, 250)
    content = b"0 g " + heading + side_by_side(20, 113, 203, 183) + side_by_side(200, 113, 380, 183)
    document = read(handmade(content + TEXT), Limits(), engine)

    assert cells(document) == [["", "Ja"], ["Vej", "Nej"]]
    assert colours(document) == [[None, None], [None, None]]
    assert document.tables[0].drawn
