"""Words too long for their cell, which run over its border: all of such a word stands in one cell.

A column narrower than a word makes many programs print it on into the next one. Its letters stand
as close there as everywhere else; texts of two cells never do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from extractors.pages.cells import OUTSIDE
from extractors.pages.sheet import Codes, Flags, Floats, Ints

_CLOSE = 0.04  # of the size: no letters of two cells stand as close
_OVER = 0.2  # the same for letters moved over each other
_NEXT = 0.012  # the same for letters printed one by one, each where the one before ends
_LEVEL = 0.4  # the same for the baselines of letters of a line
_EDGE = 0.08  # the same that no text of a cell comes as near to a border, or runs over it
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
    base: Floats


def at_home(cell: Ints, glyphs: Printing, right_of: Callable[[int], float] | None = None) -> Ints:
    """The cell of each glyph, one for all glyphs of a word that runs over a border.

    `right_of` tells the right side of a cell, where text runs to the right.
    """
    places = (cell[1:] != cell[:-1]).nonzero()[0] + 1
    if not len(places):
        return cell
    gap = glyphs.x0[places] - glyphs.x1[places - 1]
    size = glyphs.size[places]
    near = ((gap < _BLANK * size) & (gap > -_OVER * size)).nonzero()[0]
    if not len(near):
        return cell  # on most pages
    places, gap, size = places[near], gap[near], size[near]
    is_one = glyphs.run[places] == glyphs.run[places - 1]
    is_next = (gap < _NEXT * size) & (gap > -_NEXT * size) & _are_letters(glyphs.run, places)
    is_next &= _are_level(places, glyphs)
    torn = ~glyphs.spaced[places] & (gap < _CLOSE * size) & (is_one | is_next)
    found = cell
    for place in places[torn].tolist():
        if found is cell:
            found = cell.copy()
        first, stop = _word(place, glyphs)
        is_last = _follows(first, stop, cell, glyphs)
        home = int(cell[first]) if is_last else _home(cell[first:stop])
        found[first : _end(stop, home, cell, glyphs)] = home
    if right_of is not None:
        for place in places[is_one & glyphs.spaced[places]].tolist():
            home = found.item(place - 1)
            if cell[place] != home != OUTSIDE and _runs_over(place, right_of(home), glyphs):
                found = cell.copy() if found is cell else found
                found[place : _end(place, home, cell, glyphs)] = home
    return found


def _runs_over(place: int, border: float, glyphs: Printing) -> bool:
    """Whether a text runs over a border in front of a word, which stands at a blank behind others.

    The border runs through the last letter before it, or so close to letters on either side that
    no text of a cell begins or ends there. Figures of narrow columns may.
    """
    before, edge = place - 1, _EDGE * glyphs.size[place]
    if glyphs.x0[before] + edge < border < glyphs.x1[before] - edge:
        return True
    if not (chr(glyphs.codes[before]).isalpha() and chr(glyphs.codes[place]).isalpha()):
        return False
    return bool(min(border - glyphs.x1[before], glyphs.x0[place] - border) < edge)


def _are_level(places: Ints, glyphs: Printing) -> Flags:
    """Whether glyphs stand in the line of the one before: in files they may come in any order."""
    apart = np.abs(glyphs.base[places] - glyphs.base[places - 1])
    return np.asarray(apart < _LEVEL * glyphs.size[places])


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
    if glyphs.run[index] == glyphs.run[index - 1]:
        return True
    here = np.array([index])
    return bool((_are_letters(glyphs.run, here) & _are_level(here, glyphs))[0])


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
