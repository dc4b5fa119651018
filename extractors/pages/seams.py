"""Whether the first row of a page goes on with the last row of the page before.

It does where the page shows it: a sentence runs on, no border closes the row at the break, or
the row has a shape that no row inside a page has. A new row begins where a cell that has text
below had room left above, or where the page has. Where a page allows both, that is the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from operator import and_
from types import MappingProxyType
from typing import Literal, NamedTuple

from extractors.document import OBJECT, Cell, Paragraph, Row
from extractors.pages.cuts import Cuts
from extractors.pages.outline import Shape
from extractors.pages.paragraphs import had_room, is_mid_sentence, runs_over
from extractors.pages.parts import Part
from extractors.pages.torn import UNKNOWN, LineEnds

Verdict = Literal["joined", "possible", "new"]

Kind = str | Shape
NOWHERE: Mapping[int, LineEnds] = MappingProxyType({})

_ENOUGH = 4  # rows that must be known before a shape counts as strange
_RARE = 0.02  # share of rows
_FILLED = 1.9  # line pitches; a cell with more room left was not cut by the end of the page
_PAIR = 2  # lines that are kept together
_ROOM = 3.2  # line pitches; a page with more room left did not cut the row
_LOW = 3.2  # line pitches; in a row no higher, a larger glyph may not have fitted at all
_SEVERAL = 2  # columns
_PITCH = 1.22  # of the size
_TITLE = 1.15  # of the size of the text above
_BACKGROUND = frozenset(("shading", "shade"))


class Seam(NamedTuple):
    """A page break inside a table."""

    above: Part
    below: Part
    floor: float  # how far down the upper page reaches elsewhere
    inside: Counter[tuple[Kind, Shape]]  # rows that follow each other on one page
    labels: frozenset[str]  # that begin several rows
    cuts: Cuts = Cuts()
    merged: frozenset[int] = frozenset()  # columns with cells over several rows
    ends: Mapping[int, LineEnds] = NOWHERE  # how far lines reach above, by column from 1

    def verdict(self, upper: Row, lower: Row) -> Verdict:
        """What the page shows of two rows at the break."""
        pairs = [(a, b) for a, b in zip(upper, lower, strict=True) if b and is_filled(b)]
        texts = [(above, below) for _, above, below in _texts(pairs)]
        is_begun = self._is_begun_by(upper, lower) or self._is_level_below(upper, lower)
        is_new = self._is_labelled(lower) or _turns(texts) or _is_title(texts, lower)
        if not is_begun and (is_new or not all(self._may_go_on(a, b) for a, b in pairs)):
            return "new"
        runs_on = any(starmap(is_mid_sentence, texts)) and not self._are_new(pairs, upper)
        if is_begun or not pairs or runs_on or self._is_open():
            return "joined"
        if self._has_room(upper):
            return "new"
        if any(starmap(runs_over, texts)):
            return "joined"
        if self.cuts.closed and not self.above.open_bottom:
            return "new"
        return "joined" if self._is_no_row(upper, lower) else "possible"

    def _is_begun_by(self, upper: Row, lower: Row) -> bool:
        """Whether the lower half has what begins the row, and nothing that the upper one has.

        Such a label had no room where a line or two had; no row inside a page begins without one.
        """
        own, others = shape(upper), shape(lower)
        if upper[0] is None or own[0] or not others[0] or not any(own):
            return False
        if any(sum([len(one.lines) for one in cell.paragraphs]) > _PAIR for cell in upper if cell):
            return False
        is_closed = self.cuts.closed and self.above.drawn and not self.above.open_bottom
        if any(map(and_, own, others)) or is_closed:
            return False
        known = sum(self.inside.values())
        seen = sum(count for (_, below), count in self.inside.items() if not below[0])
        # One that has nothing but a label is hardly a row either.
        rare = _RARE if any(others[1:]) else 2 * _RARE
        return known >= _ENOUGH and seen - 1 <= rare * known  # the upper half may be one

    def _is_level_below(self, upper: Row, lower: Row) -> bool:
        """Whether the row's cells are level at their middles or feet, its label below the break.

        No row inside a page begins without one, and beside it a text goes on.
        """
        first = upper[0]
        if first is None or first.text or is_filled(first):
            return False
        own, others = shape(upper), shape(lower)
        both = [
            (above, below)
            for above, below, is_filled_above in zip(upper, lower, own, strict=True)
            if is_filled_above and above and below and is_filled(below)
        ]
        if not others[0] or not both or not all(self._may_go_on(*one) for one in both):
            return False
        if self._has_room(upper):
            return False
        known = sum(self.inside.values())
        seen = sum(count for (_, below), count in self.inside.items() if not below[0])
        if known < _ENOUGH or seen > _RARE * known:
            return False
        if any(starmap(is_mid_sentence, [texts[1:] for texts in _texts(both)])):
            return True
        return self._is_label_lower(lower, [below for _, below in both])

    def _is_label_lower(self, lower: Row, texts: Sequence[Cell]) -> bool:
        """Whether rules show the row and its label stands below the first line of its texts."""
        size = _size(texts[0]) or 10.0
        is_lower = _top(lower[0]) - min(map(_top, texts)) > size / 2
        return is_lower and self.above.drawn and not self.above.bare

    def _are_new(self, pairs: Sequence[tuple[Cell | None, Cell]], upper: Row) -> bool:
        """Whether new texts begin in several columns, so that no sentence runs on beside them.

        They had room above, or a row of single lines has all that the one above has.
        """
        if sum(self._had_room(*one) for one in _texts(pairs)) >= _SEVERAL:
            return True
        single = sum(above is not None and _is_line(above) and _is_line(b) for above, b in pairs)
        return single > _SEVERAL and len(pairs) >= sum(map(bool, shape(upper)))

    def _had_room(self, column: int, above: Paragraph, below: Paragraph) -> bool:
        """Whether the line above had room for what begins below, as far as lines may reach."""
        known, possible, ruled, _ = self.ends.get(column, UNKNOWN)
        return had_room(above, below, possible if ruled else known)

    def _is_open(self) -> bool:
        """Whether an open edge cuts a row; above rows, merged cells of the row before are open."""
        is_merged = self.merged and not self.above.open_bottom
        return not is_merged and self.cuts.is_open(self.above, self.below)

    def _is_labelled(self, lower: Row) -> bool:
        """Beginning with a word that begins rows all over the document."""
        return lower[0] is not None and lower[0].text in self.labels

    def _may_go_on(self, above: Cell | None, below: Cell) -> bool:
        """Only a cell filled to the end of the page goes on; an empty one only in a low row."""
        if above is None:
            return True
        high = above.places[-1].bottom - above.places[-1].top
        size = _size(below) or 10.0
        if not above.text:
            return high <= _LOW * _PITCH * size
        left = _left_below(above)
        # Two lines may stand below because one alone must not.
        lines = _FILLED + (_lines(below) == _PAIR)
        return left is None or left <= lines * _PITCH * size

    def _has_room(self, upper: Row) -> bool:
        """Whether the page has room below the row, so that nothing had to be cut."""
        sizes = [_size(cell) or 0.0 for cell in upper if cell]
        return self.floor - self.above.box[3] > _ROOM * _PITCH * (max(sizes, default=0.0) or 10.0)

    def _is_no_row(self, upper: Row, lower: Row) -> bool:
        """Content in cells where hardly any row has content alone behind a row like the upper."""
        text = " ".join(upper[0].text.split()) if upper[0] else ""
        above = kind(shape(upper), text, self.labels)
        known = sum(count for (first, _), count in self.inside.items() if first == above)
        own = shape(lower)
        # What is merged over several rows stands empty below a break, as it is none elsewhere.
        merged = tuple(own[at] or at in self.merged for at in range(len(own)))
        seen = max(self.inside[above, own], self.inside[above, merged])
        return known >= _ENOUGH and seen - 1 <= _RARE * known  # the upper half may be one


def kind(filled: Shape, first: str, labels: frozenset[str]) -> Kind:
    """What a row is to the rows below it: labelled, or where it has content."""
    return "labelled" if first in labels else filled


def shape(row: Row) -> Shape:
    """Which cells of a row have content; a merged cell counts as filled."""
    return tuple(cell is None or is_filled(cell) for cell in row)


def is_filled(cell: Cell) -> bool:
    """Whether a cell has content; a background is none, it goes on with its row.

    But a level of grey on a page without colours is one: it may be all that shows a status.
    """
    if cell.text.strip(OBJECT):
        return True  # most cells
    return any(mark.kind not in _BACKGROUND or mark.shape for mark in cell.all_marks)


def _texts(
    pairs: Iterable[tuple[Cell | None, Cell]],
) -> Iterator[tuple[int, Paragraph, Paragraph]]:
    """The paragraphs on either side of the break, each with the number of its column."""
    for above, below in pairs:
        if above is not None and above.paragraphs and below.paragraphs:
            yield above.column, above.paragraphs[-1], below.paragraphs[0]


def _is_line(cell: Cell) -> bool:
    """Whether a cell has one line."""
    return len(cell.blocks) == 1 and _lines(cell) == 1


def _turns(texts: Sequence[tuple[Paragraph, Paragraph]]) -> bool:
    """From headings in bold to plain text below them, or from that to a heading."""
    bold = {(above.bold, below.bold) for above, below in texts}
    return len(texts) > 1 and len(bold) == 1 and bold <= {(True, False), (False, True)}


def _is_title(texts: Sequence[tuple[Paragraph, Paragraph]], lower: Row) -> bool:
    """Whether all that stands below is a title, in bold and larger than the text it stands under.

    One cell is set in one type, but for what is bold in it.
    """
    if len(texts) != 1 or not (lower[0] and lower[0].paragraphs) or sum(shape(lower)) > 1:
        return False
    ((above, below),) = texts
    if above.size is None or below.size is None or above.bold or not below.bold:
        return False
    return below.size >= _TITLE * above.size


def _size(cell: Cell) -> float | None:
    return next((p.size for p in cell.paragraphs if p.size), None)


def _top(cell: Cell | None) -> float:
    """How high its first line stands; 0 where that is not known."""
    lines = cell.paragraphs[0].lines if cell and cell.paragraphs else ()
    return lines[0].place.top if lines else 0.0


def _lines(cell: Cell) -> int:
    """Of its first paragraph."""
    return len(cell.paragraphs[0].lines) if cell.paragraphs else 0


def _left_below(cell: Cell) -> float | None:
    """Points between the last line and the lower edge of the cell."""
    last: Paragraph = cell.paragraphs[-1]
    if not last.lines:
        return None
    return cell.places[-1].bottom - last.lines[-1].place.bottom
