"""Rows by what the cells of each are level at: their tops, middles or feet, one way in a table.

Where labels stand at the middles or feet of rows, what stands above a label is of its row, and
taken for the row before by all that looks for beginnings. Then sentences are cut. Rows are only
parted anew where they are, and so that fewer are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from functools import partial
from itertools import dropwhile, pairwise
from typing import NamedTuple

from extractors.pages.column_lines import (
    PRESSED,
    Column,
    Piece,
    are_alike,
    columns_of,
    faults,
    goes_on,
    has_room,
    held_in,
    is_text,
    pitch_of,
)
from extractors.pages.gaps import Words, on_baselines
from extractors.pages.row_levels import ALL, MIDDLES, TOPS
from extractors.pages.sentences import ends_sentence
from extractors.pages.stacks import CLOSE

_LEVEL = 0.2  # of the least distance of lines: cells whose tops, middles or feet are level
_HALF = 0.48  # the same: middles of one line more or less differ by half of it

# What tells against rows, in the weight that it has.
_CUT, _CUT_APART = 6.0, 1.0  # a sentence parted, from a line that is close, or further away
_FILLED = 1.0  # rows parted at a line that may be filled
_BROKEN, _APART, _TURNED = 1.0, 2.5, 3.0  # in one cell: a line with room, a distance, bold type
_NOT_LEVEL, _AT_END = 3.0, 1.0  # a column that is not level with others, in rows a page may cut
_UNLABELLED, _TWO_LABELS = 2.0, 6.0
_ALONE = 2.5  # sentences in the first column with nothing beside them, as paragraphs stand there
_ALIKE = 6.0  # lines of one row with texts in the first column and several others
_OTHERWISE = 2.0  # rows that are level in another way than nearly all of the document
_ROW = 0.2
_MOST = 12.0  # inside one row
_TWO = 2  # rows, of which one may have lines of the other
_BETTER = 2.0  # by how much other rows must be


class _Join(NamedTuple):
    """A line and the one above it in a column, as lines of one row."""

    above: int
    weight: float  # of what tells against it


class _Table(NamedTuple):
    """Lines in columns, and what is known of them."""

    bases: Sequence[float]
    columns: Sequence[Column]
    pitch: float
    parted: Sequence[bool]  # whether a border stands above each line
    labels: Container[str]
    joins: Sequence[Sequence[_Join]] = ()  # of each line, in every column that has it


def level_starts(
    lines: Sequence[Words],
    borders: Sequence[float],
    starts: Sequence[int],
    labels: Container[str] = (),
    parted: Sequence[bool] = (),
    ways: Sequence[float] = ALL,
) -> list[int]:
    """The indices of the lines that begin a row: `starts`, unless others cut fewer sentences.

    `labels` are texts that begin rows, `parted` is whether a border stands above each line, `ways`
    are those that cells may be level where a page cut rows: other tables may be level otherwise.
    """
    # Where rules part rows the heights of their texts tell nothing more.
    columns = columns_of(on_baselines(lines) if any(parted) else lines, borders)
    known_faults = faults(columns, starts or [0], labels)
    if not known_faults and ways != (MIDDLES,):
        return list(starts)
    if len(starts) < _TWO and not _are_several(columns[0].pieces, labels):
        return list(starts)
    starts = starts or [0]
    table = _table(lines, columns, parted or [False] * len(lines), labels)
    is_cut, off = _off_middles(table, starts, ways)
    if not (known_faults or off):
        return list(starts)
    tried = ways if is_cut else ALL
    table = table._replace(joins=_joins(table))
    known = min(_weight(table, starts, way) + _otherwise(way, ways) for way in tried)
    weight, found = min(
        (
            (weight + _otherwise(way, ways), rows)
            for weight, rows, way in _lightest(table, tried)
            if _may_be(columns, rows, way, starts)
        ),
        default=(known, starts),
    )
    count = len(faults(columns, found, labels)) + (off and _off_middles(table, found, ways)[1])
    is_better = weight + _BETTER < known and count < len(known_faults) + off
    return list(found) if is_better else list(starts)


def _otherwise(way: float, ways: Sequence[float]) -> float:
    """What tells against rows that are level in a way."""
    return 0.0 if way in ways else _OTHERWISE


def _off_middles(table: _Table, starts: Sequence[int], ways: Sequence[float]) -> tuple[bool, int]:
    """Whether a page's top cuts a row wrongly, and in how many ways labels are off their middles.

    It tells something only of a document that sets all labels at the middles of their rows.
    """
    if ways != (MIDDLES,):
        return False, 0
    is_cut = _is_cut_wrongly(table, starts)
    return is_cut, is_cut + _is_off(table, starts)


def _is_cut_wrongly(table: _Table, starts: Sequence[int]) -> bool:
    """Whether the first label is not level with the middle of its row, below the rest of another.

    Of that rest a row may have taken too much or too little.
    """
    rows = list(dropwhile(partial(_is_bold, table), pairwise([*starts, len(table.bases)])))
    at = next((at for at, row in enumerate(rows[:_TWO]) if _firsts(table, row)), None)
    if at is None or (off := _off_middle(table, rows[at])) is None:
        return False
    return (off if at == 0 else -off) > _LEVEL * table.pitch


def _is_off(table: _Table, starts: Sequence[int]) -> bool:
    """Whether the label of any row that no page cuts is not level with its middle."""
    rows = list(pairwise([*starts, len(table.bases)]))[1:-1]
    return any(abs(_off_middle(table, row) or 0.0) > _LEVEL * table.pitch for row in rows)


def _off_middle(table: _Table, row: tuple[int, int]) -> float | None:
    """How far below the middle of a row its label stands; None where it has none, or several."""
    labels = _firsts(table, row)
    if len(labels) != 1:
        return None
    held = [own for one, _ in table.columns if (own := held_in(one, row))]
    return (
        labels[0].base - (min(own[0].base for own in held) + max(own[-1].base for own in held)) / 2
    )


def _is_bold(table: _Table, row: tuple[int, int]) -> bool:
    """Whether what a row has in the first column is in bold, as headings are that pages repeat."""
    return any(one.bold for one in _firsts(table, row))


def _firsts(table: _Table, row: tuple[int, int]) -> Sequence[Piece]:
    """What a row has in the first column."""
    return held_in(table.columns[0].pieces, row)


def _are_several(pieces: Sequence[Piece], labels: Container[str]) -> bool:
    """Whether some may be of other rows: lists side by side are one.

    A text comes again, or begins rows elsewhere, or not all are bold.
    """
    texts = {one.text for one in pieces}
    is_labelled = any(one.text in labels for one in pieces[1:])
    return is_labelled or len(texts) < len(pieces) or len({one.bold for one in pieces}) > 1


def _may_be(
    columns: Sequence[Column], found: Sequence[int], way: float, starts: Sequence[int]
) -> bool:
    """Whether rows are level so: what is level at its top has been seen, and may be parted more."""
    return set(starts) <= set(found) if way == TOPS else _are_inside(columns, found)


def _are_inside(columns: Sequence[Column], starts: Sequence[int]) -> bool:
    """Whether what a column has of a row stands below the row's first line anywhere."""
    for column in columns:
        lines = [one.line for one in column.pieces]
        for first, stop in pairwise([*starts, len(lines) and lines[-1] + 1]):
            at = bisect_left(lines, first)
            if at < len(lines) and first < lines[at] < stop:
                return True
    return False


