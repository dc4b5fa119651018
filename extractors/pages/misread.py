"""Rows that text recognition read twice: one row, but for what was misread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from extractors.document import UNMAPPED

_LEAST_LIKENESS = 0.8  # of the letters of a cell
_LEAST_LETTERS = 4  # of the first cell, to be known by them
_LEAST_CELLS = 2


def is_misread(heading: Mapping[int, Sequence[str]], row: Mapping[int, Sequence[str]]) -> bool:
    """Whether a row, lines by column, repeats a heading: its first cell and half of the others.

    Figures tell one heading from the next; they are the same, or some of them are unknown.

    >>> is_misread({0: ["1.02. Havnen"], 1: ["Tid"]}, {0: ["1.02, Havnen'"], 1: ["Tid"]})
    True
    >>> is_misread({0: ["1.02. Havnen"], 1: ["Tid"]}, {0: ["1.03. Havnen"], 1: ["Tid"]})
    False
    """
    filled = [column for column, lines in heading.items() if lines]
    if len(filled) < _LEAST_CELLS:
        return False
    pairs = [(" ".join(heading[at]), " ".join(row.get(at, ()))) for at in filled]
    (first, own), others = pairs[0], pairs[1:]
    if len(_letters(first)) < _LEAST_LETTERS or not _have_same_figures(first, own):
        return False
    return _are_alike(first, own) and 2 * sum(_are_alike(*one) for one in others) >= len(others)


def _have_same_figures(one: str, other: str) -> bool:
    if UNMAPPED in one or UNMAPPED in other:
        return True
    figures, others = ([sign for sign in text if sign.isdigit()] for text in (one, other))
    return figures == others


def _are_alike(one: str, other: str) -> bool:
    letters = _letters(one), _letters(other)
    return SequenceMatcher(None, *letters, autojunk=False).ratio() >= _LEAST_LIKENESS


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())
