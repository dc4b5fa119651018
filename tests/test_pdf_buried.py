"""PDF: a sign that is painted over is none, as where a status was corrected."""

from __future__ import annotations

import tracemalloc

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream

from extractors.document import OBJECT
from extractors.formats.pdf import read
from extractors.formats.pdf.buried import Sign, beneath
from extractors.formats.pdf.clips import Painted
from extractors.limits import Limits

TEXT = b"BT 0 g /F1 10 Tf 230 220 Td (Ja) Tj ET "
CIRCLE = (
    b"%s rg 80 222 m 80 226.4 76.4 230 72 230 c 67.6 230 64 226.4 64 222 c "
    b"64 217.6 67.6 214 72 214 c 76.4 214 80 217.6 80 222 c f "
)
GREEN, RED = CIRCLE % b"0 1 0", CIRCLE % b"1 0 0"
SQUARE = b"0 1 0 rg 64 214 16 16 re f "
PICTURE = b"q 16 0 0 16 64 214 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID %s EI Q "
SEEN = PICTURE % b"\x00\xff\x00"
FORM = stream(GREEN, b"/Type /XObject /Subtype /Form /BBox [0 0 400 300]")
OVER = b"1 g 21 181 178 68 re f "
STATES = b"/ExtGState << /M << /BM /Multiply >> /H << /ca 0.3 >> >> /XObject << /X 6 0 R >>"
SIGNS = {"drawing": GREEN, "in a form": b"/X Do ", "square": SQUARE, "picture": SEEN}
OVERS = {
    "area": OVER,
    "picture": b"q 178 0 0 68 21 181 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID \xff\xff\xff EI Q ",
}
MOST_BYTES = 5_000_000  # all pairs at once take ten times as much
LOOKS = {
    "multiplied": b"q /M gs 1 1 0 rg 21 181 178 68 re f Q ",
    "half opaque": b"q /H gs " + OVER + b"Q ",
    "cut off": b"q 21 181 20 20 re W n " + OVER + b"Q ",
    "beside": b"1 g 100 181 99 68 re f ",
    "before": b"",
}


