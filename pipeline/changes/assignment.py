"""The one assignment over all that is worth most, where only some pairs are possible.

SciPy has one; it is a hundred megabytes that nothing else here needs, and works on whole tables,
while ours are nearly empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Pair: TypeAlias = tuple[int, int]
_Numbers: TypeAlias = NDArray[np.float64]


def assigned(values: Mapping[Pair, float]) -> list[Pair]:
    """The pairs, none sharing a member, whose values have the greatest sum; values are positive.

    >>> assigned({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8})
    [(0, 1), (1, 0)]
    """
    found: list[Pair] = []
    for rows, columns in _islands(values):
        table = np.zeros((len(rows), len(columns)))
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                table[i, j] = values.get((row, column), 0.0)
        found += ((rows[i], columns[j]) for i, j in _best(table) if table[i, j] > 0)
    return sorted(found)


def _islands(values: Mapping[Pair, float]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that have to do with one another; each island is solved by itself."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in values:
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    seen: set[int] = set()
    for start in sorted(columns_of):
        if start in seen:
            continue
        seen.add(start)
        rows, columns, waiting = [start], set[int](), [start]
        while waiting:
            for column in columns_of[waiting.pop()]:
                if column not in columns:
                    columns.add(column)
                    new = [row for row in rows_of[column] if row not in seen]
                    seen.update(new)
                    rows += new
                    waiting += new
        yield sorted(rows), sorted(columns)


def _best(table: _Numbers) -> list[Pair]:
    if table.shape[0] > table.shape[1]:
        return [(i, j) for j, i in _best(table.T)]
    if table.shape[0] == 1:
        return [(0, int(table[0].argmax()))]
    return _shortest_paths(-table)


def _shortest_paths(cost: _Numbers) -> list[Pair]:
    """The Hungarian method by shortest augmenting paths; no more rows than columns.

    Row and column 0 are of no pair, so that everything else counts from 1.
    """
    rows, columns = cost.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    row_at = np.zeros(columns + 1, dtype=np.int64)
    came_from = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        row_at[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        done = np.zeros(columns + 1, dtype=np.bool_)
        while row_at[column] or column == 0:
            done[column] = True
            at = row_at[column]
            reduced = cost[at - 1] - of_row[at] - of_column[1:]
            closer = ~done[1:] & (reduced < least[1:])
            least[1:][closer] = reduced[closer]
            came_from[1:][closer] = column
            following = int(np.where(done, np.inf, least).argmin())
            step = least[following]
            of_row[row_at[done]] += step
            of_column[done] -= step
            least[~done] -= step
            column = following
        while column:
            row_at[column] = row_at[came_from[column]]
            column = int(came_from[column])
    return sorted((int(row_at[j]) - 1, j - 1) for j in range(1, columns + 1) if row_at[j])
