"""Lines whose texts are not all level, as those of cells that stand level at their middles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.pages.blanks import BLANK
from extractors.pages.order import Letters
from extractors.pages.sheet import Floats, Ints

_LEVEL = 0.5  # points that texts of one line may be off its baseline
_TEXT = 3  # letters: fewer may be a sign

# From which place on a text stands how far below the baseline of its line.
Levels = tuple[tuple[float, float], ...]


def uneven(
    letters: Letters, gap: Floats, bounds: tuple[Ints, Ints], base: Floats, lines: Sequence[int]
) -> dict[int, Levels]:
    """The texts of these lines and how far below the baseline each stands, if not on it.

    Cells beside each other that are level at their middles have lines that are nearly level. A
    sign of another font stands off the baseline of its own text.
    """
    found: dict[int, Levels] = {}
    for line in lines:
        first, stop = int(bounds[0][line]), int(bounds[1][line])
        own = letters.base[first:stop]
        is_other = np.abs(np.diff(own)) > _LEVEL
        is_other &= gap[first + 1 : stop] >= BLANK * letters.size[first + 1 : stop]
        begun = (is_other.nonzero()[0] + 1).tolist()
        if not begun:
            continue
        levels = [
            (float(letters.x0[first + start]), most_common(own[start:end]) - float(base[line]))
            for start, end in pairwise([0, *begun, stop - first])
            if end - start >= _TEXT
        ]
        if any(abs(below) > _LEVEL for _, below in levels):
            found[line] = tuple(levels)
    return found


def most_common(values: Floats) -> float:
    """The value that most of these have, to the hundredth."""
    found: list[float] = np.round(values, 2).tolist()
    return Counter(found).most_common(1)[0][0]
