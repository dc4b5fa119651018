"""Tables whose rows or columns nothing parts, and which look as if they were read wrongly.

Where one column of texts that begin at its left has two places at which they do, far from each
other, or gaps in line, it may be two. Where lines of one row begin as rows do, or a sentence goes
on from one row to the next, rows may be others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from extractors.document import Notice
from extractors.pages.column_lines import Column, Pair, Piece, columns_of, faults
from extractors.pages.gaps import LEAST_LINES, Words, level, words_of
from extractors.pages.parts import Part

_FAR, _NEARLY_ALL = 3.0, 0.85  # of the size, and of the lines that begin at two places
_EVIDENCE = 60  # characters of each line
_ROWS = (
    "Rows that nothing parts may be others: a line goes on in the next row, or begins a row inside."
)
_COLUMNS = "Lines of a column begin at two places far from each other, so that it may be two."
_WIDE = 1.2  # of the size: more than a blank, but for those of justified lines, which end in line


def doubts(parts: Iterable[Part]) -> Iterator[Notice]:
    """What to tell of a page: the first pair of such lines of either kind."""
    told: set[str] = set()
    for part in parts:
        if part.drawn and not part.bare:
            continue
        lines = level(
            words_of(one) for cell in part.cells for one in cell.lines if one.text.strip()
        )
        columns = columns_of(lines, part.xs[1:-1])
        for notice in (
            _of_rows(part, lines, columns),
            _of_columns(part, columns) or _of_gaps(part, lines, columns),
        ):
            if notice is not None and notice.code not in told:
                told.add(notice.code)
                yield notice


def _of_rows(part: Part, lines: list[Words], columns: list[Column]) -> Notice | None:
    bases = [line.base for line in lines]
    starts = sorted({bisect_left(bases, y) for y in part.ys[:-1]} - {len(bases)})
    over_all = _over_all(part, bases)
    for pair in faults(columns, starts, ()):
        if not any(pair[0].line <= at <= pair[1].line for at in over_all):
            return _notice(part, "doubtful-rows", _ROWS, pair)
    return None


def _over_all(part: Part, bases: list[float]) -> set[int]:
    """Lines that stand over all columns: nothing goes on in them, or from above to below them."""
    return {
        bisect_left(bases, line.base)
        for cell in part.cells
        if cell.span.column_span == len(part.xs) - 1
        for line in cell.lines
    }


def _of_columns(part: Part, columns: list[Column]) -> Notice | None:
    for pieces, _ in columns:
        places = Counter(round(one.x0) for one in pieces)
        (first, many), (second, few) = [*places.most_common(2), (0, 0), (0, 0)][:2]
        is_far = bool(few) and abs(first - second) > _FAR * pieces[0].size
        if is_far and few >= LEAST_LINES and many + few >= _NEARLY_ALL * len(pieces):
            pair = [next(one for one in pieces if round(one.x0) == x) for x in (first, second)]
            return _notice(part, "doubtful-columns", _COLUMNS, (pair[0], pair[1]))
    return None


def _of_gaps(part: Part, lines: list[Words], columns: list[Column]) -> Notice | None:
    """What stands behind gaps in line inside a column, and ends anywhere."""
    for pieces, _ in columns:
        behind: defaultdict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            gaps = lines[piece.line].gaps(_WIDE)
            for x in {round(x / 2) for _, x in gaps if piece.x0 < x < piece.x1}:
                behind[x].append(piece)
        for own in behind.values():
            if len(own) >= LEAST_LINES and len({round(one.x1) for one in own}) >= LEAST_LINES:
                return _notice(part, "doubtful-columns", _COLUMNS, (own[0], own[1]))
    return None


def _notice(part: Part, code: str, message: str, pair: Pair) -> Notice:
    evidence = " | ".join(one.text[:_EVIDENCE] for one in pair)
    return Notice(code, "warning", message, evidence, f"page[{part.page}]", part.place)
