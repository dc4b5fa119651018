"""Layers that a file switches off: what stands on them is not shown, and so not read.

pdfium tells that something belongs to a layer, not whether the layer is shown. But it leaves out
what is not, so a layer is off where the page looks the same without what stands on it.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from extractors.document import Notice
from extractors.formats.pdf import calls
from extractors.formats.pdf.figures import page_pixels

_MOST_LAYERS = 100  # of a page; what stands on more is read as if it were shown
_MOST_PIXELS = 1_500  # of a side of the page
_DEEPEST = 8  # forms within forms
_FORM = 5
_NAME = 64
_LAYER = "OC"
# A form of its own on a layer; its dictionary is never compressed.
_FORM_ON_LAYER = re.compile(rb"/OC[\s<]")
_LAYERS, _DRAWN_FONT = b"/OCProperties", b"/Type3"
# Of layers, drawn fonts, or of what lies over pages; one search takes a tenth of ten.
_TELLING = re.compile(
    _LAYERS + rb"|/(?:Type3|Widget|FreeText|Stamp|Square|Circle|Polygon|Highlight|Redact)"
)
_MASK = re.compile(rb"/Luminosity|/S\s{0,9}/Alpha")
_OBJECT_STREAM = b"/ObjStm"
# Its dictionary is short: sought without an end, one that has none takes all that follows.
_STREAM_OF_OBJECTS = re.compile(
    rb"/ObjStm\b[^<>]{0,400}(?:<<[^<>]{0,400}>>[^<>]{0,400}){0,4}>>\s{0,9}stream\r?\n"
)
_MOST_BYTES = 1 << 22  # of one object stream
_HIDDEN = "Layers of the page are switched off; what stands on them was left out."

Layer = tuple[str, int]  # its name, or what stands on it


def hidden_layer(number: int) -> Notice:
    """That something on a page is not shown."""
    return Notice("hidden-layer", "info", _HIDDEN, f"page {number}", f"page[{number}]")


class Layers:
    """What a file says of its layers; whatever takes a while is looked up when it is asked for."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self._data, self._password = data, password
        self.hold_forms = _FORM_ON_LAYER.search(data) is not None  # those may be on layers
        parts = chain([data], object_streams(data))
        words = {word for part in parts for word in _TELLING.findall(part)}
        self.are_any = _LAYERS in words
        self.hold_drawn_fonts = _DRAWN_FONT in words
        self.may_be_laid_over = bool(words - {_LAYERS, _DRAWN_FONT})  # by fields, stamps, comments

    @cached_property
    def hold_masks(self) -> bool:
        """Whether the file has soft masks: what is painted through one may not show."""
        parts = chain([self._data], object_streams(self._data))
        return any(_MASK.search(one) is not None for one in parts)

    @cached_property
    def shared(self) -> frozenset[str]:
        """The titles that more than one layer has."""
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfparser import PDFParser
        from pdfminer.pdftypes import dict_value, list_value, resolve1
        from pdfminer.psparser import PSException
        from pdfminer.utils import decode_text

        with suppress(PSException, ValueError, TypeError, KeyError):
            document = PDFDocument(PDFParser(BytesIO(self._data)), self._password or "")
            layers = dict_value(document.catalog["OCProperties"])["OCGs"]
            names = (resolve1(dict_value(one)["Name"]) for one in list_value(layers))
            titles = Counter(decode_text(name) for name in names if isinstance(name, bytes))
            return frozenset(title for title, count in titles.items() if count > 1)
        return frozenset()


def object_streams(data: bytes) -> Iterator[bytes]:
    """What stands compressed in a file besides pages and pictures."""
    if _OBJECT_STREAM not in data:
        return
    for found in _STREAM_OF_OBJECTS.finditer(data):
        start = found.end()
        stop = data.find(b"endstream", start, start + _MOST_BYTES)
        with suppress(zlib.error):
            packed = data[start : stop if stop >= 0 else start + _MOST_BYTES]
            yield zlib.decompressobj().decompress(packed, _MOST_BYTES)


