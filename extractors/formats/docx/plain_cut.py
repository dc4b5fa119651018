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
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.formats.docx.plain_names import OURS, is_apart, is_strange, shows_text
from extractors.formats.docx.plain_pieces import pieces_of, start_of
from extractors.formats.docx.plain_tables import (
    BLANK,
    STANDS_FOR,
    Form,
    Pattern,
    Placed,
    PlainTable,
)
from extractors.formats.docx.plain_texts import (
    Unplain,
    decoded,
    is_noisy,
    is_numbered,
    is_odd,
    text_of_source,
    without_noise,
)
from extractors.formats.docx.plain_words import (
    TABLE,
    TEXT,
    Spelling,
    blanked,
    outermost,
    rows_in,
    spelt,
    written,
)

_PLACE = f'<w:tbl {STANDS_FOR}="%d"/>'
_OPEN, _CLOSE, _SECTION = b"<w:tbl>", b"</w:tbl>", b"<![CDATA["
_GLANCE = 1 << 15  # bytes, in which a document whose paragraphs are numbered has some that are
# From so many forms on, where cells do not repeat so often, they are no gain.
_MANY, _REPEATED = 200, 3
_make = tuple.__new__  # a record of a ready tuple, at a third of the price
# Rows and cells are cut off before the ends of their end tags.
_ROW, _ROW_END = re.compile(rb"<w:tr[\s/>]"), b"/w:tr>"
_CELL, _CELL_END = re.compile(rb"<w:tc[\s/>]"), b"</w:tc>"


class Cut(NamedTuple):
    """A document and its plain tables apart."""

    rest: bytes
    tables: Sequence[PlainTable]
    forms: Sequence[Form]


def cut(data: bytes, left: frozenset[int] = frozenset()) -> Cut:
    """The document without its plain tables, but those whose numbers are `left` where they are."""
    if not is_numbered(data[:_GLANCE]):
        try:
            return _cut(spelt(data), left, noisy=False)
        except _Noisy:
            pass
    if _SECTION in data:
        raise Unplain  # what says nothing elsewhere may be text in it
    return _cut(spelt(without_noise(data)), left, noisy=True)


def _cut(spelling: Spelling, left: frozenset[int], *, noisy: bool) -> Cut:
    if any(OURS.encode() in piece for piece in spelling.pieces):
        raise Unplain
    sorted_out = _Sorted(spelling, decoded(spelling.texts), noisy)
    word = spelling.word
    tables: list[PlainTable] = []
    rest: list[bytes] = []
    done, since = 0, 0  # letters before what is kept, and texts
    looked_at, passed = 0, 0  # letters, and the texts among them
    for number, (start, end) in enumerate(outermost(word)):
        passed += word.count(TEXT, looked_at, start)
        table = None if number in left else sorted_out.table(number, word[start:end], passed)
        if table is not None:
            rest += written(spelling, word[done:start], since), (_PLACE % len(tables)).encode()
            tables.append(table)
        looked_at = end
        passed += word.count(TEXT, start, end)
        if table is not None:
            done, since = end, passed
    rest.append(written(spelling, word[done:], since))
    return Cut(b"".join(rest), tables, tuple(sorted_out.forms))


class _Noisy(Exception):  # noqa: N818 - no error: the document is read without its noise
    """A row that would be like others but for what says nothing."""


