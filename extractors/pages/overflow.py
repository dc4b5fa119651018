"""Words too long for their cell, which run over its border: all of such a word stands in one cell.

A column narrower than a word makes many programs print it on into the next one. Its letters stand
as close there as everywhere else; texts of two cells never do.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from extractors.pages.cells import OUTSIDE
from extractors.pages.sheet import Codes, Flags, Floats, Ints

_CLOSE = 0.04  # of the size: no letters of two cells stand as close
_OVER = 0.2  # the same for letters moved over each other
_NEXT = 0.012  # the same for letters printed one by one, each where the one before ends
_BLANK = 0.45  # the same for a blank between words of one text
_WIDEST = 1.2  # the same for one of a justified line
_MOSTLY = 0.6  # of the glyphs of a word
_TWO = 2  # cells that a word on the border of two has


class Printing(NamedTuple):
    """Glyphs in the order of the file: parallel arrays."""

    x0: Floats
    x1: Floats
    size: Floats
    run: Ints
    spaced: Flags
    codes: Codes


def at_home(cell: Ints, glyphs: Printing) -> Ints:
    """The cell of each glyph, one for all glyphs of a word that runs over a border."""
    places = (cell[1:] != cell[:-1]).nonzero()[0] + 1
    if not len(places):
        return cell
    gap = glyphs.x0[places] - glyphs.x1[places - 1]
    size = glyphs.size[places]
    near = ((gap < _CLOSE * size) & (gap > -_OVER * size)).nonzero()[0]
    if not len(near):
        return cell  # on most pages
    places, gap, size = places[near], gap[near], size[near]
    is_one = glyphs.run[places] == glyphs.run[places - 1]
    is_next = (gap < _NEXT * size) & (gap > -_NEXT * size) & _are_letters(glyphs.run, places)
    torn = ~glyphs.spaced[places] & (is_one | is_next)
    found = cell
    for place in places[torn].tolist():
        if found is cell:
            found = cell.copy()
        first, stop = _word(place, glyphs)
        is_last = _follows(first, stop, cell, glyphs)
        home = int(cell[first]) if is_last else _home(cell[first:stop])
        found[first : _end(stop, home, cell, glyphs)] = home
    return found


def _are_letters(run: Ints, places: Ints) -> Flags:
    """Whether each place stands between two runs of one letter, as some programs print all."""
    last = len(run) - 1
    before, behind = np.maximum(places - 2, 0), np.minimum(places + 1, last)
    is_first = (places == 1) | (run[before] != run[places - 1])
    is_last = (places == last) | (run[behind] != run[places])
    return np.asarray((run[places] != run[places - 1]) & is_first & is_last)


def _word(place: int, glyphs: Printing) -> tuple[int, int]:
    """From which to which glyph the word reaches that has one."""
    first = place - 1
    while first and _is_close(first, glyphs):
        first -= 1
    stop = place + 1
    while stop < len(glyphs.run) and _is_close(stop, glyphs):
        stop += 1
    return first, stop


def _is_close(index: int, glyphs: Printing) -> bool:
    """Whether a glyph goes on with the word of the one before."""
    gap = glyphs.x0[index] - glyphs.x1[index - 1]
    size = glyphs.size[index]
    if glyphs.spaced[index] or not -_OVER * size < gap < _CLOSE * size:
        return False
    is_one_run = glyphs.run[index] == glyphs.run[index - 1]
    return bool(is_one_run or _are_letters(glyphs.run, np.array([index]))[0])


def _follows(first: int, stop: int, cell: Ints, glyphs: Printing) -> bool:
    """Whether a word without figures stands behind a blank, and the word before it in one cell.

    A number set from the right may stand over the border as well.
    """
    if first == 0 or cell[first - 1] != cell[first] or cell[first] == OUTSIDE:
        return False
    gap, size = glyphs.x0[first] - glyphs.x1[first - 1], glyphs.size[first]
    if not 0 < gap < _WIDEST * size:
        return False
    return not any(chr(code).isdigit() for code in glyphs.codes[first:stop].tolist())


def _home(cell: Ints) -> int:
    """The cell that has most of a word, else the one in which it begins, or its middle stands."""
    counts: Counter[int] = Counter(cell.tolist())
    most, count = max(counts.items(), key=itemgetter(1))
    if count >= _MOSTLY * len(cell) and most != OUTSIDE:
        return most
    cells = list(counts)
    return cells[1] if len(cells) > _TWO or cells[0] == OUTSIDE else cells[0]


def _end(stop: int, home: int, cell: Ints, glyphs: Printing) -> int:
    """Behind the words that follow at a blank, printed on with the one that runs over."""
    while stop < len(cell) and cell[stop] != home and glyphs.run[stop] == glyphs.run[stop - 1]:
        gap = glyphs.x0[stop] - glyphs.x1[stop - 1]
        if not -_OVER * glyphs.size[stop] < gap < _BLANK * glyphs.size[stop]:
            break
        stop += 1
    return stop
