"""Which text object each character of a page belongs to, asked of one character in eight or so."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.formats.pdf import calls

Addresses = NDArray[np.int64]

# Of every so many characters one is asked. An object has some twenty characters; with half or
# twice as many the calls and the arrays together take as long.
_STRIDE = 8


def all_owners(text: Any, count: int) -> Addresses:
    """The address of the text object of each of the first characters, 0 for none; asks them all."""
    return calls.numbers(calls.text_object, text, range(count))


def owners(text: Any, count: int) -> Addresses:
    """The same where the characters of an object stand together.

    They do unless a line has scripts of both directions: pdfium puts such into the order of
    reading. What stands between two characters of one object is of that object then; elsewhere
    the one in the middle is asked.
    """
    stride = _STRIDE
    found = calls.numbers(calls.text_object, text, range(0, count + stride - 1, stride))
    while stride > 1:
        stride //= 2
        halved = found.repeat(2)[:-1]
        unsure = (found[1:] != found[:-1]) | (found[1:] == 0)
        between = 2 * unsure.nonzero()[0] + 1
        asked = (stride * between).tolist()
        halved[between] = calls.numbers(calls.text_object, text, asked)
        found = halved
    return found[:count]