def _table(
    lines: Sequence[Words],
    columns: Sequence[Column],
    parted: Sequence[bool],
    labels: Container[str],
) -> _Table:
    bases = [line.base for line in lines]
    return _Table(bases, columns, pitch_of(columns), parted, labels)


def _joins(table: _Table) -> list[list[_Join]]:
    """What tells against each line in a row with the lines right above it.

    Asked once: a line may be in as many rows as there are lines above it.
    """
    found: list[list[_Join]] = [[] for _ in table.bases]
    for number, (own, width) in enumerate(table.columns):
        for above, below in pairwise(own):
            weight = _within_cell(above, below, width, table.pitch)
            if number == 0 and are_alike(table.columns, (above, below)):
                weight += _ALIKE
            if weight:
                found[below.line].append(_Join(above.line, weight))
    return found


def _weight(table: _Table, starts: Sequence[int], way: float) -> float:
    """What tells against rows."""
    rows = pairwise([*starts, len(table.bases)])
    return sum(_parting(table, first) + _row(table, (first, stop), way) for first, stop in rows)


def _lightest(table: _Table, ways: Sequence[float]) -> Iterator[tuple[float, Sequence[int], float]]:
    """The rows that least tells against if they are level one way, and how much does."""
    count = len(table.bases)
    # By where rows end; where the last one begins.
    least = [[(0.0, 0)] + [(float("inf"), 0)] * count for _ in ways]
    for first in range(count):
        parting = _parting(table, first) if least[0][first][0] < float("inf") else float("inf")
        if parting == float("inf"):
            continue
        for stop, inside in _insides(table, first):
            held = _held(table, (first, stop))
            for way, best in zip(ways, least, strict=True):
                weight = best[first][0] + parting + inside
                weight += _unlevel(table, (first, stop), held, way)
                best[stop] = min(best[stop], (weight, first))
    for way, best in zip(ways, least, strict=True):
        yield best[count][0], _starts_of(best), way


