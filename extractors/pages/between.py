"""The rows between rules as long as each other, where nothing but rows stands among these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.frames import Frame, Sides, are_same
from extractors.pages.gaps import Gap, Words
from extractors.pages.separators import Separator
from extractors.pages.votes import shows

_DOUBLE = 4.0  # points between the lines of a double rule
_LEAST, _LEAST_KNOWN = 4, 2  # rules: a heading and two rows, and where columns are known
_LARGER = 1.15  # of the usual size: a title between tables
_OUT = 1.0  # points to the left of all texts of the table: a paragraph between tables
_SAME = 2.0  # points
_PADDED = 3.0  # points by which the room above and below the texts of rows may differ
_APART = 2.6  # of the size: no lines of one cell are so far apart
_SEVERAL = 0.2  # of the rows: no more may have several texts in their first column


class Rules(NamedTuple):
    """Rules of one length, from top to bottom, and the gaps that are known among such."""

    sides: Sides
    ys: tuple[float, ...]
    known: tuple[Gap, ...] = ()


class Band(NamedTuple):
    """The lines between two rules."""

    top: float
    lines: tuple[Words, ...]
    bottom: float


def rules_alike(separators: Sequence[Separator], frames: Sequence[Frame]) -> Iterator[Rules]:
    """The rules of a page by where they begin and end."""
    for sides, ys in _by_sides(separators):
        if len(ys) >= _LEAST_KNOWN:
            known = next((one.gaps for one in frames if are_same(one.sides, sides)), ())
            if known or len(ys) >= _LEAST:
                yield Rules(sides, tuple(sorted(ys)), known)


def _by_sides(separators: Sequence[Separator]) -> list[tuple[Sides, list[float]]]:
    """Where rules stand, by their ends; there may be hundreds on a page."""
    found: list[tuple[Sides, list[float]]] = []
    for x0, x1, y in sorted((one.x0, one.x1, one.y) for one in separators if one.drawn):
        for (left, right), ys in reversed(found):
            if x0 - left > _SAME:
                found.append(((x0, x1), [y]))
                break
            if abs(x1 - right) <= _SAME:
                ys.append(y)
                break
        else:
            found.append(((x0, x1), [y]))
    return found


def bands_of(lines: Sequence[Words], rules: Rules, separators: Sequence[Separator]) -> list[Band]:
    """The lines of each row; [] where something else stands among the rules."""
    (left, right), ys = rules.sides, rules.ys
    inside = [line for line in lines if ys[0] < line.base < ys[-1]]
    if any(line.x0 < left - _SAME or line.x1 > right + _SAME for line in inside):
        return []
    others = (one for one in separators if one.drawn and min(one.x1, right) - max(one.x0, left) > 0)
    if any(ys[0] < one.y < ys[-1] and all(abs(one.y - y) > _DOUBLE for y in ys) for one in others):
        return []
    bands = (Band(a, tuple(x for x in inside if a < x.base < b), b) for a, b in pairwise(ys))
    found = _without_titles([band for band in bands if band.lines])
    return found if _are_rows(found) and (rules.known or _part_plain_rows(found)) else []


def _without_titles(bands: Sequence[Band]) -> list[Band]:
    """Without what stands between tables: further left, or in larger type."""
    if not bands:
        return []
    usual = float(np.median([_left(band) for band in bands]))
    size = float(np.median([line.size for band in bands for line in band.lines]))
    return [
        band
        for band in bands
        if _left(band) > usual - _OUT and band.lines[0].size <= _LARGER * size
    ]


def _left(band: Band) -> float:
    return min(line.x0 for line in band.lines)


def _part_plain_rows(bands: Sequence[Band]) -> bool:
    """Whether rules do not part headings in bold from rows alone."""
    plain = [not band.lines[0].bold for band in bands]
    return any(above and below for above, below in pairwise(plain))


def _are_rows(bands: Sequence[Band]) -> bool:
    """Whether hardly any rows have several texts in their first column."""
    start = min(map(_left, bands), default=0.0)
    firsts = [[line for line in band.lines if line.x0 - start <= 2 * _SAME] for band in bands]
    several = sum(
        any(below.base - above.base > _APART * above.size for above, below in pairwise(own))
        for own in firsts
    )
    return several <= _SEVERAL * len(bands)


def without_prose(bands: Sequence[Band], gaps: Sequence[Gap]) -> list[Band]:
    """The rows, without paragraphs between rules: further from these than texts in columns are."""
    shown = [shows(band.lines, gaps) for band in bands]
    rows = [_room(band) for band, is_row in zip(bands, shown, strict=True) if is_row]
    if not rows:
        return []
    above, below = np.median(np.array(rows), axis=0).tolist()
    return [
        band
        for band, is_row in zip(bands, shown, strict=True)
        if is_row
        or all(abs(a - b) <= _PADDED for a, b in zip(_room(band), (above, below), strict=True))
    ]


def _room(band: Band) -> tuple[float, float]:
    """From the rule above to the first baseline, and from the last one to the rule below."""
    return band.lines[0].base - band.top, band.bottom - band.lines[-1].base
