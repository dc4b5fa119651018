"""What a plain table is once it is cut out of its document: forms that repeat, and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.formats.docx.plain_names import OURS

STANDS_FOR = f"{OURS}-table"  # the attribute, on a table without rows, with the number of the other
BLANK = b"> <"  # stands between two tags where a form has a text


class Form(NamedTuple):
    """The markup of a table without its rows, a row without its cells, a cell, or a paragraph.

    The texts are blanks where it is `repeated` with others in their place.
    """

    markup: bytes
    kind: str  # "table", "row", "cell" or "paragraph"
    repeated: bool
    occurrence: int = 0  # tells cells apart whose texts must be accounted for each


class CellForm(NamedTuple):
    """What cells have in common that differ in nothing but their texts."""

    form: int  # without the paragraphs
    paragraphs: tuple[int, ...] | None  # their forms; None where all of the cell is one form


class Placed(NamedTuple):
    """A cell of a row: its form, and which of the row's texts is the first in it."""

    cell: int
    first: int


class Pattern(NamedTuple):
    """What rows have in common that differ in nothing but their texts."""

    number: int
    form: int
    cells: tuple[Placed, ...]
    texts: int  # how many stand in it
    shaded: bool  # somewhere in it


class PlainTable(NamedTuple):
    """A table that was cut out."""

    number: int  # among all outermost tables of the document, from 0
    form: int
    rows: Sequence[Pattern]
    texts: Sequence[str]  # of all rows, in their order
    shaded: bool  # somewhere in it
    odd: bool  # some text in it has more than ordinary letters
