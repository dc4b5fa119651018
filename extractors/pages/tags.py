"""What a file's tags say of its tables, held against the cells that are seen.

Tags are a second witness: where rules part the text otherwise than they do, nothing is read
otherwise, but an auditor is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.document import Notice
from extractors.pages.cells import OUTSIDE, Cells
from extractors.pages.overflow import Printing, at_home
from extractors.pages.sheet import MIDDLE, UNTAGGED, Flags, Floats, Ints, Sheet, Tags
from extractors.pages.spilled import Set, with_spilled
from extractors.pages.visibility import printed_text
from extractors.thousands import is_any

_LONGEST_EVIDENCE = 200
_MESSAGE = "The tags of the file part the cells of a table otherwise than they were read."


def tag_differences(sheet: Sheet, visible: Flags, cells: Cells) -> Iterator[Notice]:
    """One notice for a page: the first text that tags part and the page does not, or contrary."""
    glyphs, runs = sheet.glyphs, sheet.runs
    if sheet.tags is None or not is_any(runs.tagged != UNTAGGED):
        return
    told = cells_of(runs.tagged, sheet.tags)[glyphs.run]
    upright = visible & (told != UNTAGGED) & (runs.turn[glyphs.run] == 0)
    chosen = upright.nonzero()[0]
    if not len(chosen):
        return
    of_glyph = glyphs.run[chosen]
    base = runs.points[of_glyph, 1]
    size = runs.size[of_glyph]
    x0, x1 = glyphs.boxes[chosen, ::2].T
    about = (glyphs.spaced[chosen], glyphs.codes[chosen])
    printing = Printing(x0, x1, size, of_glyph, *about, base)
    cell = cells.at((x0 + x1) / 2, base - MIDDLE * size)
    cell = at_home(cell, printing, cells.right_of)
    seen = _seen(with_spilled(cell, Set(x0, x1, base, size), cells).cell, base)
    tags = told[chosen]
    differing = [*_parted(seen, tags), *_parted(tags, seen)]
    if differing:
        yield _notice(sheet, chosen, min(differing, key=lambda one: one[0].min()))


def cells_of(tagged: Ints, tags: Tags) -> Ints:
    """The numbers of the cells of pieces."""
    numbers = np.array([piece.cell for piece in tags.pieces], np.int64)
    return np.where(tagged == UNTAGGED, UNTAGGED, numbers.take(tagged))


def _seen(cell: Ints, base: Floats) -> Ints:
    """The cell of each glyph; outside of tables each line counts as one."""
    lines = np.unique(np.rint(base), return_inverse=True)[1].reshape(-1)
    return np.asarray(np.where(cell == OUTSIDE, -2 - lines, cell))


def _parted(one: Ints, other: Ints) -> Iterator[Sequence[Ints]]:
    """Where what is one to the first witness is several to the second, its glyphs by those."""
    pairs = np.unique(np.stack([one, other], axis=1), axis=0)
    owners, counts = np.unique(pairs[:, 0], return_counts=True)
    for owner in owners[counts > 1].tolist():
        own = (one == owner).nonzero()[0]
        yield [own[other[own] == part] for part in np.unique(other[own]).tolist()]


def _notice(sheet: Sheet, chosen: Ints, parts: Sequence[Ints]) -> Notice:
    glyphs = sheet.glyphs
    texts = " | ".join(printed_text(glyphs, chosen[part]) for part in sorted(parts, key=_first))
    boxes = glyphs.boxes[chosen[np.concatenate(parts)]]
    box = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
    return Notice(
        *("tags-differ", "warning", _MESSAGE, texts[:_LONGEST_EVIDENCE]),
        *(f"page[{sheet.number}]", sheet.place(box)),
    )


def _first(part: Ints) -> int:
    return int(part[0])