@dataclass(slots=True)
class _Sorted:
    """The forms and patterns met so far."""

    spelling: Spelling
    texts: Sequence[str]  # of the document
    noisy: bool  # whether it was freed of what says nothing
    forms: dict[Form, int] = field(default_factory=dict)
    patterns: dict[str, Pattern] = field(default_factory=dict)  # by their words
    # By the words before and behind their rows: the forms of tables, and whether they are shaded.
    frames: dict[tuple[str, str], tuple[int, bool]] = field(default_factory=dict)
    # Of the pieces of rows that were cells: their forms, where they have one that is repeated; the
    # blanks before them, and the texts in them.
    cells_met: dict[bytes, tuple[int | None, int, int]] = field(default_factory=dict)
    count: int = 0  # of patterns, those that no other row can have among them
    cells: int = 0

    def table(self, number: int, word: str, first: int) -> PlainTable | None:
        """The table whose first text is number `first`.

        None, and nothing kept of it, for one that is not plain.
        """
        known = len(self.forms), len(self.patterns)
        try:
            return self._table(number, word, first)
        except Unplain:
            if not self.noisy and is_noisy(written(self.spelling, word, first)):
                raise _Noisy from None
            self._forget(*known)
            return None

    def _forget(self, forms: int, patterns: int) -> None:
        """All but the first so many, whose texts would be accounted for twice."""
        while len(self.forms) > forms:
            self.forms.popitem()
        while len(self.patterns) > patterns:
            self.patterns.popitem()
        self.frames.clear()
        self.cells_met.clear()

    def _table(self, number: int, word: str, first: int) -> PlainTable:
        head, rows, tail = rows_in(word)
        if not rows:
            raise Unplain
        form, shaded = self._frame(head, tail, (first, first + word.count(TEXT)))
        start = at = first + head.count(TEXT)
        patterns = self.patterns
        found: list[Pattern] = []
        for row in rows:
            pattern = patterns.get(row) or self._pattern(row, at)
            self.cells += len(pattern.cells)
            at += pattern.texts
            found.append(pattern)
        shaded = shaded or True in [pattern.shaded for pattern in found]
        texts = self.texts[start:at]
        odd = is_odd(self.spelling.texts[start:at])
        if odd:
            texts = [text_of_source(text) for text in texts]
        return PlainTable(number, form, found, texts, shaded, odd)

    def _frame(self, head: str, tail: str, texts: tuple[int, int]) -> tuple[int, bool]:
        """The form of a table without its rows, and whether something before them is shaded."""
        known = self.frames.get((head, tail))
        if known is not None:
            return known
        before = written(self.spelling, head, texts[0])
        behind = written(self.spelling, tail, texts[1] - tail.count(TEXT))
        form = Form(before + behind, "table", repeated=False)
        if form not in self.forms and is_strange(before[len(_OPEN) :] + behind[: -len(_CLOSE)]):
            raise Unplain
        found = self._form(form), b"<w:shd" in before
        if TEXT not in head + tail:
            self.frames[head, tail] = found
        return found

    def _pattern(self, row: str, at: int) -> Pattern:
        """That of a row that was not met yet, whose first text is number `at`."""
        markup = blanked(self.spelling, row)[: -len(_ROW_END)]
        nested, count = TABLE in row, row.count(TEXT)
        head, cells, tail = pieces_of(markup, _CELL, _CELL_END, nested=nested)
        form = self._row(head, head + tail + _ROW_END)
        taken = int(start_of(markup, _ROW) > 0) + head.count(BLANK) + head.endswith(BLANK[:-1])
        placed, repeats = [], True
        for number, cell in enumerate(cells):
            own, blanks, inside = self.cells_met.get(cell) or self._cell(cell)
            if own is None:
                whole = written(self.spelling, row, at)[: -len(_ROW_END)]
                _, pieces, _ = pieces_of(whole, _CELL, _CELL_END, nested=nested)
                own = self._apart(pieces[number][start_of(pieces[number], _CELL) :] + _CELL_END)
                repeats = repeats and not inside
            first = taken + blanks
            taken = first + inside
            placed.append(_make(Placed, (own, first)))
        many = len(self.forms) > _MANY and len(self.forms) * _REPEATED > self.cells
        if many or taken > count:
            raise Unplain
        self.count += 1
        pattern = Pattern(self.count, form, tuple(placed), count, b"<w:shd" in markup)
        if repeats:
            self.patterns[row] = pattern
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
