"""Form fields, text boxes and stamps laid over a page: people read them, so they are read too."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from extractors.document import Notice
from extractors.formats.pdf import calls

# What is read, and the key of its text.
_READ = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}
_MOST = 5_000  # of a page; a form has some hundred
_LONGEST = 400  # characters of a value
_LAID_OVER = "Form fields, text boxes or stamps lie over the page and were read with it."
_NOT_LOOKED_AT = "Form fields, text boxes and stamps over a page could not be made part of it."
_UNSEEN = "A form field or text box has a text that the file shows nowhere; it was not read."


def laid_down(page: Any, number: int) -> tuple[Notice, ...]:
    """Make fields, text boxes and stamps part of the page; () where there are none.

    The page has to be opened again where there is a notice. Links, comments and highlights are
    left aside.
    """
    count = calls.count_annotations(page)
    if count <= 0:
        return ()
    if count > _MOST:
        return (_unseen(_NOT_LOOKED_AT, f"{count} annotations", number),)
    found = [_seen(page, index, number) for index in range(count)]
    if not any(is_read for is_read, _ in found):
        return ()
    for index in reversed(range(count)):
        if not found[index][0]:
            calls.remove_annotation(page, index)
    if calls.flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
        return (_unseen(_NOT_LOOKED_AT, f"page {number}", number),)
    unseen = [notice for _, notice in found if notice is not None]
    notice = Notice("text-laid-over", "info", _LAID_OVER, f"page {number}", f"page[{number}]")
    return (notice, *unseen)


def _seen(page: Any, index: int, number: int) -> tuple[bool, Notice | None]:
    """Whether an annotation is read, and what is to be said of it."""
    address = calls.annotation_at(page, index)
    if not address:
        return False, None
    annotation = ctypes.c_void_p(address)
    try:
        kind = calls.annotation_kind(annotation)
        if kind == raw.FPDF_ANNOT_STAMP:  # its text is a remark on it
            return _appears(annotation), None
        key = _READ.get(kind)
        if key is None:
            return False, None
        value = _string(annotation, key)
        if not value or _string(annotation, b"FT") == "Btn" or _appears(annotation):
            return True, None
        return True, _unseen(_UNSEEN, value, number)
    finally:
        calls.close_annotation(annotation)


def _unseen(message: str, evidence: str, number: int) -> Notice:
    return Notice("unseen-field", "warning", message, evidence, f"page[{number}]")


def _appears(annotation: Any) -> bool:
    mode = raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    # A string that ends at once takes two bytes.
    return int(calls.annotation_appearance(annotation, mode, None, ctypes.c_ulong(0))) > 2


def _string(annotation: Any, key: bytes) -> str:
    buffer = ctypes.create_string_buffer(2 * _LONGEST)
    room = ctypes.c_ulong(len(buffer))
    length = calls.annotation_string(annotation, key, ctypes.byref(buffer), room)
    return "".join(_characters(buffer.raw[: min(length, len(buffer))]))


def _characters(data: bytes) -> Iterator[str]:
    for letter in data.decode("utf-16-le", "replace"):
        if letter == "\0":
            return
        yield letter
