"""The printed lines of a paragraph, kept small: a thousand pages have a hundred thousand."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from extractors.document import Line, Place
from extractors.pages.edges import Edges
from extractors.pages.letters import PrintedLine

# Where its text begins and ends, the page, whether the edges of its characters are known, and
# its box.
_HEAD = struct.Struct("=3i?4d")
_START = struct.Struct("=3i?")  # the head without the box
# The same, of a line whose box is packed already.
head_of: Callable[[int, int, int, bool, bytes], bytes] = struct.Struct("=3i?32s").pack
_SPAN = struct.Struct("=2i")
EDGE = 4  # bytes


class PackedLines(Sequence[Line]):
    """Lines as one run of bytes, made anew when they are looked at; equal by value.

    >>> PackedLines.of([Line(0, 2, Place(1, 0.0, 0.0, 9.0, 9.0), (1.0, 4.0, 9.0))])[0].edges[1]
    4.0
    """

    __slots__ = ("_count", "_data")

    def __init__(self, count: int, data: bytes) -> None:
        """Of so many lines the heads, then the edges."""
        self._count, self._data = count, data

    @classmethod
    def of(cls, lines: Iterable[Line]) -> PackedLines:
        """These lines, packed."""
        if isinstance(lines, PackedLines):
            return lines
        kept = tuple(lines)
        heads = [
            _HEAD.pack(line.start, line.end, line.place[0], len(line.edges) > 0, *line.place[1:])
            for line in kept
        ]
        edges = [Edges(line.edges).packed for line in kept]
        return cls(len(kept), b"".join((*heads, *edges)))

    @property
    def halves(self) -> tuple[bytes, bytes]:
        """Their heads, and their edges."""
        stop = self._count * _HEAD.size
        return self._data[:stop], self._data[stop:]

    def __reduce__(self) -> tuple[type[PackedLines], tuple[int, bytes]]:
        return PackedLines, (self._count, self._data)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Line]:
        at = self._count * _HEAD.size
        for start, end, page, has_edges, *box in _HEAD.iter_unpack(self._data[:at]):
            stop = at + EDGE * (end - start + 1) if has_edges else at
            edges = Edges(self._data[at:stop]) if has_edges else ()
            yield Line(start, end, Place(page, *box), edges)
            at = stop

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, index: int | slice) -> Line | tuple[Line, ...]:
        if index == 0 and self._count:
            return self._line(0, self._count * _HEAD.size)
        if index == -1 and self._count:
            return self._line((self._count - 1) * _HEAD.size, None)
        return tuple(self)[index]

    def _line(self, at: int, first: int | None) -> Line:
        """The line whose head stands there, and where its edges begin; None for the last ones."""
        data = self._data
        start, end, page, has_edges, *box = _HEAD.unpack_from(data, at)
        if not has_edges:
            return Line(start, end, Place(page, *box))
        size = EDGE * (end - start + 1)
        begin = len(data) - size if first is None else first
        return Line(start, end, Place(page, *box), Edges(data[begin : begin + size]))

    def places(self) -> list[Place]:
        """Where they stand."""
        heads, _ = self.halves
        return [
            tuple.__new__(Place, (page, x0, top, x1, bottom))
            for _, _, page, _, x0, top, x1, bottom in _HEAD.iter_unpack(heads)
        ]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedLines):
            return other._count == self._count and other._data == self._data
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def places_of(lines: Sequence[Line]) -> list[Place]:
    """Where lines stand, packed or not."""
    return lines.places() if isinstance(lines, PackedLines) else [line.place for line in lines]


def together(above: Iterable[Line], below: Iterable[Line], cut: int, shift: int) -> PackedLines:
    """Lines above and below: the last one above ends `cut` earlier, those below move on by `shift`.

    Done in the bytes: to make the lines and pack them again took three times as long.
    """
    upper, lower = PackedLines.of(above), PackedLines.of(below)
    (upper_heads, upper_edges), (lower_heads, lower_edges) = upper.halves, lower.halves
    heads, begin = bytearray(upper_heads + lower_heads), len(upper_heads)
    if cut and begin:
        start, end, _, has_edges = _START.unpack_from(heads, begin - _HEAD.size)
        _SPAN.pack_into(heads, begin - _HEAD.size, start, end - cut)
        upper_edges = upper_edges[: -EDGE * cut] if has_edges else upper_edges
    for at in range(begin, len(heads), _HEAD.size):
        start, end = _SPAN.unpack_from(heads, at)
        _SPAN.pack_into(heads, at, start + shift, end + shift)
    return PackedLines(len(upper) + len(lower), b"".join((heads, upper_edges, lower_edges)))


def alone(line: PrintedLine) -> PackedLines:
    """The only line of a paragraph."""
    upright = line.upright
    head = head_of(0, len(line.text), line.page, upright, line.spot)
    return PackedLines(1, head + line.along if upright else head)
