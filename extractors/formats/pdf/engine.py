"""The engine: pdfium by pypdfium2's raw calls, vectorised as soon as the numbers are out."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from extractors.document import Notice, Place
from extractors.errors import Damaged, Encrypted, TooLarge
from extractors.formats.pdf.content import Box, Characters, Fill, Font, PageContent, Picture
from extractors.formats.pdf.geometry import LEAST_RULE, THIN, Displayed, is_symbol_font, plain_name
from extractors.limits import Limits

PIXELS_PER_POINT = 4
_PASSWORD_ERROR = 4
_DEPTH = 8  # of nested form objects
# What pdfium gives for any hyphen at a line's end, the author's and the typesetter's alike.
_HYPHEN = 0x02
_SOFT_HYPHEN = 0xAD
# pdfium's handles are ctypes pointers without a type of their own.
Handle: TypeAlias = Any
Matrix: TypeAlias = tuple[float, ...]


def pages(data: bytes, limits: Limits) -> Iterator[PageContent]:
    """Each page's content, closed before the next one is opened."""
    document = _opened(data, limits)
    try:
        if len(document) > limits.pages:
            raise TooLarge(f"{len(document)} pages, more than {limits.pages}")
        for index in range(len(document)):
            yield from _page(document, index, limits)
    finally:
        document.close()


def properties(data: bytes, limits: Limits) -> tuple[tuple[str, str], ...]:
    """The file's own metadata."""
    document = _opened(data, limits)
    try:
        found = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    names = {"Title": "title", "Author": "author", "CreationDate": "created"}
    return tuple((names[key], value) for key, value in found.items() if key in names)


def _opened(data: bytes, limits: Limits) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=limits.password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "assword" in str(error):
            raise Encrypted("the file needs a password; give it by --password") from error
        raise Damaged(f"pdfium cannot open the file: {error}") from error


def _page(document: pdfium.PdfDocument, index: int, limits: Limits) -> Iterator[PageContent]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        yield _empty(index + 1)
        return
    try:
        textpage = page.get_textpage()
        try:
            yield _content(page, textpage, index + 1, limits)
        finally:
            textpage.close()
    finally:
        page.close()


def _empty(number: int) -> PageContent:
    place = Place(number, 0, 0, 0, 0)
    notice = Notice("damaged-page", "error", "The page cannot be opened.", str(number), None, place)
    nothing = np.zeros(0, np.float32)
    characters = Characters(np.zeros(0, np.int32), *[nothing] * 5)
    rules = np.zeros((0, 3), np.float32)
    return PageContent(
        number, 0, 0, characters, rules, rules, (), (), _no_font, _no_pixels, notices=(notice,)
    )


def _no_font(_: int) -> Font:
    return Font("", 0, None, bold=False)


def _no_pixels(_: Box) -> NDArray[np.uint8]:
    return np.zeros((1, 1, 4), np.uint8)


def _content(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int, limits: Limits
) -> PageContent:
    displayed = Displayed(page.get_cropbox(), page.get_rotation())
    kept, characters, cut = _characters(textpage, displayed, limits)
    drawn = _Drawn(displayed, limits.page_segments)
    drawn.read(page)
    notices = []
    place = Place(number, 0, 0, displayed.width, displayed.height)
    if cut or drawn.cut:
        what = "characters" if cut else "path segments"
        message = f"The page has more {what} than are read; the rest was left out."
        notices.append(Notice("page-cut-off", "error", message, f"page {number}", None, place))
    return PageContent(
        number,
        displayed.width,
        displayed.height,
        characters,
        np.array(drawn.horizontal, np.float32).reshape(-1, 3),
        np.array(drawn.vertical, np.float32).reshape(-1, 3),
        tuple(drawn.fills),
        tuple(drawn.pictures),
        _font_of(textpage, kept),
        _pixels_of(page, displayed),
        _in_symbol_fonts(textpage, kept, drawn.symbol_objects),
        tuple(notices),
    )


