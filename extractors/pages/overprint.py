"""Two texts of one line that overlap: a word longer than its column, or a line of a row above.

Sorted by where their letters stand, both would be one word that nobody wrote.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractors.pages.sheet import Codes, Flags, Floats, Ints

OVER = 0.3  # of the size: what runs touch each other by is less
_LONG = 1.0  # of the size: so far each stands alone; letters printed twice and accents do not
_MOSTLY = 0.5  # of the shorter text: with so much of it over the other, neither goes on with it
_FEWEST = 2  # letters of a text
_NEIGHBOURS = 3  # letters on either side that a sign may stand on
LEVEL = 0.4  # of the smaller size: texts whose baselines are further apart can both be read
BESIDE, ON_IT = 1, 2


class Printing(NamedTuple):
    """Letters sorted by lines, and along them: parallel arrays."""

    codes: Codes
    run: Ints
    x0: Floats
    x1: Floats
    size: Floats
    base: Floats

    def of_line(self, own: slice) -> Printing:
        """Those of one line."""
        codes, run, x0, x1, size, base = self
        return Printing(codes[own], run[own], x0[own], x1[own], size[own], base[own])


def second_texts(line: Ints, printing: Printing) -> Ints | None:
    """Which letters are of a text that begins before the one on its left ends; None for none.

    `ON_IT` where letters or figures mostly stand on others, so that neither can be read, `BESIDE`
    where the text goes on behind the end of the other, or one of them is a rule of signs.
    """
    run = printing.run
    begins = np.ones(len(run), np.bool_)
    begins[1:] = (run[1:] != run[:-1]) | (line[1:] != line[:-1])
    pieces = np.stack((line[begins], run[begins]))
    _, counts = np.unique(pieces, axis=1, return_counts=True)
    is_over = printing.x1[:-1] - printing.x0[1:] > OVER * printing.size[1:]
    over = begins[1:] & (line[1:] == line[:-1]) & is_over
    if counts.max(initial=0) < 2 and not over.any():
        return None
    found = np.zeros(len(run), np.int8)
    torn = np.unique(pieces[0][1:][pieces[0][1:] == pieces[0][:-1]])
    spans = zip(line.searchsorted(torn), line.searchsorted(torn, "right"), strict=True)
    for first, stop in spans:
        own = slice(int(first), int(stop))
        found[own] = _second(printing.of_line(own))
    return found if found.any() else None


def on_words(line: Ints, printing: Printing, signs: Flags) -> Ints | None:
    """Which of these signs stand over the middle of a letter, `BESIDE` it; None for none.

    What prints a sign moves the pen back for it; the word below it is whole without it.
    """
    found = np.zeros(len(line), np.int8)
    middles = (printing.x0 + printing.x1) / 2
    for at in signs.nonzero()[0].tolist():
        near = slice(max(at - _NEIGHBOURS, 0), at + _NEIGHBOURS + 1)
        on_it = (printing.x0[at] < middles[near]) & (middles[near] < printing.x1[at])
        on_it |= (printing.x0[near] < middles[at]) & (middles[at] < printing.x1[near])
        on_it &= (line[near] == line[at]) & (printing.run[near] != printing.run[at])
        found[at] = BESIDE if (on_it & ~signs[near]).any() else 0
    return found if found.any() else None


def _second(letters: Printing) -> Ints:
    """The same of the letters of one line."""
    run = letters.run
    order = run.argsort(kind="stable")
    numbers, starts = np.unique(run[order], return_index=True)
    low = np.minimum.reduceat(letters.x0[order], starts).tolist()
    high = np.maximum.reduceat(letters.x1[order], starts).tolist()
    texts = sorted(zip(low, high, numbers.tolist(), strict=True))
    height = float(letters.size.max())
    last = texts[0]
    beside: list[int] = []
    on_it: list[int] = []
    for at, text in enumerate(texts[1:], start=1):
        begin, end, number = text
        is_long = begin - texts[at - 1][0] > _LONG * height and end - last[1] > _LONG * height
        if is_long and last[1] - begin > OVER * height:
            beside += [one for *_, one in texts[at:]]
            break
        if _is_over(last, text) and _are_others(letters, last[2], number):
            (on_it if _are_confused(letters, last[2], number) else beside).append(number)
        elif end > last[1]:
            last = text
    return np.where(np.isin(run, on_it), ON_IT, np.where(np.isin(run, beside), BESIDE, 0))


def _is_over(one: tuple[float, float, int], other: tuple[float, float, int]) -> bool:
    """Whether most of one of two texts stands where the other does."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > _MOSTLY * min(one[1] - one[0], other[1] - other[0])


def _are_others(letters: Printing, one: int, other: int) -> bool:
    """Whether two texts are no print of the same letters."""
    here, there = (letters.codes[letters.run == number] for number in (one, other))
    if min(len(here), len(there)) < _FEWEST:
        return False
    few, many = sorted((_text(here), _text(there)), key=len)
    return few not in many and _lie_on(letters, one, other)


def _are_confused(letters: Printing, one: int, other: int) -> bool:
    """Whether both texts have letters or figures, at one height."""
    pair = [letters.run == number for number in (one, other)]
    here, there = (float(letters.base[own][0]) for own in pair)
    small = min(float(letters.size[own][0]) for own in pair)
    are_texts = all(any(map(str.isalnum, _text(letters.codes[own]))) for own in pair)
    return are_texts and abs(here - there) < LEVEL * small


def _lie_on(letters: Printing, one: int, other: int) -> bool:
    """Whether letters of one text stand on those of the other, and not in its gaps."""
    here, there = letters.run == one, letters.run == other
    middles = (letters.x0[here] + letters.x1[here])[:, None] / 2
    return bool(((letters.x0[there] < middles) & (middles < letters.x1[there])).any())


def _text(codes: Codes) -> str:
    return codes.astype(np.uint32).tobytes().decode("utf-32-le", "replace")
