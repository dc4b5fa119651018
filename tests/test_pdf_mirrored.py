"""PDF: a picture is seen as it is shown, also where the file has it upside down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from drawn_pages import ENGINES, cells
from handmade import GRID, handmade
from hostile_pdfs import stream
from PIL import Image, ImageDraw, ImageOps

from extractors.document import OBJECT, Mark
from extractors.formats.pdf import read
from extractors.limits import Limits

SIDE = 64
TEXT = b"BT 0 g /F1 10 Tf 230 220 Td (Ja) Tj ET "
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /X 6 0 R >> >>"
SHOWN = b"q %s cm /X Do Q "
UPRIGHT = SHOWN % b"16 0 0 16 64 214"


def face() -> Image.Image:
    """A green smiley."""
    picture = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((2, 2, 61, 61), fill=(0, 200, 0), outline="black", width=3)
    draw.ellipse((18, 18, 25, 25), fill="black")
    draw.ellipse((38, 18, 45, 25), fill="black")
    draw.arc((16, 20, 47, 49), 20, 160, fill="black", width=4)
    return picture


def mark(content: bytes, picture: Image.Image, engine: str, more: bytes = b"") -> Mark:
    """What is seen of the picture in the first cell of a table."""
    about = b"/Type /XObject /Subtype /Image /Width %d /Height %d " % (SIDE, SIDE)
    image = stream(picture.tobytes(), about + b"/BitsPerComponent 8 /ColorSpace /DeviceRGB")
    named = b"/XObject << /X 6 0 R /Y 7 0 R >>"
    objects = {6: image, 7: stream(more, FORM)}
    document = read(
        handmade(content + TEXT + GRID, resources=named, more=objects), Limits(), engine
    )
    assert cells(document)[0] == [OBJECT, "Ja"]
    (found,) = document.tables[0].rows[0][0].all_marks  # type: ignore[union-attr]  # one cell
    return found


WAYS: dict[str, tuple[Callable[[Image.Image], Image.Image], bytes]] = {
    "upside down": (ImageOps.flip, b"16 0 0 -16 64 230"),
    "mirrored": (ImageOps.mirror, b"-16 0 0 16 80 214"),
    "turned by half": (lambda one: one.rotate(180), b"-16 0 0 -16 80 230"),
    "turned to the left": (lambda one: one.rotate(-90), b"0 16 -16 0 80 214"),
    "turned to the right": (lambda one: one.rotate(90), b"0 -16 16 0 64 230"),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", WAYS)
def test_a_picture_that_the_page_sets_upright_is(way: str, engine: str) -> None:
    change, matrix = WAYS[way]

    found = mark(SHOWN % matrix, change(face()), engine)

    assert (found.shape, found.mouth) == ("face", "up")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_picture_that_a_form_turns_back_is_told_by_its_own_pixels(engine: str) -> None:
    """Where the form is upside down, and the picture in it too."""
    turned = mark(b"q 1 0 0 -1 0 444 cm /Y Do Q ", face(), engine, SHOWN % b"16 0 0 -16 64 230")

    assert turned == mark(UPRIGHT, face(), engine)
