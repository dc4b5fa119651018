"""Tables beside each other whose heading rows stand on one line: each side is read by itself.

Each heading row has a numbered title of its own and the same names behind it, so that one line of
the page has these twice; labels begin rows at two places across the page, and no rule joins both.
A table may name two deadlines, each with its status: what is not sure to be two tables is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from extractors.pages.gaps import Gap, Word, Words, narrowed, words_of
from extractors.pages.grids import Grid, Span, grid_of
from extractors.pages.lattices import merged
from extractors.pages.letters import PrintedLine
from extractors.pages.sheet import Floats

_WIDE = 0.6  # of the size: no blank is as wide
_GUTTER = 1.0  # of the size
_LEAST = 3  # texts of a heading row: a title and ...
_NAMES = 2  # names behind it that are the same on both sides
_LABELS = 2  # texts that begin rows on both sides
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.? (?=[A-ZÆØÅ])")  # "2. opfølgning" is no title
_ALIGNED = 2.0  # points
_SAME_HEIGHT = 0.3  # points
_MOST_LEVEL = 8  # lines
_MOST_TRIED = 20  # lines that end as they would with the names of two tables, and do not


class Area(NamedTuple):
    """Lines that stand below each other only, and what of the page is theirs."""

    lines: Sequence[Words]
    left: float = -np.inf
    right: float = np.inf
    top: float = -np.inf  # above are lines of other areas
    bottom: float = np.inf

    def of(self, rules: Floats) -> Floats:
        """The rules (y, x0, x1, and what else is told of each) that stand in it."""
        if self == Area(self.lines):
            return rules
        y, middle = rules[:, 0], (rules[:, 1] + rules[:, 2]) / 2
        inside = (y > self.top) & (y < self.bottom)
        return rules[inside & (middle > self.left) & (middle < self.right)]


def sides(lines: Sequence[PrintedLine], width: float, across: Floats) -> tuple[Grid, ...]:
    """The sides of a page on which tables stand beside each other, each as a table of one cell.

    `across` are the rules of the page (y, x0, x1, and what else is told of each). Letters of two
    tables are nearly level by chance, so lines are made of each side's by itself.
    """
    if not any(line.wide and _may_have_names_twice(line) for line in lines):
        return ()
    printed = [words_of(line) for line in lines if not line.artifact and line.text.strip()]
    found = areas(printed, across)
    return tuple(
        grid_of(
            (max(area.left, 0.0), min(area.right, width)),
            (own[0].base - own[0].size, own[-1].base + own[-1].size / 2),
            [Span(0, 0, 1, 1)],
            drawn=False,
        )
        for area in found
        if np.isfinite(area.left) or np.isfinite(area.right)
        if (own := area.lines)
    )


def _may_have_names_twice(line: PrintedLine) -> bool:
    """Whether the words that end a line with gaps stand further left in it as well."""
    words = line.text.split(" ")
    return len(words) >= 2 * _LEAST and all(words.count(one) > 1 for one in words[-_NAMES:])


def areas(every: Sequence[Words], across: Floats) -> list[Area]:
    """Those of lines, from top to bottom and from left to right; most have one.

    Lines of two tables are only nearly level, so that each has to be a line of its own.
    """
    lines = sorted(every, key=attrgetter("base"))
    found: list[Area] = []
    start = at = tried = 0
    top = -np.inf
    while at < len(lines) and tried < _MOST_TRIED:
        gutter = _gutter(_level(lines, at))
        end, free = _down(lines, at, gutter) if gutter else (at, None)
        halves = _halves(lines[at:end], free, across) if free else None
        if halves is None or free is None:
            at, tried = at + 1, tried + (gutter is not None)
            continue
        if start < at:
            found.append(Area(lines[start:at], top=top, bottom=lines[at].base))
            top = lines[at - 1].base
        bottom = lines[end].base if end < len(lines) else np.inf
        middle = (free[0] + free[1]) / 2
        found.append(Area(halves[0], right=middle, top=top, bottom=bottom))
        found.append(Area(halves[1], left=middle, top=top, bottom=bottom))
        start = at = end
        top = lines[end - 1].base
    if start < len(lines) or not found:
        found.append(Area(lines[start:], top=top))
    return found


def _gutter(line: Words) -> Gap | None:
    """What is free between two heading rows on a line, which end with the same names."""
    if len(line.words) < 2 * _LEAST:
        return None
    texts = _texts(line)
    said = [" ".join(word.text for word in text) for text in texts]
    names = said[-_NAMES:]
    if not all(name[:1].isalpha() for name in names):
        return None
    for at in range(_LEAST, len(said) - _LEAST + 1):
        if said[at - _NAMES : at] == names and _are_titles(said[0], said[at]):
            return texts[at - 1][-1].x1, texts[at][0].x0
    return None


def _are_titles(one: str, other: str) -> bool:
    """Whether these are titles of two items, with numbers that are written alike."""
    numbers = [found[0] for found in map(_NUMBERED.match, (one, other)) if found]
    if len(numbers) < len((one, other)) or numbers[0] == numbers[1]:
        return False
    return numbers[0].count(".") == numbers[1].count(".")


def _level(lines: Sequence[Words], at: int) -> Words:
    """A line with what else begins on the same height: the halves may be lines of their own."""
    line = lines[at]
    own = [one for one in lines[at : at + _MOST_LEVEL] if one.base - line.base <= _SAME_HEIGHT]
    if len(own) == 1:
        return line
    return line._replace(words=tuple(sorted(word for one in own for word in one.words)))


def _texts(line: Words) -> list[list[Word]]:
    """The words of a line, parted where more is free than a blank."""
    found = [[line.words[0]]]
    for before, behind in pairwise(line.words):
        if behind.x0 - before.x1 >= _WIDE * line.size:
            found.append([])
        found[-1].append(behind)
    return found


def _down(lines: Sequence[Words], start: int, gutter: Gap) -> tuple[int, Gap]:
    """Behind the last line that leaves the gutter free, and what they all leave."""
    end = start
    while end < len(lines):
        free = narrowed(gutter, lines[end])
        if free is None or free[1] - free[0] < _GUTTER * lines[end].size:
            break
        gutter, end = free, end + 1
    return end, gutter


def _halves(
    lines: Sequence[Words], gutter: Gap, across: Floats
) -> tuple[list[Words], list[Words]] | None:
    """What stands on either side, if the same labels begin most rows there."""
    middle = (gutter[0] + gutter[1]) / 2
    left: list[Words] = []
    right: list[Words] = []
    for line in lines:
        before = tuple(word for word in line.words if word.x0 < middle)
        behind = line.words[len(before) :]
        left += [line._replace(words=before)] if before else []
        right += [line._replace(words=behind)] if behind else []
    if not left or not right or not _have_labels(_firsts(left), _firsts(right)):
        return None
    return None if _is_crossed(gutter, lines, across) else (left, right)


def _have_labels(left: Counter[str], right: Counter[str]) -> bool:
    """Whether several texts begin rows on both sides, and hardly others again and again.

    What stands once may be a line of a description, which is in the same column.
    """
    both = left.keys() & right.keys()
    if len(both) < _LABELS:
        return False
    return all(
        2 * sum(side[one] for one in both) >= sum(n for n in side.values() if n > 1)
        for side in (left, right)
    )


def _is_crossed(gutter: Gap, lines: Sequence[Words], across: Floats) -> bool:
    """Whether a rule, or pieces of one that touch, goes through the gutter between lines."""
    top, bottom = lines[0].base, lines[-1].base
    y = across[:, 0]
    near = across[(y > top) & (y < bottom)][:, :3]
    return any(x0 <= gutter[0] and x1 >= gutter[1] for _, x0, x1 in merged(near))


def _firsts(lines: Sequence[Words]) -> Counter[str]:
    """How often each text begins a line below the heading where that begins."""
    start = lines[0].x0
    return Counter(
        " ".join(word.text for word in _texts(line)[0])
        for line in lines[1:]
        if abs(line.x0 - start) <= _ALIGNED and line.words[0].text[:1].isalpha()
    )
