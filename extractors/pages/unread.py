"""Private-use characters in the words and numbers of a text font: letters that the file hides.

Alone such a character is a sign, mostly of Wingdings whose name is lost. One that touches letters
or figures stands for one, all over the page, and nobody knows which.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extractors.pages.blanks import BLANK
from extractors.pages.sheet import Flags, Glyphs, Ints, Runs
from extractors.pages.signs import BULLETS, is_symbolic
from extractors.thousands import is_any

_FIRST, _COUNT = 0xE000, 0x1900
# Faces, boxes, arrows and check marks of Wingdings, which may touch a text.
_SIGNS = BULLETS | frozenset(
    "\uf04a\uf04b\uf04c\uf06f\uf0a8\uf0fb\uf0fc\uf0fd\uf0fe\uf0df\uf0e0\uf0e8"
)
_OF_NUMBERS = frozenset(".,-")
_LEVEL = 0.5  # points by which the baselines of one word may differ


def hidden_letters(glyphs: Glyphs, runs: Runs) -> Flags | None:
    """Which glyphs are such letters; None for none, as on most pages."""
    private = np.asarray(glyphs.codes - np.uint32(_FIRST) < _COUNT)  # lower codes wrap around
    if not is_any(private) or _are_of_signs(glyphs.run[private], runs):
        return None
    letters = {
        letter
        for start, stop in _words(glyphs, runs, private)
        for letter in _letters(glyphs.codes[start:stop].tolist())
    }
    if not letters:
        return None
    symbolic = np.array([is_symbolic(font) for font in runs.fonts], np.bool_)
    told = np.isin(glyphs.codes, list(letters)) & private
    return np.asarray(told & ~symbolic[runs.font].take(glyphs.run))


def _are_of_signs(run: Ints, runs: Runs) -> bool:
    """Whether all of these runs are set in fonts of signs, as those of most reports' smileys."""
    return all(is_symbolic(runs.fonts[font]) for font in set(runs.font.take(run).tolist()))


def _words(glyphs: Glyphs, runs: Runs, private: Flags) -> Iterator[tuple[int, int]]:
    """The words with such characters in fonts of text: what one font sets without a gap."""
    run = glyphs.run
    gap = glyphs.boxes[1:, 0] - glyphs.boxes[:-1, 2]
    level = runs.points[:, 1].take(run)
    new = glyphs.spaced[1:] | (np.abs(gap) > BLANK * runs.size.take(run[1:]))
    new |= runs.font.take(run[1:]) != runs.font.take(run[:-1])
    new |= np.abs(level[1:] - level[:-1]) > _LEVEL
    edges = [0, *(new.nonzero()[0] + 1).tolist(), len(glyphs)]
    own = np.unique(np.searchsorted(edges, private.nonzero()[0], side="right")).tolist()
    for index in own:
        if not is_symbolic(runs.font_of(run.item(edges[index - 1]))):
            yield edges[index - 1], edges[index]


def _letters(codes: list[int]) -> set[int]:
    """The private-use characters that are letters of this word."""
    word = [chr(code) for code in codes]
    private = [bool(_FIRST <= code < _FIRST + _COUNT) for code in codes]
    others = [letter for letter, is_own in zip(word, private, strict=True) if not is_own]
    if not any(letter.isalnum() or letter in _OF_NUMBERS for letter in others):
        return set()
    own = (at for at, is_own in enumerate(private) if is_own)
    return {codes[at] for at in own if word[at] not in _SIGNS or _is_inside(word, at)}


def _is_inside(word: list[str], at: int) -> bool:
    """Whether letters stand on either side of it, or it is a minus before a figure."""
    if at == 0:
        return len(word) > 1 and word[1].isdigit()
    return at < len(word) - 1
