"""All texts of a file, font by font, in the order in which it prints them."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.codes import LINE_END_HYPHEN
from extractors.formats.pdf.fonts import Named, named
from extractors.formats.pdf.loops import told

if TYPE_CHECKING:  # its module opens files that ask for texts
    from extractors.formats.pdf.pdfium import Opened

_MOST_PAGES = 500
_APART = "\n"  # between texts of a font


def texts_of(opened: Opened) -> dict[Named, str]:
    """Those of the first pages; none of a page that takes long to be read."""
    found: defaultdict[Named, list[str]] = defaultdict(list)
    for index in range(min(opened.page_count, _MOST_PAGES)):
        page = opened.plain_page(index)
        if page is None:
            continue
        try:
            if calls.count_objects(page) <= opened.limits.page_texts:
                _take(page, opened.limits.page_characters, found)
        finally:
            calls.close_page(page)
    return {font: _APART.join(parts) for font, parts in found.items()}


def _take(page: Any, most: int, found: defaultdict[Named, list[str]]) -> None:
    text = ctypes.c_void_p(calls.load_text(page))
    try:
        count = min(max(calls.count_chars(text), 0), most)
        if not count:
            return
        codes = calls.of_each(calls.unicode_of, text, count).astype(np.uint32)
        codes[codes == LINE_END_HYPHEN] = ord("-")
        objects = calls.of_each(calls.text_object, text, count)
    finally:
        calls.close_text(text)
    # What pdfium itself puts between texts is of the text before it.
    own = np.maximum.accumulate(np.where(objects != 0, np.arange(count), 0))
    each, place = np.unique(objects.take(own), return_inverse=True)
    fonts = told(calls.font_of, len(each), each).take(place)
    starts = (np.diff(fonts, prepend=-1, append=-1) != 0).nonzero()[0].tolist()
    names = {address: named(address) for address in np.unique(fonts).tolist()}
    for start, stop in pairwise(starts):
        letters = codes[start:stop].tobytes().decode("utf-32-le", "replace")
        found[names[fonts.item(start)]].append(letters)
