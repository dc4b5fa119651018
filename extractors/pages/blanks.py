"""Where blanks stand between the letters of a line: written in the file, or as wide as one."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.pages.sheet import Codes, Flags, Floats, Ints
from extractors.thousands import is_any

BLANK = 0.17  # of the size: a gap this wide is a blank
_SPREAD = 0.6  # the same within one run of a page whose blanks are characters
_WRITTEN = 0.05  # share of letters behind a blank on a page whose blanks are characters
_DIGITS_APART = 0.07  # a blank between digits of two runs: columns may stand this close
_NONE = 0.1  # the same: no blank is so narrow
_NOTE = 3  # letters from one before a blank to the next, with those of a note on the blank
_SURE = 0.26  # the same, narrower than any blank between letters printed one by one
_INK = 0.05  # the same for the usual gap between letters of which only the ink is known
_ENOUGH = 5  # gaps of a line that tell whether it is so printed
_SPREAD_SHARE = 0.6  # share of a line's letters that must stand apart for spread-out text
_ALONE = 3  # letters behind the first of a word that is spread
_VOWELS = frozenset("aeiouyæøåéAEIOUYÆØÅ")
_SPREAD_WORD, _SPREAD_COUNT = 3, 5  # letters of a word, and of a line that shows it alone
_SPREAD_LINE = 12  # letters of a line that shows how its page is spread
_CLOSE, _CLOSE_SHARE = 0.4, 0.25  # of the usual gap, and of all gaps: the letters are not spread
_AS_SPREAD = 0.04  # of the size: gaps no further from that are no blanks

# Digits and Latin letters, all other codes 0.
_WORD, _DIGIT = 2, 3


def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(0x251, np.uint8)
    for first, stop in (("A", "["), ("a", "{"), ("\xc0", "\u0250")):
        kinds[ord(first) : ord(stop)] = _WORD
    kinds[ord("0") : ord("9") + 1] = _DIGIT
    return kinds


_KINDS = _kinds()


class Spaced(Protocol):
    """Letters in reading order: parallel arrays."""

    @property
    def codes(self) -> Codes: ...
    @property
    def x0(self) -> Floats: ...
    @property
    def x1(self) -> Floats: ...
    @property
    def size(self) -> Floats: ...
    @property
    def run(self) -> Ints: ...
    @property
    def spaced(self) -> Flags: ...


def blanks(letters: Spaced, gap: Floats, starts: Ints, stops: Ints) -> Flags:
    """Where a blank stands before a letter.

    `gap` is from the letter before it, `starts` are the first letters of lines, `stops` those
    behind their last ones.
    """
    blank = np.zeros(len(letters.codes), np.bool_)
    # Nowhere else there may be one.
    here = (letters.spaced | (gap > _DIGITS_APART * letters.size)).nonzero()[0]
    size, is_written = letters.size.take(here), letters.spaced.take(here)
    same_run = letters.run.take(here) == letters.run.take(here - 1)
    written = np.count_nonzero(letters.spaced) > _WRITTEN * len(blank)
    least = np.where(same_run & written, _SPREAD, BLANK)
    # A number and what stands close to it in the next column are not one.
    digits = _are_beside_digits(letters.codes, here) & ~same_run
    if is_any(digits):
        digits[digits] = _are_wider(gap, letters.size, here[digits], starts)
    least = np.where(digits, _DIGITS_APART, least) * size
    wide = gap.take(here)
    found = (is_written & (wide > -0.5 * size)) | (wide > least)
    blank[here] = found
    blank[starts] = False
    narrow = found & ~same_run & ~is_written & (wide < _SURE * size) & (wide > BLANK * size)
    if is_any(narrow):
        close = here[narrow & blank.take(here)]
        blank[close[_are_within_words(gap, letters, close, starts)]] = False
    _gather_spread(blank, gap, letters, starts, stops)
    at = here[blank.take(here)]
    if is_any(at[_ALONE - 1 :] - at[: 1 - _ALONE] < _ALONE):
        _gather_words(blank, gap, letters, starts)
    return blank


def spaced_as_read(letters: Spaced, order: Ints, gap: Floats, new: Flags) -> Flags:
    """Which letters stand behind a blank of the file, where it prints others in between later.

    `order` is where each stands in the file. The blank behind the letter before it there is before
    the first letter in between that has room for it: a figure of a note may stand on it.
    """
    torn = letters.spaced[1:] & (order[1:] - order[:-1] != 1)
    if not is_any(torn):
        return letters.spaced
    here = torn.nonzero()[0] + 1
    here = here[~new[here] & (gap[here] < _NONE * letters.size[here])]
    if not len(here):
        return letters.spaced
    places, line = np.argsort(order), new.cumsum()
    before = places.take(np.searchsorted(order, order[here] - 1, sorter=places))
    has_room = gap > _NONE * letters.size
    spaced = letters.spaced.copy()
    for at, last in zip(here.tolist(), before.tolist(), strict=True):
        if order[last] != order[at] - 1:
            continue  # it was printed twice, and is read once
        is_behind = last < at and line[last] == line[at]
        between = has_room[last + 1 : at] if is_behind else has_room[:0]
        if is_any(between):
            spaced[last + 1 + int(between.argmax())] = True
        spaced[at] = is_behind and at - last <= _NOTE and not is_any(between)
    return spaced


def _are_beside_digits(codes: Codes, chosen: Ints) -> Flags:
    """Which gaps before the chosen letters have a digit on one side and none but words on both."""
    here, before = (_KINDS.take(codes.take(at), mode="clip") for at in (chosen, chosen - 1))
    return np.asarray(((here & before) >= _WORD) & ((here | before) == _DIGIT))


def _are_wider(gap: Floats, size: Floats, chosen: Ints, starts: Ints) -> Flags:
    """Which of the chosen gaps are wider than both beside them; spread letters have one width."""
    inside = gap.copy()
    inside[starts] = np.inf  # as behind the last letter, where the first one is taken
    beside = np.minimum(inside.take(chosen - 1), inside.take(chosen + 1, mode="wrap"))
    beside[np.isinf(beside)] = 0.0
    return np.asarray(gap[chosen] - beside > _DIGITS_APART / 2 * size[chosen])


def _are_within_words(gap: Floats, letters: Spaced, chosen: Ints, starts: Ints) -> Flags:
    """Which of the chosen narrow gaps stand in words printed letter by letter.

    Of such letters only the ink may be known, so that all stand a little apart.
    """
    single = np.zeros(len(gap) + 1, np.bool_)
    single[1:-1] = letters.run[1:] != letters.run[:-1]
    single[starts] = single[-1] = True
    single = single[1:] & single[:-1]  # a run of one letter
    single[1:] &= single[:-1].copy()
    single[starts] = False
    inside = single & ~letters.spaced & (gap < BLANK * letters.size)
    share = gap / letters.size
    is_apart = inside.any() and float(np.median(share[inside])) >= _INK
    found = np.asarray(single[chosen] & ~letters.spaced[chosen])
    lines = starts.searchsorted(chosen, "right")
    for line in np.unique(lines[found]).tolist():
        # Other lines of the page may be set in a font of which more is known.
        own = slice(starts[line - 1], starts[line] if line < len(starts) else None)
        usual = share[own][inside[own]]
        known = float(np.median(usual)) >= _INK if len(usual) >= _ENOUGH else is_apart
        found[lines == line] &= known
    return found


def _gather_spread(blank: Flags, gap: Floats, letters: Spaced, starts: Ints, stops: Ints) -> None:
    """Where most letters of a line stand apart, only the wider gaps are blanks.

    A word too short to show it is spread as the lines of its page are.
    """
    size, counts = letters.size, stops - starts
    shares = np.add.reduceat(blank, starts, dtype=np.int64) / np.maximum(counts - 1, 1)
    known: set[float] = set()
    for index in ((shares >= _SPREAD_SHARE) & (counts >= _SPREAD_COUNT)).nonzero()[0].tolist():
        part = slice(starts[index] + 1, stops[index])
        usual = float(np.median(gap[part]))
        high = float(size[starts[index]])
        close = np.count_nonzero(gap[part] < _CLOSE * usual)
        # "n - del 1 -" has as many blanks, and letters that stand close.
        if usual < high and close < _CLOSE_SHARE * (counts[index] - 1):
            blank[part] = gap[part] > usual + max(0.15 * high, 0.5 * usual)
            if counts[index] >= _SPREAD_LINE:
                known.add(round(usual / high, 2))
    for spread in sorted(known):
        near = (gap > (spread - 2 * _AS_SPREAD) * size) & (gap < (spread + _AS_SPREAD) * size)
        blank &= letters.spaced | ~near
        few = (shares == 1) & (counts >= _SPREAD_WORD) & (counts < _SPREAD_COUNT)
        for first, stop in zip(starts[few].tolist(), stops[few].tolist(), strict=True):
            if near[first + 1 : stop].all() and _is_word(letters.codes[first:stop]):
                blank[first + 1 : stop] = False


def _gather_words(blank: Flags, gap: Floats, letters: Spaced, starts: Ints) -> None:
    """Where letters in a line stand alone one behind the other, they are a word that is spread."""
    begins = blank.copy()
    begins[starts] = True
    # A letter before a full stop stands as much alone.
    joint = blank.copy()
    joint[1:] &= begins[:-1]
    joint[:-1] &= begins[1:] | (_KINDS.take(letters.codes[1:], mode="clip") < _WORD)
    edges = np.flatnonzero(np.diff(joint, prepend=False, append=False)).tolist()
    for first, stop in zip(edges[::2], edges[1::2], strict=True):
        own, inner = slice(first - 1, stop), slice(first, stop)
        high, usual = float(letters.size[first]), float(np.median(gap[inner]))
        if stop - first < _ALONE or usual >= high or not _is_word(letters.codes[own]):
            continue
        blank[inner] = gap[inner] > usual + max(0.15 * high, 0.5 * usual)


def _is_word(codes: Codes) -> bool:
    """Whether letters may be words: small behind the first, and not in the alphabet's order."""
    text = codes.tobytes().decode("utf-32-le", "replace")
    is_small = text.isalpha() and text[1:].islower()
    return is_small and list(text) != sorted(text) and not _VOWELS.isdisjoint(text)
