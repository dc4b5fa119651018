"""A picture's bytes to a mark, by its pixels; nothing outside the document is ever opened."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image

from extractors.document import Mark
from extractors.looks import look

MOST_PIXELS = 16_000_000  # a larger picture is no smiley
# Pillow's ways of saying that these bytes are no picture.
_UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def picture_mark(data: bytes) -> Mark | None:
    """The mark of a PNG, JPEG, GIF or BMP; None where the pixels cannot be read or are too many."""
    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            pixels = np.asarray(image.convert("RGBA"))
    except _UNREADABLE:
        return None
    seen = look(pixels)
    return Mark(
        "picture",
        seen.digest,
        colour=seen.colour,
        shape=seen.shape,
        mouth=seen.mouth,
        likeness=seen.likeness,
    )
