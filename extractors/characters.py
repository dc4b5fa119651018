"""Characters in a line of text that may carry a status."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from extractors.document import Mark

# Faces, check marks, dots and arrows are "other symbols"; private use is symbol fonts.
_CATEGORIES = frozenset({"So", "Co"})
_ALSO = frozenset("●■▪◆★↑↓→✓✔✗✘")
_NEVER = frozenset("°©®™№¦\ufffc\ufffd•◦")


def marks_in(text: str, font: str | None = None, colour: str | None = None) -> Iterator[Mark]:
    """A mark for every character that is a symbol and no letter, digit or punctuation.

    >>> [mark.value for mark in marks_in("☺: nået 100 %")]
    ['☺']
    """
    if text.isascii():
        return
    for offset, letter in enumerate(text):
        if letter > "\u00ff" and _is_symbol(letter):
            yield Mark("character", letter, font=font, colour=colour, offset=offset)


def _is_symbol(letter: str) -> bool:
    return letter not in _NEVER and (letter in _ALSO or unicodedata.category(letter) in _CATEGORIES)
