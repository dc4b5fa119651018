"""Plain tables cut out of a Word document before it is parsed, as the forms that they repeat.

A report is a few cells said over and over with other texts. What is left of a cell or row without
its texts is its *form*; only the forms are parsed, each once. A cell with more in it than text is
a form of its own, texts and all; a table with anything else between its cells, or with tracked
changes in it, stays where it stands.

What is cut out is well-formed exactly if its forms are and its texts are text, so the parser still
judges all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.formats.docx.plain_names import OURS, is_apart, is_strange, shows_text
from extractors.formats.docx.plain_pieces import pieces_of, start_of
from extractors.formats.docx.plain_texts import (
    BETWEEN,
    Unplain,
    is_noisy,
    is_odd,
    text_of_source,
    without_noise,
)

STANDS_FOR = f"{OURS}-table"  # the attribute, on a table without rows, with the number of the other
_PLACE = f'<w:tbl {STANDS_FOR}="%d"/>'
_OPEN, _CLOSE, _TAG = b"<w:tbl>", b"</w:tbl>", re.compile(b"w:tbl>")
# Text in the sense of XML: whatever stands between two tags, blanks of a pretty-printed file too.
_TEXT, BLANK = re.compile(b">([^<]+)<"), b"> <"
# From so many forms on, where cells do not repeat so often, they are no gain.
_MANY, _REPEATED = 200, 3
_make = tuple.__new__  # a record of a ready tuple, at a third of the price
# A row keeps the beginning of its end tag: a search for text never runs over its end in vain.
_ROW, _ROW_END = re.compile(rb"<w:tr[\s/>]"), b"/w:tr>"
_CELL, _CELL_END = re.compile(rb"<w:tc[\s/>]"), b"</w:tc>"


class Form(NamedTuple):
    """The markup of a table without its rows, a row without its cells, or a cell.

    The texts are blanks where it is `repeated` with others in their place.
    """

    markup: bytes
    kind: str  # "table", "row" or "cell"
    repeated: bool
    occurrence: int = 0  # tells cells apart whose texts must be accounted for each


class Placed(NamedTuple):
    """A cell of a row: its form, and which of the row's texts is the first in it."""

    form: int
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


class Cut(NamedTuple):
    """A document and its plain tables apart."""

    rest: bytes
    tables: Sequence[PlainTable]
    forms: Sequence[Form]


def cut(data: bytes, left: frozenset[int] = frozenset()) -> Cut:
    """The document without its plain tables, but those whose numbers are `left` where they are."""
    sorted_out = _Sorted()
    tables: list[PlainTable] = []
    rest: list[bytes] = []
    done = 0
    for number, (start, end, nested) in enumerate(_outermost(data)):
        table = None if number in left else sorted_out.table(number, data[start:end], nested=nested)
        if table is not None:
            rest += (data[done:start], (_PLACE % len(tables)).encode())
            tables.append(table)
            done = end
    rest.append(data[done:])
    if any(OURS.encode() in part for part in rest[::2]):
        raise Unplain
    return Cut(b"".join(rest), tables, tuple(sorted_out.forms))


