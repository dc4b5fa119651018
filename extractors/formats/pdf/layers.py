"""Layers that a file switches off: what stands on them is not shown, and so not read.

pdfium tells that something belongs to a layer, not whether the layer is shown. But it leaves out
what is not, so a layer is off where the page looks the same without what stands on it.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

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
_HIDDEN = "Layers of the page are switched off; what stands on them was left out."

Layer = tuple[str, int]  # its name, or what stands on it


def hidden_layer(number: int) -> Notice:
    """That something on a page is not shown."""
    return Notice("hidden-layer", "info", _HIDDEN, f"page {number}", f"page[{number}]")


def may_have_layers(data: bytes) -> bool:
    """Whether forms of a file may stand on layers."""
    return _FORM_ON_LAYER.search(data) is not None


def unshown(page: Any, size: tuple[float, float], *, forms: bool) -> frozenset[int]:
    """The addresses of the objects on layers that are off; `forms` says if forms may be."""
    layers: defaultdict[Layer, list[int]] = defaultdict(list)
    for layer, address in _on_layers(page, calls.count_objects, calls.page_object, forms, 0):
        layers[layer].append(address)
    if not 0 < len(layers) <= _MOST_LAYERS:
        return frozenset()
    scale = min(1.0, _MOST_PIXELS / max(*size, 1.0))
    shown = page_pixels(page, size, scale)
    found: set[int] = set()
    for own in layers.values():
        # Those found before stay out: of two that paint the same, one is shown.
        _set_active(own, active=False)
        if np.array_equal(shown, page_pixels(page, size, scale)):
            found.update(own)
        else:
            _set_active(own, active=True)
    _set_active(found, active=True)
    return frozenset(one for address in found for one in (address, *_within(address)))


def _on_layers(
    holder: Any, count: Any, get: Any, forms: bool, depth: int
) -> Iterator[tuple[Layer, int]]:
    for address in _objects(holder, count, get):
        handle = ctypes.c_void_p(address)
        layer = _layer(handle)
        is_form = calls.object_type(handle) == _FORM
        if layer is not None:
            yield (layer, 0), address
        elif is_form and depth < _DEEPEST:
            if forms:
                yield ("", address), address
            yield from _on_layers(handle, calls.form_count, calls.form_object, forms, depth + 1)


def _objects(holder: Any, count: Any, get: Any) -> list[int]:
    found: list[int] = calls.of_each(get, holder, max(count(holder), 0)).tolist()
    return found


def _layer(handle: Any) -> str | None:
    """The name of the layer that an object stands on."""
    for index in range(calls.count_marks(handle)):
        mark = ctypes.c_void_p(calls.mark_at(handle, index))
        if _written(calls.mark_name, mark) == _LAYER:
            return _written(calls.mark_value, mark, b"Name")
    return None


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
