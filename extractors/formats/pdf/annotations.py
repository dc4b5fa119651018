"""Form fields, text boxes and stamps laid over a page: people read them, so they are read too.

Comments are not, unless they hide what stands below them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

from extractors.document import Notice
from extractors.formats.pdf import calls
from extractors.formats.pdf.veils import Hull, hiding, may_hide

# What is read, and the key of its text.
_READ = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}
_MOST = 5_000  # of a page; a form has some hundred
_LONGEST = 400  # characters of a value
_LAID_OVER = (
    "Form fields, text boxes, stamps or comments that hide text lie over the page and were read "
    "with it."
)
_NOT_LOOKED_AT = "Form fields, text boxes and stamps over a page could not be made part of it."
_UNLOOKED = "Comments lie over the page; whether they hide text was not looked at."
_UNSEEN = "A form field or text box has a text that the file shows nowhere; it was not read."


def laid_down(page: Any, number: int) -> tuple[Notice, ...]:
    """Make fields, text boxes and stamps part of the page; () where there are none.

    The page has to be opened again where there is a notice. Links, comments and highlights are
    left aside, unless they hide text.
    """
    count = calls.count_annotations(page)
    if count <= 0:
        return ()
    if count > _MOST:
        return (_unseen(_NOT_LOOKED_AT, f"{count} annotations", number),)
    found = [_seen(page, index, number) for index in range(count)]
    comments = {at: one.hull for at, one in enumerate(found) if one.may_hide}
    fields = [one.hull for one in found if one.is_read]
    read = {at for at, one in enumerate(found) if one.is_read}
    hide, unlooked = hiding(page, comments, fields)
    read |= hide
    left = (_unlooked(unlooked, number),) if unlooked else ()
    if not read:
        return left
    for index in reversed(range(count)):
        if index not in read:
            calls.remove_annotation(page, index)
    if calls.flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
        return (_unseen(_NOT_LOOKED_AT, f"page {number}", number),)
    unseen = [one.notice for one in found if one.notice is not None]
    notice = Notice("text-laid-over", "info", _LAID_OVER, f"page {number}", f"page[{number}]")
    return (notice, *unseen, *left)


class _Seen(NamedTuple):
    """What is made of an annotation, and what is to be said of it."""

    is_read: bool = False
    may_hide: bool = False
    notice: Notice | None = None
    hull: Hull = (0.0, 0.0, 0.0, 0.0)


def _seen(page: Any, index: int, number: int) -> _Seen:
    address = calls.annotation_at(page, index)
    if not address:
        return _Seen()
    annotation = ctypes.c_void_p(address)
    try:
        kind = calls.annotation_kind(annotation)
        if kind == raw.FPDF_ANNOT_STAMP:  # its text is a remark on it
            return _Seen(_appears(annotation), hull=_hull(annotation))
        key = _READ.get(kind)
        if key is None:
            return _comment(annotation, kind)
        value = _string(annotation, key)
        if not value or _string(annotation, b"FT") == "Btn" or _appears(annotation):
            return _Seen(is_read=True, hull=_hull(annotation))
        return _Seen(is_read=True, notice=_unseen(_UNSEEN, value, number))
    finally:
        calls.close_annotation(annotation)


def _comment(annotation: Any, kind: int) -> _Seen:
    """A comment; links show nothing but where they say how they look."""
    if not may_hide(kind) or (kind == raw.FPDF_ANNOT_LINK and not _appears(annotation)):
        return _Seen()
    return _Seen(may_hide=True, hull=_hull(annotation))


def _hull(annotation: Any) -> Hull:
    box = raw.FS_RECTF()
    calls.annotation_box(annotation, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _unlooked(count: int, number: int) -> Notice:
    evidence, locator = f"{count} comments", f"page[{number}]"
    return Notice("unseen-comments", "warning", _UNLOOKED, evidence, locator)


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
