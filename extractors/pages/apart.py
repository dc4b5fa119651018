"""Labels that begin lines: where a document sets others apart by a gap, few begin a paragraph.

"Status:" may stand in the middle of a paragraph and come to begin a line by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractors.pages.sentences import LABEL

APART = 1.12  # of the usual line pitch, and ...
APART_POINTS = 0.6  # ... this much more; further apart are two paragraphs
_JITTER, _CLEAR = 0.3, 0.7  # points: of one distance, and between two
_GOES_ON, _BEGINS = 0.4, 0.08  # of the lines: that begin small inside paragraphs, and elsewhere
_ENOUGH = 8  # lines that show a distance
_SEVERAL = 2
_LEAST, _MOSTLY = 3, 0.6  # times that a label begins a line so, and of all times


class Begun(NamedTuple):
    """A line that begins with a label, below another one."""

    word: str
    apart: float  # points from the line above
    size: float


def begun(text: str, apart: float, size: float) -> Begun | None:
    """A line with a colon, if it begins with a label."""
    return Begun(word_of(text), apart, size) if LABEL.match(text) else None


def word_of(label: str) -> str:
    """The first word of a label: the others may be numbers and years.

    >>> word_of("Besparelse i 2017: 2 mio. kr."), word_of("Status: I gang")
    ('besparelse', 'status')
    """
    return label.split(maxsplit=1)[0].rstrip(":").casefold()


class Beginning(NamedTuple):
    """Which labels begin a paragraph at the beginning of a line, without a gap above."""

    words: frozenset[str] = frozenset()  # of those that do so again and again
    are_all: bool = True  # no label is set apart by a gap: any may then begin a paragraph
    known: frozenset[str] = frozenset()  # of those that begin several lines, with a gap or without


def beginning(lines: Iterable[Begun], pitches: Mapping[float, float]) -> Beginning:
    """The labels that begin lines again and again without a gap above."""
    counts, gaps = Counter[str](), Counter[str]()
    for word, apart, size in lines:
        counts[word] += 1
        gaps[word] += apart > APART * pitches[size] + APART_POINTS
    others = any(gaps[word] >= max(_LEAST, _MOSTLY * count) for word, count in counts.items())
    words = frozenset(word for word, count in (counts - gaps).items() if count >= _LEAST)
    known = frozenset(word for word, count in counts.items() if count >= _SEVERAL)
    return Beginning(words, not others, known)


def furthest(steps: Mapping[float, int], small: Mapping[float, int], pitch: float) -> float | None:
    """How far lines of one paragraph stand apart, where the document shows it; None elsewhere.

    `steps` are how often lines follow each other at a distance in points, `small` how often the
    lower one begins in a small letter: many do inside paragraphs, and none begins one.
    """
    most = APART * pitch + APART_POINTS
    inside = sum(count for step, count in steps.items() if step <= pitch + _JITTER)
    if sum(small.get(step, 0) for step in steps if step <= pitch + _JITTER) < _GOES_ON * inside:
        return None
    total = going_on = 0
    found = most
    for step in sorted((one for one in steps if pitch + _CLEAR <= one <= most), reverse=True):
        total += steps[step]
        going_on += small.get(step, 0)
        if going_on > _BEGINS * total:
            return None
        found = step
    near = any(pitch + _JITTER < step < found for step in steps)
    return None if total < _ENOUGH or near else (pitch + _JITTER + found) / 2


def commonest(steps: Mapping[float, int]) -> float:
    """The distance at which most lines follow each other, the smaller of two."""
    return max(sorted(steps), key=lambda step: steps[step])


def goes_on(
    steps: Mapping[float, int], small: Mapping[float, int], far: float, near: float | None = None
) -> bool:
    """Whether paragraphs go on over a distance, and over a smaller one they do not."""
    if near is not None and small.get(near, 0) >= _GOES_ON * steps[near]:
        return False
    return steps[far] >= _ENOUGH and small.get(far, 0) >= _GOES_ON * steps[far]
