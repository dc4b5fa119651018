"""Which cell of which table the tags of a PDF say that a piece of its content stands in."""

from __future__ import annotations

import ctypes
from typing import Any

from extractors.formats.pdf import calls

_CELLS = frozenset(("TD", "TH"))
_MOST_ELEMENTS = 50_000  # of a page
_DEEPEST = 200
_LONGEST_NAME = 64  # bytes
_NONE = -1


def tagged_cells(page: Any) -> dict[int, int]:
    """By the number of a piece of content the number of its innermost cell; {} without tags.

    A page with more or deeper tags than anybody writes has none.
    """
    tree = calls.structure_of(page)
    if not tree:
        return {}
    handle = ctypes.c_void_p(tree)
    try:
        return _walked(handle)
    finally:
        calls.close_structure(handle)


def _walked(tree: Any) -> dict[int, int]:
    roots = (calls.root_at(tree, index) for index in range(max(calls.count_roots(tree), 0)))
    waiting = [(root, _NONE, 0) for root in roots if root]
    found: dict[int, int] = {}
    visited = 0
    while waiting:
        address, cell, depth = waiting.pop()
        element = ctypes.c_void_p(address)
        visited += 1  # a number of its own for each element: its children were counted before
        if visited > _MOST_ELEMENTS or depth > _DEEPEST:
            return {}
        cell = visited if _type(element) in _CELLS else cell
        count = max(calls.count_children(element), 0)
        visited += count
        for index in range(min(count, _MOST_ELEMENTS)):
            child = calls.child_at(element, index)
            if child:
                waiting.append((child, cell, depth + 1))
            elif cell != _NONE and (content := calls.child_content(element, index)) >= 0:
                found[content] = cell
    return found


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = calls.element_type(element, ctypes.byref(buffer), ctypes.c_ulong(_LONGEST_NAME))
    if not 2 <= length <= _LONGEST_NAME:
        return ""
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
