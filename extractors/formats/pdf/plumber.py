"""The second witness: the same page content from pdfplumber, pdfminer underneath.

Independent of the engine down to the characters; only the geometry that follows is shared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, TypeAlias

import numpy as np
import pdfplumber
from numpy.typing import NDArray
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extractors.errors import Damaged, Encrypted, TooLarge
from extractors.formats.pdf import engine
from extractors.formats.pdf.content import Box, Characters, Fill, Font, PageContent, Picture
from extractors.formats.pdf.geometry import LEAST_RULE, THIN, is_symbol_font, plain_name
from extractors.limits import Limits

# pdfplumber describes what is on a page by plain dictionaries.
Described: TypeAlias = dict[str, Any]


def pages(data: bytes, limits: Limits) -> Iterator[PageContent]:
    """Each page's content; pixels of marks are taken from pdfium, which can draw."""
    try:
        document = pdfplumber.open(BytesIO(data), password=limits.password or "")
    except (PDFPasswordIncorrect, PdfminerException) as error:
        if "Password" in repr(error):
            raise Encrypted("the file needs a password; give it by --password") from error
        raise Damaged(f"pdfminer cannot open the file: {error!r}") from error
    with document:
        if len(document.pages) > limits.pages:
            raise TooLarge(f"{len(document.pages)} pages, more than {limits.pages}")
        drawn = engine.pages(data, limits)
        for page, painted in zip(document.pages, drawn, strict=True):
            yield _content(page, painted)
            page.close()


def _content(page: Any, painted: PageContent) -> PageContent:
    chars = [char for char in page.chars if char["text"] and not char["text"].isspace()]
    spaces = [char for char in page.chars if char["text"].isspace()]
    flat = [(letter, char) for char in [*chars, *spaces] for letter in _letters(char["text"])]
    flat.sort(key=lambda pair: (pair[1]["doctop"], pair[1]["x0"]))
    rules = list(_rules(page))
    return PageContent(
        page.page_number,
        float(page.width),
        float(page.height),
        _characters(flat, float(page.height)),
        np.array([rule for is_across, rule in rules if is_across], np.float32).reshape(-1, 3),
        np.array([rule for is_across, rule in rules if not is_across], np.float32).reshape(-1, 3),
        tuple(_fills(page)),
        tuple(_pictures(page)),
        _font_of(flat),
        painted.pixels,
        frozenset(
            index
            for index, (_, char) in enumerate(flat)
            if is_symbol_font(plain_name(char["fontname"]))
        ),
    )


def _letters(text: str) -> str:
    """One entry per letter; a code without a known character is one unknown letter."""
    return "\ufffd" if text.startswith("(cid:") else text


def _characters(flat: list[tuple[str, Described]], height: float) -> Characters:
    def column(name: str) -> NDArray[np.float32]:
        return np.array([char[name] for _, char in flat], np.float32)

    baselines = [
        height - char["matrix"][5] if char["upright"] else char["bottom"] for _, char in flat
    ]
    return Characters(
        np.array([ord(letter) for letter, _ in flat], np.int32),
        column("x0"),
        column("x1"),
        np.array(baselines, np.float32),
        column("top"),
        column("bottom"),
    )


def _font_of(flat: list[tuple[str, Described]]) -> Callable[[int], Font]:
    def font(index: int) -> Font:
        char = flat[index][1]
        name = plain_name(char["fontname"])
        colour = _rgb(char.get("non_stroking_color")) or "#000000"
        return Font(name, float(char["size"]), colour, "bold" in name.casefold())

    return font


def _rules(page: Any) -> Iterator[tuple[bool, tuple[float, float, float]]]:
    """Lines, and the sides of rectangles, thin ones as one line."""
    for line in page.lines:
        yield from _rule(line["x0"], line["top"], line["x1"], line["bottom"])
    for rect in page.rects:
        x0, top, x1, bottom = (rect[name] for name in ("x0", "top", "x1", "bottom"))
        if min(x1 - x0, bottom - top) <= THIN:
            yield from _rule(x0, top, x1, bottom)
        elif rect["stroke"]:
            yield from _rule(x0, top, x1, top)
            yield from _rule(x0, bottom, x1, bottom)
            yield from _rule(x0, top, x0, bottom)
            yield from _rule(x1, top, x1, bottom)


def _rule(
    x0: float, top: float, x1: float, bottom: float
) -> Iterator[tuple[bool, tuple[float, float, float]]]:
    width, height = x1 - x0, bottom - top
    if width >= height and width >= LEAST_RULE and height <= THIN:
        yield True, ((top + bottom) / 2, x0, x1)
    elif height > width and height >= LEAST_RULE and width <= THIN:
        yield False, ((x0 + x1) / 2, top, bottom)


def _fills(page: Any) -> Iterator[Fill]:
    for shape in (*page.rects, *page.curves):
        box = Box(*(float(shape[name]) for name in ("x0", "top", "x1", "bottom")))
        if min(box.x1 - box.x0, box.bottom - box.top) <= THIN:
            continue
        colour = _rgb(shape.get("non_stroking_color")) if shape.get("fill") else None
        is_rectangle = shape["object_type"] == "rect"
        if colour or not is_rectangle:
            yield Fill(box, colour, is_rectangle)


def _pictures(page: Any) -> Iterator[Picture]:
    for number, image in enumerate(page.images):
        box = Box(*(float(image[name]) for name in ("x0", "top", "x1", "bottom")))
        key = hashlib.sha256(image["stream"].rawdata or b"").hexdigest()
        yield Picture(box, key, number)


def _rgb(colour: Any) -> str | None:
    parts = tuple(colour) if isinstance(colour, list | tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts) or len(parts) not in {3, 4}:
        return None
    if len(parts) == 4:
        black = 1 - parts[3]
        parts = tuple((1 - part) * black for part in parts[:3])
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parts)
    if max(red, green, blue) - min(red, green, blue) < 16:
        return None
    return f"#{red:02x}{green:02x}{blue:02x}"
