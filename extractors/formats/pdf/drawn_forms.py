"""How many forms a page draws where forms draw others: ten in each of eight make a hundred million.

pdfium makes an object of each as it opens the page, whatever stands in it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import Any

from extractors.formats.pdf.contents import (
    content_data,
    dictionary,
    is_drawn,
    page_content,
    resolved_value,
)

_FORM = re.compile(rb"/Form\b")
# What a form draws with, in its dictionary or elsewhere.
_NAMED = re.compile(rb"/XObject\s{0,9}(?:<<|\d)|/Resources\s{0,9}\d")
_WINDOW = 2_000  # bytes of a dictionary, on either side
_DRAWN = re.compile(rb"/([^\s/<>\[\]()%]{1,99})\s{1,9}Do\b")
_DEEPEST = 40  # forms within forms; pdfium goes no deeper
_MOST = 1 << 40
_MOST_FORMS = 100_000


class DrawnForms:
    """The forms of a file, looked up when they are asked for."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self._known: dict[tuple[int, int], int] = {}  # by form and depth
        self._contents: dict[int, Counter[str]] = {}

    def drawn(self, number: int) -> int:
        """How many a page draws in all; 0 where no form of the file draws others."""
        if not self._may_draw_others:
            return 0
        return self._pages[number - 1] if number <= len(self._pages) else 0

    @cached_property
    def _may_draw_others(self) -> bool:
        """Whether the file has several forms, one of which names what it draws with."""
        found = [one.start() for one in islice(_FORM.finditer(self._data), _MOST_FORMS)]
        if len(found) == _MOST_FORMS:
            return True  # to look at all of them would take long
        return len(found) > 1 and any(_names(self._data, at) for at in found)

    @cached_property
    def _pages(self) -> list[int]:
        from extractors.formats.pdf import plumber_pages

        return plumber_pages.counted(self._data, self._password, self._of_page)

    def _of_page(self, page: Any) -> int:
        if not dictionary(dictionary(page.get("Resources")).get("XObject")):
            return 0
        return self._made(_drawn(page_content(page).data), page.get("Resources"), 0)

    def _made(self, drawn: Counter[str], resources: Any, depth: int) -> int:
        """How many forms a content makes that draws these so often."""
        named = dictionary(dictionary(resources).get("XObject"))
        found = 0
        for name in drawn.keys() & named.keys():
            form = named[name]
            if is_drawn(resolved_value(form)):
                found += drawn[name] * self._of_form(form, resources, depth + 1)
        return min(found, _MOST)

    def _of_form(self, form: Any, around: Any, depth: int) -> int:
        """Itself and all within it: one that draws itself does so down to the deepest level."""
        key = getattr(form, "objid", id(form))
        if (key, depth) not in self._known:
            stream = resolved_value(form)
            inner = stream.attrs.get("Resources", around)
            made = 1
            if depth < _DEEPEST and dictionary(dictionary(inner).get("XObject")):
                made += self._made(self._content(key, stream), inner, depth)
            self._known[key, depth] = made
        return self._known[key, depth]

    def _content(self, key: int, stream: Any) -> Counter[str]:
        if key not in self._contents:
            self._contents[key] = _drawn(content_data(stream))
        return self._contents[key]


def _names(data: bytes, at: int) -> bool:
    """Whether the dictionary around names what it draws with."""
    start = max(data.rfind(b"obj", max(at - _WINDOW, 0), at), at - _WINDOW, 0)
    stop = data.find(b"stream", at, at + _WINDOW)
    return _NAMED.search(data, start, stop if stop >= 0 else at + _WINDOW) is not None


def _drawn(data: bytes) -> Counter[str]:
    """How often a content draws what it names."""
    return Counter(name.decode("latin-1") for name in _DRAWN.findall(data))
