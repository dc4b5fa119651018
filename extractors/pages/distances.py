"""How far lines stand from each other: what belongs together, and what is set apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.pages.gaps import Words
from extractors.pages.letters import WIDE
from extractors.pages.separators import Separator

_FAR = 3.4  # of the size, from line to line: further apart nothing belongs together
_FAR_RULED = 12.0  # the same where a rule stands between
_FAR_ALIKE = 6.0  # the same where what follows begins in the same columns
_SIZE_CHANGE = 1.25
APART = 1.6  # of the usual distance of lines: what is set apart from all of them
_SAME_STEP, _OFTEN = 0.5, 3  # points, and times that lines stand so far apart
SAME_SIZE = 0.3  # points
_TITLE = 1.15  # of the size of a table's heading: a title above it
_TITLE_LINES = 2
_PADDED = 1.0  # of its size, by which a table may begin further right
_PITCH = 1.45  # of its size: lines of one title are no further apart
_ALIGNED = 1.0  # points


def is_near(above: Words, below: Words) -> bool:
    """Whether a line is no further from the one above it than rows may be, in type of its size.

    A row is as high as what stands in it.
    """
    is_same = abs(below.size - above.size) <= SAME_SIZE
    furthest = _FAR_ALIKE * below.size + max(above.tall, below.tall)
    return is_same and below.base - above.base <= furthest


def is_apart(above: Words, below: Words, separators: Sequence[Separator]) -> bool:
    """Too far away, or in type of another size."""
    larger, smaller = max(above.size, below.size), min(above.size, below.size)
    return larger > _SIZE_CHANGE * smaller or is_far(above, below, separators)


def is_title(lines: Sequence[Words], index: int) -> bool:
    """Whether a line is a title: in larger type than the text above and the heading below it.

    That begins in line with it and stands in several columns. Not all files tell what is bold. Far
    above stands what is none of it, as the header of the page.
    """
    line, above = lines[index], lines[index - 1] if index else None
    near = above is not None and line.base - above.base <= _FAR * line.size
    if (
        above is not None
        and near
        and (above.bold or line.size < _TITLE * above.size or _is_second(above, line))
    ):
        return False
    below = (one for one in lines[index + 1 : index + 1 + _TITLE_LINES] if one.size < line.size)
    heading = next(below, None)
    return (
        heading is not None
        and line.size >= _TITLE * heading.size
        and line.bold == heading.bold
        and abs(heading.x0 - line.x0) <= _PADDED * line.size
        and bool(heading.gaps(WIDE))
        and not line.gaps(WIDE)
    )


def _is_second(above: Words, line: Words) -> bool:
    """Whether a line stands close below a row, or what is beside it: it goes on in a first cell.

    A printed line does not tell how large the type of each of its cells is.
    """
    return (
        line.base - above.base <= _PITCH * line.size
        and above.x0 >= line.x0 - _ALIGNED
        and (above.x0 > line.x1 or bool(above.gaps(WIDE)))
    )


def is_far(above: Words, below: Words, separators: Sequence[Separator]) -> bool:
    """So far from each other that nothing belongs together, unless a rule stands between."""
    size = max(above.size, below.size)
    distance = below.base - above.base
    if distance <= _FAR * size:
        return False
    ruled = any(
        above.base < one.y < below.base and one.x0 <= below.x0 + 1 and one.x1 >= below.x1 - 1
        for one in separators
    )
    return not ruled or distance > _FAR_RULED * size


def comes_again(step: float, steps: Sequence[float]) -> bool:
    """Whether lines of a page often stand as far apart as these: so do rows or paragraphs."""
    return sum(other >= step - _SAME_STEP for other in steps) > _OFTEN


def usual_step(lines: Sequence[Words]) -> float:
    """How far most lines stand below the one above; of no line, none.

    At least as far as they are high: columns that are not level stand between each other. What
    belongs to no line above it tells nothing, unless nothing else does.
    """
    steps = [(max(b.base - a.base, b.size), max(a.size, b.size)) for a, b in pairwise(lines)]
    near = [step for step, size in steps if step <= _FAR * size] or [step for step, _ in steps]
    return float(np.median(near)) if near else 0.0
