"""How far tables of pieced rules reach above their first rule and below their last one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from extractors.pages.distances import is_title
from extractors.pages.gaps import Words
from extractors.pages.lattices import SNAP
from extractors.pages.lessons import Learned
from extractors.pages.levels import Level, are_in_line
from extractors.pages.sentences import is_open
from extractors.pages.sheet import DEPTH, RISE
from extractors.pages.stops import Stops, columns, filled, runs_across, text_in

_APART = 2.4  # of the size, from line to line: further away stands no line of the same row
_LABELLED = 3.4  # the same for a row that is known to begin
_ROW = 4.5  # the same for a row on the other side of a rule
_CLOSE = 1.45  # the same for lines of one heading
_ALIGNED = 1.0  # points
SIZE_CHANGE = 1.25
_TWO = 2  # columns that a row fills at least

Extent = tuple[float, float]  # from where to where a table reaches


class PiecedTable(NamedTuple):
    """The rules of one table and its columns."""

    levels: Sequence[Level]
    stops: Stops


class Setting(NamedTuple):
    """What stands on a page, and where the columns stand with which the page before ends."""

    lines: Sequence[Words]  # in no table
    above: Sequence[float]
    learned: Learned | None = None  # of the document's tables
    lowest: float = np.inf  # where page footers begin
    seen: frozenset[str] = frozenset()  # texts that begin rows of the same table

    @property
    def labels(self) -> frozenset[str]:
        """The texts that are known to begin rows."""
        return self.learned.labels | self.seen if self.learned else self.seen


def extents(tables: Sequence[PiecedTable], setting: Setting) -> list[Extent]:
    """Where the row above the first rule of each table begins, and that below its last one ends.

    What stands between two tables belongs to one of them.
    """
    inside = setting._replace(above=())  # no table above the second one goes on in it
    known = [setting, *[inside for _ in tables[1:]]]
    tops = [
        _above(one.levels[0].y, one.stops, own) for one, own in zip(tables, known, strict=False)
    ]
    for at, (above, below) in enumerate(pairwise(tables), 1):
        high, low = above.levels[-1].y, below.levels[0].y
        if _below(high, above.stops, setting, low) > tops[at]:
            claimed = [one for one in setting.lines if tops[at] < one.base < low]
            tops[at] = _parting(high, low, claimed) if claimed else low
    floors = (*tops[1:], np.inf)
    bottoms = [
        _below(one.levels[-1].y, one.stops, setting, floor)
        for one, floor in zip(tables, floors, strict=False)
    ]
    return list(zip(tops, bottoms, strict=True))


def _parting(high: float, low: float, lines: Sequence[Words]) -> float:
    """Where the lower of two tables begins whose rules these are: at its heading in bold.

    Without one, what stands between them belongs to the rule that is nearer.
    """
    plain = [at for at, line in enumerate(lines, 1) if not line.bold]
    heading = lines[plain[-1] :] if plain else lines
    if heading:
        return heading[0].base - heading[0].size
    above = lines[0].base - RISE * lines[0].size - high
    below = low - lines[-1].base - DEPTH * lines[-1].size
    return low if above <= below else lines[0].base - lines[0].size


def _above(y: float, stops: Stops, setting: Setting) -> float:
    """Where the row begins that stands above the first rule, else the rule itself."""
    own: list[Words] = []
    is_known = bool(setting.above) and are_in_line([setting.above], stops.xs)
    below = [line for line in setting.lines if line.base > y][:1]
    for index, line in reversed([one for one in enumerate(setting.lines) if one[1].base < y]):
        furthest = _furthest(own, own[-1:], stops, setting) * line.size
        next_base = own[-1].base if own else below[0].base if below else y
        others = own or below
        if (
            next_base - line.base > furthest
            or _is_prose(line, stops, is_known=is_known)
            or _is_set_otherwise(line, others)
            or is_title(setting.lines, index)
        ):
            break
        own.append(line)
    while own and not is_known and filled(own[-1], stops) < _TWO:
        if _is_of_heading(own) or _goes_on_below(own, stops):
            break
        own.pop()
    return own[-1].base - own[-1].size if own else y


def _furthest(
    own: Sequence[Words], lower: Sequence[Words], stops: Stops, setting: Setting
) -> float:
    """How many sizes a line may stand from the next: further where the lower begins a row."""
    if not own:
        return _ROW
    is_labelled = any(text_in(line, stops, 0) in setting.labels for line in lower)
    return _LABELLED if is_labelled else _APART


def _is_prose(line: Words, stops: Stops, *, is_known: bool) -> bool:
    """Whether a line runs on over columns, unless these are known or it stands in several."""
    if is_known or filled(line, stops) > _TWO:
        return runs_across(line, stops)
    # By chance a word may stand where a column begins.
    return runs_across(line, stops._replace(starts=()))


def _is_of_heading(lines: Sequence[Words]) -> bool:
    """Whether the last of these lines, the highest, is one of several of a heading in bold."""
    below, above = lines[-2:] if len(lines) >= _TWO else (lines[-1], lines[-1])
    return above.bold and below.bold and 0 < below.base - above.base <= _CLOSE * above.size


def _goes_on_below(lines: Sequence[Words], stops: Stops) -> bool:
    """Whether the last of these lines, the highest, begins what goes on in its column."""
    first = columns(lines[-1], stops)
    if len(first) != 1:
        return False
    texts = (text_in(line, stops, *first) for line in reversed(lines))
    text, below = [*islice(filter(None, texts), _TWO), "", ""][:_TWO]
    return bool(below) and (below[0].islower() or is_open(text))


def _below(y: float, stops: Stops, setting: Setting, floor: float) -> float:
    """Where the row ends that stands below the last rule, else the rule itself."""
    own: list[Words] = []
    above = max((line.base for line in setting.lines if line.base < y), default=y)
    for index, line in enumerate(setting.lines):
        if not y < line.base < floor:
            continue
        furthest = _furthest(own, [line], stops, setting) * line.size
        last = own[-1].base if own else above
        is_far = line.base - last > furthest
        is_other = _is_set_otherwise(line, own) or is_title(setting.lines, index)
        if is_far or is_other or runs_across(line, stops):
            break
        own.append(line)
    begins = (_begins_row, _is_label, _is_alone)
    if not own or not any(one(own, stops, setting) for one in begins):
        return y
    if len(own) == 1 and runs_across(own[0], stops._replace(starts=())):
        return y  # a title, of which one word happens to stand where a column begins
    return own[-1].base + max(DEPTH * own[-1].size, SNAP)


def _begins_row(lines: Sequence[Words], stops: Stops, _: Setting) -> bool:
    """Whether the first line stands in several columns, or stands out above others that do.

    So it does where cells are level at their middles or feet; or another column has a line right
    below it, where no line of its own column has room.
    """
    first, base = columns(lines[0], stops), lines[0].base + lines[0].size
    is_out = any(filled(line, stops) >= _TWO for line in lines[1:])
    beside = (columns(line, stops) for line in lines[1:] if line.base < base)
    return is_out or len(first.union(*beside)) >= _TWO


def _is_alone(own: Sequence[Words], stops: Stops, setting: Setting) -> bool:
    """Whether they stand in one column behind the first, with only footers below them.

    The label of their row had no room, and begins the next page.
    """
    starts = [start for start in stops.starts if start is not None]
    first = own[0].x0
    is_in_line = any(abs(first - start) <= _ALIGNED for start in starts)
    return (
        is_in_line
        and all(abs(line.x0 - first) <= _ALIGNED and filled(line, stops) == 1 for line in own)
        and not any(own[-1].base < line.base <= setting.lowest for line in setting.lines)
    )


def _is_label(own: Sequence[Words], stops: Stops, setting: Setting) -> bool:
    """Whether they are one line that labels other rows above it.

    The texts of its own row had no room for two of their lines, and stand on the next page.
    """
    first = text_in(own[0], stops, 0)
    if len(own) > 1 or not first:
        return False
    above = (line for line in setting.lines if line.base < own[0].base)
    beside = (line for line in above if filled(line, stops) >= _TWO)
    return first in setting.labels or first in (text_in(one, stops, 0) for one in beside)


def _is_set_otherwise(line: Words, others: Sequence[Words]) -> bool:
    """In type of another size; a sign may be in any."""
    if line.is_sign:
        return False
    sizes = [line.size, *(one.size for one in others[-1:])]
    return max(sizes) > SIZE_CHANGE * min(sizes)
