"""Which text object each character of a page belongs to, asked of a few of each printed line."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.formats.pdf import calls
from extractors.pages.sheet import Codes, Ints

Addresses = NDArray[np.int64]

# Of every so many characters of a line one is asked. An object has some twenty characters; with
# half or twice as many the calls and the arrays together take as long.
_STRIDE = 8
_RETURN, _FEED = 0x0D, 0x0A
_UNKNOWN = -1


def all_owners(text: Any, count: int) -> Addresses:
    """The address of the text object of each of the first characters, 0 for none; asks them all."""
    return calls.numbers(calls.text_object, text, range(count))


def owners(text: Any, codes: Codes) -> Addresses:
    """The same for characters of these codes, where those of an object stand together.

    They do unless a line has scripts of both directions: pdfium puts such into the order of
    reading. What stands between two characters of one object is of that object then. Most lines
    are one object, so the first and the last character of each are asked before any other. Lines
    are parted by two characters that pdfium adds, both or none of them.
    """
    count = len(codes)
    breaks = ((codes[:-1] == _RETURN) & (codes[1:] == _FEED)).nonzero()[0]
    lines = len(breaks) + 1
    ends = np.empty((2, lines), np.int64)  # the first and the last character of each line
    ends[0, 0], ends[0, 1:], ends[1, :-1], ends[1, -1] = 0, breaks + 2, breaks - 1, count - 1
    asked = [*ends[0].tolist(), *ends[1].tolist(), *breaks.tolist()]
    told = calls.numbers(calls.text_object, text, asked)
    first, last, between = told[:lines], told[lines : 2 * lines], told[2 * lines :]
    if between.any():
        return _halved(text, np.arange(count))
    of_parts, lengths = np.zeros(2 * lines - 1, np.int64), np.full(2 * lines - 1, 2)
    of_parts[::2] = np.where((first == last) & (first != 0), first, _UNKNOWN)
    lengths[::2] = ends[1] - ends[0] + 1
    found = of_parts.repeat(lengths)
    unknown = (found == _UNKNOWN).nonzero()[0]
    if len(unknown):
        found[unknown] = _halved(text, unknown)
    return found


def _halved(text: Any, characters: Ints) -> Addresses:
    """The addresses for these characters; where those beside one differ, it is asked itself."""
    stride = _STRIDE
    places = np.full(-(-len(characters) // stride) * stride + 1, -1)  # none behind the last
    places[: len(characters)] = characters
    found = calls.numbers(calls.text_object, text, places[::stride].tolist())
    while stride > 1:
        stride //= 2
        halved = found.repeat(2)[:-1]
        unsure = (found[1:] != found[:-1]) | (found[1:] == 0)
        between = 2 * unsure.nonzero()[0] + 1
        halved[between] = calls.numbers(
            calls.text_object, text, places.take(stride * between).tolist()
        )
        found = halved
    return found[: len(characters)]
