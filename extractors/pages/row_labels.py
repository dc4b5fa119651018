"""Rows of an unruled table by what begins rows all over its document.

Where no rule parts rows, paragraphs may stand as far from each other as rows do; what does not
begin with a label goes on with the row above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.lessons import Learned
from extractors.pages.sentences import ends_sentence
from extractors.pages.stacks import CLOSE, About

_TWO = 2  # columns whose texts show a row of headings


class Row(NamedTuple):
    """A line of a table: its setting, the text of each column, and whether a border is above."""

    about: About
    texts: Sequence[str]
    parted: bool

    @property
    def first(self) -> str:
        return self.texts[0]


def starts_by_labels(lines: Sequence[Row], learned: Learned) -> list[int]:
    """The indices of the lines that begin a row."""
    apart = CLOSE * _pitch(lines)
    found: list[int] = []
    in_heading = is_behind_label = False
    for index, line in enumerate(lines):
        begins_table = is_heading(line, learned, 1 if is_behind_label else _TWO)
        if (
            index == 0
            or line.parted
            or (begins_table and not in_heading)
            or line.first in learned.labels
            or (line.first and is_behind_label)
            or _turns(lines[index - 1], line)
            or (in_heading and _ends_heading(lines[found[-1] : index], line, apart))
        ):
            found.append(index)
            in_heading, is_behind_label = begins_table, line.first in learned.labels
    return found


def _ends_heading(heading: Sequence[Row], line: Row, apart: float) -> bool:
    """Whether a line is no longer of a heading, which has one paragraph in each column."""
    if heading[-1].about[2] and not line.about[2]:
        return True
    for column, text in enumerate(line.texts):
        above = [row for row in heading if row.texts[column]]
        if not text or not above or line.about[0] - above[-1].about[0] <= apart:
            continue
        if not text[0].islower() or ends_sentence(above[-1].texts[column]):
            return True
    return False


def _pitch(lines: Sequence[Row]) -> float:
    """The usual distance of lines in the first column.

    Lines that are nearly level in two columns count as one, so that some distances are none.
    """
    own = pairwise(line.about for line in lines if line.first)
    steps = [(below[0] - above[0], below[1]) for above, below in own]
    usual = Counter(round(2 * step) / 2 for step, size in steps if step >= size)
    return min(usual.items(), key=lambda one: (-one[1], one[0]), default=(0.0, 0))[0]


def is_heading(line: Row, learned: Learned, least: int = _TWO) -> bool:
    """Whether what a line has in other columns than the first stands in rows all over.

    Behind a labelled row one such text, further right than descriptions, is enough.
    """
    if line.first in learned.labels:
        return False
    others = line.texts[1:] if least > 1 else line.texts[2:]
    return bool(line.first) and sum(text in learned.heads for text in others) >= least


def _turns(above: Row, below: Row) -> bool:
    """From headings in bold to plain text, or back: not where only one column has any."""
    filled = sum(map(bool, below.texts))
    return above.about[2] != below.about[2] and (bool(below.first) or filled > 1)
