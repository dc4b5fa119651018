"""Rows of a table whose rows no rule parts: which printed lines begin one.

Rules and backgrounds part rows where they stand. Elsewhere the lines of a cell stand closer in
its column than cells do, whether the cells of a row are level at their tops, middles or feet;
where that shows nothing, a row begins where a line fills most columns or the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import or_

import numpy as np

from extractors.pages.sheet import DEPTH, RISE
from extractors.pages.stacks import TIGHT, About, starts_by_cells

_WIDER = 1.22  # of the least distance of lines: the distance of rows
_ROWS_RULED = 3  # rules inside a table; as many part all its rows
_OFF_MIDDLE = 0.5  # of the size


def starts_of_rows(
    lines: Sequence[About],
    filled: Sequence[frozenset[int]],
    goes_on: Sequence[bool],
    borders: tuple[Sequence[float], Sequence[float]],
    columns: int,
) -> list[int]:
    """The indices of the lines that begin a row; `filled` has each line's columns with words.

    `goes_on` is whether their texts go on with the line above, `borders` are the rules and the
    edges of backgrounds.
    """
    rules = borders[0]
    if rows := starts_by_rules(lines, rules) or _starts_by_middles(lines, filled, rules):
        return rows
    ruled = parted_by(lines, rules)
    shaded = parted_by(lines, borders[1])
    is_every_row = sum(shaded) >= _ROWS_RULED and not _are_of_headings(lines, shaded)
    if not is_every_row and (rows := starts_by_cells(lines, filled, columns)):
        return sorted({*rows, *_below(map(or_, ruled, shaded))})
    steps = [below[0] - above[0] for above, below in pairwise(lines)]
    spaced = _are_rows_spaced(lines, filled, steps, columns)
    least = min(steps, default=0.0)
    # Between backgrounds only the heading and the first row may share a band.
    known = shaded.index(True) if is_every_row else len(lines)
    found = [0]
    for index in range(1, len(lines)):
        if ruled[index - 1] or shaded[index - 1]:
            begins = True
        elif _turns(lines, filled, index):
            begins = not goes_on[index]
        elif index > known:
            begins = False
        elif spaced:
            begins = steps[index - 1] > _WIDER * least
        else:
            begins = not goes_on[index] and _begins(index, lines, filled, columns)
        if begins:
            found.append(index)
    return found


def starts_by_rules(lines: Sequence[About], rules: Sequence[float]) -> list[int]:
    """The indices of the lines that begin a row, where rules part all of them; else []."""
    ruled = parted_by(lines, rules)
    if sum(ruled) < _ROWS_RULED or _are_of_headings(lines, ruled):
        return []
    return [0, *_below(ruled)]


def _starts_by_middles(
    lines: Sequence[About], filled: Sequence[frozenset[int]], rules: Sequence[float]
) -> list[int]:
    """The same where few rules part rows: each has one label between them, level with its middle.

    In one at least, other texts stand above and below the label.
    """
    ruled = parted_by(lines, rules)
    if not any(ruled) or min(rules) >= lines[0][0]:
        return []
    starts = [0, *_below(ruled)]
    is_inside = False
    for first, stop in pairwise([*starts, len(lines)]):
        labels = [index for index in range(first, stop) if 0 in filled[index]]
        if len(labels) != 1:
            return []
        base, size, _ = lines[labels[0]]
        if abs(base - (lines[first][0] + lines[stop - 1][0]) / 2) > _OFF_MIDDLE * size:
            return []
        is_inside |= first < labels[0] < stop - 1
    return starts if is_inside else []


def parted_by(lines: Sequence[About], borders: Sequence[float]) -> list[bool]:
    """Whether a border stands between each line and the next."""
    return [any(above[0] < y < below[0] for y in borders) for above, below in pairwise(lines)]


def _below(parted: Iterable[bool]) -> list[int]:
    """The indices of the lines below borders, given whether one stands above each but the first."""
    return [index for index, is_parted in enumerate(parted, 1) if is_parted]


def is_one_heading(lines: Sequence[About], filled: Sequence[frozenset[int]]) -> bool:
    """Whether lines in bold are those of one row: each fills fewer columns of the one above."""
    is_nested = all(below <= above for above, below in pairwise(filled))
    return all(bold for _, _, bold in lines) and is_nested and filled[-1] < filled[0]


def _are_of_headings(lines: Sequence[About], ruled: Sequence[bool]) -> bool:
    """Whether borders only stand around headings in bold: of tables that follow each other."""
    pairs = zip(pairwise(lines), ruled, strict=True)
    return all(above[2] != below[2] for (above, below), is_ruled in pairs if is_ruled)


def _turns(lines: Sequence[About], filled: Sequence[frozenset[int]], index: int) -> bool:
    """From headings in bold to plain text or back; a bold label alone is no heading."""
    above, below = index - 1, index
    if lines[above][2] == lines[below][2]:
        return False
    return len(filled[above if lines[above][2] else below]) > 1


def _are_rows_spaced(
    lines: Sequence[About], filled: Sequence[frozenset[int]], steps: Sequence[float], columns: int
) -> bool:
    """Whether rows stand further apart than the lines of their cells do.

    Where the lines that stand close fill as many columns as others, they are rows, and the wider
    distances stand between groups of them.
    """
    if not steps:
        return False
    least = min(steps)
    close = [index for index, step in enumerate(steps, 1) if step <= _WIDER * least]
    apart = [0, *(index for index, step in enumerate(steps, 1) if step > _WIDER * least)]
    if least > TIGHT * max(size for _, size, _ in lines) or len(apart) < 2:
        return False
    usual = float(np.median([len(filled[index]) for index in apart]))
    full = sum(1 for index in close if len(filled[index]) >= min(usual, columns))
    return full <= len(close) / 2


def _begins(
    index: int,
    lines: Sequence[About],
    filled: Sequence[frozenset[int]],
    columns: int,
) -> bool:
    """Whether a line begins a row by what it fills."""
    own, above = filled[index], filled[index - 1]
    is_heading = all(bold for _, _, bold in lines[: index + 1]) and lines[index][2]
    if is_heading and not own & above:
        return False
    return 0 in own or 2 * len(own) > columns


def band_edges(
    lines: Sequence[About], starts: Sequence[int], rules: Sequence[float]
) -> tuple[float, ...]:
    """Upper edges of the rows and the lower edge of the last one."""
    edges = [_edge(None, lines[0], rules)]
    edges += [_edge(lines[start - 1], lines[start], rules) for start in starts[1:]]
    base, size, _ = lines[-1]
    below = [y for y in rules if base < y < base + 1.5 * size]
    edges.append(below[0] if below else base + (DEPTH + 0.1) * size)
    return tuple(edges)


def _edge(above: About | None, below: About, rules: Sequence[float]) -> float:
    """Where a row begins: at its rule, else in the middle between two lines."""
    top = below[0] - RISE * below[1]
    if above is None:
        near = [y for y in rules if top - below[1] < y < below[0]]
        return near[-1] if near else top - 0.1 * below[1]
    between = [y for y in rules if above[0] < y < below[0]]
    if between:
        return between[-1]
    bottom = above[0] + DEPTH * above[1]
    return (bottom + top) / 2
