"""Which cell of which table the tags of a PDF say that a piece of its content stands in."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from extractors.formats.pdf import calls
from extractors.pages.sheet import TaggedCell, Tags

_CELLS = frozenset(("TD", "TH"))
_MOST_ELEMENTS = 50_000  # of a page
_DEEPEST = 200
_LONGEST_NAME = 64  # bytes
_NONE = -1


class _Element(NamedTuple):
    """An element to look at, and what it stands in."""

    address: int
    key: int  # tells it from others, the same on every page: of the ways that lead to it
    cell: int
    row: int
    table: int
    depth: int


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
        _Element(root, hash((0, index)), _NONE, _NONE, _NONE, 0)
        for index, root in enumerate(roots)
        if root
    ]
    contents: dict[int, int] = {}
    cells: list[TaggedCell] = []
    visited = 0
    while waiting:
        one = waiting.pop()
        element = ctypes.c_void_p(one.address)
        visited += 1
        if visited > _MOST_ELEMENTS or one.depth > _DEEPEST:
            return None
        kind = _type(element)
        if kind in _CELLS:
            one = one._replace(cell=len(cells))
            cells.append(TaggedCell(one.table, one.row))
        elif kind == "TR":
            one = one._replace(row=one.key)
        elif kind == "Table":
            one = one._replace(table=one.key)
        count = max(calls.count_children(element), 0)
        visited += count
        for index in range(min(count, _MOST_ELEMENTS)):
            child = calls.child_at(element, index)
            if child:
                key = hash((one.key, index))
                waiting.append(one._replace(address=child, key=key, depth=one.depth + 1))
            elif one.cell != _NONE and (content := calls.child_content(element, index)) >= 0:
                contents[content] = one.cell
    return Tags(contents, tuple(cells)) if contents else None


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = calls.element_type(element, ctypes.byref(buffer), ctypes.c_ulong(_LONGEST_NAME))
    if not 2 <= length <= _LONGEST_NAME:
        return ""
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
