"""The edges of a line's characters, kept small: a thousand pages have two million of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import overload


class Edges(Sequence[float]):
    """Numbers as 32-bit floats; equal and hashable by value.

    >>> Edges([1.0, 2.5])[1], len(Edges([1.0, 2.5]))
    (2.5, 2)
    """

    __slots__ = ("_data",)

    def __init__(self, values: Iterable[float] | bytes | Edges) -> None:
        if isinstance(values, Edges):
            values = values.packed
        self._data = values if isinstance(values, bytes) else array("f", values).tobytes()

    @property
    def packed(self) -> bytes:
        """The numbers as they are kept."""
        return self._data

    def __len__(self) -> int:
        return len(self._data) // 4

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> Edges: ...
    def __getitem__(self, index: int | slice) -> float | Edges:
        values = memoryview(self._data).cast("f")
        return Edges(values[index].tobytes()) if isinstance(index, slice) else values[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edges) and other._data == self._data

    def __hash__(self) -> int:
        return hash(self._data)

    def __repr__(self) -> str:
        return f"Edges({[round(value, 2) for value in self]})"
