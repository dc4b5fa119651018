"""Rules joined to edges, and the edges that cross: each set of these is one table's lattice.

Rules are drawn as lines, thin rectangles, frames of cells, doubled or broken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np

from extractors.pages.posts import Edge
from extractors.pages.sheet import Floats

SNAP = 3.0  # points within which parallel rules are one edge (double borders, frames of cells)
CROSS = 3.0  # points by which an edge may miss the one it ends at
_GAP = 4.0  # points that may be missing in an edge (broken and dashed borders, corners)
_SHORTEST = 4.0  # points; a shorter edge is no border


def merged(rules: Floats) -> Sequence[Edge]:
    """Rules on one line joined to edges, which come in the order of their positions.

    A page has few rules, for which plain loops take a third of the time of arrays.
    """
    edges: list[Edge] = []
    for cluster in clusters(rules):
        if len(cluster) == 1:
            edges += cluster
            continue
        # As exact as the rules themselves are.
        position = float(np.float32(sum([rule[0] for rule in cluster]) / len(cluster)))
        _, first, reach = cluster[0]
        for _, start, end in cluster:
            if start > reach + _GAP:
                edges.append((position, first, reach))
                first, reach = start, end
            reach = max(reach, end)
        edges.append((position, first, reach))
    return [edge for edge in edges if edge[2] - edge[1] >= _SHORTEST]


def clusters(rules: Floats) -> Iterator[list[list[float]]]:
    """Rules no further apart than `SNAP`, each cluster from start to end.

    Of more that follow each other closely, as those of several tables with double borders, the
    widest gap parts them.
    """
    cluster: list[list[float]] = []
    for rule in sorted(rules.tolist(), key=_position):
        while cluster and rule[0] - cluster[0][0] > SNAP:
            is_far = rule[0] - cluster[-1][0] > SNAP
            at = len(cluster) if is_far else _widest([*cluster, rule])
            yield sorted(cluster[:at], key=_start)
            cluster = cluster[at:]
        cluster.append(rule)
    if cluster:
        cluster.sort(key=_start)
        yield cluster


def _widest(rules: Sequence[list[float]]) -> int:
    """Behind which rule the widest gap is, the last of several."""
    gaps = [below[0] - above[0] for above, below in pairwise(rules)]
    return len(gaps) - gaps[::-1].index(max(gaps))


_position, _start = itemgetter(0), itemgetter(1)


def lattices(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[list[int], list[int]]]:
    """Indices of the horizontal and vertical edges of each set of edges that cross."""
    of_row = _crossed(across, down)
    found: list[tuple[list[int], list[int]]] = []
    seen: set[int] = set()
    for index in range(len(across)):
        if index in seen:
            continue
        rows, columns = _connected(index, of_row)
        seen |= rows
        if len(columns) > (len(rows) < 2):
            found.append((sorted(rows), sorted(columns)))
    crossed = set[int]().union(*of_row)
    loose = [index for index in range(len(down)) if index not in crossed]
    return found + [([], posts) for posts in _side_by_side(down, loose)]


def _crossed(across: Sequence[Edge], down: Sequence[Edge]) -> list[list[int]]:
    """Of each horizontal edge the vertical ones that cross it; they come from left to right."""
    xs = [x for x, _, _ in down]
    reach = [(top - CROSS, bottom + CROSS) for _, top, bottom in down]
    found: list[list[int]] = []
    for y, x0, x1 in across:
        near = range(bisect_left(xs, x0 - CROSS), bisect_right(xs, x1 + CROSS))
        found.append([i for i in near if reach[i][0] <= y <= reach[i][1]])
    return found


def _connected(row: int, of_row: Sequence[Sequence[int]]) -> tuple[set[int], set[int]]:
    """All rows and columns that can be reached from a row over crossings."""
    rows, columns = {row}, set(of_row[row])
    count = 0
    while count < len(rows):  # twice for most tables, whose first rule crosses all of their posts
        count = len(rows)
        for other, own in enumerate(of_row):
            if other not in rows and not columns.isdisjoint(own):
                rows.add(other)
                columns.update(own)
    return rows, columns


def _side_by_side(down: Sequence[Edge], loose: Sequence[int]) -> list[list[int]]:
    """Posts of equal height without any rule: the middle of a row longer than the page."""
    groups: dict[tuple[int, int], list[int]] = {}
    for index in loose:
        _, top, bottom = down[index]
        key = round(top / SNAP), round(bottom / SNAP)
        groups.setdefault(key, []).append(index)
    return [group for group in groups.values() if len(group) > 2]
