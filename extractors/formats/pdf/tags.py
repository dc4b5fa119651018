"""Which cell of which table the tags of a PDF say that a piece of its content stands in."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from extractors.formats.pdf import calls
from extractors.pages.sheet import UNTAGGED, TaggedPiece, Tags

_CELLS = frozenset(("TD", "TH"))
_PARAGRAPHS = frozenset(("P", "LBody", "LI", "H", "H1", "H2", "H3", "H4", "H5", "H6"))
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


def tags_of(page: Any) -> Tags | None:
    """What the tags say of a page's cells; None without any.

    A page with more or deeper tags than anybody writes has none.
    """
    tree = calls.structure_of(page)
    if not tree:
        return None
    handle = ctypes.c_void_p(tree)
    try:
        return _walked(handle)
    finally:
        calls.close_structure(handle)


def _walked(tree: Any) -> Tags | None:
    roots = [calls.root_at(tree, index) for index in range(max(calls.count_roots(tree), 0))]
    waiting = [
        _Element(root, hash((0, index)), 0, _OUTSIDE) for index, root in enumerate(roots) if root
    ]
    contents: dict[int, int] = {}
    pieces: dict[TaggedPiece, int] = {}
    visited = 0
    while waiting:
        one = waiting.pop()
        element = ctypes.c_void_p(one.address)
        visited += 1
        if visited > _MOST_ELEMENTS or one.depth > _DEEPEST:
            return None
        inside = _within(_type(element), one)
        count = max(calls.count_children(element), 0)
        visited += count
        for index in range(min(count, _MOST_ELEMENTS)):
            child = calls.child_at(element, index)
            if child:
                waiting.append(_Element(child, hash((one.number, index)), one.depth + 1, inside))
            elif inside.cell != UNTAGGED:
                content = calls.child_content(element, index)
                if content >= 0:
                    contents[content] = pieces.setdefault(inside, len(pieces))
    return Tags(contents, tuple(pieces)) if contents else None


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
