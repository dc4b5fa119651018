"""Letters -> printed lines: what stands on one baseline in one cell, with its blanks.

A blank stands where the file has one or where the gap is as wide as one; letters printed twice
on one spot are one letter (bold by overprinting), letters spread out are one word.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractors.document import OBJECT, Mark, Place
from extractors.pages.blanks import BLANK, blanks
from extractors.pages.raised import raised_figures, write_superscripts
from extractors.pages.sheet import Codes, Flags, Floats, Ints
from extractors.thousands import is_any

WIDE = 0.9  # of the size: a gap that parts columns wherever it stands
_SAME = 0.01  # points that sizes and baselines may differ by
_NEW_LINE = 0.5  # of the size: baselines this far apart are two lines
_TWICE = 0.3  # of a letter's width: printed again this near it is the same letter
_STEPS = np.array((1, 2, 3))  # letters between one and the same printed again, and one
_LIGATURES = {0xFB00 + i: t for i, t in enumerate(("ff", "fi", "fl", "ffi", "ffl", "ft", "st"))}
_BOX, _EDGE = struct.Struct("4d"), struct.Struct("f")
_ACCENTS = (0x300, 0x370)  # that combine with the letter before
# Combining accents and ligatures are among them.
_BEYOND_LATIN = re.compile("[\u0300-\U0010ffff]")


class PrintedLine(NamedTuple):
    """A printed line; `along` has one value more than `text` has characters.

    A document has ten thousands of them, so what is read from few is kept as bytes.
    """

    page: int
    text: str
    along: bytes  # left edges of the characters and the right edge of the last, 32-bit floats
    base: float
    size: float  # of most of its glyphs
    bold: bool  # all of it
    glyphs: int  # printed in it, its bullet included
    x0: float
    x1: float
    spot: bytes  # its box on the page as displayed, 64-bit floats
    upright: bool = True  # on the page as displayed
    artifact: bool = False  # the file itself marks it as no part of the content
    bullet: float | None = None  # left edge of the list bullet that stood before it
    marks: tuple[Mark, ...] = ()
    wide: bool = False  # with a gap in it that may part columns

    def edge(self, index: int) -> float:
        """One of the edges."""
        found: float = _EDGE.unpack_from(self.along, 4 * index)[0]
        return found

    @property
    def edges(self) -> memoryview[float]:
        """Left edges of the characters and the right edge of the last one, as numbers."""
        return memoryview(self.along).cast("f")

    @property
    def place(self) -> Place:
        """Its box, bullet included, on the page as displayed."""
        return Place(self.page, *_BOX.unpack(self.spot))

    @property
    def printed(self) -> int:
        """Characters of the source: pictures that stand among them are none."""
        return self.glyphs - self.text.count(OBJECT)

    def cut(self, start: int) -> PrintedLine:
        """The line without its first characters, which are a bullet."""
        edges = self.edges
        return self._replace(
            text=self.text[start:],
            along=self.along[4 * start :],
            x0=edges[start],
            bullet=edges[0],
            glyphs=self.glyphs - self.text[:start].count(OBJECT),
            wide=self.wide and _has_wide_gap(self.text[start:], edges[start:], self.size),
        )


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


class Printed(NamedTuple):
    """Lines and what they were made of: parallel lists, one entry per line."""

    groups: list[int]
    texts: list[str]
    edges: list[bytes]
    x0: list[float]
    x1: list[float]
    bases: list[float]
    sizes: list[float]
    bold: list[bool]
    counts: list[int]  # of letters
    wide: list[bool]
    order: Ints  # the letters in reading order
    starts: Ints  # where in that order lines begin
    sources: Ints  # of each character of all texts its letter, -1 for a blank
    bounds: list[tuple[int, int]]  # of each text in `sources`
    composed: dict[int, Ints]  # the same for lines whose letters were composed

    def letters(self, line: int) -> Ints:
        """The letter of each character of a line, -1 for a blank."""
        found = self.composed.get(line)
        return self.sources[slice(*self.bounds[line])] if found is None else found

    def any_of(self, flags: Flags) -> set[int]:
        """The lines with any flagged letter."""
        found = flags.take(self.order).nonzero()[0]
        return set((self.starts.searchsorted(found, "right") - 1).tolist())


def printed_in(lines: Iterable[PrintedLine]) -> int:
    """Characters of the source in these lines."""
    return sum([line.glyphs - line.text.count(OBJECT) for line in lines])


def side_by_side(left: PrintedLine, right: PrintedLine) -> PrintedLine:
    """Two lines of one baseline as one, with a blank where the gap is as wide as one."""
    blank = right.x0 - left.x1 >= BLANK * left.size
    before = len(left.text) + blank
    moved = (
        mark if mark.offset is None else mark._replace(offset=mark.offset + before)
        for mark in right.marks
    )
    boxes = zip(left.place[1:], right.place[1:], (min, min, max, max), strict=True)
    return left._replace(
        text=left.text + " " * blank + right.text,
        along=(left.along if blank else left.along[: -_EDGE.size]) + right.along,
        bold=left.bold and right.bold,
        glyphs=left.glyphs + right.glyphs,
        x1=right.x1,
        spot=_BOX.pack(*(outer(a, b) for a, b, outer in boxes)),
        marks=(*left.marks, *moved),
        wide=left.wide or right.wide,
    )


def printed_lines(letters: Letters) -> tuple[Printed, int]:
    """The lines of every group from top to bottom, and how many letters were printed twice."""
    if len(letters) == 0:
        return _nothing_printed(), 0
    order, in_order, new = _ordered(letters)
    again = _printed_again(in_order, new)
    if len(again):
        once = np.delete(np.arange(len(order)), again)
        order, new, in_order = order[once], new[once], in_order.at(once)
    return _texts(in_order, order, new), len(again)


def _nothing_printed() -> Printed:
    none = np.zeros(0, np.int32)
    return Printed(*([], [], [], [], [], [], [], [], [], []), none, none, none, [], {})


def _ordered(letters: Letters) -> tuple[Ints, Letters, Flags]:
    """Reading order within each group, the letters in it, and which of them begin lines."""
    x0 = _attached(letters)
    order = _by_baseline(letters)
    found = letters.at(order)
    new = _line_starts(found)
    along = found.x0 if x0 is letters.x0 else x0.take(order)
    if not is_any((along[1:] < along[:-1]) & ~new[1:]):
        return order, found, new
    # The letters of one baseline or of one line do not stand in order yet.
    order = np.lexsort((x0, letters.base, letters.group))
    found = letters.at(order)
    new = _line_starts(found)
    again = np.lexsort((x0.take(order), np.cumsum(new)))
    return order.take(again), found.at(again), new


def _by_baseline(letters: Letters) -> Ints:
    """By group and baseline, otherwise in the order of the file."""
    if not letters.base.min() >= 0:
        return np.lexsort((letters.base, letters.group))
    # Floats that are not negative have the order of their bits; to add 0 makes 0 of -0.
    bits = (letters.base.astype(np.float32) + np.float32(0)).view(np.int32)
    key = (letters.group.astype(np.int64) << 32) + bits
    return key.argsort(kind="stable")


def _line_starts(letters: Letters) -> Flags:
    """Which of these letters begin lines: on another baseline or in another group."""
    base, size, group = letters.base, letters.size, letters.group
    new = np.ones(len(base), np.bool_)
    np.greater(base[1:] - base[:-1], _NEW_LINE * (size[1:] + size[:-1]) / 2, out=new[1:])
    new[1:] |= group[1:] != group[:-1]
    return new


def _attached(letters: Letters) -> Floats:
    """Left edges to sort by: a combining accent stands right behind its letter."""
    accents = _are_accents(letters.codes).nonzero()[0]
    if len(accents) == 0:
        return letters.x0
    x0 = letters.x0.copy()
    for index in accents.tolist():
        if index and abs(letters.base[index] - letters.base[index - 1]) < letters.size[index]:
            x0[index] = np.nextafter(x0[index - 1], np.float32(1e6))
    return x0


def _are_accents(codes: Codes) -> Flags:
    """Which letters combine with the one before."""
    return np.asarray((codes >= _ACCENTS[0]) & (codes < _ACCENTS[1]))


def _printed_again(letters: Letters, new: Flags) -> Ints:
    """The indices of letters that stand on the same letter."""
    codes = letters.codes
    reach = _TWICE * np.abs(letters.x1[1:] - letters.x0[1:])
    # Along a line no letter is further from the one before it than from those before that.
    near = ((letters.x0[1:] - letters.x0[:-1] < reach) & ~new[1:]).nonzero()[0] + 1
    if not len(near) or not (_is_any_alike(codes, near) or is_any(_are_accents(codes))):
        return near[:0]
    line = np.cumsum(new)
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


def _texts(letters: Letters, order: Ints, new: Flags) -> Printed:
    starts = new.nonzero()[0]
    stops = np.empty_like(starts)
    stops[:-1], stops[-1] = starts[1:], len(letters)
    gap = np.zeros(len(letters), np.float32)
    np.subtract(letters.x0[1:], letters.x1[:-1], out=gap[1:])
    blank = blanks(letters, gap, starts, stops)
    place = (blank + np.int64(1)).cumsum() - 1  # of each letter in the text with its blanks
    bases, _ = _usual(letters.base, starts, stops)
    sizes, vary = _usual(letters.size, starts, stops)
    codes = np.full(int(place[-1]) + 1, 0x20, np.uint32)
    codes[place] = letters.codes
    if vary:  # where all letters of a line have one size, none is raised
        raised = _raised(letters, starts, bases, sizes)
        write_superscripts(codes, place[raised], place[starts])
    source = np.full(len(codes), -1, np.int32)
    source[place] = order
    along = _edges(letters, place, new)
    edges = along.tobytes()
    text = codes.tobytes().decode("utf-32-le", "replace")
    first, last = place.take(starts), place.take(stops - 1) + 1
    bounds = list(zip(first.tolist(), last.tolist(), strict=True))
    number = np.arange(len(starts))
    left, right = first + number, last + number  # each line has one edge more than characters
    beside = zip((4 * left).tolist(), (4 * right + 4).tolist(), strict=True)
    printed = Printed(
        groups=letters.group.take(starts).tolist(),
        texts=[text[begin:end] for begin, end in bounds],
        edges=[edges[begin:end] for begin, end in beside],
        x0=along.take(left).tolist(),
        x1=along.take(right).tolist(),
        bases=bases,
        sizes=sizes,
        bold=np.logical_and.reduceat(letters.bold, starts).tolist(),
        counts=(stops - starts).tolist(),
        wide=_wide(letters, starts, gap),
        order=order,
        starts=starts,
        sources=source,
        bounds=bounds,
        composed={},
    )
    if _needs_care(letters.codes):
        _compose(printed)
    return printed


def _wide(letters: Letters, starts: Ints, gap: Floats) -> list[bool]:
    wide = gap >= WIDE * letters.size
    wide[starts] = False
    if not is_any(wide):
        return [False] * len(starts)
    found: list[bool] = np.logical_or.reduceat(wide, starts).tolist()
    return found


def _has_wide_gap(text: str, edges: Sequence[float], size: float) -> bool:
    blanks = (index for index, letter in enumerate(text) if letter == " ")
    return any(edges[index + 1] - edges[index] >= WIDE * size for index in blanks)


def _raised(letters: Letters, starts: Ints, bases: list[float], sizes: list[float]) -> Ints:
    """The indices of figures set smaller and higher than their line."""
    counts = np.diff(np.append(starts, len(letters)))
    base, size = (np.repeat(np.array(values, np.float32), counts) for values in (bases, sizes))
    return raised_figures(letters.codes, letters.base, letters.size, (base, size)).nonzero()[0]


def _compose(printed: Printed) -> None:
    """Put composed letters in the place of those that are printed apart."""
    for index, text in enumerate(printed.texts):
        if _BEYOND_LATIN.search(text):
            found = _composed(text, printed.edges[index], printed.letters(index))
            printed.texts[index], printed.edges[index], printed.composed[index] = found


def _edges(letters: Letters, place: Ints, new: Flags) -> Floats:
    """Left edges of the characters of all lines; each line has its right edge besides."""
    at = place + new.cumsum() - 1
    edges = np.empty(int(at[-1]) + 2, np.float32)
    # Behind each letter stands its right edge, where no other letter follows at once.
    edges[at + 1] = letters.x1
    edges[at] = letters.x0
    return edges


def _usual(values: Floats, starts: Ints, stops: Ints) -> tuple[list[float], bool]:
    """The value most letters of each line have, and whether any line has several."""
    low = np.minimum.reduceat(values, starts)
    high = np.maximum.reduceat(values, starts)
    found: list[float] = low.tolist()
    several = (high - low > _SAME).nonzero()[0].tolist()
    for index in several:
        part = np.round(values[starts[index] : stops[index]], 2).tolist()
        found[index] = Counter(part).most_common(1)[0][0]
    return found, bool(several)


def _needs_care(codes: Codes) -> bool:
    """Whether combining accents, ligatures or letters that compose are among the codes."""
    high = codes[codes >= _ACCENTS[0]]
    accents = high < _ACCENTS[1]
    ligatures = (high >= 0xFB00) & (high < 0xFB07)
    return is_any(accents | ligatures | (high == 0x212B))


def _composed(text: str, along: bytes, source: Ints) -> tuple[str, bytes, Ints]:
    """NFC, ligatures opened; the edges of what a ligature held are spread over it."""
    parts: list[str] = []
    left = array("f")
    origin: list[int] = []
    edges = memoryview(along).cast("f")
    for index, letter in enumerate(text):
        joined = unicodedata.normalize("NFC", parts[-1] + letter) if parts else letter
        if unicodedata.combining(letter) and len(joined) == 1:
            parts[-1] = joined
            continue
        opened = _LIGATURES.get(ord(letter)) or unicodedata.normalize("NFC", letter)
        width = edges[index + 1] - edges[index]
        parts += opened
        left.extend(edges[index] + width * i / len(opened) for i in range(len(opened)))
        origin += [int(source[index])] * len(opened)
    left.append(edges[-1])
    return "".join(parts), left.tobytes(), np.array(origin, np.int32)


def usual_size(lines: Sequence[PrintedLine]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