def _starts_of(best: Sequence[tuple[float, int]]) -> list[int]:
    """The lines that begin rows, by where the last one begins of those that end before a line."""
    starts = [len(best) - 1]
    while starts[-1]:
        starts.append(best[starts[-1]][1])
    return starts[:0:-1]


def _insides(table: _Table, first: int) -> Iterator[tuple[int, float]]:
    """Where a row may end that begins with a line, and what tells against what is in it."""
    joined = 0.0
    for line in range(first, len(table.bases)):
        if line > first and table.parted[line]:
            return
        joined += _joined(table, first, line)
        inside = _ROW + joined + _two_labels(table, (first, line + 1))
        if inside > _MOST:
            return
        yield line + 1, inside


def _parting(table: _Table, first: int) -> float:
    """What tells against a row that begins with a line."""
    if first == 0 or table.parted[first]:
        return 0.0
    if table.bases[first] - table.bases[first - 1] < PRESSED * table.pitch:
        return float("inf")
    weight = 0.0
    for own, width in table.columns:
        at = bisect_left(own, (first,))
        if 0 < at < len(own):
            weight += _between_rows(own[at - 1], own[at], width, table.pitch)
    return weight


def _between_rows(above: Piece, below: Piece, width: float, pitch: float) -> float:
    is_close = below.base - above.base <= CLOSE * pitch
    if above.bold != below.bold:
        return 0.0
    if goes_on(above, below, width):
        return _CUT if is_close and is_text(above) else _CUT_APART
    return _FILLED if is_close and not has_room(above, below, width) else 0.0


def _row(table: _Table, row: tuple[int, int], way: float) -> float:
    first, stop = row
    joined = sum(_joined(table, first, line) for line in range(first, stop))
    inside = _ROW + joined + _two_labels(table, row)
    return inside + _unlevel(table, row, _held(table, row), way)


def _joined(table: _Table, first: int, line: int) -> float:
    """What tells against a line in a row that begins with another one."""
    return sum(weight for above, weight in table.joins[line] if above >= first)


def _two_labels(table: _Table, row: tuple[int, int]) -> float:
    """What labels tell against a row: it has one, unless all of its first column is one."""
    if not table.labels:
        return 0.0
    firsts = _firsts(table, row)
    labels = sum(one.text in table.labels for one in firsts)
    return _TWO_LABELS * max(labels - (len(firsts) == labels), 0)


def _within_cell(above: Piece, below: Piece, width: float, pitch: float) -> float:
    if above.bold != below.bold:
        return _TURNED
    if goes_on(above, below, width):
        return 0.0
    if below.base - above.base > CLOSE * pitch:
        return _APART
    return _BROKEN if has_room(above, below, width) else 0.0


def _held(table: _Table, row: tuple[int, int]) -> list[Sequence[Piece]]:
    """What each column has in a row."""
    return [held_in(own, row) for own, _ in table.columns]


def _unlevel(
    table: _Table, row: tuple[int, int], held: Sequence[Sequence[Piece]], way: float
) -> float:
    """What the columns of a row tell against it: those not level with the highest, or empty."""
    extents = [(own[0].base, own[-1].base) for own in held if own]
    highest = max(extents, key=lambda one: one[1] - one[0])
    most = _LEVEL * table.pitch
    is_cut = row[0] == 0 or row[1] == len(table.bases)
    weight = 0.0
    for extent in extents:
        (top, height), (own_top, own_height) = (
            (high, high + way * (low - high)) for high, low in (highest, extent)
        )
        if abs(own_height - height) > most:
            may_be = is_cut and (way != MIDDLES or _may_be_cut(table, row, own_height - height))
            may_be |= is_cut and row[0] > 0 and abs(own_top - top) <= most
            weight += _AT_END if may_be else _NOT_LEVEL
    if not held[0]:
        return weight + _UNLABELLED
    is_alone = way == MIDDLES and len(held) > _TWO and len(extents) == 1 and not is_cut
    return weight + _ALONE * (is_alone and ends_sentence(held[0][-1].text))


def _may_be_cut(table: _Table, row: tuple[int, int], below: float) -> bool:
    """Whether a text that far below the middle of what a page leaves of a row may be in its middle.

    The middle of the whole row is nearer to the cut. But some programs set all at the top then.
    Less than half a line is how whole columns stand lower than others.
    """
    if abs(below) < _HALF * table.pitch:
        return True
    return (row[0] == 0 and below < 0) or (row[1] == len(table.bases) and below > 0)
