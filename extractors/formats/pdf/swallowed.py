"""Letters that pdfium leaves out as printed twice, where nobody sees the first of the two.

It drops a letter that stands exactly where one of the last few does. Where those are covered or
white, as where a figure was corrected by another one, what is left of the new text is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.formats.pdf.runs import States
from extractors.pages.sheet import Flags, Floats, Glyphs, Ints

_FOLLOWING = 4  # texts behind one that may have swallowed letters of theirs
_ABUTS = 0.05  # of the size: letters of one text stand no further from each other ...
_LEAST = 0.1  # ... or points
_LEVEL = 0.1  # points


def pairs(runs: Ints, found: States, unseen: Flags) -> Iterator[tuple[int, int]]:
    """Texts that nobody sees, and those behind them that are set alike on their line."""
    seen = np.ones(len(found.font), np.bool_)
    seen[runs[unseen]] = False
    for first in np.unique(runs[unseen]).tolist():
        for other in range(first + 1, min(first + 1 + _FOLLOWING, len(seen))):
            if not seen[other]:
                continue
            is_alike = found.font[first] == found.font[other]
            is_alike &= abs(found.size[first] - found.size[other]) < _LEVEL
            is_alike &= abs(found.points[first][1] - found.points[other][1]) < _LEVEL
            if is_alike:
                yield first, other


def with_left_out(glyphs: Glyphs, pair: tuple[int, int], hull: Floats) -> Glyphs:
    """The letters of the first text that the second one lacks are its own; it stands in `hull`."""
    first, other = pair
    boxes = glyphs.boxes
    found = (glyphs.run == other).nonzero()[0].tolist()
    lacking: list[int] = []
    for at in (glyphs.run == first).nonzero()[0][::-1].tolist():
        near = max(_ABUTS * float(boxes[at, 3] - boxes[at, 1]), _LEAST)
        inside = hull[0] < (boxes[at, 0] + boxes[at, 2]) / 2 < hull[2]
        spans = [(*boxes[one, ::2].tolist(), bool(glyphs.spaced[one])) for one in found]
        if inside and _is_left_out(boxes[at, ::2].tolist(), spans, near):
            found.append(at)
            lacking.append(at)
    return _moved(glyphs, lacking, other) if lacking else glyphs


def _moved(glyphs: Glyphs, lacking: list[int], other: int) -> Glyphs:
    """The glyphs in order with these in another text, where they are seen."""
    run = glyphs.run.copy()
    run[lacking] = other
    order = run.argsort(kind="stable")
    own = run.take(order) == other
    order[own] = sorted(order[own].tolist(), key=lambda at: float(glyphs.boxes[at, 0]))
    clipped, covered = (
        None if flags is None else (flags & (run == glyphs.run)).take(order)
        for flags in (glyphs.clipped, glyphs.covered)
    )
    arrays = (glyphs.unmapped.take(order), glyphs.spaced.take(order), clipped, covered)
    return Glyphs(glyphs.codes.take(order), glyphs.boxes[order], run.take(order), *arrays)


def _is_left_out(own: Sequence[float], spans: list[tuple[float, float, bool]], near: float) -> bool:
    """Whether the letters of a text leave exactly this room, without a blank in it."""
    x0, x1 = own
    if any(left < x1 - near and right > x0 + near for left, right, _ in spans):
        return False
    before = [right for _, right, _ in spans if right <= x0 + near]
    behind = [(left, spaced) for left, _, spaced in spans if left >= x1 - near]
    abuts_before = bool(before) and x0 - max(before) <= near
    abuts_behind = bool(behind) and min(behind)[0] - x1 <= near and not min(behind)[1]
    return (abuts_behind and (abuts_before or not before)) or (abuts_before and not behind)
