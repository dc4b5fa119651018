"""Marks of what a page shows besides text: pictures, drawings, and glyphs without a character."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from extractors.document import UNMAPPED, Mark
from extractors.formats.pdf import calls
from extractors.looks import Looks, look
from extractors.pages.pictures import may_be_sign
from extractors.pages.shapes import DOUBTFUL, UNTOLD, WHITE, Drawing
from extractors.pages.sheet import Box, Figure, Fill

if TYPE_CHECKING:  # layers are told by drawing
    from extractors.formats.pdf.patterns import Patterns

_DRAWN = 64  # pixels on the longer side of what is drawn from the page
_MOST = 256  # pixels a side of a picture; larger ones are looked at smaller
_SHOWN = 0.05 * 255  # how far from white a box is on the average that shows something, and
# how opaque a picture that is seen
# Of a pixel: on a bitmap without one for how opaque it is pdfium paints everything below anew for
# each area that multiplies its colours.
CHANNELS = 4
_OPAQUE = 255
_PLAIN = 8  # levels that a colour may vary by
_MARGIN = 0.5  # points around a drawing, so that its outline is seen whole

# What pdfium tells as the colour of a pattern, and what of a run of colours.
_PATTERNS = ("#bfbfbf", WHITE, UNTOLD)
_MOST_ASKED = 100  # areas of a page that may be painted with a pattern; others count as grey

Pixels = NDArray[np.uint8]


class Painter:
    """Draws parts of one page while it is open; equal pixels are looked at once."""

    def __init__(
        self,
        file: Any,
        page: Any,
        frame: tuple[float, float, int],
        seen: dict[str, Looks],
        may_draw: Callable[[], bool],
    ) -> None:
        """`frame` is how wide and high the page is, and so many quarter turns from the displayed.

        Where the page may not be drawn, for the time that takes, all of it is taken for white.
        """
        self._file, self._page = file, page
        self._width, self._height, self._turn = frame
        self._seen, self._may_draw = seen, may_draw
        self._asked = _MOST_ASKED

    def within(self, most: int, images: Sequence[tuple[int, Box]]) -> Sequence[tuple[int, Box]]:
        """The first of these pictures, as many as have no more pixels: each is unpacked anew."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        for number, (address, _) in enumerate(images):
            handle = ctypes.c_void_p(address)
            if calls.image_size(handle, ctypes.byref(width), ctypes.byref(height)):
                most -= width.value * height.value
            if most < 0:
                return images[:number]
        return images

    def pictures(self, images: Iterable[tuple[int, Box]]) -> tuple[list[Figure], list[Box]]:
        """Images, and where those stand that their masks hide.

        They are looked at by their own pixels, by what the page shows where they have no address.
        """
        found: list[Figure] = []
        hidden: list[Box] = []
        for address, box in images:
            pixels = self._image(ctypes.c_void_p(address)) if address and may_be_sign(box) else None
            if pixels is None:
                found.append(Figure("picture", box, partial(self._emoji, box)))
            elif int(pixels[..., CHANNELS - 1].max()) < _SHOWN:
                hidden.append(box)
            else:
                found.append(Figure("picture", box, partial(_picture, self._look(pixels))))
        return found, hidden

    def drawing(self, drawing: Drawing) -> Figure:
        """A group of paths, by what it looks like."""
        x0, top, x1, bottom = drawing.box
        box = (x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, bottom + _MARGIN)
        return Figure("drawing", drawing.box, partial(self._drawing, drawing, box))

    def fills(self, fills: Sequence[Fill], patterns: Patterns) -> tuple[Fill, ...]:
        """Filled areas with the colours that they show, without those that are none."""
        return tuple(
            self.told(fill._replace(colour=fill.colour.removeprefix(DOUBTFUL)), patterns)
            for fill in fills
            if not fill.colour.startswith(DOUBTFUL) or self._is_seen(fill)
        )

    def _is_seen(self, fill: Fill) -> bool:
        pixels = self._drawn(fill.box)
        usual = _written(np.median(pixels[..., :3].reshape(-1, 3), axis=0))
        return usual == fill.colour.removeprefix(DOUBTFUL)

    def told(self, fill: Fill, patterns: Patterns) -> Fill:
        """A filled area with the colour that it shows."""
        if fill.colour == UNTOLD:
            return Fill(fill.box, self._look(self._drawn(fill.box)).colour or WHITE)
        if fill.colour not in _PATTERNS or not patterns.are_any or not self._asked:
            return fill
        self._asked -= 1
        pixels = self._drawn(fill.box)
        usual = _written(np.median(pixels[..., :3].reshape(-1, 3), axis=0))
        # A grey or white area may be just that.
        if usual == fill.colour:
            return fill
        return Fill(fill.box, self._look(pixels).colour or usual)

    def emoji(self, box: Box) -> Figure:
        """Text that has no characters, as a picture of its place."""
        return Figure("glyph", box, partial(self._emoji, box))

    def glyph(self, box: Box) -> Mark:
        """What a glyph looks like; its character and font are known to the caller."""
        looks = self._look(self._drawn(box))
        return _mark("character", UNMAPPED, looks, looks.colour)

    def shows(self, box: Box) -> bool:
        """Whether the page shows anything but white in a box."""
        return not self._may_draw() or bool(
            (255 - self._drawn(box)[..., :3].min(axis=2)).mean() >= _SHOWN
        )

    def plain(self, box: Box) -> bool:
        """Whether the page shows nothing but one colour in a box."""
        if not self._may_draw():
            return False
        pixels = self._drawn(box)[..., :3].reshape(-1, 3)
        return bool((pixels.max(axis=0) - pixels.min(axis=0)).max() <= _PLAIN)

    def _drawing(self, drawing: Drawing, box: Box) -> Mark:
        looks = self._look(self._drawn(box))
        told = None if drawing.colour in _PATTERNS else drawing.colour
        return _mark("drawing", drawing.outline, looks, told or looks.colour)

    def _emoji(self, box: Box) -> Mark:
        return _picture(self._look(self._drawn(box)))

    def _look(self, pixels: Pixels) -> Looks:
        key = hashlib.sha256(pixels.tobytes()).hexdigest() + str(pixels.shape)
        if key not in self._seen:
            self._seen[key] = look(pixels)
        return self._seen[key]

    def _drawn(self, box: Box) -> Pixels:
        """What the page shows in a box."""
        x0, top, x1, bottom = box
        scale = _DRAWN / max(x1 - x0, bottom - top, 0.1)
        width, height = (max(1, round(side * scale)) for side in (x1 - x0, bottom - top))
        if not self._may_draw():
            return np.full((height, width, CHANNELS), _OPAQUE, np.uint8)
        bitmap = raw.FPDFBitmap_Create(width, height, 1)
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(
                *(bitmap, ctypes.cast(self._page, raw.FPDF_PAGE)),
                *(round(-x0 * scale), round(-top * scale)),
                *(round(self._width * scale), round(self._height * scale)),
                *(self._turn, raw.FPDF_ANNOT),
            )
            return _pixels(bitmap)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)

    def _image(self, handle: Any) -> Pixels | None:
        """The image's own pixels with its mask, whatever size it is shown at."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if not calls.image_size(handle, ctypes.byref(width), ctypes.byref(height)):
            return None
        share = min(1.0, _MOST / max(width.value, height.value, 1))
        shown = (ctypes.c_float * 6)()
        calls.object_matrix(handle, ctypes.byref(shown))
        native = (ctypes.c_float * 6)(width.value * share, 0, 0, height.value * share, 0, 0)
        calls.set_matrix(handle, ctypes.byref(native))
        try:
            found = calls.rendered_image(_raw(self._file), self._page, handle)
        finally:
            calls.set_matrix(handle, ctypes.byref(shown))
        if not found:
            return None
        bitmap = ctypes.cast(found, raw.FPDF_BITMAP)
        try:
            return _pixels(bitmap)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)


def page_pixels(page: Any, size: tuple[float, float], scale: float) -> Pixels:
    """The whole page as displayed, RGB on white; `scale` is pixels to a point."""
    width, height = (max(1, round(side * scale)) for side in size)
    bitmap = raw.FPDFBitmap_Create(width, height, 1)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        page = ctypes.cast(page, raw.FPDF_PAGE)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        return np.ascontiguousarray(_pixels(bitmap)[..., :3])
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


class Window(NamedTuple):
    """A part of a page, in pixels from its top left corner once it is turned."""

    left: int
    top: int
    right: int
    low: int
    turn: int = 0  # quarter turns clockwise


def window_pixels(page: Any, size: tuple[int, int], window: Window, paper: int = 255) -> Pixels:
    """Part of the page as displayed at that size: rows of channels, pixel by pixel.

    `paper` is the grey that it is drawn on.
    """
    left, top, right, low, turn = window
    rows = np.full((low - top, CHANNELS * (right - left)), paper, np.uint8)
    rows[:, CHANNELS - 1 :: CHANNELS] = _OPAQUE
    bitmap = raw.FPDFBitmap_CreateEx(
        *(right - left, low - top, raw.FPDFBitmap_BGRA),
        *(rows.ctypes.data_as(ctypes.c_void_p), rows.shape[1]),
    )
    try:
        page = ctypes.cast(page, raw.FPDF_PAGE)
        raw.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *size, turn, raw.FPDF_ANNOT)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return rows


def _written(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{int(channel):02x}" for channel in rgb)


Look = Callable[[Box], Mark]


def _raw(file: Any) -> ctypes.c_void_p:
    return ctypes.cast(file.raw, ctypes.c_void_p)


def _pixels(bitmap: Any) -> Pixels:
    """A bitmap of pdfium's as RGBA."""
    width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
    stride = raw.FPDFBitmap_GetStride(bitmap)
    address = raw.FPDFBitmap_GetBuffer(bitmap)
    data = ctypes.string_at(address, stride * height)
    channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3}.get(
        raw.FPDFBitmap_GetFormat(bitmap), 4
    )
    rows = np.frombuffer(data, np.uint8).reshape(height, stride)[:, : width * channels]
    drawn = rows.reshape(height, width, channels)
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[..., :3] = drawn if channels == 1 else drawn[..., 2::-1]
    if raw.FPDFBitmap_GetFormat(bitmap) == raw.FPDFBitmap_BGRA:
        rgba[..., 3] = drawn[..., 3]
    return rgba


def _picture(looks: Looks) -> Mark:
    return _mark("picture", looks.digest, looks, looks.colour)


def _mark(kind: Any, value: str, looks: Looks, colour: str | None) -> Mark:
    return Mark(
        *(kind, value),
        colour=colour,
        shape=looks.shape,
        mouth=looks.mouth,
        likeness=looks.likeness,
    )
