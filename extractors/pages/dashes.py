"""Rules that are drawn dash by dash, further apart than what else may be missing in a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from extractors.pages.lattices import clusters
from extractors.pages.sheet import Floats, Sheet

_APART = 3.2  # points; ends that miss a corner by less are seen to meet there
_LEAST = 24  # rules of a page that may be dashes
_DASHES = 6  # of one line
_LONGEST, _WIDEST = 15.0, 10.0  # points: of a dash, and between two
_LEVEL = 0.5  # points
_OFTEN, _MOSTLY = 0.4, 0.7  # of the gaps: how many are alike, and no wider

Rule = list[float]  # position, start and end
Dashed = tuple[Rule, float]  # and how far its dashes are apart, 0 for what is in one piece


def with_whole_rules(sheet: Sheet) -> Sheet:
    """The page with one rule for the dashes of each, to where the rules stand that it ends at."""
    across, down = _undashed(sheet.across), _undashed(sheet.down)
    if across is None and down is None:
        return sheet
    rows = across or [(rule, 0.0) for rule in sheet.across.tolist()]
    columns = down or [(rule, 0.0) for rule in sheet.down.tolist()]
    return replace(sheet, across=_ended(rows, columns), down=_ended(columns, rows))


def _undashed(rules: Floats) -> list[Dashed] | None:
    """The rules, each with how far its dashes are apart; None where no rule has any."""
    if len(rules) < _LEAST:
        return None
    found: list[Dashed] = []
    for cluster in clusters(rules):
        between = _between(cluster)
        if between >= _APART:
            found += _joined(cluster, between)
        else:
            found += [(rule, 0.0) for rule in cluster]
    return found if any(between for _, between in found) else None


def _ended(rules: Sequence[Dashed], others: Sequence[Dashed]) -> Floats:
    """Dashed rules as far as those across them that stand in the gap behind their last dash."""
    crossing = [((at, start - more, end + more)) for (at, start, end), more in others]
    found: list[Rule] = []
    for (position, start, end), between in rules:
        near = [at for at, low, high in crossing if low <= position <= high] if between else []
        starts = (at for at in near if start - between <= at < start)
        ends = (at for at in near if end < at <= end + between)
        found.append([position, min(starts, default=start), max(ends, default=end)])
    return np.array(found, np.float32).reshape(-1, 3)


def _between(cluster: Sequence[Rule]) -> float:
    """How far dashes are apart, which is no more than they are long; 0 where they are none."""
    if len(cluster) < _DASHES:
        return 0.0
    longest = max(end - start for _, start, end in cluster)
    reach = accumulate([end for _, _, end in cluster], max)
    gaps = [below[1] - end for end, below in zip(reach, cluster[1:], strict=False)]
    gaps = [gap for gap in gaps if gap > 0]  # a border may be drawn for either of its cells
    if len(gaps) < _DASHES - 1:
        return 0.0
    counts = Counter(round(gap / _LEVEL) * _LEVEL for gap in gaps)
    usual = max(counts, key=lambda gap: (counts[gap], gap))
    # The last gap of each side of a cell may be any that is no wider.
    alike = sum(abs(gap - usual) <= _LEVEL for gap in gaps)
    within = sum(gap <= usual + _LEVEL for gap in gaps)
    if usual > min(longest + _LEVEL, _WIDEST) or longest > _LONGEST:
        return 0.0
    return usual if alike >= _OFTEN * len(gaps) and within >= _MOSTLY * len(gaps) else 0.0


def _joined(cluster: Sequence[Rule], between: float) -> Iterator[Dashed]:
    position, first, reach = cluster[0]
    for _, start, end in cluster:
        if start > reach + between + _LEVEL:
            yield [position, first, reach], between + _LEVEL
            first = start
        reach = max(reach, end)
    yield [position, first, reach], between + _LEVEL
