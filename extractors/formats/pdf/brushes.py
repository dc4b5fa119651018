"""What the paths of a page are painted with, and how much of the page they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from extractors.formats.pdf import calls
from extractors.formats.pdf.hulls import Hull
from extractors.formats.pdf.loops import Integers, each, told
from extractors.pages.sheet import Flags, Floats

Brushed = tuple[str | None, str | None, Hull]  # fill, stroke, hull


class Brushes:
    """Asks what paths are painted with; its buffers are made once for a document.

    All paths of a page are asked one question after the other.
    """

    def __init__(self) -> None:
        self._modes, self._colours = calls.Slots(2, np.int32), calls.Slots(4, np.uint32)
        self._bounds = calls.Slots(4)

    def painted(self, paths: Integers) -> Iterator[Brushed]:
        """Of each path what it is filled and stroked with, and its hull."""
        each(calls.draw_mode, len(paths), paths, *self._modes.fields(len(paths)))
        filled, stroked = self._modes.rows(len(paths)).T != 0
        fills = self._inks(calls.fill_colour, paths, filled)
        strokes = self._inks(calls.stroke_colour, paths, stroked)
        return zip(fills, strokes, self.hulls(paths), strict=True)

    def hulls(self, objects: Integers) -> list[Hull]:
        """Left, bottom, right and top of each object."""
        return list(map(tuple, self.bounds(objects).tolist()))

    def bounds(self, objects: Integers) -> Floats:
        """The same as rows, till the next."""
        each(calls.bounds, len(objects), objects, *self._bounds.fields(len(objects)))
        return self._bounds.rows(len(objects))

    def _inks(self, call: Any, paths: Integers, flags: Flags) -> Sequence[str | None]:
        """The colours of those that have one."""
        asked = paths[flags]
        count = len(asked)
        if not count:
            return [None] * len(paths)
        known = told(call, count, asked, *self._colours.fields(count)).tolist()
        rows = self._colours.rows(count).tolist()
        inks = [
            _written(*row) if is_known else "#000000"
            for is_known, row in zip(known, rows, strict=True)
        ]
        found = iter(inks)
        return [next(found) if flag else None for flag in flags.tolist()]


@lru_cache(maxsize=256)
def _written(red: int, green: int, blue: int, alpha: int) -> str | None:
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha else None
