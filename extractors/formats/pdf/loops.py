"""One of pdfium's functions called for many arguments.

A page takes thousands of calls, and ctypes ten times as long for one as pdfium does. Where the
machine had a compiler when this was installed, the loop runs in C; elsewhere by ctypes, with the
same results.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from itertools import repeat, starmap
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

compiled: ModuleType | None = None
with suppress(ImportError):  # there was no compiler
    compiled = import_module("extractors.formats.pdf._loops")

Function = Any  # of ctypes, with its `address`, and as `kind` what it returns
Integers = NDArray[np.int64]
_SMALL = 1 << 31


class Places:
    """Where one field of each of many records stands in a buffer."""

    def __init__(self, buffer: Any, offset: int, step: int) -> None:
        self._buffer, self._offset, self._step = buffer, offset, step
        start, room = ctypes.addressof(buffer) + offset, ctypes.sizeof(buffer) // step
        self.stepped = (start, step, room)

    @cached_property
    def references(self) -> list[Any]:
        """Made once: ctypes takes them as they are and makes anew what is no reference."""
        offsets = range(self._offset, ctypes.sizeof(self._buffer), self._step)
        return [ctypes.byref(self._buffer, offset) for offset in offsets]


Argument = int | Integers | Places


def each(call: Function, count: int, *arguments: Argument) -> None:
    """Call it so often, for what it writes; a number is the same for every call."""
    if compiled is None:
        deque(_by_ctypes(call, count, arguments), maxlen=0)
    else:
        compiled.each(call.address, call.kind, count, None, *map(_plain, arguments))


def told(call: Function, count: int, *arguments: Argument) -> Integers:
    """What it returns at each of so many calls."""
    if compiled is None:
        return np.fromiter(_by_ctypes(call, count, arguments), np.int64, count)
    results = np.empty(count, np.int64)
    compiled.each(call.address, call.kind, count, results, *map(_plain, arguments))
    return results


def _plain(argument: Argument) -> int | tuple[int, int, int] | Integers:
    return argument.stepped if isinstance(argument, Places) else argument


def _by_ctypes(call: Function, count: int, arguments: Iterable[Argument]) -> Iterator[Any]:
    """`map` makes a tuple for every call, which takes an eighth longer."""
    given = [_references(argument, count) for argument in arguments]
    return starmap(call, zip(*given, strict=False))


def _references(argument: Argument, count: int) -> Iterable[Any]:
    """The argument as ctypes takes it at each call: a plain number is none of 64 bits."""
    if isinstance(argument, Places):
        return argument.references
    if isinstance(argument, int):
        return repeat(ctypes.byref(ctypes.c_char.from_address(argument)), count)
    values: list[int] = argument.tolist()
    return values if max(values, default=0) < _SMALL else map(ctypes.c_void_p, values)
