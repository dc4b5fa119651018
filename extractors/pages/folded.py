"""Tables and lines of a page as columns of plain values, which are packed in half the time.

A page has a hundred lines and cells, each a record of its own; whoever packs it writes a column of
each of their fields instead. The edges of characters, most of what a page holds, are written as
differences: their bits repeat, where those of the edges hardly ever do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, pairwise
from typing import Any, TypeAlias

import numpy as np

from extractors.document import Place
from extractors.pages.grids import Span
from extractors.pages.letters import PrintedLine
from extractors.pages.parts import Fragment, Part

Columns: TypeAlias = tuple[tuple[Any, ...], ...]
FoldedPart: TypeAlias = tuple[Any, ...]
Folded: TypeAlias = tuple[int, tuple[Columns, bytes, bytes], tuple[FoldedPart, ...]]

_ALONG, _SPOT = PrintedLine._fields.index("along"), PrintedLine._fields.index("spot")
_LINES, _PARTS = Fragment._fields.index("lines"), Fragment._fields.index("parts")
_SPOT_BYTES = 32
_CELLS = Part._fields.index("cells")
# What `_make` does, without a look at each.
_line: Callable[[Iterable[Any]], PrintedLine] = partial(tuple.__new__, PrintedLine)
_fragment: Callable[[Iterable[Any]], Fragment] = partial(tuple.__new__, Fragment)
_span: Callable[[Iterable[Any]], Span] = partial(tuple.__new__, Span)
_place: Callable[[Iterable[Any]], Place] = partial(tuple.__new__, Place)


def folded(lines: Sequence[PrintedLine], parts: Sequence[Part]) -> Folded:
    """The lines outside all tables and the tables, as plain values."""
    all_lines = list(lines)
    kept = tuple([_folded_part(part, all_lines) for part in parts])
    columns = list(zip(*all_lines, strict=True)) or [()] * len(PrintedLine._fields)
    edges = np.frombuffer(b"".join(columns[_ALONG]), np.uint32)
    spots = b"".join(columns[_SPOT])
    columns[_ALONG] = columns[_SPOT] = ()
    return len(lines), (tuple(columns), _differences(edges), spots), kept


def unfolded(kept: Folded) -> tuple[tuple[PrintedLine, ...], tuple[Part, ...]]:
    """The lines and the tables as they were."""
    outside, (columns, edges, spots), parts = kept
    lines = _unfolded_lines(columns, edges, spots)
    return tuple(islice(lines, outside)), tuple([_unfolded_part(part, lines) for part in parts])


def _folded_part(part: Part, lines: list[PrintedLine]) -> FoldedPart:
    """The part with columns for cells, of which the lines are added to those of the page."""
    columns: list[tuple[Any, ...]] = list(zip(*part.cells, strict=True))
    columns[0] = tuple([tuple(span) for span in columns[0]])
    columns[2] = tuple([tuple(place) for place in columns[2]])
    lines += chain.from_iterable(columns[_LINES])
    columns[_LINES] = tuple([len(own) for own in columns[_LINES]])
    columns[_PARTS] = tuple(
        [tuple([_folded_part(one, lines) for one in inner]) for inner in columns[_PARTS]]
    )
    return (*part[:_CELLS], tuple(columns), *part[_CELLS + 1 :])


def _unfolded_part(kept: FoldedPart, lines: Iterator[PrintedLine]) -> Part:
    spans, boxes, places, counts, marks, shadings, parts = kept[_CELLS]
    own = [tuple(islice(lines, count)) for count in counts]
    inner = [tuple([_unfolded_part(one, lines) for one in held]) for held in parts]
    about = (map(_span, spans), boxes, map(_place, places), own, marks, shadings, inner)
    cells = tuple(map(_fragment, zip(*about, strict=True)))
    return Part._make((*kept[:_CELLS], cells, *kept[_CELLS + 1 :]))


def _unfolded_lines(columns: Columns, packed: bytes, spots: bytes) -> Iterator[PrintedLine]:
    found: list[Sequence[Any]] = list(columns)
    edges = np.frombuffer(packed, np.uint32).cumsum(dtype=np.uint32).tobytes()
    stops = np.cumsum([0, *(4 * (len(text) + 1) for text in columns[1])]).tolist()
    found[_ALONG] = [edges[a:b] for a, b in pairwise(stops)]
    found[_SPOT] = [spots[a : a + _SPOT_BYTES] for a in range(0, len(spots), _SPOT_BYTES)]
    return map(_line, zip(*found, strict=True))


def _differences(values: np.ndarray[Any, np.dtype[np.uint32]]) -> bytes:
    found = values.copy()
    found[1:] -= values[:-1]
    return found.tobytes()
