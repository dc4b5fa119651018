"""Which glyphs of a page nobody can see or are none of its text, and why."""

from __future__ import annotations

from collections import Counter
from itertools import islice, product

import numpy as np

from extractors.document import UNMAPPED, Notice
from extractors.pages.shapes import WHITE
from extractors.pages.sheet import SLANTED, Box, Flags, Floats, Glyphs, Ints, Sheet
from extractors.pages.watermarks import watermarks
from extractors.thousands import is_any

_MESSAGES = {
    "invisible-text": "Text is set to be invisible and was left out.",
    "white-text": "Text is printed white on white and was left out.",
    "same-colour-text": "Text is printed in the colour of what lies behind it and was left out.",
    "clipped-text": "Text is cut off where its cell ends and was left out from there.",
    "covered-text": "Text stands under an area that is painted over it and was left out.",
    "text-outside-page": "Text stands outside the page and was left out.",
    "slanted-text": "Text runs across the page at an angle and was left out.",
    "line-numbers": "Numbers in the margin count the lines of the page and were left out.",
    "watermark-text": "Large text is printed over or under other text and was left out.",
    "doubled-characters": "Characters are printed twice on one spot and were read once.",
}
_PLAIN = frozenset({"text-outside-page", "line-numbers"})  # nothing of what the page says
_LONGEST_EVIDENCE = 200
_NEARLY_WHITE = 250  # of each of red, green and blue: nobody sees it on paper
_MOST_PAIRS = 10_000  # of colours of texts and areas that are compared
_ALIKE = 4  # of each, by which a text and what lies behind it may differ
_MOST_LOOKS = 50  # pieces of white text on a page that are looked at
_EDGE = 0.2  # of a line's height
_THIN = 1.0  # points from the middle of a rule at which its ink has ended
_LEFT = 0.3  # of a text's area: where rules leave less, it may be white on them


def hidden_glyphs(
    sheet: Sheet, numbers: Flags | None = None
) -> tuple[Flags, Counter[str], list[Notice]]:
    """What is visible, how many glyphs are not for which reason, and a notice for each.

    `numbers` are those that count lines.
    """
    glyphs = sheet.glyphs
    visible = np.ones(len(glyphs), np.bool_)
    counts: Counter[str] = Counter()
    notices: list[Notice] = []
    if len(glyphs) == 0:
        return visible, counts, notices
    for code, flags in _reasons(sheet, numbers):
        taken = flags & visible
        if is_any(taken):
            visible &= ~taken
            counts[code] += int(taken.sum())
            notices.append(_notice(sheet, code, taken))
    return visible, counts, notices


def _reasons(sheet: Sheet, numbers: Flags | None) -> list[tuple[str, Flags]]:
    glyphs, runs = sheet.glyphs, sheet.runs
    found: list[tuple[str, Flags | None]] = []
    if not _is_all_inside(glyphs.boxes, sheet):
        x, y = _middles(glyphs)
        outside = (x < 0) | (x > sheet.width) | (y < 0) | (y > sheet.height)
        found.append(("text-outside-page", outside))
    for code, flags in (("invisible-text", runs.hidden), ("slanted-text", runs.turn == SLANTED)):
        if is_any(flags):
            found.append((code, flags[glyphs.run]))
    found += [
        ("clipped-text", glyphs.clipped),
        ("covered-text", glyphs.covered),
        ("watermark-text", watermarks(sheet)),
        ("line-numbers", numbers),
    ]
    white = nearly_white(runs.colour)
    if is_any(white):
        found.append(("white-text", _white_on_white(sheet, white)))
    if sheet.fills:
        found.append(("same-colour-text", _on_own_colour(sheet)))
    return [(code, flags) for code, flags in found if flags is not None]


def _is_all_inside(boxes: Floats, sheet: Sheet) -> bool:
    """Whether no box reaches over the edge of the page, so that no middle stands there."""
    _, _, right, low = np.maximum.reduce(boxes, axis=0).tolist()
    least = min(np.minimum.reduce(boxes, axis=0).tolist())
    return bool(least >= 0 and right <= sheet.width and low <= sheet.height)


def _middles(glyphs: Glyphs) -> tuple[Floats, Floats]:
    boxes = glyphs.boxes
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _white_on_white(sheet: Sheet, white: Flags) -> Flags:
    """Which glyphs of white runs nothing lies behind that they show on.

    What is told to be white may be painted with a pattern, or stand on an area of any form: the
    page itself shows it.
    """
    glyphs = sheet.glyphs
    x, y = _middles(glyphs)
    is_white = white[glyphs.run]
    found = is_white & ~_on_colour(sheet, x, y)
    shows = sheet.shows
    if shows is None or not is_any(found):
        return found
    for piece in _pieces(glyphs, found.nonzero()[0])[:_MOST_LOOKS]:
        box = _middle_of(glyphs.boxes[piece])
        x0, top, x1, bottom = box
        near = ~is_white & (x > x0) & (x < x1) & (y > top) & (y < bottom)
        if not is_any(near) and shows(box) and any(map(shows, _free_of(box, sheet, ~is_white))):
            found[piece] = False
    return found


