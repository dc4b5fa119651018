"""Tables whose rows or columns nothing parts, and which look as if they were read wrongly.

Where one column of texts that begin at its left has two places at which they do, far from each
other, it may be two. Where lines of one row begin as rows do, or a sentence goes on from one row to
the next, rows may be others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from extractors.document import Notice
from extractors.pages.column_lines import Column, Pair, columns_of, faults
from extractors.pages.gaps import LEAST_LINES, Words, level, words_of
from extractors.pages.parts import Part

_LEAST_EDGES = 3  # of columns: a table of one is none
_FAR, _NEARLY_ALL = 3.0, 0.85  # of the size, and of the lines that begin at two places
_EVIDENCE = 60  # characters of each line
_ROWS = (
    "Rows that nothing parts may be others: a line goes on in the next row, or begins a row inside."
)
_COLUMNS = "Lines of a column begin at two places far from each other, so that it may be two."


def doubts(parts: Iterable[Part]) -> Iterator[Notice]:
    """What to tell of a page: the first pair of such lines of either kind."""
    told: set[str] = set()
    for part in parts:
        if (part.drawn and not part.bare) or len(part.xs) < _LEAST_EDGES:
            continue
        lines = level(
            words_of(one) for cell in part.cells for one in cell.lines if one.text.strip()
        )
        columns = columns_of(lines, part.xs[1:-1])
        for notice in (_of_rows(part, lines, columns), _of_columns(part, columns)):
            if notice is not None and notice.code not in told:
                told.add(notice.code)
                yield notice


def _of_rows(part: Part, lines: list[Words], columns: list[Column]) -> Notice | None:
    bases = [line.base for line in lines]
    starts = sorted({bisect_left(bases, y) for y in part.ys[:-1]} - {len(bases)})
    pairs = faults(columns, starts, ())
    return _notice(part, "doubtful-rows", _ROWS, pairs[0]) if pairs else None


def _of_columns(part: Part, columns: list[Column]) -> Notice | None:
    for pieces, _ in columns:
        places = Counter(round(one.x0) for one in pieces)
        (first, many), (second, few) = [*places.most_common(2), (0, 0), (0, 0)][:2]
        is_far = bool(few) and abs(first - second) > _FAR * pieces[0].size
        if is_far and few >= LEAST_LINES and many + few >= _NEARLY_ALL * len(pieces):
            pair = [next(one for one in pieces if round(one.x0) == x) for x in (first, second)]
            return _notice(part, "doubtful-columns", _COLUMNS, (pair[0], pair[1]))
    return None


def _notice(part: Part, code: str, message: str, pair: Pair) -> Notice:
    evidence = " | ".join(one.text[:_EVIDENCE] for one in pair)
    return Notice(code, "warning", message, evidence, f"page[{part.page}]", part.place)
