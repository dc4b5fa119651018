"""Letters in reading order: cell by cell, line by line, and each only once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractors.pages.accents import are_combining, letter_of
from extractors.pages.overprint import LEVEL, ON_IT, OVER, Printing, on_words, second_texts
from extractors.pages.sheet import Codes, Flags, Floats, Ints
from extractors.thousands import is_any

_NEW_LINE = 0.5  # of the size: baselines this far apart are two lines
_MOSTLY = 0.6  # of the distance of two lines: so far from one is a sign that is of the other one
_TWICE = 0.3  # of a letter's width: printed again this near it is the same letter
_STEPS = np.array((1, 2, 3))  # how many letters before one the same may stand
ACCENTS = (0x300, 0x370)  # that combine with the letter before
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Letters:
    """What lines are made of: parallel arrays, one entry per glyph, all upright."""

    codes: Codes  # code points; U+FFFD where unknown
    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    bold: Flags
    run: Ints
    spaced: Flags
    group: Ints  # the cell or area it stands in

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, chosen: Ints) -> Letters:
        """The chosen letters."""
        return Letters(*(getattr(self, name).take(chosen) for name in Letters.__slots__))


class Ordered(NamedTuple):
    """Letters in reading order within each group."""

    order: Ints  # the index of each
    letters: Letters
    new: Flags  # which of them begin lines
    over: Ints  # the places, in this order, of texts that stand on another one


def ordered(letters: Letters, signs: Flags, *, accents: bool) -> Ordered:
    """The reading order; `accents` tells whether any letter combines with the one before.

    `signs` are no letters of words, even where they stand on one.
    """
    x0 = _attached(letters) if accents else letters.x0
    order = _by_baseline(letters)
    found = letters.at(order)
    any_signs = is_any(signs)
    new = _line_starts(found, signs.take(order) if any_signs else None)
    along = found.x0 if x0 is letters.x0 else x0.take(order)
    # Texts that overlap stand in order as well, but are no line of one.
    ends = found.x1[:-1] - OVER * float(found.size.min())
    inside = ~new[1:]
    is_in_order = not is_any(((along[1:] < along[:-1]) | (found.x0[1:] < ends)) & inside)
    if is_in_order and not (any_signs and _are_touching(found, inside, signs.take(order))):
        return Ordered(order, found, new, _NONE)
    # The letters of one baseline or of one line do not stand in order yet.
    order = np.lexsort((x0, letters.base, letters.group))
    found = letters.at(order)
    new = _line_starts(found, signs.take(order) if any_signs else None)
    line = np.cumsum(new, dtype=np.int32)
    again = np.lexsort((x0.take(order), line))
    order, found = order.take(again), found.at(again)
    printing = Printing(found.codes, found.run, found.x0, found.x1, found.size, found.base)
    second = None if is_in_order else second_texts(line, printing)
    on_letters = on_words(line, printing, signs.take(order)) if any_signs else None
    if on_letters is not None:
        second = np.maximum(on_letters, 0 if second is None else second)
    if second is None:
        return Ordered(order, found, new, _NONE)
    apart = np.lexsort((found.x0, second > 0, line))
    second = second.take(apart)
    new[1:] |= np.diff((second > 0).astype(np.int8)) > 0
    return Ordered(order.take(apart), found.at(apart), new, (second == ON_IT).nonzero()[0])


def _are_touching(letters: Letters, inside: Flags, signs: Flags) -> bool:
    """Whether any sign begins before the letter on its left ends, or ends behind the next one.

    `inside` tells which letters but the first go on with a line.
    """
    beside = signs[1:] | signs[:-1]
    return is_any((letters.x0[1:] < letters.x1[:-1]) & beside & inside)


def _by_baseline(letters: Letters) -> Ints:
    """By group and baseline, otherwise in the order of the file."""
    if not letters.base.min() >= 0:
        return np.lexsort((letters.base, letters.group))
    # Floats that are not negative have the order of their bits; to add 0 makes 0 of -0.
    bits = (letters.base.astype(np.float32) + np.float32(0)).view(np.int32)
    key = (letters.group.astype(np.int64) << 32) + bits
    return key.argsort(kind="stable")


def _line_starts(letters: Letters, signs: Flags | None) -> Flags:
    """Which of these letters begin lines: on another baseline or in another group."""
    base, size, group = letters.base, letters.size, letters.group
    new = np.ones(len(base), np.bool_)
    np.greater(base[1:] - base[:-1], _NEW_LINE * (size[1:] + size[:-1]) / 2, out=new[1:])
    new[1:] |= group[1:] != group[:-1]
    if signs is not None:
        _part_beside_signs(letters, signs, new)
    return new


def _part_beside_signs(letters: Letters, signs: Flags, new: Flags) -> None:
    """Begin a line beside a sign between two baselines, which belongs to the nearer one.

    A sign of another font stands a little off the baseline of its row; it joins no lines. What is
    smaller may be raised beside it.
    """
    at = signs.nonzero()[0]
    at = at[~new[at] & (letters.base[at] > letters.base[at - 1])]
    if not len(at):
        return  # most pages: signs stand on the baselines of their rows
    others = (~signs).nonzero()[0]
    behind = np.unique(others.searchsorted(at))
    behind = behind[(behind > 0) & (behind < len(others))]
    above, below = others[behind - 1], others[behind]
    line = new.cumsum(dtype=np.int32)
    is_far = letters.base[below] - letters.base[above] > _NEW_LINE * letters.size[below]
    is_far &= letters.size[above] == letters.size[below]
    for at in (is_far & (line[above] == line[below])).nonzero()[0].tolist():
        steps = np.diff(letters.base[above[at] : below[at] + 1])
        if steps.max() >= _MOSTLY * steps.sum():
            new[above[at] + 1 + steps.argmax()] = True


def _attached(letters: Letters) -> Floats:
    """Left edges to sort by: a combining accent stands right behind its letter."""
    x0 = letters.x0.copy()
    for index in are_combining(letters.codes).nonzero()[0].tolist():
        own = letter_of(letters, index)
        if own is not None:
            x0[index] = np.nextafter(letters.x0[own], np.float32(1e6))
    return x0


def on_one_spot(letters: Letters, new: Flags, *, accents: bool) -> tuple[Ints, Ints]:
    """The indices of letters that stand on the same letter, and of those that do on another."""
    reach = _TWICE * np.abs(letters.x1 - letters.x0)
    # The same letters are equally wide, but for accents, which may have no width.
    both = reach[1:] if accents else np.minimum(reach[1:], reach[:-1])
    # Along a line no letter is further from the one before it than from those before that.
    near = ((letters.x0[1:] - letters.x0[:-1] < both) & ~new[1:]).nonzero()[0] + 1
    if not len(near):
        return _NONE, _NONE
    others = _on_others(letters, near)
    if not (accents or _is_any_alike(letters.codes, near)):
        return _NONE, others
    return _again(letters, new), others


def _on_others(letters: Letters, near: Ints) -> Ints:
    """Which of these stand on the one before, which is another letter or figure of another text."""
    before = near - 1
    small = np.minimum(letters.size[near], letters.size[before])
    on_it = np.abs(letters.base[near] - letters.base[before]) < LEVEL * small
    wide = letters.x1[before] - letters.x0[before]
    on_it &= letters.x0[near] - letters.x0[before] < _TWICE * wide
    on_it &= letters.run[near] != letters.run[before]
    found = near[on_it & (letters.codes[near] != letters.codes[before])]
    pairs = ((chr(letters.codes[at - 1]), chr(letters.codes[at])) for at in found.tolist())
    are_letters = [left.isalnum() and right.isalnum() for left, right in pairs]
    others: Ints = found[np.array(are_letters, np.bool_)]
    return others


def _again(letters: Letters, new: Flags) -> Ints:
    """Letters that are printed again, with few others between them in order."""
    codes = letters.codes
    line = np.cumsum(new, dtype=np.int32)
    again = np.zeros(len(letters), np.bool_)
    for step in _STEPS.tolist():
        here = (codes[step:] == codes[:-step]).nonzero()[0]
        there = here + step
        x0, width = letters.x0[there], letters.x1[there] - letters.x0[there]
        same = line[there] == line[here]
        same &= np.abs(x0 - letters.x0[here]) < _TWICE * width
        same &= np.abs(letters.base[there] - letters.base[here]) < 0.1 * letters.size[there]
        again[there[same]] = True
    return again.nonzero()[0]


def _is_any_alike(codes: Codes, chosen: Ints) -> bool:
    """Whether any of these letters is like one that stands shortly before: a few of a page."""
    before = codes.take(chosen - _STEPS[:, None], mode="wrap")
    return is_any(before == codes.take(chosen))
