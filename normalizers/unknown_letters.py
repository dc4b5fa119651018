"""What a text may say whose letters are not all known: it tells only what all of it tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

UNKNOWN = "\ufffd"  # stands for a glyph whose character is unknown
_WORD = re.compile(rf"[\w{UNKNOWN}]*{UNKNOWN}[\w{UNKNOWN}]*")
_LONGEST = 40  # characters; more in a row are no word
_MOST = 30  # words with unknown letters; in more of them nothing is readable
_SIGN = re.compile(rf"{UNKNOWN}(?=[A-ZÆØÅ][a-zæøå])")  # no letter: a word begins behind it
_GLYPH = r"(?:\w|[ft]{1,2}[fijlt]{1,2})"  # a letter, or several as of "ffi" and "tt"


def readings(text: str, words: Collection[str]) -> Iterator[str]:
    """The text as it is, then once for each of the words that may begin one of its own.

    >>> list(readings("drift og anl\ufffdg", ("anlæg", "lån")))
    ['drift og anl\ufffdg', 'drift og anlæg']
    """
    yield text
    if UNKNOWN not in text:
        return
    for place, found in enumerate(_WORD.finditer(text)):
        if place == _MOST:
            return
        sign = _SIGN.match(found[0])
        start = found.start() + (sign.end() if sign else 0)
        for word in _may_be(text[start : found.end()][:_LONGEST], words):
            yield text[:start] + word + text[found.end() :]


def fits(printed: str, word: str) -> bool:
    """Whether a word may be what is printed, whatever the unknown letters are.

    >>> fits("B\ufffd og Land", "By og Land"), fits("B\ufffd og Land", "Hav og Land")
    (True, False)
    """
    pattern = re.escape(printed).replace(UNKNOWN, _GLYPH)
    return re.fullmatch(pattern, word, re.IGNORECASE) is not None


def _may_be(printed: str, words: Collection[str]) -> Iterator[str]:
    """What may be printed, by words that may be its beginning: no single glyph of several."""
    if UNKNOWN not in printed:
        return
    least = max(printed.index(UNKNOWN) + 1, min(2, len(printed)))
    for end in range(least, len(printed) + 1):
        for word in words:
            if fits(printed[:end], word):
                yield word + printed[end:]
