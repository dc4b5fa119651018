"""How many shapes the glyphs of fonts have that are drawings (Type 3): a page draws each anew.

A few hundred letters of a hundred thousand shapes take a minute whenever the page is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

from extractors.formats.pdf.contents import content_data, dictionary, resolved_value

_SHAPE = re.compile(rb"\s(?:re|[lcvy]|Do|EI)\b")
_MOST_GLYPHS = 1_000  # of a font
_DEEPEST = 4  # forms within forms


class DrawnFonts:
    """The fonts of a file, looked up when they are asked for."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self._known: dict[int, int] = {}

    def shapes(self, number: int) -> int:
        """How many the glyph of a page has that has most."""
        return self._pages[number - 1] if number <= len(self._pages) else 0

    @cached_property
    def _pages(self) -> list[int]:
        from extractors.formats.pdf import plumber_pages

        return plumber_pages.counted(
            self._data, self._password, lambda page: self._most(page.get("Resources"), 0)
        )

    def _most(self, resources: Any, depth: int) -> int:
        own = dictionary(resources)
        found = [self._of_font(font) for font in dictionary(own.get("Font")).values()]
        for form in dictionary(own.get("XObject")).values() if depth < _DEEPEST else ():
            about = getattr(resolved_value(form), "attrs", {})
            if about.get("Resources") is not None:
                found.append(self._most(about["Resources"], depth + 1))
        return max(found, default=0)

    def _of_font(self, font: Any) -> int:
        key = getattr(font, "objid", id(font))
        if key not in self._known:
            glyphs = _glyphs(dictionary(font))
            counts = (len(_SHAPE.findall(content_data(glyph))) for glyph in glyphs)
            self._known[key] = max(counts, default=0)
        return self._known[key]


def _glyphs(font: Mapping[str, Any]) -> Iterator[Any]:
    """The contents of the glyphs of a font; of one that is no drawing, none."""
    return islice(dictionary(font.get("CharProcs")).values(), _MOST_GLYPHS)
