"""Two texts of one line that overlap: a word longer than its column runs into the next one.

Sorted by where their letters stand, both would be one word that nobody wrote.
"""

from __future__ import annotations

import numpy as np

from extractors.pages.sheet import Flags, Floats, Ints

OVER = 0.3  # of the size: what runs touch each other by is less
_LONG = 1.0  # of the size: so far each stands alone; letters printed twice and accents do not


def second_texts(line: Ints, run: Ints, edges: tuple[Floats, Floats], size: Floats) -> Flags | None:
    """Which letters, sorted by lines, are of a text that begins before the one on its left ends.

    None where there are none. `edges` are where letters begin and end.
    """
    begins = np.ones(len(run), np.bool_)
    begins[1:] = (run[1:] != run[:-1]) | (line[1:] != line[:-1])
    pieces = np.stack((line[begins], run[begins]))
    _, counts = np.unique(pieces, axis=1, return_counts=True)
    over = begins[1:] & (line[1:] == line[:-1]) & (edges[1][:-1] - edges[0][1:] > OVER * size[1:])
    if counts.max(initial=0) < 2 and not over.any():
        return None
    found = np.zeros(len(run), np.bool_)
    torn = np.unique(pieces[0][1:][pieces[0][1:] == pieces[0][:-1]])
    spans = zip(line.searchsorted(torn), line.searchsorted(torn, "right"), strict=True)
    for first, stop in spans:
        own = slice(int(first), int(stop))
        found[own] = _second(run[own], (edges[0][own], edges[1][own]), size[own])
    return found if found.any() else None


def _second(run: Ints, edges: tuple[Floats, Floats], size: Floats) -> Flags:
    """The same of the letters of one line."""
    order = run.argsort(kind="stable")
    numbers, starts = np.unique(run[order], return_index=True)
    low = np.minimum.reduceat(edges[0][order], starts).tolist()
    high = np.maximum.reduceat(edges[1][order], starts).tolist()
    texts = sorted(zip(low, high, numbers.tolist(), strict=True))
    reach, height = texts[0][1], float(size.max())
    for at, (begin, end, _) in enumerate(texts[1:], start=1):
        is_long = begin - texts[at - 1][0] > _LONG * height and end - reach > _LONG * height
        if is_long and reach - begin > OVER * height:
            return np.isin(run, [one for *_, one in texts[at:]])
        reach = max(reach, end)
    return np.zeros(len(run), np.bool_)
