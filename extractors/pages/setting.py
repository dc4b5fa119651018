"""How a document is set, found from all its lines: their pitch by size, and its hyphens."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.pages.apart import (
    APART,
    APART_POINTS,
    Beginning,
    Begun,
    beginning,
    commonest,
    furthest,
    goes_on,
    word_of,
)
from extractors.pages.decimals import tenths
from extractors.pages.full_ends import FullEnd, end_paragraphs
from extractors.pages.hyphens import Hyphens
from extractors.pages.letters import PrintedLine
from extractors.pages.outline import Outline, Stacks, no_stacks
from extractors.pages.words import printed

_FURTHEST = 2.2  # of the size: no line pitch is larger, but where the lines show it, as ...
_DOUBLE = 2.9  # ... at a spacing of two
_NEAREST = 0.8
_USUAL = 0.15  # share of the commonest pitch that a usual one has at least
_SAME_SIZE = 0.3  # points
_AT_ONCE = 20_000  # lines whose pitches are counted together


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the pitch of lines by size, its hyphens, and its labels."""

    pitches: Pitches
    furthest: Furthest
    hyphens: Hyphens
    size: float  # of most lines, to half a point, where any follow each other
    type_size: float  # of most lines, wherever they stand
    labels: Beginning
    ends_at_full_lines: bool  # most sentences that end with a full line end a paragraph

    def begins(self, label: str) -> bool:
        """Whether a label at the beginning of a line is that of a paragraph, without a gap."""
        is_known = self.labels.are_all or word_of(label) in self.labels.words
        return is_known and not self.hyphens.has_inside(label)

    def is_label(self, label: str) -> bool:
        """Whether what looks like a label begins a paragraph at the top of a page.

        No gap is seen there. Several words with a colon that begin no other line of the document
        may stand in the middle of a paragraph as well.
        """
        return self.labels.are_all or " " not in label or word_of(label) in self.labels.known

    def often_begins(self, label: str) -> bool:
        """The same of labels that do so again and again, and nothing else."""
        return word_of(label) in self.labels.words and not self.hyphens.has_inside(label)


class Pitches(dict[float, float]):
    """The pitch of lines of each size, found once for each size that is asked for."""

    def __init__(self, known: Mapping[float, float]) -> None:
        super().__init__()
        self._known = known  # by size to half a point

    def __missing__(self, size: float) -> float:
        self[size] = pitch = self._known.get(_rounded(size), 1.25 * size)
        return pitch


class Furthest(dict[float, float]):
    """How far lines of one paragraph stand apart at most, by size."""

    def __init__(self, pitches: Pitches, known: Mapping[float, float]) -> None:
        super().__init__()
        self._pitches, self._known = pitches, known  # by size to half a point

    def __missing__(self, size: float) -> float:
        most = APART * self._pitches[size] + APART_POINTS
        self[size] = found = self._known.get(_rounded(size), most)
        return found


class Survey:
    """Finds how a document is set, from all its areas: cells, and the text around them."""

    def __init__(self) -> None:
        self.right: float | None = None  # how far prose reaches
        self._found: defaultdict[float, Counter[float]] = defaultdict(Counter)
        self._small: defaultdict[float, Counter[float]] = defaultdict(Counter)  # going on
        self._far: defaultdict[float, Counter[float]] = defaultdict(Counter)
        self._hyphens = Hyphens()
        self._stacks = no_stacks()
        self._begun: list[Begun] = []
        self._lone: set[tuple[str, str]] = set()
        self._full: list[FullEnd] = []
        self._in_cells = ""  # the last line
        self._first_prose: str | None = None
        self._in_prose = ""

    def take(self, tables: Outline, prose: Sequence[PrintedLine]) -> None:
        """The areas of a page."""
        self._in_cells = self._hyphens.learn(tables.printed, self._in_cells)
        self._stacks.add(tables.stacks)
        self._begun += tables.begun
        self._lone.update(tables.lone)
        self._full += tables.full
        if prose:
            self._take_prose(prose)
        if len(self._stacks.sizes) > _AT_ONCE:
            self._count()

    def _take_prose(self, lines: Sequence[PrintedLine]) -> None:
        reach = max(line.x1 for line in lines)
        self.right = reach if self.right is None else max(self.right, reach)
        sizes, bases, small, counts = self._stacks
        sizes.extend([line.size for line in lines])
        bases.extend([line.base for line in lines])
        small.extend([line.text[:1].islower() for line in lines])
        counts.append(len(lines))
        texts = [line.text for line in lines]
        if self._first_prose is None:
            self._first_prose = self._in_prose = texts[0]
            texts = texts[1:]
        self._in_prose = self._hyphens.learn(printed(texts), self._in_prose)

    def setting(self) -> Setting:
        """What was found; prose is taken to follow all cells."""
        if self._first_prose is not None:
            self._hyphens.learn(printed([self._first_prose]), self._in_cells)
        self._hyphens.settle(self._lone)
        sizes = self._stacks.sizes  # they are counted away
        self._count()
        self._take_double()
        pitches = Pitches(
            {size: _pitch(found, self._small[size]) for size, found in self._found.items()}
        )
        usual = max(self._found, key=lambda size: self._found[size].total(), default=float("inf"))
        type_size = usual if self._found else _commonest(sizes, usual)
        known = {
            size: step
            for size, found in self._found.items()
            if (step := furthest(found, self._small[size], pitches[size])) is not None
        }
        labels = beginning(self._begun, pitches)
        steps, ends = Furthest(pitches, known), end_paragraphs(self._full, pitches)
        return Setting(pitches, steps, self._hyphens, usual, type_size, labels, ends)

    def _count(self) -> None:
        for (size, pitch, small), count in _pitches(self._stacks).items():
            found = self._found if pitch < _FURTHEST * size else self._far
            found[_rounded(size)][pitch] += count
            if small:
                self._small[_rounded(size)][pitch] += count
        self._stacks = no_stacks()

    def _take_double(self) -> None:
        """Where most lines of a size stand far apart and go on so, that is no paragraph's end."""
        for size, far in self._far.items():
            found = far + self._found.get(size, Counter[float]())
            most = commonest(found)
            if most in far and goes_on(found, self._small[size], most):
                self._found[size] = found


def _pitches(stacks: Stacks) -> Counter[tuple[float, float, int]]:
    """How often lines of a size follow each other at a distance, and begin in a small letter."""
    size, base, small, counts = map(np.array, stacks)
    below = np.ones(len(size), np.bool_)
    below[counts.cumsum()[:-1]] = False
    alike = below[1:] & (np.abs(size[1:] - size[:-1]) < _SAME_SIZE)
    size, apart = size[1:][alike], np.array(tenths((base[1:] - base[:-1])[alike]))
    usual = (_NEAREST * size < apart) & (apart < _DOUBLE * size)
    own = (size[usual], apart[usual], small[1:][alike][usual])
    return Counter(zip(*(one.tolist() for one in own), strict=True))


def _commonest(sizes: Sequence[float], otherwise: float) -> float:
    found = Counter(map(_rounded, sizes))
    return max(found, key=found.__getitem__, default=otherwise)


def _rounded(size: float) -> float:
    return round(2 * size) / 2


def _pitch(found: Counter[float], small: Counter[float]) -> float:
    """The smallest pitch that is not rare: distances of paragraphs are larger.

    Lines that stand further apart may be those that go on, as where all but a reading guide is set
    at a spacing of two.
    """
    most = commonest(found)
    least = min(pitch for pitch, count in found.items() if count >= _USUAL * found[most])
    is_far = most > APART * least + APART_POINTS
    return most if is_far and goes_on(found, small, most, least) else least
