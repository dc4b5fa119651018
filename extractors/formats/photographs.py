"""Picture files: a scan saved as PNG, JPEG, TIFF or WebP, one page to a picture.

A TIFF may hold many. The paper's size is what the file says of its dots per inch; where it says
nothing that could be, the longer side is that of A4.
"""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from extractors.document import Document
from extractors.errors import Damaged, TooLarge, Unreadable
from extractors.formats.scans.sheets import scanned, unread
from extractors.limits import Limits
from extractors.pages.sheet import Glyphs, Pixels, Sheet, no_runs
from extractors.pictures import UNREADABLE

NAME = "picture"
ENGINE = "tesseract"
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_LEADS = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_LONGER = 841.89  # points, of A4
_DPI = (70.0, 1300.0)  # that a scanner has
_MOST_PIXELS = 200_000_000  # of one page: A3 at 1,000 dpi
_POINTS = 72.0


def recognizes(head: bytes) -> bool:
    """Whether a file begins as one of these pictures."""
    return head.startswith(_LEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def read(data: bytes, limits: Limits) -> Document:
    """The document on the pictures; raises an ExtractionError where it cannot be read."""
    # Imported here: reading pages loads much that other formats do without.
    from extractors.formats.pdf.reader import document, surveyed

    with _as_damage(), Image.open(BytesIO(data), formats=_FORMATS) as file:
        count = getattr(file, "n_frames", 1)
        if count > limits.pages:
            raise TooLarge(f"{count} pages, more than {limits.pages}")
        media_type = Image.MIME.get(file.format or "", "image/*")
        return document(surveyed(partial(_sheets, file, count)), ENGINE, (), media_type)


@contextmanager
def _as_damage() -> Generator[None]:
    try:
        with warnings.catch_warnings():
            # The sizes are checked here.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    except (Damaged, TooLarge, Unreadable, MemoryError):
        raise
    except UNREADABLE as error:
        raise Damaged(f"the picture cannot be opened: {error}") from error


def _sheets(file: Image.Image, count: int) -> Generator[Sheet]:
    failures: list[Unreadable] = []
    for number in range(1, count + 1):
        file.seek(number - 1)
        width, height = file.size
        if width * height > _MOST_PIXELS:
            raise TooLarge(f"a picture of {width} x {height} pixels, most {_MOST_PIXELS}")
        scale = _scale(file)
        page = _on_white(file)
        size = page.width / scale, page.height / scale
        sheet = _blank(number, size)
        try:
            yield scanned(sheet, size, partial(_drawn, page, size))
        except Unreadable as error:
            failures.append(error)
            yield unread(sheet, str(error))
    if len(failures) == count:
        raise failures[0]


def _scale(file: Image.Image) -> float:
    """Pixels to a point."""
    dots = file.info.get("dpi")
    across = float(dots[0]) if isinstance(dots, tuple) else 0.0
    if _DPI[0] <= across <= _DPI[1]:
        return across / _POINTS
    return float(max(file.size)) / _LONGER


def _on_white(file: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(file)
    if "A" not in upright.getbands() and "transparency" not in upright.info:
        return upright.convert("RGB")
    coloured = upright.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured).convert("RGB")


def _drawn(page: Image.Image, size: tuple[float, float], scale: float) -> Pixels:
    wide, high = (max(1, round(side * scale)) for side in size)
    if page.size != (wide, high):
        page = page.resize((wide, high), Image.Resampling.BICUBIC, reducing_gap=3.0)
    return np.asarray(page, np.uint8).copy()


def _blank(number: int, size: tuple[float, float]) -> Sheet:
    """A page of which nothing but its picture is known."""
    flags, rules = np.zeros(0, np.bool_), np.zeros((0, 3), np.float32)
    boxes = np.zeros((0, 4), np.float32)
    glyphs = Glyphs(np.zeros(0, np.uint32), boxes, np.zeros(0, np.int32), flags, flags)
    return Sheet(number, *size, 0, glyphs, no_runs(), rules, rules)
