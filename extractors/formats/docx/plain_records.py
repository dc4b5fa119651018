"""The rows of plain tables, made from what repeats and their texts when they are gone through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, overload

from extractors.document import Block, Cell, Line, Mark, Paragraph, Row
from extractors.formats.docx.paragraph_forms import Step, from_number
from extractors.shelf import Rows

_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class Column(NamedTuple):
    """What the cells of one column have in common in all rows of a pattern.

    Most hold one paragraph, whose record is spelled out: unpacked in one go, it is made anew at
    two thirds of the price.
    """

    number: int  # from 1
    step: str  # the end of its locator
    text: int  # the number of the text of its one paragraph; else -1
    fixed: str | None  # the text that its one paragraph always has
    paragraph: str  # the end of the locator of its one paragraph
    marks: tuple[Mark, ...]
    lines: Sequence[Line]
    level: int | None
    list_item: bool
    bold: bool
    size: float | None
    steps: tuple[Step, ...] | None  # the paragraphs shown; None where the form has to be asked
    shading: str | None = None  # of the cell


Columns = Sequence[Column]
Answers = Sequence[tuple[Block, ...]]  # what the forms said that had to be asked, in their order


def column_of(number: int, first: int, steps: Sequence[Step] | None) -> Column:
    """The column of a cell with these paragraphs, whose first text is number `first` in the row.

    None of them goes on over a page: this format has none.
    """
    cell = f"/cell[{number}]"
    if steps is None or not steps:
        own = None if steps is None else ()
        return Column(number, cell, -1, None, "", (), (), None, False, False, None, own)
    placed = tuple(
        [
            (one + first if one >= 0 else -1, fixed, from_number(first, parts), cell + step, rest)
            for one, fixed, parts, step, rest in steps
        ]
    )
    one, fixed, parts, step, rest = placed[0]
    if len(placed) > 1 or parts:
        return _make(Column, (number, cell, -1, None, "", *rest[:-1], placed, None))
    always = fixed if one < 0 else None
    return _make(Column, (number, cell, one, always, step, *rest[:-1], placed, None))


class MadeRows(Rows):
    """The rows of a plain table, made whenever they are gone through.

    A document waits in a third of the room; and rows that are let go at once are made where the
    last one stood, in memory that is at hand, which spares a twentieth of reading a report.
    """

    __slots__ = ("_kept", "_locator", "_parts", "_texts")

    def __init__(
        self,
        locator: str,
        texts: Sequence[str],
        parts: Sequence[tuple[Columns, int, Answers]],
        kept: Mapping[int, Row],
    ) -> None:
        """Rows of these columns, with the number of the first text of each; some as they are."""
        self._locator, self._texts, self._parts, self._kept = locator, texts, parts, kept

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[Row]:
        if self._kept:
            return map(self._row, range(len(self._parts)))
        return self._all()

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        chosen = range(len(self._parts))[index]
        if isinstance(chosen, int):
            return self._row(chosen)
        return tuple(map(self._row, chosen))

    def _all(self) -> Iterator[Row]:
        locator, texts = self._locator, self._texts
        for at, part in enumerate(self._parts, 1):
            yield _row(part, f"{locator}/row[{at}]", at, texts)

    def _row(self, index: int) -> Row:
        kept = self._kept.get(index)
        if kept is not None:
            return kept
        row = f"{self._locator}/row[{index + 1}]"
        return _row(self._parts[index], row, index + 1, self._texts)


def _row(part: tuple[Columns, int, Answers], row: str, at: int, texts: Sequence[str]) -> Row:
    """The row at a locator, from 1, with a plain cell in each column."""
    columns, start, answers = part
    told = 0
    line = []
    for (
        number,
        cell,
        one,
        fixed,
        end,
        marks,
        lines,
        level,
        listed,
        bold,
        size,
        steps,
        fill,
    ) in columns:
        blocks: tuple[Block, ...] = ()
        if one >= 0:
            text = texts[start + one]
            if not text.isspace():
                record = (text, row + end, marks, lines, level, listed, bold, size, False)
                blocks = (_make(Paragraph, record),)
        elif fixed is not None:
            record = (fixed, row + end, marks, lines, level, listed, bold, size, False)
            blocks = (_make(Paragraph, record),)
        elif steps:
            blocks = _together(steps, row, texts, start)
        elif steps is None:
            blocks = answers[told]
            told += 1
        line.append(_make(Cell, (at, number, row + cell, blocks, 1, 1, fill, (), ())))
    return tuple(line)


def _together(
    steps: Sequence[Step], row: str, texts: Sequence[str], start: int
) -> tuple[Paragraph, ...]:
    """The paragraphs of one cell; those of blanks alone are none."""
    found = []
    for one, fixed, parts, step, rest in steps:
        if one >= 0:
            text = texts[start + one]
        elif parts:
            text = "".join(
                [texts[start + part] if isinstance(part, int) else part for part in parts]
            )
        else:
            text = fixed
        if not text.isspace() or not (parts or one >= 0):
            found.append(_make(Paragraph, (text, row + step, *rest)))
    return tuple(found)
