"""A picture's bytes to a mark, by its pixels; nothing outside the document is ever opened."""

from __future__ import annotations

import hashlib
import struct
import warnings
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image

from extractors.document import Mark
from extractors.looks import Pixels, look
from extractors.metafiles import read_metafile

MOST_PIXELS = 16_000_000  # a larger picture is no smiley
_LEAST_CHROMA = 60  # between the strongest and weakest channel of a brush that is a colour
# Pillow's ways of saying that these bytes are no picture; its readers of rare kinds trip over
# forged sizes and tags by the plain ones.
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    NotImplementedError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class View(NamedTuple):
    """Which part of a picture is shown, and how turned."""

    left: float = 0.0  # shares cut off each side
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    turned: int = 0  # degrees, clockwise
    mirrored: bool = False  # left to right
    upended: bool = False  # top to bottom


WHOLE = View()


def picture_mark(data: bytes, view: View = WHOLE) -> Mark | None:
    """The mark of a picture of any common kind; None where its pixels cannot be read or are many.

    A metafile is seen by the bitmap in it, where it has one.
    """
    metafile = read_metafile(data)
    if metafile is not None and metafile.bitmap is not None:
        data = metafile.bitmap
    pixels = _pixels(data, view)
    if pixels is None:
        return None
    seen = look(pixels)
    return Mark(
        "picture",
        seen.digest,
        colour=seen.colour,
        shape=seen.shape,
        mouth=seen.mouth,
        likeness=seen.likeness or None,
    )


def unseen_mark(data: bytes) -> Mark:
    """The mark of a picture that only a renderer could show: its bytes, and a lone brush's colour.

    Equal bytes are the same picture; nothing is said of pictures that differ.
    """
    metafile = read_metafile(data)
    brushes = metafile.colours if metafile is not None else ()
    colours = [colour for colour in brushes if _is_chromatic(colour)]
    colour = colours[0] if len(colours) == 1 else None
    return Mark("picture", hashlib.sha256(data).hexdigest(), colour=colour)


def _pixels(data: bytes, view: View) -> Pixels | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                return np.asarray(_shown(image.convert("RGBA"), view))
    except UNREADABLE:
        return None


def _shown(image: Image.Image, view: View) -> Image.Image:
    if view == WHOLE:
        return image
    width, height = image.size
    box = (
        max(0, round(view.left * width)),
        max(0, round(view.top * height)),
        min(width, round((1 - view.right) * width)),
        min(height, round((1 - view.bottom) * height)),
    )
    if box[0] < box[2] and box[1] < box[3]:
        image = image.crop(box)
    if view.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if view.upended:
        image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return image.rotate(-view.turned, expand=True) if view.turned % 360 else image


def _is_chromatic(colour: str) -> bool:
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(channels) - min(channels) > _LEAST_CHROMA
