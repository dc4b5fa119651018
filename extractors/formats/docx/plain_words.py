"""A document's markup spelt as a short word, in which tables and rows are found at a glance.

A report says a few pieces of markup over and over, with other texts between them. Each piece is a
letter here, and so a row is a string of a few letters that all rows like it share: of a report of
739,000 bytes and 707 rows, a word of 7,500 letters with 60 different rows in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_OUTER = re.compile(f"[{re.escape(TABLE + TABLE_END)}]")
_FIRST, _MOST = 0x100, 1_000_000  # letters
# Text in the sense of XML: whatever stands between two tags, blanks of a pretty-printed file too.
_TEXT = re.compile(b">([^<][^<]*)<")
# Of what looks like the end of a tag, behind the last one: from each of them all would be searched.
_SIGNS = 100


class Spelling(NamedTuple):
    """A document's markup as a word, and what its letters stand for."""

    word: str
    pieces: Sequence[bytes]  # of the letters, from the first one
    texts: Sequence[bytes]  # as they stand in the markup, in their order


def spelt(data: bytes) -> Spelling:
    """The markup as a word; raises Unplain where there is none to be had."""
    if data.count(b">", data.rfind(b"<") + 1) > _SIGNS:
        raise Unplain
    parts = _TEXT.split(data)
    if len(parts) == 1:
        raise Unplain  # no text at all
    first, *pieces, last = parts[::2]
    distinct = list(dict.fromkeys(pieces))
    markups = [first + b">", *[b"<%b>" % piece for piece in distinct], b"<" + last]
    if is_noisy(b"".join(markups)):
        markups = [without_noise(markup) for markup in markups]
    letters: dict[bytes, str] = {}
    begin, *inner, end = [_spelt(markup, letters) for markup in markups]
    words = dict(zip(distinct, inner, strict=True))
    word = TEXT.join([begin, *map(words.__getitem__, pieces), end])
    return Spelling(word, tuple(letters), parts[1::2])


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
    depth, start = 0, 0
    for found in _OUTER.finditer(word):
        if found[0] == TABLE:
            start = start if depth else found.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, found.start()


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
