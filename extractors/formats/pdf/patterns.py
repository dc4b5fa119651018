"""Patterns that areas are painted with: pdfium tells neither their colours nor their texts.

A texture or a run of colours is looked at on the page. Of a text that stands in a pattern, as some
print a word behind a page and a few all of it, an auditor is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from extractors.document import Notice
from extractors.formats.pdf.layers import object_streams

_ANY = b"/PatternType"
_TILES = re.compile(rb"/PatternType\s{0,9}1\b")
_USED = re.compile(rb"/([^\s/<>\[\]()%]{1,99})\s{1,9}(?:scn|SCN|Do)\b")
_TEXT = re.compile(rb"[)\]>]\s{0,9}T[jJ]\b")
_MOST = 1 << 22  # bytes of one content
_MOST_PAGES = 20_000
_MESSAGE = "Areas of the page are painted with a pattern that prints text; it was not read."


class Patterns:
    """What a file says of its patterns, looked up when it is asked for."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self.are_tiles = _TILES.search(data) is not None  # their dictionaries are never compressed

    @cached_property
    def are_any(self) -> bool:
        return _ANY in self._data or any(_ANY in one for one in object_streams(self._data))

    def unread(self, number: int) -> tuple[Notice, ...]:
        """What to tell of the texts in patterns of a page."""
        if not self.are_tiles or number > len(self._pages) or not self._pages[number - 1]:
            return ()
        evidence, locator = f"page {number}", f"page[{number}]"
        return (Notice("text-in-pattern", "warning", _MESSAGE, evidence, locator),)

    @cached_property
    def _pages(self) -> list[bool]:
        """Of each page whether a pattern prints text on it."""
        from extractors.errors import Damaged
        from extractors.formats.pdf import plumber_pages

        try:
            file = plumber_pages.opened(self._data, self._password or "")
        except Damaged:
            return []
        return [_prints(leaf) for leaf in islice(plumber_pages.leaves(file), _MOST_PAGES)]


class _Content(NamedTuple):
    """What a page, a form or a pattern draws."""

    data: bytes
    resources: Any
    is_pattern: bool = False  # or stands in one


def _prints(leaf: Any) -> bool:
    """Whether a pattern that a page is painted with prints text."""
    if leaf is None:
        return False
    page = leaf[1]
    contents = _resolved(page.get("Contents"))
    parts = contents if isinstance(contents, list) else [contents]
    left = [_Content(b"\n".join(map(_data, parts)), page.get("Resources"))]
    seen: set[tuple[Any, bool]] = set()
    while left:
        one = left.pop()
        if one.is_pattern and _TEXT.search(one.data):
            return True
        left += _drawn(one, seen)
    return False


def _drawn(content: _Content, seen: set[tuple[Any, bool]]) -> Iterator[_Content]:
    """The forms and patterns that a content draws with, each once."""
    names = {name.decode("latin-1") for name in _USED.findall(content.data)}
    for kind in ("Pattern", "XObject"):
        own = _resolved(_dictionary(content.resources).get(kind))
        for name in sorted(names.intersection(_dictionary(own))):
            stream, is_pattern = _resolved(own[name]), content.is_pattern or kind == "Pattern"
            key = getattr(own[name], "objid", id(stream)), is_pattern
            if key in seen or not _is_drawn(stream):
                continue
            seen.add(key)
            inner = stream.attrs.get("Resources", content.resources)
            yield _Content(_data(stream), inner, is_pattern)


def _dictionary(value: Any) -> dict[str, Any]:
    found = _resolved(value)
    return found if isinstance(found, dict) else {}


def _is_drawn(value: Any) -> bool:
    """Whether it is a form or a pattern, not a picture or a run of colours."""
    kind = _resolved(value.attrs.get("Subtype")) if _is_stream(value) else None
    return _is_stream(value) and getattr(kind, "name", "Form") == "Form"


def _data(value: Any) -> bytes:
    from extractors.formats.pdf.plumber_pages import FAILURES

    stream = _resolved(value)
    if not _is_stream(stream):
        return b""
    try:
        data: bytes = stream.get_data()
    except FAILURES:
        return b""
    return data[:_MOST]


def _is_stream(value: Any) -> bool:
    return hasattr(value, "get_data") and hasattr(value, "attrs")


def _resolved(value: Any) -> Any:
    from extractors.formats.pdf.plumber_pages import resolved

    return resolved(value)