def _characters(
    textpage: pdfium.PdfTextPage, displayed: Displayed, limits: Limits
) -> tuple[list[int], Characters, bool]:
    """Code and box of every character; blanks and line ends that the engine adds are left out."""
    count = min(textpage.count_chars(), limits.page_characters)
    # The loose box spans a glyph's advance, so that neighbours touch and only blanks leave gaps;
    # its height depends on the font, that of the tight box on what is printed.
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    refs = tuple(map(ctypes.byref, (left, right, bottom, top)))
    loose = raw.FS_RECTF()
    loose_ref = ctypes.byref(loose)
    x, y = ctypes.c_double(), ctypes.c_double()
    origin = (ctypes.byref(x), ctypes.byref(y))
    kept: list[int] = []
    rows: list[tuple[float, ...]] = []
    handle = textpage.raw
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
    loose_of = raw.FPDFText_GetLooseCharBox
    origin_of, is_generated = raw.FPDFText_GetCharOrigin, raw.FPDFText_IsGenerated
    for index in range(count):
        code = unicode_of(handle, index)
        if code in {10, 13} or (code == 32 and is_generated(handle, index) == 1):
            continue
        box_of(handle, index, *refs)
        loose_of(handle, index, loose_ref)
        origin_of(handle, index, *origin)
        kept.append(index)
        rows.append((code, loose.left, bottom.value, loose.right, top.value, x.value, y.value))
    table = np.array(rows, np.float64).reshape(-1, 7)
    x0, upper, x1, lower = displayed.boxes(table[:, 1], table[:, 2], table[:, 3], table[:, 4])
    _, baseline, _, _ = displayed.boxes(table[:, 5], table[:, 6], table[:, 5], table[:, 6])
    codes = table[:, 0].astype(np.int32)
    for row in np.flatnonzero(codes == _HYPHEN):
        is_typeset = row > 0 and _stands_alone(textpage, kept[row], kept[row - 1])
        codes[row] = _SOFT_HYPHEN if is_typeset else ord("-")
    codes[codes == 0] = 0xFFFD
    inside = (x1 > -1) & (x0 < displayed.width + 1) & (lower > -1) & (upper < displayed.height + 1)
    indices = [index for index, visible in zip(kept, inside, strict=True) if visible]
    floats = [column[inside].astype(np.float32) for column in (x0, x1, baseline, upper, lower)]
    return indices, Characters(codes[inside], *floats), textpage.count_chars() > count