def page(content: bytes) -> bytes:
    return handmade(content + TEXT + GRID, resources=STATES, more={6: FORM})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("over", OVERS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_that_is_painted_over_is_left_out_and_told(
    sign: str, over: str, engine: str
) -> None:
    document = read(page(SIGNS[sign] + OVERS[over]), Limits(), engine)

    left = OBJECT if over == "picture" else ""
    assert cells(document)[0] == [left, "Ja"]
    (notice,) = document.notices
    assert (notice.code, notice.severity, notice.evidence) == ("covered-sign", "info", "page 1")
    assert notice.place is not None
    assert notice.place[1:] == (64.0, 70.0, 80.0, 86.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_sign_on_the_place_of_another_is_read(engine: str) -> None:
    """In its own colour."""
    document = read(page(GREEN + OVER + RED), Limits(), engine)

    assert cells(document)[0] == [OBJECT, "Ja"]
    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert (mark.colour, mark.shape) == ("#ff0000", "circle")
    assert [one.code for one in document.notices] == ["covered-sign"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_that_shows_is_read(sign: str, look: str, engine: str) -> None:
    before = OVER if look == "before" else b""

    document = read(page(before + SIGNS[sign] + LOOKS[look]), Limits(), engine)

    assert cells(document)[0] == [OBJECT, "Ja"]
    assert document.notices == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("opaque", "expected"), [(b"0", ""), (b"0.4", OBJECT)])
@pytest.mark.parametrize("sign", [GREEN, SQUARE, SEEN], ids=["drawing", "square", "picture"])
def test_a_sign_in_a_form_shows_as_far_as_that_is_opaque(
    sign: bytes, opaque: bytes, expected: str, engine: str
) -> None:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Group << /S /Transparency >>"
    states = b"/ExtGState << /H << /ca %s >> >> /XObject << /X 6 0 R >>" % opaque
    content = b"q /H gs /X Do Q " + TEXT + GRID
    data = handmade(content, resources=states, more={6: stream(sign, form)})

    document = read(data, Limits(), engine)

    assert cells(document)[0] == [expected, "Ja"]
    assert [one.code for one in document.notices] == ["covered-sign"] * (not expected)


LARGER = b"q 1.1 0 0 1.1 -7.2 -22.2 cm %s Q "
LAYERS = {
    "on its shadow": b"q 1 0 0 1 1 -1 cm " + CIRCLE % b"0.5 0.5 0.5" + b"Q " + RED,
    "on a dark disc": LARGER % (CIRCLE % b"0 0 0") + RED,
    "on another": LARGER % GREEN + RED,
    "on its place": GREEN + RED,
    "under small parts": RED + b"q 0.2 0 0 0.2 57.6 177.6 cm " + CIRCLE % b"0 0 0" + b"Q ",
    "under a white one": LARGER % RED + CIRCLE % b"1 1 1",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", LAYERS)
def test_a_sign_of_several_layers_has_the_colour_that_shows(way: str, engine: str) -> None:
    """Not that of a disc or shadow below it."""
    document = read(page(LAYERS[way]), Limits(), engine)

    assert cells(document)[0] == [OBJECT, "Ja"]
    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert mark.colour == "#ff0000"


FACE = (
    b"1 1 0 rg 82 222 m 82 227.52 77.52 232 72 232 c 66.48 232 62 227.52 62 222 c "
    b"62 216.48 66.48 212 72 212 c 77.52 212 82 216.48 82 222 c f "
)
FROWN, SMILE = b"67 215 m 70 219 74 219 77 215 c S ", b"67 219 m 70 215 74 215 77 219 c S "


def test_a_mouth_on_the_place_of_one_that_is_painted_over_is_read_alike() -> None:
    """What covers the first is seen by both engines: it is of another ink."""
    mouths = b"0 G " + FROWN + b"1 1 0 rg 66 214 12 5 re f 0 G " + SMILE
    first, second = (read(page(FACE + mouths), Limits(), engine) for engine in ENGINES)

    assert cells(first) == cells(second)
    assert [cell and cell.all_marks for cell in first.tables[0].rows[0]] == [
        cell and cell.all_marks for cell in second.tables[0].rows[0]
    ]
    assert [one.code for one in first.notices] == ["covered-sign"]


def disc(ink: bytes, by: int) -> bytes:
    """A disc around the middle of the signs, by so much larger."""
    side, bend = 8 + by, (8 + by) * 0.5523
    points = [(side, 0), (side, bend), (bend, side), (0, side), (-bend, side), (-side, bend)]
    points += [(-side, 0), (-side, -bend), (-bend, -side), (0, -side), (bend, -side)]
    points += [(side, -bend), (side, 0)]
    written = [b"%.2f %.2f " % (72 + x, 222 + y) for x, y in points]
    curves = (b"".join(written[at : at + 3]) + b"c " for at in (1, 4, 7, 10))
    return ink + b" rg " + written[0] + b"m " + b"".join(curves) + b"f "


CUT_CORNERS = b"1 g 60 204 m 84 204 l 90 210 l 90 234 l 84 240 l 60 240 l 54 234 l 54 210 l f "


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("over", [disc(b"1 1 1", 6), CUT_CORNERS], ids=["disc", "cut corners"])
def test_a_sign_under_a_larger_area_of_any_outline_is_left_out(over: bytes, engine: str) -> None:
    document = read(page(GREEN + over), Limits(), engine)

    marks = [mark.colour for mark in document.tables[0].rows[0][0].all_marks]  # type: ignore[union-attr]  # one cell
    assert "#00ff00" not in marks
    assert [one.code for one in document.notices] == ["covered-sign"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_disc_on_another_as_large_is_a_part_of_its_drawing(engine: str) -> None:
    document = read(page(disc(b"0 0 0", 0) + disc(b"0 1 0", 1)), Limits(), engine)

    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert mark.colour == "#00ff00"
    assert document.notices == ()


GREY = b"0.9 g 20 130 360 120 re f "
CELL_WIDE = b"0 G 20 208 m 380 208 l S 48 130 m 48 250 l S "
BACKGROUNDS = {
    "of a cell, in white": b"1 g 20 180 28 28 re f " + GREY + CELL_WIDE,
    "of a cell, painted twice": b"1 0 0 rg 20 180 28 28 re f 0 1 0 rg 20 180 28 28 re f "
    + CELL_WIDE,
    "of a word": b"1 g 230 218 10 12 re f " + GREY,
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", BACKGROUNDS)
def test_a_background_that_is_painted_over_is_no_sign(way: str, engine: str) -> None:
    document = read(page(BACKGROUNDS[way]), Limits(), engine)

    assert [one.code for one in document.notices if one.code == "covered-sign"] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_square_under_one_on_its_place_is_told(engine: str) -> None:
    document = read(page(SQUARE + SQUARE.replace(b"0 1 0", b"1 0 0")), Limits(), engine)

    assert cells(document)[0] == [OBJECT, "Ja"]
    (mark,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    assert mark.colour == "#ff0000"
    assert [one.code for one in document.notices] == ["covered-sign"]


def test_many_signs_and_areas_are_told_apart() -> None:
    """Each area covers one of forty circles but the last one's."""
    moved = b"q 1 0 0 1 %d %d cm %s Q "
    places = [(20 * (n % 8) - 44, -160 + 20 * (n // 8)) for n in range(40)]
    white = b"1 g 63 213 18 18 re f "
    drawn = [moved % (*place, GREEN + (white if place != places[-1] else b"")) for place in places]

    document = read(handmade(b"".join(drawn) + TEXT + GRID), Limits())

    assert str(document.blocks).count(OBJECT) == 1
    assert [one.code for one in document.notices] == ["covered-sign"]


def test_many_signs_under_as_many_areas_take_little_memory() -> None:
    """A mosaic: each square lies under one of another, painted later."""
    hulls = [(9.0 * at, 0.0, 9.0 * at + 5, 5.0) for at in range(2000)]
    shapes: list[Painted] = [((True, "#ffffff", None, 4, (0, 0), ""), hull) for hull in hulls]
    signs = [Sign(at, hull, at, is_box=True) for at, hull in enumerate(hulls)]

    tracemalloc.start()
    found = beneath(signs, shapes + shapes, [])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == signs
    assert peak < MOST_BYTES


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("look", ["multiplied", "half opaque", "area"])
@pytest.mark.parametrize("sign", ["drawing", "picture"])
@pytest.mark.parametrize(
    ("page", "move", "size"),
    [
        (b"", b"0 1 -1 0 300 0 cm ", (300, 400)),
        (b"/Rotate 90", b"", (400, 300)),
        (b"/Rotate 90", b"0 -1 1 0 0 400 cm ", (300, 400)),
    ],
    ids=["text", "page", "both"],
)
def test_whether_a_sign_shows_is_looked_up_where_a_turned_page_has_it(
    page: bytes, move: bytes, size: tuple[int, int], sign: str, look: str, engine: str
) -> None:
    """At its place on the page as displayed, whichever way the text runs."""
    content = move + SIGNS[sign] + {**LOOKS, **OVERS}[look] + TEXT + GRID

    document = read(handmade(content, resources=STATES, page=page, size=size), Limits(), engine)

    is_seen = look != "area"
    assert cells(document)[0] == [OBJECT if is_seen else "", "Ja"]
    assert [one.code for one in document.notices] == ["covered-sign"] * (not is_seen)
