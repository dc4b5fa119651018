"""Plain tables cut out of a Word document before it is parsed, as the forms that they repeat.

A report is a few cells said over and over with other texts. What is left of a cell or row without
its texts is its *form*; only the forms are parsed, each once. A cell with more in it than text is
a form of its own, texts and all; a table with anything else between its cells, or with tracked
changes in it, stays where it stands.

What is cut out is well-formed exactly if its forms are and its texts are text, so the parser still
judges all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.formats.docx.plain_names import OURS, is_apart, is_strange, shows_text
from extractors.formats.docx.plain_paragraphs import END, is_paragraph, taken_apart
from extractors.formats.docx.plain_tables import (
    STANDS_FOR,
    CellForm,
    Form,
    Pattern,
    Placed,
    PlainTable,
)
from extractors.formats.docx.plain_texts import (
    Unplain,
    decoded,
    is_numbered,
    odd_among,
    text_of_source,
    without_noise,
)
from extractors.formats.docx.plain_words import (
    CELL,
    CELL_END,
    ROW,
    ROW_END,
    TEXT,
    Spelling,
    blanked,
    outermost,
    pieces_in,
    spelt,
    written,
)

_OURS = OURS.encode()
_PLACE = f'<w:tbl {STANDS_FOR}="%d"/>'.encode()
_OPEN, _CLOSE, _SHADING, _SECTION = b"<w:tbl>", b"</w:tbl>", b"<w:shd", b"<![CDATA["
_GLANCE = 1 << 15  # bytes, in which a document whose paragraphs are numbered has some that are
# From so many forms on, where cells do not repeat so often, they are no gain.
_MANY, _REPEATED = 200, 3
_make = tuple.__new__  # a record of a ready tuple, at a third of the price


class Cut(NamedTuple):
    """A document and its plain tables apart."""

    rest: bytes
    tables: Sequence[PlainTable]
    forms: Sequence[Form]
    cells: Sequence[CellForm]


def cut(data: bytes, left: frozenset[int] = frozenset()) -> Cut:
    """The document without its plain tables, but those whose numbers are `left` where they are."""
    # Of what Word numbers anew each time, no two pieces are alike: all at once is cheaper.
    spelling = spelt(without_noise(data) if is_numbered(data, _GLANCE) else data)
    markup = b"".join(spelling.pieces)
    if _OURS in markup or _SECTION in markup:
        raise Unplain  # in a section, what says nothing elsewhere is text
    texts = decoded(spelling.texts)
    sorted_out = _Sorted(spelling, texts, odd_among(spelling.texts, texts))
    word = spelling.word
    tables: list[PlainTable] = []
    rest: list[bytes] = []
    known: dict[str, bytes] = {}
    done, since = 0, 0  # letters before what is kept, and texts
    looked_at, passed = 0, 0  # letters, and the texts among them
    for number, (start, end) in enumerate(outermost(word)):
        passed += word.count(TEXT, looked_at, start)
        table = None if number in left else sorted_out.table(number, word[start:end], passed)
        if table is not None:
            rest += _between(spelling, word[done:start], since, known), _PLACE % len(tables)
            tables.append(table)
        looked_at = end
        passed += word.count(TEXT, start, end)
        if table is not None:
            done, since = end, passed
    rest.append(written(spelling, word[done:], since))
    return Cut(b"".join(rest), tables, tuple(sorted_out.forms), tuple(sorted_out.cell_forms))


def _between(spelling: Spelling, word: str, first: int, known: dict[str, bytes]) -> bytes:
    """What stands between two tables: the same between most, and then in `known`."""
    found = known.get(word)
    if found is None:
        found = written(spelling, word, first)
        if TEXT not in word:
            known[word] = found
    return found


@dataclass(slots=True)
class _Sorted:
    """The forms and patterns met so far."""

    spelling: Spelling
    texts: Sequence[str]  # of the document
    odd: Sequence[int]  # the numbers of those that have more than ordinary letters
    # Of the letters: those that were looked at, and what is more than text and its properties.
    looked_at: set[str] = field(default_factory=set)
    strange: set[str] = field(default_factory=set)
    forms: dict[Form, int] = field(default_factory=dict)
    cell_forms: dict[CellForm, int] = field(default_factory=dict)
    paragraphs: dict[bytes, int] = field(default_factory=dict)  # their forms, by all but their ends
    patterns: dict[str, Pattern] = field(default_factory=dict)  # by their words
    # By the words before and behind what stands in them: the forms of tables and rows, and whether
    # they are shaded.
    tables_met: dict[tuple[str, str], tuple[int, bool]] = field(default_factory=dict)
    rows_met: dict[tuple[str, str], tuple[int, bool]] = field(default_factory=dict)
    # Of words of cells: their forms, where they have one that is repeated; the blanks before them;
    # the texts in them; whether they are shaded.
    cells_met: dict[str, tuple[int | None, int, int, bool]] = field(default_factory=dict)
    count: int = 0  # of patterns, those that no other row can have among them
    cells: int = 0

    def table(self, number: int, word: str, first: int) -> PlainTable | None:
        """The table whose first text is number `first`.

        None, and nothing kept of it, for one that is not plain.
        """
        known = len(self.forms), len(self.cell_forms), len(self.patterns)
        try:
            return self._table(number, word, first)
        except Unplain:
            self._forget(*known)
            return None

    def _forget(self, forms: int, cell_forms: int, patterns: int) -> None:
        """All but the first so many, whose texts would be accounted for twice."""
        while len(self.forms) > forms:
            self.forms.popitem()
        while len(self.cell_forms) > cell_forms:
            self.cell_forms.popitem()
        while len(self.patterns) > patterns:
            self.patterns.popitem()
        self.tables_met.clear()
        self.rows_met.clear()
        self.cells_met.clear()
        self.paragraphs.clear()

    def _table(self, number: int, word: str, first: int) -> PlainTable:
        head, rows, tail = pieces_in(word, ROW, ROW_END)
        if not rows:
            raise Unplain
        form, shaded = self._frame(head, tail, (first, first + word.count(TEXT)))
        start = at = first + head.count(TEXT)
        found = self._patterns(rows, at)
        for _, _, _, count, coloured in found:
            at += count
            shaded = shaded or coloured
        texts = self.texts[start:at]
        odd = bisect_left(self.odd, start) < bisect_left(self.odd, at)
        if odd:
            texts = [text_of_source(text) for text in texts]
        return _make(PlainTable, (number, form, found, texts, shaded, odd))

    def _patterns(self, rows: Sequence[str], first: int) -> list[Pattern]:
        """Those of the rows whose first text is number `first`."""
        try:
            found = list(map(self.patterns.__getitem__, rows))
        except KeyError:
            return self._new_patterns(rows, first)
        self.cells += len(rows) * len(found[0].cells)  # about
        return found

    def _new_patterns(self, rows: Sequence[str], first: int) -> list[Pattern]:
        """The same where some were not met yet."""
        found = []
        for row in rows:
            pattern = self.patterns.get(row) or self._pattern(row, first)
            self.cells += len(pattern.cells)
            first += pattern.texts
            found.append(pattern)
        return found

    def _frame(self, head: str, tail: str, texts: tuple[int, int]) -> tuple[int, bool]:
        """The form of a table without its rows, and whether something before them is shaded."""
        known = self.tables_met.get((head, tail))
        if known is not None:
            return known
        before = written(self.spelling, head, texts[0])
        behind = written(self.spelling, tail, texts[1] - tail.count(TEXT))
        form = Form(before + behind, "table", repeated=False)
        if form not in self.forms and is_strange(before[len(_OPEN) :] + behind[: -len(_CLOSE)]):
            raise Unplain
        found = self._form(form), _SHADING in before
        if TEXT not in head + tail:
            self.tables_met[head, tail] = found
        return found

    def _pattern(self, row: str, at: int) -> Pattern:
        """That of a row that was not met yet, whose first text is number `at`."""
        head, cells, tail = pieces_in(row, CELL, CELL_END)
        form, shaded = self.rows_met.get((head, tail)) or self._row(head, tail)
        taken, count = head.count(TEXT), row.count(TEXT)
        placed, repeats = [], True
        for cell in cells:
            own, first, inside, coloured = self.cells_met.get(cell) or self._cell(cell)
            first += taken
            if own is None:
                own = self._apart(written(self.spelling, cell.lstrip(TEXT), at + first))
                repeats = repeats and not inside
            taken = first + inside
            shaded = shaded or coloured
            placed.append(_make(Placed, (own, first)))
        many = len(self.forms) > _MANY and len(self.forms) * _REPEATED > self.cells
        if many or taken > count:
            raise Unplain
        self.count += 1
        pattern = Pattern(self.count, form, tuple(placed), count, shaded)
        if repeats:
            self.patterns[row] = pattern
        return pattern

    def _row(self, head: str, tail: str) -> tuple[int, bool]:
        """The form of a row without its cells, and whether it is shaded."""
        _check_begin(head, ROW)
        before = blanked(self.spelling, head)
        form = Form(before + blanked(self.spelling, tail), "row", repeated=False)
        # What a row says of its shading is asked of the cell, which stands by itself here.
        if form not in self.forms and (self._is_strange(head + tail) or _SHADING in before):
            raise Unplain
        found = self.rows_met[head, tail] = self._form(form), _SHADING in form.markup
        return found

    def _cell(self, word: str) -> tuple[int | None, int, int, bool]:
        """The form of a cell that others repeat, blanks before it, texts in it, any shading."""
        inner = word.lstrip(TEXT)
        _check_begin(inner, CELL)
        markup = blanked(self.spelling, inner)
        own = None if self._is_strange(inner) else self._repeated(markup)
        found = own, len(word) - len(inner), inner.count(TEXT), _SHADING in markup
        self.cells_met[word] = found
        return found

    def _is_strange(self, word: str) -> bool:
        """Whether more stands in a part of the word than text and its properties.

        Asked of each letter once, which is a quarter of asking each form.
        """
        if not self.looked_at.issuperset(word):
            for letter in set(word) - self.looked_at:
                self.looked_at.add(letter)
                if is_strange(blanked(self.spelling, letter)):
                    self.strange.add(letter)
        return not self.strange.isdisjoint(word)

    def _apart(self, markup: bytes) -> int:
        """The form of a cell with more in it than text."""
        if not is_apart(markup):
            raise Unplain
        occurrence = len(self.forms) + 1 if shows_text(markup) else 0
        form = self._form(Form(markup, "cell", repeated=False, occurrence=occurrence))
        return self._cell_form(CellForm(form, None))

    def _repeated(self, markup: bytes) -> int:
        """The form of a cell of text, by its paragraphs where there is nothing else in it."""
        apart = taken_apart(markup)
        paragraphs = None if apart is None else self._paragraphs(apart[1])
        own = markup if apart is None or paragraphs is None else apart[0]
        return self._cell_form(CellForm(self._form(Form(own, "cell", repeated=True)), paragraphs))

    def _paragraphs(self, pieces: Sequence[bytes]) -> tuple[int, ...] | None:
        """Their forms; None if one is more than a paragraph."""
        numbers = []
        for piece in pieces:
            number = self.paragraphs.get(piece)
            if number is None:
                if not is_paragraph(piece):
                    return None
                number = self._form(Form(piece + END, "paragraph", repeated=True))
                self.paragraphs[piece] = number
            numbers.append(number)
        return tuple(numbers)

    def _cell_form(self, form: CellForm) -> int:
        return self.cell_forms.setdefault(form, len(self.cell_forms))

    def _form(self, form: Form) -> int:
        return self.forms.setdefault(form, len(self.forms))


def _check_begin(word: str, sign: str) -> None:
    """A row or cell stands behind blanks at most, and not in a control around it."""
    if not word.lstrip(TEXT).startswith(sign):
        raise Unplain
