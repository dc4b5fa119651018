"""How a document breaks its words, told from its paragraphs: for rows that only a layout joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from extractors.document import Document, Paragraph, Table
from extractors.pages.hyphens import Hyphens

Asked = Callable[[], Hyphens]


def hyphens_of(document: Document) -> Asked:
    """The document's hyphens, made where they are first asked for, as they seldom are."""

    @cache
    def made() -> Hyphens:
        return Hyphens(line for block in document.blocks for line in _printed(block))

    return made


def _printed(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _lines(block)
        return
    for row in block.rows:
        for cell in row:
            for paragraph in cell.paragraphs if cell is not None else ():
                yield from _lines(paragraph)


def _lines(paragraph: Paragraph) -> Iterator[str]:
    """The lines as printed: where two of them meet in a word, a hyphen was taken out."""
    text, lines = paragraph.text, paragraph.lines
    if not lines:
        yield text
        return
    for line, below in pairwise(lines):
        piece = text[line.start : line.end]
        meets = line.end == below.start and text[line.end - 1 : line.end + 1].isalpha()
        yield f"{piece}-" if meets else piece
    yield text[lines[-1].start :]
