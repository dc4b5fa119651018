"""Cells of tables without rules that look as if they lacked some of their text, or held others'.

It is told by what all tables of a document have in their columns, and by nothing that a reading
of rows and columns rests on: a text that ends in the middle of a sentence or begins in one, a
deadline that is part of another one or holds two, a sign with a word beside it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from extractors.document import Notice, Place, Row
from extractors.pages.sentences import is_open

_ROWS = "A cell of a table without rules looks as if some of its text stood in another row."
_COLUMNS = "A cell of a table without rules looks as if it held text of another column."
_EVIDENCE = 60  # characters of either end
_LEAST, _NEARLY_ALL = 5, 0.9  # texts of a column that tell how they are, and how many of them
_LEAST_WORDS = 3  # of a sentence
_OF_LABEL = range(1, 4)  # words
_LEAST_DATED, _SELDOM = 10, 12  # rows with a deadline, and of them to one without
_OTHERS, _RARE = 2, 4  # texts of a row beside one over two columns, and rows to such a one
_HARDLY = 40  # sentences of a column to one that begins in a small letter below no open one
_SHORT = 6  # words of a deadline at most
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_])")  # "år,juni 2024": texts of two columns
_WHOLE = re.compile(r"[.!?:][\"'”)]*$")  # the end of a sentence, or what a list follows

Kind: TypeAlias = Literal["rows", "columns"]
Column: TypeAlias = tuple[int, int]  # of how many columns, and which
Words: TypeAlias = tuple[str, ...]


class _Found(NamedTuple):
    """What may be a misfit, and where."""

    place: Place
    text: str


class Misfits:
    """What is told of the cells of such tables while they come in."""

    def __init__(self) -> None:
        self._sure: list[tuple[Kind, _Found]] = []
        self._sentences = Counter[Column]()
        # Texts that begin with a small letter: those below one that lacks its end, and others.
        self._rests: defaultdict[Column, list[_Found]] = defaultdict(list)
        self._small: defaultdict[Column, list[_Found]] = defaultdict(list)
        self._signs = Counter[Column]()  # alone
        self._beside: defaultdict[Column, list[_Found]] = defaultdict(list)  # signs with words
        self._glued: list[tuple[Column, _Found]] = []
        self._dated: defaultdict[Column, Counter[Words]] = defaultdict(Counter)
        self._short: defaultdict[Column, list[_Found]] = defaultdict(list)
        # By label and column: rows with a deadline, and those with nothing.
        self._deadlines: Counter[tuple[str, Column]] = Counter()
        self._missing: defaultdict[tuple[str, Column], list[_Found]] = defaultdict(list)
        self._open: list[tuple[_Found, int]] = []  # of the last row, and in which columns
        self._above: Row = ()
        self._held = Counter[Column]()  # rows with a text of its own
        self._merged: defaultdict[Column, list[_Found]] = defaultdict(list)  # alone in its row

    def take(self, rows: Iterable[Row]) -> None:
        """The rows of the next table; what a page cuts may go on in the one behind."""
        for row in rows:
            is_cut = bool(self._above) and _page(row) > _page(self._above)
            self._close(row if is_cut else ())
            for number, cell in enumerate(row):
                if cell is not None and cell.blocks and cell.places and (text := cell.text):
                    found = _Found(cell.places[-1], text)
                    self._take(
                        found, (len(row), number), goes_on=is_cut and _may_go_on(row, number)
                    )
            self._take_deadlines(row)
            self._take_merged(row)
            self._above = row

    def _take_deadlines(self, row: Row) -> None:
        """What a row with a label has in columns in which such rows have deadlines."""
        label, first = _text(row, 0), row[0] if row else None
        if first is None or not first.places or len(label.split()) not in _OF_LABEL:
            return
        for number in range(1, len(row)):
            key, text = (label, (len(row), number)), _text(row, number)
            self._deadlines[key] += _is_dated(tuple(text.split()))
            if not text and _names_year(row):
                self._missing[key].append(_Found(first.places[0], label))

    def _take_merged(self, row: Row) -> None:
        """A column of which a row has none of its own, as the text before runs over it."""
        merged = [number for number, cell in enumerate(row) if cell is None]
        if not merged:
            self._held.update((len(row), at) for at, cell in enumerate(row) if cell and cell.blocks)
        elif len(merged) == 1 and merged[0]:
            over = row[merged[0] - 1]
            others = [cell for cell in row if cell is not over and cell and cell.blocks]
            if over and over.places and over.text and len(others) >= _OTHERS:
                found = _Found(over.places[-1], over.text)
                self._merged[len(row), merged[0]].append(found)

    def end(self) -> None:
        """Text stands below the last table: no row of it goes on."""
        self._close(())
        self._above = ()

    def _close(self, below: Row) -> None:
        """Texts that end in the middle of a sentence, unless they may go on below a page break."""
        for found, number in self._open:
            if not (_may_go_on(below, number) and _text(below, number)[:1].islower()):
                self._sure.append(("rows", found))
        self._open = []

    def _take(self, found: _Found, column: Column, *, goes_on: bool) -> None:
        words = tuple(found.text.split())
        if _GLUED.search(found.text):
            self._glued.append((column, found))
        if len(words) >= _LEAST_WORDS:
            self._sentences[column] += 1
            if found.text[0].islower() and not goes_on:
                may_be_rest = _lacks_end(_text(self._above, column[1]))
                (self._rests if may_be_rest else self._small)[column].append(found)
            if is_open(found.text):
                self._open.append((found, column[1]))
        if len(words) <= _SHORT:
            self._take_short(found, column, words)

    def _take_short(self, found: _Found, column: Column, words: Words) -> None:
        is_sign = len(words[-1]) == 1 and not words[-1].isalnum()
        if is_sign and len(words) == 1:
            self._signs[column] += 1
        elif is_sign:
            self._beside[column].append(found)
        elif _is_dated(words):
            self._dated[column][words] += 1
        elif column[1]:
            self._short[column].append(found)

    def notices(self) -> Iterator[Notice]:
        """The first of each kind on a page."""
        self._close(())
        told: set[tuple[Kind, int]] = set()
        found = [*self._sure, *self._unusual_rows(), *self._unusual_columns()]
        for kind, (place, text) in sorted(found, key=_order):
            if (kind, place.page) not in told:
                told.add((kind, place.page))
                code, message = f"doubtful-{kind}", _ROWS if kind == "rows" else _COLUMNS
                where = f"page[{place.page}]"
                yield Notice(code, "warning", message, _shortened(text), where, place)

    def _unusual_columns(self) -> Iterator[tuple[Kind, _Found]]:
        """What differs from nearly all others of its column as if it held text of another one."""
        for column, one in self._glued:
            if column in self._dated or _is_deadline_glued(one.text):
                yield "columns", one
        for column, merged in self._merged.items():
            if self._held[column] >= max(_LEAST, _RARE * len(merged)):
                yield from (("columns", one) for one in merged)
        for column, beside in self._beside.items():
            if self._signs[column] >= max(_LEAST, _NEARLY_ALL * len(beside)):
                yield from (("columns", one) for one in beside)

    def _unusual_rows(self) -> Iterator[tuple[Kind, _Found]]:
        """The same as if text of another row stood in it, or its own in another one."""
        for column, rests in self._rests.items():
            yield from self._seldom(column, rests, 1 - _NEARLY_ALL)
        for column, small in self._small.items():
            yield from self._seldom(column, small, 1 / _HARDLY)
        for column, short in self._short.items():
            yield from (("rows", one) for one in self._parts_of_deadlines(column, short))
        for key, missing in self._missing.items():
            if self._deadlines[key] >= max(_LEAST_DATED, _SELDOM * len(missing)):
                yield from (("rows", one) for one in missing)

    def _seldom(
        self, column: Column, small: Sequence[_Found], most: float
    ) -> Iterator[tuple[Kind, _Found]]:
        """Those texts, if hardly any sentence of their column is one of them."""
        count = self._sentences[column]
        if count >= _LEAST and len(small) <= most * count:
            yield from (("rows", one) for one in small)

    def _parts_of_deadlines(self, column: Column, short: Sequence[_Found]) -> Iterator[_Found]:
        """Those that are parts of deadlines; where years stand alone more often, they are whole."""
        dated = self._dated[column]
        years = sum(_YEAR.fullmatch(one.text) is not None for one in short)
        are_whole = _SELDOM * years > dated.total()
        for one in short:
            is_whole = are_whole and _YEAR.fullmatch(one.text) is not None
            if dated and not is_whole and _is_part(one.text, dated):
                yield one


def _page(row: Row) -> int:
    """The page that a row begins on."""
    return min((cell.places[0].page for cell in row if cell and cell.places), default=0)


def _may_go_on(row: Row, number: int) -> bool:
    """Whether a column of a row at the top of a page may be the rest of a row: it has no label."""
    return bool(_text(row, number)) and (number == 0 or not _text(row, 0))


def _text(row: Row, number: int) -> str:
    cell = row[number] if number < len(row) else None
    return "" if cell is None else cell.text


def _is_dated(words: Words) -> bool:
    """Whether it ends in a year, which is the only one: a deadline as most are written."""
    years = [at for at, word in enumerate(words) if _YEAR.fullmatch(word)]
    return len(words) > 1 and years == [len(words) - 1]


def _lacks_end(text: str) -> bool:
    """Whether it is a sentence that does not end."""
    return len(text.split()) >= _LEAST_WORDS and _WHOLE.search(text) is None


def _names_year(row: Row) -> bool:
    """Whether a text behind the label has a year, so that it may hold the deadline."""
    return any(_YEAR.search(_text(row, number)) for number in range(1, len(row)))


def _is_deadline_glued(text: str) -> bool:
    """Whether a deadline begins right behind a comma, with no blank between."""
    behind = [text[found.end() :].split()[:_SHORT] for found in _GLUED.finditer(text)]
    return any(
        any(_is_dated(tuple(words[:end])) for end in range(1, len(words) + 1)) for words in behind
    )


def _is_part(text: str, dated: Iterable[Words]) -> bool:
    """Whether a text is the beginning or end of a deadline, or a deadline and part of one."""
    words = tuple(text.split())
    ends = [at for at, word in enumerate(words[:-1], start=1) if _YEAR.fullmatch(word)]
    parts = [words] if not ends else [words[: ends[0]], words[ends[0] :]]
    return all(
        any(len(own) <= len(one) and own in {one[: len(own)], one[-len(own) :]} for one in dated)
        for own in parts
    )


def _order(one: tuple[Kind, _Found]) -> tuple[int, float, float, Kind]:
    kind, (place, _) = one
    return place.page, place.top, place.x0, kind


def _shortened(text: str) -> str:
    if len(text) <= 2 * _EVIDENCE:
        return text
    return f"{text[:_EVIDENCE]} … {text[-_EVIDENCE:]}"
