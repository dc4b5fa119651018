"""The rows of a table and the cells of a row as pieces of its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.formats.docx.plain_texts import Unplain


def pieces_of(
    markup: bytes, begin: re.Pattern[bytes], end: bytes, *, nested: bool
) -> tuple[bytes, list[bytes], bytes]:
    """What stands before the rows or cells, those without their end tags, and what follows."""
    pieces = markup.split(end)
    tail = pieces.pop()
    if nested:
        pieces = list(_joined(pieces, begin, end))
    first = begin.search(pieces[0] if pieces else tail)
    if not pieces and first is None:
        return markup, [], b""
    if not pieces or first is None or begin.search(tail):
        raise Unplain  # one that is closed at once, as no writer leaves it
    head, pieces[0] = pieces[0][: first.start()], pieces[0][first.start() :]
    return head, pieces, tail


def start_of(piece: bytes, begin: re.Pattern[bytes]) -> int:
    """Where a row or cell begins: behind blanks at most, and not in a control around it."""
    start = piece.find(b"<")
    if not begin.match(piece, max(0, start)):
        raise Unplain
    return start


def _joined(pieces: Sequence[bytes], begin: re.Pattern[bytes], end: bytes) -> Iterator[bytes]:
    """Rows or cells with those of the tables in them."""
    inner: list[bytes] = []
    missing = 0
    for piece in pieces:
        inner.append(piece)
        missing += len(begin.findall(piece)) - 1
        if not missing:
            yield end.join(inner)
            inner = []
    if inner:
        raise Unplain
