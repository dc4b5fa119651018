"""Records put away: what a thousand pages hold is kept packed, and unpacked when looked at.

Records as they are take five times the room, and only a few are looked at together. To pack and
unpack a page costs a quarter of reading it, which short documents are spared.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import eq
from typing import Generic, TypeVar, cast, overload

from extractors.document import Row

LOOSE = 80  # pages: a longer document is kept packed
LOOSE_ITEMS = 150
LOOSE_ROWS = 1_000  # of a register, each an item
_LEVEL = 1  # of compression; more takes twice as long and a twentieth less room
_ROWS = 24  # packed together

T = TypeVar("T")


class Shelf(Sequence[T], Generic[T]):
    """Records one by one; once there are more than `loose` of them, all are kept packed."""

    __slots__ = ("_kept", "_loose", "is_packed")

    def __init__(self, loose: int) -> None:
        self._kept: list[T | bytes] = []
        self._loose = loose
        self.is_packed = loose < 0

    def append(self, record: T) -> None:
        """Put one more away."""
        if not self.is_packed and len(self._kept) == self._loose:
            self._kept = [_packed(one) for one in self]
            self.is_packed = True
        self._kept.append(_packed(record) if self.is_packed else record)

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[T]:
        return map(self._whole, self._kept)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._whole(kept) for kept in self._kept[index]]
        return self._whole(self._kept[index])

    def __setitem__(self, index: int, record: T) -> None:
        self._kept[index] = _packed(record) if self.is_packed else record

    def settled(self) -> Sequence[T]:
        """The same for good: a tuple where nothing is packed."""
        return self if self.is_packed else tuple(self)

    def taken(self) -> Iterator[T]:
        """All of them, each let go when the next one is asked for."""
        kept = self._kept[::-1]
        self._kept = []
        while kept:
            yield self._whole(kept.pop())

    def _whole(self, kept: T | bytes) -> T:
        return cast("T", _unpacked(kept) if isinstance(kept, bytes) else kept)


class Drafts(Shelf[T]):
    """A shelf on which the last record may still change."""

    __slots__ = ()

    def append(self, record: T) -> None:
        """Begin the next one, which settles the one before."""
        if self.is_packed:
            self._kept[-1] = _packed(self._kept[-1])
        elif len(self._kept) > self._loose:
            self._kept = [_packed(one) for one in self]
            self.is_packed = True
        self._kept.append(record)


class Rows(Sequence[Row]):
    """The rows of a table that are not at hand as such; equal by value to those that are."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows | tuple) or len(other) != len(self):
            return NotImplemented
        return all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class PackedRows(Rows):
    """The rows of a table, some packed together.

    Whoever needs them all goes through them once: to look one up unpacks its neighbours too.
    """

    __slots__ = ("_count", "_shelf")

    def __init__(self, count: int, shelf: Shelf[tuple[Row, ...]]) -> None:
        """So many rows, a fixed number at each place of the shelf."""
        self._count, self._shelf = count, shelf

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self._shelf)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        chosen = range(self._count)[index]
        if isinstance(chosen, int):
            return self._shelf[chosen // _ROWS][chosen % _ROWS]
        return tuple(self._chosen(chosen))

    def _chosen(self, numbers: Sequence[int]) -> Iterator[Row]:
        for place, together in groupby(numbers, key=lambda number: number // _ROWS):
            rows = self._shelf[place]
            yield from (rows[number % _ROWS] for number in together)


class GrowingRows:
    """The rows of a table that is being read; the owners of `watched` columns may be asked for."""

    def __init__(self, *, packed: bool, watched: frozenset[int] = frozenset()) -> None:
        self._shelf = Shelf[tuple[Row, ...]](loose=-1)
        self._packed = packed
        self._open: list[Row] = []
        self._watched = watched
        self._owners: dict[int, int] = {}  # of each watched column the last row with a cell there

    def __len__(self) -> int:
        return len(self._shelf) * _ROWS + len(self._open)

    @property
    def last(self) -> Row:
        return self._open[-1]

    def append(self, row: Row) -> None:
        if self._packed and len(self._open) == _ROWS:
            self._put_away()
        self._open.append(row)
        self._watch(row)

    def replace_last(self, row: Row) -> None:
        self._open[-1] = row
        self._watch(row)

    def owner(self, column: int) -> int | None:
        """The last row with a cell in a watched column; those below it are part of that cell."""
        return self._owners.get(column)

    def __getitem__(self, index: int) -> Row:
        first = len(self._shelf) * _ROWS
        if index >= first:
            return self._open[index - first]
        return self._shelf[index // _ROWS][index % _ROWS]

    def __setitem__(self, index: int, row: Row) -> None:
        first = len(self._shelf) * _ROWS
        if index >= first:
            self._open[index - first] = row
            return
        place, own = divmod(index, _ROWS)
        rows = self._shelf[place]
        self._shelf[place] = (*rows[:own], row, *rows[own + 1 :])

    def closed(self) -> Sequence[Row]:
        """All of them, packed or not."""
        if not self._packed:
            return tuple(self._open)
        count = len(self)
        self._put_away()
        return PackedRows(count, self._shelf)

    def _watch(self, row: Row) -> None:
        for column in self._watched:
            if row[column] is not None:
                self._owners[column] = len(self) - 1

    def _put_away(self) -> None:
        self._shelf.append(tuple(self._open))
        self._open = []


def packed_rows(rows: Iterable[Row]) -> Sequence[Row]:
    """These rows, packed."""
    growing = GrowingRows(packed=True)
    for row in rows:
        growing.append(row)
    return growing.closed()


def _packed(record: object) -> bytes:
    return zlib.compress(pickle.dumps(record, pickle.HIGHEST_PROTOCOL), _LEVEL)


def _unpacked(data: bytes) -> object:
    return pickle.loads(zlib.decompress(data))  # noqa: S301 - packed by this process