def unshown(page: Any, size: tuple[float, float], layers: Layers) -> frozenset[int]:
    """The addresses of the objects on layers that are off."""
    objects: defaultdict[Layer, list[_Layered]] = defaultdict(list)
    for one in _on_layers(page, calls.count_objects, calls.page_object, layers.hold_forms, 0):
        objects[one.layer].append(one)
    if not 0 < len(objects) <= _MOST_LAYERS:
        return frozenset()
    scale = min(1.0, _MOST_PIXELS / max(*size, 1.0))
    shown = page_pixels(page, size, scale)
    found: set[int] = set()

    def is_off(layered: Sequence[int]) -> bool:
        """Those found before stay out: of two that paint the same, one is shown."""
        own = [one for one in layered if one not in found]
        if not own:
            return True
        _set_active(own, active=False)
        if np.array_equal(shown, page_pixels(page, size, scale)):
            found.update(own)
            return True
        _set_active(own, active=True)
        return False

    for (title, _), own in objects.items():
        if is_off([one.address for one in own]) or title not in layers.shared:
            continue
        for part in _sections(own):
            is_off(part)
    _set_active(found, active=True)
    return frozenset(one for address in found for one in (address, *_within(address)))


def _sections(own: Iterable[_Layered]) -> list[list[int]]:
    """What was put on a layer at once, each by itself; [] where that is too much to look at."""
    sections: defaultdict[int, list[int]] = defaultdict(list)
    for one in own:
        sections[one.section].append(one.address)
    return list(sections.values()) if 1 < len(sections) <= _MOST_LAYERS else []


class _Layered(NamedTuple):
    """An object on a layer."""

    layer: Layer
    section: int  # equal for what was put on it at once
    address: int


def _on_layers(holder: Any, count: Any, get: Any, forms: bool, depth: int) -> Iterator[_Layered]:
    for address in _objects(holder, count, get):
        handle = ctypes.c_void_p(address)
        marks = _layer_marks(handle)
        is_form = calls.object_type(handle) == _FORM
        for mark in marks:
            name = _written(calls.mark_value, mark, b"Name")
            yield _Layered((name, 0), mark.value or 0, address)
        if is_form and depth < _DEEPEST:
            if forms and not marks:
                yield _Layered(("", address), address, address)
            yield from _on_layers(handle, calls.form_count, calls.form_object, forms, depth + 1)


def _objects(holder: Any, count: Any, get: Any) -> list[int]:
    found: list[int] = calls.of_each(get, holder, max(count(holder), 0)).tolist()
    return found


def _layer_marks(handle: Any) -> list[Any]:
    """The marks that put an object on layers: it shows where all of these do."""
    count = min(calls.count_marks(handle), _MOST_LAYERS)
    marks = [ctypes.c_void_p(calls.mark_at(handle, index)) for index in range(count)]
    return [mark for mark in marks if _written(calls.mark_name, mark) == _LAYER]


def _written(call: Any, *about: Any) -> str:
    length = ctypes.c_ulong(_NAME)
    for _ in range(2):  # nothing is written of a longer text than there is room for
        room = length.value
        buffer = ctypes.create_string_buffer(room)
        if not call(*about, ctypes.byref(buffer), room, ctypes.byref(length)):
            return ""
        if length.value <= room:
            break
    text = buffer.raw[: length.value]
    return text.decode("utf-16-le", "replace").rstrip("\0")


def _within(address: int) -> Iterator[int]:
    """What stands in a form, and in forms in it."""
    handle = ctypes.c_void_p(address)
    if calls.object_type(handle) != _FORM:
        return
    for inner in _objects(handle, calls.form_count, calls.form_object):
        yield inner
        yield from _within(inner)


def _set_active(addresses: Iterable[int], *, active: bool) -> None:
    for address in addresses:
        calls.set_active(ctypes.c_void_p(address), int(active))
