"""Which cell of which table, or which heading, the tags of a PDF say that content stands in."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from extractors.formats.pdf import calls
from extractors.pages.sheet import UNTAGGED, TaggedPiece, Tags

_CELLS = frozenset(("TD", "TH"))
_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
_PARAGRAPHS = frozenset(("P", "LBody", "LI", *_HEADINGS))
_MOST_ELEMENTS = 50_000  # of a page
_DEEPEST = 200
_LONGEST_NAME = 64  # bytes
_OUTSIDE = TaggedPiece(UNTAGGED, UNTAGGED, UNTAGGED, UNTAGGED)


class _Element(NamedTuple):
    """An element to look at, and what it stands in."""

    address: int
    number: int  # tells it from others, the same on every page: of the way that leads to it
    depth: int
    inside: TaggedPiece
    is_heading: bool = False  # outside of all cells


class Tagged(NamedTuple):
    """What the tags say of a page's content, by the number of each piece of it."""

    cells: Tags | None = None  # None without any
    headings: frozenset[int] = frozenset()  # outside of cells


def tags_of(page: Any) -> Tagged:
    """What the tags say of a page's cells and headings.

    A page with more or deeper tags than anybody writes has none.
    """
    tree = calls.structure_of(page)
    if not tree:
        return Tagged()
    handle = ctypes.c_void_p(tree)
    try:
        return _walked(handle)
    finally:
        calls.close_structure(handle)


def _walked(tree: Any) -> Tagged:
    roots = [calls.root_at(tree, index) for index in range(max(calls.count_roots(tree), 0))]
    waiting = [
        _Element(root, hash((0, index)), 0, _OUTSIDE) for index, root in enumerate(roots) if root
    ]
    contents: dict[int, int] = {}
    pieces: dict[TaggedPiece, int] = {}
    headings: set[int] = set()
    visited = 0
    while waiting:
        one = waiting.pop()
        element = ctypes.c_void_p(one.address)
        visited += 1
        if visited > _MOST_ELEMENTS or one.depth > _DEEPEST:
            return Tagged()
        kind = _type(element)
        inside = _within(kind, one)
        is_heading = (one.is_heading or kind in _HEADINGS) and inside.cell == UNTAGGED
        count = max(calls.count_children(element), 0)
        visited += count
        for index in range(min(count, _MOST_ELEMENTS)):
            child = calls.child_at(element, index)
            if child:
                number = hash((one.number, index))
                waiting.append(_Element(child, number, one.depth + 1, inside, is_heading))
            elif is_heading or inside.cell != UNTAGGED:
                content = calls.child_content(element, index)
                if content >= 0 and is_heading:
                    headings.add(content)
                elif content >= 0:
                    contents[content] = pieces.setdefault(inside, len(pieces))
    return Tagged(Tags(contents, tuple(pieces)) if contents else None, frozenset(headings))


def _within(kind: str, one: _Element) -> TaggedPiece:
    """What stands in an element of that kind."""
    if kind in _CELLS:
        return one.inside._replace(cell=one.number, paragraph=UNTAGGED)
    if kind == "TR":
        return one.inside._replace(row=one.number)
    if kind == "Table":
        return one.inside._replace(table=one.number)
    return one.inside._replace(paragraph=one.number) if kind in _PARAGRAPHS else one.inside


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = calls.element_type(element, ctypes.byref(buffer), ctypes.c_ulong(_LONGEST_NAME))
    if not 2 <= length <= _LONGEST_NAME:
        return ""
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
