"""How much of a document is read before it counts as hostile."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that every format keeps while it reads; passing one raises `TooLarge` or cuts a page.

    Sizes are counted while inflating, never taken from a header.
    """

    file_bytes: int = 512 * MEBIBYTE
    part_bytes: int = 200 * MEBIBYTE  # one inflated part of a package
    inflation: int = 1000  # inflated : compressed
    parts: int = 10_000
    depth: int = 1000  # XML levels
    column_span: int = 16_384
    cells: int = 1_000_000  # of one document
    pages: int = 20_000
    page_characters: int = 100_000  # more: the page is cut off, with a notice
    page_segments: int = 50_000  # path segments, likewise
    page_texts: int = 20_000  # text objects of a PDF page, likewise
    password: str | None = None
    convert: bool = False  # let LibreOffice convert .doc, .odt and .rtf where it is installed