def _stands_alone(textpage: pdfium.PdfTextPage, hyphen: int, before: int) -> bool:
    """Whether a hyphen is a text object of its own behind a run of several letters.

    So typesetters put in the hyphens of broken words; an author's is part of its run.
    """
    lengths: list[int] = []
    for index in (hyphen, before):
        found = raw.FPDFText_GetTextObject(textpage.raw, index)
        lengths.append(raw.FPDFTextObj_GetText(found, textpage.raw, None, 0) // 2 - 1)
    return lengths[0] == 1 and lengths[1] > 1


def _font_of(textpage: pdfium.PdfTextPage, kept: list[int]) -> Callable[[int], Font]:
    handle = textpage.raw
    channels = [ctypes.c_uint() for _ in range(4)]

    def font(index: int) -> Font:
        at = kept[index]
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(handle, at, buffer, 128, ctypes.byref(flags))
        raw.FPDFText_GetFillColor(handle, at, *map(ctypes.byref, channels))
        name = plain_name(buffer.value.decode("utf-8", "replace"))
        red, green, blue = (channel.value for channel in channels[:3])
        heavy = raw.FPDFText_GetFontWeight(handle, at) >= 600
        bold = heavy or "bold" in name.casefold() or bool(flags.value & (1 << 18))
        size = float(raw.FPDFText_GetFontSize(handle, at))
        return Font(name, size, f"#{red:02x}{green:02x}{blue:02x}", bold)

    return font


def _pixels_of(page: pdfium.PdfPage, displayed: Displayed) -> Callable[[Box], NDArray[np.uint8]]:
    def pixels(box: Box) -> NDArray[np.uint8]:
        crop = (
            max(0.0, box.x0),
            max(0.0, displayed.height - box.bottom),
            max(0.0, displayed.width - box.x1),
            max(0.0, box.top),
        )
        bitmap = page.render(scale=PIXELS_PER_POINT, crop=crop, rev_byteorder=True)
        image = np.array(bitmap.to_numpy())
        bitmap.close()
        full = np.full((*image.shape[:2], 4), 255, np.uint8)
        full[..., :3] = image[..., :3]
        return full

    return pixels


def _in_symbol_fonts(
    textpage: pdfium.PdfTextPage, kept: list[int], objects: set[int]
) -> frozenset[int]:
    """Which characters belong to text objects in a symbol font; none are asked without one."""
    if not objects:
        return frozenset()
    handle, object_of = textpage.raw, raw.FPDFText_GetTextObject
    return frozenset(
        index for index, at in enumerate(kept) if _address(object_of(handle, at)) in objects
    )


def _address(pointer: Handle) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


@dataclass(slots=True)
class _Drawn:
    """Rules, fills and pictures among a page's objects."""

    displayed: Displayed
    segments_left: int
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    symbol_objects: set[int] = field(default_factory=set)
    fonts: dict[int, bool] = field(default_factory=dict)
    cut: bool = False

    def read(self, page: pdfium.PdfPage) -> None:
        count = raw.FPDFPage_CountObjects(page.raw)
        identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        for number in range(count):
            self._object(raw.FPDFPage_GetObject(page.raw, number), identity, number, 0)

    def _object(self, handle: Handle, matrix: Matrix, number: int, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._text(handle)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._image(handle, matrix, number)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            own = _multiplied(_matrix(handle), matrix)
            for inner in range(raw.FPDFFormObj_CountObjects(handle)):
                self._object(raw.FPDFFormObj_GetObject(handle, inner), own, number, depth + 1)

    def _text(self, handle: Handle) -> None:
        font = raw.FPDFTextObj_GetFont(handle)
        key = _address(font)
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = plain_name(buffer.value.decode("utf-8", "replace"))
            self.fonts[key] = is_symbol_font(name)
        if self.fonts[key]:
            self.symbol_objects.add(_address(handle))

    def _path(self, handle: Handle, matrix: Matrix) -> None:
        count = raw.FPDFPath_CountSegments(handle)
        self.segments_left -= count
        if self.segments_left < 0:
            self.cut = True
            return
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroke))
        if not mode.value and not stroke.value:
            return
        box = self._box(handle, matrix)
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN:
            self._rule(box, width, height)
            return
        points = [self._point(handle, at, matrix) for at in range(count)]
        straight = all(kind != raw.FPDF_SEGMENT_BEZIERTO for kind, _, _, _ in points)
        if stroke.value and straight:
            self._edges(points)
        colour = self._colour(handle) if mode.value else None
        square = straight and count <= 6
        if colour or not straight or (mode.value and not square):
            self.fills.append(Fill(box, colour, square))

    def _rule(self, box: Box, width: float, height: float) -> None:
        if width >= height and width >= LEAST_RULE:
            self.horizontal.append(((box.top + box.bottom) / 2, box.x0, box.x1))
        elif height > width and height >= LEAST_RULE:
            self.vertical.append(((box.x0 + box.x1) / 2, box.top, box.bottom))

    def _edges(self, points: list[tuple[int, bool, float, float]]) -> None:
        """The straight sides of a stroked path, closing ones too."""
        start = previous = (0.0, 0.0)
        for kind, closes, x, y in points:
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = (x, y)
            else:
                self._edge(previous, (x, y))
            previous = (x, y)
            if closes:
                self._edge((x, y), start)

    def _edge(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, x1, top, bottom = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
        if min(x1 - x0, bottom - top) <= 1.0:
            self._rule(Box(x0, top, x1, bottom), x1 - x0, bottom - top)

    def _image(self, handle: Handle, matrix: Matrix, number: int) -> None:
        box = self._box(handle, matrix)
        size = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
        if not 0 < size <= 4_000_000:
            key = f"{number}-{size}"
        else:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFImageObj_GetImageDataRaw(handle, buffer, size)
            key = hashlib.sha256(buffer.raw).hexdigest()
        self.pictures.append(Picture(box, key, number))

    def _box(self, handle: Handle, matrix: Matrix) -> Box:
        edges = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, edges))
        left, bottom, right, top = (edge.value for edge in edges)
        corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self.displayed.box(min(xs), min(ys), max(xs), max(ys))

    def _point(self, handle: Handle, at: int, matrix: Matrix) -> tuple[int, bool, float, float]:
        segment = raw.FPDFPath_GetPathSegment(handle, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        px, py = _moved(matrix, *_moved(_matrix(handle), x.value, y.value))
        box = self.displayed.box(px, py, px, py)
        closes = bool(raw.FPDFPathSegment_GetClose(segment))
        return raw.FPDFPathSegment_GetType(segment), closes, box.x0, box.top

    def _colour(self, handle: Handle) -> str | None:
        channels = [ctypes.c_uint() for _ in range(4)]
        if not raw.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, channels)):
            return None
        red, green, blue, alpha = (channel.value for channel in channels)
        if not alpha or max(red, green, blue) - min(red, green, blue) < 16:
            return None
        return f"#{red:02x}{green:02x}{blue:02x}"


def _matrix(handle: Handle) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiplied(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = m
    return a * x + c * y + e, b * x + d * y + f
