"""What pages, forms and patterns draw, as pdfminer has it: operators, and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from extractors.formats.pdf.tilings import Operator

_USED = re.compile(rb"/([^\s/<>\[\]()%]{1,99})\s{1,9}(?:scn|SCN|Do)\b")
_TEXT = re.compile(rb"[)\]>]\s{0,9}T[jJ]\b")
MOST = 1 << 22  # bytes of one content; what is longer is cut


class Content(NamedTuple):
    """What a page, a form or a pattern draws."""

    data: bytes
    resources: Any
    is_pattern: bool = False  # or stands in one


def pattern_content(stream: Any, around: Mapping[str, Any]) -> Content:
    return Content(content_data(stream), stream.attrs.get("Resources", around), is_pattern=True)


def operators(data: bytes) -> Iterator[Operator]:
    """What a content says, one after the other."""
    from pdfminer.pdfinterp import PDFContentParser
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psexceptions import PSEOF
    from pdfminer.psparser import PSKeyword

    parser = PDFContentParser([PDFStream({}, data)])
    start, operands = None, []
    while True:
        try:
            at, one = parser.nextobject()
        except PSEOF:
            return
        start = at if start is None else start
        if not isinstance(one, PSKeyword):
            operands.append(one)
            continue
        yield Operator(start, at, one.name, operands)
        start, operands = None, []


def used(data: bytes, names: Mapping[str, Any]) -> list[str]:
    """Those of these names that a content draws or paints with."""
    found = {name.decode("latin-1") for name in _USED.findall(data)}
    return sorted(found.intersection(names))


def page_content(page: Mapping[str, Any]) -> Content:
    contents = resolved_value(page.get("Contents"))
    parts = contents if isinstance(contents, list) else [contents]
    return Content(b"\n".join(map(content_data, parts)), page.get("Resources"))


def prints(content: Content) -> bool:
    """Whether a pattern that a content is painted with, or stands in, prints text."""
    left = [content]
    seen: set[tuple[Any, bool]] = set()
    while left:
        one = left.pop()
        if one.is_pattern and _TEXT.search(one.data):
            return True
        left += _drawn(one, seen)
    return False


def _drawn(content: Content, seen: set[tuple[Any, bool]]) -> Iterator[Content]:
    """The forms and patterns that a content draws with, each once."""
    for kind in ("Pattern", "XObject"):
        own = dictionary(dictionary(content.resources).get(kind))
        for name in used(content.data, own):
            stream, is_pattern = resolved_value(own[name]), content.is_pattern or kind == "Pattern"
            key = getattr(own[name], "objid", id(stream)), is_pattern
            if key in seen or not is_drawn(stream):
                continue
            seen.add(key)
            inner = stream.attrs.get("Resources", content.resources)
            yield Content(content_data(stream), inner, is_pattern)


def dictionary(value: Any) -> dict[str, Any]:
    found = resolved_value(value)
    return found if isinstance(found, dict) else {}


def is_drawn(value: Any) -> bool:
    """Whether it is a form or a pattern, not a picture or a run of colours."""
    kind = resolved_value(value.attrs.get("Subtype")) if _is_stream(value) else None
    return _is_stream(value) and getattr(kind, "name", "Form") == "Form"


def content_data(value: Any) -> bytes:
    from extractors.formats.pdf.plumber_pages import FAILURES

    stream = resolved_value(value)
    if not _is_stream(stream):
        return b""
    try:
        data: bytes = stream.get_data()
    except FAILURES:
        return b""
    return data[:MOST]


def _is_stream(value: Any) -> bool:
    return hasattr(value, "get_data") and hasattr(value, "attrs")


def resolved_value(value: Any) -> Any:
    from extractors.formats.pdf.plumber_pages import resolved

    return resolved(value)
