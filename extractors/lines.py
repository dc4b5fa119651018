"""Characters to lines to paragraphs: the repairs of a text that need geometry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BULLETS = "•◦▪■●○‣∙➢⁃\uf0a7\uf0b7\uf0d8\u2219\uf076\uf06c"
BLANK = 0.15  # of the type size; a wider gap between characters is a blank
SAME_LINE = 0.35  # of the type size; baselines nearer than this are one line
NEW_PARAGRAPH = 1.14  # of the usual line pitch; lines further apart are paragraphs
_KEEPS_HYPHEN = re.compile(r"(?:og|eller|samt|til|og/eller)\b")
_CLOSES = frozenset(",.;:!?)")
_SENTENCE_END = re.compile(r"[.!?:;…)\"”]$")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters of one area: arrays of one length, and their indices on the page."""

    codes: NDArray[np.int32]
    x0: NDArray[np.float32]
    x1: NDArray[np.float32]
    baseline: NDArray[np.float32]
    top: NDArray[np.float32]
    bottom: NDArray[np.float32]
    indices: NDArray[np.int64]

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Glyphs:
        return Glyphs(
            self.codes[chosen],
            self.x0[chosen],
            self.x1[chosen],
            self.baseline[chosen],
            self.top[chosen],
            self.bottom[chosen],
            self.indices[chosen],
        )


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: its text, the left edge of each character, and where it stands."""

    page: int
    text: str
    edges: tuple[float, ...]  # one more than there are characters
    baseline: float
    top: float
    bottom: float
    indices: tuple[int, ...]  # on the page, -1 for a blank put in
    size: float  # points, from the characters' boxes

    @property
    def x0(self) -> float:
        return self.edges[0]

    @property
    def x1(self) -> float:
        return self.edges[-1]

    def starting(self, offset: int) -> PrintedLine:
        """The line from the character at `offset` on."""
        return PrintedLine(
            self.page,
            self.text[offset:],
            self.edges[offset:],
            self.baseline,
            self.top,
            self.bottom,
            self.indices[offset:],
            self.size,
        )


@dataclass(slots=True)
class TextBlock:
    """Printed lines that form one paragraph."""

    lines: list[PrintedLine]
    list_item: bool = False
    joints: list[str] = field(default_factory=list)


def printed_lines(glyphs: Glyphs, page: int) -> list[PrintedLine]:
    """The lines of one area, top to bottom, characters from left to right."""
    if not len(glyphs.codes):
        return []
    size = _size(glyphs)
    order = np.argsort(glyphs.baseline, kind="stable")
    steps = np.diff(glyphs.baseline[order]) > SAME_LINE * size
    numbers = np.concatenate([[0], np.cumsum(steps)])
    bounds = np.flatnonzero(np.diff(numbers)) + 1
    made = (_line(glyphs.take(np.sort(chosen)), page, size) for chosen in np.split(order, bounds))
    return [line for line in made if line is not None]


def _size(glyphs: Glyphs) -> float:
    """The type size: letters are about 0.7 of it high."""
    heights = (glyphs.bottom - glyphs.top)[glyphs.codes > 32]
    return max(4.0, float(np.percentile(heights, 75)) * 1.35) if len(heights) else 10.0


def _line(glyphs: Glyphs, page: int, size: float) -> PrintedLine | None:
    own = _size(glyphs)
    if len(glyphs.codes) > 2 and own > 1.25 * size:
        size = own  # a heading among text; a line without tall letters only looks smaller
    ordered = glyphs.take(np.argsort(glyphs.x0, kind="stable"))
    letters: list[str] = []
    edges: list[float] = []
    indices: list[int] = []
    end = float(ordered.x0[0])
    columns = (ordered.codes, ordered.x0, ordered.x1, ordered.indices)
    for code, x0, x1, index in zip(*(column.tolist() for column in columns), strict=True):
        letter = chr(code)
        if letter.isspace() or code == 0xA0:
            if letters and letters[-1] != " ":
                _put(letters, edges, indices, " ", x0, -1)
            continue
        if _is_doubled((letters, edges, indices), letter, x0, index, size):
            continue
        if letters and letters[-1] != " " and x0 - end > BLANK * size:
            _put(letters, edges, indices, " ", end, -1)
        _put(letters, edges, indices, letter, x0, index)
        end = max(end, x1)
    while letters and letters[-1] == " ":
        del letters[-1], edges[-1], indices[-1]
    if not letters:
        return None
    return PrintedLine(
        page,
        "".join(letters),
        (*edges, end),
        float(np.median(ordered.baseline)),
        float(ordered.top.min()),
        float(ordered.bottom.max()),
        tuple(indices),
        size,
    )


def _put(
    letters: list[str], edges: list[float], indices: list[int], letter: str, x: float, index: int
) -> None:
    letters.append(letter)
    edges.append(x)
    indices.append(index)


def _is_doubled(
    line: tuple[Sequence[str], Sequence[float], Sequence[int]],
    letter: str,
    x0: float,
    index: int,
    size: float,
) -> bool:
    """Fake bold prints a letter twice, next to no distance apart; "11" stands further apart.

    One glyph that stands for two letters ("tt") gives them one box: neighbours in the file.
    """
    letters, edges, indices = line
    if not letters or letters[-1] != letter or abs(x0 - edges[-1]) >= 0.1 * size:
        return False
    return x0 != edges[-1] or index != indices[-1] + 1


def usual_pitch(lines: Iterable[Sequence[PrintedLine]]) -> Mapping[int, float]:
    """The distance from line to line that a type size (rounded) is set with, most of the time."""
    counts: dict[int, Counter[float]] = {}
    for area in lines:
        for above, below in pairwise(area):
            pitch = round(below.baseline - above.baseline, 1)
            if above.page == below.page and 0.8 * below.size < pitch < 1.9 * below.size:
                counts.setdefault(round(below.size), Counter())[pitch] += 1
    return {size: _smallest_usual(counter) for size, counter in counts.items()}


def _smallest_usual(counter: Counter[float]) -> float:
    """The smallest pitch that is not rare: paragraphs' distances are larger."""
    most = max(counter.values())
    return min(pitch for pitch, count in counter.items() if count >= 0.15 * most)


