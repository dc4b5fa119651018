"""Files with texts in patterns, written anew with forms where a pattern stands there once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.errors import Damaged
from extractors.formats.pdf.contents import (
    MOST,
    Content,
    content_data,
    dictionary,
    is_drawn,
    operators,
    page_content,
    pattern_content,
    prints,
    resolved_value,
    used,
)
from extractors.formats.pdf.hulls import IDENTITY
from extractors.formats.pdf.inherited import with_objects, written
from extractors.formats.pdf.tilings import Painting, Tile

_MOST_PAGES = 20_000
_DEEPEST = 8  # forms within forms
_PACKED = ("Filter", "DecodeParms", "F", "FFilter", "FDecodeParms", "DL", "Length")


class Patterned(NamedTuple):
    """The file as it is read, and the pages on which patterns still print text."""

    data: bytes | None = None  # None: as it was
    unread: frozenset[int] = frozenset()  # from 1


def patterned(data: bytes, password: str | None) -> Patterned:
    """A file with tiling patterns."""
    from extractors.formats.pdf import plumber_pages

    try:
        printing = _printing(plumber_pages.opened(data, password or ""))
    except Damaged:
        return Patterned()
    if not printing:
        return Patterned()
    try:
        with closing(pdfium.PdfDocument(data, password=password)) as file:
            out = io.BytesIO()
            file.save(out, flags=raw.FPDF_REMOVE_SECURITY)
        saved = out.getvalue()
        return _Writing(plumber_pages.opened(saved, "")).written(saved, printing)
    except (*plumber_pages.FAILURES, Damaged, pdfium.PdfiumError):
        return Patterned(None, frozenset(printing))


def _printing(file: Any) -> list[int]:
    """The pages on which a pattern prints text."""
    from extractors.formats.pdf.plumber_pages import leaves

    each = enumerate(islice(leaves(file), _MOST_PAGES), start=1)
    return [number for number, leaf in each if leaf is not None and prints(page_content(leaf[1]))]


class _Rewritten(NamedTuple):
    """A content as it is drawn now."""

    data: bytes
    resources: Mapping[str, Any]
    is_left: bool  # patterns still print text in it
    is_new: bool = True


class _Writing:
    """The objects of a file that are written anew."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._objects: dict[int, bytes] = {}
        self._next = max(max(xref.get_objids(), default=0) for xref in file.doc.xrefs) + 1
        self._forms: dict[tuple[int, bool], tuple[Any, bool]] = {}

    def written(self, data: bytes, printing: list[int]) -> Patterned:
        from extractors.formats.pdf.plumber_pages import leaves

        left, wanted = set(), set(printing)
        for number, leaf in enumerate(islice(leaves(self._file), _MOST_PAGES), start=1):
            if number in wanted and self._page(*leaf):
                left.add(number)
        if not self._objects:
            return Patterned(None, frozenset(left))
        return Patterned(with_objects(data, self._objects), frozenset(left))

    def _page(self, key: int | None, page: Mapping[str, Any]) -> bool:
        """Whether patterns still print text on a page."""
        found = self._rewritten(page_content(page), 0)
        if found.is_new and key:
            contents = self._added(_stream({}, found.data))
            own = {**page, "Resources": found.resources, "Contents": contents}
            self._objects[key] = written(own)
        return found.is_left or (found.is_new and not key)

    def _rewritten(self, content: Content, depth: int) -> _Rewritten:
        """What a page or form draws, with forms for the patterns that stand there once."""
        resources = dictionary(content.resources)
        if depth > _DEEPEST or len(content.data) >= MOST:
            return _Rewritten(content.data, resources, is_left=prints(content), is_new=False)
        drawn = dictionary(resources.get("XObject"))
        patterns = _printing_patterns(content, resources)
        painting = Painting(content.data, {n: _tile(p) for n, p in patterns.items()}, set(drawn))
        found = painting.written(operators(content.data))
        own, is_left = dict(drawn), found.is_left
        for name in used(content.data, drawn):
            own[name], left = self._form(drawn[name], resources, depth, is_pattern=False)
            is_left |= left
        for name, pattern in found.forms.items():
            own[name], left = self._form(patterns[pattern], resources, depth, is_pattern=True)
            is_left |= left
        is_new = any(own.get(name) is not drawn.get(name) for name in own)
        return _Rewritten(found.data, {**resources, "XObject": own}, is_left, is_new)

    def _form(
        self, named: Any, around: Mapping[str, Any], depth: int, *, is_pattern: bool
    ) -> tuple[Any, bool]:
        """What is drawn in place of a form or pattern, and whether patterns print text in it."""
        stream = resolved_value(named)
        if not is_drawn(stream):
            return named, False
        key = getattr(named, "objid", id(stream)), is_pattern
        if key not in self._forms:
            self._forms[key] = named, False  # it may draw itself
            self._forms[key] = self._drawn(named, stream, around, depth + 1, is_pattern=is_pattern)
        return self._forms[key]

    def _drawn(
        self, named: Any, stream: Any, around: Mapping[str, Any], depth: int, *, is_pattern: bool
    ) -> tuple[Any, bool]:
        content = Content(content_data(stream), stream.attrs.get("Resources", around))
        found = self._rewritten(content, depth)
        if not is_pattern and not found.is_new:
            return named, found.is_left
        about = {**stream.attrs, "Resources": found.resources}
        if is_pattern:
            about = {
                "Subtype": _literal("Form"),
                "BBox": about["BBox"],
                "Resources": found.resources,
            }
        return self._added(_stream(about, found.data)), found.is_left

    def _added(self, written: bytes) -> Any:
        """An object of the file that is new, as one refers to it."""
        from pdfminer.pdftypes import PDFObjRef

        number, self._next = self._next, self._next + 1
        self._objects[number] = written
        return PDFObjRef(self._file.doc, number)


def _stream(about: Mapping[str, Any], data: bytes) -> bytes:
    """A content as it stands in a file."""
    told = {name: one for name, one in about.items() if name not in _PACKED}
    return written({**told, "Length": len(data)}) + b"\nstream\n" + data + b"\nendstream"


def _printing_patterns(content: Content, resources: Mapping[str, Any]) -> dict[str, Any]:
    """The patterns that print text, of those that a content names."""
    own = dictionary(resources.get("Pattern"))
    named = {name: (own[name], resolved_value(own[name])) for name in used(content.data, own)}
    return {
        name: reference
        for name, (reference, stream) in named.items()
        if is_drawn(stream) and prints(pattern_content(stream, resources))
    }


def _tile(pattern: Any) -> Tile | None:
    """A pattern as it is told; None where it is none that can be read."""
    about = resolved_value(pattern).attrs
    try:
        matrix = _numbers(about.get("Matrix", IDENTITY))
        x0, low, x1, high = _numbers(about["BBox"])
        across, up = map(abs, _numbers([about["XStep"], about["YStep"]]))
        a, b, c, d, e, f = matrix
        kind = int(resolved_value(about["PaintType"]))
    except (KeyError, TypeError, ValueError):
        return None
    box = min(x0, x1), min(low, high), max(x0, x1), max(low, high)
    return Tile((a, b, c, d, e, f), box, (across, up), kind) if across and up else None


def _literal(name: str) -> Any:
    from pdfminer.psparser import LIT

    return LIT(name)


def _numbers(values: Any) -> list[float]:
    return [float(resolved_value(one)) for one in resolved_value(values)]