def _outermost(data: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where the tables stand that stand in no other, and whether others stand in them."""
    depth, start, nested = 0, 0, False
    for found in _TAG.finditer(data):
        before = found.start() - 1
        if data[before : before + 1] == b"<":
            nested = depth > 0
            start = start if nested else before
            depth += 1
        elif data[before - 1 : before + 1] == b"</" and depth:
            depth -= 1
            if not depth:
                yield start, found.end(), nested


class _Noisy(Exception):  # noqa: N818 - no error: the rest is read without its noise
    """A row that would be like others but for what says nothing."""


@dataclass(slots=True)
class _Sorted:
    """The forms and patterns met so far."""

    forms: dict[Form, int] = field(default_factory=dict)
    patterns: dict[tuple[bytes, ...], Pattern] = field(default_factory=dict)
    # Of the pieces of rows that were cells: their forms, where they have one that is repeated; the
    # blanks before them, and the texts in them.
    cells_met: dict[bytes, tuple[int | None, int, int]] = field(default_factory=dict)
    count: int = 0  # of patterns, those that no other row can have among them
    cells: int = 0
    noisy: bool = False  # some markup has what says nothing, and is worth being freed of it

    def table(self, number: int, data: bytes, *, nested: bool) -> PlainTable | None:
        """The table; None, and nothing kept of it, for one that is not plain."""
        known = len(self.forms), len(self.patterns)
        try:
            markup = without_noise(data) if self.noisy else data
            return self._table(number, markup, nested=nested)
        except _Noisy:
            self._forget(*known)
        except (Unplain, UnicodeDecodeError):
            self._forget(*known)
            if self.noisy or not is_noisy(data):
                return None
        self.noisy = True
        return self.table(number, data, nested=nested)

    def _forget(self, forms: int, patterns: int) -> None:
        """All but the first so many, whose texts would be accounted for twice."""
        while len(self.forms) > forms:
            self.forms.popitem()
        while len(self.patterns) > patterns:
            self.patterns.popitem()
        self.cells_met.clear()

    def _table(self, number: int, markup: bytes, *, nested: bool) -> PlainTable:
        head, rows, tail = pieces_of(markup, _ROW, _ROW_END, nested=nested)
        form = Form(head + tail, "table", repeated=False)
        strange = form not in self.forms and is_strange(head[len(_OPEN) :] + tail[: -len(_CLOSE)])
        if not rows or strange:
            raise Unplain
        found: list[Pattern] = []
        raw: list[bytes] = []
        patterns, split = self.patterns, _TEXT.split
        for row in rows:
            parts = split(row)
            key = tuple(parts[::2])
            pattern = patterns.get(key)
            if pattern is None:
                pattern = self._pattern(row, key, nested=nested)
            self.cells += len(pattern.cells)
            found.append(pattern)
            raw += parts[1::2]
        shaded = b"<w:shd" in head or True in [pattern.shaded for pattern in found]
        source = BETWEEN.encode().join(raw)
        joined = source.decode()
        texts = joined.split(BETWEEN) if raw else []
        if len(texts) != len(raw):
            raise Unplain
        odd = is_odd(source, joined)
        if odd:
            texts = [text_of_source(text) for text in texts]
        return PlainTable(number, self._form(form), found, texts, shaded, odd)

    def _pattern(self, row: bytes, key: tuple[bytes, ...], *, nested: bool) -> Pattern:
        markup = BLANK.join(key)
        start_of(markup, _ROW)
        head, cells, tail = pieces_of(markup, _CELL, _CELL_END, nested=nested)
        form = self._row(head, head + tail + _ROW_END)
        taken = head.count(BLANK) + head.endswith(BLANK[:-1])
        placed, repeats = [], True
        for number, cell in enumerate(cells):
            known = self.cells_met.get(cell)
            if known is None:
                known = self._cell(cell)
            own, blanks, count = known
            if own is None:
                _, whole, _ = pieces_of(row, _CELL, _CELL_END, nested=nested)
                own = self._apart(whole[number][start_of(whole[number], _CELL) :] + _CELL_END)
                repeats = repeats and not count
            first = taken + blanks
            taken = first + count
            placed.append(_make(Placed, (own, first)))
        many = len(self.forms) > _MANY and len(self.forms) * _REPEATED > self.cells
        if many or taken >= len(key):
            raise Unplain
        self.count += 1
        pattern = Pattern(self.count, form, tuple(placed), len(key) - 1, b"<w:shd" in markup)
        if repeats:
            self.patterns[key] = pattern
        return pattern

    def _row(self, head: bytes, markup: bytes) -> int:
        """The form of a row without its cells, which begins with `head`."""
        form = Form(markup, "row", repeated=False)
        if form not in self.forms:
            # What a row says of its shading is asked of the cell, which stands by itself here.
            if is_strange(markup) or b"<w:shd" in head:
                raise Unplain
            if not self.noisy and is_noisy(head):
                raise _Noisy
        return self._form(form)

    def _cell(self, piece: bytes) -> tuple[int | None, int, int]:
        """The form of a cell that others repeat, blanks before it, and how many texts in it."""
        start = start_of(piece, _CELL)
        form = Form(piece[start:] + _CELL_END, "cell", repeated=True)
        met = form in self.forms or self._repeats(form.markup)
        own = self._form(form) if met else None
        found = own, int(start > 0), form.markup.count(BLANK)
        self.cells_met[piece] = found
        return found

    def _repeats(self, markup: bytes) -> bool:
        """Whether a cell that was not met yet is one that others may repeat."""
        if not self.noisy and is_noisy(markup):
            raise _Noisy
        return not is_strange(markup)

    def _apart(self, markup: bytes) -> int:
        """The form of a cell with more in it than text."""
        if not is_apart(markup):
            raise Unplain
        occurrence = len(self.forms) + 1 if shows_text(markup) else 0
        return self._form(Form(markup, "cell", repeated=False, occurrence=occurrence))

    def _form(self, form: Form) -> int:
        return self.forms.setdefault(form, len(self.forms))