def text_blocks(lines: Sequence[PrintedLine], pitches: Mapping[int, float]) -> list[TextBlock]:
    """Lines of one area as paragraphs: by distance, bullets, and change of type size."""
    blocks: list[TextBlock] = []
    for line in lines:
        bullet = _bullet(line.text)
        own = line.starting(bullet) if bullet else line
        if not own.text:
            own = line
        if not blocks or bullet or _is_apart(blocks[-1].lines[-1], line, pitches):
            blocks.append(TextBlock([own], list_item=bool(bullet)))
        else:
            blocks[-1].lines.append(own)
    return blocks


def _bullet(text: str) -> int:
    """Length of the bullet and its blanks; a lone symbol is no bullet of anything."""
    found = re.match(rf"[{re.escape(BULLETS)}]\s*", text)
    return found.end() if found and found.end() < len(text) else 0


def _is_apart(above: PrintedLine, below: PrintedLine, pitches: Mapping[int, float]) -> bool:
    if above.page != below.page:
        return not continues(above.text, below.text)
    if abs(above.size - below.size) > 0.2 * max(above.size, below.size):
        return _is_larger_gap(above, below)
    usual = pitches.get(round(below.size), 1.25 * below.size)
    return below.baseline - above.baseline > max(NEW_PARAGRAPH * usual, usual + 1.0)


def _is_larger_gap(above: PrintedLine, below: PrintedLine) -> bool:
    """A line of other size belongs to the one above only where it nearly touches it."""
    return below.baseline - above.baseline > 1.6 * min(above.size, below.size)


def continues(above: str, below: str) -> bool:
    """Whether a text that breaks off over a page goes on: no end of sentence, or a small letter."""
    if not above or not below or below[0] in BULLETS + "*":
        return False
    return below[0].islower() or not _SENTENCE_END.search(above)


class Hyphens:
    """Decides whether a hyphen at a line end was put in by the typesetter."""

    def __init__(self, lines: Iterable[PrintedLine]) -> None:
        self._words: Counter[str] = Counter()
        ends = total = 0
        for line in lines:
            words = re.findall(r"\w[\w-]*\w|\w", line.text)
            broken = line.text.endswith("-")
            ends += broken and line.text[-2:-1].isalpha()
            total += 1
            self._words.update(word.casefold() for word in (words[:-1] if broken else words))
        # Where a typesetter hyphenates, many lines end so; else a hyphen is the author's.
        self._hyphenates = total > 0 and ends > 0.04 * total

    def joint(self, above: str, below: str) -> tuple[str, str]:
        """The text above as it goes on, and what stands between it and the text below."""
        if above.endswith("\u00ad"):
            return above[:-1], ""
        if below[:1] in _CLOSES:  # a word filled its line, its comma went to the next one
            return above, ""
        if not above.endswith("-") or not above[-2:-1].isalnum() or _KEEPS_HYPHEN.match(below):
            return above, " "
        head = re.split(r"[\s(/„\"]", above[:-1])[-1]
        tail = re.match(r"[\w-]*", below)
        if not head or tail is None or not tail[0]:
            return above, " "
        return (above[:-1] if self._is_typeset(head, tail[0]) else above), ""

    def _is_typeset(self, head: str, tail: str) -> bool:
        """By what the document writes elsewhere, else by whether it is hyphenated at all."""
        if any(map(str.isdigit, head)) or not tail[0].islower():
            return False
        whole, hyphenated = (head + tail).casefold(), f"{head}-{tail}".casefold()
        if self._words[whole] != self._words[hyphenated]:
            return self._words[whole] > self._words[hyphenated]
        return self._hyphenates


def joined(
    lines: Sequence[PrintedLine], hyphens: Hyphens
) -> Iterator[tuple[PrintedLine, str, str]]:
    """Each line with its text as it goes into the paragraph, and what stands behind it."""
    for above, below in zip(lines, [*lines[1:], None], strict=True):
        if below is None:
            yield above, above.text, ""
        else:
            text, between = hyphens.joint(above.text, below.text)
            yield above, text, between
