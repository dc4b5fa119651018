"""Cells of plain tables taken apart: their own tags and properties, and the paragraphs in them.

A report has many cells that differ in how many paragraphs of a few kinds stand in them, so that the
paragraphs are what repeats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.formats.docx.plain_tables import BLANK

END = b"</w:p>"  # of a paragraph
_CELL, _CELL_END, _BEGIN = b"<w:tc>", b"</w:tc>", re.compile(rb"<w:p[\s/>]")
_OPEN = (b"<w:p>", b"<w:p ")
_PROPERTIES, _PROPERTIES_END, _NO_PROPERTIES = b"<w:tc><w:tcPr>", b"</w:tcPr>", b"<w:tc><w:tcPr/>"
_HIDDEN = b"vanish"  # of its end: a paragraph that goes on in the next one
_SHADING = b"<w:shd"


def taken_apart(markup: bytes) -> tuple[bytes, Sequence[bytes]] | None:
    """A cell without what may be its paragraphs, and those without their ends.

    None for one that has anything else in it.

    >>> taken_apart(b"<w:tc><w:p>a</w:p><w:p>b</w:p></w:tc>")
    (b'<w:tc></w:tc>', [b'<w:p>a', b'<w:p>b'])
    """
    *pieces, tail = markup.split(END)
    if not pieces or tail != _CELL_END or _HIDDEN in markup:
        return None
    first = _BEGIN.search(pieces[0])
    if first is None:
        return None
    head = markup[: first.start()]
    pieces[0] = pieces[0][len(head) :]
    return (head + _CELL_END, pieces) if _is_head(head, pieces[0]) else None


def is_paragraph(piece: bytes) -> bool:
    """Whether it is a paragraph but for its end, with none in it.

    >>> is_paragraph(b"<w:p>a"), is_paragraph(b"<w:p/><w:p>a"), is_paragraph(b" <w:p>a")
    (True, False, False)
    """
    return piece.startswith(_OPEN) and _BEGIN.search(piece, 1) is None


def _is_head(head: bytes, first: bytes) -> bool:
    """Whether a cell's properties are all that stands before its first paragraph."""
    if head == _CELL:
        return _SHADING not in first  # which would be taken for the cell's own
    if head == _NO_PROPERTIES:
        return True
    ends = len(head) - len(_PROPERTIES_END)
    properties = head.startswith(_PROPERTIES) and head.find(_PROPERTIES_END) == ends
    return properties and BLANK not in head
