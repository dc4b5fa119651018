"""Patterns that areas are painted with: pdfium tells neither their colours nor their texts.

A texture or a run of colours is looked at on the page. A text that stands in a pattern, as some
print a word behind a page and a few all of it, is read where it stands there once; else an auditor
is told.
"""

from __future__ import annotations

import re
from functools import cached_property

from extractors.document import Notice
from extractors.formats.pdf.layers import object_streams
from extractors.formats.pdf.patterned import Patterned, patterned

_ANY = b"/PatternType"
_TILES = re.compile(rb"/PatternType\s{0,9}1\b")
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
        if number not in self.patterned.unread:
            return ()
        evidence, locator = f"page {number}", f"page[{number}]"
        return (Notice("text-in-pattern", "warning", _MESSAGE, evidence, locator),)

    @cached_property
    def patterned(self) -> Patterned:
        """The file as it is read, with texts in patterns where they can be."""
        return patterned(self._data, self._password) if self.are_tiles else Patterned()
