"""What pdfminer does not tell of glyphs, by their places beside pdfium's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from extractors.formats.pdf.codes import BLANKS
from extractors.formats.pdf.plumber_shapes import Frame, box_of
from extractors.pages.sheet import UNTAGGED, Flags, Floats, Glyphs, Ints, Runs, Sheet
from extractors.thousands import is_any

_NEAR = 4.0  # points up and down by which the boxes of a glyph may differ between engines
_LEVEL = 1.0  # points by which baselines may
_ONE_LINE = 0.25  # points by which they may of what is printed again on one spot
_LEGIBLE = 3.0  # points; smaller sizes may tell nothing
_BLANKS = frozenset(map(chr, BLANKS.tolist()))


def unseen(glyphs: Glyphs, runs: Runs, beside: Sheet, flags: Flags | None) -> Flags | None:
    """Which glyphs nobody sees, given those of pdfium's.

    Of the same letters on one spot those are seen that are printed last.
    """
    if flags is None:
        return None
    found = np.zeros(len(glyphs), np.bool_)
    for index in flags.nonzero()[0].tolist():
        seen = int((_on_line(beside.glyphs, beside.runs, beside, index) & ~flags).sum())
        spot = _on_line(glyphs, runs, beside, index)
        if not is_any(spot):
            spot = _on_spot(glyphs, beside.glyphs, index)  # raised, which pdfminer leaves out
        same = spot.nonzero()[0]
        found[same[: max(len(same) - seen, 0)]] = True
    return found


def with_hidden(glyphs: Glyphs, runs: Runs, beside: Sheet) -> tuple[Glyphs, Runs]:
    """The glyphs that pdfium tells to be invisible in runs of their own: pdfminer tells none."""
    hidden = unseen(glyphs, runs, beside, _hidden(beside))
    if hidden is None or not is_any(hidden):
        return glyphs, runs
    arrays = {
        field.name: np.concatenate([getattr(runs, field.name)] * 2)
        for field in fields(runs)
        if field.name not in ("fonts", "hidden")
    }
    again = np.repeat([False, True], len(runs))
    run = glyphs.run + len(runs) * hidden.astype(glyphs.run.dtype)
    return replace(glyphs, run=run), Runs(fonts=runs.fonts, hidden=again, **arrays)


def _hidden(beside: Sheet) -> Flags | None:
    """The invisible glyphs of pdfium's on whose spot it sees no other of the same letter."""
    if not is_any(beside.runs.hidden):
        return None
    flags = np.asarray(beside.runs.hidden[beside.glyphs.run])
    found = flags.copy()
    for index in flags.nonzero()[0].tolist():
        found[index] = not is_any(_on_line(beside.glyphs, beside.runs, beside, index) & ~flags)
    return found


def _on_line(glyphs: Glyphs, runs: Runs, beside: Sheet, index: int) -> Flags:
    """The same on one baseline: what is hidden between two lines shares letters with either."""
    found = _on_spot(glyphs, beside.glyphs, index)
    own = int(beside.glyphs.run[index])
    if beside.runs.turn[own] == 0:
        at = glyphs.run[found]
        far = np.abs(runs.points[at, 1] - beside.runs.points[own, 1]) >= _ONE_LINE
        found[found] = ~far | (runs.turn[at] != 0)
    return found


def _on_spot(glyphs: Glyphs, beside: Glyphs, index: int) -> Flags:
    """Which glyphs are the same letter on the same spot as one of pdfium's."""
    middles = (glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]) / 2
    box = beside.boxes[index]
    far = np.abs(middles - (box[:2] + box[2:]) / 2)
    same = (glyphs.codes == beside.codes[index]) & (far[:, 0] < 1) & (far[:, 1] < _NEAR)
    return np.asarray(same)


def shown_sizes(glyphs: Glyphs, runs: Runs, beside: Sheet) -> Floats:
    """The size of each run; pdfminer knows none of fonts that have units of their own."""
    if not is_any(runs.size < _LEGIBLE):
        return runs.size
    sizes = runs.size.copy()
    there = (beside.glyphs.boxes[:, 0] + beside.glyphs.boxes[:, 2]) / 2
    level = beside.runs.points[beside.glyphs.run, 1]
    for run in np.flatnonzero(runs.size < _LEGIBLE).tolist():
        own = np.flatnonzero(glyphs.run == run)[:1]
        here = (glyphs.boxes[own, 0] + glyphs.boxes[own, 2]) / 2
        near = (np.abs(there - here) < _NEAR) & (np.abs(level - runs.points[run, 1]) < _LEVEL)
        found = beside.glyphs.run[np.flatnonzero(near)[:1]]
        sizes[run] = beside.runs.size[found][0] if len(found) else sizes[run]
    return sizes


def told_tags(glyphs: Glyphs, runs: Runs, beside: Sheet) -> Ints:
    """The tagged cell of each run; pdfminer loses what content is where marks stand in others."""
    if beside.tags is None:
        return runs.tagged
    tagged = runs.tagged.copy()
    for run, same in _runs_beside(glyphs, beside):
        tagged[run] = UNTAGGED if same is None else beside.runs.tagged[same]
    return tagged


def told_bold(glyphs: Glyphs, runs: Runs, beside: Sheet) -> Flags:
    """Whether each run is bold; pdfminer knows that by the names of fonts only."""
    nameless = np.array([not name for name in beside.runs.fonts], np.bool_)
    if not is_any(nameless) or not is_any(nameless[beside.runs.font] & beside.runs.bold):
        return runs.bold
    bold = runs.bold.copy()
    for run, same in _runs_beside(glyphs, beside):
        if same is not None and nameless[beside.runs.font[same]]:
            bold[run] |= beside.runs.bold[same]
    return bold


def _runs_beside(glyphs: Glyphs, beside: Sheet) -> Iterator[tuple[int, int | None]]:
    """Each run, by its first glyph, with the run of pdfium's that stands there."""
    there = (beside.glyphs.boxes[:, :2] + beside.glyphs.boxes[:, 2:]) / 2
    first = np.unique(glyphs.run, return_index=True)
    for run, own in zip(*(numbers.tolist() for numbers in first), strict=True):
        far = np.abs(there - (glyphs.boxes[own, :2] + glyphs.boxes[own, 2:]) / 2).max(axis=1)
        # The other engine hands over ligatures letter by letter.
        near = np.flatnonzero(far < _NEAR)
        found = sorted(
            near.tolist(), key=lambda at: (beside.glyphs.codes[at] != glyphs.codes[own], far[at])
        )
        yield run, int(beside.glyphs.run[found[0]]) if found else None


def printed_blanks(chars: Sequence[Any], frame: Frame, beside: Glyphs) -> frozenset[int]:
    """The characters said to be blanks for which the page shows something."""
    drawn = beside.boxes[beside.unmapped & np.isin(beside.codes, BLANKS)]
    if not len(drawn):
        return frozenset()
    blanks = [at for at, char in enumerate(chars) if _BLANKS.issuperset(char["text"])]
    boxes = frame.boxes([box_of(chars[at]) for at in blanks])
    x, y = ((drawn[:, side] + drawn[:, side + 2]) / 2 for side in (0, 1))
    x0, top, x1, bottom = boxes.T[:, :, None]
    inside = (x0 <= x) & (x < x1) & (top - _NEAR < y) & (y < bottom + _NEAR)
    return frozenset(blanks[index] for index in np.flatnonzero(inside.any(axis=1)).tolist())