def _free_of(box: Box, sheet: Sheet, inked: Flags) -> list[Box]:
    """A box without the rules and inked glyphs that reach into it; all where little is left."""
    x0, top, x1, bottom = box
    across, down, boxes = sheet.across, sheet.down, sheet.glyphs.boxes[inked]
    ys = across[(across[:, 1] < x1) & (across[:, 2] > x0), 0]
    xs = down[(down[:, 1] < bottom) & (down[:, 2] > top), 0]
    letters = boxes[(boxes[:, 0] < x1) & (boxes[:, 2] > x0)][:, [1, 3]]
    wide = _without(x0, x1, np.stack((xs - _THIN, xs + _THIN), axis=1))
    high = _without(top, bottom, np.vstack((np.stack((ys - _THIN, ys + _THIN), axis=1), letters)))
    left = sum(end - start for start, end in wide) * sum(end - start for start, end in high)
    if left < _LEFT * (x1 - x0) * (bottom - top):
        return [box]
    return [(start, low, end, up) for start, end in wide for low, up in high]


def _without(start: float, end: float, taken: Floats) -> list[tuple[float, float]]:
    """What is left of a line from start to end.

    >>> _without(0.0, 9.0, np.array([[2.0, 4.0], [20.0, 22.0]]))
    [(0.0, 2.0), (4.0, 9.0)]
    """
    found: list[tuple[float, float]] = []
    for first, last in sorted(taken.tolist()):
        found.append((start, min(end, first)))
        start = max(start, last)
    return [(first, last) for first, last in (*found, (start, end)) if last > first]


def nearly_white(colours: Ints) -> Flags:
    """Which of these colours, red, green and blue as one number, nobody sees on white."""
    found = colours >= _NEARLY_WHITE << 16
    if is_any(found):
        for shift in (0, 8):
            found &= (colours >> shift) & 0xFF >= _NEARLY_WHITE
    return np.asarray(found)


def _on_own_colour(sheet: Sheet) -> Flags | None:
    """Which glyphs stand on an area of their own colour, as where black is marked in black.

    The page is looked at: something else may lie between. None for none, as on most pages.
    """
    fills = [(fill.box, int(fill.colour[1:], 16)) for fill in sheet.fills]
    pairs = product(set(sheet.runs.colour.tolist()), {colour for _, colour in fills})
    inks = {(ink, paper) for ink, paper in islice(pairs, _MOST_PAIRS) if _are_alike(ink, paper)}
    if not inks or sheet.plain is None:
        return None
    x, y = _middles(sheet.glyphs)
    own = sheet.runs.colour[sheet.glyphs.run]
    found = np.zeros(len(x), np.bool_)
    papers = {paper for _, paper in inks}
    for (x0, top, x1, bottom), paper in fills:
        if paper not in papers and not is_any(found):
            continue  # it hides no text of its colour
        inside = (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
        found[inside] = np.isin(own[inside], [ink for ink, there in inks if there == paper])
    if not is_any(found):
        return None
    pieces = _pieces(sheet.glyphs, found.nonzero()[0])
    for number, piece in enumerate(pieces):
        box = _middle_of(sheet.glyphs.boxes[piece])
        found[piece] = number < _MOST_LOOKS and sheet.plain(box)
    return found


def _are_alike(ink: int, paper: int) -> bool:
    """Whether two colours can hardly be told; white ones are looked at anyhow."""
    sides = ((ink >> shift & 0xFF, paper >> shift & 0xFF) for shift in (0, 8, 16))
    return all(abs(one - other) <= _ALIKE for one, other in sides)


def _pieces(glyphs: Glyphs, chosen: Ints) -> list[Ints]:
    """The chosen glyphs, cut where a run ends or leaves a gap: a rule may stand there."""
    boxes, run = glyphs.boxes[chosen], glyphs.run[chosen]
    high = boxes[1:, 3] - boxes[1:, 1]
    ends = (run[1:] != run[:-1]) | (np.abs(boxes[1:, 0] - boxes[:-1, 2]) > high)
    return np.split(chosen, ends.nonzero()[0] + 1)


def _middle_of(boxes: Floats) -> Box:
    """What lies around some glyphs, without the rules above and below them."""
    (x0, top), (x1, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    edge = _EDGE * (bottom - top)
    return x0, top + edge, x1, bottom - edge


def _on_colour(sheet: Sheet, x: Floats, y: Floats) -> Flags:
    """Whether a point lies on something that white shows on."""
    found = np.zeros(len(x), np.bool_)
    for fill in sheet.fills:
        x0, top, x1, bottom = fill.box
        inside = (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
        found[inside] = fill.colour != WHITE
    for figure in sheet.figures:
        x0, top, x1, bottom = figure.box
        found |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return found


def printed_text(glyphs: Glyphs, chosen: Ints) -> str:
    """The first of some glyphs as a text, for evidence: with the blanks that the file has."""
    return "".join(
        (" " if glyphs.spaced[index] and number else "")
        + (UNMAPPED if glyphs.unmapped[index] else chr(int(glyphs.codes[index])))
        for number, index in enumerate(chosen[:_LONGEST_EVIDENCE].tolist())
    )


def _notice(sheet: Sheet, code: str, taken: Flags) -> Notice:
    glyphs = sheet.glyphs
    chosen = np.flatnonzero(taken)
    text = printed_text(glyphs, chosen)
    boxes = glyphs.boxes[chosen]
    box = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())
    return Notice(
        *(code, "info" if code in _PLAIN else "warning", _MESSAGES[code]),
        *(text, f"page[{sheet.number}]", sheet.place(box)),
    )
