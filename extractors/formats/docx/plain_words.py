"""A document's markup spelt as a short word, in which tables and rows are found at a glance.

A report says a few pieces of markup over and over, with other texts between them. Each piece is a
letter here, and so a row is a string of a few letters that all rows like it share: of a report of
739,000 bytes and 707 rows, a word of 7,500 letters with 60 different rows in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.formats.docx.plain_texts import Unplain

# A text, and where tables and rows begin and end, before and behind the letters of the pieces.
TEXT, TABLE, TABLE_END, ROW, ROW_END = "t", "(", ")", "[", "]"
_FIRST, _MOST = 0x100, 1_000_000  # letters
_NO_MARKS = str.maketrans("", "", TABLE + TABLE_END + ROW + ROW_END)
# Text in the sense of XML: whatever stands between two tags, blanks of a pretty-printed file too.
_TEXT = re.compile(b">([^<]+)<")
_MARK = re.compile(
    rb"""
    (?P<table> <w:tbl> )
    | (?P<row> <w:tr[\s/>] )
    | (?P<table_end> </w:tbl> )
    | (?P<row_end> </w:tr> )
    """,
    re.VERBOSE,
)
_BEGINS = {"table": TABLE, "row": ROW}
_ENDS = {"table_end": TABLE_END, "row_end": ROW_END}
_OUTER = re.compile(f"[{re.escape(TABLE + TABLE_END)}]")
_SIGNS = (
    100  # of what looks like the end of a tag; behind the last tag, each would be searched from
)


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
    letters: dict[bytes, str] = {}
    words = {piece: _spelt(b"<%b>" % piece, letters) for piece in dict.fromkeys(pieces)}
    edges = _spelt(first + b">", letters), _spelt(b"<" + last, letters)
    word = TEXT.join([edges[0], *map(words.__getitem__, pieces), edges[1]])
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


def rows_in(word: str) -> tuple[str, list[str], str]:
    """What stands before the rows of a table, its rows, and what follows."""
    *rows, tail = word.split(ROW_END)
    if TABLE in word:
        rows = list(_whole(rows))
    head, begin, first = (rows[0] if rows else tail).partition(ROW)
    if not rows and not begin:
        return word, [], ""
    if not rows or not begin or ROW in tail:
        raise Unplain  # one that is closed at once, as no writer leaves it
    rows[0] = begin + first
    return head, rows, tail


def _whole(rows: Sequence[str]) -> Iterator[str]:
    """Rows with those of the tables in them."""
    inner: list[str] = []
    missing = 0
    for row in rows:
        inner.append(row)
        missing += row.count(ROW) - 1
        if not missing:
            yield ROW_END.join(inner)
            inner = []
    if inner:
        raise Unplain


def _spelt(piece: bytes, letters: dict[bytes, str]) -> str:
    """The letters of a piece of markup, which is parted where tables and rows begin and end."""
    word, done = "", 0
    for found in _MARK.finditer(piece):
        kind = str(found.lastgroup)
        border = found.start() if kind in _BEGINS else found.end()
        word += _letter(piece[done:border], letters) + (_BEGINS.get(kind) or _ENDS[kind])
        done = border
    return word + _letter(piece[done:], letters)


def _letter(piece: bytes, letters: dict[bytes, str]) -> str:
    if not piece:
        return ""
    if len(letters) >= _MOST:
        raise Unplain
    return letters.setdefault(piece, chr(_FIRST + len(letters)))
