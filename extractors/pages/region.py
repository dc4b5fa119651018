"""Lines of a page with the gaps between their columns, and whether they are a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.pages.gaps import LEAST_LINES, MOSTLY, NEARLY_ALL, SHARP, Gap, Word, Words
from extractors.pages.separators import Separator

PADDING = 1.0  # points around the text of a table
_ALIGNED = 2.0  # points
_BESIDE_MERGED = 0.3  # of the width of a table with rules: rules beside cells merged over rows
_COLUMNS_OF_LIST = 2
NUMBERING = re.compile(r"[^\w\s]?\w{0,2}[.)]?|[\d.]+|\ufffc")


class Region(NamedTuple):
    """Lines of one table and the gaps between its columns."""

    lines: tuple[Words, ...]
    gaps: tuple[Gap, ...]
    left: float
    right: float
    starts: tuple[int, ...] = ()  # the lines that begin a row, where rules show them


def is_table(region: Region, separators: Sequence[Separator]) -> bool:
    found = columns(region)
    if len(found) < 2:
        return False
    rows = sum(1 for line in region.lines if filled(line, region.gaps) > 1)
    ruled = borders(region, separators, drawn=True)
    least = 2 if len(ruled) > 2 or len(found) > LEAST_LINES else LEAST_LINES
    if rows < least or (len(found) == _COLUMNS_OF_LIST and _is_list(found[0])):
        return False
    return sum(map(_is_aligned, found)) >= max(2, MOSTLY * len(found))


def borders(region: Region, separators: Sequence[Separator], *, drawn: bool) -> tuple[float, ...]:
    """Where rules or edges of backgrounds run across most of the region, piece by piece."""
    high = region.lines[0].base - 2 * region.lines[0].size
    low = region.lines[-1].base + region.lines[-1].size
    covers: dict[float, float] = {}
    for one in separators:
        cover = min(one.x1, region.right) - max(one.x0, region.left)
        if one.drawn == drawn and high <= one.y <= low and cover > 0:
            y = next((other for other in covers if abs(other - one.y) <= SHARP), one.y)
            covers[y] = covers.get(y, 0.0) + cover
    least = (MOSTLY if drawn else NEARLY_ALL) * (region.right - region.left)
    whole = sum(cover >= least for cover in covers.values())
    if drawn and whole >= LEAST_LINES:
        least = _BESIDE_MERGED * (region.right - region.left)
    return tuple(sorted(y for y, cover in covers.items() if cover >= least))


def columns(region: Region) -> list[list[list[Word]]]:
    """The words of each column, line by line."""
    borders = [(low + high) / 2 for low, high in region.gaps]
    found: list[list[list[Word]]] = [[] for _ in range(len(borders) + 1)]
    for line in region.lines:
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            column = bisect_left(borders, (word.x0 + word.x1) / 2)
            parts.setdefault(column, []).append(word)
        for column, words in parts.items():
            found[column].append(words)
    return found


def filled(line: Words, gaps: tuple[Gap, ...]) -> int:
    borders = [(low + high) / 2 for low, high in gaps]
    return len({bisect_left(borders, (w.x0 + w.x1) / 2) for w in line.words})


def _is_list(column: Sequence[Sequence[Word]]) -> bool:
    """Bullets, signs or numbers before texts are a list."""
    return all(NUMBERING.fullmatch(" ".join(word.text for word in words)) for words in column)


def _is_aligned(column: Sequence[Sequence[Word]]) -> bool:
    """Most lines begin, end or have their middle at one place."""
    if not column:
        return False
    x0 = np.array([words[0].x0 for words in column])
    x1 = np.array([words[-1].x1 for words in column])
    return any(
        float((np.abs(values - np.median(values)) <= _ALIGNED).mean()) >= MOSTLY
        for values in (x0, x1, (x0 + x1) / 2)
    )
