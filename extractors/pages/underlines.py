"""Rules that underline words or strike them out are no borders of a table.

What is struck out is read as it stands, and an auditor is told.
"""

from __future__ import annotations

import numpy as np

from extractors.document import Notice
from extractors.pages.sheet import Flags, Floats, Sheet

_BELOW, _THROUGH = 0.25, 0.45  # of the size, below and above the baseline
_STRUCK = 0.12  # of the size above the baseline: no rule below words stands so high
_LONGEST = 100  # characters that are told
_MESSAGE = "Text is struck out; it was read as it stands."
_BEGINS = 1.5  # points from the edge of a letter
_BLANK = 0.6  # of the size: a blank behind the last word is underlined with it
_COVERED = 0.6  # of the rule, by the letters above it


def rules_of_words(sheet: Sheet) -> Flags | None:
    """Which horizontal rules of a page belong to words; None for none."""
    across, glyphs, runs = sheet.across, sheet.glyphs, sheet.runs
    if not len(across) or not len(glyphs):
        return None
    base, size = runs.points[:, 1], runs.size
    upright = (runs.turn == 0).nonzero()[0]
    order = upright[base[upright].argsort(kind="stable")]
    levels, largest = base.take(order), float(size.take(order).max(initial=0.0))
    first = levels.searchsorted(across[:, 0] - _BELOW * largest)
    stop = levels.searchsorted(across[:, 0] + _THROUGH * largest, "right")
    near = (first < stop).nonzero()[0]
    if not len(near):
        return None
    of_words = [_is_of_words(sheet, across[rule], order[first[rule] : stop[rule]]) for rule in near]
    if not any(of_words):
        return None
    found = np.zeros(len(across), np.bool_)
    found[near[np.array(of_words, np.bool_)]] = True
    return found


def struck_out(sheet: Sheet, rules: Floats) -> list[Notice]:
    """What to tell of texts that these rules, which belong to words, strike out."""
    glyphs, runs = sheet.glyphs, sheet.runs
    size = runs.size.take(glyphs.run)
    base = runs.points[:, 1].take(glyphs.run)
    upright = (runs.turn == 0).take(glyphs.run) & ~runs.hidden.take(glyphs.run)
    notices: list[Notice] = []
    for y, x0, x1 in rules.tolist():
        up = (base - y) / np.maximum(size, 1.0)
        own = upright & (up > _STRUCK) & (up <= _THROUGH) & _inside(glyphs.boxes, x0, x1)
        text = _text(sheet, own.nonzero()[0].tolist())
        if any(map(str.isalnum, text)):
            high = float(size[own].max())
            place = sheet.place((x0, y - high, x1, y + high))
            about = (text[:_LONGEST], f"page[{sheet.number}]", place)
            notices.append(Notice("struck-text", "warning", _MESSAGE, *about))
    return notices


def _text(sheet: Sheet, chosen: list[int]) -> str:
    glyphs = sheet.glyphs
    letters = zip(glyphs.spaced[chosen].tolist(), glyphs.codes[chosen].tolist(), strict=True)
    return "".join(" " * bool(spaced) + chr(code) for spaced, code in letters).strip()


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
