"""pdfium's functions, each to be called by itself or, by `loops`, for many arguments.

pypdfium2's own prototypes convert every argument and release the interpreter's lock at each call,
which costs more than most of these functions do. One process reads one document, so the lock may
be kept, and handles are passed as plain addresses.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from extractors.formats.pdf.loops import Function, Integers, Places, each, told

_pointer = ctypes.c_void_p
_address_only = ctypes.c_size_t  # 0 for none
_KINDS = {ctypes.c_int: "i", ctypes.c_uint: "I"}


def _fast(name: str, result: Any = ctypes.c_int) -> Function:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    function: Function = ctypes.PYFUNCTYPE(result)(address)
    function.address, function.kind = address, _KINDS.get(result, "")
    return function


load_page = _fast("FPDF_LoadPage", _pointer)
close_page = _fast("FPDF_ClosePage", None)
load_text = _fast("FPDFText_LoadPage", _pointer)
close_text = _fast("FPDFText_ClosePage", None)
count_chars = _fast("FPDFText_CountChars")
text = _fast("FPDFText_GetText")
unicode_of = _fast("FPDFText_GetUnicode", ctypes.c_uint)
text_object = _fast("FPDFText_GetTextObject", _address_only)
loose_box = _fast("FPDFText_GetLooseCharBox", None)
tight_box = _fast("FPDFText_GetCharBox")
map_error = _fast("FPDFText_HasUnicodeMapError")
is_hyphen = _fast("FPDFText_IsHyphen")
matrix_of = _fast("FPDFText_GetMatrix", None)
origin_of = _fast("FPDFText_GetCharOrigin", None)
page_box = _fast("FPDF_GetPageBoundingBox")
rotation = _fast("FPDFPage_GetRotation")
count_objects = _fast("FPDFPage_CountObjects")
page_object = _fast("FPDFPage_GetObject", _address_only)
form_count = _fast("FPDFFormObj_CountObjects")
form_object = _fast("FPDFFormObj_GetObject", _address_only)
object_type = _fast("FPDFPageObj_GetType")
bounds = _fast("FPDFPageObj_GetBounds", None)
object_matrix = _fast("FPDFPageObj_GetMatrix")
set_matrix = _fast("FPDFPageObj_SetMatrix")
fill_colour = _fast("FPDFPageObj_GetFillColor")
stroke_colour = _fast("FPDFPageObj_GetStrokeColor")
stroke_width = _fast("FPDFPageObj_GetStrokeWidth")
draw_mode = _fast("FPDFPath_GetDrawMode")
count_segments = _fast("FPDFPath_CountSegments")
path_segment = _fast("FPDFPath_GetPathSegment", _address_only)
segment_point = _fast("FPDFPathSegment_GetPoint")
segment_type = _fast("FPDFPathSegment_GetType")
font_of = _fast("FPDFTextObj_GetFont", _address_only)
font_size = _fast("FPDFTextObj_GetFontSize", None)
render_mode = _fast("FPDFTextObj_GetTextRenderMode")
font_name = _fast("FPDFFont_GetBaseFontName", ctypes.c_size_t)
font_flags = _fast("FPDFFont_GetFlags")
is_embedded = _fast("FPDFFont_GetIsEmbedded")
font_weight = _fast("FPDFFont_GetWeight")
font_data = _fast("FPDFFont_GetFontData")
count_marks = _fast("FPDFPageObj_CountMarks")
mark_at = _fast("FPDFPageObj_GetMark", _pointer)
mark_name = _fast("FPDFPageObjMark_GetName")
remove_mark = _fast("FPDFPageObj_RemoveMark")
mark_value = _fast("FPDFPageObjMark_GetParamStringValue")
has_transparency = _fast("FPDFPageObj_HasTransparency")
set_active = _fast("FPDFPageObj_SetIsActive")
clip_path = _fast("FPDFPageObj_GetClipPath", _address_only)
count_clips = _fast("FPDFClipPath_CountPaths")
count_clip_segments = _fast("FPDFClipPath_CountPathSegments")
clip_segment = _fast("FPDFClipPath_GetPathSegment", _address_only)
content_id = _fast("FPDFPageObj_GetMarkedContentID")
structure_of = _fast("FPDF_StructTree_GetForPage", _pointer)
close_structure = _fast("FPDF_StructTree_Close", None)
count_roots = _fast("FPDF_StructTree_CountChildren")
root_at = _fast("FPDF_StructTree_GetChildAtIndex", _pointer)
element_type = _fast("FPDF_StructElement_GetType", ctypes.c_ulong)
count_children = _fast("FPDF_StructElement_CountChildren")
child_at = _fast("FPDF_StructElement_GetChildAtIndex", _pointer)
child_content = _fast("FPDF_StructElement_GetChildMarkedContentID")
count_annotations = _fast("FPDFPage_GetAnnotCount")
annotation_at = _fast("FPDFPage_GetAnnot", _pointer)
close_annotation = _fast("FPDFPage_CloseAnnot", None)
remove_annotation = _fast("FPDFPage_RemoveAnnot")
annotation_kind = _fast("FPDFAnnot_GetSubtype")
annotation_box = _fast("FPDFAnnot_GetRect")
annotation_flags = _fast("FPDFAnnot_GetFlags")
set_annotation_flags = _fast("FPDFAnnot_SetFlags")
annotation_string = _fast("FPDFAnnot_GetStringValue", ctypes.c_ulong)
annotation_appearance = _fast("FPDFAnnot_GetAP", ctypes.c_ulong)
flatten = _fast("FPDFPage_Flatten")
image_size = _fast("FPDFImageObj_GetImagePixelSize")
rendered_image = _fast("FPDFImageObj_GetRenderedBitmap", _pointer)


class Slots:
    """A buffer of equal records of 32-bit numbers, made once and used again."""

    def __init__(self, width: int, kind: Any = np.float32) -> None:
        self._width, self._kind = width, kind
        self._buffer: Any
        self._make_room(256)

    def of_page(self, call: Function, handle: Any, indices: Integers) -> NDArray[Any]:
        """What `call(handle, i, record)` writes for every i of these, a row each, till the next."""
        count = len(indices)
        each(call, count, address(handle), indices, self._at_hand(count))
        return self.rows(count)

    def of_objects(self, call: Function, addresses: Integers) -> NDArray[Any]:
        """What `call(address, record)` writes for every address, a row each, till the next."""
        count = len(addresses)
        each(call, count, addresses, self._at_hand(count))
        return self.rows(count)

    def fields(self, count: int) -> list[Places]:
        """Where each field of at least so many records stands."""
        self._at_hand(count)
        return self._fields

    def rows(self, count: int) -> NDArray[Any]:
        """The first records as they stand; the next call overwrites them."""
        return self._rows[:count]

    def _at_hand(self, count: int) -> Places:
        """Where at least so many records stand, all zero: a call that fails writes nothing."""
        if count > self._room:
            self._make_room(max(count, 2 * self._room))
        ctypes.memset(self._buffer, 0, 4 * self._width * count)
        return self._fields[0]

    def _make_room(self, count: int) -> None:
        self._room = count
        self._buffer = (ctypes.c_uint32 * (count * self._width))()
        rows: NDArray[Any] = np.frombuffer(self._buffer, self._kind)
        self._rows = rows.reshape(count, self._width)
        step = 4 * self._width
        self._fields = [Places(self._buffer, 4 * at, step) for at in range(self._width)]


class Inks:
    """A buffer for where the ink of characters stands, made once and used again."""

    def __init__(self) -> None:
        self._slots = Slots(8)

    def of_page(self, handle: Any, indices: Integers) -> NDArray[Any]:
        """Left, right, bottom and top of these characters, a row each, till the next."""
        count = len(indices)
        sides = self._slots.fields(count)[::2]
        each(tight_box, count, address(handle), indices, *sides)
        return self._slots.rows(count).view(np.float64)


def of_each(call: Function, handle: Any, count: int) -> Integers:
    """`call(handle, i)` for every i below `count`."""
    return numbers(call, handle, np.arange(count))


def numbers(call: Function, handle: Any, indices: Integers) -> Integers:
    """`call(handle, i)` for every i of these."""
    return told(call, len(indices), address(handle), indices)


def address(handle: Any) -> int:
    """The number that a handle stands for, as loops take it."""
    return int(handle.value or 0)
