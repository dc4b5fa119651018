"""pdfium's functions as the fastest calls that Python allows.

pypdfium2's own prototypes convert every argument and release the interpreter's lock at each call,
which costs more than most of these functions do. One process reads one document, so the lock may
be kept, and handles are passed as plain addresses. What is called for every character is given
references that are made once: ctypes takes them as they are and makes anew what is no reference.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import repeat, starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

_Function = Callable[..., Any]


def _fast(name: str, result: Any = ctypes.c_int) -> _Function:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result)(address)


_pointer = ctypes.c_void_p


class _Handle(ctypes.c_void_p):
    """A pointer that comes back as one and not as a number: it is only handed on."""


load_page = _fast("FPDF_LoadPage", _pointer)
close_page = _fast("FPDF_ClosePage", None)
load_text = _fast("FPDFText_LoadPage", _pointer)
close_text = _fast("FPDFText_ClosePage", None)
count_chars = _fast("FPDFText_CountChars")
text = _fast("FPDFText_GetText")
unicode_of = _fast("FPDFText_GetUnicode", ctypes.c_uint)
text_object = _fast("FPDFText_GetTextObject", ctypes.c_size_t)  # an address, 0 for none
loose_box = _fast("FPDFText_GetLooseCharBox", None)
tight_box = _fast("FPDFText_GetCharBox")
map_error = _fast("FPDFText_HasUnicodeMapError")
is_hyphen = _fast("FPDFText_IsHyphen")
matrix_of = _fast("FPDFText_GetMatrix", None)
page_box = _fast("FPDF_GetPageBoundingBox")
rotation = _fast("FPDFPage_GetRotation")
count_objects = _fast("FPDFPage_CountObjects")
page_object = _fast("FPDFPage_GetObject", _Handle)
form_count = _fast("FPDFFormObj_CountObjects")
form_object = _fast("FPDFFormObj_GetObject", _Handle)
object_type = _fast("FPDFPageObj_GetType")
bounds = _fast("FPDFPageObj_GetBounds", None)
object_matrix = _fast("FPDFPageObj_GetMatrix")
set_matrix = _fast("FPDFPageObj_SetMatrix")
fill_colour = _fast("FPDFPageObj_GetFillColor")
stroke_colour = _fast("FPDFPageObj_GetStrokeColor")
stroke_width = _fast("FPDFPageObj_GetStrokeWidth")
draw_mode = _fast("FPDFPath_GetDrawMode")
count_segments = _fast("FPDFPath_CountSegments")
path_segment = _fast("FPDFPath_GetPathSegment", _pointer)
segment_point = _fast("FPDFPathSegment_GetPoint")
segment_type = _fast("FPDFPathSegment_GetType")
font_of = _fast("FPDFTextObj_GetFont", ctypes.c_size_t)
font_size = _fast("FPDFTextObj_GetFontSize", None)
render_mode = _fast("FPDFTextObj_GetTextRenderMode")
font_name = _fast("FPDFFont_GetBaseFontName", ctypes.c_size_t)
font_family = _fast("FPDFFont_GetFamilyName", ctypes.c_size_t)
font_flags = _fast("FPDFFont_GetFlags")
font_weight = _fast("FPDFFont_GetWeight")
count_marks = _fast("FPDFPageObj_CountMarks")
mark_at = _fast("FPDFPageObj_GetMark", _pointer)
mark_name = _fast("FPDFPageObjMark_GetName")
clip_path = _fast("FPDFPageObj_GetClipPath", _Handle)
count_clips = _fast("FPDFClipPath_CountPaths")
count_clip_segments = _fast("FPDFClipPath_CountPathSegments")
clip_segment = _fast("FPDFClipPath_GetPathSegment", _pointer)
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
annotation_string = _fast("FPDFAnnot_GetStringValue", ctypes.c_ulong)
annotation_appearance = _fast("FPDFAnnot_GetAP", ctypes.c_ulong)
flatten = _fast("FPDFPage_Flatten")
image_size = _fast("FPDFImageObj_GetImagePixelSize")
rendered_image = _fast("FPDFImageObj_GetRenderedBitmap", _pointer)


class Slots:
    """A buffer of equal records and a reference to each, made once and used again."""

    def __init__(self, width: int, kind: Any = np.float32) -> None:
        self._width, self._kind = width, kind
        self._room = 0
        self._buffer: Any = None
        self._places: list[Any] = []
        self._fields: list[list[Any]] = []

    def of_page(self, call: _Function, handle: Any, indices: Collection[int]) -> NDArray[Any]:
        """What `call(handle, i, record)` writes for every i of these, a row each, till the next."""
        places = self.room(len(indices))
        deque(_each(call, repeat(_reference(handle)), indices, places), maxlen=0)
        return self.rows(len(indices))

    def of_objects(self, call: _Function, handles: Collection[Any]) -> NDArray[Any]:
        """What `call(handle, record)` writes for every handle, a row each, till the next."""
        deque(_each(call, handles, self.room(len(handles))), maxlen=0)
        return self.rows(len(handles))

    def room(self, count: int) -> list[Any]:
        """References to at least `count` records."""
        if count > self._room:
            self._room = max(count, 2 * self._room, 256)
            self._buffer = (ctypes.c_uint32 * (self._room * self._width))()
            step = 4 * self._width
            self._places = [ctypes.byref(self._buffer, step * i) for i in range(self._room)]
        return self._places

    def fields(self, count: int) -> list[list[Any]]:
        """References to each field of at least `count` records, a list for each."""
        self.room(count)
        if len(self._fields) < self._width or len(self._fields[0]) < self._room:
            step = 4 * self._width
            self._fields = [
                [ctypes.byref(self._buffer, step * i + 4 * field) for i in range(self._room)]
                for field in range(self._width)
            ]
        return self._fields

    def rows(self, count: int) -> NDArray[Any]:
        """The first records as they stand; the next call overwrites them."""
        if not count:
            return np.zeros((0, self._width), self._kind)
        found = np.frombuffer(self._buffer, self._kind, count * self._width)
        return found.reshape(count, self._width)


def ask(call: _Function, *arguments: Iterable[Any]) -> None:
    """`call` of each of these, for what it writes."""
    deque(_each(call, *arguments), maxlen=0)


def told(call: _Function, *arguments: Iterable[Any]) -> list[Any]:
    """What `call` returns for each of these."""
    return list(_each(call, *arguments))


def of_each(call: _Function, handle: Any, count: int) -> list[Any]:
    """`call(handle, i)` for every i below `count`."""
    return told(call, repeat(_reference(handle)), range(count))


def numbers(call: _Function, handle: Any, indices: Collection[int]) -> NDArray[np.int64]:
    """`call(handle, i)` for every i of these, as an array."""
    return np.fromiter(_each(call, repeat(_reference(handle)), indices), np.int64, len(indices))


def _each(call: _Function, *arguments: Iterable[Any]) -> Iterator[Any]:
    """`call` of each of these; `map` makes a tuple for every call, which takes an eighth longer."""
    return starmap(call, zip(*arguments, strict=False))


def _reference(handle: Any) -> Any:
    return ctypes.byref(ctypes.c_char.from_address(handle.value or 0))
