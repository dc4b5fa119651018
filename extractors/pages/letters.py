"""Letters -> printed lines: what stands on one baseline in one cell, with its blanks.

A blank stands where the file has one or where the gap is as wide as one; letters printed twice
on one spot are one letter (bold by overprinting), letters spread out are one word.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractors.document import OBJECT, Mark, Place
from extractors.pages import accents
from extractors.pages.blanks import BLANK, blanks, spaced_as_read
from extractors.pages.cells import OUTSIDE
from extractors.pages.order import Letters, on_one_spot, ordered
from extractors.pages.raised import raised_figures, write_superscripts
from extractors.pages.sheet import DEPTH, RISE, Codes, Flags, Floats, Ints
from extractors.pages.uneven import Levels, most_common, uneven
from extractors.thousands import is_any

WIDE = 0.9  # of the size: a gap that parts columns wherever it stands
_SOFT_HYPHEN = "\u00ad"
_SAME = 0.01  # points that sizes and baselines may differ by
_LIGATURES = {0xFB00 + i: t for i, t in enumerate(("ff", "fi", "fl", "ffi", "ffl", "ft", "st"))}
_BOX, _EDGE = struct.Struct("4d"), struct.Struct("f")
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
    levels: Levels = ()  # of texts in it that are not level

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


class Printed(NamedTuple):
    """Lines and what they were made of: parallel lists, one entry per line."""

    groups: list[int]
    texts: list[str]
    edges: list[bytes]
    boxes: Floats  # rows of x0, top, x1, bottom, upright
    bases: list[float]
    sizes: list[float]
    bold: list[bool]
    counts: list[int]  # of letters
    wide: list[bool]
    uneven: dict[int, Levels]  # of lines with texts that are not level
    with_objects: bool  # whether pictures stand among the letters
    order: Ints  # the letters in reading order
    starts: Ints  # where in that order lines begin
    sources: Ints  # of each character of all texts its letter, -1 for a blank
    bounds: tuple[list[int], list[int]]  # where each text begins and ends in `sources`
    composed: dict[int, Ints]  # the same for lines whose letters were composed

    def letters(self, line: int) -> Ints:
        """The letter of each character of a line, -1 for a blank."""
        found = self.composed.get(line)
        first, stop = self.bounds
        return self.sources[first[line] : stop[line]] if found is None else found

    @property
    def counted(self) -> tuple[int, int]:
        """Characters of the source in cells, and outside of them: pictures are none."""
        counts = self.counts
        if self.with_objects:
            pairs = zip(counts, self.texts, strict=True)
            counts = [count - text.count(OBJECT) for count, text in pairs]
        inside = bisect_right(self.groups, OUTSIDE)
        return sum(counts[inside:]), sum(counts[:inside])

    @property
    def spans(self) -> tuple[list[float], list[float]]:
        """From where to where each line reaches."""
        return self.boxes[:, 0].tolist(), self.boxes[:, 2].tolist()

    def any_of(self, flags: Flags) -> set[int]:
        """The lines with any flagged letter."""
        found = flags.take(self.order).nonzero()[0]
        return set((self.starts.searchsorted(found, "right") - 1).tolist())


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


def printed_lines(letters: Letters, signs: Flags) -> tuple[Printed, int, Ints]:
    """The lines of every group from top to bottom, and how many letters were printed twice.

    And the indices of letters that stand on letters of another text. `signs` are in no words.
    """
    if len(letters) == 0:
        return _nothing_printed(), 0, np.zeros(0, np.int64)
    beyond = letters.codes[letters.codes >= accents.FIRST]
    if accents.may_stand_alone(letters.codes, beyond):
        letters = accents.combined(letters)
        beyond = letters.codes[letters.codes >= accents.FIRST]
    any_accents = is_any(accents.are_combining(beyond))
    if any_accents:
        letters = accents.attached(letters)
    order, in_order, new, second = ordered(letters, signs, accents=any_accents)
    again, others = on_one_spot(in_order, new, accents=any_accents)
    over = order.take(np.concatenate((second, others)))
    if len(again):
        once = np.delete(np.arange(len(order)), again)
        order, new, in_order = order[once], new[once], in_order.at(once)
    printed = _texts(in_order, order, new)
    if any_accents or _are_to_be_composed(beyond):
        _compose(printed)
    return printed, len(again), over


def _with_hyphens(letters: Letters, new: Flags) -> Codes:
    """The codes, with hyphens for soft ones where they do not end a line behind a letter.

    A font has one glyph for both, of which a file tells one character: sums may begin with it.
    """
    ends = np.ones(len(new), np.bool_)
    ends[:-1] = new[1:] | (letters.x0[1:] - letters.x1[:-1] >= WIDE * letters.size[1:])
    breaks = ends & ~(new | letters.spaced)
    hyphens = (letters.codes == ord(_SOFT_HYPHEN)) & ~breaks
    return np.where(hyphens, np.uint32(ord("-")), letters.codes)


def _nothing_printed() -> Printed:
    none = np.zeros(0, np.int32)
    return Printed(
        *([], [], []),
        boxes=np.zeros((0, 4)),
        bases=[],
        sizes=[],
        bold=[],
        counts=[],
        wide=[],
        uneven={},
        with_objects=False,
        order=none,
        starts=none,
        sources=none,
        bounds=([], []),
        composed={},
    )


def _texts(letters: Letters, order: Ints, new: Flags) -> Printed:
    starts, stops = _extents(new)
    gap = np.zeros(len(letters), np.float32)
    np.subtract(letters.x0[1:], letters.x1[:-1], out=gap[1:])
    letters = _respaced(letters, order, gap, new)
    blank = blanks(letters, gap, starts, stops)
    place = (blank + np.int64(1)).cumsum() - 1  # of each letter in the text with its blanks
    base, several = _usual(letters.base, starts, stops)
    size, vary = _usual(letters.size, starts, stops)
    # Where all letters of a line have one size, none is raised.
    raised = _raised(letters, stops - starts, base, size) if vary else starts[:0]
    text = _text(letters.codes, place, raised, starts)
    if _SOFT_HYPHEN in text:
        text = _text(_with_hyphens(letters, new), place, raised, starts)
    source = np.full(len(text), -1, np.int32)
    source[place] = order
    along = _edges(letters, place, new)
    first, last = place.take(starts), place.take(stops - 1) + 1
    bounds = first.tolist(), last.tolist()
    left = first + np.arange(len(starts))  # each line has one edge more than characters
    right = left + last - first
    edges, beside = along.tobytes(), zip((4 * left).tolist(), (4 * right + 4).tolist(), strict=True)
    return Printed(
        groups=letters.group.take(starts).tolist(),
        texts=[text[begin:end] for begin, end in zip(*bounds, strict=True)],
        edges=[edges[begin:end] for begin, end in beside],
        boxes=_boxes(along.take(left), along.take(right), base, size),
        bases=base.tolist(),
        sizes=size.tolist(),
        bold=np.logical_and.reduceat(letters.bold, starts).tolist(),
        counts=(stops - starts).tolist(),
        wide=_wide(letters, starts, gap),
        uneven=uneven(letters, gap, (starts, stops), base, several),
        with_objects=OBJECT in text,
        order=order,
        starts=starts,
        sources=source,
        bounds=bounds,
        composed={},
    )


def _extents(new: Flags) -> tuple[Ints, Ints]:
    """The first letters of lines, and those behind their last ones."""
    starts = new.nonzero()[0]
    stops = np.empty_like(starts)
    stops[:-1], stops[-1] = starts[1:], len(new)
    return starts, stops


def _respaced(letters: Letters, order: Ints, gap: Floats, new: Flags) -> Letters:
    """The letters with the blanks of the file before those that are read behind them."""
    spaced = spaced_as_read(letters, order, gap, new)
    return letters if spaced is letters.spaced else replace(letters, spaced=spaced)


def _text(letters: Codes, place: Ints, raised: Ints, starts: Ints) -> str:
    """The text of all lines, one behind the other."""
    codes = np.full(int(place[-1]) + 1, 0x20, np.uint32)
    codes[place] = letters
    write_superscripts(codes, place.take(raised), place.take(starts))
    return codes.tobytes().decode("utf-32-le", "replace")


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


def _boxes(x0: Floats, x1: Floats, base: Floats, size: Floats) -> Floats:
    boxes = np.empty((len(base), 4))
    boxes[:, 0], boxes[:, 1] = x0, base - RISE * size
    boxes[:, 2], boxes[:, 3] = x1, base + DEPTH * size
    return boxes


def _raised(letters: Letters, counts: Ints, base: Floats, size: Floats) -> Ints:
    """The indices of figures set smaller and higher than their line."""
    of_line = base.astype(np.float32).repeat(counts), size.astype(np.float32).repeat(counts)
    return raised_figures(letters.codes, letters.base, letters.size, of_line).nonzero()[0]


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


def _usual(values: Floats, starts: Ints, stops: Ints) -> tuple[Floats, list[int]]:
    """The value most letters of each line have, and which lines have several."""
    low = np.minimum.reduceat(values, starts)
    high = np.maximum.reduceat(values, starts)
    found = low.astype(np.float64)
    several = (high - low > _SAME).nonzero()[0].tolist()
    for index in several:
        found[index] = most_common(values[starts[index] : stops[index]])
    return found, several


def _are_to_be_composed(codes: Codes) -> bool:
    """Whether ligatures or letters that compose are among the codes."""
    return is_any((codes >= 0xFB00) & (codes < 0xFB07) | (codes == 0x212B))


def _composed(text: str, along: bytes, source: Ints) -> tuple[str, bytes, Ints]:
    """NFC, ligatures opened; the edges of what a ligature held are spread over it."""
    parts: list[str] = []
    left = array("f")
    origin: list[int] = []
    edges = memoryview(along).cast("f")
    for index, letter in enumerate(text):
        joined = unicodedata.normalize("NFC", parts[-1] + letter) if parts else ""
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
