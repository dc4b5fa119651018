"""Rows of an unruled table by what begins rows all over its document.

Where no rule parts rows, paragraphs may stand as far from each other as rows do; what does not
begin with a label goes on with the row above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from extractors.pages.column_lines import NUMBER
from extractors.pages.gaps import Words, texts_of
from extractors.pages.lessons import Learned
from extractors.pages.row_levels import MIDDLES
from extractors.pages.sentences import LABEL, ends_sentence, is_open
from extractors.pages.stacks import CLOSE, About

_SEVERAL, _MIDDLE = 3, 0.8  # lines, and of the size
_CLOSE = 1.6  # of the size: lines of one title are no further apart
_WIDER = 1.22  # of the least distance of lines: the distance of rows
_TWO = 2  # columns whose texts show a row of headings


class Row(NamedTuple):
    """A line of a table: its setting, the text of each column, and whether a border is above."""

    about: About
    texts: Sequence[str]
    parted: bool

    @property
    def first(self) -> str:
        return self.texts[0]


def rows_of(lines: Sequence[Words], borders: Sequence[float]) -> list[Row]:
    """The lines of a band of a table with the text of each column, nothing known to part them."""
    return [
        Row((line.base, line.size, line.bold), texts_of(line, borders), parted=False)
        for line in lines
    ]


def known_starts(rows: Sequence[Row], learned: Learned) -> list[int]:
    """Where rows begin in a band, by what begins rows all over its document; [] if nothing shows.

    Where rules show some of the rows, a band of one may hold what looks like a heading, or a
    label at its middle.
    """
    return starts_by_labels(rows, learned) if _shows_rows(rows, learned) else []


def _shows_rows(rows: Sequence[Row], learned: Learned) -> bool:
    """Whether a label stands below others, or a heading among them."""
    if not rows or _is_in_the_middle(rows):
        return False
    has_label = any(row.first in learned.labels for row in rows[1:])
    is_bold_above = rows[0].about[2] and not rows[-1].about[2]
    return has_label or is_bold_above or any(is_heading(row, learned) for row in rows)


def _is_in_the_middle(rows: Sequence[Row]) -> bool:
    """Whether the only line of the first column stands in the middle of a row of several."""
    own = [at for at, row in enumerate(rows) if row.first]
    if len(own) != 1 or len(rows) < _SEVERAL or _is_below_rest(rows, own[0]):
        return False
    base, size, _ = rows[own[0]].about
    middle = (rows[0].about[0] + rows[-1].about[0]) / 2
    return abs(base - middle) <= _MIDDLE * size


def _is_below_rest(rows: Sequence[Row], label: int) -> bool:
    """Whether what stands above a label goes on from the page before, and a text begins beside."""
    for column, text in enumerate(rows[label].texts):
        above = [row.texts[column] for row in rows[:label] if row.texts[column]]
        if above and above[0][0].islower() and ends_sentence(above[-1]) and text[:1].isupper():
            return True
    return False


def starts_by_labels(lines: Sequence[Row], learned: Learned) -> list[int]:
    """The indices of the lines that begin a row."""
    apart = CLOSE * _pitch(lines)
    found: list[int] = []
    in_heading = is_behind_label = False
    for index, line in enumerate(lines):
        if found and is_rest_of_title(lines[index - 1], line, learned):
            in_heading, is_behind_label = True, False
            continue
        begins_table = is_heading(line, learned, 1 if is_behind_label else _TWO)
        goes_on = index > 0 and _goes_on(lines[found[-1] : index], line)
        in_heading |= begins_table and goes_on
        if (
            index == 0
            or line.parted
            or (begins_table and not in_heading)
            or line.first in learned.labels
            or (line.first and is_behind_label and not _goes_on_bold(lines[index - 1], line))
            or _turns(lines[index - 1], line)
            or (len(found) == 1 and _follows_rest(lines, index, learned))
            or (in_heading and _ends_heading(lines[found[-1] : index], line, apart))
        ):
            found.append(index)
            in_heading = begins_table
            is_behind_label = line.first in learned.labels and not begins_table
    return found


def _follows_rest(lines: Sequence[Row], index: int, learned: Learned) -> bool:
    """Whether a line with an unknown label begins a row below the rest of one without a label.

    It stands further from that than its lines do, all of whose texts end where others begin. What
    fills all columns may be a heading: that is known by its names, once the rows tell them.
    """
    above, line = lines[:index], lines[index]
    count = sum(map(bool, line.texts)) if line.first else 0
    is_full = count >= _SEVERAL or (count >= _TWO and _is_out_of_middle(lines, index))
    if learned.ways == (MIDDLES,) or not is_full or all(line.texts):
        return False
    if any(row.first for row in above):
        return False
    steps = [below.about[0] - row.about[0] for row, below in pairwise(above)]
    if not steps or line.about[0] - above[-1].about[0] <= _WIDER * min(steps):
        return False
    pairs = [
        (text, [row.texts[column] for row in above if row.texts[column]])
        for column, text in enumerate(line.texts)
    ]
    both = [(text, own[-1]) for text, own in pairs if text and own]
    return bool(both) and all(text[0].isupper() and ends_sentence(last) for text, last in both)


def _is_out_of_middle(lines: Sequence[Row], index: int) -> bool:
    """Whether far more lines stand above a label than below it, but some do: no row is level so."""
    below = sum(1 for _ in takewhile(lambda row: not row.first, lines[index + 1 :]))
    return 0 < _TWO * below < index


def _goes_on(above: Sequence[Row], line: Row) -> bool:
    """Whether the title of a heading goes on, though only now its other columns show it.

    They are level with its middle or foot.
    """
    is_bold = line.about[2] and all(row.about[2] for row in above)
    last = next((row.first for row in reversed(above) if row.first), "")
    return is_bold and bool(last) and (line.first[:1].islower() or is_open(last))


def _goes_on_bold(above: Row, line: Row) -> bool:
    """Whether a heading that a document often repeats goes on in fewer columns, one in a sentence.

    What begins it is taken for a label.
    """
    if not (line.about[2] and above.about[2]) or line.parted:
        return False
    base, size, _ = line.about
    pairs = [(one, other) for one, other in zip(above.texts, line.texts, strict=True) if other]
    is_within = len(pairs) < sum(map(bool, above.texts)) and all(one for one, _ in pairs)
    is_close = base - above.about[0] <= _CLOSE * size
    return is_within and is_close and any(is_open(a) or b[0].islower() for a, b in pairs)


def _ends_heading(heading: Sequence[Row], line: Row, apart: float) -> bool:
    """Whether a line is no longer of a heading, which has one paragraph in each column."""
    if heading[-1].about[2] and not line.about[2]:
        return True
    for column, text in enumerate(line.texts):
        above = [row for row in heading if row.texts[column]]
        if column and above and LABEL.match(text):
            return True
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

    Behind a labelled row one such text, further right than descriptions, is enough. What begins
    rows begins none, but for a number in bold, of an item whose heading pages repeat.
    """
    if line.first in learned.labels and not (line.about[2] and NUMBER.fullmatch(line.first)):
        return False
    others = line.texts[1:] if least > 1 else line.texts[2:]
    return bool(line.first) and sum(text in learned.heads for text in others) >= least


def is_rest_of_title(above: Row, line: Row, learned: Learned) -> bool:
    """Whether a line alone in the first column ends the title of the heading above it.

    That is in bold though not all of the heading is: what heads the last columns may be plain.
    """
    base, size, is_bold = line.about
    is_alone = bool(line.first) and not any(line.texts[1:])
    return (
        (is_bold and is_alone and not above.about[2] and not line.parted)
        and base - above.about[0] <= _CLOSE * size
        and sum(text in learned.heads for text in above.texts[1:]) >= _TWO
    )


def _turns(above: Row, below: Row) -> bool:
    """From headings in bold to plain text, or back: not where only one column has any."""
    filled = sum(map(bool, below.texts))
    return above.about[2] != below.about[2] and (bool(below.first) or filled > 1)
