"""Rules that underline words or strike them out are no borders of a table."""

from __future__ import annotations

import numpy as np

from extractors.pages.sheet import Flags, Floats, Sheet

_BELOW, _THROUGH = 0.25, 0.45  # of the size, below and above the baseline
_BEGINS = 1.5  # points from the edge of a letter
_BLANK = 0.6  # of the size: a blank behind the last word is underlined with it
_COVERED = 0.6  # of the rule, by the letters above it


def borders_across(sheet: Sheet) -> Floats:
    """The horizontal rules of a page without those that belong to words."""
    across, glyphs, runs = sheet.across, sheet.glyphs, sheet.runs
    if not len(across) or not len(glyphs):
        return across
    base, size = runs.points[:, 1], runs.size
    upright = (runs.turn == 0).nonzero()[0]
    order = upright[base[upright].argsort(kind="stable")]
    levels, largest = base.take(order), float(size.take(order).max(initial=0.0))
    first = levels.searchsorted(across[:, 0] - _BELOW * largest)
    stop = levels.searchsorted(across[:, 0] + _THROUGH * largest, "right")
    near = (first < stop).nonzero()[0]
    if not len(near):
        return across
    of_words = [_is_of_words(sheet, across[rule], order[first[rule] : stop[rule]]) for rule in near]
    if not any(of_words):
        return across
    kept = np.ones(len(across), np.bool_)
    kept[near[np.array(of_words, np.bool_)]] = False
    return across[kept]


def _is_of_words(sheet: Sheet, rule: Floats, runs: Floats) -> bool:
    """Whether a rule is as long as words whose baseline it stands at."""
    y, x0, x1 = rule.tolist()
    of_runs = sheet.runs
    down = y - of_runs.points[runs, 1]
    size = of_runs.size[runs]
    at = runs[(down <= _BELOW * size) & (down >= -_THROUGH * size)]
    if not len(at):
        return False
    boxes = sheet.glyphs.boxes[np.isin(sheet.glyphs.run, at)]
    blank = _BLANK * float(of_runs.size[at].max())
    inside = _inside(boxes, x0, x1)
    covered = float((boxes[inside, 2] - boxes[inside, 0]).sum())
    begins = bool((np.abs(boxes[:, 0] - x0) <= _BEGINS).any())
    ends = bool(((boxes[:, 2] >= x1 - blank) & (boxes[:, 2] <= x1 + _BEGINS)).any())
    return begins and ends and covered >= _COVERED * (x1 - x0)


def _inside(boxes: Floats, x0: float, x1: float) -> Flags:
    return np.asarray((boxes[:, 0] >= x0 - _BEGINS) & (boxes[:, 2] <= x1 + _BEGINS))
