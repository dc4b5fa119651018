"""A document's markup spelt as a short word, in which tables and rows are found at a glance.

A report says a few pieces of markup over and over, with other texts between them. Each piece is a
letter here, and so a row is a string of a few letters that all rows like it share: of a report of
739,000 bytes and 707 rows, a word of 7,500 letters with 60 different rows in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from extractors.formats.docx.plain_texts import Unplain, is_noisy, without_noise

# A text, and where tables, rows and cells begin and end: around the letters of the pieces.
TEXT, TABLE, TABLE_END, ROW, ROW_END, CELL, CELL_END = "t()[]{}"
_MARKS = {
    b"<w:tbl": TABLE,
    b"</w:tbl": TABLE_END,
    b"<w:tr": ROW,
    b"</w:tr": ROW_END,
    b"<w:tc": CELL,
    b"</w:tc": CELL_END,
}
_MARK = re.compile(rb"<(?:w:tbl>|w:t[rc][\s/>]|/w:t(?:bl|r|c)>)")
_NO_MARKS = str.maketrans("", "", "".join(_MARKS.values()))
_FIRST, _MOST = 0x100, 1_000_000  # letters
# Text in the sense of XML: whatever stands behind a tag, blanks of a pretty-printed file too.
_ANY = b">"
_TEXT = re.compile(_ANY + b"([^<][^<]*)")
# Many writers have one kind of tag before texts. A search for more than its last sign passes over
# all other tags, at two thirds of the price.
_ENDS = (b"<w:t>", b'e">')
_AFTER = {_ANY: _TEXT, **{end: re.compile(end + b"([^<]+)") for end in _ENDS}}
_GLANCE = 1 << 14  # bytes, in which such a writer is known
_BODY = b"<w:body"


class Spelling(NamedTuple):
    """A document's markup as a word, and what its letters stand for."""

    word: str
    pieces: Sequence[bytes]  # of the letters, from the first one
    texts: Sequence[bytes]  # as they stand in the markup, in their order


class _Parts(NamedTuple):
    """A document at its texts."""

    markups: Sequence[bytes]  # each once, and what stands behind the last text
    order: Sequence[int]  # of those, by number
    texts: Sequence[bytes]


def spelt(data: bytes) -> Spelling:
    """The markup as a word; raises Unplain where there is none to be had."""
    end = _usual_end(data)
    parts = _parted(data, end)
    if end != _ANY and _hides_text(parts.markups):
        parts = _parted(data, _ANY)
    if not parts.texts:
        raise Unplain
    markups = parts.markups
    if is_noisy(b"".join(markups)):
        markups = [without_noise(markup) for markup in markups]
    letters: dict[bytes, str] = {}
    words = [_spelt(markup, letters) for markup in markups]
    return Spelling(TEXT.join(map(words.__getitem__, parts.order)), tuple(letters), parts.texts)


def written(spelling: Spelling, word: str, first: int) -> bytes:
    """The markup that a part of the word stands for, whose first text is number `first`."""
    texts = iter(spelling.texts[first : first + word.count(TEXT)])
    pieces = spelling.pieces
    return b"".join(
        [
            next(texts) if letter == TEXT else pieces[ord(letter) - _FIRST]
            for letter in word.translate(_NO_MARKS)
        ]
    )


def blanked(spelling: Spelling, word: str) -> bytes:
    """The same with a blank for each text."""
    pieces = spelling.pieces
    letters = word.translate(_NO_MARKS)
    return b"".join([b" " if one == TEXT else pieces[ord(one) - _FIRST] for one in letters])


def outermost(word: str) -> Iterator[tuple[int, int]]:
    """Where the tables stand that stand in no other, without their signs."""
    start = word.find(TABLE) + 1
    while start:
        end = word.find(TABLE_END, start)
        inner = word.find(TABLE, start, end)
        while end >= 0 and inner >= 0:  # another table begins in it, so that it ends one later
            end = word.find(TABLE_END, end + 1)
            inner = word.find(TABLE, inner + 1, end)
        if end < 0:
            return
        yield start, end
        start = word.find(TABLE, end) + 1


def pieces_in(word: str, begin: str, end: str) -> tuple[str, list[str], str]:
    """What stands before the rows of a table or the cells of a row, those, and what follows."""
    *pieces, tail = word.split(end)
    if TABLE in word:
        pieces = list(_whole(pieces, begin, end))
    head, sign, first = (pieces[0] if pieces else tail).partition(begin)
    if not pieces and not sign:
        return word, [], ""
    if not pieces or not sign or begin in tail:
        raise Unplain  # one that is closed at once, as no writer leaves it
    pieces[0] = sign + first
    return head, pieces, tail


def _whole(pieces: Sequence[str], begin: str, end: str) -> Iterator[str]:
    """Rows or cells with those of the tables in them."""
    inner: list[str] = []
    missing = 0
    for piece in pieces:
        inner.append(piece)
        missing += piece.count(begin) - 1
        if not missing:
            yield end.join(inner)
            inner = []
    if inner:
        raise Unplain


def _usual_end(data: bytes) -> bytes:
    """How the tags end that stand before texts, as far as a glance shows."""
    pieces = _TEXT.split(data[:_GLANCE])[2:-1:2]
    if pieces:
        for end in _ENDS:
            if all(piece.endswith(end[:-1]) for piece in pieces):
                return end
    return _ANY


def _parted(data: bytes, end: bytes) -> _Parts:
    """The document at the texts that stand behind such ends of tags."""
    *parts, last = _AFTER[end].split(data)
    numbers: defaultdict[bytes, int] = defaultdict(count().__next__)
    order = list(map(numbers.__getitem__, parts[::2]))  # reads each piece once
    markups = [piece + end for piece in numbers]
    return _Parts([*markups, last], [*order, len(markups)], parts[1::2])


def _hides_text(markups: Sequence[bytes]) -> bool:
    """Whether text stands in pieces of markup too; blanks around the document's body are none."""
    start = max(0, markups[0].find(_BODY))
    return _TEXT.search(b"".join(markups).rstrip(), start) is not None


def _spelt(piece: bytes, letters: dict[bytes, str]) -> str:
    """The letters of a piece of markup, parted where tables, rows and cells begin and end."""
    parts: list[str] = []
    done = 0
    for found in _MARK.finditer(piece):
        tag = found[0]
        border = found.end() if tag.startswith(b"</") else found.start()
        parts += _letter(piece[done:border], letters), _MARKS[tag[:-1]]
        done = border
    return "".join((*parts, _letter(piece[done:], letters)))


def _letter(piece: bytes, letters: dict[bytes, str]) -> str:
    if not piece:
        return ""
    if len(letters) >= _MOST:
        raise Unplain
    return letters.setdefault(piece, chr(_FIRST + len(letters)))
