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
from extractors.formats.docx.plain_texts import Unplain, is_odd, text_of_source, without_noise

STANDS_FOR = f"{OURS}-table"  # the attribute, on a table without rows, with the number of the other
_PLACE = f'<w:tbl {STANDS_FOR}="%d"/>'
_OPEN, _CLOSE = b"<w:tbl>", b"</w:tbl>"
# Text in the sense of XML: whatever stands between two tags, blanks of a pretty-printed file too.
_TEXT, _BLANK = re.compile(">([^<]+)<"), "> <"
_ROW, _ROW_END = re.compile(r"<w:tr[\s/>]"), "</w:tr>"
_CELL, _CELL_END = re.compile(r"<w:tc[\s/>]"), "</w:tc>"


class Form(NamedTuple):
    """The markup of a table without its rows, a row without its cells, or a cell.

    The texts are blanks where it is `repeated` with others in their place.
    """

    markup: str
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
    shaded: bool  # somewhere in it


class PlainRow(NamedTuple):
    """One row."""

    pattern: Pattern
    texts: Sequence[str]


class PlainTable(NamedTuple):
    """A table that was cut out."""

    number: int  # among all outermost tables of the document, from 0
    form: int
    rows: Sequence[PlainRow]
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
    start = following = data.find(_OPEN)
    while start >= 0:
        end, opened, most = start, 0, 0
        while end == start or opened:
            end = data.find(_CLOSE, end) + len(_CLOSE)
            if end < len(_CLOSE):
                return
            while 0 <= following < end:
                opened += 1
                following = data.find(_OPEN, following + len(_OPEN))
            most = max(most, opened)
            opened -= 1
        yield start, end, most > 1
        start = following


class _Noisy(Exception):  # noqa: N818 - no error: the rest is read without its noise
    """A row that would be like others but for what says nothing."""


@dataclass(slots=True)
class _Sorted:
    """The forms and patterns met so far."""

    forms: dict[Form, int] = field(default_factory=dict)
    patterns: dict[tuple[str, ...], Pattern] = field(default_factory=dict)
    count: int = 0  # of patterns, those that no other row can have among them
    noisy: bool = False  # some markup has what says nothing, and is worth being freed of it

    def table(self, number: int, data: bytes, *, nested: bool) -> PlainTable | None:
        """The table; None, and nothing kept of it, for one that is not plain."""
        known = len(self.forms), len(self.patterns)
        try:
            markup = data.decode()
            if self.noisy:
                markup = without_noise(markup)
            return self._table(number, markup, nested=nested)
        except _Noisy:
            self.noisy = True
            self._forget(*known)
            return self.table(number, data, nested=nested)
        except (Unplain, UnicodeDecodeError):
            self._forget(*known)
            return None

    def _forget(self, forms: int, patterns: int) -> None:
        """All but the first so many, whose texts would be accounted for twice."""
        while len(self.forms) > forms:
            self.forms.popitem()
        while len(self.patterns) > patterns:
            self.patterns.popitem()

    def _table(self, number: int, markup: str, *, nested: bool) -> PlainTable:
        head, rows, tail = _pieces(markup, _ROW, _ROW_END, nested=nested)
        if not rows or is_strange(head[len(_OPEN) :] + tail[: -len(_CLOSE)]):
            raise Unplain
        found = []
        patterns = self.patterns
        for row in rows:
            parts = _TEXT.split(row)
            key = tuple(parts[::2])
            pattern = patterns.get(key)
            if pattern is None:
                pattern = self._pattern(row, key, nested=nested)
            found.append(PlainRow(pattern, parts[1::2]))
        form = self._form(Form(head + tail, "table", repeated=False))
        shaded = "<w:shd" in head or any(pattern.shaded for pattern, _ in found)
        odd = is_odd("".join([text for _, texts in found for text in texts]))
        if odd:
            found = [PlainRow(one, [*map(text_of_source, texts)]) for one, texts in found]
        return PlainTable(number, form, found, shaded, odd)

    def _pattern(self, row: str, key: tuple[str, ...], *, nested: bool) -> Pattern:
        if not self.noisy and without_noise(row) != row:
            raise _Noisy
        _start(row, _ROW)
        head, cells, tail = _pieces(row, _CELL, _CELL_END, nested=nested)
        # What a row says of its shading is asked of the cell, which stands by itself here.
        if is_strange(head + tail) or "<w:shd" in head:
            raise Unplain
        form = self._form(Form(head + tail + _ROW_END, "row", repeated=False))
        taken = _texts_in(head)
        placed, repeats = [], True
        for cell in cells:
            start = _start(cell, _CELL)
            first = taken + (start > 0)  # behind the blanks before it
            taken = first + _texts_in(cell[start:])
            own, repeated = self._cell(cell[start:] + _CELL_END)
            placed.append(Placed(own, first))
            repeats = repeats and (repeated or taken == first)
        if taken >= len(key):
            raise Unplain
        self.count += 1
        pattern = Pattern(self.count, form, tuple(placed), "<w:shd" in row)
        if repeats:
            self.patterns[key] = pattern
        return pattern

    def _cell(self, markup: str) -> tuple[int, bool]:
        """The form of a cell, and whether it is repeated with other texts in it."""
        form = Form(_TEXT.sub(_BLANK, markup), "cell", repeated=True)
        if form in self.forms or not is_strange(markup):
            return self._form(form), True
        if not is_apart(markup):
            raise Unplain
        occurrence = len(self.forms) + 1 if shows_text(markup) else 0
        return self._form(Form(markup, "cell", repeated=False, occurrence=occurrence)), False

    def _form(self, form: Form) -> int:
        return self.forms.setdefault(form, len(self.forms))


def _pieces(
    markup: str, begin: re.Pattern[str], end: str, *, nested: bool
) -> tuple[str, list[str], str]:
    """What stands before the rows or cells, those without their end tags, and what follows."""
    pieces = markup.split(end)
    tail = pieces.pop()
    if nested:
        pieces = list(_joined(pieces, begin, end))
    first = begin.search(pieces[0] if pieces else tail)
    if not pieces and first is None:
        return markup, [], ""
    if not pieces or first is None or begin.search(tail):
        raise Unplain  # one that is closed at once, as no writer leaves it
    head, pieces[0] = pieces[0][: first.start()], pieces[0][first.start() :]
    return head, pieces, tail


def _start(piece: str, begin: re.Pattern[str]) -> int:
    """Where a row or cell begins: behind blanks at most, and not in a control around it."""
    start = piece.find("<")
    if not begin.match(piece, max(0, start)):
        raise Unplain
    return start


def _joined(pieces: Sequence[str], begin: re.Pattern[str], end: str) -> Iterator[str]:
    """Rows or cells with those of the tables in them."""
    inner: list[str] = []
    missing = 0
    for piece in pieces:
        inner.append(piece)
        missing += len(begin.findall(piece)) - 1
        if not missing:
            yield end.join(inner)
            inner = []
    if inner:
        raise Unplain


def _texts_in(piece: str) -> int:
    """How many texts stand in a piece that an end tag follows."""
    return len(_TEXT.findall(piece + "<"))
